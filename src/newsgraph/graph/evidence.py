"""Which article shows best that two names belong together?"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.graph.graph import Graph
from newsgraph.graph.rows import ALWAYS, DATED, UNDATED, Period

SHOWN = 3
_MANY = 2_000


class Best(NamedTuple):
    """Of the reports that two share: how many, those that tell most, on which days the first and the last of them was,
    UNDATED where none has a day."""

    origins: int
    best: list[int]
    first: int
    last: int


class Shared:
    """The reports that an entity shares with others, asked for one after the other."""

    def __init__(
        self, graph: Graph, own: int, period: Period = ALWAYS, *, spent: NDArray[np.bool_] | None = None
    ) -> None:
        """`spent` are reports that do not count."""
        self._graph, self._own = graph, own
        tails, weights = graph.reporting.tails(own)
        if spent is not None:
            kept = np.flatnonzero(~spent[tails])
            tails, weights = tails[kept], weights[kept]
        reports = tails if period == ALWAYS else graph.within(tails, period)
        self._reports = reports
        self._weights = weights if reports is tails else weights[np.searchsorted(tails, reports)]
        self._table: NDArray[np.float32] | None = None
        if reports.size > _MANY:  # else looking these up in the other's row is less work than a table of all reports
            self._table = np.zeros(graph.report_days.size, np.float32)
            self._table[reports] = self._weights

    def with_other(self, other: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The reports that name both, ascending by number, and how much each tells of the two: the product of their
        weights in it, which is never 0."""
        tails, weights = self._graph.reporting.tails(other)
        if self._table is not None:
            own = self._table[tails]
            kept = np.flatnonzero(own > 0)
            return tails[kept], own[kept] * weights[kept]
        if not tails.size:
            return tails, weights
        at = np.minimum(np.searchsorted(tails, self._reports), tails.size - 1)
        kept = np.flatnonzero(tails[at] == self._reports)
        return self._reports[kept], self._weights[kept] * weights[at[kept]]

    def with_best(self, other: int, origins: int) -> Best:
        """What an answer tells of the two, who share so many reports."""
        full = self._full(other)
        if full.size >= SHOWN:
            tails, _ = self._graph.reporting.tails(other)
            dated = tails[np.searchsorted(tails, np.int32(self._graph.range(DATED)[0])) :]
            return Best(origins, full[:SHOWN].tolist(), self._first_day(dated), self._first_day(dated[::-1]))
        reports, told = self.with_other(other)
        days = self._graph.report_days[reports]
        dated = days[days != UNDATED]
        first, last = (int(dated.min()), int(dated.max())) if dated.size else (UNDATED, UNDATED)
        return Best(origins, best_reports(self._graph, reports, told), first, last)

    def _full(self, other: int) -> NDArray[np.int32]:
        """The reports that tell as much of both as any could, in the order of day and id: where there are some, none of
        the others need be looked at. Only asked for where all stand in that order, and where it saves something."""
        tails, weights = self._graph.reporting.tails(other)
        if self._table is None or tails.size < _MANY or self._graph.reporting.dead is not None:
            return tails[:0]
        full: NDArray[np.int32] = tails[np.flatnonzero(weights == 1)]
        return full[np.flatnonzero(self._table[full] == 1)]

    def _first_day(self, tails: NDArray[np.int32]) -> int:
        """The day of the first of these reports that is shared."""
        if self._table is None:
            return UNDATED
        at, step = 0, 256
        while at < tails.size:
            shared = np.flatnonzero(self._table[tails[at : at + step]])
            if shared.size:
                return int(self._graph.report_days[tails[at + shared[0]]])
            at, step = at + step, 2 * step
        return UNDATED


def best_reports(graph: Graph, reports: NDArray[np.int32], told: NDArray[np.float32], most: int = SHOWN) -> list[int]:
    """The reports that tell most, ties by day, then by the id of the article that stands for them."""
    if reports.size > 8 * most:
        heavy = told >= np.partition(told, -most)[-most]
        reports, told = reports[heavy], told[heavy]
    rows: list[tuple[float, int, str, int]] = []
    newer = reports >= graph.arrays.report_days.size
    for part in (~newer, newer):  # each of which is numbered in the order of day and id
        own, weights = reports[part], told[part]
        for at in np.lexsort((own, graph.report_days[own], -weights))[:most].tolist():
            report = int(own[at])
            stands = graph.article_ids.at(int(graph.report_articles[report]))
            rows.append((-float(weights[at]), int(graph.report_days[report]), stands, report))
    return [report for *_, report in sorted(rows)[:most]]


def best_articles(graph: Graph, entities: tuple[int, ...], reports: list[int]) -> tuple[ArticleId, ...]:
    """Of each report the copy that tells most of both."""
    return tuple(ArticleId(best_member(graph, entities, report)) for report in reports)


def best_member(graph: Graph, entities: tuple[int, ...], report: int) -> str:
    """The copy that tells most of these; of equal ones the one that stands for the report, else the first by id."""
    ranked = []
    for article in graph.articles_in(report).tolist():
        weight = 1.0
        named, weights = graph.naming.row(article)
        for entity in entities:
            at = int(np.searchsorted(named, np.int32(entity)))
            weight *= float(weights[at]) if at < named.size and named[at] == entity else 0.0
        ranked.append((-weight, article != graph.report_articles[report], graph.article_ids.at(article)))
    return min(ranked)[2]
