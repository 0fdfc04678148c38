"""News that nobody wrote: as many articles as are asked for, whose names are as unevenly spread as real ones."""

from collections.abc import Iterator
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.entity import EntityKind
from newsgraph.graph.rows import ArticleRow, EntityRow, LinkRow, Rows

SEED, DAYS, STORY, NAMES, COPIES = 7, 3_650, 8, 12, 0.2
_KINDS = [EntityKind.PERSON, EntityKind.PLACE, EntityKind.ORGANISATION, EntityKind.GROUP, EntityKind.PERSON]
_SOURCES = 200


class SyntheticNews(NamedTuple):
    """int arrays: a day and an origin (an article's number) for each article, and article, entity, weight of links."""

    days: NDArray[np.int64]
    origins: NDArray[np.int64]
    articles: NDArray[np.int64]
    entities: NDArray[np.int64]
    weights: NDArray[np.float64]
    entity_count: int

    def rows(self) -> Rows:
        count = self.days.size
        ids = [f"article/{number * 0x9E3779B97F4A7C15 % 2**64:016x}" for number in range(count)]
        articles = (
            ArticleRow(key, id, day, ids[origin] if origin != key else "")
            for key, (id, day, origin) in enumerate(zip(ids, self.days.tolist(), self.origins.tolist(), strict=True))
        )
        return Rows(articles, self.entity_rows(), self.link_rows())

    def entity_rows(self) -> Iterator[EntityRow]:
        for number in range(self.entity_count):
            kind = EntityKind.SOURCE if number < _SOURCES else _KINDS[number % len(_KINDS)]
            yield EntityRow(number, entity_id(number, kind), kind, f"Name {number}")

    def link_rows(self) -> Iterator[LinkRow]:
        for at in range(0, self.articles.size, 100_000):
            part = slice(at, at + 100_000)
            yield from map(
                tuple.__new__,
                repeat(LinkRow),
                zip(
                    self.articles[part].tolist(), self.entities[part].tolist(), self.weights[part].tolist(), strict=True
                ),
            )


def entity_id(number: int, kind: EntityKind) -> str:
    first = {EntityKind.PLACE: "place", EntityKind.SOURCE: "source"}.get(kind, "actor")
    return f"{first}/{number:07d}"


def synthetic_news(count: int, *, seed: int = SEED) -> SyntheticNews:
    """Stories of eight articles share half of their twelve names; names follow Zipf's law, a fifth are copies."""
    random = np.random.default_rng(seed)
    entity_count = max(1_000, int(0.4 * count))
    story = random.integers(0, max(1, count // STORY), count)
    days = np.sort(random.integers(10_000, 10_000 + DAYS, story.max() + 1))[story] + random.integers(0, 5, count)
    articles = np.repeat(np.arange(count), NAMES)
    own = zipf(random, articles.size, entity_count)
    casts = zipf(random, (story.max() + 1) * NAMES, entity_count).reshape(-1, NAMES)
    shared = casts[story[articles], random.integers(0, NAMES, articles.size)]
    entities = np.where(random.random(articles.size) < 0.5, own, shared)
    sources = zipf(random, count, _SOURCES, first=0)
    origins = np.arange(count)
    copies = np.flatnonzero(random.random(count) < COPIES)[1:]
    origins[copies] = copies - 1 - random.integers(0, 3, copies.size)
    origins = np.where(origins < 0, np.arange(count), origins)
    origins = np.where(origins[origins] == origins, origins, np.arange(count))
    weights = np.concatenate((random.random(articles.size) * 0.9 + 0.1, np.ones(count)))
    return SyntheticNews(
        days,
        origins,
        np.concatenate((articles, np.arange(count))),
        np.concatenate((entities, sources)),
        weights,
        entity_count,
    )


def zipf(random: np.random.Generator, size: int, count: int, *, first: int = _SOURCES) -> NDArray[np.int64]:
    """Numbers from `first` up to `count`, the n-th of them as often as 1 / (n + 5): Mandelbrot's form of Zipf's law.
    With twelve names an article the first is in every sixth or so, as a country is in its own news."""
    heights = np.cumsum(1 / np.arange(6, count - first + 6))
    return first + np.searchsorted(heights, random.random(size) * heights[-1])
