"""`newsgraph chain`: how does one article lead to another?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.words import iso

if TYPE_CHECKING:
    from newsgraph import Trail

EXAMPLES = (
    "newsgraph chain article/3f9a article/77b0",
    "newsgraph chain article/3f9a article/77b0 --hops 3",
)
COLUMNS = (
    Column("link", "how close it is to the one before it, 0 to 1"),
    Column("published", "when it was published, ISO 8601 in UTC"),
    Column("source", "its outlet"),
    Column("title", "its headline"),
    Column("article", "its id"),
    Column("line", "what ties it to the one before it"),
)


def chain(
    one: Annotated[str, typer.Argument(metavar="ARTICLE", help="The one end.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The other end.")],
    *,
    hops: Annotated[int, typer.Option(min=1, max=12, metavar="N", help="How many steps at most.")] = 6,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """Lead from one article to another, step by step in order of time.

    The chain whose weakest link is the strongest. Exit code 1 when nothing leads from one to the other.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        ends = archive.article(one).id, archive.article(other).id
        found = archive.chain(*ends, hops=hops)
    if shape in (Form.JSON, Form.JSONL):
        from newsgraph.serving import TrailWire

        document = TrailWire.of(ends, found)
        write_json(document) if shape is Form.JSON else write_json_lines(document.reports)
    elif shape is Form.TEXT:
        from newsgraph_cli.story_page import show_chain

        show_chain(found)
    else:
        write_rows(shape, COLUMNS, _rows(found))
    raise typer.Exit(FOUND if found else NOTHING)


def _rows(found: "Trail | None") -> Iterator[Row]:
    for one in found.reports if found else ():
        yield f"{one.link:.3f}", iso(one.published), one.source, one.title, one.article, one.line
