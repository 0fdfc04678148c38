"""`newsgraph show`: what does this article say?"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.words import iso

if TYPE_CHECKING:
    from newsgraph import Archive, Article, Named

EXAMPLES = (
    "newsgraph show article/86023b06",
    "newsgraph show HY-20240219-0031 --zones",
    "newsgraph show https://www.averincourier.example/harbour/deal-at-dawn-ends-the-strike-40611 --versions",
    "newsgraph show article/86023b06 --version 1 --format text | less",
)
COLUMNS = (
    Column("id", "the article's id"),
    Column("published", "ISO 8601 in UTC, empty when no date is stated"),
    Column("source", "the outlet"),
    Column("title", "the headline"),
    Column("url", "where it was published"),
    Column("authors", "people, parted by `; `"),
    Column("origin", "the host or URL that it was copied from, empty for an original"),
    Column("standfirst", "the sentence under the headline"),
    Column("body", "the paragraphs of the body on one line"),
)
ZONE_COLUMNS = (
    Column("id", "the article's id"),
    Column("kind", "title, standfirst, body, caption, byline, bio, comments or furniture"),
    Column("start", "where the zone starts in the article's text, in code points"),
    Column("end", "where it ends (exclusive)"),
    Column("about", "the author whom a bio describes"),
    Column("text", "its words"),
)
VERSION_COLUMNS = (
    Column("number", "1 is the first"),
    Column("recorded", "when the archive took it in"),
    Column("state", "current, former or withdrawn"),
    Column("title", "its headline then"),
)


def show(
    article: Annotated[
        str,
        typer.Argument(metavar="ARTICLE", help="An id, the beginning of one, a URL or a record's own id."),
    ],
    *,
    zones: Annotated[bool, typer.Option("--zones", help="Label every part of the page, furniture too.")] = False,
    versions: Annotated[bool, typer.Option("--versions", help="List the states that it was in.")] = False,
    version: Annotated[
        int | None, typer.Option("--version", min=1, metavar="N", help="Its text in that state.")
    ] = None,
    index: Index = INDEX,
    as_json: Json = False,
    as_jsonl: JsonLines = False,
    form: Shape = None,
) -> None:
    """Read one article: its text, its zones, its versions.

    The places and actors that it names stand out in the text and are listed below it.

    An article is named by its id, by any beginning of the id that no other shares, by its URL, or by
    the id that its record brought along. Exit code 1 when there is none of that name.
    """
    import newsgraph

    if versions and (zones or version is not None):
        raise typer.BadParameter("--versions lists every state: leave out --zones and --version")
    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        if versions:
            _write_versions(shape, article, archive)
        else:
            found = archive.article(article, version=version)
            names = archive.names(found.id) if version is None else []
            first = archive.first(found.id) if version is None and shape is Form.TEXT else None
            _write_article(shape, found, names, zones=zones, first=first)


def _write_article(
    form: Form, article: "Article", names: "Sequence[Named]", *, zones: bool, first: "Article | None"
) -> None:
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import ArticleWire

        document = ArticleWire.of(article, names)
        write_json(document) if form is Form.JSON else write_json_lines([document])
    elif form is Form.TEXT:
        from newsgraph_cli.article_page import show_article, show_zones

        show_zones(article) if zones else show_article(article, names, first)
    elif zones:
        write_rows(form, ZONE_COLUMNS, _zone_rows(article))
    else:
        write_rows(form, COLUMNS, [_row(article)])


def _row(article: "Article") -> Row:
    return (
        article.id,
        iso(article.published),
        article.source,
        article.title,
        article.url,
        "; ".join(article.authors),
        article.origin or "",
        article.standfirst,
        article.body,
    )


def _zone_rows(article: "Article") -> Iterator[Row]:
    for zone in article.zones:
        words = article.text[zone.start : zone.end]
        yield article.id, zone.kind.value, str(zone.start), str(zone.end), zone.about, words


def _write_versions(form: Form, name: str, archive: "Archive") -> None:
    versions = archive.versions(name)
    if form in (Form.JSON, Form.JSONL):
        from newsgraph.serving import VersionsWire

        document = VersionsWire.of(name, versions)
        write_json(document) if form is Form.JSON else write_json_lines(document.versions)
    elif form is Form.TEXT:
        from newsgraph_cli.article_page import show_versions

        show_versions(versions)
    else:
        rows = ((str(v.number), iso(v.recorded), fate(v.withdrawn, v.current), v.title) for v in versions)
        write_rows(form, VERSION_COLUMNS, rows)


def fate(withdrawn: bool, current: bool) -> str:
    """What became of a version."""
    if withdrawn:
        return "withdrawn"
    return "current" if current else "former"
