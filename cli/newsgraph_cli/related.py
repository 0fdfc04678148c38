"""`newsgraph related`: what else should I read, and why?"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape, Since, day_typed
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.words import iso

if TYPE_CHECKING:
    from newsgraph import Archive, Related

EXAMPLES = (
    "newsgraph related article/3f9a --limit 5",
    "newsgraph related article/3f9a --relation follow-up --since 2024-03-01",
    "newsgraph related article/3f9a --query 'source:halyard.example'",
    "newsgraph related --text draft.txt",
    "newsgraph related article/3f9a --json | jq '.related[].line'",
)
COLUMNS = (
    Column("id", "the related article's id"),
    Column("score", "the sum of its reasons"),
    Column("published", "when it was published, ISO 8601 in UTC"),
    Column("source", "its outlet"),
    Column("title", "its headline"),
    Column("relation", "what it is to the article that is read"),
    Column("line", "why, in a line of plain words"),
)


def related(
    article: Annotated[
        str, typer.Argument(metavar="[ARTICLE]", help="An id, the beginning of one, a URL or a record's own id.")
    ] = "",
    *,
    text: Annotated[
        Path | None, typer.Option("--text", metavar="FILE", help="A draft that is not in the archive; - for stdin.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="How many at most.")] = 10,
    full: Annotated[
        bool, typer.Option("--full", help="Fill the list, if need be with weaker ones; each says by which rule.")
    ] = False,
    stories: Annotated[bool, typer.Option("--stories", help="Several articles of one story, too.")] = False,
    copies: Annotated[bool, typer.Option("--with-copies", help="Copies too, of the article and of others.")] = False,
    relation: Annotated[
        list[str] | None,
        typer.Option(help="Only follow-up, background, same-event, other-view, place or actor; again for another."),
    ] = None,
    query: Annotated[str, typer.Option(metavar="QUERY", help="Only what this query finds, as `search` reads it.")] = "",
    since: Since = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Published on that day or before it.")
    ] = None,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """Say what else to read after an article, and why.

    Each with the reasons whose values sum to its score. Fewer than asked rather than irrelevant ones, never the article
    itself or a copy of it. Exit code 1 when there is none.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    if bool(article) == (text is not None):
        raise typer.BadParameter("name an article, or give a draft with --text FILE")
    with newsgraph.open_archive(index) as archive:
        asked = {
            "limit": limit,
            "full": full,
            "collapse": not stories,
            "copies": copies,
            "wanted": relation or (),
            "query": query,
            "since": day_typed("--since", since),
            "as_of": day_typed("--as-of", as_of),
        }
        id, found = _found(archive, article, text, asked)
    _write(shape, id, found)
    raise typer.Exit(FOUND if found else NOTHING)


def _found(archive: "Archive", article: str, text: Path | None, asked: dict[str, Any]) -> "tuple[str, list[Related]]":
    from newsgraph.serving import read_draft

    if text is None:
        return archive.article(article).id, archive.related(article, **asked)
    draft = sys.stdin.read() if str(text) == "-" else text.read_text(encoding="utf-8")
    title, words = read_draft(draft)
    return "", archive.related_to_text(words, title=title, **asked)


def _write(form: Form, id: str, found: "Sequence[Related]") -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import RelatedWire

        document = RelatedWire.of(id, found)
        write_json(document) if form is Form.JSON else write_json_lines(document.related)
    elif form is Form.TEXT:
        from newsgraph_cli.related_page import show_related

        show_related(found)
    else:
        write_rows(form, COLUMNS, _rows(found))


def _rows(found: "Sequence[Related]") -> Iterator[Row]:
    for one in found:
        yield one.id, f"{one.score:.3f}", iso(one.published), one.source, one.title, one.relation, one.line
