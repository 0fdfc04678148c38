"""`newsgraph stories`: what is being told by several at the moment?"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape, day_typed
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.words import iso

if TYPE_CHECKING:
    from newsgraph import Story

EXAMPLES = (
    "newsgraph stories",
    "newsgraph stories --until 2024-04-30 --days 30 --limit 5",
)
COLUMNS = (
    Column("reports", "independent reports"),
    Column("first", "when the first was published, ISO 8601 in UTC"),
    Column("last", "when the last was"),
    Column("title", "the headline of the first"),
    Column("article", "the id of the first"),
)


def stories(
    *,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="The last day; else that of any article.")] = None,
    days: Annotated[int, typer.Option(min=1, metavar="N", help="How many days up to then.")] = 7,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many at most.")] = 10,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """List the events that several report on, most told first.

    Copies of one text count once. Exit code 1 when there is none.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        found = archive.stories(until=day_typed("--until", until), days=days, limit=limit)
    _write(shape, found, days=days)
    raise typer.Exit(FOUND if found else NOTHING)


def _write(shape: Form, found: "Sequence[Story]", *, days: int) -> None:
    if shape in (Form.JSON, Form.JSONL):
        from newsgraph.serving import StoriesWire

        document = StoriesWire.of(found)
        write_json(document) if shape is Form.JSON else write_json_lines(document.stories)
    elif shape is Form.TEXT:
        from newsgraph_cli.story_page import show_stories

        show_stories(found, days=days)
    else:
        write_rows(shape, COLUMNS, _rows(found))


def _rows(found: "Sequence[Story]") -> Iterator[Row]:
    for one in found:
        first, last = one.reports[0], one.reports[-1]
        yield str(len(one.reports)), iso(first.published), iso(last.published), first.title, first.article
