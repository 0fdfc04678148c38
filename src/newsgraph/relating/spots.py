"""How near to each other do articles take place? Their places as points on a sphere, many articles at a time."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.cells import Rows
from newsgraph.relating.columns import Columns
from newsgraph.relating.ragged import Lists

EARTH_KM = 6371.0
NEAR_KM = 300.0  # swept 100, 300, 1000, 3000 on SemEval's geography, Pearson .484, .485, .468, .424
UNIT = 1e6  # strengths are rounded to this, so that the last bits of a sum do not show
Floats = NDArray[np.float64]


class Spots:
    """The places of each article, in the order in which articles were added: (x, y, z, times) each."""

    def __init__(self, columns: Columns) -> None:
        self._spots = Lists(columns, "spots", np.float64, 4)

    def append(self, articles: Sequence[Floats]) -> None:
        self._spots.append(np.array([len(one) for one in articles]), np.concatenate(articles))

    def row(self, at: int) -> Floats:
        return self._spots.row(at).astype(np.float64)

    def nearness(self, mine: Floats, rows: Rows) -> Floats:
        """For each row: e^(-km/NEAR_KM) from each place to the nearest of the other article, weighed by how often it is
        named, the mean both ways; 0 where either has no place."""
        lengths, values = self._spots.take(rows)
        theirs = values.astype(np.float64)
        some = np.flatnonzero(lengths)
        result = np.zeros(len(rows))
        if not len(mine) or not len(some):
            return result
        lengths = lengths[some]
        begins = np.cumsum(lengths) - lengths
        points, times, weights = theirs[:, :3], mine[:, 3], theirs[:, 3]
        squares = np.zeros((len(points), len(mine)))
        for axis in range(3):
            squares += (points[:, axis, None] - mine[:, axis]) ** 2
        from_mine = (_close(np.minimum.reduceat(squares, begins, axis=0)) * times).sum(axis=1) / times.sum()
        nearest = _close(squares.min(axis=1))
        from_theirs = np.add.reduceat(nearest * weights, begins) / np.add.reduceat(weights, begins)
        result[some] = np.rint((from_mine + from_theirs) / 2 * UNIT) / UNIT
        return result


def _close(squares: Floats) -> Floats:
    """e^(-km/NEAR_KM) of squared chords of the unit sphere."""
    return np.asarray(np.exp(np.arcsin(np.minimum(np.sqrt(squares) / 2, 1.0)) * (-2 * EARTH_KM / NEAR_KM)))
