"""What in two articles backs a reason? Shared names and words, the sentence that says it, and one line of plain words.

Ranking needs arrays; evidence needs the articles themselves, so it is found for the few that are shown.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property

from newsgraph.article import Article, ZoneKind
from newsgraph.entity import ACTORS, NAMED_IN, EntityId, EntityKind, Named
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.epoch import Epoch
from newsgraph.relating.features import Features, Field, features_of
from newsgraph.relating.numbered import NO_DAY
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


@dataclass(frozen=True)
class Told:
    """An article with its entities, as they are kept."""

    article: Article
    entities: Sequence[Named]

    @cached_property
    def features(self) -> Features:
        return features_of(self.article, self.entities)


def with_evidence(related: Related, corpus: Corpus, one: Told, other: Told) -> Related:
    """The related article `other` with evidence for each reason, and its line. Pure."""
    mine, theirs = one.features, other.features
    days = days_later(mine, theirs)
    reasons = tuple(_backed(reason, corpus.epoch, (mine, theirs), other, days=days) for reason in related.reasons)
    return replace(related, reasons=reasons, line=line_of(reasons, days, common=_common(other, corpus.epoch)))


def days_later(one: Features, other: Features) -> int | None:
    """How many days after the one the other was published; None where a date is missing."""
    if (one.day or NO_DAY) == NO_DAY or (other.day or NO_DAY) == NO_DAY:
        return None
    return (other.day or 0) - (one.day or 0)


def _backed(reason: Reason, epoch: Epoch, both: tuple[Features, Features], other: Told, *, days: int | None) -> Reason:
    if reason.signal is SignalName.DAYS:
        return replace(reason, evidence=Evidence(days=days))
    if reason.signal is SignalName.AUTHOR:
        shared = set(both[0].authors) & set(both[1].authors)
        return replace(reason, evidence=Evidence(names=_called(sorted(shared), other)))
    if reason.signal is SignalName.LINKS:
        return replace(reason, evidence=Evidence(words=(both[0].url or both[1].url,)))
    if reason.signal is SignalName.NEARNESS:
        return replace(reason, evidence=_of_names(_own_places(other)[:MOST_NAMES], other))
    part, whole = FIELDS[reason.signal]
    keys = shared_keys(epoch, both, part=part, whole=whole)
    told = _of_names(_own(keys, other), other) if reason.signal in NAMES else _of_words(keys, other)
    return replace(reason, evidence=told)


def shared_keys(epoch: Epoch, both: tuple[Features, Features], *, part: Field, whole: Field) -> list[str]:
    """What both have, by how much it adds to the strength (both ways), ties by the alphabet."""
    adds: dict[str, int] = {}
    for mine, theirs in ((part, whole), (whole, part)):
        left = epoch.vector(both[0], mine)
        for key, weight in epoch.vector(both[1], theirs).items():
            if key in left:
                adds[key] = adds.get(key, 0) + left[key] * weight
    least = LEAST_RARITY * epoch.rarest(whole)
    telling = (key for key, value in adds.items() if value and (whole in ALL_TOLD or epoch.rarity(whole, key) >= least))
    return sorted(telling, key=lambda key: (-adds[key], key))


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
    return Evidence(names=_called(ids, told), quotation=_best_sentence(told.article, spans))


def _of_words(keys: Sequence[str], told: Told) -> Evidence:
    """The shared words as the article prints them; of a quotation each run's words come one by one."""
    wanted = list(dict.fromkeys(word for key in keys[:40] for word in key.split()))
    spans, printed = _printed(told.article, set(wanted))
    words = [printed[key] for key in wanted if key in printed and len(printed[key]) >= LEAST_LETTERS]
    shown = {word.casefold(): word for word in reversed(words)}
    kept = tuple(sorted(shown.values(), key=words.index))[:MOST_WORDS]
    telling = set(wanted[:20])
    return Evidence(
        words=kept,
        quotation=_best_sentence(told.article, {span: key for span, key in spans.items() if key in telling}),
    )


def _printed(article: Article, wanted: set[str]) -> tuple[dict[tuple[int, int], str], dict[str, str]]:
    """Where the wanted stems stand in the text, and how each is printed where it stands first."""
    spans: dict[tuple[int, int], str] = {}
    printed: dict[str, str] = {}
    for zone in article.zones:
        if zone.kind in NAMED_IN:
            for found in WORD.finditer(article.text, zone.start, zone.end):
                for stem in wanted.intersection(stems_of_word(found.group(), article.language)):
                    spans[found.span()] = stem
                    printed.setdefault(stem, found.group())
    return spans, printed


def _best_sentence(article: Article, spans: Mapping[tuple[int, int], str]) -> Quotation | None:
    """The sentence of the body (else of the title) with most different keys, the earliest of equals."""
    best: tuple[int, Quotation] | None = None
    for start, end in sentences(article):
        many = len({key for (left, right), key in spans.items() if start <= left and right <= end})
        if many and (best is None or many > best[0]):
            best = many, Quotation(article.id, start, end)
    return best[1] if best else None


def sentences(article: Article) -> Iterable[tuple[int, int]]:
    """The sentences of body and standfirst in order, then the title: offsets into the text."""
    zones = [zone for zone in article.zones if zone.kind in (ZoneKind.STANDFIRST, ZoneKind.BODY)]
    zones += [zone for zone in article.zones if zone.kind is ZoneKind.TITLE]
    for zone in zones:
        for found in SENTENCE.finditer(article.text, zone.start, zone.end):
            yield found.span()


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
