"""`newsgraph stats`: what is in the archive?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsgraph_cli.options import INDEX, Index, Json, JsonLines, Shape
from newsgraph_cli.output import Column, Form, Row, chosen, write_json, write_json_lines, write_rows
from newsgraph_cli.words import iso

if TYPE_CHECKING:
    from newsgraph import Stats

EXAMPLES = ("newsgraph stats", "newsgraph stats --json | jq .articles")
COLUMNS = (
    Column("figure", "what is counted: articles, versions, …, source, author, language, year, bytes"),
    Column("of", "which one, for source, author, language, year and bytes; empty else"),
    Column("value", "the number; for first and last a date, for folder and engine a name"),
)


def stats(*, index: Index = INDEX, as_json: Json = False, as_jsonl: JsonLines = False, form: Shape = None) -> None:
    """Describe the archive in numbers.

    Articles, versions, dates, outlets, authors, languages, years, and the room that it takes on disk.
    """
    import newsgraph

    shape = chosen(form, as_json=as_json, as_jsonl=as_jsonl)
    with newsgraph.open_archive(index) as archive:
        found = archive.stats()
    if shape in (Form.JSON, Form.JSONL):
        from newsgraph.serving import StatsWire

        write_json(StatsWire.of(found)) if shape is Form.JSON else write_json_lines([StatsWire.of(found)])
    elif shape is Form.TEXT:
        from newsgraph_cli.stats_page import show_stats

        show_stats(found)
    else:
        write_rows(shape, COLUMNS, _rows(found))


def _rows(found: "Stats") -> Iterator[Row]:
    yield from (("folder", "", found.folder), ("engine", "", found.engine))
    yield "archive_format", "", str(found.format_version)
    for name in ("revision", "articles", "versions", "withdrawn", "partial", "undated"):
        yield name, "", str(getattr(found, name))
    yield from (("first", "", iso(found.first)), ("last", "", iso(found.last)))
    for name, values in (
        ("source", found.sources),
        ("author", found.authors),
        ("language", found.languages),
        ("year", found.years),
    ):
        yield from ((name, value, str(count)) for value, count in values)
    yield from (("bytes", name, str(count)) for name, count in found.bytes_on_disk.items())
