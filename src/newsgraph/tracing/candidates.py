"""Which articles might share a passage with this one? Those that share a few rare fingerprints, within days.

A fingerprint that more than `COMMON` articles of the archive hold is a stop-phrase ("said in a statement on", what an
outlet prints under everything) and is not looked up. So the work for one article is bounded by its own length times
`COMMON`, however large the archive is. Whether two articles are candidates is a function of the set of articles: it may
end when a later article makes a phrase common, or begin when one is removed, and `add` and `remove` say whom that
touches. (A text that more than `COMMON` sites print within the archive is lost with its phrases.)

A table in a database does the same with an index on (fingerprint, article), and a count for each fingerprint:

    holders of a fingerprint   SELECT article FROM fingerprint WHERE number = ? (not asked where its count > COMMON)
    one article more           its rows, and count + 1 for each of its fingerprints; those whose count becomes
                               COMMON + 1 touch their holders
"""

from collections.abc import Collection
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.tracing.fingerprints import Fingerprints

COMMON = 500
"""A fingerprint that more articles hold is a stop-phrase."""
LEAST_SHARED = 4
"""Rare fingerprints that two texts share before they are compared: a run of thirty words has about that many."""
DAYS = 10
"""How far apart copies are published."""
LEAST_UNDATED = 10
"""Rare fingerprints that two texts share where one has no date, so that any day may be theirs."""


class Found(NamedTuple):
    """A candidate, and how many rare fingerprints it shares."""

    article: ArticleId
    shared: int


class FingerprintIndex(Protocol):
    """Who holds which fingerprint. `day` is a date's ordinal (`date.toordinal`), None where there is no date."""

    def add(self, article: ArticleId, fingerprints: Fingerprints, day: int | None) -> frozenset[ArticleId]:
        """Keep it, in place of what was kept of it; the other articles that hold a phrase that became common or rare
        by it, whose pairs are to be looked at again."""

    def remove(self, article: ArticleId) -> frozenset[ArticleId]:
        """Forget it; the articles that hold a phrase that became rare again by it."""

    def candidates(self, fingerprints: Fingerprints, day: int | None) -> list[Found]:
        """Everybody kept that shares enough, most first, then by id; the article itself too, if it is kept."""


_Columns = tuple[NDArray[np.int64], NDArray[np.int32]]
_Range = tuple[NDArray[np.intp], NDArray[np.intp]]
_NO_DAY = np.iinfo(np.int64).min


class MemoryIndex:
    """In memory, 12 bytes a fingerprint: sorted columns of (fingerprint, holder) that double in size and are merged
    when two are alike, so that adding one to n costs the logarithm of n. Removing rewrites the columns."""

    def __init__(
        self, *, common: int = COMMON, least: int = LEAST_SHARED, undated: int = LEAST_UNDATED, days: int = DAYS
    ) -> None:
        self._common, self._least, self._undated, self._days = common, least, undated, days
        self._levels: list[_Columns] = []
        self._ids: list[ArticleId] = []
        self._day = np.full(1024, _NO_DAY, np.int64)
        self._number: dict[ArticleId, int] = {}

    def __len__(self) -> int:
        return len(self._number)

    def add(self, article: ArticleId, fingerprints: Fingerprints, day: int | None) -> frozenset[ArticleId]:
        """See FingerprintIndex."""
        touched = self.remove(article) if article in self._number else frozenset()
        touched |= self._holders(fingerprints, self._common)
        number = self._number[article] = len(self._ids)
        self._ids.append(article)
        if number >= len(self._day):
            self._day = np.concatenate([self._day, np.full(len(self._day), _NO_DAY, np.int64)])
        self._day[number] = _NO_DAY if day is None else day
        self._levels.append((fingerprints, np.full(len(fingerprints), number, np.int32)))
        self._merge()
        return touched

    def remove(self, article: ArticleId) -> frozenset[ArticleId]:
        """See FingerprintIndex."""
        number = self._number.pop(article, -1)
        own = [level[0][level[1] == number] for level in self._levels]
        self._levels = [tuple(column[level[1] != number] for column in level) for level in self._levels]
        return self._holders(np.concatenate(own), self._common) if own else frozenset()

    def candidates(self, fingerprints: Fingerprints, day: int | None) -> list[Found]:
        """See FingerprintIndex."""
        ranges = self._ranges(fingerprints)
        rare = sum((ends - starts for starts, ends in ranges), np.zeros(len(fingerprints), np.int64)) <= self._common
        holders = self._gathered([(starts[rare], ends[rare]) for starts, ends in ranges])
        who, shared = np.unique(holders, return_counts=True)
        days = self._day[who]
        undated = (days == _NO_DAY) if day is not None else np.ones(len(who), np.bool_)
        near = undated | (np.abs(days - (day or 0)) <= self._days)
        enough = near & (shared >= np.where(undated, self._undated, self._least))
        found = (Found(self._ids[one], int(n)) for one, n in zip(who[enough], shared[enough], strict=True))
        return sorted(found, key=lambda one: (-one.shared, one.article))

    def _holders(self, fingerprints: Fingerprints, count: int) -> frozenset[ArticleId]:
        """Who holds one of these that exactly so many hold."""
        ranges = self._ranges(fingerprints)
        counts = sum((ends - starts for starts, ends in ranges), np.zeros(len(fingerprints), np.int64))
        on_the_edge = counts == count
        if not on_the_edge.any():
            return frozenset()
        holders = self._gathered([(starts[on_the_edge], ends[on_the_edge]) for starts, ends in ranges])
        return frozenset(self._ids[one] for one in np.unique(holders))

    def _ranges(self, fingerprints: Fingerprints) -> list[_Range]:
        """Where each fingerprint begins and ends in each level."""
        return [
            (np.searchsorted(column, fingerprints, "left"), np.searchsorted(column, fingerprints, "right"))
            for column, _ in self._levels
        ]

    def _gathered(self, ranges: Collection[_Range]) -> NDArray[np.int32]:
        found = [np.empty(0, np.int32)]
        for (_, holders), (starts, ends) in zip(self._levels, ranges, strict=True):
            lengths = ends - starts
            before = np.repeat(np.cumsum(lengths) - lengths, lengths)
            found.append(holders[np.repeat(starts, lengths) + np.arange(len(before)) - before])
        return np.concatenate(found)

    def _merge(self) -> None:
        """Two levels of like size become one."""
        while len(self._levels) > 1 and len(self._levels[-2][0]) < 2 * len(self._levels[-1][0]):
            last, before = self._levels.pop(), self._levels.pop()
            fingerprints = np.concatenate([before[0], last[0]])
            order = np.argsort(fingerprints, kind="stable")  # two sorted runs: merged in one pass
            self._levels.append((fingerprints[order], np.concatenate([before[1], last[1]])[order]))
