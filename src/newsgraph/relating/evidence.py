"""What in two articles backs a reason? Shared names and words, the sentence that says it, and one line of plain words.

Ranking needs arrays; evidence needs the articles themselves, so it is found for the few that are shown.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

import numpy as np

from newsgraph.address import canonical_url
from newsgraph.article import Article, ZoneKind
from newsgraph.entity import ACTORS, EntityId, EntityKind, Named
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.epoch import Epoch
from newsgraph.relating.features import Features, Field, features_of, quoted_of
from newsgraph.relating.numbered import bag_of
from newsgraph.relating.numbering import hash_of, hashes_of
from newsgraph.relating.printed import Printed, printed
from newsgraph.relating.reasons import Evidence, Quotation, Reason, Related
from newsgraph.relating.signals import SignalName

MOST_NAMES, MOST_WORDS, LEAST_LETTERS = 3, 5, 3
COMMON_NAME = 0.2  # of the rarest: a name below it, the town of a town's paper, says nothing in a line
LEAST_RARITY = 0.3  # of the rarest: "for" and "and" are shared too, and explain nothing
SENTENCE = re.compile(r"\S.*?(?:[.!?…][\"”’»)]*(?=\s|$)|$)", re.DOTALL)
FIELDS: dict[SignalName, tuple[Field, Field]] = {
    SignalName.OPENING: (Field.OPENING, Field.WHOLE),
    SignalName.WORDING: (Field.WHOLE, Field.WHOLE),
    SignalName.TITLE: (Field.TITLE, Field.WHOLE),
    SignalName.TOPICS: (Field.OPENING, Field.OPENING),
    SignalName.MEANING: (Field.OPENING, Field.OPENING),
    SignalName.QUOTES: (Field.QUOTED, Field.QUOTED),
    SignalName.PEOPLE: (Field.PEOPLE, Field.PEOPLE),
    SignalName.ORGANISATIONS: (Field.ORGANISATIONS, Field.ORGANISATIONS),
    SignalName.PLACES: (Field.PLACES_FIRST, Field.PLACES),
}
ALL_TOLD = (Field.PEOPLE, Field.ORGANISATIONS, Field.PLACES)
COUNTED_AS = dict.fromkeys(ACTORS, Field.ORGANISATIONS) | {
    EntityKind.PERSON: Field.PEOPLE,
    EntityKind.PLACE: Field.PLACES,
}
NOT_SHARED = (SignalName.LINKS, SignalName.NOVELTY)  # their words are no words of both
NAMES = (SignalName.PEOPLE, SignalName.ORGANISATIONS, SignalName.PLACES)

Found = TypeVar("Found")


@dataclass(frozen=True)
class Told:
    """An article with its entities, as they are kept; `stems_of` where its words were just made for another purpose."""

    article: Article
    entities: Sequence[Named]
    stems_of: Mapping[str, str] | None = None

    @cached_property
    def features(self) -> Features:
        return features_of(self.article, self.entities, stems_of=self.stems_of)

    @cached_property
    def printed(self) -> Printed:
        """The words of what is named in."""
        return printed(self.article.text, self._in_order, self.article.language)

    @cached_property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """The sentences of body and standfirst in order, then the title: offsets into the text."""
        zones = [zone for zone in self.article.zones if zone.kind in (ZoneKind.STANDFIRST, ZoneKind.BODY)]
        zones += [zone for zone in self.article.zones if zone.kind is ZoneKind.TITLE]
        return [found.span() for zone in zones for found in SENTENCE.finditer(self.article.text, zone.start, zone.end)]

    @cached_property
    def _in_order(self) -> Sequence[tuple[int, int, int]]:
        """The sentences by where they start: (start, end, number among `sentences`)."""
        return sorted((start, end, number) for number, (start, end) in enumerate(self.sentences))

    def sentence_of(self, start: int, end: int) -> int | None:
        """Which of the sentences holds all of that, None for none."""
        at = bisect_right(self._in_order, start, key=itemgetter(0)) - 1
        if at < 0 or self._in_order[at][1] < end:
            return None
        return self._in_order[at][2]

    @cached_property
    def authors(self) -> frozenset[EntityId]:
        return frozenset(one.id for one in self.entities if one.kind is EntityKind.AUTHOR)

    @cached_property
    def _read(self) -> dict[str, tuple[Epoch, Any]]:
        return {}

    def weights(self, corpus: Corpus, field: Field) -> Mapping[int, int]:
        """What each column of that field weighs in it: read off its row, worked out for a draft."""
        return self._once(corpus, f"weights of {field}", lambda: _weights(self, corpus, field))

    def keys(self, field: Field) -> Mapping[int, str]:
        """The keys of that field that the article itself has, by hash: stems, runs of quoted stems, ids."""
        if field in ALL_TOLD:
            return self._ids
        return self._quoted if field is Field.QUOTED else self.printed.stems

    @cached_property
    def _ids(self) -> Mapping[int, str]:
        return {hash_of(one.id): one.id for one in self.entities if one.mentions}

    @cached_property
    def _quoted(self) -> Mapping[int, str]:
        return {hash_of(run): run for run in quoted_of(self.article)}

    def common(self, corpus: Corpus) -> frozenset[str]:
        """The names in it that half of the archive has too."""
        return self._once(corpus, "common", lambda: frozenset(_common(self, corpus)))

    def _once(self, corpus: Corpus, what: str, make: Callable[[], Found]) -> Found:
        """Worked out when it is first asked for, and again for another epoch."""
        held = self._read.get(what)
        if held is None or held[0] is not corpus.epoch:
            held = self._read[what] = (corpus.epoch, make())
        found: Found = held[1]
        return found


def _weights(told: Told, corpus: Corpus, field: Field) -> dict[int, int]:
    row = corpus.row_of(told.article.id)
    if row >= 0:
        columns, weights = corpus.fields[field].row(row)
        return dict(zip(columns.tolist(), weights.tolist(), strict=True))
    found, worth = corpus.epoch.of_bag(bag_of(told.features.bag(field)), field)
    return {column: weight for column, weight in zip(found.tolist(), worth.tolist(), strict=True) if column >= 0}


def _common(told: Told, corpus: Corpus) -> Iterator[str]:
    for field in ALL_TOLD:
        some = [one for one in told.entities if COUNTED_AS.get(one.kind) is field]
        rare = corpus.epoch.rarities_of(field, corpus.keys.find(hashes_of(one.id for one in some)))
        least = COMMON_NAME * corpus.epoch.rarest(field)
        yield from (one.name for one, rarity in zip(some, rare.tolist(), strict=True) if rarity < least)


def with_evidence(related: Related, corpus: Corpus, one: Told, other: Told) -> Related:
    """The related article `other` with evidence for each reason, and its line. Pure."""
    reasons = tuple(_backed(reason, corpus, one, other, days=related.days) for reason in related.reasons)
    return replace(related, reasons=reasons, line=line_of(reasons, related.days, common=other.common(corpus)))


def _backed(reason: Reason, corpus: Corpus, one: Told, other: Told, *, days: int | None) -> Reason:
    if reason.signal is SignalName.DAYS:
        return replace(reason, evidence=Evidence(days=days))
    if reason.signal is SignalName.AUTHOR:
        return replace(reason, evidence=Evidence(names=_called(sorted(one.authors & other.authors), other)))
    if reason.signal is SignalName.LINKS:
        return replace(reason, evidence=Evidence(words=(_address(one.article) or _address(other.article),)))
    if reason.signal is SignalName.NEARNESS:
        return replace(reason, evidence=_of_names(_own_places(other)[:MOST_NAMES], other))
    if reason.signal is SignalName.NOVELTY:
        return replace(reason, evidence=_of_words(_new_keys(corpus, one, other), other))
    keys = shared_keys(reason.signal, corpus, one, other)
    told = _of_names(keys[:MOST_NAMES], other) if reason.signal in NAMES else _of_words(keys, other)
    return replace(reason, evidence=told)


def _address(article: Article) -> str:
    return canonical_url(article.url) if article.url else ""


def shared_keys(signal: SignalName, corpus: Corpus, one: Told, other: Told) -> list[str]:
    """What both have and the other shows, by how much it adds to the strength (both ways), ties by the alphabet. A
    country around its towns is no name in it."""
    part, whole = FIELDS[signal]
    adds: dict[int, int] = {}
    for mine, theirs in ((part, whole), (whole, part)):
        left, right = one.weights(corpus, mine), other.weights(corpus, theirs)
        for column in left.keys() & right.keys():
            adds[column] = adds.get(column, 0) + left[column] * right[column]
    return _heaviest_first(adds, whole, corpus, other)


def _new_keys(corpus: Corpus, one: Told, other: Told) -> list[str]:
    """The words that the other has and the one has not, by what they weigh, ties by the alphabet."""
    mine, theirs = one.weights(corpus, Field.WHOLE), other.weights(corpus, Field.WHOLE)
    return _heaviest_first(
        {column: theirs[column] for column in theirs.keys() - mine.keys()}, Field.WHOLE, corpus, other
    )


def _heaviest_first(adds: Mapping[int, int], whole: Field, corpus: Corpus, other: Told) -> list[str]:
    """The keys of these columns that the other shows and that are telling, by what they add, ties by the alphabet."""
    columns = np.array([column for column, value in adds.items() if value], dtype=np.int64)
    if len(columns) and whole not in ALL_TOLD:
        rare = corpus.epoch.rarities_of(whole, columns)
        columns = columns[rare >= LEAST_RARITY * corpus.epoch.rarest(whole)]
    shown, hashes = other.keys(whole), corpus.key_hashes.data[columns]
    found = zip(columns.tolist(), hashes.tolist(), strict=True)
    return [key for _, key in sorted((-adds[column], shown[hashed]) for column, hashed in found if hashed in shown)]


def _own_places(told: Told) -> list[str]:
    return [one.id for one in told.entities if one.kind is EntityKind.PLACE and one.location and one.mentions]


def _called(ids: Iterable[str], told: Told) -> tuple[str, ...]:
    names = {one.id: one.name for one in told.entities}
    return tuple(names.get(EntityId(id), id) for id in ids)


def _of_names(ids: Sequence[str], told: Told) -> Evidence:
    spans = {(mention.start, mention.end): one.id for one in told.entities if one.id in ids for mention in one.mentions}
    inside = ((told.sentence_of(start, end), id) for (start, end), id in spans.items())
    return Evidence(names=_called(ids, told), quotation=_best_sentence(told, inside))


def _of_words(keys: Sequence[str], told: Told) -> Evidence:
    return Evidence(words=printed_words(keys, told), quotation=_best_sentence(told, _standing(keys, told.printed)))


def printed_words(keys: Sequence[str], told: Told) -> tuple[str, ...]:
    """The shared words as the article prints them, MOST_WORDS of them; of a quotation each run's words come one by
    one."""
    printed = told.printed.words
    wanted = [stem for stem in dict.fromkeys(word for key in keys[:40] for word in key.split()) if stem in printed]
    words = [word for stem in wanted if len(word := printed[stem].split()[0]) >= LEAST_LETTERS]
    shown = {word.casefold(): word for word in reversed(words)}
    return tuple(sorted(shown.values(), key=words.index))[:MOST_WORDS]


def _standing(keys: Sequence[str], printed: Printed) -> Iterator[tuple[int, str]]:
    """In which sentences the most telling stems stand; of two stems of one word the later by the alphabet."""
    telling = list(dict.fromkeys(word for key in keys[:40] for word in key.split()))[:20]
    stem_of = {word: stem for stem in sorted(telling) for word in printed.words.get(stem, "").split()}
    for word, stem in stem_of.items():
        bits = printed.sentences[word]
        while bits:
            yield (lowest := bits & -bits).bit_length() - 1, stem
            bits ^= lowest


def _best_sentence(told: Told, inside: Iterable[tuple[int | None, str]]) -> Quotation | None:
    """The sentence of the body (else of the title) with most different keys, the earliest of equals."""
    keys: dict[int, set[str]] = {}
    for number, key in inside:
        if number is not None:
            keys.setdefault(number, set()).add(key)
    if not keys:
        return None
    best = min(keys, key=lambda number: (-len(keys[number]), number))
    return Quotation(told.article.id, *told.sentences[best])


def line_of(reasons: Sequence[Reason], days: int | None, *, common: AbstractSet[str] = frozenset()) -> str:
    """ "Also about Harbour Tin and Eskham, two days later": the names first, but for `common` ones, else the words."""
    names: list[str] = []
    for signal in NAMES:
        names += [name for reason in reasons if reason.signal is signal for name in reason.evidence.names[:2]]
    names = [name for name in names if name not in common]
    telling = [reason for reason in reasons if not names and reason.signal not in NOT_SHARED]
    words = [word for reason in telling for word in reason.evidence.words[:3]]
    about = list(dict.fromkeys(names[:3] or words[:3]))
    said = f"Also about {_listed_in_words(about)}" if about else "On a related subject"
    return said + (f", {days_in_words(days)}" if days is not None else "")


def _listed_in_words(things: Sequence[str]) -> str:
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"


SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def days_in_words(days: int) -> str:
    """ "the same day", "two days later", "five weeks earlier", "three years later"."""
    if not days:
        return "the same day"
    many, unit = abs(days), "day"
    for length, name in ((365, "year"), (30, "month"), (7, "week")):
        if many >= 2 * length:
            many, unit = round(many / length), name
            break
    count = SMALL[many] if many < len(SMALL) else str(many)
    return f"{count} {unit}{'' if many == 1 else 's'} {'later' if days > 0 else 'earlier'}"
