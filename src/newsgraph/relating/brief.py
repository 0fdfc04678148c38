"""In one line, why? What a list on a page says of each article: the line of `with_evidence`, and a sentence.

All evidence of one related article takes 24 ms, most of it for words that no page shows. Here names are read off the
rows of the corpus, and words are only looked for where no telling name is shared: .4 ms.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

import numpy as np

from newsgraph.article import Article, ZoneKind
from newsgraph.entity import ACTORS, NAMED_IN, EntityKind, Mention, Named
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.evidence import (
    COMMON_NAME,
    FIELDS,
    LEAST_LETTERS,
    LEAST_RARITY,
    MOST_NAMES,
    NAMES,
    SENTENCE,
    Told,
    line_of,
)
from newsgraph.relating.features import Field
from newsgraph.relating.numbering import hashes_of
from newsgraph.relating.reasons import Evidence, Quotation, Reason, Related
from newsgraph.relating.signals import SignalName
from newsgraph.text.analysis import WORD, stems

COUNTED_AS = dict.fromkeys(ACTORS, Field.ORGANISATIONS) | {
    EntityKind.PERSON: Field.PEOPLE,
    EntityKind.PLACE: Field.PLACES,
}
WITH_WORDS = (SignalName.OPENING, SignalName.WORDING, SignalName.TITLE, SignalName.TOPICS)
WORDS_IN_A_LINE = 3
LONGEST_QUOTED = 320  # characters; a longer sentence is no help on a page

Weights = Mapping[int, int]  # by column


class Card:
    """What the lines of an article are made from, each part worked out once and when first asked for."""

    def __init__(self, told: Told, corpus: Corpus, row: int) -> None:
        self.article: Article = told.article
        self._corpus, self._row, self._entities = corpus, row, told.entities
        self._fields: dict[Field, Weights] = {}

    def weights(self, field: Field) -> Weights:
        """What each column of that field weighs in it."""
        if field not in self._fields:
            columns, weights = self._corpus.fields[field].row(self._row)
            self._fields[field] = dict(zip(columns.tolist(), weights.tolist(), strict=True))
        return self._fields[field]

    @cached_property
    def named(self) -> Mapping[int, Named]:
        """The people, organisations, groups and places that its own words name, by column."""
        some = [one for one in self._entities if one.kind in COUNTED_AS and one.mentions]
        columns = self._corpus.keys.find(hashes_of(one.id for one in some)).tolist()
        return dict(zip(columns, some, strict=True))

    @cached_property
    def common(self) -> frozenset[str]:
        """Names in it that half of the archive has too."""
        epoch = self._corpus.epoch
        some = [one for one in self._entities if one.kind in COUNTED_AS]
        fields = [COUNTED_AS[one.kind] for one in some]
        columns = self._corpus.keys.find(hashes_of(one.id for one in some))
        found: set[str] = set()
        for field in set(fields):
            of_it = np.array([one is field for one in fields])
            usual = epoch.rarities_of(field, columns) < COMMON_NAME * epoch.rarest(field)
            found |= {one.name for one, is_it in zip(some, (of_it & usual).tolist(), strict=True) if is_it}
        return frozenset(found)

    @cached_property
    def printed(self) -> Mapping[int, tuple[str, str]]:
        """The stems of its words by column, each with the word as it is printed first."""
        first: dict[str, str] = {}
        for zone in self.article.zones:
            if zone.kind in NAMED_IN:
                for word in WORD.findall(self.article.text, zone.start, zone.end):
                    for stem in _stems(word, self.article.language):
                        first.setdefault(stem, word)
        columns = self._corpus.keys.find(hashes_of(first)).tolist()
        return dict(zip(columns, first.items(), strict=True))


@lru_cache(maxsize=50_000)
def _stems(word: str, language: str) -> tuple[str, ...]:
    """News repeats itself; a look-up takes a hundredth of a stemming."""
    return stems(word, language)


def brief(related: Related, corpus: Corpus, one: Card, other: Card) -> tuple[str, Quotation | None]:
    """The line that `with_evidence` has, and the sentence of the other article that names most of what the line tells,
    None where there is none of a length to be shown. Pure."""
    backed = [(reason, _names(reason, one, other)) for reason in related.reasons if reason.signal in NAMES]
    reasons = tuple(_with(reason, [named.name for named in some]) for reason, some in backed)
    shown = [named for _, some in backed for named in some[:2] if named.name not in other.common]
    if not shown:
        reasons = _with_words(related.reasons, corpus, one, other)
    line = line_of(reasons, related.days, common=other.common)
    mentions = [(named.id, mention) for named in shown for mention in named.mentions]
    return line, _sentence(other.article, mentions) if shown else None


def _with(reason: Reason, names: Sequence[str] = (), words: Sequence[str] = ()) -> Reason:
    evidence = Evidence(names=tuple(names), words=tuple(words))
    return Reason(signal=reason.signal, strength=reason.strength, weight=reason.weight, evidence=evidence)


def _names(reason: Reason, one: Card, other: Card) -> list[Named]:
    """What both name and the other names by itself, by how much it adds to the strength."""
    adds = _adds(reason.signal, one, other)
    told = [(-adds[column], named.id, named) for column, named in other.named.items() if column in adds]
    return [named for _, _, named in sorted(told, key=lambda found: found[:2])[:MOST_NAMES]]


def _adds(signal: SignalName, one: Card, other: Card) -> dict[int, int]:
    """By column, what it adds to the strength, both ways together."""
    part, whole = FIELDS[signal]
    adds: dict[int, int] = {}
    for mine, theirs in ((part, whole), (whole, part)):
        left, right = one.weights(mine), other.weights(theirs)
        for column in left.keys() & right.keys():
            adds[column] = adds.get(column, 0) + left[column] * right[column]
    return adds


def _with_words(reasons: Iterable[Reason], corpus: Corpus, one: Card, other: Card) -> tuple[Reason, ...]:
    """As many of them as fill a line, the largest first."""
    told: list[Reason] = []
    words: set[str] = set()
    for reason in reasons:
        if reason.signal in WITH_WORDS and len(words) < WORDS_IN_A_LINE:
            told.append(_with(reason, words=_words(reason.signal, corpus, one, other)))
            words.update(told[-1].evidence.words)
    return tuple(told)


def _words(signal: SignalName, corpus: Corpus, one: Card, other: Card) -> list[str]:
    """The shared words as the other prints them, most telling first."""
    adds, whole = _adds(signal, one, other), FIELDS[signal][1]
    columns = np.array([column for column in adds if column in other.printed], dtype=np.int64)
    rare = corpus.epoch.rarities_of(whole, columns) >= LEAST_RARITY * corpus.epoch.rarest(whole)
    telling = sorted((-adds[column], *other.printed[column]) for column in columns[rare].tolist() if adds[column])
    words = [word for _, _, word in telling[:40] if len(word) >= LEAST_LETTERS]
    return list({word.casefold(): word for word in reversed(words)}.values())[::-1][:WORDS_IN_A_LINE]


def _sentence(article: Article, mentions: Sequence[tuple[str, Mention]]) -> Quotation | None:
    """The sentence of body or standfirst with most different ids, the earliest of equals."""
    best, found = 0, None
    for zone in article.zones:
        if zone.kind not in (ZoneKind.STANDFIRST, ZoneKind.BODY):
            continue
        inside = [(id, one.start, one.end) for id, one in mentions if zone.start <= one.start and one.end <= zone.end]
        if len({id for id, _, _ in inside}) <= best:
            continue
        for sentence in SENTENCE.finditer(article.text, zone.start, zone.end):
            start, end = sentence.span()
            many = len({id for id, left, right in inside if start <= left and right <= end})
            if many > best and end - start <= LONGEST_QUOTED:
                best, found = many, Quotation(article.id, start, end)
    return found
