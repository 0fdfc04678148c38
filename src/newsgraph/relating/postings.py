"""Which articles contain this key, and how much does it weigh in them? The rows of a field, turned by column.

Made by one sort; rows that came after it are scanned, until they are so many that it is made again. What is found does
not depend on when that is.
"""

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.ragged import Ints, Ragged, Rows

TAIL, SHARE = 500, 0.1  # rows that may be scanned: this many, or this share of all


class Postings:
    """Over one field of a corpus; holds 8 bytes a cell."""

    def __init__(self, rows: Ragged) -> None:
        self._ragged = rows
        self.turned = 0  # rows that are turned
        self._starts = np.zeros(1, dtype=np.int64)
        self._rows: NDArray[np.int32] = np.zeros(0, dtype=np.int32)
        self._weights: Ints = np.zeros(0, dtype=np.int32)

    def sums(self, columns: Ints, weights: Ints) -> NDArray[np.int64]:
        """The dot product of a sparse vector with every row there is."""
        if len(self._ragged) - self.turned > max(TAIL, SHARE * self.turned):
            self._turn()
        total = np.zeros(len(self._ragged), dtype=np.float64)
        known = columns < len(self._starts) - 1
        rows, products = self._gathered(columns[known], weights[known])
        if len(rows):
            total += np.bincount(rows, weights=products, minlength=len(total))
        self._scan(columns, weights, total)
        return total.astype(np.int64)

    def forget(self) -> None:
        """All is turned anew when next asked: a row was taken from the end."""
        self.turned, self._starts = 0, np.zeros(1, dtype=np.int64)

    def _gathered(self, columns: Ints, weights: Ints) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        slices = [slice(self._starts[column], self._starts[column + 1]) for column in columns]
        if not slices:
            return self._rows[:0], np.zeros(0, dtype=np.int64)
        rows = np.concatenate([self._rows[one] for one in slices])
        pairs = zip(slices, weights.tolist(), strict=True)
        return rows, np.concatenate([self._weights[one].astype(np.int64) * weight for one, weight in pairs])

    def _scan(self, columns: Ints, weights: Ints, total: NDArray[np.float64]) -> None:
        """Adds the rows that are not turned yet."""
        late: Rows = np.arange(self.turned, len(self._ragged))
        if not len(late) or not len(columns):
            return
        order = np.argsort(columns)
        sorted_columns, sorted_weights = columns[order], weights[order].astype(np.int64)
        cells = self._ragged.take(late)
        at = np.minimum(np.searchsorted(sorted_columns, cells.columns), len(columns) - 1)
        products = np.where(sorted_columns[at] == cells.columns, sorted_weights[at] * cells.weights, 0)
        total[self.turned :] += np.bincount(cells.owner, weights=products, minlength=len(late))

    def _turn(self) -> None:
        cells = self._ragged.take(np.arange(len(self._ragged)))
        order = np.argsort(cells.columns, kind="stable")
        self._rows = cells.owner[order].astype(np.int32)
        self._weights = cells.weights[order]
        counts = np.bincount(cells.columns) if len(cells.columns) else np.zeros(0, dtype=np.int64)
        self._starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self.turned = len(self._ragged)
