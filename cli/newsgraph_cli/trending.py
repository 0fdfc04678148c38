"""`newsgraph trending`: who is suddenly everywhere?"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.near import changed_row, more_of
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape, day_typed
from newsgraph_cli.output import Column, Form, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.speaking import say_nothing
from newsgraph_cli.words import days as written

if TYPE_CHECKING:
    from newsgraph import Change

EXAMPLES = (
    "newsgraph trending",
    "newsgraph trending --until 2024-04-01 --days 14 --limit 5",
    "newsgraph trending --format csv",
)
COLUMNS = (
    Column("id", "the entity's id"),
    Column("kind", "place, person, organisation, group, author or source"),
    Column("name", "the form that it is shown by"),
    Column("now", "independent reports of these days that name it"),
    Column("before", "those of the four times as many days before"),
    Column("significance", "log-likelihood ratio of the change"),
    Column("article", "the article that shows it best"),
    Column("sentence", "what it says"),
)
Days = tuple[date, date, date]  # the first of before, the first of now, the one behind the last of now


def trending(
    *,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", help="Up to this day, but without it; by itself to the last report."),
    ] = None,
    days: Annotated[int, typer.Option(min=1, metavar="N", help="How many days are now.")] = 7,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most this many.")] = 10,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """List who and what is named more than before.

    Those that a larger share of the independent reports names now than in the four times as many days before, the most
    significant first; an article and all its copies are one. What only one report names is no trend, nor is a rise that
    chance makes somewhere among so many names. Exit code 1 when there is none.
    """
    import newsgraph

    shape, behind = chosen(form, as_json=as_json, as_jsonl=as_jsonl), day_typed("--until", until)
    with newsgraph.open_archive(index) as archive:
        told = archive.trending_days(until=behind, days=days)
        found = archive.trending(until=told[2], days=days, limit=limit) if told else []
    _write(shape, told, found, limit=limit)
    if not found:
        say_nothing(_why_nothing(told))
    raise typer.Exit(FOUND if found else NOTHING)


def _why_nothing(days: Days | None) -> str:
    if days is None:
        return "no article states when it was published"
    when = written(days[1], days[2] - timedelta(days=1))
    return f"nothing trends, {when}: no rise is larger than chance makes among so many names"


def _write(form: Form, days: Days | None, found: "Sequence[Change]", *, limit: int) -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import TrendingWire

        document = TrendingWire.of(days or (None, None, None), found)
        write_json(document) if form is Form.JSON else write_json_lines(document.trends)
    elif form is not Form.TEXT:
        write_rows(form, COLUMNS, (changed_row(one) for one in found))
    elif days and found:
        from newsgraph_cli.near_page import show_trending

        show_trending(days, found, more=more_of(len(found), limit))
