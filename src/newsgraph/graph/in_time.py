"""Is there any way that keeps the order of time? Where one can be how early, day by day."""

from heapq import heappop, heappush
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from newsgraph.graph.graph import Graph
from newsgraph.graph.hops import FAR
from newsgraph.graph.routes import Item, Looked, Route, Stream
from newsgraph.graph.rows import UNDATED
from newsgraph.graph.strings import Ints
from newsgraph.graph.timed import Start, Timed, first_days

MOST_STEPS, MOST_LINKS = 200, 800_000
"""Bounds of one search: entities gone on from and links looked at. Where they end it, `looked` tells how far."""


class _Turns:
    """From whom to go on, day by day, ties by id; nobody twice. Most of those that wait nobody asks for (`Stream`)."""

    def __init__(self) -> None:
        self.gone: set[int] = set()
        self._heap: list[Item] = []
        self._pushed = 0

    def follow(self, stream: Stream) -> None:
        first = stream.take()
        if first is not None:
            self._pushed += 1
            heappush(self._heap, Item(*first, self._pushed, stream))

    def next(self) -> Item | None:
        """Whose turn it is; its `cost` is the day on which it was reached."""
        while self._heap and self._heap[0].entity in self.gone:
            self.follow(heappop(self._heap).stream)
        return self._heap[0] if self._heap else None


class _Reached:
    """On which day an entity is reached at the earliest, and through whom: FAR and -1 for those that are not."""

    def __init__(self, graph: Graph, start: int) -> None:
        self._graph, self._slate = graph, graph.slate()
        self._near, self._before, _ = self._slate
        self._written: list[Ints] = []
        self.put(np.array([start]), np.array([UNDATED + 1]), through=-1)

    def days(self, entities: Ints) -> NDArray[np.int64]:
        found: NDArray[np.int64] = FAR - self._near[entities]
        return found

    def day(self, entity: int) -> int:
        return FAR - int(self._near[entity])

    def put(self, entities: Ints, days: NDArray[np.int64], *, through: int) -> Stream:
        """Gives them as those to go on from."""
        self._written.append(entities)
        self._near[entities] = FAR - days
        self._before[entities] = through + 1
        return Stream(days, self._graph.rank(entities), entities)

    def way(self, entity: int) -> list[int]:
        """From where it began."""
        way = [entity]
        while self._before[way[-1]]:
            way.append(int(self._before[way[-1]]) - 1)
        return way[::-1]

    def leave(self) -> None:
        """Nobody reads what was written."""
        for entities in self._written:
            self._near[entities] = 0
        self._graph.slates.append(self._slate)


def earliest(timed: Timed, one: int, other: int) -> Route:
    """The way from the one to the other that arrives first, whatever it costs; of two that arrive together the one
    through whoever was reached earlier, ties by id. It sees every way there is, where a search by cost keeps one day
    for each entity and may keep the wrong one. Its `cost` is that of its hops. `looked` is None unless it was cut
    short; then a way that was found by then may arrive later than another.
    """
    country, turns = timed.country, _Turns()
    reached = _Reached(country.graph, one)
    turns.follow(Stream(reached.days(np.array([one])), country.graph.rank(np.array([one])), np.array([one])))
    before, turn = country.links, turns.next()
    most = before + MOST_LINKS
    while turn and turn.cost < reached.day(other) and len(turns.gone) < MOST_STEPS and country.links < most:
        turns.gone.add(turn.entity)
        turns.follow(_step(timed, reached, Start(turn.entity, turn.cost, 1), other=other, most=most))
        turn = turns.next()
    cut = turn is not None and turn.cost < reached.day(other)
    looked = Looked(len(turns.gone), country.links - before, day=turn.cost) if turn and cut else None
    way = reached.way(other) if reached.day(other) < FAR else []
    reached.leave()
    return Route(way, sum(country.direct(*pair, dated=True) for pair in pairwise(way)) if way else FAR, looked)


def _step(timed: Timed, reached: _Reached, start: Start, *, other: int, most: int) -> Stream:
    """Whom one reaches sooner than until now. Of a last step, when so many links are looked at, only some of those whom
    one reaches first, and the other: nobody asks for more."""
    reports = timed.reports(start)
    if timed.is_last(start, reports, most):
        entities, days = _soonest(timed, reached, start, other=other)
    else:
        entities, days = _sooner(timed, reached, start, other=other, reports=reports)
    return reached.put(entities, days, through=start.entity)


Ways = tuple[NDArray[np.int32], NDArray[np.int64]]
"""Entities, and the first day on which each is reached."""


def _sooner(timed: Timed, reached: _Reached, start: Start, *, other: int, reports: NDArray[np.int32]) -> Ways:
    """Those whom one reaches through these reports sooner than until now, and than the other."""
    country = timed.country
    named, lengths = country.graph.reporting.ends(reports)
    days = np.repeat(country.graph.report_days[reports].astype(np.int64), lengths)
    country.links += named.size
    fit = np.flatnonzero(country.open[named] & (named != start.entity) & (days < reached.day(other)))
    named, days = named[fit], days[fit]
    fit = np.flatnonzero(days < reached.days(named))
    return first_days(named[fit], days[fit])


def _soonest(timed: Timed, reached: _Reached, start: Start, *, other: int) -> Ways:
    """Some of those, those whom one reaches on the first day of all among them; and the other where one reaches it."""
    country = timed.country
    graph, reports, at, many = country.graph, timed.reports(start), 0, 256
    links = country.links + timed.links(reports)
    found: Ways = np.zeros(0, np.int32), np.zeros(0, np.int64)
    while at < reports.size and not found[0].size:
        found = _sooner(timed, reached, start, other=other, reports=reports[at : at + many])
        at, many = at + many, 2 * many
    country.links = links
    shared, _ = country.shared((start.entity, other))
    when = graph.report_days[shared]
    when = when[when >= start.day]
    if not when.size or other in found[0] or int(when.min()) >= reached.day(other):
        return found
    return np.append(found[0], other), np.append(found[1], int(when.min()))
