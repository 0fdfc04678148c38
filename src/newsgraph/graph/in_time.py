"""Is there any way that keeps the order of time? Where one can be how early, day by day."""

from heapq import heappop, heappush
from itertools import pairwise

import numpy as np

from newsgraph.graph.hops import FAR, Country
from newsgraph.graph.routes import Route
from newsgraph.graph.rows import UNDATED

MOST_STEPS, MOST_LINKS = 200, 800_000
"""Bounds of one search: entities gone on from and links looked at. Where they end it, it is not `complete`."""


def earliest(country: Country, one: int, other: int) -> Route:
    """The way from the one to the other that arrives first, whatever it costs; of two that arrive together the one
    through whoever was reached earlier, ties by id. It sees every way there is, where a search by cost keeps one day
    for each entity and may keep the wrong one. Its `cost` is that of its hops. `complete` unless it was cut short.
    """
    size = country.graph.kinds.size
    days = np.full(size, FAR, np.int64)
    before = np.full(size, -1, np.int64)
    days[one] = UNDATED + 1
    heap = [(UNDATED + 1, 0.0, one)]
    gone: set[int] = set()
    until = country.links + MOST_LINKS
    while heap and other not in gone and len(gone) < MOST_STEPS and country.links < until:
        day, _, entity = heappop(heap)
        if entity in gone:
            continue
        gone.add(entity)
        if entity == other:
            break
        hops = country.hops_after(entity, day)
        sooner = (hops.costs < FAR) & (hops.days < days[hops.entities])
        reached, arrived = hops.entities[sooner], hops.days[sooner]
        days[reached], before[reached] = arrived, entity
        ranks = country.graph.rank(reached).tolist()
        for item in zip(arrived.tolist(), ranks, reached.tolist(), strict=True):
            heappush(heap, item)
    if other not in gone:
        return Route([], FAR, all(entity in gone for *_, entity in heap))
    way = [other]
    while way[-1] != one:
        way.append(int(before[way[-1]]))
    return Route(way[::-1], sum(country.direct(*pair, dated=True) for pair in pairwise(way)), True)
