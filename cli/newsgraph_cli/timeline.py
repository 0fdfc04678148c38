"""`newsgraph timeline`: when was it in the news?"""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape, Since, Until, days_typed
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.speaking import say_nothing
from newsgraph_cli.words import reports

if TYPE_CHECKING:
    from newsgraph import Node, Timeline

EXAMPLES = (
    "newsgraph timeline 'Port Averin'",
    "newsgraph timeline 'strike AND dockers' --by week",
    "newsgraph timeline 'Marta Quillan' --since 2024-02-01 --until 2024-03-01 --format tsv",
)
COLUMNS = (
    Column("day", "the day, of a week its Monday, YYYY-MM-DD"),
    Column("origins", "independent reports of what was asked for"),
    Column("articles", "articles that carried them, all copies counted"),
    Column("of", "independent reports of anything"),
    Column("burst", "how much more than usual the burst is that the day lies in, in nats; else empty"),
    Column("article", "the article that stands best for the burst"),
    Column("title", "its headline"),
)


class Step(StrEnum):
    DAY = "day"
    WEEK = "week"


def timeline(
    about: Annotated[list[str], typer.Argument(metavar="NAME|QUERY", help="A name or an id; else as in search.")],
    *,
    by: Annotated[
        Step | None, typer.Option("--by", metavar="STEP", help="day or week; by itself what the length asks for.")
    ] = None,
    since: Since = None,
    until: Until = None,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """Show when a name or a query was in the news, and when suddenly.

    Counted are independent reports: an article and all its copies are one. A burst is when there were more of them than
    usual; each comes with the article that stands best for it. What nothing is called by is searched as a query, and so
    is what stands in round brackets. Exit code 1 when no dated article is about it.
    """
    import newsgraph

    shape, days = chosen(form, as_json=as_json, as_jsonl=as_jsonl), days_typed(since, until)
    words = " ".join(about).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    wide = None if by is None else 7 if by is Step.WEEK else 1
    with newsgraph.open_archive(index) as archive:
        who = archive.named(words)
        found = archive.timeline(words, since=days[0], until=days[1], days=wide)
    _write(shape, (words, who), found, by=by)
    if not found.steps:
        say_nothing(_why_nothing((words, who), found))
    raise typer.Exit(FOUND if found.steps else NOTHING)


def _why_nothing(about: "tuple[str, Node | None]", found: "Timeline") -> str:
    words, who = about
    undated = f"; {reports(found.undated)} without a date" if found.undated else ""
    if who is not None:
        return f"no report of these days names {who.name}{undated}"
    return f"nothing is called {words}, and no dated article of these days matches it as a query{undated}"


def _write(form: Form, about: "tuple[str, Node | None]", found: "Timeline", *, by: Step | None) -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import TimelineWire

        document = TimelineWire.of(*about, found)
        write_json(document) if form is Form.JSON else write_json_lines((*document.steps, *document.peaks))
    elif form is not Form.TEXT:
        write_rows(form, COLUMNS, _rows(found))
    elif found.steps:
        from newsgraph_cli.timeline_page import show_timeline

        show_timeline(about, found, every=by is not None)


def _rows(found: "Timeline") -> Iterator[Row]:
    for step in found.steps:
        burst = next((one for one in found.peaks if one.first <= step.day < one.last), None)
        told = ("", "", "") if burst is None else (f"{burst.weight:.3f}", burst.article, burst.title)
        yield step.day.isoformat(), str(step.origins), str(step.articles), str(step.of), *told
