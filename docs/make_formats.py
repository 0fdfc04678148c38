"""Writes `docs/formats.md`: what `newsgraph add` reads, and the schema of records, from the code that reads them.

    python docs/make_formats.py

A test compares the file with what this would write.
"""

from pathlib import Path

from newsgraph.reading import FORMATS, SCHEMA

HERE = Path(__file__).parent
NOTICE = "<!-- Written by docs/make_formats.py from newsgraph.reading. -->\n"
READS = {
    "html": "a page as saved by a browser or a crawler, MHTML too; what its JSON-LD and meta tags claim is weighed",
    "text": "a page as plain text, with headline, credits, biography and comment form in it",
    "feed": "RSS 2.0, RSS 1.0, Atom; an item with nothing but a summary is kept as a partial article",
    "jsonfeed": "JSON Feed 1 and 1.1",
    "sitemap": "sitemaps, sitemap indexes and news sitemaps; their pages are fetched with `--follow` only",
    "wordpress": "WordPress export (WXR): published posts; drafts, pages and protected posts are left out and named",
    "newsml": "NewsML-G2 news items and messages; withheld and embargoed ones are not taken",
    "nitf": "NITF 3",
    "ninjs": "ninjs 1.x and 2.x; `pubstatus` canceled takes the article back",
    "warc": "WARC 1.x: HTML of successful responses",
    "jsonl": "records, one JSON object a line; also a JSON array of them, or a single one",
    "csv": "records under a header line, separated by commas, semicolons, tabs or |",
}
HEAD = """\
# What newsgraph reads

The format is told by what is in a file, never by its name; `--format NAME` forces it. Any of these may be packed in
gzip or zip, or both. Everything is read as a stream except single documents (a page, a JSON Feed, a record), which are
limited to 16 MiB. What cannot be read is named with its place and the reason, and the rest goes on.

| `--format` | what |
|---|---|
"""
RECORDS = """
## Records: JSON Lines and CSV

One record is one article. It needs `text` or `html` (or, for a partial article, `standfirst`); all else may be missing.
Names are compared without regard to case, spaces, hyphens and underscores; `--map FIELD=COLUMN` names a column that
none of these spellings fits. A column that means nothing to newsgraph is ignored and named once a file.

| field | holds | also called |
|---|---|---|
"""


def page() -> str:
    """The text of `docs/formats.md`."""
    formats = [f"| `{name}` | {_cell(READS[name])} |" for name in FORMATS]
    fields = [f"| `{name}` | {_cell(holds)} | {_names(others)} |" for name, (holds, others) in SCHEMA.items()]
    return NOTICE + HEAD + "\n".join(formats) + "\n" + RECORDS + "\n".join(fields) + "\n"


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _names(names: tuple[str, ...]) -> str:
    return " ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    (HERE / "formats.md").write_text(page(), encoding="utf-8")
