"""What ties more than two names together? The cheapest tree that can be found soon, hop by hop."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsgraph.entity import EntityId, EntityKind
from newsgraph.graph.graph import Graph
from newsgraph.graph.hops import Country
from newsgraph.graph.neighbours import WHO_AND_WHERE
from newsgraph.graph.paths import Hop, Reach, hop_of, reach, shown_cost
from newsgraph.graph.routes import Looked, Route, route


class Tree(NamedTuple):
    """Hops that tie names together, in the order in which they were found; `apart` are names that nothing ties to
    these, all but the first where nothing ties any two. `looked` as in Connections, over all searches that were cut
    short."""

    hops: tuple[Hop, ...]
    cost: float
    apart: tuple[EntityId, ...]
    looked: Reach | None


class _Grown(NamedTuple):
    apart: list[int]
    cost: int
    routes: list[Route]


def connect_all(
    graph: Graph,
    names: Sequence[EntityId],
    *,
    kinds: Sequence[EntityKind] = WHO_AND_WHERE,
    avoid: Collection[EntityId] = (),
) -> Tree:
    """A small tree over all the names: from one of them the nearest other is reached, from these two the next, and so
    on (Takahashi and Matsuyama 1980: at most twice as dear as the cheapest tree). Grown once from each of the first
    names, MOST_ROOTS at most, and from each that no tree has reached so far; the one that leaves fewest apart and then
    the cheapest is kept, ties by the order of ids. Raises UnknownName."""
    ends = sorted({graph.entity(id) for id in names}, key=graph.entity_ids.at)
    country = Country(graph, kinds, {graph.entity(id) for id in avoid} - set(ends))
    country.open[ends] = True
    grown: list[_Grown] = []
    for number, root in enumerate(ends):
        if number < MOST_ROOTS or all(root in one.apart for one in grown):
            grown.append(_grow(country, root, ends))
    best = min(grown, key=lambda one: (len(one.apart), one.cost))
    hops: dict[tuple[int, int], Hop] = {}
    for found in best.routes:
        for pair in pairwise(found.entities):
            hops[pair] = hop_of(country, pair)[0]
    return Tree(
        hops=tuple(hops.values()),
        cost=shown_cost(best.cost),
        apart=tuple(EntityId(graph.entity_ids.at(end)) for end in best.apart),
        looked=reach(_together([found.looked for found in best.routes if found.looked])),
    )


MOST_ROOTS = 4


def _grow(country: Country, root: int, ends: Sequence[int]) -> _Grown:
    tree, left = [root], [end for end in ends if end != root]
    routes: list[Route] = []
    while left:
        found = route(country, tree, left)
        routes.append(found)
        if not found.entities:
            break
        tree += [entity for entity in found.entities if entity not in tree]
        left = [end for end in left if end not in tree]
    return _Grown(left, sum(found.cost for found in routes if found.entities), routes)


def _together(cut: Sequence[Looked]) -> Looked | None:
    """Of all these searches: what each of them saw for sure is what costs less than in the one that saw least."""
    if not cut:
        return None
    names, ties = sum(one.names for one in cut), sum(one.ties for one in cut)
    return Looked(names, ties, cost=min(one.cost or 0 for one in cut))
