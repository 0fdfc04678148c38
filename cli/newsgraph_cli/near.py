"""`newsgraph near`: who and what stands beside this?"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Kinds, Shape, Since, Until, day_typed, days_typed
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.speaking import say_nothing

if TYPE_CHECKING:
    from newsgraph import Change, Comparison, Neighbour, Node

EXAMPLES = (
    "newsgraph near 'Marta Quillan'",
    "newsgraph near 'Port Averin' --kind person --since 2024-02-01 --until 2024-03-01",
    "newsgraph near 'Marta Quillan' --since 2024-03-01 --compare 2024-02-01",
)
COLUMNS = (
    Column("id", "the neighbour's id"),
    Column("kind", "place, person, organisation, group, author or source"),
    Column("name", "the form that it is shown by"),
    Column("origins", "independent reports that name both"),
    Column("of", "independent reports that name the neighbour"),
    Column("significance", "log-likelihood ratio against chance"),
    Column("first", "the day of the first report of both, YYYY-MM-DD"),
    Column("last", "the day of the last"),
    Column("article", "the article that tells most of both"),
    Column("sentence", "what it says"),
)
CHANGE_COLUMNS = (
    Column("id", "the neighbour's id"),
    Column("kind", "place, person, organisation, group, author or source"),
    Column("name", "the form that it is shown by"),
    Column("change", "new or vanished"),
    Column("now", "independent reports that name both, from `--since` on"),
    Column("before", "those from `--compare` up to then"),
    Column("significance", "log-likelihood ratio of the change, below 0 where they became fewer"),
    Column("article", "the article that shows it best"),
    Column("sentence", "what it says"),
)


def near(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Any of its names, or its id.")],
    *,
    kind: Kinds = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most this many.")] = 10,
    since: Since = None,
    until: Until = None,
    compare: Annotated[
        str | None,
        typer.Option(
            metavar="DAY", help="Who is new since --since, and who is gone, against the days from DAY to then."
        ),
    ] = None,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """List who and what appears with a place, an actor, an author or a source.

    The most significant first: those named together more often than chance would have it. Counted are independent
    reports: an article and all its copies are one. Each comes with the sentence that shows it best. Exit code 1 when
    there is nobody, or when nothing is called so.
    """
    import newsgraph

    shape, days = chosen(form, as_json=as_json, as_jsonl=as_jsonl), days_typed(since, until)
    apart = _compared(days, compare, kind)
    with newsgraph.open_archive(index) as archive:
        who = archive.who(name)
        if apart is not None:
            changed = archive.compare(who.id, *apart, limit=limit)
            _write_changed(shape, who, apart, changed, limit=limit)
            raise typer.Exit(FOUND if changed.new or changed.vanished else NOTHING)
        kinds = [str(one) for one in kind or ()]
        found = archive.near(who.id, limit=limit, kinds=kinds, since=days[0], until=days[1])
    _write(shape, who, days, found, limit=limit)
    raise typer.Exit(FOUND if found else NOTHING)


def _compared(
    days: tuple[date | None, date | None], compare: str | None, kind: Sequence[str] | None
) -> tuple[date, date] | None:
    """The first days of now and of before; None where nothing is to be compared."""
    from newsgraph.errors import UsageError

    before, (since, until) = day_typed("--compare", compare), days
    if before is None:
        return None
    hint = "--since 2024-03-01 --compare 2024-02-01"
    if since is None:
        raise UsageError("--compare is an earlier day to compare --since with, and --since is missing", hint=hint)
    if before >= since:
        raise UsageError(f"--compare {before} is not before --since {since}", hint=hint)
    if until is not None or kind:
        raise UsageError("--compare goes with neither --until nor --kind: it compares all from --since on", hint=hint)
    return since, before


def _write(
    form: Form, who: "Node", days: tuple[date | None, date | None], found: "Sequence[Neighbour]", *, limit: int
) -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import NearWire

        document = NearWire.of(who, days, found)
        write_json(document) if form is Form.JSON else write_json_lines(document.neighbours)
    elif form is not Form.TEXT:
        write_rows(form, COLUMNS, map(_row, found))
    elif found:
        from newsgraph_cli.near_page import show_near

        show_near(who, days, found, more=more_of(len(found), limit))
    if not found:
        when = "" if days == (None, None) else " in these days"
        say_nothing(f"nothing appears with {who.name} more often than chance would have it{when}")


def _row(one: "Neighbour") -> Row:
    article, sentence = ("", "") if one.quote is None else (one.quote.article, one.quote.text)
    first, last = ("" if day is None else day.isoformat() for day in (one.first, one.last))
    counts = (str(one.origins), str(one.of), f"{one.significance:.3f}")
    return one.node.id, one.node.kind.value, one.node.name, *counts, first, last, article, sentence


def _write_changed(form: Form, who: "Node", days: tuple[date, date], found: "Comparison", *, limit: int) -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import ComparisonWire

        document = ComparisonWire.of(who, days, found)
        write_json(document) if form is Form.JSON else write_json_lines((*document.new, *document.vanished))
    elif form is not Form.TEXT:
        write_rows(form, CHANGE_COLUMNS, _changed_rows(found))
    elif found.new or found.vanished:
        from newsgraph_cli.near_page import show_comparison

        show_comparison(who, days, found, more=more_of(max(len(found.new), len(found.vanished)), limit))
    if not found.new and not found.vanished:
        say_nothing(f"nobody is new beside {who.name} since {days[0]}, and nobody has vanished")


def more_of(shown: int, limit: int) -> str:
    """What to type for more than are shown, "" where they are all."""
    return f"more: --limit {limit * 2}" if shown == limit else ""


def _changed_rows(found: "Comparison") -> Iterator[Row]:
    for change, changes in (("new", found.new), ("vanished", found.vanished)):
        yield from (changed_row(one, change) for one in changes)


def changed_row(one: "Change", *what: str) -> Row:
    """The fields of a change; `what` it is behind the name."""
    article, sentence = ("", "") if one.quote is None else (one.quote.article, one.quote.text)
    counts = (str(one.now), str(one.before), f"{one.significance:.3f}")
    return one.node.id, one.node.kind.value, one.node.name, *what, *counts, article, sentence
