"""What do watched feeds look like on a terminal? A line each: when, what it said, what came of it, when next."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.text import Text

from newsgraph_cli.terminal import QUIET, columns, kind, screen
from newsgraph_cli.words import counted, minute, plain

if TYPE_CHECKING:
    from newsgraph import FeedState


def show_states(states: "Sequence[FeedState]") -> None:
    console = screen()
    table = columns()
    for heading in ("feed", "asked", "said", "new", "corrected", "gone", "next"):
        table.add_column(justify="right" if heading in ("new", "corrected", "gone") else "left")
    for one in states:
        asked = "never" if one.looked is None else minute(datetime.fromtimestamp(one.looked, UTC))
        again = "now" if not one.due else minute(datetime.fromtimestamp(one.due, UTC))
        said = plain(one.said) + (f" ({one.failures} times)" if one.failures > 1 else "")
        numbers = (f"{one.added:,}", f"{one.corrected:,}", f"{one.removed:,}")
        table.add_row(kind("source", one.url), Text(asked, QUIET), said, *numbers, Text(again, QUIET))
    console.put(table)
    console.put(Text(f"{counted(len(states), 'feed')}, in the order of the file", QUIET))
