"""Which formats are there, and how does one get to where it belongs?"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import IO, NamedTuple

from newsgraph.errors import ArchiveError, UsageError
from newsgraph.excerpt import Excerpt


class Format(StrEnum):
    """What the part of the graph is written as."""

    GEXF = "gexf"
    GRAPHML = "graphml"
    JSON_LD = "json-ld"
    NEO4J_CSV = "neo4j-csv"
    CYPHER = "cypher"
    FTM = "ftm"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    SQLITE = "sqlite"


class _Way(NamedTuple):
    """`make` in the file of that name gives the bytes of a stream, or writes a file or a folder of these `files`."""

    file: str
    make: str
    stream: bool = True
    files: Sequence[str] = ()


FORMATS: dict[Format, _Way] = {
    Format.GEXF: _Way("xml_forms", "gexf"),
    Format.GRAPHML: _Way("xml_forms", "graphml"),
    Format.JSON_LD: _Way("linked_data", "json_ld"),
    Format.NEO4J_CSV: _Way("neo4j", "bulk_csv", False, ("nodes.csv", "relationships.csv")),
    Format.CYPHER: _Way("neo4j", "cypher"),
    Format.FTM: _Way("ftm", "entities"),
    Format.CSV: _Way("tables", "csv_files", False, ("nodes.csv", "edges.csv")),
    Format.JSONL: _Way("tables", "json_lines"),
    Format.PARQUET: _Way("parquet", "parquet_files", False, ("nodes.parquet", "links.parquet")),
    Format.SQLITE: _Way("sqlite_file", "sqlite_file", False),
}


def is_stream(format: Format) -> bool:
    """Whether it can be written to standard output: one file, written from its beginning to its end."""
    return FORMATS[format].stream


def export(excerpt: Excerpt, format: Format, out: Path | IO[bytes]) -> None:
    """Write the excerpt, to the last node and link, in that format: the same excerpt gives the same bytes.

    To a path it is written aside and then put in its place, in which an earlier file, or an earlier folder of such
    files, may be. Raises UsageError where something else is there, or a package that writes it is not installed;
    ArchiveError where the disk refuses: then nothing has changed.
    """
    way = FORMATS[format]
    make = getattr(import_module(f"newsgraph.serving.exports.{way.file}"), way.make)
    if not isinstance(out, Path):
        if not way.stream:
            raise UsageError(f"{format} is {_shape(way)}, and does not go into a pipe", hint="name where it is to go")
        _pour(make(excerpt), out)
        return
    out = out.resolve()  # what a link leads to is replaced, not the link
    try:
        if out.exists() and not out.is_file() and not out.is_dir():  # a device or a pipe with a name
            with out.open("wb") as pipe:
                export(excerpt, format, pipe)
            return
        _must_fit(way, format, out)
        _put(out, way, lambda place: _fill(place, make(excerpt)) if way.stream else make(excerpt, place))
    except OSError as error:
        raise ArchiveError(f"{out} cannot be written: {error}", hint="see that there is room") from error


def _shape(way: _Way) -> str:
    return f"a folder of {' and '.join(way.files)}" if way.files else "one file"


def _must_fit(way: _Way, format: Format, out: Path) -> None:
    if not out.exists():
        return
    if bool(way.files) != out.is_dir():
        found = "a folder" if out.is_dir() else "a file"
        raise UsageError(f"{out} is {found}, and {format} is {_shape(way)}", hint="name another")
    if way.files and {each.name for each in out.iterdir()} - set(way.files):
        raise UsageError(f"{out} holds other files than an earlier export", hint="name another folder")


def _put(out: Path, way: _Way, write: Callable[[Path], None]) -> None:
    """Written in a folder beside it, and then moved: never is there half of it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        new = aside / "new"
        if way.files:
            new.mkdir()
        write(new)
        if way.files and out.exists():
            out.rename(aside / "old")
        new.replace(out)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _fill(place: Path, pieces: Iterator[bytes]) -> None:
    with place.open("wb") as file:
        _pour(pieces, file)


def _pour(pieces: Iterator[bytes], file: IO[bytes]) -> None:
    for piece in pieces:
        file.write(piece)
