"""`newsgraph search`: which articles say this?"""

from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Quiet, Shape
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.speaking import say_meant, say_note, say_nothing
from newsgraph_cli.words import iso, kept_lines, plain

if TYPE_CHECKING:
    from newsgraph import Hit, SearchResult

EXAMPLES = (
    "newsgraph search dockers strike",
    "newsgraph search '\"hoist rope\" source:averincourier.example after:2024-04'",
    "newsgraph search 'title:strike -deal' --sort newest --facets",
    "newsgraph search river water --limit 500 | cut -f1",
)
# `-word` excludes a word, so it is no unknown flag; `_flags_mistyped` catches those.
SETTINGS = {"ignore_unknown_options": True}
COLUMNS = (
    Column("id", "the article's id"),
    Column("published", "ISO 8601 in UTC, empty when no date is stated"),
    Column("source", "the outlet"),
    Column("title", "the headline"),
    Column("url", "where it was published"),
    Column("authors", "people, parted by `; `"),
    Column("score", "orders the hits of one search"),
    Column("highlight", "the best passage that matches, empty with `--no-highlights`"),
)


FLAGS = (
    *("--limit", "--offset", "--sort", "--facets", "--explain-query", "--no-highlights"),
    *("--index", "--json", "--jsonl", "--format", "--quiet", "--help"),
)


class Sort(StrEnum):
    SCORE = "score"
    NEWEST = "newest"
    OLDEST = "oldest"


def search(
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help='Words, "phrases", fields and dates, as below.')],
    *,
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="At most this many articles.")] = 10,
    offset: Annotated[int, typer.Option(min=0, metavar="N", help="Leave out this many first.")] = 0,
    sort: Annotated[Sort, typer.Option(metavar="ORDER", help="score (best first), newest or oldest.")] = Sort.SCORE,
    facets: Annotated[
        bool, typer.Option("--facets", help="Count what matches by source, author, tag, year and month.")
    ] = False,
    explain_query: Annotated[
        bool, typer.Option("--explain-query", help="Show how the query is read and stop.")
    ] = False,
    no_highlights: Annotated[bool, typer.Option("--no-highlights", help="Leave out the passages that match.")] = False,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
    quiet: Quiet = False,
) -> None:
    """Find articles by their words.

    Words are searched in headline, standfirst and body; all of them must be there unless OR stands
    between. What you type never fails as syntax: what does not parse is searched as words, and the
    answer says how it was read.

    \b
    dockers strike      both words          "hoist rope"     exactly this phrase
    crane OR berth      either              "rope parts"~5   near each other
    -budget, NOT budget without it          dock* striek~    beginning, spelling
    (a OR b) c          groups              strike^2         counts double
    title: body: zone: source: author: tag: lang: section:   in a field
    published:[2012 TO 2014-06] after:2019-05 before:"last week"
    """
    import newsgraph

    words = _as_typed(query)
    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        if explain_query:
            _write_tree(shape, words, archive.explain_query(words))
            return
        result = archive.search(
            words, limit=limit, offset=offset, sort=sort.value, facets=facets, highlights=not no_highlights
        )
    _write(shape, result, quiet=quiet)
    found = result.hits or (limit == 0 and result.total)
    raise typer.Exit(FOUND if found else NOTHING)


def _as_typed(query: list[str]) -> str:
    """The words as one query, bytes that are no UTF-8 replaced; refuses what looks like a mistyped flag."""
    if query == ["-h"]:
        raise typer.BadParameter("there is no flag -h; did you mean --help?")
    for word in query:
        if word.startswith("--") and len(word) > 2:
            near = get_close_matches(word, FLAGS, n=1)
            meant = f"; did you mean {near[0]}?" if near else ""
            raise typer.BadParameter(f"there is no flag {plain(word)}{meant}")
    return " ".join(query).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _write(form: Form, result: "SearchResult", *, quiet: bool) -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import SearchWire

        document = SearchWire.of(result)
        write_json(document) if form is Form.JSON else write_json_lines(document.hits)
    elif form is Form.TEXT:
        from newsgraph_cli.search_page import show_result

        show_result(result)
    else:
        write_rows(form, COLUMNS, map(_row, result.hits))
    if not quiet:
        _remark(result)


def _remark(result: "SearchResult") -> None:
    """What a person should know about how the answer came about: on stderr."""
    for note in result.notes:
        say_note(note)
    if result.notes:
        say_note(f"read as {result.read_as}")
    if not result.total:
        say_nothing(f"nothing matches {result.query}")
    if result.did_you_mean:
        say_meant(result.did_you_mean)


def _row(hit: "Hit") -> Row:
    best = hit.highlights[0].text if hit.highlights else ""
    authors = "; ".join(hit.authors)
    return hit.id, iso(hit.published), hit.source, hit.title, hit.url, authors, f"{hit.score:.4f}", best


def _write_tree(form: Form, query: str, tree: str) -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import QueryWire

        document = QueryWire(query=query, tree=tree)
        write_json(document) if form is Form.JSON else write_json_lines([document])
        return
    print(kept_lines(tree))
