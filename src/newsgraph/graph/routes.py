"""What is the cheapest way from some entities to others? Searched from both ends at once, the cheapest first."""

from collections.abc import Collection
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.graph.hops import FAR, Country, Hops
from newsgraph.graph.rows import UNDATED
from newsgraph.graph.significance import HOP
from newsgraph.graph.strings import Ints

MOST_LINKS, MOST_STEPS = 600_000, 80
"""Bounds of one search: links looked at and entities gone on from.

On 80 pairs of a million synthetic articles (half of them drawn evenly, half as often as they are mentioned) the first
chain was the cheapest in 88 of 100 with 40 steps, in 97.5 with 80, in all with 160, at 12, 21 and 45 ms for three
chains; where it was not, it cost three in a hundred more. To know
that there is no cheaper one takes 500 steps and more.
"""
_CHUNK = 64
_LATE = 2**40
_NOWHERE = (FAR, 0.0, -1)


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


class _Item(NamedTuple):
    """An entity to go on from when its turn comes; `stream` is None for one that had to wait longer (Side.top)."""

    cost: int
    rank: float
    entity: int
    number: int  # of the push: streams are not compared
    stream: _Stream | None


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
        self._heap: list[_Item] = []
        self._gone: set[int] = set()
        self._waiting: set[int] = set()
        self._pushed = 0
        seeds = np.array(sorted(ends))
        self.near[country.closed] = FAR + 1  # nobody comes nearer than that
        self.near[seeds] = FAR
        if time:
            self.days[seeds] = UNDATED + 1 if time > 0 else _LATE
        self._follow(_Stream(np.zeros(seeds.size, np.int64), country.graph.rank(seeds), seeds))

    def top(self) -> int:
        """The least that whoever is reached from now on costs to go on from; FAR where there is nobody.

        To go on from a name that is everywhere takes long, and no hop from it is cheap: so it waits until the others
        have come as far as its cheapest hop leads. Most searches end before.
        """
        while self._heap:
            item = self._heap[0]
            cost = FAR - int(self.near[item.entity])
            if item.entity in self._gone or (item.stream is not None and cost < item.cost):
                self._drop()
                continue
            wait = self._country.cheapest(item.entity) if item.stream is not None else 0
            if not wait:
                return item.cost
            self._drop()
            self._push(cost + wait, item.rank, item.entity, None)
        return FAR

    def step(self, limit: int) -> tuple[Ints, NDArray[np.int64]]:
        """Go on from that entity. Who is nearer now than before, and at what cost, below the limit."""
        entity = self._heap[0].entity
        self._drop()
        self._gone.add(entity)
        cost = FAR - int(self.near[entity])
        hops = self._hops(entity)
        costs = hops.costs + cost
        nearer = np.flatnonzero((costs < limit) & (FAR - costs > self.near[hops.entities]))
        reached, costs, onward = hops.entities[nearer], costs[nearer], hops.onward[nearer]
        self.near[reached] = FAR - costs
        self.before[reached] = entity + 1
        if self._time:
            self.days[reached] = hops.days[nearer]
        further = reached[onward]
        self._follow(_Stream(costs[onward], self._country.graph.rank(further), further))
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

    def _drop(self) -> None:
        stream = heappop(self._heap).stream
        if stream is not None:
            self._follow(stream)

    def _follow(self, stream: _Stream) -> None:
        first = stream.take()
        if first is not None:
            self._push(*first, stream)

    def _push(self, cost: int, rank: float, entity: int, stream: _Stream | None) -> None:
        self._pushed += 1
        heappush(self._heap, _Item(cost, rank, entity, self._pushed, stream))


def route(country: Country, ends: Collection[int], others: Collection[int], *, in_order: bool = False) -> Route:
    """The cheapest way from any of `ends` to any of `others`; of equally cheap ones the one through the lower id.

    `in_order`: its hops can be gone through reports each of which is as late as the one before or later. Then an entity
    is known by its cheapest way alone, so that a dearer one through it that comes in time is not seen.

    A way that was not seen yet leaves what one side has gone on from at an entity that costs its `top` at least, and
    comes into what the other has at another one; the hop or more between these costs a HOP at least.
    """
    sides = (Side(country, ends, time=int(in_order)), Side(country, others, time=-int(in_order)))
    best = _NOWHERE
    way: list[int] = []
    if len(ends) == len(others) == 1:
        way = [*ends, *others]
        best = (country.direct(*way, dated=in_order), 0.0, 0)
    tops = [side.top() for side in sides]
    links, steps = country.links + MOST_LINKS, 0
    while sum(tops) + HOP < best[0] and max(tops) < FAR and steps < MOST_STEPS and country.links < links:
        turn = int(tops[1] < tops[0])
        met = _meeting(country, sides, turn, *sides[turn].step(best[0]))
        if met < best:  # later steps may find a cheaper way to where they met, but one that comes too late
            best, way = met, [*reversed(sides[0].way(met[2])), *sides[1].way(met[2])[1:]]
        tops[turn] = sides[turn].top()
        steps += 1
    complete = sum(tops) + HOP >= best[0] or max(tops) >= FAR
    return Route(way if best[0] < FAR else [], best[0], complete)


def _meeting(
    country: Country, sides: tuple[Side, Side], turn: int, reached: Ints, *costs: NDArray[np.int64]
) -> tuple[int, float, int]:
    """The cheapest way through one that this side has just reached: its cost, the rank and number of that entity."""
    other = sides[1 - turn]
    near = other.near[reached]
    met = (near > 0) & (near <= FAR)
    if other.days.size:
        met &= sides[0].days[reached] <= sides[1].days[reached]
    if not met.any():
        return _NOWHERE
    entities, both = reached[met], costs[0][met] + (FAR - near[met])
    ranks = country.graph.rank(entities)
    at = int(np.lexsort((ranks, both))[0])
    return int(both[at]), float(ranks[at]), int(entities[at])
