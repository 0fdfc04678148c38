"""What is new in an article, against those before it in its story? Sentences with new names, numbers, claims."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsgraph.entity import ACTORS, Called, EntityId, EntityKind
from newsgraph.relating.epoch import Epoch
from newsgraph.relating.features import Field, stems
from newsgraph.relating.reasons import Quotation
from newsgraph.relating.told import Told

NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?:\.\d+)?%?")
# A sentence most of whose telling words stood in none before claims something new. A word weighs what it does in the
# archive; short sentences prove nothing.
NEW_SHARE = 0.6
LEAST_WORDS = 6


class New(NamedTuple):
    """A sentence that is new, and what in it is: names of entities, numbers as printed, its telling words are new."""

    sentence: Quotation
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    claim: bool


class _Seen:
    def __init__(self) -> None:
        self.names: set[EntityId] = set()
        self.numbers: set[str] = set()
        self.words: set[str] = set()


def news(story: Sequence[Told], epoch: Epoch) -> list[list[New]]:
    """For each article of a story, in order of time, its new sentences in order. Of the first all would be: none is
    listed. What is in a copy of an earlier article is not new, so a copy has none."""
    seen = _Seen()
    found: list[list[New]] = []
    for told in story:
        found.append(list(_new(told, seen, epoch)) if found else [])
        _remember(told, seen)
    return found


def _new(told: Told, seen: _Seen, epoch: Epoch) -> Iterable[New]:
    article = told.article
    for start, end in told.sentences:
        text = article.text[start:end]
        names = tuple(one.name for one in _named(told, start, end) if one.id not in seen.names)
        numbers = tuple(dict.fromkeys(n for n in NUMBER.findall(text) if n not in seen.numbers))
        claim = _is_claim(stems(text, article.language), seen.words, epoch)
        if names or numbers or claim:
            yield New(Quotation(article.id, start, end), names, numbers, claim)


def _named(told: Told, start: int, end: int) -> list[Called]:
    """The actors and places of a sentence, in order of the article's entities."""
    kinds = (*ACTORS, EntityKind.PLACE)
    return [
        one
        for one in told.called
        if one.kind in kinds and any(start <= left and right <= end for left, right in one.spans)
    ]


def _is_claim(words: Sequence[str], seen: set[str], epoch: Epoch) -> bool:
    if len(words) < LEAST_WORDS:
        return False
    weights = {word: epoch.rarity(Field.WHOLE, word) for word in words}
    new = sum(weight for word, weight in sorted(weights.items()) if word not in seen)
    return new >= NEW_SHARE * sum(weight for _, weight in sorted(weights.items()))


def _remember(told: Told, seen: _Seen) -> None:
    article = told.article
    seen.names |= {one.id for one in told.called}
    for start, end in told.sentences:
        seen.numbers.update(NUMBER.findall(article.text[start:end]))
        seen.words.update(stems(article.text[start:end], article.language))
