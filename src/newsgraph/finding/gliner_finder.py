"""Names as a GLiNER model finds them (extra `gliner`). The only file that knows GLiNER."""

from collections.abc import Iterator, Mapping
from typing import Protocol, TypedDict

from newsgraph.article import Article, Zone
from newsgraph.entity import NAMED_IN, EntityKind, Mention
from newsgraph.errors import UsageError

KIND_OF_LABEL = {
    "person": EntityKind.PERSON,
    "organization": EntityKind.ORGANISATION,
    "armed group": EntityKind.GROUP,
    "location": EntityKind.PLACE,
}
"""The words that the model is asked for. They are read by the model, so their wording matters."""


class Found(TypedDict):
    """One entity as GLiNER gives it: offsets in code points, `score` from 0 to 1."""

    start: int
    end: int
    text: str
    label: str
    score: float


class Model(Protocol):
    """What is asked of a GLiNER model."""

    def predict_entities(self, text: str, labels: list[str], *, threshold: float) -> list[Found]: ...


class GlinerFinder:
    """A Finder: takes an article, gives its mentions, in order and not overlapping.

    Each paragraph is read by itself: the models cut what is longer than some 380 words. `score` is taken as confidence;
    of spans that overlap the likelier one is kept, the first of two that are equal. Roles are not told.
    """

    def __init__(
        self, model: Model, *, kinds: Mapping[str, EntityKind] = KIND_OF_LABEL, threshold: float = 0.5
    ) -> None:
        self._model, self._kinds, self._threshold = model, dict(kinds), threshold

    @classmethod
    def named(cls, name: str) -> "GlinerFinder":
        """With the model of that name or folder. Raises UsageError where GLiNER is missing."""
        try:
            from gliner import GLiNER
        except ImportError as error:
            raise UsageError("GLiNER is not installed", hint="pip install 'newsgraph[gliner]'") from error
        return cls(GLiNER.from_pretrained(name))

    def __call__(self, article: Article) -> list[Mention]:
        return [m for zone in article.zones if zone.kind in NAMED_IN for m in self._in_zone(article.text, zone)]

    def _in_zone(self, text: str, zone: Zone) -> Iterator[Mention]:
        part = text[zone.start : zone.end]
        found = self._model.predict_entities(part, list(self._kinds), threshold=self._threshold)
        kept: list[Found] = []
        for one in sorted(found, key=lambda one: (-one["score"], one["start"], one["end"])):
            if one["label"] in self._kinds and not any(_overlap(one, other) for other in kept):
                kept.append(one)
        for one in sorted(kept, key=lambda one: one["start"]):
            start, end = zone.start + one["start"], zone.start + one["end"]
            yield Mention(start, end, self._kinds[one["label"]], round(one["score"], 3))


def _overlap(one: Found, other: Found) -> bool:
    return one["start"] < other["end"] and other["start"] < one["end"]
