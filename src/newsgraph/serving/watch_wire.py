"""Which JSON leaves about watched feeds? How it is with each, and what a look gave."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Self

from pydantic import Field

from newsgraph.serving.shape import Document, Wire
from newsgraph.watching import FeedState, Look


class LookWire(Wire):
    """What a look at one feed gave."""

    feed: str = Field(description="Its address.", examples=["https://averincourier.example/rss"])
    said: str = Field(description="What came of it.", examples=["2 new, 1 corrected"])
    added: tuple[str, ...] = Field(description="The ids of new articles.", examples=[["article/3f9a0c5e7d21b846"]])
    corrected: tuple[str, ...] = Field(description="The ids of articles with a new version.", examples=[[]])
    removed: tuple[str, ...] = Field(
        description="Addresses of pages that are gone; the archive keeps them.", examples=[[]]
    )


class FeedStateWire(Wire):
    """How it is with a feed."""

    url: str = Field(description="Its address.", examples=["https://averincourier.example/rss"])
    looked: datetime | None = Field(description="When it was asked last; null for never.")
    due: datetime = Field(description="When it will be asked next.")
    said: str = Field(description="What came of it then.", examples=["nothing new"])
    failures: int = Field(description="How often in a row it failed.", examples=[0])
    added: int = Field(description="New articles from it, in all.", examples=[31])
    corrected: int = Field(description="Corrections from it, in all.", examples=[2])
    removed: int = Field(description="Pages of it that are gone, in all.", examples=[0])


class WatchWire(Document):
    """What `watch` tells of one round."""

    looks: tuple[LookWire, ...] = Field(description="The feeds that were due, in order.")
    feeds: tuple[FeedStateWire, ...] = Field(description="All feeds, in the order of the file.")

    @classmethod
    def of(cls, looks: Sequence[Look], states: Sequence[FeedState]) -> Self:
        return cls.model_validate({"looks": tuple(looks), "feeds": tuple(map(_state, states))})


def _state(state: FeedState) -> FeedStateWire:
    return FeedStateWire(
        url=state.url,
        looked=None if state.looked is None else datetime.fromtimestamp(state.looked, UTC),
        due=datetime.fromtimestamp(state.due, UTC),
        said=state.said,
        failures=state.failures,
        added=state.added,
        corrected=state.corrected,
        removed=state.removed,
    )
