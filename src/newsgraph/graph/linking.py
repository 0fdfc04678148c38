"""How are many links held? Three arrays of whole numbers: a row for each of millions takes longer than all else."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from newsgraph.graph.rows import LinkRow, Links
from newsgraph.graph.sparse import UNIT

_BATCH = 1_000_000
_LINK = np.dtype([("article", np.int64), ("entity", np.int64), ("weight", np.float64)])


def batches(links: Iterable[LinkRow] | Iterable[Links]) -> Iterator[Links]:
    """Rows many at a time, or what is arrays already."""
    rest = iter(links)
    for first in rest:
        if isinstance(first, Links):
            yield first
        else:
            yield links_of(cast(Iterator[LinkRow], chain((first,), islice(rest, _BATCH - 1))))


def whole_links(links: Iterable[LinkRow] | Iterable[Links]) -> Links:
    """All of them in one."""
    none = np.zeros(0, np.int64)
    return Links(*map(np.concatenate, zip((none, none, none), *batches(links), strict=True)))


def links_of(rows: Iterable[LinkRow]) -> Links:
    """The same links as arrays."""
    batch = np.fromiter(cast(Iterable[object], rows), _LINK)
    return Links(batch["article"], batch["entity"], _whole(batch["weight"] * UNIT))


class Columns(Protocol):
    """Links of some articles, article after article, whole numbers written with commas.

    `named` and `weighed` tell how many `numbers` and `entities`, and how many `weights` (in 1/UNIT), each of `articles`
    has; the n-th of `numbers` is which of its article's weights is that of the n-th of `entities`.
    """

    @property
    def articles(self) -> Sequence[int]: ...
    @property
    def named(self) -> Sequence[int]: ...
    @property
    def numbers(self) -> str: ...
    @property
    def entities(self) -> str: ...
    @property
    def weighed(self) -> Sequence[int]: ...
    @property
    def weights(self) -> str: ...


def weighed(columns: Columns) -> Links:
    """The links of these columns. What weighs nothing is no link."""
    many, lengths = np.array(columns.weighed, np.int64), np.array(columns.named, np.int64)
    places, entities, weights = map(_numbers, (columns.numbers, columns.entities, columns.weights))
    known = places < np.repeat(many, lengths)
    at = places + np.repeat(np.cumsum(many) - many, lengths)
    found = np.zeros(places.size, np.int64)
    found[known] = weights[at[known]]
    kept = found > 0
    articles = np.repeat(np.array(columns.articles, np.int64), lengths)
    return Links(articles[kept], entities[kept], _whole(found[kept]))


def _numbers(written: str) -> NDArray[np.int64]:
    """Reading them so takes a tenth of the time that a list of ints takes."""
    return np.fromstring(written, np.int64, sep=",") if written else np.zeros(0, np.int64)


def _whole(weights: NDArray[np.float64] | NDArray[np.int64]) -> NDArray[np.int64]:
    return np.rint(np.clip(weights, 1, UNIT)).astype(np.int64)
