"""What does a hop from one entity to the next cost, and where can one go? Asked again and again while chains are sought."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.entity import EntityKind
from newsgraph.graph.counting import Beside, beside, counted
from newsgraph.graph.graph import Graph
from newsgraph.graph.rows import UNDATED
from newsgraph.graph.strings import Ints

STEP = 1024
"""Costs are whole numbers, so that equal ones are equal: a hop between two that only ever stand together costs one STEP."""


Wanted = Callable[[NDArray[np.int32]], NDArray[np.bool_]]


class Hops(NamedTuple):
    """Where one can go from an entity: ascending by number, with costs and the day on which one is there.

    `onward` tells who leads further: one whose reports are all shared with where one comes from leads nowhere new.
    """

    entities: Ints
    costs: NDArray[np.int64]
    days: NDArray[np.int64] | None
    onward: NDArray[np.bool_]


class Country:
    """Where hops may lead: entities of some kinds, without those that are `closed` and without `spent` reports.

    A hop from x to y costs STEP * (1 + ln(√(n_x n_y) / n_xy)), with n the independent reports that name the one, the
    other, both: 1 less the logarithm of their cosine. It grows with the commonness of both ends and shrinks with the
    reports that carry it, so that a chain through a name that is everywhere must be carried everywhere.
    """

    def __init__(self, graph: Graph, kinds: Sequence[EntityKind], avoid: Collection[int]) -> None:
        self.graph = graph
        self.open = graph.shown(tuple(kinds)).copy()
        self.open[list(avoid)] = False
        self.spent = np.zeros(0, np.int32)
        self.links = 0  # how many were looked at
        self._known: dict[int, Beside] = {}

    def close(self, entities: Collection[int], reports: Ints) -> None:
        """From now on nobody goes through these."""
        self.open[list(entities)] = False
        self.spent = np.union1d(self.spent, reports).astype(np.int32)

    def reports(self, entity: int) -> NDArray[np.int32]:
        """The reports of an entity that are not spent."""
        reports = self.graph.reports(entity)
        return reports[~np.isin(reports, self.spent)] if self.spent.size else reports

    def hops(self, entity: int) -> Hops:
        """All ways on from the entity, whatever the time."""
        found = self._beside(entity)
        kept = self.open[found.entities]
        found = found.only(kept)
        return Hops(
            found.entities,
            self._costs(entity, found),
            None,
            self.graph.counts[found.entities] > found.both,
        )

    def hops_after(self, entity: int, day: int) -> Hops:
        """The ways on through reports of that day or later, and the first day on which each can be gone."""
        return self._hops_in_time(entity, lambda days: days >= day, first=True)

    def hops_before(self, entity: int, day: int) -> Hops:
        """The ways back through reports of that day or earlier, and the last day on which each can be gone."""
        return self._hops_in_time(entity, lambda days: (days <= day) & (days != UNDATED), first=False)

    def _hops_in_time(self, entity: int, wanted: Wanted, *, first: bool) -> Hops:
        reports = self.reports(entity)
        days = self.graph.report_days[reports]
        kept = wanted(days)
        reports, days = reports[kept], days[kept]
        layer = self.graph.reporting
        lengths = layer.lengths(reports)
        named, when = layer.gather(reports), np.repeat(days, lengths).astype(np.int64)
        order = np.lexsort((when if first else -when, named))
        named, when = named[order], when[order]
        begins = np.flatnonzero(np.append(True, named[1:] != named[:-1])) if named.size else np.zeros(0, np.int64)
        both = np.diff(np.append(begins, named.size))
        own = self.open[named[begins]] & (named[begins] != entity)
        found = Beside(named[begins][own], both[own])
        self.links += named.size
        return Hops(found.entities, self._costs(entity, found), when[begins][own], np.ones(int(own.sum()), np.bool_))

    def _beside(self, entity: int) -> Beside:
        known = self._known.get(entity)
        if known is None:
            known = self._known[entity] = beside(self.graph, entity)
            self.links += int(known.both.size)
        if not self.spent.size:
            return known
        lost = self.graph.reports(entity)
        lost = lost[np.isin(lost, self.spent)]
        return _without(known, counted(self.graph, lost)) if lost.size else known

    def _costs(self, entity: int, found: Beside) -> NDArray[np.int64]:
        counts = self.graph.counts
        odds = 0.5 * np.log(counts[found.entities] * float(counts[entity])) - np.log(found.both)
        costs: NDArray[np.int64] = np.rint(STEP * (1 + np.maximum(odds, 0))).astype(np.int64)
        return costs


def _without(known: Beside, lost: Beside) -> Beside:
    at = np.minimum(np.searchsorted(known.entities, lost.entities), max(known.entities.size - 1, 0))
    there = known.entities[at] == lost.entities
    both = known.both.astype(np.int64)
    both[at[there]] -= lost.both[there]
    return Beside(known.entities[both > 0], both[both > 0])
