"""Two Parquet files, written by pyarrow."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from newsgraph.errors import UsageError
from newsgraph.excerpt import Excerpt
from newsgraph.serving.exports.facts import tidy

_ROWS = 65_536  # of a row group


def parquet_files(excerpt: Excerpt, folder: Path) -> None:
    """`nodes.parquet` and `links.parquet` with typed columns: days as dates, a link's articles as a list."""
    try:
        import pyarrow
    except ImportError:
        raise UsageError(
            "pyarrow writes Parquet and is not installed", hint="pip install 'newsgraph[parquet]'"
        ) from None

    text, day, number = pyarrow.string(), pyarrow.date32(), pyarrow.float64()
    days = [("origins", pyarrow.int32()), ("first", day), ("last", day)]
    spot = [("country", text), ("lat", number), ("lon", number)]
    rest = [(name, text) for name in ("within", "source", "url", "copy_of")]
    ids = [(name, text) for name in ("id", "kind", "name")]
    _write(folder / "nodes.parquet", pyarrow.schema([*ids, *days, *spot, *rest]), map(tidy, excerpt.nodes))
    ends = [(name, text) for name in ("tail", "head", "kind")]
    schema = pyarrow.schema([*ends, *days, ("articles", pyarrow.list_(text))])
    _write(folder / "links.parquet", schema, excerpt.links)


def _write(file: Path, schema: Any, rows: Iterable[Any]) -> None:
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    with ParquetWriter(file, schema) as writer:
        for some in _batches(rows):
            writer.write_table(pyarrow.Table.from_pylist([row._asdict() for row in some], schema=schema))


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while some := list(islice(left, _ROWS)):
        yield some
