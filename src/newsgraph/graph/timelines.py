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
from newsgraph.graph.evidence import best_member, best_reports
from newsgraph.graph.graph import Graph
from newsgraph.graph.rows import ALWAYS, UNDATED, Period, date_of
from newsgraph.graph.strings import Ints

DAY, WEEK = 1, 7
_MONDAY = -3  # 29 December 1969, in days since 1970
_LONG = 120  # days from which on weeks are told instead of days


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
    peaks = [
        _peak(graph, reports, (steps >= one.first) & (steps < one.last), entity=entity, told=(first, wide, one))
        for one in found
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
    copies = np.array([graph.articles_in(report).size for report in reports.tolist()], np.int64)
    articles = np.bincount(steps, weights=copies, minlength=count).astype(np.int64)
    every = graph.report_days[graph.reports_of(Period(first, first + count * wide))]
    totals = np.bincount((every.astype(np.int64) - first) // wide, minlength=count)
    return [
        Step(_date(first + at * wide), *row)
        for at, row in enumerate(zip(origins.tolist(), articles.tolist(), totals.tolist(), strict=True))
    ]


def _peak(
    graph: Graph, reports: NDArray[np.int32], inside: NDArray[np.bool_], *, entity: int, told: tuple[int, int, Burst]
) -> Peak:
    first, wide, burst = told
    own = reports[inside]
    best = best_reports(graph, own, _standing(graph, own, reports, entity), 1)[0]
    return Peak(
        first=_date(first + burst.first * wide),
        last=_date(first + burst.last * wide),
        origins=int(own.size),
        weight=burst.weight,
        article=ArticleId(best_member(graph, (entity,) if entity >= 0 else (), best)),
    )


def _standing(graph: Graph, own: Ints, reports: Ints, entity: int) -> NDArray[np.float32]:
    """How well each report stands for the burst: the mean, over what it names, of how much larger a share of these
    reports than of all names it, times its weight; times that of the entity itself."""
    size = graph.kinds.size
    inside = np.bincount(graph.reporting.gather(own), minlength=size)
    all_of_them = np.bincount(graph.reporting.gather(reports), minlength=size)
    share = inside / max(1, own.size) - all_of_them / max(1, reports.size)
    found = np.zeros(own.size, np.float32)
    for at, report in enumerate(own.tolist()):
        entities, weights = graph.reporting.row(report)
        weight = float(weights[entities == entity].sum()) if entity >= 0 else 1.0
        found[at] = round(weight * float((share[entities] * weights).sum()) / (1 + entities.size**0.5), 6)
    return np.asarray(found - found.min(initial=0), np.float32)


def _date(day: int) -> date:
    found = date_of(day)
    if found is None:
        raise ValueError("an undated step")
    return found
