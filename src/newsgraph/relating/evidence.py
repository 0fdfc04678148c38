"""What in two articles backs a reason? Shared names and words, the sentence that says it, and one line of plain words.

Ranking needs arrays; evidence needs the articles themselves, so it is found for the few that are shown.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from operator import itemgetter

from newsgraph.article import Article, ZoneKind
from newsgraph.entity import ACTORS, NAMED_IN, EntityId, EntityKind, Named
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.epoch import Epoch
from newsgraph.relating.features import Features, Field, features_of
from newsgraph.relating.numbered import NO_DAY
from newsgraph.relating.numbering import hashes_of
from newsgraph.relating.reasons import Evidence, Quotation, Reason, Related
from newsgraph.relating.signals import SignalName
from newsgraph.text.analysis import WORD
from newsgraph.text.analysis import stems as stems_of_word

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
NAMES = (SignalName.PEOPLE, SignalName.ORGANISATIONS, SignalName.PLACES)

_stems = lru_cache(1 << 15)(stems_of_word)  # the words of one list are much the same: a sixth of them are new


@dataclass(frozen=True)
class Told:
    """An article with its entities, as they are kept."""

    article: Article
    entities: Sequence[Named]

    @cached_property
    def features(self) -> Features:
        return features_of(self.article, self.entities)

    @cached_property
    def stems(self) -> Mapping[str, Sequence[tuple[tuple[int, int], str]]]:
        """Where each stem of what is named in stands, in order, and how it is printed there. Worked out once: each
        reason of each list asks."""
        article, found = self.article, dict[str, list[tuple[tuple[int, int], str]]]()
        for zone in article.zones:
            if zone.kind in NAMED_IN:
                for word in WORD.finditer(article.text, zone.start, zone.end):
                    for stem in _stems(word.group(), article.language):
                        found.setdefault(stem, []).append((word.span(), word.group()))
        return found

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
    def _vectors(self) -> dict[Field, tuple[Epoch, dict[str, int]]]:
        return {}

    def vector(self, epoch: Epoch, field: Field) -> dict[str, int]:
        """What each key of the field weighs, worked out once: half of a list's reasons ask for the same."""
        held = self._vectors.get(field)
        if held is None or held[0] is not epoch:
            held = self._vectors[field] = (epoch, epoch.vector(self.features, field))
        return held[1]


def with_evidence(related: Related, corpus: Corpus, one: Told, other: Told) -> Related:
    """The related article `other` with evidence for each reason, and its line. Pure."""
    mine, theirs = one.features, other.features
    days = days_later(mine, theirs)
    reasons = tuple(_backed(reason, corpus.epoch, (one, other), days=days) for reason in related.reasons)
    return replace(related, reasons=reasons, line=line_of(reasons, days, common=_common(other, corpus.epoch)))


def days_later(one: Features, other: Features) -> int | None:
    """How many days after the one the other was published; None where a date is missing."""
    if (one.day or NO_DAY) == NO_DAY or (other.day or NO_DAY) == NO_DAY:
        return None
    return (other.day or 0) - (one.day or 0)


def _backed(reason: Reason, epoch: Epoch, both: tuple[Told, Told], *, days: int | None) -> Reason:
    one, other = both
    if reason.signal is SignalName.DAYS:
        return replace(reason, evidence=Evidence(days=days))
    if reason.signal is SignalName.AUTHOR:
        shared = set(one.features.authors) & set(other.features.authors)
        return replace(reason, evidence=Evidence(names=_called(sorted(shared), other)))
    if reason.signal is SignalName.LINKS:
        return replace(reason, evidence=Evidence(words=(one.features.url or other.features.url,)))
    if reason.signal is SignalName.NEARNESS:
        return replace(reason, evidence=_of_names(_own_places(other)[:MOST_NAMES], other))
    part, whole = FIELDS[reason.signal]
    keys = shared_keys(epoch, both, part=part, whole=whole)
    told = _of_names(_own(keys, other), other) if reason.signal in NAMES else _of_words(keys, other)
    return replace(reason, evidence=told)


def shared_keys(epoch: Epoch, both: tuple[Told, Told], *, part: Field, whole: Field) -> list[str]:
    """What both have, by how much it adds to the strength (both ways), ties by the alphabet."""
    adds: dict[str, int] = {}
    for mine, theirs in ((part, whole), (whole, part)):
        left = both[0].vector(epoch, mine)
        for key, weight in both[1].vector(epoch, theirs).items():
            if key in left:
                adds[key] = adds.get(key, 0) + left[key] * weight
    keys = [key for key, value in adds.items() if value]
    if keys and whole not in ALL_TOLD:
        least = LEAST_RARITY * epoch.rarest(whole)
        rare = epoch.rarities_of(whole, epoch.keys.find(hashes_of(keys)))
        keys = [key for key, one in zip(keys, rare.tolist(), strict=True) if one >= least]
    return sorted(keys, key=lambda key: (-adds[key], key))


def _own(keys: Iterable[str], told: Told) -> list[str]:
    """Those that the article itself names: a country around its towns is no name in it."""
    named = {one.id for one in told.entities if one.mentions}
    return [key for key in keys if EntityId(key) in named][:MOST_NAMES]


def _own_places(told: Told) -> list[str]:
    return [one.id for one in told.entities if one.kind is EntityKind.PLACE and one.location and one.mentions]


def _called(ids: Iterable[str], told: Told) -> tuple[str, ...]:
    names = {one.id: one.name for one in told.entities}
    return tuple(names.get(EntityId(id), id) for id in ids)


def _of_names(ids: Sequence[str], told: Told) -> Evidence:
    spans = {(mention.start, mention.end): one.id for one in told.entities if one.id in ids for mention in one.mentions}
    return Evidence(names=_called(ids, told), quotation=_best_sentence(told, spans))


def _of_words(keys: Sequence[str], told: Told) -> Evidence:
    """The shared words as the article prints them; of a quotation each run's words come one by one."""
    wanted = list(dict.fromkeys(word for key in keys[:40] for word in key.split()))
    spans, printed = _printed(told, set(wanted))
    words = [printed[key] for key in wanted if key in printed and len(printed[key]) >= LEAST_LETTERS]
    shown = {word.casefold(): word for word in reversed(words)}
    kept = tuple(sorted(shown.values(), key=words.index))[:MOST_WORDS]
    telling = set(wanted[:20])
    return Evidence(
        words=kept,
        quotation=_best_sentence(told, {span: key for span, key in spans.items() if key in telling}),
    )


def _printed(told: Told, wanted: set[str]) -> tuple[dict[tuple[int, int], str], dict[str, str]]:
    """Where the wanted stems stand in the text, and how each is printed where it stands first."""
    spans: dict[tuple[int, int], str] = {}
    printed: dict[str, str] = {}
    for stem in sorted(wanted & told.stems.keys()):  # of two stems of one word the later by the alphabet
        places = told.stems[stem]
        spans.update((span, stem) for span, _ in places)
        printed[stem] = places[0][1]
    return spans, printed


def _best_sentence(told: Told, spans: Mapping[tuple[int, int], str]) -> Quotation | None:
    """The sentence of the body (else of the title) with most different keys, the earliest of equals."""
    keys: dict[int, set[str]] = {}
    for (start, end), key in spans.items():
        number = told.sentence_of(start, end)
        if number is not None:
            keys.setdefault(number, set()).add(key)
    if not keys:
        return None
    best = min(keys, key=lambda number: (-len(keys[number]), number))
    return Quotation(told.article.id, *told.sentences[best])


def _common(told: Told, epoch: Epoch) -> set[str]:
    """The names in it that half of the archive has too."""
    counted = dict.fromkeys(ACTORS, Field.ORGANISATIONS) | {
        EntityKind.PERSON: Field.PEOPLE,
        EntityKind.PLACE: Field.PLACES,
    }
    fields = ((one, counted[one.kind]) for one in told.entities if one.kind in counted)
    return {one.name for one, field in fields if epoch.rarity(field, one.id) < COMMON_NAME * epoch.rarest(field)}


def line_of(reasons: Sequence[Reason], days: int | None, *, common: AbstractSet[str] = frozenset()) -> str:
    """ "Also about Harbour Tin and Eskham, two days later": the names first, but for `common` ones, else the words."""
    names: list[str] = []
    for signal in NAMES:
        names += [name for reason in reasons if reason.signal is signal for name in reason.evidence.names[:2]]
    names = [name for name in names if name not in common]
    telling = [reason for reason in reasons if not names and reason.signal is not SignalName.LINKS]
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
