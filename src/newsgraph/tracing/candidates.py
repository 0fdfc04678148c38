"""Which articles might share a passage with this one? Those that share a few rare fingerprints, within days.

A fingerprint that more than `COMMON` texts of the archive hold is a stop-phrase ("said in a statement on", what an
outlet prints under everything) and is not looked up. Copies of one text count once here, however many sites print it:
articles are of one text, as far as this is concerned, where their `sketch_of` is one, as it is for seven in ten copies
that keep nine tenths of the fingerprints. So the work for one article is bounded by its own length, `COMMON` and the
number of its copies, however large the archive is.

Whether two articles are candidates is a function of the set of articles: it may end when a later article makes a phrase
common, or begin when one is removed, and `add` and `remove` say whom that touches. Tables in a database do the same
(tests/tracing/sqlite_index.py): holders as rows (fingerprint, article), the common fingerprints by themselves, and for
an article one query for the holders of those of its fingerprints that are not common, which gives the candidates and
which phrases become common by it.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.tracing.fingerprints import Fingerprints
from newsgraph.tracing.words import mixed

COMMON = 500
"""A fingerprint that more texts hold is a stop-phrase. In 18,000 articles 30 are (1 % of all places), 167 are held by
more than 200 (2.5 %), 4 by more than 1,000."""
LEAST_SHARED = 4
"""Rare fingerprints that two texts share before they are compared: a run of thirty words has about that many."""
DAYS = 10
"""How far apart copies are published."""
LEAST_UNDATED = 8
"""Rare fingerprints that two texts share where one has no date, so that any day may be theirs. Among 18,000 articles an
undated one has 23 candidates with 4, 4.1 with 6, 1.2 with 8, .6 with 10; and their number grows with the archive."""


def sketch_of(fingerprints: Fingerprints) -> int:
    """One number for a text and most of its copies: which fingerprints are the smallest in three different orders.

    One order would do for copies. But of two articles with one box under them that one's number may be the box's, and a
    box of a twentieth of the text has it in one order of twenty, in three of three in one case of 8,000.
    """
    if not len(fingerprints):
        return 0
    numbers = fingerprints.view(np.uint64)
    least = np.array([mixed(numbers ^ np.uint64(salt)).min() for salt in (1, 2, 3)])
    return int(mixed(least * np.array([1, 3, 5], np.uint64)).sum(dtype=np.uint64).astype(np.int64))


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
        self._sketch = np.zeros(1024, np.int64)
        self._number: dict[ArticleId, int] = {}

    def __len__(self) -> int:
        return len(self._number)

    def add(self, article: ArticleId, fingerprints: Fingerprints, day: int | None) -> frozenset[ArticleId]:
        """See FingerprintIndex."""
        touched = self.remove(article) if article in self._number else frozenset()
        sketch = sketch_of(fingerprints)
        touched |= self._on_the_edge(fingerprints, sketch)
        number = self._number[article] = len(self._ids)
        self._ids.append(article)
        if number >= len(self._day):
            self._day, self._sketch = (np.concatenate([column, column]) for column in (self._day, self._sketch))
        self._day[number] = _NO_DAY if day is None else day
        self._sketch[number] = sketch
        self._levels.append((fingerprints, np.full(len(fingerprints), number, np.int32)))
        self._merge()
        return touched

    def remove(self, article: ArticleId) -> frozenset[ArticleId]:
        """See FingerprintIndex."""
        number = self._number.pop(article, -1)
        own = np.concatenate([np.empty(0, np.int64), *(level[0][level[1] == number] for level in self._levels)])
        self._levels = [(level[0][level[1] != number], level[1][level[1] != number]) for level in self._levels]
        return self._on_the_edge(own, sketch_of(own))

    def candidates(self, fingerprints: Fingerprints, day: int | None) -> list[Found]:
        """See FingerprintIndex."""
        ranges = self._ranges(fingerprints)
        rare = self._counts(ranges, len(fingerprints)) <= self._common
        for at in np.flatnonzero(~rare).tolist():
            rare[at] = len(self._sketches(ranges, at)) <= self._common
        holders = self._gathered([(starts[rare], ends[rare]) for starts, ends in ranges])
        who, shared = np.unique(holders, return_counts=True)
        days = self._day[who]
        undated = (days == _NO_DAY) if day is not None else np.ones(len(who), np.bool_)
        near = undated | (np.abs(days - (day or 0)) <= self._days)
        enough = near & (shared >= np.where(undated, self._undated, self._least))
        found = (Found(self._ids[one], int(n)) for one, n in zip(who[enough], shared[enough], strict=True))
        return sorted(found, key=lambda one: (-one.shared, one.article))

    def _counts(self, ranges: Sequence[_Range], size: int) -> NDArray[np.int64]:
        """How many articles hold each fingerprint."""
        return sum((ends - starts for starts, ends in ranges), np.zeros(size, np.int64))

    def _sketches(self, ranges: Sequence[_Range], at: int) -> NDArray[np.int64]:
        """The sketches of the fingerprint's holders, or of enough of them to see that it is common."""
        found = np.empty(0, np.int64)
        for (_, holders), (starts, ends) in zip(self._levels, ranges, strict=True):
            for start in range(int(starts[at]), int(ends[at]), 2 * self._common):
                part = holders[start : min(start + 2 * self._common, int(ends[at]))]
                found = np.unique(np.concatenate([found, self._sketch[part]]))
                if len(found) > self._common:
                    return found
        return found

    def _on_the_edge(self, fingerprints: Fingerprints, sketch: int) -> frozenset[ArticleId]:
        """Who holds one of these that exactly `common` texts hold, another one than that with this sketch."""
        ranges = self._ranges(fingerprints)
        edge = []
        for at in np.flatnonzero(self._counts(ranges, len(fingerprints)) >= self._common).tolist():
            sketches = self._sketches(ranges, at)
            if len(sketches) == self._common and sketch not in sketches:
                edge.append(at)
        holders = self._gathered([(starts[edge], ends[edge]) for starts, ends in ranges])
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
