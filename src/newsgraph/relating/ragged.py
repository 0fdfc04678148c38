"""How do sparse vectors of many articles lie in memory? End to end, in integers, ready to be summed for any of them."""

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.intp]
Ints = NDArray[np.int32]
Number = TypeVar("Number", bound=np.generic)


class Sparse(NamedTuple):
    """A vector by itself: keys in order of the alphabet, and their weights, rounded from many times a length of 1."""

    keys: tuple[str, ...]
    weights: Ints


NOTHING = Sparse((), np.zeros(0, dtype=np.int32))


class Cells(NamedTuple):
    """The cells of some rows end to end: `owner[i]` says to which of the asked rows (0, 1, …) cell i belongs."""

    owner: Rows
    columns: Ints
    weights: Ints


class Ragged:
    """Rows of (column, weight), int32; only ever added to. Room is doubled when it runs out."""

    def __init__(self) -> None:
        self._columns = np.zeros(1024, dtype=np.int32)
        self._weights = np.zeros(1024, dtype=np.int32)
        self._ends = np.zeros(1, dtype=np.int64)
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    def append(self, columns: Ints, weights: Ints) -> None:
        start = int(self._ends[self._rows])
        end = start + len(columns)
        self._columns = with_room(self._columns, end)
        self._weights = with_room(self._weights, end)
        self._ends = with_room(self._ends, self._rows + 2)
        self._columns[start:end], self._weights[start:end] = columns, weights
        self._rows += 1
        self._ends[self._rows] = end

    def pop(self) -> None:
        """Forgets the last row."""
        self._rows -= 1

    def row(self, at: int) -> tuple[Ints, Ints]:
        """Columns and weights of one row."""
        start, end = self._ends[at], self._ends[at + 1]
        return self._columns[start:end], self._weights[start:end]

    def take(self, rows: Rows) -> Cells:
        """The cells of these rows, in their order."""
        starts = self._ends[rows]
        lengths = self._ends[rows + 1] - starts
        owner = np.repeat(np.arange(len(rows)), lengths)
        before = np.cumsum(lengths) - lengths
        where = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
        return Cells(owner, self._columns[where], self._weights[where])


def with_room(array: NDArray[Number], length: int) -> NDArray[Number]:
    """The array, or one twice as long with the same beginning and zeros after it."""
    if length <= len(array):
        return array
    longer = np.zeros((max(length, 2 * len(array)), *array.shape[1:]), dtype=array.dtype)
    longer[: len(array)] = array
    return longer


def dots(columns: Ints, weights: Ints, cells: Cells, *, scratch: Ints, many: int) -> NDArray[np.int64]:
    """The sum of products of one sparse vector with each of `many` rows: exact, int64.

    `scratch` is a row of zeros, as long as there are columns; it is left as it was.
    """
    scratch[columns] = weights
    products = scratch[cells.columns].astype(np.int64) * cells.weights
    scratch[columns] = 0
    return np.bincount(cells.owner, weights=products, minlength=many).astype(np.int64)
