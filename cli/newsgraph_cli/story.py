"""`newsgraph story`: how did it go on, and what was new each time?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.words import iso

if TYPE_CHECKING:
    from newsgraph import Story

EXAMPLES = (
    "newsgraph story article/3f9a",
    "newsgraph story article/3f9a --json | jq -r '.reports[].fresh[].quote.text'",
)
COLUMNS = (
    Column("published", "when it was published, ISO 8601 in UTC"),
    Column("source", "its outlet"),
    Column("title", "its headline"),
    Column("ran", "how many articles ran its text"),
    Column("fresh", "how many of its sentences are new"),
    Column("article", "its id"),
)


def story(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="An id, the beginning of one, a URL or a record's own id.")
    ],
    *,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """Tell the story of an article: all reports on its event, and what was new.

    In order of time; copies of one text are one report. New are sentences with names or numbers that no report before
    had, or with mostly new words.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        id, found = archive.article(article).id, archive.story(article)
    if shape in (Form.JSON, Form.JSONL):
        from newsgraph.serving import StoryWire

        document = StoryWire.of(id, found)
        write_json(document) if shape is Form.JSON else write_json_lines(document.reports)
    elif shape is Form.TEXT:
        from newsgraph_cli.story_page import show_story

        show_story(found)
    else:
        write_rows(shape, COLUMNS, _rows(found))


def _rows(found: "Story") -> Iterator[Row]:
    for one in found.reports:
        yield iso(one.published), one.source, one.title, str(one.ran), str(len(one.fresh)), one.article
