"""Who stands beside somebody more often than chance would have it, and in which reports?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.entity import ACTORS, EntityId, EntityKind
from newsgraph.graph.evidence import best_articles, shared
from newsgraph.graph.graph import Graph
from newsgraph.graph.rows import ALWAYS, UNDATED, Period, date_of
from newsgraph.graph.significance import log_likelihood_ratio
from newsgraph.graph.strings import Ints

WHO_AND_WHERE = (*ACTORS, EntityKind.PLACE)
_FIRST_LOOK = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An entity beside another. `origins` are the independent reports that name both, of the `of` that name the
    neighbour in the period; `significance` is the log-likelihood ratio of that against all reports of the period.
    `articles` are those that tell most of both, best first; between `first` and `last` they were published."""

    id: EntityId
    kind: EntityKind
    name: str
    origins: int
    of: int
    significance: float
    articles: tuple[ArticleId, ...]
    first: date | None
    last: date | None


class Beside(NamedTuple):
    """Entities by number, with their counts: of reports that they share with somebody, and of all that name them."""

    entities: Ints
    both: NDArray[np.int64]
    alone: NDArray[np.int64]


def near(
    graph: Graph,
    entity: EntityId,
    *,
    limit: int = 20,
    kinds: Sequence[EntityKind] = WHO_AND_WHERE,
    period: Period = ALWAYS,
) -> list[Neighbour]:
    """The most significant neighbours of these kinds, best first, ties by id. Raises UnknownName."""
    own = graph.entity(entity)
    reports = graph.reports(own, period)
    beside = besides(graph, own, reports, kinds=kinds, period=period)
    total = graph.total(period)
    best, scores = most_significant(graph, beside, reports.size, total=total, limit=limit)
    return [
        _neighbour(graph, own, (int(beside.entities[at]), int(beside.alone[at])), significance=score, period=period)
        for at, score in zip(best.tolist(), scores.tolist(), strict=True)
    ]


def besides(graph: Graph, own: int, reports: Ints, *, kinds: Sequence[EntityKind], period: Period) -> Beside:
    """Who is named in these reports of `own`, by number."""
    entities, both = counted(graph, reports)
    kept = graph.shown(tuple(kinds))[entities] & (entities != own)
    entities, both = entities[kept], both[kept]
    return Beside(entities, both, graph.counts_in(entities, period))


def counted(graph: Graph, reports: Ints) -> tuple[Ints, NDArray[np.int64]]:
    """The entities of these reports, ascending, and in how many of them each is."""
    named = graph.reporting.gather(reports)
    if named.size * 16 < graph.kinds.size:
        return np.unique(named, return_counts=True)
    counts = np.bincount(named, minlength=graph.kinds.size)
    entities = np.flatnonzero(counts)
    return entities, counts[entities]


def most_significant(
    graph: Graph, beside: Beside, own: int, *, total: int, limit: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The places in `beside` of the most significant, best first, and their ratios, all above 0.

    A pair with so many shared reports is at most as significant as if the other were named in no more: so only those
    are looked at whose bound passes what a first look at the most frequent finds. It leaves nobody out.
    """
    chosen = np.arange(beside.both.size)
    if chosen.size > _FIRST_LOOK:
        often = np.argpartition(beside.both, -_FIRST_LOOK)[-_FIRST_LOOK:]
        ratios = log_likelihood_ratio(beside.both[often], own, beside.alone[often], total)
        floor = np.partition(ratios, -limit)[-limit] if limit < ratios.size else 0.0
        counts = np.arange(own + 1)
        enough = log_likelihood_ratio(counts, own, counts, total) >= floor
        chosen = np.flatnonzero(enough[beside.both])
    ratios = log_likelihood_ratio(beside.both[chosen], own, beside.alone[chosen], total)
    order = np.lexsort((graph.rank(beside.entities[chosen]), -ratios))[:limit]
    order = order[ratios[order] > 0]
    return chosen[order], ratios[order]


def _neighbour(graph: Graph, own: int, other: tuple[int, int], *, significance: float, period: Period) -> Neighbour:
    number, of = other
    reports = shared(graph, own, number, period)
    days = graph.report_days[reports]
    dated = days[days != UNDATED]
    return Neighbour(
        id=EntityId(graph.entity_ids.at(number)),
        kind=graph.kind(number),
        name=graph.names.at(number),
        origins=int(reports.size),
        of=of,
        significance=round(significance, 3),
        articles=best_articles(graph, (own, number), reports),
        first=date_of(int(dated.min())) if dated.size else None,
        last=date_of(int(dated.max())) if dated.size else None,
    )
