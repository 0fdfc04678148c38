"""How do sparse vectors of many articles lie end to end, ready to be summed for any of them?"""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.columns import Columns

Rows = NDArray[np.intp]
Ints = NDArray[np.int32]
LONG = 64  # numbers of a row from which on it is long


class Sparse(NamedTuple):
    """A vector: column numbers, and integer weights, rounded from many times a length of 1."""

    columns: Ints
    weights: Ints


class Cells(NamedTuple):
    """The cells of some rows end to end: those of the i-th of `some`, the rows that have any, begin at `begins[i]`."""

    some: Rows
    begins: Rows
    columns: Ints
    weights: Ints

    def renumbered(self, scratch: Ints) -> "Cells":
        """The same cells with column numbers below their number: products among few rows then need no large array.
        `scratch` is as long as there are columns, and left as it was."""
        scratch[self.columns] = np.arange(len(self.columns), dtype=np.int32)
        columns = scratch.take(self.columns)
        scratch[self.columns] = 0
        return self._replace(columns=columns)

    def only(self, places: Rows) -> "Cells":
        """The cells of these of the rows alone, which are ascending and numbered anew from 0."""
        ends = np.append(self.begins[1:], len(self.columns))
        at = np.searchsorted(self.some, places)
        held = np.flatnonzero(self.some[np.minimum(at, len(self.some) - 1)] == places) if len(self.some) else at[:0]
        starts = self.begins[at[held]]
        lengths = ends[at[held]] - starts
        columns, weights = (gathered(one, starts, lengths) for one in (self.columns, self.weights))
        return Cells(held, np.cumsum(lengths) - lengths, columns, weights)

    def row(self, at: int) -> Sparse:
        """The cells of the row that is the `at`-th."""
        place = int(np.searchsorted(self.some, at))
        if place == len(self.some) or self.some[place] != at:
            return Sparse(self.columns[:0], self.weights[:0])
        end = self.begins[place + 1] if place + 1 < len(self.begins) else len(self.columns)
        part = slice(int(self.begins[place]), int(end))
        return Sparse(self.columns[part], self.weights[part])


class CosinesAmong(Protocol):
    """What gives, for the `at`-th of some rows, its cosines with all of them, or with `some`: ascending places."""

    def __call__(self, at: int, some: Rows | None = None, /) -> NDArray[np.float64]: ...


class Ends:
    """Where rows of any lengths end that lie end to end."""

    def __init__(self, columns: Columns, name: str) -> None:
        self._ends = columns.make(f"{name}.ends", np.int64)

    def __len__(self) -> int:
        return len(self._ends)

    def append(self, lengths: Rows) -> None:
        start = self._ends.data[-1] if len(self._ends) else 0
        self._ends.append(start + np.cumsum(lengths))

    def part(self, at: int) -> slice:
        """Where one row stands."""
        ends = self._ends.data
        return slice(int(ends[at - 1]) if at else 0, int(ends[at]))

    def spans(self, rows: Rows) -> tuple[Rows, Rows]:
        """Where each of these rows begins, and its length."""
        ends = self._ends.data
        starts = np.where(rows > 0, ends[np.maximum(rows - 1, 0)], 0) if len(rows) else np.zeros(0, np.int64)
        return starts, ends[rows] - starts

    def where(self, rows: Rows) -> tuple[Rows, Rows]:
        """Where each number of these rows stands, in their order; and the rows' lengths."""
        return spread(*self.spans(rows))


class Ragged:
    """Rows of cells, each with a column, how often (times, 1 to 255) and what it weighs in the present epoch."""

    def __init__(self, columns: Columns, name: str) -> None:
        self._columns = columns.make(f"{name}.columns", np.int32)
        self._times = columns.make(f"{name}.times", np.uint8)
        self._weights = columns.make(f"{name}.weights", np.int16)
        self._ends = Ends(columns, name)

    def append(self, lengths: Rows, columns: Ints, times: NDArray[np.uint8], weights: Ints) -> None:
        """Rows of these lengths."""
        self._columns.append(columns)
        self._times.append(times)
        self._weights.append(weights)
        self._ends.append(lengths)

    def row(self, at: int) -> Sparse:
        part = self._ends.part(at)
        return Sparse(self._columns.data[part], self._weights.data[part].astype(np.int32))

    def take(self, rows: Rows) -> Cells:
        """The cells of these rows, in their order."""
        starts, lengths = self._ends.spans(rows)
        some = np.flatnonzero(lengths)
        before = np.cumsum(lengths) - lengths
        columns, weights = (gathered(one.data, starts, lengths) for one in (self._columns, self._weights))
        return Cells(some, before[some], columns, weights.astype(np.int32))

    def counts(self, rows: Rows) -> tuple[Rows, Ints, NDArray[np.uint8]]:
        """Lengths of these rows, and their columns and times end to end."""
        starts, lengths = self._ends.spans(rows)
        columns, times = (gathered(one.data, starts, lengths) for one in (self._columns, self._times))
        return lengths, columns, times


class Lists:
    """Rows of any numbers end to end: authors, links, spots, ids."""

    def __init__(self, columns: Columns, name: str, dtype: type[np.generic], width: int | None = None) -> None:
        self._values = columns.make(name, dtype, width)
        self._ends = Ends(columns, name)

    def append(self, lengths: Rows, values: NDArray[np.generic]) -> None:
        self._values.append(values)
        self._ends.append(lengths)

    def row(self, at: int) -> NDArray[np.generic]:
        return self._values.data[self._ends.part(at)]

    def take(self, rows: Rows) -> tuple[Rows, NDArray[np.generic]]:
        """Lengths of these rows, and their values end to end."""
        where, lengths = self._ends.where(rows)
        return lengths, self._values.data[where]


def gathered(numbers: NDArray[Any], starts: Rows, lengths: Rows) -> NDArray[Any]:
    """The numbers of some rows end to end. Long rows are copied whole, which takes two thirds of the time that it takes
    to look up each of their numbers; for short ones it is the other way round."""
    if lengths.sum() < LONG * len(lengths) or not len(lengths):
        return numbers[spread(starts, lengths)[0]]
    full = lengths > 0
    starts = starts[full]
    spans = zip(starts.tolist(), (starts + lengths[full]).tolist(), strict=True)
    return np.concatenate([numbers[start:end] for start, end in spans])


def spread(starts: Rows, lengths: Rows) -> tuple[Rows, Rows]:
    """Where the cells of rows stand that start there and have these lengths; and the lengths."""
    before = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths), lengths


def dots(vector: Sparse, cells: Cells, *, scratch: Ints, many: int) -> NDArray[np.int64]:
    """The sum of products of one sparse vector with each of `many` rows: exact.

    `scratch` is a row of zeros, as long as there are columns; it is left as it was. Sums fit into 32 bits, since none
    is more than the product of the lengths of both vectors (Cauchy and Schwarz), 24 bits.
    """
    scratch[vector.columns] = vector.weights
    products = scratch.take(cells.columns)
    products *= cells.weights
    scratch[vector.columns] = 0
    return summed(products, cells, many=many)


def summed(products: NDArray[np.generic], cells: Cells, *, many: int) -> NDArray[np.int64]:
    """What stands in the cells of each of `many` rows, added up."""
    sums = np.zeros(many, dtype=np.int64)
    if len(cells.some):
        sums[cells.some] = np.add.reduceat(products, cells.begins)
    return sums


def in_parts(rows: Rows, work: Callable[[Rows], None], *, many: int = 5_000) -> None:
    """The work done on so many rows at a time: what a million articles need does not fit in memory at once."""
    for start in range(0, len(rows), many):
        work(rows[start : start + many])
