"""Which JSON leaves about related articles? Each with the reasons whose values sum to its score."""

from collections.abc import Sequence
from typing import Self

from pydantic import Field

from newsgraph.leads import Listing, Related
from newsgraph.serving.entity_wire import QuoteWire
from newsgraph.serving.shape import Document, Published, Wire


class GroundWire(Wire):
    """One addend of a score."""

    signal: str = Field(description="Which signal.", examples=["people"])
    value: float = Field(description="Weight times strength.", examples=[0.11])
    strength: float = Field(description="0 to 1.", examples=[0.44])
    weight: float = Field(description="What the signal is worth.", examples=[0.25])
    names: tuple[str, ...] = Field(description="Shared names.", examples=[["Marta Quillan"]])
    words: tuple[str, ...] = Field(description="Shared words as the related article prints them.")
    days: int | None = Field(description="Days later, below 0 for earlier; null where that is not the reason.")
    quote: QuoteWire | None = Field(description="A sentence of the related article.")


class RelatedOneWire(Wire):
    """A related article."""

    id: str = Field(description="The article's id.", examples=["article/3f9a0c5e7d21b846"])
    title: str = Field(description="Its headline.")
    url: str = Field(description="Its address, empty where it has none.")
    source: str = Field(description="Its outlet.")
    published: Published
    score: float = Field(description="The sum of its reasons' values.", examples=[0.61])
    relation: str = Field(description="What it is to the article that is read.", examples=["the same event"])
    line: str = Field(description="Why, in a line of plain words.")
    rung: str = Field(description="By which rule it came in.", examples=["related"])
    kept_out: str = Field(description="What keeps it out of a list, empty for what may stand in one.")
    reasons: tuple[GroundWire, ...] = Field(description="The largest first.")


class RelatedWire(Document):
    """What `related` lists."""

    article: str = Field(
        description="The article that is read, empty for a draft.", examples=["article/3f9a0c5e7d21b846"]
    )
    related: tuple[RelatedOneWire, ...] = Field(description="Best first.")

    @classmethod
    def of(cls, article: str, found: Sequence[Related]) -> Self:
        return cls.model_validate({"article": article, "related": tuple(found)})


class WhyWire(Document):
    """What `why` says of two articles."""

    article: str = Field(description="The article that is read.")
    other: RelatedOneWire = Field(description="The other, with its reasons.")

    @classmethod
    def of(cls, article: str, found: Related) -> Self:
        return cls.model_validate({"article": article, "other": found})


class ListingWire(Wire):
    """An article in whose list the one asked for stands."""

    id: str = Field(description="The article whose list it is.", examples=["article/3f9a0c5e7d21b846"])
    title: str = Field(description="Its headline.")
    url: str = Field(description="Its address, empty where it has none.")
    source: str = Field(description="Its outlet.")
    published: Published
    place: int = Field(description="Where in the list, from 1 on.", examples=[2])
    score: float = Field(description="The score that it stands there with.", examples=[0.44])
    relation: str = Field(description="What the one asked for is to it.", examples=["what happened since"])
    line: str = Field(description="Why, in a line of plain words.")


class ListedWire(Document):
    """What `listed` lists."""

    article: str = Field(description="The article that was asked for.", examples=["article/3f9a0c5e7d21b846"])
    listed: tuple[ListingWire, ...] = Field(description="The highest places first.")

    @classmethod
    def of(cls, article: str, found: Sequence[Listing]) -> Self:
        return cls.model_validate({"article": article, "listed": tuple(found)})
