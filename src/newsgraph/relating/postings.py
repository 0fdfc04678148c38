"""Which articles contain this key, and how much does it weigh in them? Cells of the rows, turned by column.

Turned in runs: a run has the cells of some rows in a row, and is merged with the run before it while that is not much
larger. So a run is turned again a few times in its life however articles come, and a list is read in a few pieces.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.cells import Cells, Ints, Rows, Sparse, begins_of
from newsgraph.relating.compiled import sparse_tools
from newsgraph.relating.numbering import MERGED_BELOW
from newsgraph.relating.ragged import Ragged, gathered
from newsgraph.relating.turning import turned


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
    """Over some fields of a corpus whose keys differ; holds 6 bytes a cell, in files of the folder where there is one
    and cells are many."""

    def __init__(self, fields: Iterable[Ragged], *, folder: Path | None = None) -> None:
        self._fields, self._folder = list(fields), folder
        self.runs: list[Run] = []

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
        self.runs.append(Run(first, rows, *turned(self._fields, first, rows, folder=self._folder)))

    def add_products(self, vector: Sparse, sums: Ints) -> None:
        """To the sum of each row that shares columns with the vector the products of their weights are added. They fit
        into 32 bits: the vectors of a row are of length SCALE, those that are asked with of three times that at most.
        """
        for run in self.runs:
            at, found = _found(run, vector.columns)
            starts = run.starts[at]
            lengths = run.starts[at + 1] - starts
            rows, weights = gathered(run.rows, run.weights, starts, lengths)
            _add(Cells(begins_of(lengths), rows, weights.astype(np.int32)), vector.weights[found], sums)


def _add(cells: Cells, factors: Ints, sums: Ints) -> None:
    """The cells are those of columns, each of which has a factor."""
    compiled = sparse_tools()
    if compiled:
        compiled.csc_matvec(len(sums), len(factors), *cells, factors.astype(np.int32, copy=False), sums)
    else:
        np.add.at(sums, cells.columns, cells.weights * np.repeat(factors, np.diff(cells.begins)))


def _found(run: Run, columns: Ints) -> tuple[Rows, Rows]:
    """Where in the run those of the columns stand that it has; and which of them these are."""
    if not len(run.columns):
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    at = np.minimum(np.searchsorted(run.columns, columns), len(run.columns) - 1)
    found = np.flatnonzero(run.columns[at] == columns)
    return at[found], found
