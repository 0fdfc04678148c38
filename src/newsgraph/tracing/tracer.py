"""Which pairs of articles share something, as articles come and go? In memory: what a store does with tables."""

from collections.abc import Mapping

from newsgraph.article import Article, ArticleId
from newsgraph.tracing.candidates import FingerprintIndex, MemoryIndex
from newsgraph.tracing.fingerprints import Fingerprints, fingerprints_of
from newsgraph.tracing.overlap import text_of
from newsgraph.tracing.pairs import Pair, compare
from newsgraph.tracing.words import words_of


def day_of(article: Article) -> int | None:
    """The day by which candidates are looked for."""
    return None if article.published is None else article.published.toordinal()


class Tracer:
    """All articles and all pairs of them that share something, as a function of the set of articles: no order of
    arrival shows, nor what was there and was removed."""

    def __init__(self, index: FingerprintIndex | None = None) -> None:
        self._index = MemoryIndex() if index is None else index
        self._articles: dict[ArticleId, Article] = {}
        self._prints: dict[ArticleId, Fingerprints] = {}
        self._partners: dict[ArticleId, dict[ArticleId, Pair]] = {}

    @property
    def articles(self) -> Mapping[ArticleId, Article]:
        return self._articles

    def add(self, article: Article) -> frozenset[ArticleId]:
        """Take it in, or its new text. The articles whose pairs changed, itself among them: groups and origins of these
        are to be told anew."""
        changed = self.remove(article.id) if article.id in self._articles else frozenset()
        self._articles[article.id] = article
        self._prints[article.id] = fingerprints_of(words_of(article))
        self._partners[article.id] = {}
        touched = self._index.add(article.id, self._prints[article.id], day_of(article))
        # A phrase that became common only ends pairs; only the new article begins any.
        ended = (self._end(one) for one in touched)
        return changed.union({article.id}, self._begin(article.id), *ended)

    def remove(self, article: ArticleId) -> frozenset[ArticleId]:
        """Forget it. The articles whose pairs changed."""
        partners = self._partners.pop(article)
        for partner in partners:
            del self._partners[partner][article]
        del self._articles[article], self._prints[article]
        touched = self._index.remove(article) - {article}
        return frozenset(partners).union(*map(self._begin, touched))

    def pairs(self) -> list[Pair]:
        """All of them, in order of ids."""
        every = {pair[:2]: pair for partners in self._partners.values() for pair in partners.values()}
        return [pair for _, pair in sorted(every.items())]

    def pairs_of(self, article: ArticleId) -> list[Pair]:
        """Those of one article, in order of its partners' ids."""
        return [pair for _, pair in sorted(self._partners[article].items())]

    def _begin(self, article: ArticleId) -> set[ArticleId]:
        """Compare it with its candidates; whose pairs changed."""
        own = self._articles[article]
        text = text_of(words_of(own))
        begun = set()
        for partner in self._candidates(article) - self._partners[article].keys():
            other = self._articles[partner]
            pair = compare(own, other, (text, text_of(words_of(other))))
            if pair:
                self._partners[article][partner] = self._partners[partner][article] = pair
                begun |= {article, partner}
        return begun

    def _end(self, article: ArticleId) -> set[ArticleId]:
        """Forget its pairs with what is no candidate any more; whose changed."""
        lost = self._partners[article].keys() - self._candidates(article) if self._partners[article] else set()
        for partner in lost:
            del self._partners[article][partner], self._partners[partner][article]
        return {article, *lost} if lost else set()

    def _candidates(self, article: ArticleId) -> set[ArticleId]:
        day = day_of(self._articles[article])
        return {one.article for one in self._index.candidates(self._prints[article], day)} - {article}
