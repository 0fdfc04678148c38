"""`newsgraph copies`: who ran this article too?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.words import iso

if TYPE_CHECKING:
    from newsgraph import Copies

EXAMPLES = (
    "newsgraph copies article/86023b06",
    "newsgraph copies HY-20240219-0031 --format tsv",
    "newsgraph copies article/86023b06 --json | jq '.ran[].left_out'",
)
COLUMNS = (
    Column("article", "the article's id"),
    Column("what", "first, ran or shares"),
    Column(
        "kind", "copy, edited copy, excerpt, follow-up, shares passages or quotes; empty where it is in other words"
    ),
    Column("source", "the outlet"),
    Column("published", "ISO 8601 in UTC, empty when no date is stated"),
    Column("kept", "how much of the first text it has, 0 to 1; of the article asked for where it only shares some"),
    Column("taken", "how much of it is from there, 0 to 1"),
    Column("paragraphs", "how many it has"),
    Column("new", "how many of them are not from the first text"),
    Column("changes", "how many words or runs of words were changed in the others"),
    Column("left_out", "how many paragraphs of the first text it does not have"),
    Column("uncorrected", "words of a former state of the first text that it still has"),
    Column("title", "the headline"),
)


def copies(
    article: Annotated[
        str,
        typer.Argument(metavar="ARTICLE", help="An id, the beginning of one, a URL or a record's own id."),
    ],
    *,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """Say who ran an article too, what each changed, and where it is from.

    Copies, cut copies and reports in other words, each with how much of the first text it has, what it changed, what it
    left out, and whether it ran before the correction; and what speaks for the origin. Exit code 1 when nobody did.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        found = archive.copies(article)
    _write(shape, found)
    raise typer.Exit(FOUND if found.ran or found.shares or found.origin != found.article else NOTHING)


def _write(form: Form, found: "Copies") -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import CopiesWire

        document = CopiesWire.of(found)
        write_json(document) if form is Form.JSON else write_json_lines([document])
    elif form is Form.TEXT:
        from newsgraph_cli.copies_page import show_copies

        show_copies(found)
    else:
        write_rows(form, COLUMNS, _rows(found))


def _rows(found: "Copies") -> Iterator[Row]:
    every = (("first", found.first), *(("ran", one) for one in found.ran), *(("shares", one) for one in found.shares))
    for what, one in every:
        counts = (
            len(one.paragraphs),
            sum(paragraph.source is None for paragraph in one.paragraphs),
            sum(len(paragraph.changes) for paragraph in one.paragraphs),
            len(one.left_out),
        )
        shares = f"{one.kept:.2f}", f"{one.taken:.2f}"
        yield (
            one.article,
            what,
            one.kind,
            one.source,
            iso(one.published),
            *shares,
            *map(str, counts),
            one.uncorrected,
            one.title,
        )
