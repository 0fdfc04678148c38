"""Which articles tell of one event? Those that are close to each other on average, and nothing less.

Two articles are tied where they are close enough. What ties hold together, directly or not, is a block; within a block,
groups are merged from the closest pair down for as long as the mean closeness between two of them suffices (average
linkage; a mean that suffices has a pair that does, so blocks part no story). A story is therefore a function of the set
of articles: whoever adds or removes one works out its block anew, and ends where all at once would have ended.
Closeness is in integers, so that no order of summing shows.
"""

import heapq
from collections.abc import Iterable

import numpy as np

from newsgraph.article import ArticleId
from newsgraph.relating.cells import Rows
from newsgraph.relating.closeness import LEAST_SHARED, UNIT, Closeness, between, closeness, least_of, tied
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.features import Field
from newsgraph.relating.numbered import NO_DAY

LARGEST = 400  # articles of a block; a larger one is cut at stronger ties
STRONGER = UNIT // 50


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
        """`among` are the rows of the articles, where they are known: then nothing else is looked at."""
        self._corpus = corpus
        self._least = least_of(corpus)
        self._ties: dict[ArticleId, dict[ArticleId, int]] = {}
        self._story: dict[ArticleId, tuple[ArticleId, ...]] = {}
        added = sorted(articles)
        if among is not None:
            self._tie_all(among)
        else:
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
        rows = corpus.sharing(one, Field.WHOLE, LEAST_SHARED)
        close = closeness(corpus, one, rows)
        near = (close >= self._least) & (rows != one.row)
        found = {corpus.id(row): value for row, value in zip(rows[near].tolist(), close[near].tolist(), strict=True)}
        for other in found.keys() & self._ties.keys():
            self._ties[article][other] = self._ties[other][article] = found[other]
        return found

    def _tie_all(self, rows: Rows) -> None:
        """Ties these to each other."""
        ids = self._corpus.ids(rows)
        self._ties = {article: {} for article in ids}
        for at, others, close in tied(self._corpus, rows):
            for other, value in zip(others.tolist(), close.tolist(), strict=True):
                self._ties[ids[at]][ids[other]] = self._ties[ids[other]][ids[at]] = value

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
        if len(articles) == 1:
            yield articles
            return
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
