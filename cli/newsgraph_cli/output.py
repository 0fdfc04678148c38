"""In which form does an answer leave? A page on a terminal, one record a line in a pipe, or as asked."""

import re
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import typer

from newsgraph_cli.words import plain

if TYPE_CHECKING:
    from newsgraph.serving import Wire


class Form(StrEnum):
    TEXT = "text"
    LINES = "lines"
    TSV = "tsv"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"


class Column(NamedTuple):
    """One field of a record: its name in a header and what it holds, for the documentation."""

    name: str
    holds: str


Row = tuple[str, ...]
# What a spreadsheet would run as a formula (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Valid inside JSON strings, the only place where json.dumps leaves them, but not safe on a terminal.
UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def chosen(form: Form | None, *, as_json: bool, as_jsonl: bool) -> Form:
    """The form asked for; without one, text on a terminal and lines in a pipe."""
    asked = [f for f in (Form.JSON if as_json else None, Form.JSONL if as_jsonl else None, form) if f]
    if len(set(asked)) > 1:
        raise typer.BadParameter(f"asked for {' and '.join(asked)} at once, expected one form")
    if asked:
        return asked[0]
    return Form.TEXT if sys.stdout.isatty() else Form.LINES


def write_rows(form: Form, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """One record a line: tab-separated (`lines` without and `tsv` with a header) or `csv` with a header."""
    header = [column.name for column in columns]
    if form is Form.CSV:
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_not_a_formula(plain(cell)) for cell in row] for row in rows)
        return
    if form is Form.TSV:
        print(*header, sep="\t")
    for row in rows:
        print(*(plain(cell) for cell in row), sep="\t")


def write_json(document: "Wire") -> None:
    """One document, indented, as UTF-8 where the stream takes that and as ASCII where not."""
    print(dumped(document, indent=2))


def write_json_lines(records: Iterable["Wire"]) -> int:
    """One record a line; gives how many there were."""
    count = 0
    for count, record in enumerate(records, 1):  # noqa: B007 - the last one is the answer
        print(dumped(record))
    return count


def dumped(document: "Wire", *, indent: int | None = None) -> str:
    """The JSON of the document, on one line or indented."""
    return json_text(document.model_dump(mode="json"), indent=indent, ascii_only=_needs_ascii())


def json_text(value: object, *, indent: int | None = None, ascii_only: bool = False) -> str:
    """The JSON of plain values, with what is not safe on a terminal escaped."""
    import json

    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    return UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _needs_ascii() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"


def _not_a_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
