"""What do related articles look like on a terminal? Headline, where and when, why, and the sentence that shows it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from newsgraph_cli.search_page import quoted
from newsgraph_cli.terminal import HEADLINE, QUIET, columns, folded, joined, kind, screen
from newsgraph_cli.words import counted, day, listed, plain

if TYPE_CHECKING:
    from newsgraph import Listing, Related

EVIDENCE = 4  # names or words of a reason that are shown


def show_related(found: "Sequence[Related]") -> None:
    """A block each, its number in the margin."""
    console = screen()
    room = console.width - 4
    for number, one in enumerate(found, 1):
        console.put(Text.assemble((f"{number:>2}  ", QUIET), (plain(one.title) or "(no headline)", HEADLINE)))
        rule = "" if one.rung == "related" else f" ({one.rung})"
        facts: list[Text | str] = [
            kind("source", one.source or "source unknown"),
            day(one.published),
            f"{one.relation}{rule}",
        ]
        for line in (*folded(facts, room), *Text(plain(one.line)).wrap(console, room), Text(one.id, QUIET)):
            console.put(Text.assemble("    ", line))
        quote = next((reason.quote for reason in one.reasons if reason.quote), None)
        if quote is not None:
            console.put(Text.assemble("    ", quoted(quote.text, quote.marks, room=room)))
        console.put()
    many = counted(len(found), "related article")
    console.put(Text(f"{many}, best first" if found else "nothing in the archive is related closely enough", QUIET))


def show_listed(found: "Sequence[Listing]") -> None:
    """A block each, its place in that list in the margin."""
    console = screen()
    room = console.width - 4
    for one in found:
        console.put(Text.assemble((f"{one.place:>2}  ", QUIET), (plain(one.title) or "(no headline)", HEADLINE)))
        facts: list[Text | str] = [kind("source", one.source or "source unknown"), day(one.published), one.relation]
        for line in (*folded(facts, room), *Text(plain(one.line)).wrap(console, room), Text(one.id, QUIET)):
            console.put(Text.assemble("    ", line))
        console.put()
    many = counted(len(found), "list")
    console.put(Text(f"stands in {many}, highest places first" if found else "stands in no list", QUIET))


def show_why(found: "Related") -> None:
    """The sum, a line for each reason."""
    console = screen()
    console.put(Text(plain(found.title) or "(no headline)", HEADLINE))
    console.put(joined([kind("source", found.source or "source unknown"), day(found.published), found.relation]))
    table = columns()
    for heading in ("signal", "value", "strength", "weight", "evidence"):
        table.add_column(justify="left" if heading in ("signal", "evidence") else "right")
    for reason in found.reasons:
        evidence = listed([plain(word) for word in (*reason.names, *reason.words)], most=EVIDENCE)
        numbers = (f"{reason.value:.3f}", f"{reason.strength:.3f}", f"{reason.weight:.3f}")
        table.add_row(reason.signal, *numbers, Text(evidence, QUIET))
    table.add_row("score", f"{found.score:.3f}", "", "", Text(plain(found.line), QUIET))
    console.put(table)
    console.put(Text(f"Left out of the list: {plain(found.kept_out)}" if found.kept_out else "May stand in its list."))
