"""CSV: rows under a header line, parted by commas, semicolons, tabs or bars."""

import csv
from collections.abc import Iterator

from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading.decoding import ERRORS, as_utf8
from newsgraph.reading.options import ReadOptions
from newsgraph.reading.records import Columns, article_of
from newsgraph.reading.sniffing import HEAD, delimiter_of
from newsgraph.reading.stream import Member, Stream, sized


def read_table(member: Member, options: ReadOptions) -> Iterator[RawArticle | Rejection]:
    """An article a row, under "table.csv:17": the number of the line on which the row ends, as editors count.

    Raises ArticleRejected where the first line names no column that the schema or `--map` knows.
    """
    stream = as_utf8(member.stream, member.charset)
    first = stream.peek(HEAD).partition(b"\n")[0].decode("utf-8", ERRORS)
    sign = delimiter_of(first, options.mapping) or max("\t;,|", key=first.count)
    lines = _Lines(stream, options.largest)
    rows = _rows(lines, sign, options.largest)
    header = _header(rows, member, options)
    columns = Columns(options.mapping)
    for row in rows:
        location = f"{member.location}:{lines.number}"
        if isinstance(row, str):
            yield Rejection(location, row)
        elif any(row):
            yield _article(row, header, columns, location)
    unused = columns.unused()
    if unused:
        options.notice(member.location, f"not used: {', '.join(unused[:20])}{', …' if len(unused) > 20 else ''}")


def _header(rows: Iterator[list[str] | str], member: Member, options: ReadOptions) -> list[str]:
    header = next(rows, [])
    if isinstance(header, str) or not Columns(options.mapping).fields(dict.fromkeys(header, "x")):
        found = "" if isinstance(header, str) else ", ".join(cell[:40] for cell in header[:10])
        raise ArticleRejected(f"no known column in the first line ({found}); name them with --map field=column")
    return header


def _article(row: list[str], header: list[str], columns: Columns, location: str) -> RawArticle | Rejection:
    if len(row) > len(header) and any(row[len(header) :]):
        return Rejection(location, f"{len(row)} cells under {len(header)} columns; is a quotation mark missing?")
    try:
        return article_of(columns.fields(dict(zip(header, row, strict=False))), location=location, format="csv")
    except ArticleRejected as reason:
        return Rejection(location, str(reason))


def _rows(lines: "_Lines", sign: str, limit: int) -> Iterator[list[str] | str]:
    """Rows; the reason in place of one that cannot be read."""
    csv.field_size_limit(max(limit, csv.field_size_limit()))  # one for the whole process; never lowered
    reader = csv.reader(lines, delimiter=sign)
    while True:
        lines.begin()
        try:
            row = next(reader)
        except StopIteration:
            return
        except (csv.Error, _RowTooLong) as fault:
            yield str(fault)
            continue
        yield row


class _RowTooLong(Exception):
    """A row is larger than the limit."""


class _Lines:
    """The text line by line as `csv` wants it, with a bound on how much one row may take."""

    def __init__(self, stream: Stream, limit: int) -> None:
        self._lines, self._limit = stream.lines(limit), limit
        self._row = 0
        self.number = 0

    def begin(self) -> None:
        """A new row begins."""
        self._row = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        self._row += self._limit + 1 if line is None else len(line)
        if line is None or self._row > self._limit:
            raise _RowTooLong(f"row larger than {sized(self._limit)}; is a quotation mark missing?")
        return line.replace(b"\0", b"").decode("utf-8", ERRORS).rstrip("\r") + "\n"
