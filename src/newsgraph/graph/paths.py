"""How is one name tied to another? Chains of hops, each through reports that name both of its ends."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from newsgraph.article import ArticleId
from newsgraph.entity import EntityId, EntityKind
from newsgraph.graph.evidence import Shared, best_articles, best_reports
from newsgraph.graph.graph import Graph
from newsgraph.graph.hops import Country
from newsgraph.graph.neighbours import WHO_AND_WHERE
from newsgraph.graph.rows import date_of
from newsgraph.graph.routes import Route, route
from newsgraph.graph.significance import STEP
from newsgraph.graph.strings import Ints


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
    """From one name to another. `cost` is 1 a hop and more for common names that few reports tie (hops.Country)."""

    hops: tuple[Hop, ...]
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """What ties names together: chains, best first; none is an answer too. `complete` is False where the search was
    cut short: then there may be better chains, or there may be one after all."""

    chains: tuple[Chain, ...]
    complete: bool


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
    """Up to `limit` chains from the one to the other that share no entity between and quote no article twice.

    Each is the cheapest that those before it leave. Where both are named together that is the first chain, and the
    reports that do so carry none of the others. Raises UnknownName for a name that the graph does not have.
    """
    ends = (graph.entity(one), graph.entity(other))
    country = Country(graph, kinds, {graph.entity(id) for id in avoid} - set(ends))
    country.open[list(ends)] = True
    chains: list[Chain] = []
    complete = True
    while len(chains) < limit:
        found = route(country, ends[:1], ends[1:], in_order=in_order)
        complete &= found.complete
        if not found.entities:
            break
        chain, spent = _chain(country, found)
        chains.append(chain)
        country.close(found.entities[1:-1], spent)
    return Connections(chains=tuple(chains), complete=complete)


def _chain(country: Country, found: Route) -> tuple[Chain, Ints]:
    """The route with its evidence, and the reports that no other chain may use."""
    hops: list[Hop] = []
    spent: list[int] = []
    pairs = list(zip(found.entities, found.entities[1:], strict=False))
    for pair in pairs:
        reports, told = Shared(country.graph, pair[0], without=country.spent).with_other(pair[1])
        fresh = ~np.isin(reports, spent)
        best = best_reports(country.graph, reports[fresh], told[fresh])
        hops.append(_hop(country.graph, pair, best, int(reports.size)))
        spent += best[:1] if len(pairs) > 1 else reports.tolist()
    return Chain(hops=tuple(hops), cost=round(found.cost / STEP, 3)), np.array(spent, np.int32)


def _hop(graph: Graph, pair: tuple[int, int], reports: Sequence[int], origins: int) -> Hop:
    return Hop(
        tail=node(graph, pair[0]),
        head=node(graph, pair[1]),
        origins=origins,
        articles=best_articles(graph, pair, list(reports)),
        day=date_of(int(graph.report_days[reports[0]])),
    )


def node(graph: Graph, entity: int) -> Node:
    """What an answer says of an entity."""
    return Node(id=EntityId(graph.entity_ids.at(entity)), kind=graph.kind(entity), name=graph.names.at(entity))
