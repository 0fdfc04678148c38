"""Which articles contain this key, and how much does it weigh in them? Cells of the rows, turned by column.

Turned in runs: a run has the cells of some rows in a row, and is merged with the run before it while that is not much
larger. So a run is turned again a few times in its life however articles come, and a list is read in a few pieces.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.cells import Ints, Rows, Sparse
from newsgraph.relating.numbering import MERGED_BELOW
from newsgraph.relating.ragged import Ragged, gathered


class Run(NamedTuple):
    """The rows from `first` to `end` (without): the cells of `columns[i]`, ascending, are `starts[i]` to `[i + 1]`.
    `name` is that of its files, "" where it is in none."""

    first: int
    end: int
    columns: Ints
    starts: NDArray[np.int64]
    rows: Ints
    weights: NDArray[np.int16]
    name: str = ""


class Postings:
    """Over some fields of a corpus whose keys differ; holds 6 bytes a cell."""

    def __init__(self, fields: Iterable[Ragged], runs: Iterable[Run] = ()) -> None:
        self._fields = list(fields)
        self.runs = list(runs)

    @property
    def turned(self) -> int:
        """How many rows are turned."""
        return self.runs[-1].end if self.runs else 0

    def turn(self, rows: int) -> None:
        """Turn what is not turned yet, up to so many rows."""
        first = self.turned
        if first == rows:
            return
        while self.runs and self.runs[-1].end - self.runs[-1].first < MERGED_BELOW * (rows - first):
            first = self.runs.pop().first
        self.runs.append(self._made(first, rows))

    def _made(self, first: int, end: int) -> Run:
        parts = [field.take(np.arange(first, end)) for field in self._fields]
        columns = np.concatenate([part.columns for part in parts])
        weights = np.concatenate([part.weights.astype(np.int16) for part in parts])
        numbers = np.arange(first, end, dtype=np.int32)
        owners = np.concatenate([np.repeat(numbers, np.diff(part.begins)) for part in parts])
        del parts  # of 18,000 articles 40 MiB, and as much again for each copy of their cells
        order = np.lexsort((owners, columns))
        columns = columns[order]
        begins = np.flatnonzero(np.append(True, columns[1:] != columns[:-1])) if len(columns) else np.zeros(0, np.intp)
        starts = np.append(begins, len(columns)).astype(np.int64)
        return Run(first, end, columns[begins], starts, owners[order], weights[order])

    def lengths(self, columns: Ints) -> NDArray[np.int64]:
        """In how many cells each column stands."""
        total = np.zeros(len(columns), dtype=np.int64)
        for run in self.runs:
            at, found = _found(run, columns)
            total[found] += run.starts[at + 1] - run.starts[at]
        return total

    def products(self, vector: Sparse, *, first: int = 0, end: int | None = None) -> tuple[Ints, NDArray[np.int64]]:
        """Rows from `first` to `end` that share a column with the vector, once for each they share, and the products of
        the weights."""
        rows, products = [], []
        for run in self.runs:
            if run.end <= first or (end is not None and run.first >= end):
                continue
            at, found = _found(run, vector.columns)
            starts = run.starts[at]
            lengths = run.starts[at + 1] - starts
            owners, weights = gathered(run.rows, run.weights, starts, lengths)
            rows.append(owners)
            products.append(weights.astype(np.int64) * np.repeat(vector.weights[found], lengths))
        if not rows:
            return np.zeros(0, np.int32), np.zeros(0, np.int64)
        joined, values = np.concatenate(rows), np.concatenate(products)
        if first or end is not None:
            inside = (joined >= first) & (joined < (end if end is not None else self.turned))
            joined, values = joined[inside], values[inside]
        return joined, values


def _found(run: Run, columns: Ints) -> tuple[Rows, Rows]:
    """Where in the run those of the columns stand that it has; and which of them these are."""
    if not len(run.columns):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    at = np.minimum(np.searchsorted(run.columns, columns), len(run.columns) - 1)
    found = np.flatnonzero(run.columns[at] == columns)
    return at[found], found
