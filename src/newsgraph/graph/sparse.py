"""Who is on the other end? Compressed sparse rows, gathered without a loop."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.graph.strings import Ints

Floats = NDArray[np.float32]
UNIT = 1024
"""Weights are whole numbers of 1/UNIT, which float32 holds exactly: their sums do not depend on any order."""
_WEIGHT_BITS = 11
_PIECE, ROWS = 1 << 16, 1 << 14
"""Links, and rows of links, that are worked on together. What is worked out on the way stays near the processor, and in
memory that is there already: of building a million articles at once, a third was spent on getting it."""


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
        return self.spread(rows)[0]

    def spread(self, rows: Ints) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """What `places` and `lengths` give, at once."""
        first = self.starts[rows]
        lengths = self.starts[rows + 1] - first
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if ends.size else 0
        return np.arange(total) + np.repeat(first - ends + lengths, lengths), lengths

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
    links = tails.astype(np.int64)
    links <<= 26
    links |= heads
    links <<= _WEIGHT_BITS
    links |= weights
    return links


def sparse(links: NDArray[np.int64], rows: int, *, in_order: bool = False) -> Sparse:
    """Rows of packed links, which it sorts in place unless they are; of links with the same ends the heaviest stays."""
    if not in_order:
        links.sort()
    twice = np.flatnonzero((links[1:] ^ links[:-1]) < 1 << _WEIGHT_BITS)
    if twice.size:
        links = np.delete(links, twice)
    starts = np.zeros(rows + 1, np.int64)
    heads, weights = np.empty(links.size, np.int32), np.empty(links.size, np.float32)
    for at in range(0, links.size, _PIECE):
        piece = links[at : at + _PIECE]
        tails = piece >> (26 + _WEIGHT_BITS)
        first, last = int(tails[0]), int(tails[-1])
        starts[first + 1 : last + 2] += np.bincount(tails - first)
        heads[at : at + _PIECE] = (piece >> _WEIGHT_BITS) & ((1 << 26) - 1)
        weights[at : at + _PIECE] = (piece & ((1 << _WEIGHT_BITS) - 1)) / np.float32(UNIT)
    return Sparse(np.cumsum(starts, out=starts), heads, weights)


def runs(numbers: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The different numbers, ascending, and how often each is there. Sorts whole numbers of 32 bits four times as fast
    as a table of all entities is looked through, and twice as fast as np.unique finds them by their hashes."""
    numbers = np.sort(numbers)
    fresh = np.ones(numbers.size + 1, np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=fresh[1:-1])
    first = np.flatnonzero(fresh)
    return numbers[first[:-1]], first[1:] - first[:-1]


def turned(rows: Sparse, size: int) -> Sparse:
    """The same links seen from their other end, of which there are `size`."""
    links = np.empty(rows.heads.size, np.int64)
    for first in range(0, rows.rows, ROWS):
        starts = rows.starts[first : first + ROWS + 1]
        part = slice(starts[0], starts[-1])
        tails = np.repeat(np.arange(first, first + starts.size - 1), np.diff(starts))
        links[part] = packed(rows.heads[part], tails, whole(rows.weights[part]))
    return sparse(links, size)


def whole(weights: Floats) -> NDArray[np.int64]:
    """Weights in units of 1/UNIT."""
    return (weights * UNIT).astype(np.int64)
