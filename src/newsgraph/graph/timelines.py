"""When was it in the news, when suddenly more than usual, and which article stands for that?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.entity import EntityId
from newsgraph.graph.bursts import Burst, bursts
from newsgraph.graph.counting import Beside, beside, counted
from newsgraph.graph.evidence import best_member, best_reports
from newsgraph.graph.graph import Graph
from newsgraph.graph.rows import ALWAYS, UNDATED, Period, date_of
from newsgraph.graph.strings import Ints

DAY, WEEK = 1, 7
_MONDAY = -3  # 29 December 1969, in days since 1970
_LONG = 120  # days from which on weeks are told instead of days
NEAR = 1e-4  # what is further from the most is not equal to it when it is rounded to the millionth and to 32 bits


class Step(NamedTuple):
    """A day, or a week from its Monday on: independent reports, the articles that carried them with all copies, and
    how many reports of anything there were."""

    day: date
    origins: int
    articles: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak:
    """A burst: from the day `first` up to, but without, `last`. `weight` is in nats, and above 0. `article` stands
    best for it: what it names is what the reports of these days name and those of other days do not."""

    first: date
    last: date
    origins: int
    weight: float
    article: ArticleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Steps of `days` days from the first to the last that has a report, empty ones too; peaks in order of time."""

    days: int
    steps: tuple[Step, ...]
    peaks: tuple[Peak, ...]
    undated: int


def timeline(
    graph: Graph,
    about: EntityId | Sequence[ArticleId],
    *,
    period: Period = ALWAYS,
    days: int | None = None,
) -> Timeline:
    """Of an entity, or of the articles that a query found. `days` is DAY or WEEK; by itself it is weeks for what goes
    on longer than four months. Raises UnknownName."""
    reports = _reports(graph, about)
    when = graph.report_days[reports]
    undated = int(np.count_nonzero(when == UNDATED))
    reports = reports[(when != UNDATED) & (when >= period.since) & (when < period.until)]
    if not reports.size:
        return Timeline(days=days or DAY, steps=(), peaks=(), undated=undated)
    when = graph.report_days[reports]
    wide = days or (WEEK if int(when.max()) - int(when.min()) > _LONG else DAY)
    first = int(when.min()) - ((int(when.min()) - _MONDAY) % WEEK if wide == WEEK else 0)
    steps = (when.astype(np.int64) - first) // wide
    counted = _steps(graph, reports, steps, first=first, wide=wide)
    found = bursts([step.origins for step in counted], [step.of for step in counted])
    entity = graph.entity_ids.find(about) if isinstance(about, str) else -1
    usual = _usual(graph, entity, reports, period) if found else None
    peaks = [
        _peak(graph, reports[(steps >= one.first) & (steps < one.last)], usual, entity=entity, told=(first, wide, one))
        for one in found
        if usual
    ]
    return Timeline(days=wide, steps=tuple(counted), peaks=tuple(peaks), undated=undated)


def _reports(graph: Graph, about: EntityId | Sequence[ArticleId]) -> NDArray[np.int32]:
    if isinstance(about, str):
        return graph.reports(graph.entity(about))
    articles = [graph.article_ids.find(id) for id in about]
    return np.unique(graph.report_of[[article for article in articles if article >= 0]])


def _steps(graph: Graph, reports: Ints, steps: NDArray[np.int64], *, first: int, wide: int) -> list[Step]:
    count = int(steps.max()) + 1
    origins = np.bincount(steps, minlength=count)
    articles = np.bincount(steps, weights=graph.copies(reports), minlength=count).astype(np.int64)
    totals = graph.totals(np.arange(first, first + (count + 1) * wide, wide))
    return [
        Step(_date(first + at * wide), *row)
        for at, row in enumerate(zip(origins.tolist(), articles.tolist(), totals.tolist(), strict=True))
    ]


class _Usual(NamedTuple):
    """Who stands in the reports that are told of, ascending by number, and in how many of so many."""

    beside: Beside
    reports: int

    def shares(self, entities: Ints) -> NDArray[np.float64]:
        """Of some of those."""
        return self.beside.both[np.searchsorted(self.beside.entities, entities)] / max(1, self.reports)


def _usual(graph: Graph, entity: int, reports: Ints, period: Period) -> _Usual:
    """Of an entity that stands in most reports it was counted when the graph was built."""
    if entity < 0 or period != ALWAYS or graph.arrays.crowds.place(entity) < 0:
        return _Usual(counted(graph, reports), reports.size)
    others, own = beside(graph, entity), graph.reports(entity)
    undated = counted(graph, own[graph.report_days[own] == UNDATED])
    undated = undated.only(undated.entities != entity)
    both = others.both.astype(np.int64)
    both[np.searchsorted(others.entities, undated.entities)] -= undated.both
    at = int(np.searchsorted(others.entities, entity))
    found = Beside(np.insert(others.entities, at, entity), np.insert(both, at, reports.size))
    return _Usual(found, reports.size)


def _peak(graph: Graph, own: NDArray[np.int32], usual: _Usual, *, entity: int, told: tuple[int, int, Burst]) -> Peak:
    """`own` are the reports of the burst."""
    first, wide, burst = told
    best = best_reports(graph, *_heaviest(own, _standing(graph, own, usual, entity)), 1)[0]
    return Peak(
        first=_date(first + burst.first * wide),
        last=_date(first + burst.last * wide),
        origins=int(own.size),
        weight=burst.weight,
        article=ArticleId(best_member(graph, (entity,) if entity >= 0 else (), best)),
    )


def _standing(graph: Graph, own: Ints, usual: _Usual, entity: int) -> NDArray[np.float64]:
    """How well each report stands for the burst: the mean, over what it names, of how much larger a share of these
    reports than of all names it, times its weight; times that of the entity itself."""
    inside = counted(graph, own)
    shares = inside.both / max(1, own.size) - usual.shares(inside.entities)
    named, weights, lengths = graph.reporting.rows(own)
    worth = shares[np.searchsorted(inside.entities, named)] * weights
    ends = np.cumsum(lengths)
    sums = np.zeros(own.size)
    for length in np.unique(lengths[lengths > 0]).tolist():  # rows of one length at a time: so each is summed as one
        some = np.flatnonzero(lengths == length)
        sums[some] = worth[ends[some, None] - length + np.arange(length)].sum(axis=1)
    own_weights = np.zeros(own.size) if entity >= 0 else np.ones(own.size)
    at = np.flatnonzero(named == entity)
    own_weights[np.searchsorted(ends, at, side="right")] = weights[at]
    roots = np.array([length**0.5 for length in range(int(lengths.max(initial=0)) + 1)])
    found: NDArray[np.float64] = own_weights * sums / (1 + roots[lengths])
    return found


def _heaviest(own: NDArray[np.int32], standing: NDArray[np.float64]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The reports that may stand best, and how well they do, to the millionth, above the one that does worst."""
    near = np.flatnonzero(standing >= standing.max() - NEAR)
    rounded = np.array([round(one, 6) for one in standing[near].tolist()], np.float32)
    return own[near], rounded - np.float32(min(0.0, round(float(standing.min()), 6)))


def _date(day: int) -> date:
    found = date_of(day)
    if found is None:
        raise ValueError("an undated step")
    return found
