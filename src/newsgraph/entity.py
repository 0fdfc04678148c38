"""Who and where is an article about? Names as they stand in its text (Mention), and what we hold about them (Named)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple, NewType

from newsgraph.article import ArticleId, ZoneKind

EntityId = NewType("EntityId", str)

NAMED_IN = (ZoneKind.TITLE, ZoneKind.STANDFIRST, ZoneKind.BODY)
"""The zones whose names make places and actors of an article: never a biography, a comment or the page's furniture."""


class EntityKind(StrEnum):
    """What an entity is. An actor is a person, an organisation or a group (a militia, a people, a crew)."""

    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    AUTHOR = "author"
    SOURCE = "source"


ACTORS = (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.GROUP)


class Mention(NamedTuple):
    """A name in an article: `article.text[start:end]`, offsets in code points, half-open.

    `confidence` is the probability, 0 to 1, that it is a name of this kind. `role` is what the words beside it call
    the person or place ("President", "Col.", "town"), as printed, "" where they call it nothing.
    """

    start: int
    end: int
    kind: EntityKind
    confidence: float
    role: str = ""


class Location(NamedTuple):
    """Where a place is: WGS 84 degrees, ISO 3166-1 alpha-2 country ("" at sea or across countries).

    `geonameid` is None for what GeoNames' shipped part does not hold. `approximate` where the position is that of
    the container, because the place itself is in no gazetteer.
    """

    lat: float
    lon: float
    country: str
    geonameid: int | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One entity as one article names it.

    `name` is the fullest form that the article or the gazetteer gives, `mentions` are in order of the text (none for
    an author or source that only a container's field names). `confidence` is 0 to 1. `location` is None for what is no
    place and for a place that cannot be told. `within` are the places around a place, nearest first
    ("place/cd/nord-kivu", "place/gn-203312"). `provisional` marks a place that no gazetteer holds, `placed` one of
    these of which the article itself says what it lies in. `aliases` are the other forms that the article uses, in
    order of first use; `roles` what it calls the person, likewise.
    """

    id: EntityId
    kind: EntityKind
    name: str
    confidence: float
    mentions: tuple[Mention, ...] = ()
    location: Location | None = None
    within: tuple[EntityId, ...] = ()
    provisional: bool = False
    placed: bool = False
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What an article names: entities in order of first mention, those without mentions last, ties by id."""

    article: ArticleId
    language: str
    entities: tuple[Named, ...]


class Called(NamedTuple):
    """A name of an article, with no more than a list of articles tells of it: whether it has a place on the map, and
    where in the text it stands, (start, end) of each mention."""

    id: EntityId
    kind: EntityKind
    name: str
    on_map: bool
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, named: Named) -> "Called":
        spans = tuple((mention.start, mention.end) for mention in named.mentions)
        return cls(named.id, named.kind, named.name, named.location is not None, spans)


class DecisionKind(StrEnum):
    """What a person may decide about entities."""

    SAME = "same"
    DIFFERENT = "different"
    RENAME = "rename"
    HIDE = "hide"
    PLACE = "place"
    HOME = "home"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's judgement. A log of them is only ever added to; what is undone is left out when they are replayed.

    SAME and DIFFERENT take two ids or more, RENAME, HIDE and PLACE one, HOME a source's. With `articles`, DIFFERENT
    takes one id and says that in these articles the name means somebody else. `name` is RENAME's new name, PLACE's
    position ("-1.42,28.06") or gazetteer id, HOME's place, UNDO's number. `when` is UTC; `number` is its place in the
    log, from 1, 0 for one that is only thought of. `called` are names for the ids in it, where it is shown: no part of
    what was decided.
    """

    kind: DecisionKind
    ids: tuple[EntityId, ...]
    because: str
    who: str
    when: datetime
    name: str = ""
    articles: tuple[ArticleId, ...] = ()
    number: int = 0
    called: Mapping[str, str] = field(default_factory=dict, compare=False)


class Apart:
    """Which pairs of entities were decided to be two, as decisions come in order: nothing else may make them one.

    A later decision that names both of a pair as one takes that back; one that names a third does not.
    """

    def __init__(self) -> None:
        self._pairs: set[frozenset[EntityId]] = set()

    def hear(self, decision: Decision) -> None:
        """Take a decision into account; those about some articles only keep nobody apart elsewhere."""
        named = {frozenset(pair) for pair in combinations(dict.fromkeys(decision.ids), 2)}
        if decision.kind is DecisionKind.SAME:
            self._pairs -= named
        elif decision.kind is DecisionKind.DIFFERENT and not decision.articles:
            self._pairs |= named

    def forbids(self, one: Collection[EntityId], other: Collection[EntityId]) -> bool:
        """Whether a pair has one of its two on each side."""
        return any(not pair.isdisjoint(one) and not pair.isdisjoint(other) for pair in self._pairs)


def in_force(log: Sequence[Decision]) -> list[Decision]:
    """The decisions that hold, in order: without those that were undone and without the undoing."""
    undone: set[int] = set()
    for one in reversed(log):
        if one.kind is DecisionKind.UNDO and one.number not in undone:
            undone.add(int(one.name))
    return [one for one in log if one.number not in undone and one.kind is not DecisionKind.UNDO]
