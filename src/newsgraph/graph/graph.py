"""What is a graph to those who ask it? Numbers for ids, rows for numbers, what was built and what is new as one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.entity import EntityKind
from newsgraph.errors import UnknownName
from newsgraph.graph.arrays import Arrays, Cheap, load
from newsgraph.graph.layers import Labels, Layer
from newsgraph.graph.rows import ALWAYS, KINDS, UNDATED, Period
from newsgraph.graph.sparse import Sparse
from newsgraph.graph.strings import Ints

TieEnds = Mapping[str, tuple[tuple[str, int], ...]]
"""For an id the ids at the other ends of its ties, with their codes (`arrays.Ties`)."""


class Slate(NamedTuple):
    """Room for what a search notes down of each entity: all 0 in `near`, in `before` and `days` whatever was
    written there last."""

    near: NDArray[np.int64]
    before: NDArray[np.int32]
    days: NDArray[np.int32]

    @classmethod
    def blank(cls, size: int) -> "Slate":
        return cls(np.zeros(size, np.int64), np.empty(size, np.int32), np.empty(size, np.int32))


@dataclass(frozen=True, kw_only=True, eq=False)
class Graph:
    """Articles, and the entities that they tie together. Numbers are those of `Arrays`, and behind them the newer.

    `naming` has articles as tails, `reporting` reports: groups of copies, which count once. `counts` are the reports
    of each entity. `newer_members` are the articles of reports that came later, `newer_ties` likewise: they stand for
    all built ties from what is `retied`, and with what is `untied`.
    """

    arrays: Arrays
    article_ids: Labels
    entity_ids: Labels
    names: Labels
    kinds: NDArray[np.int8]
    hidden: NDArray[np.bool_]
    salts: NDArray[np.uint16]
    days: NDArray[np.int32]
    report_of: NDArray[np.int32]
    report_days: NDArray[np.int32]
    report_articles: NDArray[np.int32]
    newer_members: Sparse
    naming: Layer
    reporting: Layer
    counts: NDArray[np.int64]
    ranks: NDArray[np.float64] | None = None  # of entities in the order of ids; None where that is their number
    retied: frozenset[str] = frozenset()
    untied: frozenset[str] = frozenset()
    newer_ties: TieEnds = field(default_factory=dict)

    def entity(self, id: str) -> int:
        """The number of an entity. Raises UnknownName: not hidden ones, and nothing that no article names."""
        number = self.entity_ids.find(id)
        if number < 0 or self.hidden[number]:
            raise UnknownName(f"no entity in the graph is called {id!r}", hint="newsgraph entities NAME")
        return number

    def article(self, id: str) -> int:
        """The number of an article. Raises UnknownName."""
        number = self.article_ids.find(id)
        if number < 0:
            raise UnknownName(f"no article in the graph is called {id!r}", hint="newsgraph search WORDS")
        return number

    def kind(self, entity: int) -> EntityKind:
        return KINDS[int(self.kinds[entity])]

    def rank(self, entities: Ints) -> NDArray[np.float64] | Ints:
        """What orders these entities as their ids do."""
        return entities if self.ranks is None else self.ranks[entities]

    def shown(self, kinds: tuple[EntityKind, ...]) -> NDArray[np.bool_]:
        """Which entities are of these kinds and not hidden."""
        if kinds not in self._shown:
            self._shown[kinds] = np.array([kind in kinds for kind in KINDS])[self.kinds] & ~self.hidden
        return self._shown[kinds]

    def reports(self, entity: int, period: Period = ALWAYS) -> NDArray[np.int32]:
        """The reports that name the entity, in the period; the old ones first, each part in order of day."""
        reports, _ = self.reporting.tails(entity)
        return reports if period == ALWAYS else self.within(reports, period)

    def within(self, reports: NDArray[np.int32], period: Period) -> NDArray[np.int32]:
        """Those of an entity's reports that are of the period."""
        old = int(np.searchsorted(reports, np.int32(self._built)))
        low, high = np.searchsorted(reports[:old], np.array(self.range(period), np.int32))
        newer = reports[old:]
        if not newer.size:
            return reports[low:high]
        days = self.report_days[newer]
        return np.concatenate((reports[low:high], newer[(days >= period.since) & (days < period.until)]))

    def total(self, period: Period = ALWAYS) -> int:
        """How many reports there are in the period."""
        low, high = self.range(period)
        dead = self.reporting.dead
        gone = 0 if dead is None else int(np.count_nonzero(dead[low:high]))
        return high - low - gone + self.newer_in(period).size

    def newer_in(self, period: Period) -> NDArray[np.int64]:
        """Reports of the period that came after the arrays were built, by their place among these."""
        days = self.report_days[self._built :]
        return np.flatnonzero((days >= period.since) & (days < period.until))

    def reports_of(self, period: Period) -> NDArray[np.int64]:
        """All reports of the period."""
        low, high = self.range(period)
        old = np.arange(low, high)
        if self.reporting.dead is not None:
            old = old[~self.reporting.dead[low:high]]
        return np.concatenate((old, self._built + self.newer_in(period)))

    def totals(self, edges: Ints) -> NDArray[np.int64]:
        """How many reports there are from each of these days, ascending and dated, to the next."""
        dead = self.reporting.dead
        places = np.searchsorted(self.arrays.report_days, edges.astype(np.int32))
        found = np.diff(places)
        if dead is not None:
            gone = np.flatnonzero(dead[places[0] : places[-1]]) + places[0]
            found -= np.diff(np.searchsorted(gone, places))
        days = self.report_days[self._built :]
        return found + np.diff(np.searchsorted(np.sort(days), edges)) if days.size else found

    def copies(self, reports: Ints) -> NDArray[np.int64]:
        """How many articles each of these reports has; old reports stand first."""
        old = int(np.searchsorted(reports, np.int32(self._built)))
        newer = self.newer_members.lengths(reports[old:] - self._built)
        return np.concatenate((self.arrays.members.lengths(reports[:old]), newer))

    def articles_in(self, report: int) -> NDArray[np.int32]:
        """The articles of a report, in order of id for old reports."""
        return self.arrays.members.row(report) if report < self._built else self.newer_members.row(report - self._built)

    def range(self, period: Period) -> tuple[int, int]:
        """The built reports of the period, as a half-open range of their numbers; some of them may be dead."""
        # numpy looks for a Python int in a copy of all days, 64 bits each.
        ends = np.clip(np.array(period, np.int64), UNDATED, 2**31 - 1).astype(np.int32)
        low, high = np.searchsorted(self.arrays.report_days, ends).tolist()
        return low, high

    @cached_property
    def every_report(self) -> int:
        """How many reports there are."""
        return self.total()

    @cached_property
    def cheap_hops(self) -> dict[int, Cheap]:
        """What `hops` remembers of common names where something changed since the arrays were built."""
        return {}

    @cached_property
    def slates(self) -> list["Slate"]:
        """What searches for chains have written on and wiped clean again, for those to come."""
        return []

    def slate(self) -> "Slate":
        """One that was wiped clean, or a new one: to get memory for each search took longer than many a search. Who has
        wiped it clean again puts it back to `slates`."""
        try:
            return self.slates.pop()
        except IndexError:  # also where another thread took the last one
            return Slate.blank(self.kinds.size)

    @cached_property
    def _built(self) -> int:
        return self.arrays.report_days.size

    @cached_property
    def _shown(self) -> dict[tuple[EntityKind, ...], NDArray[np.bool_]]:
        return {}


def open_graph(folder: Path) -> tuple[Graph, int]:
    """The graph in the folder, and the revision of the store that it covers: what changed since then is laid over it
    by `overlay`. Reads next to nothing. Raises ArchiveNotFound, ArchiveDamaged, ArchiveOutdated."""
    arrays, revision = load(folder)
    return graph_of(arrays), revision


def graph_of(arrays: Arrays) -> Graph:
    """The graph of these arrays alone."""
    return Graph(
        arrays=arrays,
        article_ids=Labels(arrays.article_ids),
        entity_ids=Labels(arrays.entity_ids),
        names=Labels(arrays.entity_names),
        kinds=arrays.kinds,
        hidden=arrays.hidden,
        salts=arrays.salts,
        days=arrays.days,
        report_of=arrays.report_of,
        report_days=arrays.report_days,
        report_articles=arrays.report_articles,
        newer_members=Sparse(np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float32)),
        naming=Layer(arrays.naming, arrays.named),
        reporting=Layer(arrays.reporting, arrays.reported),
        counts=np.diff(arrays.reported.starts),
    )
