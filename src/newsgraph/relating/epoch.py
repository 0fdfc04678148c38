"""How telling is a word or a name in this archive? Counted exactly, then held still for a while.

An article's weights need to know how rare each word is in the whole archive, and that changes with every article. So it
is counted when an epoch begins and held still until the archive has grown by a tenth. In one epoch an article's vectors
depend on that article alone, so no order of arrival can show.
"""

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.background import ARTICLES
from newsgraph.relating.cells import Rows
from newsgraph.relating.features import Features, Field
from newsgraph.relating.numbered import Bag, bag_of
from newsgraph.relating.numbering import Numbering, hash_of
from newsgraph.relating.ragged import taken
from newsgraph.relating.topics import Topics

SCALE = 4096  # a vector of length 1 is this long in integers; rounding moves a cosine by less than .001
FINE = 1024  # weights are rounded to this before their length is summed, so that the sum is one of integers
GROWTH = 0.1  # a new epoch is due when the archive has grown (or shrunk) by this share
AT_ONCE = 1 << 20  # columns that are weighed together, 50 bytes each
REMEMBERED = 1 << 14  # rarities; 2 MB. Those of 20 stories of a year of 6,000 articles are as many; not swept
# Fields that are weighed by the counts of another: a word is as rare in a title as it is in the archive.
COUNTED_AS = {
    Field.TITLE: Field.WHOLE,
    Field.OPENING: Field.WHOLE,
    Field.PLACES_FIRST: Field.PLACES,
}
COUNTED = tuple(field for field in Field if field not in COUNTED_AS)
OF_TIMES = np.array([0.0, *(1 + math.log(times) for times in range(1, 256))])


@dataclass(frozen=True)
class Epoch:
    """`rarities` and `counts` are those of the first columns, as many as there were; a later one is the rarest."""

    keys: Numbering
    articles: int
    counts: NDArray[np.int32]
    rarities: NDArray[np.float64]
    topics: Topics | None = None
    _known: dict[tuple[Field, str], float] = dataclasses.field(default_factory=dict, repr=False, compare=False)

    def due(self, articles: int) -> bool:
        """Whether the archive has changed so much that weights should be counted anew."""
        return abs(articles - self.articles) > GROWTH * self.articles

    def rarest(self, field: Field) -> float:
        """How rare a key of this field is that nobody has used."""
        return float(rarity(np.zeros(1), self.articles, words=COUNTED_AS.get(field, field) is Field.WHOLE)[0])

    def rarity(self, field: Field, key: str) -> float:
        """ln((N + 1) / (n + ½)), at least 0: what no article has yet is the most telling. For words, N and n are those
        of the archive and of the background together. What was asked before is remembered: it holds for the epoch."""
        known = self._known.get((field, key))
        if known is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            known = self._known[field, key] = self._rarity(field, key)
        return known

    def _rarity(self, field: Field, key: str) -> float:
        column = self.keys.find(np.array([hash_of(key)], dtype=np.uint64))
        return float(self.rarities_of(field, column)[0])

    def rarities_of(self, field: Field, columns: NDArray[np.integer]) -> NDArray[np.float64]:
        """Of columns; -1 is a key that has none."""
        known = (columns >= 0) & (columns < len(self.rarities))
        found = np.full(len(columns), self.rarest(field))
        found[known] = self.rarities[columns[known]]
        return found

    def counts_of(self, columns: NDArray[np.integer]) -> NDArray[np.int64]:
        """In how many articles each column stood when the epoch began."""
        known = columns < len(self.counts)
        found = np.zeros(len(columns), dtype=np.int64)
        found[known] = taken(self.counts, columns[known])
        return found

    def weights(
        self, field: Field, columns: NDArray[np.integer], times: NDArray[np.uint8], lengths: Rows
    ) -> NDArray[np.int32]:
        """(1 + ln times) × rarity of rows of these lengths, each of length 1, in integers. Of places the square root of
        the rarity: all say where."""
        rare = self.rarities_of(field, columns)
        if field in (Field.PLACES, Field.PLACES_FIRST):
            rare = np.sqrt(rare)
        fine = np.rint(OF_TIMES[times] * rare * FINE).astype(np.int64)
        some = lengths[lengths > 0]
        if not len(some):
            return np.zeros(0, dtype=np.int32)
        squares = np.add.reduceat(fine * fine, np.cumsum(some) - some)
        long = np.repeat(np.sqrt(np.maximum(squares, 1).astype(np.float64)), some)
        return np.rint(fine * (SCALE / long)).astype(np.int32)

    def vector(self, features: Features, field: Field) -> dict[str, int]:
        """What each key of a field weighs in one article."""
        bag = features.bag(field)
        weights = self.of_bag(bag_of(bag), field)[1].tolist()
        return dict(zip(sorted(bag, key=hash_of), weights, strict=True))

    def of_bag(self, bag: Bag, field: Field) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Columns (-1 for a key that has none) and weights."""
        columns = self.keys.find(bag.keys)
        return columns, self.weights(field, columns, bag.times, np.array([len(columns)]))


def rarity(seen: NDArray[np.float64], articles: int, *, words: bool) -> NDArray[np.float64]:
    """By in how many articles a key stands; to those of words the background adds."""
    many = articles + (ARTICLES if words else 0)
    return np.array([max(0.0, math.log((many + 1) / (one + 0.5))) for one in seen.tolist()])


def rarities(
    counts: NDArray[np.int32], of_words: NDArray[np.bool_], articles: int, *, background: Mapping[int, float]
) -> NDArray[np.float64]:
    """Of all columns. `of_words` says which are words; `background` in how many articles more some of them stand."""
    found, more = np.zeros(len(counts)), np.array(sorted(background.items())).reshape(-1, 2)
    for start in range(0, len(counts), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        seen = counts[part].astype(np.float64)
        inside = more[(more[:, 0] >= start) & (more[:, 0] < start + AT_ONCE)]
        seen[inside[:, 0].astype(np.intp) - start] += inside[:, 1]
        for words in (True, False):
            which = np.flatnonzero(of_words[part] == words)
            distinct, where = np.unique(seen[which], return_inverse=True)
            found[start + which] = rarity(distinct, articles, words=words)[where]
    return found
