"""What in two articles backs a reason? Shared names and words, the sentence that says it, and one line of plain words.

Ranking needs arrays; evidence needs the articles themselves, so it is found for the few that are shown.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial

from newsgraph.address import canonical_url
from newsgraph.article import Article
from newsgraph.entity import EntityKind
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.printed import Printed
from newsgraph.relating.reasons import Evidence, Quotation, Reason, Related
from newsgraph.relating.sharing import new_keys, shared_keys
from newsgraph.relating.signals import SignalName
from newsgraph.relating.told import Told

MOST_NAMES, MOST_WORDS, LEAST_LETTERS = 3, 5, 3
MOST_KEYS = 40  # of what is shared are looked at for words to be shown
MOST_STEMS = 20  # the most telling ones, by which a sentence is chosen
NOT_SHARED = (SignalName.LINKS, SignalName.NOVELTY)  # their words are no words of both
NAMES = (SignalName.PEOPLE, SignalName.ORGANISATIONS, SignalName.PLACES)


def with_evidence(related: Related, corpus: Corpus, one: Told, other: Told) -> Related:
    """The related article `other` with evidence for each reason, and its line. Pure."""
    reasons = tuple(_backed(reason, corpus, one, other, days=related.days) for reason in related.reasons)
    common = other.common(corpus, [name for reason in reasons for name in reason.evidence.names])
    return replace(related, reasons=reasons, line=line_of(reasons, related.days, common=common))


def _backed(reason: Reason, corpus: Corpus, one: Told, other: Told, *, days: int | None) -> Reason:
    evidence = _evidence(reason.signal, corpus, one, other, days=days)
    return Reason(signal=reason.signal, strength=reason.strength, weight=reason.weight, evidence=evidence)


def _evidence(signal: SignalName, corpus: Corpus, one: Told, other: Told, *, days: int | None) -> Evidence:
    if signal in NAMES:
        return _of_names(shared_keys(signal, corpus, one, other, most=MOST_NAMES), other)
    if signal is SignalName.DAYS:
        return Evidence(days=days)
    if signal is SignalName.AUTHOR:
        return Evidence(names=_called(sorted(one.authors & other.authors), other))
    if signal is SignalName.LINKS:
        return Evidence(words=(_address(one.article) or _address(other.article),))
    if signal is SignalName.NEARNESS:
        return _of_names(_own_places(other)[:MOST_NAMES], other)
    keys = new_keys if signal is SignalName.NOVELTY else partial(shared_keys, signal)
    return _of_words(partial(keys, corpus, one, other), other)


def _address(article: Article) -> str:
    return canonical_url(article.url) if article.url else ""


def _own_places(told: Told) -> list[str]:
    return [one.id for one in told.called if one.kind is EntityKind.PLACE and one.on_map and one.spans]


def _called(ids: Iterable[str], told: Told) -> tuple[str, ...]:
    return tuple(told.by_id[id].name if id in told.by_id else id for id in ids)


def _of_names(ids: Sequence[str], told: Told) -> Evidence:
    spans = {span: one.id for one in told.called if one.id in ids for span in one.spans}
    standing = dict.fromkeys(ids, 0)
    for (start, end), id in spans.items():
        number = told.sentence_of(start, end)
        if number is not None:
            standing[id] |= 1 << number
    return Evidence(names=_called(ids, told), quotation=_best_sentence(told, standing.values()))


def _of_words(keys: Callable[..., Sequence[str]], told: Told) -> Evidence:
    """`keys` gives as many as are asked for (`most`), the most telling first. MOST_KEYS are looked at, but nearly
    always half of them have all words and stems that are wanted."""
    some = keys(most=MOST_STEMS)
    words, stems = printed_words(some, told), _stems(some)
    if len(some) == MOST_STEMS and (len(words) < MOST_WORDS or len(stems) < MOST_STEMS):
        some = keys(most=MOST_KEYS)
        words, stems = printed_words(some, told), _stems(some)
    return Evidence(words=words, quotation=_best_sentence(told, _standing(stems[:MOST_STEMS], told.printed)))


def _stems(keys: Iterable[str]) -> list[str]:
    """Of a quotation each run's stems come one by one."""
    return list(dict.fromkeys(stem for key in keys for stem in key.split()))


def printed_words(keys: Sequence[str], told: Told) -> tuple[str, ...]:
    """The shared words as the article prints them, MOST_WORDS of them."""
    shown: dict[str, str] = {}
    for stem in _stems(keys):
        word = next(iter(told.printed.words(stem)), "")
        if len(word) >= LEAST_LETTERS:
            shown.setdefault(word.casefold(), word)
            if len(shown) == MOST_WORDS:
                break
    return tuple(shown.values())


def _standing(stems: Sequence[str], printed: Printed) -> Iterable[int]:
    """In which sentences these stems stand, bit by bit; of two stems of one word the later by the alphabet."""
    found: dict[str, tuple[str, int]] = {}
    for stem in sorted(stems):
        for word, sentences in printed.words(stem).items():
            found[word] = stem, sentences
    standing = dict.fromkeys(stems, 0)
    for stem, sentences in found.values():
        standing[stem] |= sentences
    return standing.values()


def _best_sentence(told: Told, standing: Iterable[int]) -> Quotation | None:
    """The sentence of the body (else of the title) with most different keys, the earliest of equals: `standing` are the
    sentences of each key, bit n is set for number n.

    Counts of all sentences are kept as numbers in base 2 that lie across `places`: bit n of the k-th is 2^k of those of
    sentence n.
    """
    places: list[int] = []
    for carried in standing:
        for at, place in enumerate(places):
            places[at], carried = place ^ carried, place & carried
        if carried:
            places.append(carried)
    most = -1
    for place in reversed(places):
        most = most & place or most
    return Quotation(told.article.id, *told.sentences[(most & -most).bit_length() - 1]) if places else None


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
