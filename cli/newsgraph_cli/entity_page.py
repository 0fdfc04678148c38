"""What does an entity look like on a terminal? Its name and kind, where, when and with whom, and its sentences."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from newsgraph_cli.speaking import to_type
from newsgraph_cli.terminal import HEADLINE, QUIET, Page, columns, folded, hung, joined, kind, mark_of, marked, screen
from newsgraph_cli.words import counted, day, listed, minute, plain, reports, with_id

if TYPE_CHECKING:
    from newsgraph import Decision, EntityCount, EntityView, Role, Undecided

HEADINGS = 14  # cells
ALIASES, ROLES, COUNTS = 8, 4, 6  # so many are shown, the rest is counted


def of_kind(name: str, words: str) -> Text:
    """An entity's name with the mark of its kind."""
    return kind(mark_of(name), words)


def show_entities(found: "Sequence[EntityCount]") -> None:
    """A line each: name, kind, articles, latest, id."""
    console = screen()
    table = columns()
    for heading in ("name", "kind", "articles", "latest", "id"):
        table.add_column(justify="right" if heading == "articles" else "left")
    for one, articles, latest in found:
        name = plain(one.name) + (" (provisional)" if one.provisional else "")
        kind_of = Text(one.kind.value, QUIET)
        table.add_row(of_kind(one.kind.value, name), kind_of, f"{articles:,}", day(latest), Text(one.id, QUIET))
    console.put(table)
    console.put(Text(f"{counted(len(found), 'entity', 'entities')} shown, with their articles and the latest", QUIET))


def show_entity(found: "EntityView") -> None:
    console = screen()
    one = found.entity
    console.put(Text.assemble(of_kind(one.kind.value, one.name), (f"  {one.kind.value}", QUIET), style=HEADLINE))
    if found.hidden_by is not None:
        console.put(
            Text(f"hidden from every list, by decision {found.hidden_by.number}: {plain(found.hidden_by.because)}")
        )
    for facts in folded(_facts(found), console.width):
        console.put(facts)
    for heading, line in _lists(found):
        for part in hung(f"{heading:<{HEADINGS}}", line, console):
            console.put(part)
    _quotes(found, console)
    for below in _below(found):
        console.put(Text(below, QUIET))


def _facts(found: "EntityView") -> Iterator[Text | str]:
    yield f"{reports(found.origins)}, named in {counted(found.articles, 'article')}"
    if found.first is not None and found.last is not None:
        yield f"{day(found.first)} to {day(found.last)}"
    where = found.entity.location
    if where is not None:
        north, east = "N" if where.lat >= 0 else "S", "E" if where.lon >= 0 else "W"
        about = "about " if where.approximate else ""
        yield f"{about}{abs(where.lat):.3f}° {north}, {abs(where.lon):.3f}° {east}"
    if found.entity.provisional:
        yield "provisional: in no gazetteer"


def _lists(found: "EntityView") -> Iterator[tuple[str, Text]]:
    others = [plain(name) for name in found.entity.aliases if name != found.entity.name]
    unlisted = found.totals.aliases - len(found.entity.aliases)
    lists: list[tuple[str, list[str], int]] = [
        ("in", [name for _, name in found.within], 0),
        ("also called", others, len(others) + unlisted),
        ("called", [_role(role) for role in found.roles], found.totals.roles),
        ("appears with", [f"{plain(other.name)} {other.origins:,}" for other in found.beside], found.totals.beside),
        ("in outlets", [f"{plain(value)} {count:,}" for value, count in found.sources], found.totals.sources),
        ("written by", [f"{plain(value)} {count:,}" for value, count in found.authors], found.totals.authors),
    ]
    told: dict[str, list[str]] = {}
    for what, words in found.facts:
        told.setdefault(what, []).append(plain(words))
    for heading, values, many in (*lists, *((what, values, 0) for what, values in told.items())):
        if values:
            yield heading, Text(listed(values, most=ALIASES, of=many))


def _role(role: "Role") -> str:
    when = "" if role.first is None else f" ({role.first.year})"
    return f"{plain(role.role)}{when}"


def _quotes(found: "EntityView", console: Page) -> None:
    for quote in found.quotes:
        console.put()
        console.put(Text.assemble("“", marked(quote.text, quote.marks), "”"))
        console.put(
            joined(
                [
                    kind("source", quote.source or "source unknown"),
                    day(quote.published),
                    Text(plain(quote.title), QUIET),
                ]
            )
        )
    if found.quotes:
        console.put()


def _below(found: "EntityView") -> Iterable[str]:
    yield found.entity.id
    if found.others:
        yield f"Others of this name: {', '.join(with_id(id, found.called) for id in found.others)}"
    for decision in found.decisions:
        by = f"{plain(decision.who)}, {day(decision.when)}: {plain(decision.because)}"
        others = [with_id(one, decision.called) for one in decision.ids if one != found.entity.id]
        about = " ".join(filter(None, [decision.kind.value, listed(others), _said(decision)]))
        yield f"Decision {decision.number}: {about}, {by}"


def _said(decision: "Decision") -> str:
    """What it says of them: the new name, the position, the place and its id, the number."""
    home = decision.kind.value == "home"
    return with_id(decision.name, decision.called) if home else plain(decision.name)


def show_log(found: "Sequence[Decision]") -> None:
    """A block a decision: what was decided, by whom and why; what was undone is quiet."""
    console = screen()
    undone = {int(one.name) for one in found if one.kind.value == "undo"}
    for one in found:
        name = f" {_said(one)}" if one.name else ""
        about = " and ".join(with_id(id, one.called) for id in one.ids) + name
        style = QUIET if one.number in undone else ""
        console.put(Text(f"{one.number}  {one.kind.value} {about}" + (" (undone)" if style else ""), style))
        console.put(Text(f"   {plain(one.who)}, {minute(one.when)}: {plain(one.because)}", QUIET))


def show_queue(found: "Sequence[Undecided]") -> None:
    """A block a pair: both names, what would change, what speaks for and against, and what to type."""
    console = screen()
    for number, one in enumerate(found, 1):
        pair = f"{plain(one.join.name)} = {plain(one.keep.name)}?"
        console.put(Text.assemble((f"{number:>2}  ", QUIET), (pair, HEADLINE), f"  {one.why}"))
        against = f", together in {reports(one.together)}" if one.together else ""
        console.put(Text(f"    {counted(one.articles, 'article')} of the one, {one.of:,} of the other{against}"))
        if one.beside:
            console.put(Text(f"    both beside {plain(', '.join(other.name for other in one.beside))}", QUIET))
        both = f"{one.keep.id} {one.join.id} --because '…'"
        console.put(Text(f"    {plain(to_type(f'newsgraph judge same {both}'))}", QUIET))
        console.put()
