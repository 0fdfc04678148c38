"""How surely do two articles tell of one event? Of wording, topics and days, in integers: whoever is asked first."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.relating.cells import Ints, Rows
from newsgraph.relating.compiled import one_thread
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.features import Field
from newsgraph.relating.numbered import NO_DAY
from newsgraph.relating.own import Own
from newsgraph.relating.signals import Block, Strengths, topics, topics_in_common
from newsgraph.relating.topics import LENGTH

UNIT = 10_000  # closeness of 1
# Mean closeness of one story, swept in steps of .025 on ECB+ among 8,000 unrelated articles: B-cubed F1 is .93 from .55
# to .675, .945 at the best. With words alone it is .90 to .92 from .475 to .525. Others, at their best: opening .901,
# topics .929, both with wording .927, with people and places .907, with the title .890.
SAME_STORY = 0.625
SAME_STORY_BY_WORDS = 0.5
LEAST_SHARED = 0.06  # cosine of all words; with less, no topics in common make a story
STORY_DAYS = 7.0  # the sigma of an event's coverage: Miranda et al. 2018 have 3 days, with weeklies it is longer
LATE = 1 / 3
ROUGH = 1e-4  # strength that a sum of 600 products of such floats is never wrong by
AT_ONCE = 128  # rows that are held against all others together

Closeness = NDArray[np.int64]


def least_of(corpus: Corpus) -> int:
    """The closeness from which on two articles tell of one event."""
    return int(UNIT * (SAME_STORY if corpus.epoch.topics else SAME_STORY_BY_WORDS))


def closeness(corpus: Corpus, one: Own, rows: Rows) -> Closeness:
    """How surely each row tells of the same event as `one`, 0 to UNIT: the mean of wording and topics, made less by
    days apart (at most by LATE, so that an event that goes on for months may be one story). Symmetric to the bit,
    because only signals of integer products are used."""
    block = Block(corpus, one, rows)
    alike = block.cosine(Field.WHOLE, Field.WHOLE)
    in_time = _in_time(np.array(one.day, dtype=np.int64), corpus.days[rows])
    return _close(alike, topics(block) if corpus.epoch.topics else None, in_time)


def _close(alike: Strengths, in_topics: Strengths | None, in_time: Strengths) -> Closeness:
    """`alike` are cosines of all words, `in_topics` strengths of topics, where there are any."""
    total = np.sqrt(alike)
    if in_topics is not None:
        total = (total + in_topics) / 2
    return np.asarray(np.rint(total * in_time * UNIT), dtype=np.int64)


def _in_time(mine: NDArray[np.int64] | np.int64, theirs: NDArray[np.int32] | NDArray[np.int64]) -> Strengths:
    """1 for the same day or where a date is missing, towards 1 - LATE for days far apart."""
    apart = np.where((theirs != NO_DAY) & (mine != NO_DAY), theirs - mine, 0) / STORY_DAYS
    return np.asarray(1 - LATE * (1 - np.exp(-(apart**2) / 2)), dtype=np.float64)


class Few:
    """Few rows, each of which may be compared with all."""

    def __init__(self, corpus: Corpus, rows: Rows) -> None:
        self._days = corpus.days[rows]
        self._cosines, self._least = corpus.cosines_among(Field.WHOLE, rows), least_of(corpus)
        self._vectors: tuple[Ints, Ints] | None = None
        if corpus.epoch.topics:
            self._vectors = corpus.topics(Field.OPENING, rows), corpus.topics(Field.WHOLE, rows)

    def alike(self, at: int) -> Strengths:
        """Cosines of all words of the `at`-th with all."""
        return self._cosines(at)

    def close(self, at: int) -> Closeness:
        """The closeness of the `at`-th with all."""
        return self._close(at, self.alike(at))

    def same_story(self, at: int, alike: Strengths) -> NDArray[np.bool_]:
        """Which of all tell of the same event as the `at`-th, by themselves; `alike` is what `alike` gives of it."""
        return np.asarray(self._close(at, alike) >= self._least, dtype=np.bool_)

    def _close(self, at: int, alike: Strengths) -> Closeness:
        in_topics = None
        if self._vectors is not None:
            openings, wholes = self._vectors
            one_way, other_way = (
                np.einsum("ij,j->i", wholes, openings[at]),
                np.einsum("ij,j->i", openings, wholes[at]),
            )
            in_topics = topics_in_common(one_way + other_way)
        return _close(alike, in_topics, _in_time(self._days[at].astype(np.int64), self._days))


def between(corpus: Corpus, articles: Sequence[ArticleId]) -> Closeness:
    """The closeness of any two, (n, n), symmetric to the bit."""
    rows: Rows = np.array([corpus.row_of(article) for article in articles], dtype=np.intp)
    few = Few(corpus, rows)
    return np.array([few.close(at) for at in range(len(rows))])


def tied(corpus: Corpus, rows: Rows) -> Iterator[tuple[int, Rows, Closeness]]:
    """For each of these rows the places of those behind it that are close enough to tell of the same event, and how
    close: what `closeness` gives of all pairs. But words are compared only where topics and days leave room for that,
    of one pair in some hundred: 2,000 articles in .4 s, where each against all took 18."""
    least, alike = least_of(corpus), corpus.cosines_among(Field.WHOLE, rows)
    days = corpus.days[rows].astype(np.int64)
    for at, some, in_topics in _with_room(corpus, rows, days) if corpus.epoch.topics else _all_behind(len(rows)):
        close = _close(alike(at, some), in_topics, _in_time(days[at], days[some]))
        near = close >= least
        yield at, some[near], close[near]


_Pairs = Iterator[tuple[int, Rows, Strengths | None]]


def _all_behind(many: int) -> _Pairs:
    for at in range(many):
        yield at, np.arange(at + 1, many), None


def _with_room(corpus: Corpus, rows: Rows, days: NDArray[np.int64]) -> _Pairs:
    """For each the places of those behind it with which it would be close enough if their words were the same, and the
    strength of their topics. Who has room is told by floats of 24 bits, with more room than they can be wrong by."""
    openings, wholes = (corpus.topics(field, rows) for field in (Field.OPENING, Field.WHOLE))
    mine, theirs = np.hstack((openings, wholes)), np.hstack((wholes, openings))
    rough = theirs.astype(np.float32) / np.float32(2 * LENGTH**2)
    dated = days != NO_DAY
    apart = np.arange(int(np.ptp(days[dated])) + 1 if dated.any() else 1)
    needed = 2 * (least_of(corpus) - 1) / UNIT / _in_time(np.zeros(1, np.int64), apart) - 1 - ROUGH
    for start in range(0, len(rows), AT_ONCE):
        part, others = slice(start, start + AT_ONCE), slice(start, None)
        gap = np.where(dated[part, None] & dated[others], np.abs(days[part, None] - days[others]), 0)
        with one_thread():
            alike = mine[part].astype(np.float32) @ rough[others].T
        room = alike >= needed[gap].astype(np.float32)
        for at in range(len(room)):
            some = start + np.flatnonzero(room[at, at + 1 :]) + at + 1
            products = np.einsum("ik,k->i", theirs[some], mine[start + at])  # of whole numbers faster than `@`
            yield start + at, some, topics_in_common(products)
