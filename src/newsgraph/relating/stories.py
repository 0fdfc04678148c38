"""Which articles tell of one event? Those that are close to each other on average, and nothing less.

Two articles are tied where they are close enough. What ties hold together, directly or not, is a block; within a block,
groups are merged from the closest pair down for as long as the mean closeness between two of them suffices (average
linkage; a mean that suffices has a pair that does, so blocks part no story). A story is therefore a function of the set
of articles: whoever adds or removes one works out its block anew, and ends where all at once would have ended.
Closeness is in integers, so that no order of summing shows.
"""

import heapq
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.relating.cells import Rows
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.features import Field
from newsgraph.relating.numbered import NO_DAY
from newsgraph.relating.own import Own
from newsgraph.relating.signals import Block, Strengths, topics, topics_in_common

UNIT = 10_000  # closeness of 1
# Mean closeness of one story, swept in steps of .025 on ECB+ among 8,000 unrelated articles: B-cubed F1 is .93 from .55
# to .675, .945 at the best. With words alone it is .90 to .92 from .475 to .525. Others, at their best: opening .901,
# topics .929, both with wording .927, with people and places .907, with the title .890.
SAME_STORY = 0.625
SAME_STORY_BY_WORDS = 0.5
LEAST_SHARED = 0.06  # cosine of all words; with less, no topics in common make a story
LARGEST = 400  # articles of a block; a larger one is cut at stronger ties
STRONGER = UNIT // 50
STORY_DAYS = 7.0  # the sigma of an event's coverage: Miranda et al. 2018 have 3 days, with weeklies it is longer
LATE = 1 / 3

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


def _in_time(mine: NDArray[np.int64], theirs: NDArray[np.int32]) -> Strengths:
    """1 for the same day or where a date is missing, towards 1 - LATE for days far apart."""
    apart = np.where((theirs != NO_DAY) & (mine != NO_DAY), theirs - mine, 0) / STORY_DAYS
    return np.asarray(1 - LATE * (1 - np.exp(-(apart**2) / 2)), dtype=np.float64)


class Few:
    """Few rows, each of which may be compared with all."""

    def __init__(self, corpus: Corpus, rows: Rows) -> None:
        days = corpus.days[rows]
        self._cosines, self._least = corpus.cosines_among(Field.WHOLE, rows), least_of(corpus)
        self._in_time = _in_time(days[:, None].astype(np.int64), days)
        self._topics: Strengths | None = None
        if corpus.epoch.topics:
            openings, wholes = (corpus.topics(field, rows) for field in (Field.OPENING, Field.WHOLE))
            one_way = np.einsum("ik,jk->ij", openings, wholes)
            self._topics = topics_in_common(one_way + one_way.T)

    def alike(self, at: int) -> Strengths:
        """Cosines of all words of the `at`-th with all."""
        return self._cosines(at)

    def same_story(self, at: int, alike: Strengths) -> NDArray[np.bool_]:
        """Which of all tell of the same event as the `at`-th, by themselves; `alike` is what `alike` gives of it."""
        in_topics = None if self._topics is None else self._topics[at]
        return np.asarray(_close(alike, in_topics, self._in_time[at]) >= self._least, dtype=np.bool_)


def between(corpus: Corpus, articles: Sequence[ArticleId]) -> Closeness:
    """The closeness of any two, (n, n), symmetric to the bit."""
    rows: Rows = np.array([corpus.row_of(article) for article in articles], dtype=np.intp)
    return np.array([closeness(corpus, corpus.own(int(row)), rows) for row in rows])


def merged(close: Closeness, least: int) -> list[list[int]]:
    """Average linkage: groups of places, each sorted; of equal pairs the one that stands first is merged first."""
    groups = [[i] for i in range(len(close))]
    sums = close.astype(np.float64)
    sizes = np.ones(len(close))
    np.fill_diagonal(sums, -np.inf)
    while len(groups) > 1:
        means = sums / np.outer(sizes, sizes)
        i, j = sorted(divmod(int(means.argmax()), len(groups)))
        if means[i, j] < least:
            break
        groups[i] = sorted(groups[i] + groups.pop(j))
        sums[i] += sums[j]
        sums[:, i] = sums[i]
        sizes[i] += sizes[j]
        sums[i, i] = -np.inf
        keep = np.arange(len(sums)) != j
        sums, sizes = sums[np.ix_(keep, keep)], sizes[keep]
    return groups


class Stories:
    """The stories of a corpus, kept as articles come and go. Add to the corpus first; remove from here first."""

    def __init__(self, corpus: Corpus, articles: Iterable[ArticleId] = (), *, among: Rows | None = None) -> None:
        """`among` are the rows of the articles, where these are few: then nothing else is looked at."""
        self._corpus, self._among = corpus, among
        self._least = least_of(corpus)
        self._ties: dict[ArticleId, dict[ArticleId, int]] = {}
        self._story: dict[ArticleId, tuple[ArticleId, ...]] = {}
        added = sorted(articles)
        for article in added:
            self._tie(article)
        self._tell_apart(added)

    def add(self, article: ArticleId) -> None:
        self._tie(article)
        self._tell_apart([article])

    def reach(self, article: ArticleId) -> None:
        """Add the article and what is tied to it, directly or not, the strongest ties first, LARGEST at most."""
        waiting = [(-UNIT, article)]
        while waiting and len(self._ties) < LARGEST:
            _, next = heapq.heappop(waiting)
            if next not in self._ties:
                for other, close in self._tie(next).items():
                    if other not in self._ties:
                        heapq.heappush(waiting, (-close, other))
        self._tell_apart([article])

    def remove(self, article: ArticleId) -> None:
        others = list(self._ties.pop(article, {}))
        for other in others:
            del self._ties[other][article]
        self._story.pop(article, None)
        self._tell_apart(others)

    def of(self, article: ArticleId) -> tuple[ArticleId, ...]:
        """The articles of its story in order of time, those without a date last, ties by id; itself among them."""
        return self._story[article]

    def all(self) -> list[tuple[ArticleId, ...]]:
        """Every story, sorted by its articles."""
        return sorted(set(self._story.values()))

    def _tie(self, article: ArticleId) -> dict[ArticleId, int]:
        """Ties it to those that are here already, and gives all that are close enough, here or not."""
        corpus = self._corpus
        one = corpus.own(corpus.row_of(article))
        self._ties[article] = {}
        rows = corpus.sharing(one, Field.WHOLE, LEAST_SHARED) if self._among is None else self._among
        close = closeness(corpus, one, rows)
        near = (close >= self._least) & (rows != one.row)
        found = {corpus.id(row): value for row, value in zip(rows[near].tolist(), close[near].tolist(), strict=True)}
        for other in found.keys() & self._ties.keys():
            self._ties[article][other] = self._ties[other][article] = found[other]
        return found

    def _tell_apart(self, changed: Iterable[ArticleId]) -> None:
        done: set[ArticleId] = set()
        for article in changed:
            if article not in done and article in self._ties:
                block = self._block({article}, 0)
                done |= block
                for story in self._stories(block, self._least):
                    self._story |= dict.fromkeys(story, self._in_order(story))

    def _block(self, start: set[ArticleId], least: int, among: set[ArticleId] | None = None) -> set[ArticleId]:
        found, waiting = set(start), list(start)
        while waiting:
            for other, close in self._ties[waiting.pop()].items():
                if close >= least and other not in found and (among is None or other in among):
                    found.add(other)
                    waiting.append(other)
        return found

    def _stories(self, block: set[ArticleId], least: int) -> Iterable[list[ArticleId]]:
        articles = sorted(block)
        if len(articles) <= LARGEST:
            for group in merged(between(self._corpus, articles), self._least):
                yield [articles[i] for i in group]
            return
        left = set(block)
        while left:
            part = self._block({min(left)}, least + STRONGER, left)
            left -= part
            yield from self._stories(part, least + STRONGER)

    def _in_order(self, story: Iterable[ArticleId]) -> tuple[ArticleId, ...]:
        days = {article: int(self._corpus.days[self._corpus.row_of(article)]) for article in story}
        return tuple(sorted(days, key=lambda one: (days[one] == NO_DAY, days[one], one)))
