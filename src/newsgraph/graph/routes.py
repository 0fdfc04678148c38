"""What is the cheapest way from some entities to others? Searched from both ends at once, the cheapest first."""

from collections.abc import Collection
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.graph.hops import Country, Hops
from newsgraph.graph.rows import UNDATED
from newsgraph.graph.strings import Ints

FAR = 2**60
MOST_LINKS, MOST_STEPS = 400_000, 250
"""Bounds of one search: links looked at and entities gone on from."""
_CHUNK = 64
_LATE = 2**40


class Route(NamedTuple):
    """Entities by number, from one end to the other; empty where there is none. `complete` is False where the search
    was cut short before it could know that no way is cheaper, or that there is none."""

    entities: list[int]
    cost: int
    complete: bool


class _Stream:
    """Those that one step reached, cheapest first, ties by id. Sorted in pieces: most of them nobody asks for."""

    def __init__(self, costs: NDArray[np.int64], ranks: Ints | NDArray[np.float64], entities: Ints) -> None:
        self._costs, self._ranks, self._entities = costs, ranks, entities
        self._piece: list[tuple[int, float, int]] = []

    def take(self) -> tuple[int, float, int] | None:
        if not self._piece and self._costs.size:
            self._cut()
        return self._piece.pop() if self._piece else None

    def _cut(self) -> None:
        costs = self._costs
        bound = np.partition(costs, _CHUNK)[_CHUNK] if costs.size > 2 * _CHUNK else costs.max()
        now = costs <= bound
        piece = zip(costs[now].tolist(), self._ranks[now].tolist(), self._entities[now].tolist(), strict=True)
        self._piece = sorted(piece, reverse=True)
        self._costs, self._ranks, self._entities = costs[~now], self._ranks[~now], self._entities[~now]


class Side:
    """One end of a search. `near` is FAR less the cost of the cheapest known way to each entity, 0 where none is known;
    `before` the entity in front of it on that way, plus 1. `days` is when one is there, where time counts: as early as
    the way allows going forward, as late going back."""

    def __init__(self, country: Country, ends: Collection[int], *, time: int = 0) -> None:
        size = country.graph.kinds.size
        self._country, self._time = country, time
        self.near = np.zeros(size, np.int64)
        self.before = np.zeros(size, np.int32)
        self.days = np.zeros(size if time else 0, np.int64)
        self._heap: list[tuple[int, float, int, _Stream]] = []
        self._gone: set[int] = set()
        self._streams = 0
        seeds = np.array(sorted(ends))
        self.near[seeds] = FAR
        if time:
            self.days[seeds] = UNDATED + 1 if time > 0 else _LATE
        self._follow(_Stream(np.zeros(seeds.size, np.int64), country.graph.rank(seeds), seeds))

    def top(self) -> int:
        """The cost of the cheapest entity that was not gone on from; FAR where there is none."""
        heap = self._heap
        while heap and (heap[0][2] in self._gone or FAR - int(self.near[heap[0][2]]) < heap[0][0]):
            self._advance()
        return heap[0][0] if heap else FAR

    def step(self) -> tuple[Ints, NDArray[np.int64]]:
        """Go on from that entity. Who is nearer now than before, and at what cost."""
        cost, _, entity, _ = self._heap[0]
        self._advance()
        self._gone.add(entity)
        hops = self._hops(entity)
        costs = hops.costs + cost
        nearer = np.flatnonzero(FAR - costs > self.near[hops.entities])
        reached, costs, onward = hops.entities[nearer], costs[nearer], hops.onward[nearer]
        self.near[reached] = FAR - costs
        self.before[reached] = entity + 1
        if hops.days is not None:
            self.days[reached] = hops.days[nearer]
        self._follow(_Stream(costs[onward], self._country.graph.rank(reached[onward]), reached[onward]))
        return reached, costs

    def way(self, entity: int) -> list[int]:
        """From the entity back to the end that this side began with."""
        way = [entity]
        while self.before[way[-1]]:
            way.append(int(self.before[way[-1]]) - 1)
        return way

    def _hops(self, entity: int) -> Hops:
        if not self._time:
            return self._country.hops(entity)
        day = int(self.days[entity])
        return self._country.hops_after(entity, day) if self._time > 0 else self._country.hops_before(entity, day)

    def _advance(self) -> None:
        self._follow(heappop(self._heap)[3])

    def _follow(self, stream: _Stream) -> None:
        first = stream.take()
        if first is not None:
            heappush(self._heap, _Item((*first, stream)))


class _Item(tuple[int, float, int, _Stream]):
    """Streams are not compared: two of them may bring the same entity at the same cost."""

    __slots__ = ()

    def __lt__(self, other: tuple[object, ...]) -> bool:
        return self[:3] < other[:3]  # type: ignore[operator]


def route(country: Country, ends: Collection[int], others: Collection[int], *, in_order: bool = False) -> Route:
    """The cheapest way from any of `ends` to any of `others`; of equally cheap ones the one through the lower id.

    `in_order`: its hops can be gone through reports each of which is as late as the one before or later. Then an entity
    is known by its cheapest way alone, so that a dearer one through it that comes in time is not seen.
    """
    sides = (Side(country, ends, time=int(in_order)), Side(country, others, time=-int(in_order)))
    best: tuple[int, float, int] = (FAR, 0.0, -1)
    tops = [side.top() for side in sides]
    links, steps = country.links + MOST_LINKS, 0
    while sum(tops) < best[0] and max(tops) < FAR and steps < MOST_STEPS and country.links < links:
        turn = int(tops[1] < tops[0])
        best = min(best, _meeting(country, sides, turn, *sides[turn].step()))
        tops[turn] = sides[turn].top()
        steps += 1
    complete = sum(tops) >= best[0] or max(tops) >= FAR
    if best[2] < 0:
        return Route([], FAR, complete)
    return Route([*reversed(sides[0].way(best[2])), *sides[1].way(best[2])[1:]], best[0], complete)


def _meeting(
    country: Country, sides: tuple[Side, Side], turn: int, reached: Ints, *costs: NDArray[np.int64]
) -> tuple[int, float, int]:
    """The cheapest way through one that this side has just reached: its cost, the rank and number of that entity."""
    other = sides[1 - turn]
    met = other.near[reached] > 0
    if other.days.size:
        met &= sides[0].days[reached] <= sides[1].days[reached]
    if not met.any():
        return FAR, 0.0, -1
    entities, both = reached[met], costs[0][met] + (FAR - other.near[reached[met]])
    ranks = country.graph.rank(entities)
    at = int(np.lexsort((ranks, both))[0])
    return int(both[at]), float(ranks[at]), int(entities[at])
