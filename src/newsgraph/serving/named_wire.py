"""Which JSON tells of what an article names?"""

from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field

from newsgraph.article import Article, ZoneKind
from newsgraph.entity import Named
from newsgraph.serving.shape import Wire

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


def placed(entity: Named) -> dict[str, Any]:
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

    zone: str = Field(description="The part of the article that it stands in.", examples=["body"])
    start: int = Field(description="Where the name starts.", examples=[118])
    end: int = Field(description="Where it ends, exclusive.", examples=[129])
    text: str = Field(description="The name as it stands there.", examples=["Port Averin"])


class NamedWire(PlacedWire):
    """A place, actor, author or source that an article names."""

    confidence: float = Field(description="The probability that this is right, 0 to 1.", examples=[0.93])
    roles: tuple[str, ...] = Field(description="What the article calls it.", examples=[["general secretary"]])
    mentions: tuple[MentionWire, ...] = Field(description="Where it is named, in order of the text.")

    @classmethod
    def of(cls, entity: Named, article: Article, text_start: int = 0) -> Self:
        """Offsets count from the article's letter `text_start`, but for those in a title, where it is not 0."""
        return cls.model_construct(
            **placed(entity),
            confidence=round(entity.confidence, 3),
            roles=entity.roles,
            mentions=tuple(_mentions(entity, article, text_start)),
        )


class ExtractionWire(Wire):
    """What one article names (a line of `extract`)."""

    id: str | int = Field(description="The id that the article brought along, else the archive's for it.")
    language: str = Field(description="ISO 639-1; empty when unknown.", examples=["en"])
    entities: tuple[NamedWire, ...] = Field(description="In order of first mention; then those without one.")

    @classmethod
    def of(cls, one: "Extracted") -> Self:
        return cls.model_construct(
            id=one.id,
            language=one.extraction.language,
            entities=tuple(NamedWire.of(named, one.article, one.text_start) for named in one.extraction.entities),
        )


def _mentions(entity: Named, article: Article, text_start: int) -> Iterator[MentionWire]:
    for start, end, *_ in entity.mentions:
        zone = article.zones[max(bisect_right(article.zones, start, key=attrgetter("start")) - 1, 0)]
        shift = 0 if zone.kind is ZoneKind.TITLE else text_start
        text = article.text[start:end]
        yield MentionWire.model_construct(zone=zone.kind.value, start=start - shift, end=end - shift, text=text)
