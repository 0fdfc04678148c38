"""Who is new beside somebody, who has vanished, and who is suddenly everywhere?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.entity import EntityId, EntityKind
from newsgraph.graph.counting import Beside, beside, counted
from newsgraph.graph.evidence import Shared, best_articles, best_reports
from newsgraph.graph.graph import Graph
from newsgraph.graph.neighbours import WHO_AND_WHERE
from newsgraph.graph.rows import UNDATED, Period
from newsgraph.graph.significance import log_likelihood_ratio
from newsgraph.graph.strings import Ints

BY_CHANCE = 0.05
"""How often a list of trends may hold anybody where nothing but chance is at work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An entity in two periods: in `now` and in `then` independent reports. `significance` is the log-likelihood ratio
    of that, above 0 for a larger share now and below 0 for a smaller one. `articles` show it best, best first, those of
    now where there are any."""

    id: EntityId
    kind: EntityKind
    name: str
    now: int
    then: int
    significance: float
    articles: tuple[ArticleId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Who stands beside an entity in one period and not in the other, and who does more or less. Each list has the most
    significant first, ties by reports and id. `now` and `then` are the reports of the entity itself."""

    now: int
    then: int
    new: tuple[Change, ...]
    vanished: tuple[Change, ...]
    more: tuple[Change, ...]
    less: tuple[Change, ...]


def compare(
    graph: Graph,
    entity: EntityId,
    periods: tuple[Period, Period],
    *,
    limit: int = 10,
    kinds: Sequence[EntityKind] = WHO_AND_WHERE,
) -> Comparison:
    """Who stands beside the entity in the first of the periods, against the second; up to `limit` in each list.

    What counts is the share of the entity's own reports: somebody is not new because there is more news of all. Raises
    UnknownName.
    """
    own = graph.entity(entity)
    totals = (graph.reports(own, periods[0]).size, graph.reports(own, periods[1]).size)
    found = _in_both(graph, (beside(graph, own, periods[0]), beside(graph, own, periods[1])), kinds)
    ratios = log_likelihood_ratio(found.now, totals[0], found.now + found.then, sum(totals))
    shared = (Shared(graph, own, periods[0]), Shared(graph, own, periods[1]))

    def told(wanted: NDArray[np.bool_]) -> tuple[Change, ...]:
        return tuple(
            _change(graph, shared[not found.now[at]], (own, at), found=found, ratio=float(ratios[at]))
            for at in _most(graph, found, ratios, wanted, limit=limit)
        )

    return Comparison(
        now=totals[0],
        then=totals[1],
        new=told(found.then == 0),
        vanished=told(found.now == 0),
        more=told((found.now > 0) & (found.then > 0) & (ratios > 0)),
        less=told((found.now > 0) & (found.then > 0) & (ratios < 0)),
    )


def trending(
    graph: Graph,
    *,
    until: int | None = None,
    days: int = 7,
    against: int = 28,
    limit: int = 20,
    kinds: Sequence[EntityKind] = WHO_AND_WHERE,
) -> list[Change]:
    """Who is named in a larger share of reports than before, the most significant first, ties by id.

    The `days` days before the day `until` (since 1970; by itself the day after the last report) against the `against`
    days before them. An entity that only one report of these days names is no trend, nor one whose rise is no more than
    chance makes among so many names (`chance_of_many`).
    """
    until = until if until is not None else int(graph.report_days.max(initial=UNDATED)) + 1
    now, then = Period(until - days, until), Period(until - days - against, until - days)
    found = _in_both(graph, (counted(graph, graph.reports_of(now)), counted(graph, graph.reports_of(then))), kinds)
    total = graph.total(now)
    ratios = log_likelihood_ratio(found.now, total, found.now + found.then, total + graph.total(then))
    tested = found.now > 1
    floor = chance_of_many(int(np.count_nonzero(tested)))
    best = _most(graph, found, ratios, tested & (ratios >= floor), limit=limit)
    return [_trend(graph, at, found=found, ratio=float(ratios[at]), now=now) for at in best]


def chance_of_many(tested: int) -> float:
    """The log-likelihood ratio from which on a rise is none of chance, where so many names are looked at.

    Chance makes a rise of ratio G² with a probability of exp(-G²/2) at most (Chernoff; Hoeffding 1963, theorem 4, for
    draws without putting back). That holds for two reports too, where the usual χ² promises ten times too much: five of
    five in a fifth of the reports are 16.1, by χ² 3 in 100,000, in truth 3 in 10,000. All names that two reports of
    these days name are looked at, and the largest of so many rises is large by itself; so each is asked to be as rare
    as BY_CHANCE shared among them (Bonferroni): 10.6 for ten names, 19.8 for a thousand. Reports of one event are not
    drawn one by one, as this takes them to be; but what they make is what one wants to see.
    """
    return 2 * log(max(tested, 1) / BY_CHANCE)


@dataclass(frozen=True, slots=True)
class _Both:
    entities: Ints
    now: NDArray[np.int64]
    then: NDArray[np.int64]


def _in_both(graph: Graph, found: tuple[Beside, Beside], kinds: Sequence[EntityKind]) -> _Both:
    """The counts of two periods side by side, of what may be shown."""
    entities = np.union1d(found[0].entities, found[1].entities).astype(np.int64)
    entities = entities[graph.shown(tuple(kinds))[entities]]
    counts = []
    for part in found:
        column = np.zeros(graph.kinds.size, np.int64)
        column[part.entities] = part.both
        counts.append(column[entities])
    return _Both(entities, *counts)


def _most(
    graph: Graph, found: _Both, ratios: NDArray[np.float64], wanted: NDArray[np.bool_], *, limit: int
) -> list[int]:
    """The places of the most significant, best first. Where nobody was named in one of the periods all are alike, and
    those in most reports come first."""
    places = np.flatnonzero(wanted)
    often = found.now[places] + found.then[places]
    order = np.lexsort((graph.rank(found.entities[places]), -often, -np.abs(ratios[places])))[:limit]
    return [int(place) for place in places[order]]


def _change(graph: Graph, shared: Shared, pair: tuple[int, int], *, found: _Both, ratio: float) -> Change:
    own, at = pair
    other = int(found.entities[at])
    reports, told = shared.with_other(other)
    articles = best_articles(graph, (own, other), best_reports(graph, reports, told))
    return _told(graph, at, found=found, ratio=ratio, articles=articles)


def _trend(graph: Graph, at: int, *, found: _Both, ratio: float, now: Period) -> Change:
    entity = int(found.entities[at])
    reports, weights = graph.reporting.tails(entity)
    inside = np.isin(reports, graph.within(reports, now))
    articles = best_articles(graph, (entity,), best_reports(graph, reports[inside], weights[inside]))
    return _told(graph, at, found=found, ratio=ratio, articles=articles)


def _told(graph: Graph, at: int, *, found: _Both, ratio: float, articles: tuple[ArticleId, ...]) -> Change:
    entity = int(found.entities[at])
    return Change(
        id=EntityId(graph.entity_ids.at(entity)),
        kind=graph.kind(entity),
        name=graph.names.at(entity),
        now=int(found.now[at]),
        then=int(found.then[at]),
        significance=round(ratio, 3),
        articles=articles,
    )
