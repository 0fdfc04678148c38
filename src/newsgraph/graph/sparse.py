"""Who is on the other end? Compressed sparse rows, gathered without a loop."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.graph.strings import Ints

Floats = NDArray[np.float32]
UNIT = 1024
"""Weights are whole numbers of 1/UNIT, which float32 holds exactly: their sums do not depend on any order."""
_WEIGHT_BITS = 11


class Sparse(NamedTuple):
    """Row n has the ends `heads[starts[n]:starts[n + 1]]`, ascending, with their `weights`.

    int64[rows + 1], int32[links], float32[links] with values in [0, 1].
    """

    starts: NDArray[np.int64]
    heads: NDArray[np.int32]
    weights: Floats

    @property
    def rows(self) -> int:
        return self.starts.size - 1

    def row(self, number: int) -> NDArray[np.int32]:
        return self.heads[self.starts[number] : self.starts[number + 1]]

    def row_weights(self, number: int) -> Floats:
        return self.weights[self.starts[number] : self.starts[number + 1]]

    def lengths(self, rows: Ints) -> NDArray[np.int64]:
        return self.starts[rows + 1] - self.starts[rows]

    def places(self, rows: Ints) -> NDArray[np.int64]:
        """Where the links of these rows stand in `heads`, row after row."""
        lengths = self.lengths(rows)
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if ends.size else 0
        return np.arange(total) + np.repeat(self.starts[rows] - ends + lengths, lengths)

    def gather(self, rows: Ints) -> NDArray[np.int32]:
        """The ends of these rows, row after row."""
        return self.heads[self.places(rows)]

    def below(self, rows: Ints, limit: int) -> NDArray[np.int64]:
        """How many ends of each of these rows are smaller than the limit: a binary search in all rows at once."""
        first = self.starts[rows]
        low, high = first.copy(), self.starts[rows + 1]
        while True:
            open_rows = np.flatnonzero(low < high)
            if not open_rows.size:
                return low - first
            middle = (low[open_rows] + high[open_rows]) // 2
            smaller = self.heads[middle] < limit
            low[open_rows[smaller]] = middle[smaller] + 1
            high[open_rows[~smaller]] = middle[~smaller]


EMPTY = Sparse(np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float32))


def packed(tails: Ints, heads: Ints, weights: NDArray[np.int64]) -> NDArray[np.int64]:
    """One whole number a link, in the order of (tail, head, weight); `weights` in units of 1/UNIT.

    26 bits for each end: 67 million articles and as many entities.
    """
    return (tails.astype(np.int64) << 37) | (heads.astype(np.int64) << _WEIGHT_BITS) | weights


def sparse(links: NDArray[np.int64], rows: int) -> Sparse:
    """Rows of packed links, which it sorts in place; of links with the same ends the heaviest stays."""
    links.sort()
    pairs = links >> _WEIGHT_BITS
    last = np.ones(links.size, np.bool_)
    np.not_equal(pairs[1:], pairs[:-1], out=last[:-1])
    if not last.all():
        links, pairs = links[last], pairs[last]
    starts = np.zeros(rows + 1, np.int64)
    np.cumsum(np.bincount(pairs >> 26, minlength=rows), out=starts[1:])
    weights = (links & ((1 << _WEIGHT_BITS) - 1)).astype(np.float32) / np.float32(UNIT)
    return Sparse(starts, (pairs & ((1 << 26) - 1)).astype(np.int32), weights)


def unpacked(rows: Sparse) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """What `packed` takes: tails, heads and whole weights."""
    tails = np.repeat(np.arange(rows.rows), np.diff(rows.starts))
    return tails, rows.heads, (rows.weights * UNIT).astype(np.int64)


def turned(rows: Sparse, size: int) -> Sparse:
    """The same links seen from their other end, of which there are `size`."""
    tails, heads, weights = unpacked(rows)
    return sparse(packed(heads, tails, weights), size)
