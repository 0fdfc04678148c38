"""How telling is a word or a name in this archive? Counted exactly, then held still for a while.

An article's weights need to know how rare each word is in the whole archive, and that changes with every article. So it
is counted all the time (`Tally`: integers, kept by adding and taking away) and used as it stood when it was last frozen
(`Epoch`). In one epoch an article's vectors depend on that article alone, so no order of arrival can show; a new epoch
is due when the archive has grown by a tenth.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.background import ARTICLES, shares
from newsgraph.relating.features import Features, Field
from newsgraph.relating.ragged import NOTHING, Sparse
from newsgraph.relating.topics import Topics, learn_topics

SCALE = 4096  # a vector of length 1 is this long in integers; rounding moves a cosine by less than .001
GROWTH = 0.1  # a new epoch is due when the archive has grown (or shrunk) by this share
# Fields that are weighed by the counts of another: a word is as rare in a title as it is in the archive.
COUNTED_AS = {
    Field.TITLE: Field.WHOLE,
    Field.OPENING: Field.WHOLE,
    Field.PLACES_FIRST: Field.PLACES,
}


class Tally:
    """In how many articles each key stands, by field. Adding and taking away commute."""

    def __init__(self) -> None:
        self.articles = 0
        self.counts: dict[Field, Counter[str]] = {field: Counter() for field in Field if field not in COUNTED_AS}

    def add(self, features: Features, sign: int = 1) -> None:
        """`sign` -1 takes the article away again."""
        self.articles += sign
        for field, counter in self.counts.items():
            if sign > 0:
                counter.update(features.bag(field).keys())
                continue
            for key in features.bag(field):
                counter[key] -= 1
                if not counter[key]:
                    del counter[key]

    def merge(self, other: "Tally") -> None:
        self.articles += other.articles
        for field, counter in self.counts.items():
            counter.update(other.counts[field])


@dataclass(frozen=True)
class Epoch:
    """A tally held still, and the topics learnt at that moment (None where the archive was too small for any)."""

    articles: int
    counts: Mapping[Field, Mapping[str, int]]
    topics: Topics | None = None

    @cached_property
    def _rarities(self) -> dict[Field, dict[str, float]]:
        """Of the keys that are known, by the field that they are counted in."""
        found = {
            field: {key: self._of(field, seen) for key, seen in counts.items()} for field, counts in self.counts.items()
        }
        words = self.counts.get(Field.WHOLE, {})
        known = {key: words.get(key, 0) + ARTICLES * share for key, share in shares().items()}
        found.setdefault(Field.WHOLE, {}).update({key: self._of(Field.WHOLE, seen) for key, seen in known.items()})
        return found

    def rarest(self, field: Field) -> float:
        """How rare a key of this field is that nobody has used."""
        return self._of(field, 0)

    def _of(self, field: Field, seen: float) -> float:
        many = self.articles + (ARTICLES if COUNTED_AS.get(field, field) is Field.WHOLE else 0)
        return max(0.0, math.log((many + 1) / (seen + 0.5)))

    def due(self, tally: Tally) -> bool:
        """Whether the archive has changed so much that weights should be counted anew."""
        return abs(tally.articles - self.articles) > GROWTH * self.articles

    def rarity(self, field: Field, key: str) -> float:
        """ln((N + 1) / (n + ½)), at least 0: what no article has yet is the most telling. For words, N and n are those
        of the archive and of the background together."""
        return self._rarities.get(COUNTED_AS.get(field, field), {}).get(key, self.rarest(field))

    def vector(self, features: Features, field: Field) -> Sparse:
        """(1 + ln times) × rarity, of length 1, in integers. Of places the square root of the rarity: all say where."""
        bag = features.bag(field)
        if not bag:
            return NOTHING
        keys = tuple(sorted(bag))
        known, rarest = self._rarities.get(COUNTED_AS.get(field, field), {}), self.rarest(field)
        rare = [known.get(key, rarest) for key in keys]
        if field in (Field.PLACES, Field.PLACES_FIRST):
            rare = [math.sqrt(one) for one in rare]
        weights = np.array([(1 + math.log(bag[key])) * one for key, one in zip(keys, rare, strict=True)])
        length = math.sqrt(math.fsum(weights * weights))
        return Sparse(keys, np.rint(weights * (SCALE / length if length else 0)).astype(np.int32))

    def topic_vectors(self, whole: Sparse, opening: Sparse) -> tuple[NDArray[np.int16], NDArray[np.int16]] | None:
        return (self.topics.of(whole), self.topics.of(opening)) if self.topics else None


def learn_epoch(articles: Iterable[Features], *, topics: int | None = None) -> Epoch:
    """From all articles of the archive, in any order. `topics` is how many; None leaves it to `learn_topics`."""
    everything: Sequence[Features] = sorted(articles, key=lambda one: one.article)
    tally = Tally()
    for one in everything:
        tally.add(one)
    epoch = Epoch(tally.articles, {field: dict(counter) for field, counter in tally.counts.items()})
    wholes = ((one.article, epoch.vector(one, Field.WHOLE)) for one in everything)
    return Epoch(epoch.articles, epoch.counts, learn_topics(wholes, many=topics))
