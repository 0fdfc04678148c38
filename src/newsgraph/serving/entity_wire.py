"""Which JSON leaves about entities? What articles name, what the archive holds about it, what people decided."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field

from newsgraph.answers import Effect, EntityCount, EntityView
from newsgraph.article import ZoneKind
from newsgraph.entity import Decision, Named
from newsgraph.serving.wire import Document, FacetWire, Published, Wire

if TYPE_CHECKING:  # it would bring all that finds names along
    from newsgraph.extracting import Extracted

EntityIdField = Annotated[str, Field(description="The entity's id.", examples=["actor/marta-quillan"])]
Kind = Annotated[
    Literal["place", "person", "organisation", "group", "author", "source"], Field(description="What it is.")
]
Name = Annotated[str, Field(description="The form that it is shown by.", examples=["Marta Quillan"])]
Articles = Annotated[int, Field(description="In how many articles it is named.", examples=[9])]


class PlacedWire(Wire):
    """An entity, with where it lies if it is a place."""

    id: EntityIdField
    kind: Kind
    name: Name
    lat: float | None = Field(description="A place's latitude, WGS 84; null where it cannot be told.", examples=[53.1])
    lon: float | None = Field(description="Its longitude.", examples=[4.9])
    country: str = Field(description="Its country, ISO 3166-1 alpha-2; else empty.", examples=["CD"])
    geonameid: int | None = Field(description="Its number in GeoNames, where it has one.", examples=[203112])
    provisional: bool = Field(description="A place that no gazetteer holds.", examples=[False])
    approximate: bool = Field(description="The position is that of the place around it.", examples=[False])
    within: tuple[str, ...] = Field(description="The places around a place, nearest first.")


def _placed(entity: Named) -> dict[str, Any]:
    """The fields of PlacedWire."""
    where = entity.location
    return {
        "id": entity.id,
        "kind": entity.kind.value,
        "name": entity.name,
        "lat": None if where is None else round(where.lat, 5),
        "lon": None if where is None else round(where.lon, 5),
        "country": "" if where is None else where.country,
        "geonameid": None if where is None else where.geonameid,
        "provisional": entity.provisional,
        "approximate": where is not None and where.approximate,
        "within": entity.within,
    }


class MentionWire(Wire):
    """One place where a name stands."""

    zone: str = Field(description="The part of the article; a title's offsets count in the title.", examples=["body"])
    start: int = Field(description="Where the name starts.", examples=[118])
    end: int = Field(description="Where it ends, exclusive.", examples=[129])
    text: str = Field(description="The name as it stands there.", examples=["Port Averin"])


class ExtractedEntityWire(PlacedWire):
    """A place, actor, author or source that an article names."""

    confidence: float = Field(description="The probability that this is right, 0 to 1.", examples=[0.93])
    roles: tuple[str, ...] = Field(description="What the article calls it.", examples=[["general secretary"]])
    mentions: tuple[MentionWire, ...] = Field(description="Where it is named, in order of the text.")


class ExtractionWire(Wire):
    """What one article names (a line of `extract`)."""

    id: str | int = Field(description="The id that the article brought along, else the archive's for it.")
    language: str = Field(description="ISO 639-1; empty when unknown.", examples=["en"])
    entities: tuple[ExtractedEntityWire, ...] = Field(description="In order of first mention; then those without one.")

    @classmethod
    def of(cls, one: "Extracted") -> Self:
        return cls.model_construct(
            id=one.id,
            language=one.extraction.language,
            entities=tuple(_entity(one, entity) for entity in one.extraction.entities),
        )


def _entity(one: "Extracted", entity: Named) -> ExtractedEntityWire:
    return ExtractedEntityWire.model_construct(
        **_placed(entity),
        confidence=round(entity.confidence, 3),
        roles=entity.roles,
        mentions=tuple(_mentions(one, entity)),
    )


def _mentions(one: "Extracted", entity: Named) -> Iterator[MentionWire]:
    article = one.article
    for start, end, *_ in entity.mentions:
        zone = article.zones[max(bisect_right(article.zones, start, key=attrgetter("start")) - 1, 0)]
        shift = 0 if zone.kind is ZoneKind.TITLE else one.text_start
        text = article.text[start:end]
        yield MentionWire.model_construct(zone=zone.kind.value, start=start - shift, end=end - shift, text=text)


class CountedWire(PlacedWire):
    """An entity in a list."""

    articles: Articles
    latest: Published


class EntitiesWire(Document):
    """What `entities` lists."""

    entities: tuple[CountedWire, ...] = Field(description="In the order asked for.")

    @classmethod
    def of(cls, found: Sequence[EntityCount]) -> Self:
        rows = [{**_placed(one), "articles": articles, "latest": latest} for one, articles, latest in found]
        return cls.model_validate({"entities": rows})


class WithinWire(Wire):
    """A place around a place."""

    id: EntityIdField
    name: Name


class RoleWire(Wire):
    """What articles call somebody, and when."""

    role: str = Field(description="The words.", examples=["general secretary"])
    articles: int = Field(description="In how many articles.", examples=[4])
    first: datetime | None = Field(description="The earliest of them; null where none states a date.")
    last: datetime | None = Field(description="The latest of them.")


class BesideWire(Wire):
    """An entity that is named in the same articles."""

    id: EntityIdField
    kind: Kind
    name: Name
    articles: int = Field(description="In how many articles both are named.", examples=[3])


class QuoteWire(Wire):
    """A sentence that names the entity."""

    article: str = Field(description="The article's id.", examples=["article/3f9a0c5e7d21b846"])
    title: str = Field(description="Its headline.")
    source: str = Field(description="Its outlet.")
    published: Published
    start: int = Field(description="Where the sentence starts in the article's text.", examples=[412])
    text: str = Field(description="The sentence.")
    marks: tuple[tuple[int, int], ...] = Field(description="The names in it, as half-open offsets into it.")


class DecisionWire(Wire):
    """What a person decided."""

    number: int = Field(description="Its number in the log.", examples=[3])
    when: datetime = Field(description="When it was taken.")
    who: str = Field(description="Who took it.", examples=["ana"])
    kind: str = Field(description="same, different, rename, hide, place, home or undo.", examples=["same"])
    ids: tuple[str, ...] = Field(description="The entities that it is about.")
    name: str = Field(description="The new name, the position, or the number of what was undone.", examples=[""])
    articles: tuple[str, ...] = Field(description="The articles that a `different` is about, if only some.")
    because: str = Field(description="Why.")


class EntityWire(Document):
    """What `entity` says."""

    entity: PlacedWire = Field(description="Its id, kind and name, and where it lies if it is a place.")
    aliases: tuple[str, ...] = Field(description="Its other names.", examples=[["Quillan"]])
    within: tuple[WithinWire, ...] = Field(description="The places around a place, nearest first.")
    articles: Articles
    first: datetime | None = Field(description="When the earliest dated one was published.")
    last: datetime | None = Field(description="When the latest was.")
    roles: tuple[RoleWire, ...] = Field(description="What it is called, most frequent first.")
    sources: tuple[FacetWire, ...] = Field(description="Outlets that name it.")
    authors: tuple[FacetWire, ...] = Field(description="Authors who name it.")
    beside: tuple[BesideWire, ...] = Field(description="Who and what is named in the same articles.")
    quotes: tuple[QuoteWire, ...] = Field(description="Sentences that name it, from its newest articles.")
    decisions: tuple[DecisionWire, ...] = Field(description="What people decided about it.")
    others: tuple[str, ...] = Field(description="Other entities of the same name.")

    @classmethod
    def of(cls, view: EntityView) -> Self:
        rest = {name: getattr(view, name) for name in cls.model_fields if hasattr(view, name)}
        own = {"entity": _placed(view.entity), "aliases": view.entity.aliases}
        within = [{"id": id, "name": name} for id, name in view.within]
        return cls.model_validate({**rest, **own, "within": within})


class LogWire(Document):
    """What `log` lists."""

    decisions: tuple[DecisionWire, ...] = Field(description="First to last; what was undone too.")

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Self:
        return cls.model_validate({"decisions": tuple(decisions)})


class JudgedWire(Document):
    """What a decision changed."""

    number: int = Field(description="Its number in the log.", examples=[3])
    articles: tuple[str, ...] = Field(description="Articles whose names are other entities now.")
    links: int = Field(description="How many names that are.", examples=[15])
    gone: tuple[str, ...] = Field(description="Entities that are none of their own any more.")
    new: tuple[str, ...] = Field(description="Entities that are new.")

    @classmethod
    def of(cls, number: int, effect: Effect) -> Self:
        return cls(number=number, **effect._asdict())
