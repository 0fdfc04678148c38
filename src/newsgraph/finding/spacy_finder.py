"""Names as a spaCy pipeline finds them (extra `spacy`). The only file that knows spaCy."""

from collections.abc import Mapping
from typing import Any

from newsgraph.article import Article
from newsgraph.entity import NAMED_IN, EntityKind, Mention
from newsgraph.errors import UsageError

KIND_OF_LABEL = {
    "PERSON": EntityKind.PERSON,
    "PER": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
    "LOC": EntityKind.PLACE,
    "FAC": EntityKind.PLACE,
    "GROUP": EntityKind.GROUP,
}
"""What spaCy's pipelines call our kinds (OntoNotes, WikiNER). NORP mixes peoples with adjectives: left out."""

CONFIDENCE = 0.85
"""spaCy tells no probabilities: its pipelines' own precision on news is about this."""


class SpacyFinder:
    """A Finder: takes an article, gives its mentions, in order and not overlapping.

    `pipeline` is a loaded spaCy pipeline; entities whose label is in `kinds` become mentions. Roles are not told.
    """

    def __init__(self, pipeline: Any, *, kinds: Mapping[str, EntityKind] = KIND_OF_LABEL) -> None:
        self._pipeline, self._kinds = pipeline, dict(kinds)

    @classmethod
    def named(cls, name: str) -> "SpacyFinder":
        """With the pipeline of that name or folder. Raises UsageError where spaCy or the pipeline is missing."""
        try:
            import spacy
        except ImportError as error:
            raise UsageError("spaCy is not installed", hint="pip install 'newsgraph[spacy]'") from error
        try:
            return cls(spacy.load(name, exclude=["parser", "lemmatizer", "textcat"]))
        except OSError as error:
            raise UsageError(f"no spaCy pipeline {name!r}", hint=f"python -m spacy download {name}") from error

    def __call__(self, article: Article) -> list[Mention]:
        zones = [zone for zone in article.zones if zone.kind in NAMED_IN]
        parts = self._pipeline.pipe(article.text[zone.start : zone.end] for zone in zones)
        return [
            Mention(zone.start + name.start_char, zone.start + name.end_char, self._kinds[name.label_], CONFIDENCE)
            for zone, part in zip(zones, parts, strict=True)
            for name in part.ents
            if name.label_ in self._kinds
        ]
