"""What is an article to be compared by, as numbers? Its features with every string as a hash: small, and quick to send.

In order of hash, which no order of arrival changes, so that whatever is summed over an article is the same everywhere.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.relating.features import Features, Field, Spot
from newsgraph.relating.meaning import NO_MEANING, Vector
from newsgraph.relating.numbering import Hashes, hash_of, hashes_of, hashes_of_new

MOST_TIMES = 255
NO_DAY = 0  # the ordinal of no day
NO_KEYS: Hashes = np.zeros(0, dtype=np.uint64)
NO_TIMES: NDArray[np.uint8] = np.zeros(0, dtype=np.uint8)


class Bag(NamedTuple):
    """Hashes in order, and how often each, MOST_TIMES at most."""

    keys: Hashes
    times: NDArray[np.uint8]


class Numbered(NamedTuple):
    """`spots` are points on the unit sphere and how often they are named, (n, 4). 0 is no source, no url, no day.
    `meaning` is what `meanings_of` gives, NO_MEANING where no model was asked."""

    article: ArticleId
    bags: Mapping[Field, Bag]
    spots: NDArray[np.float64]
    day: int
    source: int
    url: int
    authors: Hashes
    links: Hashes
    meaning: Vector = NO_MEANING

    def bag(self, field: Field) -> Bag:
        return self.bags.get(field, Bag(NO_KEYS, NO_TIMES))


def numbered(features: Features, *, meaning: Vector = NO_MEANING) -> Numbered:
    """Pure."""
    return Numbered(
        article=features.article,
        bags={field: bag_of(bag, seldom=field is Field.QUOTED) for field, bag in features.bags.items() if bag},
        spots=np.array([(*point(spot), spot.times) for spot in features.spots]).reshape(-1, 4),
        day=features.day or NO_DAY,
        source=hash_of(features.source) if features.source else 0,
        url=hash_of(features.url) if features.url else 0,
        authors=np.sort(hashes_of(features.authors)),
        links=np.sort(hashes_of(features.links)),
        meaning=meaning,
    )


def bag_of(bag: Mapping[str, int], *, seldom: bool = False) -> Bag:
    """`seldom` where hardly any of the keys comes again."""
    keys = hashes_of_new(bag) if seldom else hashes_of(bag)
    times = np.minimum(np.fromiter(bag.values(), np.int64, len(bag)), MOST_TIMES).astype(np.uint8)
    order = np.argsort(keys)
    return Bag(keys[order], times[order])


def point(spot: Spot) -> tuple[float, float, float]:
    """On the unit sphere."""
    lat, lon = math.radians(spot.lat), math.radians(spot.lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)
