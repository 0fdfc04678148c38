"""What is taken along of the graph? What was asked for, its nodes and links, and what was left out and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from newsgraph.entity import EntityId, EntityKind

ARTICLE = "article"
"""The kind of a node that is an article; all other kinds are those of EntityKind."""
BESIDE = "beside"
"""The kind of a link between two entities that the same reports name. Links of articles have the graph's own kinds:
"names", "by", "in" and "cites"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What is asked for, in the order in which it is cut: entities of `kinds` (all for none) that reports of the days
    from `since` up to, but without, `until` name; no more than `hops` links from `around`; links of `min_weight`
    independent reports or more, and above 1 no node that they leave without a link; the `top_nodes` in most reports;
    of these the `k_core`, in which everybody has so many links. With `articles`, those that name what is left, too."""

    kinds: tuple[EntityKind, ...] = ()
    since: date | None = None
    until: date | None = None
    around: EntityId | None = None
    hops: int = 1
    min_weight: int = 1
    top_nodes: int | None = None
    k_core: int = 0
    articles: bool = False


class GraphNode(NamedTuple):
    """An entity or an article. `origins` independent reports name the entity, the dated ones between `first` and
    `last`; an article has its day as both, and stands in one. `name` is an article's headline.

    Of a place `country` (ISO 3166-1 alpha-2, "" at sea), `lat` and `lon` (WGS 84), None where nobody knows, and
    `within`, the id of the place around it. Of an article `source`, `url`, and `copy_of`, the id of the article that
    stands for its copies, "" for itself.
    """

    id: str
    kind: str
    name: str
    origins: int
    first: date | None = None
    last: date | None = None
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    within: str = ""
    source: str = ""
    url: str = ""
    copy_of: str = ""


class GraphLink(NamedTuple):
    """What ties `tail` to `head`. Two entities stand beside each other in `origins` independent reports, the dated ones
    between `first` and `last`; which is the tail then says nothing. `articles` are those that tell most of both, best
    first; of a link of an article, that one."""

    tail: str
    head: str
    kind: str
    origins: int
    first: date | None
    last: date | None
    articles: tuple[str, ...]


class LeftOut(NamedTuple):
    """How many nodes and links one rule of the cut left out."""

    why: str
    nodes: int
    links: int


class Links(Iterable[GraphLink]):
    """The links, made while they are read, as often as they are; in the order of their ends' ids."""

    def __len__(self) -> int:
        """How many they are."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A part of the graph, as of the archive's `revision`. Nodes are in the order of their ids, entities before
    articles; between two of them there is one link at most. Nothing is left out that `left_out` does not tell."""

    revision: int
    nodes: tuple[GraphNode, ...]
    links: Links
    left_out: tuple[LeftOut, ...]
