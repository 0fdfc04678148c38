"""What does a hop from one entity to the next cost, and where can one go? Asked often while chains are sought."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.entity import EntityKind
from newsgraph.graph.arrays import Cheap
from newsgraph.graph.counting import beside, counted
from newsgraph.graph.evidence import Shared
from newsgraph.graph.graph import Graph
from newsgraph.graph.rows import UNDATED
from newsgraph.graph.significance import NO_HOP, cheapest_of, hop_costs
from newsgraph.graph.strings import Ints

FAR = 2**60
FINE = 20
"""Bits behind those of a cost, in which the salts of both ends stand. So hardly ever are two chains equally cheap, and
which of them is taken does not depend on who was gone on from first. They move a chain of eight hops by 1/STEP at most.
"""
_NO_DAYS = np.zeros(0, np.int64)


class Hops(NamedTuple):
    """Where one can go from an entity: ascending by number, with the reports that carry each and what it costs, FAR
    where one may not go. `onward` tells who leads further: one whose reports are all shared with where one comes from
    leads nowhere new. `days` is when one is there, empty where time does not count."""

    entities: Ints
    both: Ints
    costs: NDArray[np.int64]
    onward: NDArray[np.bool_]
    days: NDArray[np.int64] = _NO_DAYS


class Country:
    """Where hops may lead: entities of some kinds, without those that are `closed` and without `spent` reports.

    What a hop costs is told in `significance.hop_costs`, here with FINE bits more.
    """

    def __init__(self, graph: Graph, kinds: Sequence[EntityKind], avoid: Collection[int]) -> None:
        self.graph = graph
        self.open = graph.shown(tuple(kinds)).copy()
        self.open[list(avoid)] = False
        self.closed: list[int] = []
        self.spent: NDArray[np.int32] = np.zeros(0, np.int32)
        self.links = 0  # how many were looked at
        self.is_spent = np.zeros(graph.report_days.size, np.bool_)
        self._hops: dict[int, Hops] = {}
        self._direct: dict[tuple[int, int, bool], int] = {}
        self._cheap: dict[int, Hops] = {}

    def close(self, entities: Collection[int], reports: Ints) -> None:
        """From now on nobody goes through these."""
        self.open[list(entities)] = False
        self.closed += entities
        self._direct.clear()
        reports = np.sort(reports[~self.is_spent[reports]])
        self.is_spent[reports] = True
        self.spent = np.flatnonzero(self.is_spent).astype(np.int32)
        named = set(self.graph.reporting.gather(reports).tolist()) if self._hops or self._cheap else set()
        for known in (self._hops, self._cheap):
            for entity in known.keys() & named:
                known[entity] = self.without(entity, known[entity], among(reports, self.graph.reports(entity)))

    def direct(self, one: int, other: int, *, dated: bool) -> int:
        """What the hop from the one to the other costs, FAR where no report, or none with a date, names both."""
        known = self._direct.get((one, other, dated))
        if known is None:
            shared, _ = self.shared((one, other))
            both = np.count_nonzero(self.graph.report_days[shared] != UNDATED) if dated else shared.size
            known = int(self.costs(one, np.array([other]), np.array([both]))[0]) if both else FAR
            self._direct[one, other, dated] = known
        return known

    def shared(self, pair: tuple[int, int]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The reports that name both and are not spent, and how much they tell, as `Shared` has it: asked from the end
        that fewer name, since all reports of the other are hardly ever looked at then."""
        fewer, other = sorted(pair, key=lambda one: int(self.graph.counts[one]))
        return Shared(self.graph, fewer, spent=self.is_spent if self.spent.size else None).with_other(other)

    def crowd(self, entity: int) -> Cheap | None:
        """The cheapest hops from an entity that stands in so many reports that it takes long to look at all hops from
        it; None for others.

        It is the same for what was built and for what is new, since it decides whom a search goes on from first.
        """
        graph, crowds = self.graph, self.graph.arrays.crowds
        if graph.counts[entity] < crowds.least[0]:
            return None
        found = graph.cheap_hops.get(entity)
        if found is None and graph.reporting.dead is None:
            found = crowds.cheap_hops(entity)
        if found is None:
            others, both = beside(graph, entity)
            costs = hop_costs(int(graph.counts[entity]), graph.counts[others], both, graph.every_report)
            places, beyond = cheapest_of(costs)
            found = Cheap(int(costs.min(initial=NO_HOP)), beyond, others[places], both[places])
        graph.cheap_hops[entity] = found
        return found

    def hops(self, entity: int) -> Hops:
        """All ways on from the entity, whatever the time."""
        known = self._hops.get(entity)
        if known is None:
            self._hops[entity] = known = self._leading(entity, *beside(self.graph, entity))
        return known

    def cheap_hops(self, entity: int, crowd: Cheap) -> Hops:
        """Of the ways on from the entity those that are the cheapest while nothing is spent."""
        known = self._cheap.get(entity)
        if known is None:
            self._cheap[entity] = known = self._leading(entity, crowd.others, crowd.counts)
        return known

    def hops_to(self, entity: int, near: NDArray[np.int64]) -> Hops:
        """The ways on from the entity to those that stand in `near` as reached: above 0, FAR at most."""
        others, both = beside(self.graph, entity)
        reached = near[others]
        some = np.flatnonzero((reached > 0) & (reached <= FAR))
        return self._leading(entity, others[some], both[some])

    def _leading(self, entity: int, others: Ints, both: Ints) -> Hops:
        counts = self.graph.counts[others]
        costs = self.costs(entity, others, both, counts)
        costs[~self.open[others]] = FAR
        self.links += others.size
        known = Hops(others, both, costs, counts > both)
        if not self.spent.size:
            return known
        own = self.graph.reports(entity)
        return self.without(entity, known, own[self.is_spent[own]])

    def costs(self, entity: int, entities: Ints, both: Ints, counts: Ints | None = None) -> NDArray[np.int64]:
        """`counts` are those of the entities, where they were looked up already."""
        graph = self.graph
        counts = graph.counts[entities] if counts is None else counts
        costs = hop_costs(int(graph.counts[entity]), counts, both, graph.every_report)
        costs <<= FINE
        costs += graph.salts[entities]
        costs += int(graph.salts[entity])
        return costs

    def without(self, entity: int, known: Hops, lost: NDArray[np.int32]) -> Hops:
        """The hops without reports of the entity that are spent from now on."""
        if not lost.size or not known.entities.size:
            return known
        entities, fewer = counted(self.graph, lost)
        at = np.minimum(np.searchsorted(known.entities, entities), known.entities.size - 1)
        there = known.entities[at] == entities  # the entity is not beside itself
        entities, fewer, at = entities[there], fewer[there], at[there]
        both, costs, onward = known.both.astype(np.int64), known.costs.copy(), known.onward.copy()
        both[at] -= fewer
        left = np.maximum(both[at], 1)
        costs[at] = np.where((both[at] > 0) & self.open[entities], self.costs(entity, entities, left), FAR)
        return Hops(known.entities, both, costs, onward, known.days)


def among(some: Ints, many: NDArray[np.int32]) -> NDArray[np.int32]:
    """Those that are among many; both ascending."""
    if not many.size:
        return many
    found: NDArray[np.int32] = some[many[np.minimum(np.searchsorted(many, some), many.size - 1)] == some].astype(
        np.int32, copy=False
    )
    return found
