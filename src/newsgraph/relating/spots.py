"""How near to each other do articles take place? Their places as points on a sphere, many articles at a time."""

import math

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.features import Features, Spot
from newsgraph.relating.ragged import Rows, with_room

EARTH_KM = 6371.0
NEAR_KM = 300.0  # swept 100, 300, 1000, 3000 on SemEval's geography, Pearson .484, .485, .468, .424
UNIT = 1e6  # strengths are rounded to this, so that the last bits of a sum do not show
Floats = NDArray[np.float64]


class Spots:
    """The places of each article, in the order in which articles were added."""

    def __init__(self) -> None:
        self._points = np.zeros((64, 3))
        self._times = np.zeros(64)
        self._ends = np.zeros(64, dtype=np.int64)
        self._rows = 0

    def append(self, features: Features) -> None:
        start = int(self._ends[self._rows])
        end = start + len(features.spots)
        self._points, self._times = with_room(self._points, end), with_room(self._times, end)
        self._ends = with_room(self._ends, self._rows + 2)
        for at, spot in enumerate(features.spots, start):
            self._points[at], self._times[at] = point(spot), spot.times
        self._rows += 1
        self._ends[self._rows] = end

    def pop(self) -> None:
        """Forgets the last row."""
        self._rows -= 1

    def nearness(self, at: int, rows: Rows) -> Floats:
        """For each row: e^(-km/NEAR_KM) from each place to the nearest of the other article, weighed by how often it is
        named, the mean both ways; 0 where either has no place."""
        mine = slice(self._ends[at], self._ends[at + 1])
        lengths = self._ends[rows + 1] - self._ends[rows]
        some = np.flatnonzero(lengths)
        result = np.zeros(len(rows))
        if mine.start == mine.stop or not len(some):
            return result
        lengths = lengths[some]
        begins = np.cumsum(lengths) - lengths
        where = np.arange(int(lengths.sum())) + np.repeat(self._ends[rows[some]] - begins, lengths)
        chords = np.sqrt(sum((self._points[where, axis, None] - self._points[mine, axis]) ** 2 for axis in range(3)))
        close = np.exp(np.arcsin(np.minimum(chords / 2, 1.0)) * (-2 * EARTH_KM / NEAR_KM))
        times, weights = self._times[mine], self._times[where]
        from_mine = (np.maximum.reduceat(close, begins, axis=0) * times).sum(axis=1) / times.sum()
        from_theirs = np.add.reduceat(close.max(axis=1) * weights, begins) / np.add.reduceat(weights, begins)
        result[some] = np.rint((from_mine + from_theirs) / 2 * UNIT) / UNIT
        return result


def point(spot: Spot) -> tuple[float, float, float]:
    """On the unit sphere."""
    lat, lon = math.radians(spot.lat), math.radians(spot.lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)
