"""How do sparse vectors of many articles lie end to end, ready to be summed for any of them?"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsgraph.mapped import ease, is_large, rows_of
from newsgraph.relating.cells import Cells, Ints, Rows, Sparse, begins_of
from newsgraph.relating.columns import Columns
from newsgraph.relating.compiled import MOST_CELLS, sparse_tools

LONG = 64  # numbers of a row from which on it is long


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
        columns, weights = gathered(self._columns.data, self._weights.data, starts, lengths)
        return Cells(begins_of(lengths), columns, weights.astype(np.int32))

    def lengths(self, rows: Rows) -> Rows:
        """How many cells each of these rows has."""
        return self._ends.spans(rows)[1]

    def counts(self, rows: Rows) -> tuple[Rows, Ints, NDArray[np.uint8]]:
        """Lengths of these rows, and their columns and times end to end."""
        starts, lengths = self._ends.spans(rows)
        columns, times = gathered(self._columns.data, self._times.data, starts, lengths)
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
        starts, lengths = self._ends.spans(rows)
        return lengths, copied(self._values.data, starts, lengths)


def gathered(columns: Ints, values: NDArray[Any], starts: Rows, lengths: Rows) -> tuple[Ints, NDArray[Any]]:
    """The columns and the values of some rows end to end."""
    if is_large(columns):
        return _read(columns, starts, lengths), _read(values, starts, lengths)
    compiled = sparse_tools()
    if compiled and len(columns) <= MOST_CELLS:
        ends = np.empty(2 * len(starts), dtype=np.int32)  # where each row begins and ends
        ends[::2], ends[1::2] = starts, starts + lengths
        found, told = np.empty(int(lengths.sum()), np.int32), np.empty(int(lengths.sum()), values.dtype)
        rows = np.arange(0, len(ends), 2, dtype=np.int32)
        compiled.csr_row_index(len(rows), rows, ends, columns, values, found, told)
        return found, told
    return copied(columns, starts, lengths), copied(values, starts, lengths)


def only(cells: Cells, places: Rows) -> Cells:
    """The cells of these of the rows alone, which are numbered anew from 0."""
    starts = cells.begins[places].astype(np.int64)
    lengths = cells.begins[places + 1] - starts
    return Cells(begins_of(lengths), *gathered(cells.columns, cells.weights, starts, lengths))


def copied(numbers: NDArray[Any], starts: Rows, lengths: Rows) -> NDArray[Any]:
    """The numbers of some rows end to end. Long rows are copied whole, which takes two thirds of the time that it takes
    to look up each of their numbers; for short ones it is the other way round. Those of a large file are read."""
    return _read(numbers, starts, lengths) if is_large(numbers) else _copied(numbers, starts, lengths)


def taken(numbers: NDArray[Any], rows: NDArray[np.integer[Any]]) -> NDArray[Any]:
    """These rows of an array: `numbers[rows]`."""
    return (
        copied(numbers, rows.astype(np.int64), np.ones(len(rows), dtype=np.int64))
        if is_large(numbers)
        else numbers[rows]
    )


def _read(numbers: NDArray[Any], starts: Rows, lengths: Rows) -> NDArray[Any]:
    read = rows_of(numbers, starts, lengths)
    return _copied(numbers, starts, lengths) if read is None else read


def _copied(numbers: NDArray[Any], starts: Rows, lengths: Rows) -> NDArray[Any]:
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


def in_parts(rows: Rows, work: Callable[[Rows], None], *, many: int = 5_000) -> None:
    """The work done on so many rows at a time: what a million articles need does not fit in memory at once."""
    for start in range(0, len(rows), many):
        work(rows[start : start + many])
        ease()


def runs(level: Rows) -> Iterator[tuple[int, int]]:
    """From where to where (without) places stand that are level with the next: 3, 4 and 7 are 3 to 6 and 7 to 9."""
    breaks = np.flatnonzero(np.diff(level) > 1) + 1
    for run in np.split(level, breaks):
        if len(run):
            yield int(run[0]), int(run[-1]) + 2
