"""What is the product of a sparse vector with each of some rows? Exact sums of integers, so that no order can show."""

from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.compiled import sparse_tools

MANY = 100_000  # cells from which on columns are numbered without a gap; not swept
Rows = NDArray[np.intp]
Ints = NDArray[np.int32]


class Sparse(NamedTuple):
    """A vector: column numbers, and integer weights, rounded from many times a length of 1."""

    columns: Ints
    weights: Ints


class Cells(NamedTuple):
    """The cells of some rows end to end: those of the i-th from `begins[i]` to `begins[i + 1]`."""

    begins: Ints
    columns: Ints
    weights: Ints

    def renumbered(self, scratch: Ints) -> "Cells":
        """The same cells with column numbers below their number: products among few rows then need no large array.
        Those of many are numbered without a gap, so that what products are made with stays near the processor: 6,000
        articles have 1.9 million cells. `scratch` is as long as there are columns, and left as it was."""
        scratch[self.columns] = np.arange(len(self.columns), dtype=np.int32)
        columns = scratch.take(self.columns)
        scratch[self.columns] = 0
        if len(columns) > MANY:
            last = np.zeros(len(columns), dtype=np.bool_)
            last[columns] = True
            columns = (np.cumsum(last, dtype=np.int32) - 1).take(columns)
        return self._replace(columns=columns)

    def row(self, at: int) -> Sparse:
        """The cells of the `at`-th row."""
        part = slice(int(self.begins[at]), int(self.begins[at + 1]))
        return Sparse(self.columns[part], self.weights[part])

    @property
    def owners(self) -> Rows:
        """Which of the rows each cell is of."""
        return np.repeat(np.arange(len(self.begins) - 1), np.diff(self.begins))


class CosinesAmong(Protocol):
    """What gives, for the `at`-th of some rows, its cosines with all of them, or with `some`: ascending places."""

    def __call__(self, at: int, some: Rows | None = None, /) -> NDArray[np.float64]: ...


def heaviest(vector: Sparse, many: int) -> Sparse:
    """So many cells of a vector, of equals those that stand first."""
    found = np.argsort(-vector.weights, kind="stable")[:many]
    return Sparse(vector.columns[found], vector.weights[found])


def begins_of(lengths: NDArray[np.integer]) -> Ints:
    """Where rows of these lengths begin that lie end to end, and where the last one ends."""
    begins = np.zeros(len(lengths) + 1, dtype=np.int32)
    np.cumsum(lengths, out=begins[1:])
    return begins


def dots(vector: Sparse, cells: Cells, *, scratch: Ints) -> NDArray[np.int64]:
    """The sums of products of one sparse vector with each row: exact.

    `scratch` is a row of zeros, as long as there are columns; it is left as it was. Sums fit into 32 bits, since none
    is more than the product of the lengths of both vectors (Cauchy and Schwarz), 24 bits.
    """
    scratch[vector.columns] = vector.weights
    sums = _times(cells, scratch)
    scratch[vector.columns] = 0
    return sums


def matched(vector: Sparse, columns: Ints, *, scratch: Ints) -> Ints:
    """What the vector weighs at each of these columns, 0 where it has none. `scratch` is as in `dots`."""
    scratch[vector.columns] = vector.weights
    found = scratch.take(columns)
    scratch[vector.columns] = 0
    return found


def covered(columns: Ints, cells: Cells, *, scratch: Ints) -> NDArray[np.int64]:
    """The sums of the squares of those cells of each row that are in these columns: exact. `scratch` is as in `dots`;
    sums fit into 32 bits, since none is more than the square of a length."""
    scratch[columns] = 1
    sums = _times(cells._replace(weights=cells.weights * cells.weights), scratch)
    scratch[columns] = 0
    return sums


def _times(cells: Cells, factors: Ints) -> NDArray[np.int64]:
    compiled, sums = sparse_tools(), np.zeros(len(cells.begins) - 1, dtype=np.int32)
    if compiled:
        compiled.csr_matvec(len(sums), len(factors), cells.begins, cells.columns, cells.weights, factors, sums)
        return sums.astype(np.int64)
    products = factors.take(cells.columns)
    products *= cells.weights
    return summed(products, cells)


def summed(products: NDArray[Any], cells: Cells) -> NDArray[np.int64]:
    """What stands in the cells of each row, added up."""
    sums = np.zeros(len(cells.begins) - 1, dtype=np.int64)
    full = cells.begins[1:] > cells.begins[:-1]
    if full.any():
        sums[full] = np.add.reduceat(products, cells.begins[:-1][full])
    return sums
