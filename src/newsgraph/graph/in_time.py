"""Is there any way that keeps the order of time? Where one can be how early, day by day."""

from heapq import heappop, heappush
from itertools import pairwise

import numpy as np

from newsgraph.graph.hops import FAR, Country
from newsgraph.graph.routes import Item, Looked, Route, Stream
from newsgraph.graph.rows import UNDATED

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


def earliest(country: Country, one: int, other: int) -> Route:
    """The way from the one to the other that arrives first, whatever it costs; of two that arrive together the one
    through whoever was reached earlier, ties by id. It sees every way there is, where a search by cost keeps one day
    for each entity and may keep the wrong one. Its `cost` is that of its hops. `looked` is None unless it was cut
    short; then a way that was found by then may arrive later than another.
    """
    size, graph = country.graph.kinds.size, country.graph
    days = np.full(size, FAR, np.int64)
    before = np.full(size, -1, np.int64)
    days[one] = UNDATED + 1
    turns = _Turns()
    turns.follow(Stream(days[[one]], graph.rank(np.array([one])), np.array([one])))
    links = country.links
    turn = turns.next()
    while turn and turn.cost < days[other] and len(turns.gone) < MOST_STEPS and country.links < links + MOST_LINKS:
        turns.gone.add(turn.entity)
        hops = country.hops_after(turn.entity, turn.cost)
        sooner = (hops.costs < FAR) & (hops.days < np.minimum(days[hops.entities], days[other]))
        reached, arrived = hops.entities[sooner], hops.days[sooner]
        days[reached], before[reached] = arrived, turn.entity
        turns.follow(Stream(arrived, graph.rank(reached), reached))
        turn = turns.next()
    cut = turn is not None and turn.cost < int(days[other])
    looked = Looked(len(turns.gone), country.links - links, day=turn.cost) if turn and cut else None
    if days[other] == FAR:
        return Route([], FAR, looked)
    way = [other]
    while way[-1] != one:
        way.append(int(before[way[-1]]))
    return Route(way[::-1], sum(country.direct(*pair, dated=True) for pair in pairwise(way)), looked)
