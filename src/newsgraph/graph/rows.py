"""What is a graph made from? Plain rows, which the store can read off its tables."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.entity import EntityKind

KINDS = tuple(EntityKind)
"""The kinds of entities, in the order of the numbers that stand for them in arrays: only ever added to at the end."""

UNDATED = -(2**31)
_EPOCH = date(1970, 1, 1)


class LinkKind(StrEnum):
    """How two nodes are tied, read from the first to the second.

    NAMES: article to place or actor. BY: article to author. IN: article to source. COPIED: article to the article that
    stands for its copies, or to the source that it was copied from. CITES: article to an article that it has a
    hyperlink to. WITHIN: place to the place around it. WRITES_FOR: author to source.
    """

    NAMES = "names"
    BY = "by"
    IN = "in"
    COPIED = "copied from"
    CITES = "cites"
    WITHIN = "within"
    WRITES_FOR = "writes for"


TIES = (LinkKind.COPIED, LinkKind.CITES, LinkKind.WITHIN)
"""The kinds that `TieRow` may have; the others follow from links."""


class ArticleRow(NamedTuple):
    """An article. `key` stands for it in the links of the same rows: a small whole number such as `article.key`.

    `day` is when it was published, in days since 1970 (`day_of`), UNDATED where nothing says so. `origin` is the id
    of the article that stands for its group of copies, "" where it is alone or stands for them itself; of one that is
    in no row, the article is alone.
    """

    key: int
    id: str
    day: int = UNDATED
    origin: str = ""


class EntityRow(NamedTuple):
    """A place, actor, author or source. `key` stands for it in the links of the same rows, as `entity.key` does."""

    key: int
    id: str
    kind: EntityKind
    name: str
    hidden: bool = False


class LinkRow(NamedTuple):
    """An article's tie to whom it names, who wrote it or the source that it stood in: which of these, the entity's
    kind tells. `weight` is 0 to 1 (`salience`; 1 for authors and sources), kept to 1/1024. Of two rows with the same
    ends the greater weight counts."""

    article: int
    entity: int
    weight: float = 1.0


class Links(NamedTuple):
    """What LinkRows hold, end to end: keys of articles, keys of entities, weights in 1/1024, from 1. int64 all."""

    articles: NDArray[np.int64]
    entities: NDArray[np.int64]
    weights: NDArray[np.int64]

    def named(self) -> set[int]:
        """The keys of all entities that are linked."""
        return set(np.unique(self.entities).tolist())


class Articles(NamedTuple):
    """What ArticleRows hold, end to end. int64, int32 for the days."""

    keys: NDArray[np.int64]
    ids: Sequence[str]
    days: NDArray[np.int32]
    origins: Sequence[str]


class Entities(NamedTuple):
    """What EntityRows hold, end to end; `kinds` are places in KINDS. int64, int8, bool."""

    keys: NDArray[np.int64]
    ids: Sequence[str]
    kinds: NDArray[np.int8]
    names: Sequence[str]
    hidden: NDArray[np.bool_]


class TieRow(NamedTuple):
    """A tie of one of TIES, between ids. One with an end that is in no row is left out."""

    kind: LinkKind
    tail: str
    head: str


class Rows(NamedTuple):
    """All that a graph is made from, each read once, in any order. Links may only have keys of these rows. All but ties
    are rows, or many together as `Articles`, `Entities` and `Links`."""

    articles: Iterable[ArticleRow] | Iterable[Articles]
    entities: Iterable[EntityRow] | Iterable[Entities]
    links: Iterable[LinkRow] | Iterable[Links]
    ties: Iterable[TieRow] = ()


class Period(NamedTuple):
    """Days since 1970, half-open. The whole of time also has what is undated; no other period does."""

    since: int = UNDATED
    until: int = 2**31 - 1

    @classmethod
    def between(cls, since: date | None = None, until: date | None = None) -> "Period":
        """From the day `since` up to, but without, the day `until`; None leaves an end open."""
        if since is None and until is None:
            return ALWAYS
        return cls(
            UNDATED + 1 if since is None else day_of(since),
            2**31 - 1 if until is None else day_of(until),
        )


ALWAYS, DATED = Period(), Period(UNDATED + 1)


def day_of(when: date | None) -> int:
    """The day as the arrays have it. Of a datetime the date, as it stands: articles' are UTC."""
    return UNDATED if when is None else when.toordinal() - _EPOCH.toordinal()


def date_of(day: int) -> date | None:
    """The other way round; None for UNDATED."""
    return None if day == UNDATED else _EPOCH + timedelta(days=int(day))
