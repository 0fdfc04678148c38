"""What do neighbours look like on a terminal? Who, in how many reports, and the sentence that shows it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.text import Text

from newsgraph_cli.quoting import headed, node, numbered, said
from newsgraph_cli.terminal import HEADLINE, QUIET, Page, folded, screen
from newsgraph_cli.words import day, days, reports

if TYPE_CHECKING:
    from newsgraph import Change, Comparison, Neighbour, Node

MARGIN = 4  # cells, for the numbers of a list


def show_near(who: "Node", asked: tuple[date | None, date | None], found: "Sequence[Neighbour]", *, more: str) -> None:
    """A block a neighbour, then how many there are and what to type for `more`, "" where there are none."""
    console = screen()
    since = "" if asked[0] is None else f", from {day(asked[0])} on"
    until = "" if asked[1] is None else f", before {day(asked[1])}"
    _put_heading(console, who, f"appears with these more often than chance would have it{since}{until}")
    numbered(console, [_neighbour(one, console) for one in found])
    _put_below(console, f"{len(found):,} shown, the most significant first", more)


def _put_heading(console: Page, who: "Node", *lines: str) -> None:
    console.put(Text.assemble(node(who), (f"  {who.kind.value}", QUIET), style=HEADLINE))
    for line in lines:
        console.put(Text(line, QUIET))
    console.put()


def _put_below(console: Page, shown: str, more: str) -> None:
    for line in folded(filter(None, [shown, more]), console.width):
        line.style = QUIET
        console.put(line)


def _neighbour(one: "Neighbour", console: Page) -> list[Text]:
    room = console.width - MARGIN
    facts = (f"{one.origins:,} of its {reports(one.of)}", days(one.first, one.last))
    head = headed(one.node, f"significance {one.significance:,.1f}", room)
    return [head, *folded(facts, room), *said(one.quote, console, room)]


def show_comparison(
    who: "Node", asked: tuple[date, date | None, date, date], found: "Comparison", *, more: str
) -> None:
    """Who is new, then who has vanished, a block each; how many, and what to type for `more` of them."""
    console = screen()
    since, until, before, behind = asked
    one = timedelta(days=1)
    now = f"from {day(since)} on" if until is None else days(since, until - one)
    named = f"named in {reports(found.now)} now, in {found.before:,} before"
    _put_heading(console, who, f"{now}, against {days(before, behind - one)}", named)
    for heading, changes in (("New beside it", found.new), ("No longer beside it", found.vanished)):
        if changes:
            console.put(Text(heading, HEADLINE))
            console.put()
            put_changes(console, changes, now="now", before="before")
    _put_below(console, f"{len(found.new):,} new and {len(found.vanished):,} vanished shown", more)


def put_changes(console: Page, changes: "Sequence[Change]", *, now: str, before: str) -> None:
    """A numbered block a change: reports `now` and `before`, and the sentence that shows it."""
    numbered(console, [_change(one, console, (now, before)) for one in changes])


def _change(one: "Change", console: Page, when: tuple[str, str]) -> list[Text]:
    room = console.width - MARGIN
    counts = [f"{reports(count)} {words}" for count, words in zip((one.now, one.before), when, strict=True) if count]
    head = headed(one.node, f"significance {abs(one.significance):,.1f}", room)
    return [head, *folded(counts, room), *said(one.quote, console, room)]


def show_trending(asked: tuple[date, date, date], found: "Sequence[Change]", *, more: str) -> None:
    """A block an entity, under the days that are compared; how many, and what to type for `more`."""
    console = screen()
    before, since, until = asked
    one = timedelta(days=1)
    console.put(Text("Named more than before", HEADLINE))
    console.put(Text(f"{days(since, until - one)}, against {days(before, since - one)}", QUIET))
    console.put()
    put_changes(console, found, now="now", before="before")
    _put_below(console, f"{len(found):,} shown, the most significant first", more)
