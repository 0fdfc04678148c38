"""How do numbers of many articles lie end to end, in memory or in files, and grow?

Rows are only ever added at the end. In a folder each column is one file of plain little-endian numbers, mapped when it
is read; how many of them count stands in the header of the corpus, so that what a killed writer left behind the end is
neither read nor kept.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from newsgraph.mapped import mapped_numbers

AT_ONCE = 1 << 20  # rows that are made ready for a file together: they may have to be copied


class Column:
    """An array that grows at its end. `width` numbers make one row; `data` is all rows, (n,) or (n, width)."""

    def __init__(self, dtype: DTypeLike, width: int | None = None, *, file: Path | None = None, rows: int = 0) -> None:
        self._shape = () if width is None else (width,)
        self._dtype = np.dtype(dtype).newbyteorder("<")
        self._file, self._rows = file, rows
        self._kept: NDArray[Any] = np.zeros((0, *self._shape), dtype=self._dtype)
        if file is not None:
            self._map()

    def __len__(self) -> int:
        return self._rows

    @property
    def data(self) -> NDArray[Any]:
        return self._kept[: self._rows]

    def append(self, more: NDArray[Any]) -> None:
        if not len(more):
            return
        if self._file is None:
            self._kept = _with_room(self._kept, self._rows + len(more))
            self._kept[self._rows : self._rows + len(more)] = more
        else:
            with self._file.open("r+b") as file:
                file.truncate(self._rows * self._row_bytes)
                file.seek(0, 2)
                for part in _parts(more):
                    file.write(np.ascontiguousarray(part, dtype=self._dtype).data)
        self._rows += len(more)
        if self._file is not None:
            self._map()

    def drop(self) -> None:
        """Its file is removed; what was read of it may be read on, so a system that keeps files in use keeps it."""
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink()

    @property
    def _row_bytes(self) -> int:
        return self._dtype.itemsize * int(np.prod(self._shape, dtype=np.int64))

    def _map(self) -> None:
        """An empty file cannot be mapped."""
        if self._file is not None and self._rows:
            self._kept = mapped_numbers(self._file, self._dtype, (self._rows, *self._shape))


class Columns:
    """Makes the columns of a corpus: in memory, or in the files of a folder with as many rows as its header says."""

    def __init__(self, folder: Path | None = None, rows: Mapping[str, int] | None = None) -> None:
        self.folder = folder
        self._rows = rows or {}
        self._made: dict[str, Column] = {}

    def make(self, name: str, dtype: DTypeLike, width: int | None = None) -> Column:
        file = None
        if self.folder is not None:
            file = self.folder / f"{name}.bin"
            if name not in self._rows:
                file.touch()
        column = Column(dtype, width, file=file, rows=self._rows.get(name, 0))
        self._made[name] = column
        return column

    def each(self) -> Mapping[str, Column]:
        """All that were made, by name."""
        return self._made

    def rows(self) -> dict[str, int]:
        """How many rows each column has now: for the header."""
        return {name: len(column) for name, column in self._made.items()}


def _parts(array: NDArray[Any]) -> Iterator[NDArray[Any]]:
    for start in range(0, len(array), AT_ONCE):
        yield array[start : start + AT_ONCE]


def _with_room(array: NDArray[Any], length: int) -> NDArray[Any]:
    """The array, or one twice as long with the same beginning and zeros after it."""
    if length <= len(array):
        return array
    longer = np.zeros((max(length, 2 * len(array)), *array.shape[1:]), dtype=array.dtype)
    longer[: len(array)] = array
    return longer
