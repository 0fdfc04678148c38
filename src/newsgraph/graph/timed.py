"""Where can one go from an entity in order of time, and when is one there? Ways on from a day, or back from one."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.graph.counting import beside, counted
from newsgraph.graph.hops import FAR, Country, Hops, among
from newsgraph.graph.rows import UNDATED, Period
from newsgraph.graph.strings import Ints

LATE = 2**31 - 1  # no day is as late
_MANY = 2_000  # reports; the days of fewer are looked at
_MIDDLE = 2**31  # of the days that 32 bits hold


class Start(NamedTuple):
    """An entity and the day on which one is there; `step` is 1 to go on from it, -1 to come to it."""

    entity: int
    day: int
    step: int

    @property
    def period(self) -> Period:
        """Through reports of which days one goes."""
        return Period(self.day, LATE) if self.step > 0 else Period(UNDATED + 1, min(self.day + 1, LATE))


class Timed:
    """The ways of a country in order of time. What was worked out is remembered until more reports are spent; of those
    that lead everywhere, what does not depend on days is kept on."""

    def __init__(self, country: Country) -> None:
        self.country = country
        self._spent = country.spent
        self._known: dict[Start, tuple[Hops, int]] = {}
        self._everywhere: dict[Start, Hops] = {}

    def hops(self, start: Start) -> Hops:
        """The ways, and the first day on which each can be gone, or the last on which it can be come. The links that
        are looked at are counted each time."""
        self._forget()
        known = self._known.get(start)
        if known is None:
            known = self._known[start] = self._looked_up(start)
        self.country.links += known[1]
        return known[0]

    def last_hops(self, start: Start, limit: int) -> Hops | None:
        """The ways without their days (`days_with` tells of some): for a search that ends when so many links are looked
        at, where this step has as many. It looks at none of them then, so it is for an entity whose others were
        counted when the graph was built. None where that is not so."""
        if not self._is_counted(start.entity) or not self.is_last(start, reports := self.reports(start), limit):
            return None
        self._forget()
        self.country.links += self.links(reports)
        known = self._everywhere.get(start)
        if known is None:
            known = self._everywhere[start] = self._at_any_day(start)
        return known

    def is_last(self, start: Start, reports: NDArray[np.int32], limit: int) -> bool:
        """Whether so many links are looked at with those of these reports, all that one may go through; and whether
        `last_hops` gives an answer, in less time than `hops` does."""
        most = 2 * reports.size >= self.country.graph.counts[start.entity]
        return bool(most) and self._is_counted(start.entity) and self.country.links + self.links(reports) >= limit

    def _is_counted(self, entity: int) -> bool:
        graph = self.country.graph
        return graph.reporting.dead is None and graph.arrays.crowds.place(entity) >= 0

    def links(self, reports: NDArray[np.int32]) -> int:
        """How many links these reports have."""
        return int(self.country.graph.reporting.lengths(reports).sum())

    def reports(self, start: Start) -> NDArray[np.int32]:
        """Those that one may go through: of the period and not spent, the old ones first, in order of day."""
        graph, country = self.country.graph, self.country
        reports = graph.reports(start.entity)
        if reports.size > _MANY:
            reports = graph.within(reports, start.period)
        else:
            days = graph.report_days[reports]
            reports = reports[(days >= start.period.since) & (days < start.period.until)]
        return reports[~country.is_spent[reports]] if country.spent.size else reports

    def days_with(self, start: Start, entities: Ints) -> NDArray[np.int64]:
        """On which days one can be at these by the hops from the entity that `last_hops` gave."""
        graph = self.country.graph
        open_reports = np.zeros(graph.report_days.size, np.bool_)
        open_reports[self.reports(start)] = True
        shared = graph.reporting.backward
        reports, lengths = shared.gather(entities), shared.lengths(entities)
        days = np.where(open_reports[reports], graph.report_days[reports].astype(np.int64) * start.step, FAR)
        found: NDArray[np.int64] = np.minimum.reduceat(days, np.cumsum(lengths) - lengths) * start.step
        return found

    def _forget(self) -> None:
        """What holds no more since other reports are spent."""
        country = self.country
        spent, self._spent = self._spent, country.spent
        if spent.size == country.spent.size:
            return
        self._known.clear()
        newly = np.setdiff1d(country.spent, spent, assume_unique=True)
        for start, known in self._everywhere.items():
            lost = among(newly, country.graph.reports(start.entity, start.period))
            self._everywhere[start] = country.without(start.entity, known, lost)

    def _looked_up(self, start: Start) -> tuple[Hops, int]:
        country, reports = self.country, self.reports(start)
        heads, lengths = country.graph.reporting.ends(reports)
        days = country.graph.report_days[reports].astype(np.int64) * start.step
        entities, when, both = _first(heads, np.repeat(days, lengths))
        when = when * start.step
        costs = country.costs(start.entity, entities, both)
        costs[~country.open[entities] | (entities == start.entity)] = FAR
        return Hops(entities, both, costs, np.ones(both.size, np.bool_), when), heads.size

    def _at_any_day(self, start: Start) -> Hops:
        """Counted when the graph was built, without the reports that one may not go through."""
        country, entity = self.country, start.entity
        others, counts = beside(country.graph, entity)
        both = counts.astype(np.int64)
        own = country.graph.reports(entity)
        first, end = np.searchsorted(own, np.array(country.graph.range(start.period), np.int32))
        spent = among(country.spent, own[first:end])
        fewer = counted(country.graph, np.concatenate((own[:first], spent, own[end:])))
        fewer = fewer.only(fewer.entities != entity)
        both[np.searchsorted(others, fewer.entities)] -= fewer.both
        if not both.all():
            left = np.flatnonzero(both)
            others, both = others[left], both[left]
        costs = country.costs(entity, others, both)
        costs[~country.open[others]] = FAR
        return Hops(others, both, costs, np.ones(both.size, np.bool_))


def first_days(named: NDArray[np.int32], days: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The different entities, ascending, and the first day of each."""
    return _first(named, days)[:2]


def _first(named: Ints, days: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
    """What `first_days` gives, and how often each is named. Sorted, not noted down in a table of all entities: to get
    room for one takes longer than most hops."""
    links = named.astype(np.int64) << 32
    links += days + _MIDDLE
    links.sort()
    ordered = (links >> 32).astype(np.int32)
    begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if ordered.size else np.zeros(0, np.int64)
    when = (links[begins] & 0xFFFFFFFF) - _MIDDLE
    return ordered[begins], when, np.diff(np.append(begins, ordered.size))
