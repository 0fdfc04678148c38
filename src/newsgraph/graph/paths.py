"""How is one name tied to another? Chains of hops, each through reports that name both of its ends."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from newsgraph.article import ArticleId
from newsgraph.entity import EntityId, EntityKind
from newsgraph.graph.evidence import best_articles, best_reports
from newsgraph.graph.graph import Graph
from newsgraph.graph.hops import FAR, FINE, Country
from newsgraph.graph.in_time import earliest
from newsgraph.graph.neighbours import WHO_AND_WHERE
from newsgraph.graph.routes import Looked, Route, route
from newsgraph.graph.rows import UNDATED, date_of
from newsgraph.graph.significance import STEP
from newsgraph.graph.strings import Ints
from newsgraph.graph.timed import LATE, Timed


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An entity in an answer."""

    id: EntityId
    kind: EntityKind
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """Two entities that `origins` independent reports name together. `articles` are those that tell most of both, best
    first, the first of them the one to quote; it was published on `day`."""

    tail: Node
    head: Node
    origins: int
    articles: tuple[ArticleId, ...]
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """From one name to another. `cost` is a half a hop, and more for common names that few reports tie
    (significance.hop_costs)."""

    hops: tuple[Hop, ...]
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a search looked that was cut short: on from so many `names`, over so many `ties`. Every chain was seen
    that costs less than `cost` or, where chains were sought day by day, that arrives before `day`; None for the one
    that the search did not go by, and where it saw none for sure."""

    names: int
    ties: int
    cost: float | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """What ties names together: chains, best first; none is an answer too. `looked` is None unless there are fewer than
    were asked for and the search was cut short: then there may be more, or one after all, beyond what it tells."""

    chains: tuple[Chain, ...]
    looked: Reach | None = None

    @property
    def complete(self) -> bool:
        return self.looked is None


def connect(
    graph: Graph,
    one: EntityId,
    other: EntityId,
    *,
    limit: int = 3,
    kinds: Sequence[EntityKind] = WHO_AND_WHERE,
    in_order: bool = False,
    avoid: Collection[EntityId] = (),
) -> Connections:
    """Up to `limit` chains from the one to the other that share no entity between and quote no report twice.

    Where both are named together, that is the first chain, and the reports that do so carry none of the others. Each
    other one is the cheapest that those before it leave, as far as a bounded search sees (`routes.MOST_STEPS`).
    `in_order`: each hop's article is of the same day as the one before or later; whether there is such a chain, or one
    more, is asked as far as `in_time.MOST_STEPS`. Raises UnknownName for a name that the graph does not have.
    """
    ends = (graph.entity(one), graph.entity(other))
    country = Country(graph, kinds, {graph.entity(id) for id in avoid} - set(ends))
    country.open[list(ends)] = True
    chains: list[Chain] = []
    looked, timed = None, Timed(country) if in_order else None
    while len(chains) < limit and ends[0] != ends[1]:
        found = _found(country, ends, timed)
        if not found.entities:
            looked = found.looked
            break
        chain, spent = _chain(country, found, in_order=in_order)
        chains.append(chain)
        country.close(found.entities[1:-1], spent)
    return Connections(chains=tuple(chains), looked=reach(looked))


def _found(country: Country, ends: tuple[int, int], timed: Timed | None) -> Route:
    """The next chain. Where a search by cost finds none in order of time, there may be one that is dearer: so the days
    are asked, for each chain."""
    one, other = ends
    cost = country.direct(one, other, dated=timed is not None)
    if cost < FAR:
        return Route([one, other], cost)
    found = route(country, [one], [other], timed=timed)
    return earliest(timed, one, other) if timed and not found.entities else found


def _chain(country: Country, found: Route, *, in_order: bool) -> tuple[Chain, Ints]:
    """The route with its evidence, and the reports that no other chain may use."""
    pairs = list(pairwise(found.entities))
    latest = _latest(country, pairs) if in_order else [LATE] * len(pairs)
    hops: list[Hop] = []
    spent: list[int] = []
    since = UNDATED + int(in_order)
    for pair, until in zip(pairs, latest, strict=True):
        hop, reports = hop_of(country, pair, without=spent, days=(since, until))
        hops.append(hop)
        since = int(country.graph.report_days[reports[0]]) if in_order else since
        spent += reports[:1] if len(pairs) > 1 else reports
    return Chain(hops=tuple(hops), cost=shown_cost(found.cost)), np.array(spent, np.int32)


def shown_cost(cost: int) -> float:
    """A cost as it is told."""
    return round((cost >> FINE) / STEP, 3)


def reach(looked: Looked | None) -> Reach | None:
    """How far it looked, as it is told."""
    if looked is None:
        return None
    cost = None if looked.cost is None else shown_cost(looked.cost)
    day = None if looked.day is None or looked.day <= UNDATED + 1 else date_of(looked.day)
    return Reach(names=looked.names, ties=looked.ties, cost=cost, day=day)


def _latest(country: Country, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """The last day of each hop that leaves time for those behind it."""
    latest: list[int] = []
    until = LATE
    for one, other in reversed(pairs):
        reports, _ = country.shared((one, other))
        days = country.graph.report_days[reports]
        until = int(days[days <= until].max())
        latest.append(until)
    return latest[::-1]


def hop_of(
    country: Country,
    pair: tuple[int, int],
    *,
    without: Collection[int] = (),
    days: tuple[int, int] = (UNDATED, LATE),
) -> tuple[Hop, list[int]]:
    """The hop with its evidence, and all the reports that carry it, the one to quote first.

    It quotes reports of these days, both among them, and where there are others none of those `without`. How many
    carry it is told without regard to both.
    """
    graph = country.graph
    reports, told = country.shared(pair)
    when = graph.report_days[reports]
    fit = (when >= days[0]) & (when <= days[1])
    fresh = fit & ~np.isin(reports, list(without))
    fit = fresh if fresh.any() else fit
    best = best_reports(graph, reports[fit], told[fit])
    hop = Hop(
        tail=node(graph, pair[0]),
        head=node(graph, pair[1]),
        origins=int(reports.size),
        articles=best_articles(graph, pair, best),
        day=date_of(int(graph.report_days[best[0]])),
    )
    return hop, [*best, *reports[~np.isin(reports, best)].tolist()]


def node(graph: Graph, entity: int) -> Node:
    """What an answer says of an entity."""
    return Node(id=EntityId(graph.entity_ids.at(entity)), kind=graph.kind(entity), name=graph.names.at(entity))
