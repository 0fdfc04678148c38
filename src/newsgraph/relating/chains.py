"""How does one article lead to another? The most coherent sequence of articles between them, in order of time.

A chain is as strong as its weakest link (Shahaf and Guestrin 2010), and short: without a bound on the hops the
strongest chain of a large archive has a hundred. Found layer by layer from the earlier article, each layer holding for
every article the best chain that reaches it in so many hops.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.relating.cells import Rows
from newsgraph.relating.closeness import UNIT, closeness
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.features import Field
from newsgraph.relating.numbered import NO_DAY
from newsgraph.relating.own import Own
from newsgraph.relating.ranking import row_of
from newsgraph.relating.signals import Block
from newsgraph.relating.weights import COPY

HOPS = 6
BRANCHES = 20  # articles that a chain may go on to from one, the closest
WIDTH = 60  # chains that are followed in a layer, the strongest
SLACK = 1  # days by which a link may go back, since clocks and datelines differ


class Chain(NamedTuple):
    """Articles in order, `links[i]` (0 to 1) between i and i + 1; `strength` is that of the weakest."""

    articles: tuple[ArticleId, ...]
    links: tuple[float, ...]

    @property
    def strength(self) -> float:
        return min(self.links)


class _Path(NamedTuple):
    rows: tuple[int, ...]
    links: tuple[int, ...]

    def rank(self, corpus: Corpus) -> tuple[int, int, int, tuple[ArticleId, ...]]:
        """Smaller is better: the strongest weakest link, then fewer hops, the larger sum, smaller ids."""
        return (-min(self.links), len(self.links), -sum(self.links), tuple(corpus.id(row) for row in self.rows))


def chain(corpus: Corpus, one: ArticleId, other: ArticleId, *, hops: int = HOPS) -> Chain | None:
    """From the earlier to the later (as asked where a date is missing). None where nothing ties them.

    Articles in between lie in time between the two, and no link joins a copy to its original. Raises UnknownName.
    """
    start, end = row_of(corpus, one), row_of(corpus, other)
    if corpus.days[end] != NO_DAY and corpus.days[start] > corpus.days[end]:
        start, end = end, start
    best: _Path | None = None
    layer = [_Path((start,), ())]
    among = _in_time(corpus, start, end)
    for _ in range(hops):
        reached: dict[int, _Path] = {}
        for path in layer:
            for longer in _longer(corpus, path, end, among):
                row = longer.rows[-1]
                if best and min(longer.links) <= min(best.links):
                    continue
                if row not in reached or longer.rank(corpus) < reached[row].rank(corpus):
                    reached[row] = longer
        best = reached.pop(end, best)
        layer = sorted(reached.values(), key=lambda path: path.rank(corpus))[:WIDTH]
    return _told(corpus, best) if best else None


def _in_time(corpus: Corpus, start: int, end: int) -> NDArray[np.bool_] | None:
    """Which rows may stand between: dated, from the first to the last day (any, where an end has no date)."""
    days = corpus.days
    first, last = int(corpus.days[start]), int(corpus.days[end])
    if NO_DAY in (first, last):
        return None
    return np.asarray((days != NO_DAY) & (days >= first - SLACK) & (days <= last + SLACK), dtype=np.bool_)


def _longer(corpus: Corpus, path: _Path, end: int, among: NDArray[np.bool_] | None) -> list[_Path]:
    """The path with one more article: the closest ones that come no earlier, and the end itself."""
    at = path.rows[-1]
    one = corpus.own(at)
    near = corpus.candidates(one, limit=2 * BRANCHES, among=among)
    fitting = near[~np.isin(near, [*path.rows, end]) & (corpus.days[near] >= corpus.days[at] - SLACK)]
    rows = np.append(fitting, end)
    links = closeness(corpus, one, rows)
    links[_copies(corpus, one, rows) & (rows != end)] = 0
    kept = sorted(range(len(rows) - 1), key=lambda i: (-links[i], corpus.id(int(rows[i]))))[:BRANCHES]
    return [
        _Path((*path.rows, int(rows[i])), (*path.links, int(links[i]))) for i in (*kept, len(rows) - 1) if links[i] > 0
    ]


def _copies(corpus: Corpus, one: Own, rows: Rows) -> NDArray[np.bool_]:
    return np.asarray(Block(corpus, one, rows).cosine(Field.WHOLE, Field.WHOLE) >= COPY, dtype=np.bool_)


def _told(corpus: Corpus, path: _Path) -> Chain:
    return Chain(tuple(corpus.id(row) for row in path.rows), tuple(link / UNIT for link in path.links))
