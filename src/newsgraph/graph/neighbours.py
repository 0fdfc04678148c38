"""Who stands beside somebody more often than chance would have it, and in which reports?"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.answers import Companion, Company
from newsgraph.article import ArticleId
from newsgraph.entity import ACTORS, EntityId, EntityKind
from newsgraph.graph.counting import Beside, beside, reports_in
from newsgraph.graph.evidence import Best, Shared, best_articles
from newsgraph.graph.graph import Graph
from newsgraph.graph.rows import ALWAYS, Period, date_of
from newsgraph.graph.significance import log_likelihood_ratio
from newsgraph.graph.strings import Ints

WHO_AND_WHERE = (*ACTORS, EntityKind.PLACE)
_FIRST_LOOK, _LOOKS = 500, 8  # how many at least, and how many for each that is asked for


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


def near(
    graph: Graph,
    entity: EntityId,
    *,
    limit: int = 20,
    kinds: Sequence[EntityKind] = WHO_AND_WHERE,
    period: Period = ALWAYS,
) -> list[Neighbour]:
    """The most significant neighbours of these kinds, best first, ties by shared reports and id. Raises UnknownName.

    Nobody is listed who stands beside it less often than chance would have it.
    """
    own = graph.entity(entity)
    others, shown = beside(graph, own, period), graph.shown(tuple(kinds))
    shared = Shared(graph, own, period)
    rated = most_significant(graph, own, others, period, limit=limit, shown=shown)
    return [
        _neighbour(graph, (own, int(other)), shared.with_best(int(other), int(both)), of=int(of), ratio=float(ratio))
        for other, both, of, ratio in zip(*rated, strict=True)
    ]


def company(graph: Graph, entity: EntityId, *, limit: int, kinds: Sequence[EntityKind] = WHO_AND_WHERE) -> Company:
    """Who stands beside it most often, ties by id; hidden ones left out. Of a hidden entity too, and of one that no
    report names."""
    own = graph.entity_ids.find(entity)
    if own < 0:
        return Company(0, (), 0)
    others = beside(graph, own)
    others = others.only(graph.shown(tuple(kinds))[others.entities] & (others.both > 0))
    order = np.lexsort((graph.rank(others.entities), -others.both))[:limit]
    most = (
        Companion(EntityId(graph.entity_ids.at(other)), graph.kind(other), graph.names.at(other), both)
        for other, both in zip(others.entities[order].tolist(), others.both[order].tolist(), strict=True)
    )
    return Company(int(graph.counts[own]), tuple(most), others.entities.size)


class Rated(NamedTuple):
    """Entities by number, best first: in how many reports each is beside somebody, in how many of the period it is, and
    how surprising its tie is."""

    entities: Ints
    both: Ints
    of: NDArray[np.int64]
    ratios: NDArray[np.float64]


def most_significant(
    graph: Graph, own: int, others: Beside, period: Period = ALWAYS, *, limit: int, shown: NDArray[np.bool_]
) -> Rated:
    """Those of the others that are `shown` whose ratio is highest, none below 0; ties by shared reports, then by id.

    A pair with so many shared reports is at most as significant as if the other stood in no more: so only those are
    looked at whose bound reaches what a first look at the most frequent finds. It leaves nobody out.
    """
    first, total = int(reports_in(graph, np.array([own]), period)[0]), graph.total(period)
    often = others.only(np.flatnonzero(others.both >= _often(others.both, max(_FIRST_LOOK, _LOOKS * limit))))
    often = often.only(shown[often.entities])
    if limit <= often.both.size < others.both.size:
        ratios = log_likelihood_ratio(often.both, first, reports_in(graph, often.entities, period), total)
        least = _fewest(float(np.partition(ratios, -limit)[-limit]), first, total)
        others = others.only(np.flatnonzero(others.both >= least))
    others = others.only(shown[others.entities])
    of = reports_in(graph, others.entities, period)
    ratios = log_likelihood_ratio(others.both, first, of, total)
    high = np.flatnonzero(ratios >= max(0.0, np.partition(ratios, -limit)[-limit] if ratios.size > limit else 0.0))
    order = np.lexsort((graph.rank(others.entities[high]), -others.both[high], -ratios[high]))[:limit]
    best = high[order]
    return Rated(others.entities[best], others.both[best], of[best], ratios[best])


def _often(both: Ints, look: int) -> int:
    """A number of shared reports that so many of the others reach, and not many more. Halving it until they do takes a
    hundredth of what sorting takes out of a million."""
    least = int(both.max(initial=1))
    while least > 1 and np.count_nonzero(both >= least) < look:
        least //= 2
    return least


def _fewest(ratio: float, first: int, total: int) -> int:
    """From how many shared reports on a pair can reach this ratio."""
    sought = ratio - 1e-6
    return bisect_left(range(first + 1), sought, key=lambda both: float(log_likelihood_ratio(both, first, both, total)))


def _neighbour(graph: Graph, pair: tuple[int, int], found: Best, *, of: int, ratio: float) -> Neighbour:
    other = pair[1]
    return Neighbour(
        id=EntityId(graph.entity_ids.at(other)),
        kind=graph.kind(other),
        name=graph.names.at(other),
        origins=found.origins,
        of=of,
        significance=round(ratio, 3),
        articles=best_articles(graph, pair, found.best),
        first=date_of(found.first),
        last=date_of(found.last),
    )
