"""What is the cheapest way from some entities to others? Searched from both ends at once, the cheapest first."""

from collections.abc import Collection
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.graph.hops import FAR, FINE, Country, Hops
from newsgraph.graph.rows import UNDATED
from newsgraph.graph.significance import HOP, NO_HOP
from newsgraph.graph.strings import Ints
from newsgraph.graph.timed import LATE, Start, Timed

MOST_LINKS, MOST_STEPS = 600_000, 80
"""Bounds of one search: links looked at and entities gone on from.

On 80 pairs of names of a million synthetic articles, half of them drawn evenly and half as often as they are mentioned,
the first chain was the cheapest in 88 of 100 with 40 steps, in 97.5 with 80, in all with 160, at 12, 21 and 45 ms for
three chains; where it was not, it cost three in a hundred more. To know that none is cheaper takes 500 steps and more.
"""
_CHUNK = 64
FEW = 16  # of those where a last step meets the other side, whose days are looked up first
Met = tuple[int, float, int]
"""Where two sides meet: what the way through it costs, the rank and the number of that entity."""
_NOWHERE: Met = (FAR, 0.0, -1)


class Looked(NamedTuple):
    """How far a search looked that was cut short: on from so many names, over so many ties. Every way was seen that
    costs less than `cost`, or, where it went day by day, that arrives before `day`."""

    names: int
    ties: int
    cost: int | None = None
    day: int | None = None


class Route(NamedTuple):
    """Entities by number, from one end to the other; empty where there is none. `looked` is None unless the search was
    cut short before it could know that no way is cheaper, or that there is none."""

    entities: list[int]
    cost: int
    looked: Looked | None = None


class Stream:
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


class Item(NamedTuple):
    """An entity to go on from when its turn comes."""

    cost: int
    rank: float
    entity: int
    number: int  # of the push: streams are not compared
    stream: Stream


class Front(NamedTuple):
    """How far one side has come. The least that entities cost from which it goes on next: `normal`; of common names,
    that have to wait, `least`, and `late` when it is their turn. FAR for none."""

    normal: int
    late: int
    least: int

    @property
    def top(self) -> int:
        return min(self.normal, self.late)

    @property
    def least_to_come(self) -> int:
        """What a way costs at least to whom this side has not reached yet, or will reach by a cheaper way."""
        return min(self.normal + (HOP << FINE), self.late)


class Step(NamedTuple):
    """Whom one reaches from an entity, and at what cost; who of them leads `onward`, and when one is there where time
    counts."""

    entity: int
    reached: Ints
    costs: NDArray[np.int64]
    onward: NDArray[np.bool_]
    days: NDArray[np.int64]
    staged: bool = False  # the other hops from the same entity come later


class Side:
    """One end of a search. `near` is FAR less the cost of the cheapest known way to each entity, 0 where none is known;
    `before` the entity in front of it on that way, plus 1. `days` is when one is there, where time counts: as early as
    the way allows going forward, as late going back."""

    def __init__(self, country: Country, ends: Collection[int], *, time: int = 0, timed: Timed | None = None) -> None:
        """`time` is 1 where time counts and one goes forward, -1 where one goes back."""
        self._country, self._time, self._timed = country, time, timed
        self._slate = country.graph.slate()
        self.near, self.before, self.days = self._slate
        self._heap: list[Item] = []
        self._gone: set[int] = set()
        self._late: list[tuple[int, float, int, bool]] = []  # what is next of it costs, rank, entity, not looked at yet
        self._pushed = 0
        seeds = np.array(sorted(ends))
        self._written: list[Ints] = [np.array(country.closed, np.int64), seeds]
        self.near[country.closed] = FAR + 1  # nobody comes nearer than that
        self.near[seeds] = FAR
        self.before[seeds] = 0
        if time:
            self.days[seeds] = UNDATED + 1 if time > 0 else LATE
        self._follow(Stream(np.zeros(seeds.size, np.int64), country.graph.rank(seeds), seeds))

    def front(self) -> Front:
        """Who is next.

        To go on from a name that is everywhere takes long, and no hop from it is cheap: so it waits until the others
        have come as far as its cheapest hop leads. Most searches end before.
        """
        heap, late = self._heap, self._late
        while heap:
            item = heap[0]
            stale = item.entity in self._gone or FAR - int(self.near[item.entity]) < item.cost
            crowd = None if stale else self._country.crowd(item.entity)
            if not stale and not crowd:
                break
            self._drop()
            if crowd:
                heappush(late, (item.cost + (crowd.least << FINE), item.rank, item.entity, not self._time))
        while late and late[0][2] in self._gone:
            heappop(late)
        waiting = [FAR - int(self.near[entity]) for _, _, entity, _ in late if entity not in self._gone]
        return Front(heap[0].cost if heap else FAR, late[0][0] if late else FAR, min(waiting, default=FAR))

    def leave(self) -> None:
        """The search is over, and nobody reads what it wrote."""
        for entities in self._written:
            self.near[entities] = 0
        self._country.graph.slates.append(self._slate)

    def step(self, front: Front, limit: int, links: int) -> Step:
        """Go on from the next. Who would be nearer than now, and at what cost, below the limit. When so many `links`
        are looked at the search is over."""
        if front.late < front.normal:
            _, rank, entity, first = heappop(self._late)
            hops = self._first_hops(entity, rank) if first else self._hops(entity, links)
        else:
            entity, first = self._heap[0].entity, False
            self._drop()
            hops = self._hops(entity, links)
        if not first:
            self._gone.add(entity)
        return self._nearer(entity, hops, limit, staged=first)

    def _nearer(self, entity: int, hops: Hops, limit: int, *, staged: bool) -> Step:
        costs = hops.costs + (FAR - int(self.near[entity]))
        cheap = np.flatnonzero(costs < limit)
        nearer = cheap[FAR - costs[cheap] > self.near[hops.entities[cheap]]]
        days = hops.days[nearer] if hops.days.size else hops.days
        return Step(entity, hops.entities[nearer], costs[nearer], hops.onward[nearer], days, staged=staged)

    def put_off(self, limit: int) -> list[int]:
        """From whom only the cheapest hops were gone, and the next costs less than the limit: the nearest first."""
        late = sorted(self._late)
        return [entity for cost, _, entity, first in late if not first and cost < limit and entity not in self._gone]

    def step_to(self, entity: int, wanted: NDArray[np.int64], limit: int) -> Step:
        """To those that the other side has reached, by what is `near` there."""
        hops = self._country.hops_to(entity, wanted)
        return self._nearer(entity, hops, limit, staged=True)

    def take(self, step: Step, kept: NDArray[np.int64]) -> None:
        """Who is nearer from now on: those at these places of the step."""
        reached, costs, onward = step.reached[kept], step.costs[kept], step.onward[kept]
        self._written.append(reached)
        self.near[reached] = FAR - costs
        self.before[reached] = step.entity + 1
        if step.days.size:
            self.days[reached] = step.days[kept]
        further = reached[onward]
        self._follow(Stream(costs[onward], self._country.graph.rank(further), further))

    def _first_hops(self, entity: int, rank: float) -> Hops:
        """The cheapest hops from one that is everywhere. The others wait until the search has come as far as the
        cheapest of them leads."""
        crowd = self._country.crowd(entity)
        if crowd is None:
            return self._country.hops(entity)
        later = FAR - int(self.near[entity]) + (crowd.beyond << FINE)
        if crowd.beyond < NO_HOP:
            heappush(self._late, (later, rank, entity, False))
        return self._country.cheap_hops(entity, crowd)

    def way(self, entity: int) -> list[int]:
        """From the entity back to the end that this side began with."""
        way = [entity]
        while self.before[way[-1]]:
            way.append(int(self.before[way[-1]]) - 1)
        return way

    def _hops(self, entity: int, links: int) -> Hops:
        if self._timed is None:
            return self._country.hops(entity)
        start = self._start(entity)
        return self._timed.last_hops(start, links) or self._timed.hops(start)

    def _start(self, entity: int) -> Start:
        return Start(entity, int(self.days[entity]), self._time)

    def in_time_for(self, other: "Side", step: Step, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Those of the places of a step of this side where one is in time to go on, or to come from, as the other side
        does. The places of a last step are cheapest first, and one of those that are given back is the first."""
        if self._timed is None or not places.size:
            return places
        entities = step.reached[places]
        days = other.days[entities]
        if step.days.size:
            return places[self._time * step.days[places] <= self._time * days]
        start, at, many = self._start(step.entity), 0, FEW
        while at < places.size:
            some = slice(at, at + many)
            fit = self._time * self._timed.days_with(start, entities[some]) <= self._time * days[some]
            if fit.any():
                return places[some][fit]
            at, many = at + many, 4 * many
        return places[:0]

    def _drop(self) -> None:
        self._follow(heappop(self._heap).stream)

    def _follow(self, stream: Stream) -> None:
        first = stream.take()
        if first is not None:
            self._pushed += 1
            heappush(self._heap, Item(*first, self._pushed, stream))


def route(country: Country, ends: Collection[int], others: Collection[int], *, timed: Timed | None = None) -> Route:
    """The cheapest way from any of `ends` to any of `others`; of equally cheap ones always the same (hops.FINE).

    `timed`: its hops can be gone through reports each of which is as late as the one before or later. Then an entity
    is known by its cheapest way alone, so that a dearer one through it that comes in time is not seen.
    """
    in_order = timed is not None
    sides = (Side(country, ends, time=int(in_order), timed=timed), Side(country, others, time=-in_order, timed=timed))
    best = _NOWHERE
    way: list[int] = []
    if len(ends) == len(others) == 1:
        way = [*ends, *others]
        best = (country.direct(*way, dated=in_order), 0.0, 0)
    fronts = [side.front() for side in sides]
    before, steps = country.links, 0
    while unseen(*fronts) < best[0] and steps < MOST_STEPS and country.links < before + MOST_LINKS:
        turn = int(fronts[1].top < fronts[0].top)
        step = sides[turn].step(fronts[turn], best[0], before + MOST_LINKS)
        met = _meeting(country, sides, turn, step)
        least = 0 if in_order else fronts[1 - turn].least_to_come
        useful = step.costs < min(best[0], met[0]) - least
        sides[turn].take(step, np.flatnonzero(useful | (step.reached == met[2])))
        if met[0] < FAR and met < best:  # later steps may find a cheaper way to where they met, but one that is late
            best, way = met, [*reversed(sides[0].way(met[2])), *sides[1].way(met[2])[1:]]
        fronts[turn] = sides[turn].front()
        steps += 1
    bound = unseen(*fronts)
    if bound < best[0] and not in_order:
        best, way = _put_off(country, sides, (best, way))
    for side in sides:
        side.leave()
    looked = Looked(steps, country.links - before, cost=bound) if bound < best[0] else None
    return Route(way if best[0] < FAR else [], best[0], looked)


def _put_off(country: Country, sides: tuple[Side, Side], found: tuple[Met, list[int]]) -> tuple[Met, list[int]]:
    """The search was cut short: of the hops from common names that it put off, those that lead to whom the other side
    has reached. They are few, and one of them may be a better way, or the only one."""
    best, way = found
    for turn, side in enumerate(sides):
        for entity in side.put_off(best[0]):
            step = side.step_to(entity, sides[1 - turn].near, best[0])
            met = _meeting(country, sides, turn, step)
            if met[0] < FAR and met < best:
                side.take(step, np.flatnonzero(step.reached == met[2]))
                best, way = met, [*reversed(sides[0].way(met[2])), *sides[1].way(met[2])[1:]]
    return best, way


def unseen(one: Front, other: Front) -> int:
    """What a way that was not seen yet costs at least.

    It leaves what one side has gone on from at an entity of that side's front, and comes into what the other has at
    another one: were it the same, they would have met. Between the two is a hop at least, which costs a HOP; from one
    that waits what it waits for; between two that wait the greater of these, and each side's part may be the least.
    """
    return min(
        one.normal + other.normal + (HOP << FINE),
        one.late + other.normal,
        one.normal + other.late,
        max(one.late + other.least, one.least + other.late),
    )


def _meeting(country: Country, sides: tuple[Side, Side], turn: int, step: Step) -> Met:
    """The cheapest way through one that this side's step reaches."""
    near = sides[1 - turn].near[step.reached]
    met = np.flatnonzero((near > 0) & (near <= FAR))
    both, ranks = step.costs[met] + (FAR - near[met]), country.graph.rank(step.reached[met])
    order = np.lexsort((ranks, both))
    met = sides[turn].in_time_for(sides[1 - turn], step, met[order])
    if not met.size:
        return _NOWHERE
    at = met[0]
    entity = int(step.reached[at])
    return int(step.costs[at] + FAR - near[at]), float(country.graph.rank(np.array([entity]))[0]), entity
