"""How are the cells of rows put in order of column where there are more of them than memory holds?

Parts of the rows are turned by themselves and put aside; then all parts are read together, a range of columns at a
time. Only so many cells are in memory, whatever the number of rows; of few there is one part, and nothing is put aside.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.mapped import ease
from newsgraph.relating.cells import Ints, Rows
from newsgraph.relating.columns import Columns
from newsgraph.relating.ragged import Ragged

AT_ONCE = 4_000_000
"""Cells that are in memory together, 60 bytes each while they are sorted; not swept. 12,000 articles have as many."""
SAMPLED = 256  # one cell of so many tells where ranges of columns end


class Part(NamedTuple):
    """Cells in order of column, then of row."""

    columns: Ints
    rows: Ints
    weights: NDArray[np.int16]

    def of(self, first: int, end: int) -> "Part":
        """Those whose columns are from `first` to `end` (without)."""
        low, high = np.searchsorted(self.columns, np.array((first, end), dtype=self.columns.dtype)).tolist()
        return self.cut(low, high)

    def cut(self, low: int, high: int) -> "Part":
        return Part(self.columns[low:high], self.rows[low:high], self.weights[low:high])


class Turned(NamedTuple):
    """The cells of `columns[i]`, ascending, are `starts[i]` to `starts[i + 1]`, in order of row."""

    columns: Ints
    starts: NDArray[np.int64]
    rows: Ints
    weights: NDArray[np.int16]


def turned(
    fields: Sequence[Ragged], first: int, end: int, *, folder: Path | None = None, at_once: int = AT_ONCE
) -> Turned:
    """The cells of the rows from `first` to `end` (without), of which none has two of one column.

    What memory does not hold is put aside in the folder, if there is one; so are rows and weights of the answer, in
    files that have no name any more, where the system allows that: they are there for as long as somebody reads them.
    """
    bounds = _bounds(fields, first, end, at_once)
    if len(bounds) <= 2:
        part = _sorted(fields, first, end)
        columns, lengths = _runs(part.columns)
        return Turned(columns, _starts([lengths]), part.rows, part.weights)
    with _Aside(folder, f"turned-{first}-{end}") as aside:
        for some in pairwise(bounds):
            aside.put(_sorted(fields, *some))
            ease()
        return _merged(aside, at_once)


class _Aside:
    """The parts that were turned, one behind the other, and room for all of them together."""

    def __init__(self, folder: Path | None, name: str) -> None:
        made, types = Columns(folder), zip(Part._fields, (np.int32, np.int32, np.int16), strict=True)
        self._put = [made.make(f"{name}.part.{field}", dtype) for field, dtype in types]
        self.rows, self.weights = made.make(f"{name}.rows", np.int32), made.make(f"{name}.weights", np.int16)
        self._ends = [0]

    def __enter__(self) -> "_Aside":
        return self

    def __exit__(self, *_: object) -> None:
        for column in (*self._put, self.rows, self.weights):
            column.drop()

    def put(self, part: Part) -> None:
        for at, column in enumerate(self._put):
            column.append(part[at])
        self._ends.append(len(self._put[0]))

    def parts(self) -> list[Part]:
        all_of_them = Part(*(column.data for column in self._put))
        return [all_of_them.cut(*bounds) for bounds in pairwise(self._ends)]


def _bounds(fields: Sequence[Ragged], first: int, end: int, at_once: int) -> list[int]:
    """Where parts of the rows begin, and where the last one ends: of so many cells at most, or of one row."""
    ends = np.cumsum(sum((field.lengths(np.arange(first, end)) for field in fields), start=np.zeros(end - first, int)))
    bounds = [first]
    while bounds[-1] < end:
        before = int(ends[bounds[-1] - first - 1]) if bounds[-1] > first else 0
        bounds.append(max(first + int(np.searchsorted(ends, before + at_once, side="right")), bounds[-1] + 1))
    return bounds


def _sorted(fields: Sequence[Ragged], first: int, end: int) -> Part:
    parts = [field.take(np.arange(first, end)) for field in fields]
    places = np.concatenate([part.columns for part in parts]).astype(np.int64)
    places <<= 32
    places |= np.concatenate([part.owners for part in parts]) + first
    weights = np.concatenate([part.weights for part in parts]).astype(np.int16)
    del parts
    order = np.argsort(places)
    places = places[order]
    return Part((places >> 32).astype(np.int32), (places & 0xFFFFFFFF).astype(np.int32), weights[order])


def _merged(aside: _Aside, at_once: int) -> Turned:
    """All parts as one, a range of columns at a time; the parts are in order of row."""
    parts, found, lengths = aside.parts(), list[Ints](), list[Rows]()
    for first, end in pairwise(_ranges(parts, at_once)):
        some = [part.of(first, end) for part in parts]
        columns = np.concatenate([part.columns for part in some])
        order = np.argsort(columns, kind="stable")
        aside.rows.append(np.concatenate([part.rows for part in some])[order])
        aside.weights.append(np.concatenate([part.weights for part in some])[order])
        distinct, many = _runs(columns[order])
        found.append(distinct)
        lengths.append(many)
        ease()
    return Turned(np.concatenate(found), _starts(lengths), aside.rows.data, aside.weights.data)


def _ranges(parts: Sequence[Part], at_once: int) -> list[int]:
    """Where ranges of columns begin that have about so many cells, or one column, and where the last one ends."""
    sample = np.sort(np.concatenate([part.columns[::SAMPLED] for part in parts]))
    cuts = np.unique(sample[:: max(1, at_once // SAMPLED)]).tolist()
    return [0, *(cut for cut in cuts if cut > 0), 1 + max(int(part.columns[-1]) for part in parts if len(part.columns))]


def _runs(columns: Ints) -> tuple[Ints, Rows]:
    """The different ones of ascending columns, and how many of each there are."""
    begins = np.flatnonzero(np.append(True, columns[1:] != columns[:-1])) if len(columns) else np.zeros(0, np.intp)
    return columns[begins], np.diff(np.append(begins, len(columns)))


def _starts(lengths: Sequence[Rows]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(np.concatenate(lengths)))).astype(np.int64)
