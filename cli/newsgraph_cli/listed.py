"""`newsgraph listed`: beside which articles does an article stand as related?"""

from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.words import iso

if TYPE_CHECKING:
    from newsgraph import Listing

EXAMPLES = (
    "newsgraph listed article/3f9a",
    "newsgraph listed article/3f9a --limit 3 --format tsv | cut -f2",
)
COLUMNS = (
    Column("place", "where it stands in the list, from 1 on"),
    Column("id", "the article whose list it is"),
    Column("score", "the sum of its reasons there"),
    Column("published", "when that article was published, ISO 8601 in UTC"),
    Column("source", "that article's outlet"),
    Column("title", "that article's headline"),
    Column("relation", "what the one asked for is to it"),
    Column("line", "why, in a line of plain words"),
)


def listed(
    article: Annotated[str, typer.Argument(help="An id, the beginning of one, a URL or a record's own id.")],
    *,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How long the lists are.")] = 10,
    stories: Annotated[bool, typer.Option("--stories", help="Lists with several articles of one story, too.")] = False,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """List the articles beside which an article stands as related.

    After an article was added: the pages whose list it changed. Exit code 1 when there is none.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        id, found = archive.article(article).id, archive.listed(article, limit=limit, collapse=not stories)
    if shape in (Form.JSON, Form.JSONL):
        from newsgraph.serving import ListedWire

        document = ListedWire.of(id, found)
        write_json(document) if shape is Form.JSON else write_json_lines(document.listed)
    elif shape is Form.TEXT:
        from newsgraph_cli.related_page import show_listed

        show_listed(found)
    else:
        write_rows(shape, COLUMNS, (_row(one) for one in found))
    raise typer.Exit(FOUND if found else NOTHING)


def _row(one: "Listing") -> Row:
    score = f"{one.score:.3f}"
    return str(one.place), one.id, score, iso(one.published), one.source, one.title, one.relation, one.line
