"""What do suggestions look like on a terminal? A line each: what it is, and in how many articles."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from newsgraph_cli.entity_page import of_kind
from newsgraph_cli.terminal import QUIET, columns, screen
from newsgraph_cli.words import counted, plain

if TYPE_CHECKING:
    from newsgraph import Suggestion


def show_suggestions(found: "Sequence[Suggestion]") -> None:
    console = screen()
    table = columns()
    for heading in ("name or words", "kind", "articles", "id"):
        table.add_column(justify="right" if heading == "articles" else "left")
    for one in found:
        name = of_kind(one.kind, one.text) if one.id else Text(f"  {plain(one.text)}")
        table.add_row(name, Text(one.kind, QUIET), f"{one.articles:,}", Text(one.id, QUIET))
    console.put(table)
    many = counted(len(found), "suggestion")
    console.put(Text(f"{many}, those in most articles first" if found else "nothing begins so", QUIET))
