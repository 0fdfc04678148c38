"""`newsgraph near`: who and what stands beside this?"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Kinds, Shape, Since, Until, days_typed, period_typed
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.speaking import say_nothing
from newsgraph_cli.words import day

if TYPE_CHECKING:
    from newsgraph import Change, Comparison, Neighbour, Node

EXAMPLES = (
    "newsgraph near 'Marta Quillan'",
    "newsgraph near 'Port Averin' --kind person --since 2024-02-01 --until 2024-03-01",
    "newsgraph near 'Marta Quillan' --compare 2024-02",
    "newsgraph near Skarrow --since 2024-03-25 --until 2024-04-08 --compare 2024-02-01..2024-03-01 --kind person",
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
    Column("now", "independent reports that name both, from `--since` to `--until`"),
    Column("before", "those of the period of `--compare`"),
    Column("significance", "log-likelihood ratio of the change, below 0 where they became fewer"),
    Column("article", "the article that shows it best"),
    Column("sentence", "what it says"),
)
Compared = tuple[date, date | None, date, date]  # the first day and the one behind the last: of now, of before


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
            metavar="PERIOD",
            help="Who is new from --since to --until, and who is gone, against this year (2023), this month (2024-02), "
            "DAY..DAY without the second, or from a DAY up to --since. By itself --since is where PERIOD ends.",
        ),
    ] = None,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """List who and what appears with a place, an actor, an author or a source.

    The most significant first: those named together more often than chance would have it. Counted are independent
    reports, of which an article and all its copies are one, and in each those whom it names more than in passing. Each
    comes with the sentence that shows it best. Exit code 1 when there is nobody, or when nothing is called so.
    """
    import newsgraph

    shape, days = chosen(form, as_json=as_json, as_jsonl=as_jsonl), days_typed(since, until)
    apart, kinds = compared(days, compare), [str(one) for one in kind or ()]
    with newsgraph.open_archive(index) as archive:
        who = archive.who(name)
        if apart is not None:
            changed = archive.compare(
                who.id, apart[0], apart[2], until=apart[1], before_until=apart[3], kinds=kinds, limit=limit
            )
            _write_changed(shape, who, apart, changed, limit=limit)
            raise typer.Exit(FOUND if changed.new or changed.vanished else NOTHING)
        found = archive.near(who.id, limit=limit, kinds=kinds, since=days[0], until=days[1])
    _write(shape, who, days, found, limit=limit)
    raise typer.Exit(FOUND if found else NOTHING)


def compared(days: tuple[date | None, date | None], compare: str | None) -> Compared | None:
    """What is compared with what; None where nothing is to be. Raises UsageError."""
    from newsgraph.errors import UsageError

    if compare is None:
        return None
    before, behind = period_typed("--compare", compare)
    since = days[0] or behind
    hint = "--since 2024-03-01 --compare 2024-02-01"
    if since is None:
        raise UsageError("--compare with a day compares what was before --since, and --since is missing", hint=hint)
    if before >= since:
        raise UsageError(f"--compare {compare} is not before --since {since}", hint=hint)
    if days[1] is not None and days[1] <= since:
        raise UsageError(f"there is no day from {since} up to, but without, {days[1]}", hint=hint)
    return since, days[1], before, behind or since


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


def _write_changed(form: Form, who: "Node", days: Compared, found: "Comparison", *, limit: int) -> None:
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
        when = f"since {day(days[0])}" if days[1] is None else f"from {day(days[0])}, before {day(days[1])}"
        say_nothing(f"nobody is new beside {who.name} {when}, and nobody has vanished")


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
