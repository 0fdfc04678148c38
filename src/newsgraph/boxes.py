"""What does a site show beside an article? A list with one line for each, and what editors ruled about it."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from newsgraph.article import ArticleId

T = TypeVar("T")
PINNED = "chosen by the editors"


def is_a_link(url: str) -> bool:
    """What a page may link to: an article came from outside, and `javascript:` is an address too."""
    return url.lower().startswith(("https://", "http://"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxed:
    """An article in a list on a page. `line` is why it stands there, `quote` a sentence of it that shows this, "" where
    there is none; `relation` is what it is to the article that is read."""

    id: ArticleId
    title: str
    url: str
    source: str
    published: datetime | None
    language: str
    relation: str
    line: str
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What to read beside an article, best first. No other article enters the list with a score below the `bar`."""

    article: ArticleId
    title: str
    url: str
    language: str
    entries: tuple[Boxed, ...]
    bar: float = 0.0


class Findable(NamedTuple):
    """An article as a search without an archive knows it. `words` maps each word, as it is folded for the text index,
    to its stems and to what it weighs, 1 to 9."""

    id: ArticleId
    title: str
    url: str
    source: str
    published: datetime | None
    words: Mapping[str, tuple[tuple[str, ...], int]]


class Pin(NamedTuple):
    """An article that stands in the list of a page, at a place from 1 on, whatever it is worth there."""

    page: ArticleId
    shown: ArticleId
    place: int
    because: str = ""


Apart = tuple[frozenset[ArticleId], frozenset[ArticleId]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """What editors ruled, as of a moment. `nowhere` are shown in no list; of these `kept_back` are under embargo, and
    have no box themselves. `blocked` are pairs of a page and what it does not show; of each pair of `apart` no article
    of the one stands beside one of the other. What is hidden stays so where it is pinned."""

    pins: tuple[Pin, ...] = ()
    nowhere: frozenset[ArticleId] = frozenset()
    kept_back: frozenset[ArticleId] = frozenset()
    blocked: frozenset[tuple[ArticleId, ArticleId]] = frozenset()
    apart: frozenset[Apart] = frozenset()

    def hidden(self, page: ArticleId, ids: Collection[ArticleId]) -> set[ArticleId]:
        """Which of the articles may not stand in the list of the page."""
        return {id for id in ids if id in self.nowhere or (page, id) in self.blocked or self._apart(page, id)}

    def _apart(self, page: ArticleId, id: ArticleId) -> bool:
        return any((page in one and id in other) or (page in other and id in one) for one, other in self.apart)

    def pinned(self, page: ArticleId, found: Mapping[ArticleId, T], limit: int) -> dict[ArticleId, T | None]:
        """The list of the page with what is pinned there in its place: None where it would not have stood there."""
        here = sorted((one.place, one.shown) for one in self.pins if one.page == page)
        here = [(place, id) for place, id in here if id != page and not self.hidden(page, [id])]
        order = [id for id in found if id not in {shown for _, shown in here}]
        for place, id in here:
            order.insert(place - 1, id)
        return {id: found.get(id) for id in order[:limit]}

    def because(self, page: ArticleId, id: ArticleId) -> str:
        """Why an article was pinned, in the editors' words."""
        return next((one.because for one in self.pins if (one.page, one.shown) == (page, id) and one.because), "")


class Standing(NamedTuple):
    """What a site shows: as of which revision of the archive and which epoch of its weights, by
    which rulings, which articles in which list, and the bars of these."""

    revision: int
    epoch: str
    rulings: Rulings
    lists: Mapping[ArticleId, Sequence[ArticleId]]
    bars: Mapping[ArticleId, float]


class Due(NamedTuple):
    """Whose list is to be made again, which pages are gone, and which articles came or changed: in order of id. `all`
    says that every list is due."""

    pages: Sequence[ArticleId]
    gone: Sequence[ArticleId]
    came: AbstractSet[ArticleId]
    all: bool
