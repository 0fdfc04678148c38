"""Which JSON leaves about how it went on? Stories, with what was new in each report, and chains of articles."""

from collections.abc import Sequence
from typing import Self

from pydantic import Field

from newsgraph.leads import Story, Trail
from newsgraph.serving.entity_wire import QuoteWire
from newsgraph.serving.shape import Document, Published, Wire


class FreshWire(Wire):
    """A sentence that is new against all before it in its story."""

    quote: QuoteWire = Field(description="The sentence.")
    names: tuple[str, ...] = Field(description="Names in it that no report before has.", examples=[["Rhona Pell"]])
    numbers: tuple[str, ...] = Field(description="Numbers in it that no report before has.", examples=[["1,012"]])
    claim: bool = Field(description="Whether most of its telling words are new.")


class ReportWire(Wire):
    """An article of a story or a chain."""

    article: str = Field(description="The article's id.", examples=["article/3f9a0c5e7d21b846"])
    title: str = Field(description="Its headline.")
    source: str = Field(description="Its outlet.")
    published: Published
    ran: int = Field(description="How many articles ran its text, itself among them.", examples=[3])
    fresh: tuple[FreshWire, ...] = Field(description="What is new in it, in order; nothing for the first of a story.")
    link: float = Field(description="How close it is to the one before it in a chain, 0 to 1.", examples=[0.62])
    line: str = Field(description="What ties it to the one before it in a chain.")


class StoryWire(Document):
    """What `story` tells."""

    article: str = Field(description="The article that was asked for.")
    reports: tuple[ReportWire, ...] = Field(description="In order of time, those without a date last.")

    @classmethod
    def of(cls, article: str, found: Story) -> Self:
        return cls.model_validate({"article": article, "reports": found.reports})


class OneStoryWire(Wire):
    """A story."""

    reports: tuple[ReportWire, ...] = Field(description="In order of time.")


class StoriesWire(Document):
    """What `stories` lists."""

    stories: tuple[OneStoryWire, ...] = Field(description="Those of most independent reports first.")

    @classmethod
    def of(cls, found: Sequence[Story]) -> Self:
        return cls.model_validate({"stories": tuple(found)})


class TrailWire(Document):
    """What `chain` found."""

    one: str = Field(description="The article that was named first.")
    other: str = Field(description="The article that was named second.")
    strength: float | None = Field(description="The weakest link, 0 to 1; null where there is no chain.")
    reports: tuple[ReportWire, ...] = Field(description="In order of time; none where there is no chain.")

    @classmethod
    def of(cls, ends: tuple[str, str], found: Trail | None) -> Self:
        told = (None, ()) if found is None else (found.strength, found.reports)
        return cls.model_validate({"one": ends[0], "other": ends[1], "strength": told[0], "reports": told[1]})
