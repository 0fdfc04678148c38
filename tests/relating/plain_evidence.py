"""The evidence of a reason, found the plain way: each word looked up in the text, what is shared counted in dicts."""

from collections.abc import Iterable, Mapping, Sequence

from newsgraph.article import ZoneKind
from newsgraph.entity import ACTORS, EntityKind
from newsgraph.relating import Corpus, Evidence, Field, Quotation, SignalName, Told
from newsgraph.relating.features import quoted_of
from newsgraph.relating.numbering import hash_of
from newsgraph.relating.sharing import FIELDS
from newsgraph.sentences import sentences_of
from newsgraph.text.analysis import WORD, stems

NAMES = (SignalName.PEOPLE, SignalName.ORGANISATIONS, SignalName.PLACES)
COUNTED_AS = dict.fromkeys(ACTORS, Field.ORGANISATIONS) | {
    EntityKind.PERSON: Field.PEOPLE,
    EntityKind.PLACE: Field.PLACES,
}


def evidence(signal: SignalName, corpus: Corpus, one: Told, other: Told) -> Evidence:
    """Of signals that are backed by names and words of both, and of novelty."""
    if signal in NAMES:
        return _of_names(_shared(signal, corpus, one, other)[:3], other)
    keys = _new(corpus, one, other) if signal is SignalName.NOVELTY else _shared(signal, corpus, one, other)
    return _of_words([stem for key in keys[:40] for stem in key.split()], other)


def sentences(told: Told) -> list[tuple[int, int]]:
    text, zones = told.article.text, told.article.zones
    ordered = [zone for zone in zones if zone.kind in (ZoneKind.STANDFIRST, ZoneKind.BODY)]
    ordered += [zone for zone in zones if zone.kind is ZoneKind.TITLE]
    return [found for zone in ordered for found in sentences_of(text, zone.start, zone.end)]


def common(corpus: Corpus, told: Told) -> set[str]:
    fields = [(COUNTED_AS[one.kind], one) for one in told.entities if one.kind in COUNTED_AS]
    return {one.name for field, one in fields if corpus.epoch.rarity(field, one.id) < 0.2 * corpus.epoch.rarest(field)}


def _weights(corpus: Corpus, told: Told, field: Field) -> dict[int, int]:
    return {hash_of(key): weight for key, weight in corpus.epoch.vector(told.features, field).items()}


def _shared(signal: SignalName, corpus: Corpus, one: Told, other: Told) -> list[str]:
    part, whole = FIELDS[signal]
    adds: dict[int, int] = {}
    for mine, theirs in ((part, whole), (whole, part)):
        left, right = _weights(corpus, one, mine), _weights(corpus, other, theirs)
        for key in left.keys() & right.keys():
            adds[key] = adds.get(key, 0) + left[key] * right[key]
    return _ordered(corpus, adds, whole, other)


def _new(corpus: Corpus, one: Told, other: Told) -> list[str]:
    mine, theirs = _weights(corpus, one, Field.WHOLE), _weights(corpus, other, Field.WHOLE)
    return _ordered(corpus, {key: theirs[key] for key in theirs.keys() - mine.keys()}, Field.WHOLE, other)


def _ordered(corpus: Corpus, adds: Mapping[int, int], field: Field, other: Told) -> list[str]:
    shown = {hash_of(key): key for key in _keys(field, other)}
    if field in (Field.WHOLE, Field.OPENING, Field.QUOTED):
        least = 0.3 * corpus.epoch.rarest(field)
        shown = {hashed: key for hashed, key in shown.items() if corpus.epoch.rarity(field, key) >= least}
    return [
        key for _, key in sorted((-adds[hashed], shown[hashed]) for hashed in adds if hashed in shown and adds[hashed])
    ]


def _keys(field: Field, told: Told) -> Iterable[str]:
    if field is Field.QUOTED:
        return quoted_of(told.article)
    if field in (Field.WHOLE, Field.OPENING):
        return _words(told)
    return [one.id for one in told.entities if one.mentions]


def _words(told: Told) -> dict[str, dict[str, set[int]]]:
    """By stem the words that have it, in the order in which they stand first, each with its sentences."""
    found: dict[str, dict[str, set[int]]] = {}
    ordered = sorted((start, end, number) for number, (start, end) in enumerate(sentences(told)))
    for start, end, number in ordered:
        for word in WORD.findall(told.article.text[start:end]):
            for stem in stems(word, told.article.language):
                found.setdefault(stem, {}).setdefault(word, set()).add(number)
    return found


def _of_names(ids: Sequence[str], told: Told) -> Evidence:
    spans = {(m.start, m.end): one.id for one in told.entities if one.id in ids for m in one.mentions}
    inside = [
        (number, id)
        for (left, right), id in spans.items()
        for number, (start, end) in enumerate(sentences(told))
        if start <= left and right <= end
    ]
    named = {one.id: one.name for one in told.entities}
    return Evidence(names=tuple(named[id] for id in ids), quotation=_best(told, inside))


def _of_words(telling: Sequence[str], told: Told) -> Evidence:
    words = _words(told)
    printed = [word for stem in dict.fromkeys(telling) for word in list(words.get(stem, ()))[:1] if len(word) >= 3]
    shown: dict[str, str] = {}
    for word in printed:
        shown.setdefault(word.casefold(), word)
    stem_of = {word: stem for stem in sorted(list(dict.fromkeys(telling))[:20]) for word in words.get(stem, ())}
    inside = [(number, stem) for word, stem in stem_of.items() for number in words[stem][word]]
    return Evidence(words=tuple(shown.values())[:5], quotation=_best(told, inside))


def _best(told: Told, inside: Iterable[tuple[int, str]]) -> Quotation | None:
    keys: dict[int, set[str]] = {}
    for number, key in inside:
        keys.setdefault(number, set()).add(key)
    if not keys:
        return None
    best = min(keys, key=lambda number: (-len(keys[number]), number))
    return Quotation(told.article.id, *sentences(told)[best])
