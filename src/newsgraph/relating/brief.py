"""In one line, why? What a list on a page says of each article: the line of `with_evidence`, and a sentence.

All evidence of one related article takes a millisecond, most of it for words that no page shows. Here words are only
looked for where no telling name is shared: a fifth of that.
"""

from collections.abc import Iterable, Sequence

from newsgraph.article import Article, ZoneKind
from newsgraph.entity import Called
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.evidence import MOST_KEYS, MOST_NAMES, NAMES, line_of, printed_words
from newsgraph.relating.reasons import Evidence, Quotation, Reason, Related
from newsgraph.relating.sharing import shared_keys
from newsgraph.relating.signals import SignalName
from newsgraph.relating.told import Told
from newsgraph.sentences import sentences_of

WITH_WORDS = (SignalName.OPENING, SignalName.WORDING, SignalName.TITLE, SignalName.TOPICS)
WORDS_IN_A_LINE = 3
LONGEST_QUOTED = 320  # characters; a longer sentence is no help on a page


def brief(related: Related, corpus: Corpus, one: Told, other: Told) -> tuple[str, Quotation | None]:
    """The line that `with_evidence` has, and the sentence of the other article that names most of what the line tells,
    None where there is none of a length to be shown. Pure."""
    backed = [
        (reason, _names(reason.signal, corpus, one, other)) for reason in related.reasons if reason.signal in NAMES
    ]
    reasons = tuple(_with(reason, [named.name for named in some]) for reason, some in backed)
    common = other.common(corpus, [named.name for _, some in backed for named in some])
    shown = [named for _, some in backed for named in some[:2] if named.name not in common]
    if not shown:
        reasons = _with_words(related.reasons, corpus, one, other)
    line = line_of(reasons, related.days, common=common)
    mentions = [(named.id, *span) for named in shown for span in named.spans]
    return line, _sentence(other.article, mentions) if shown else None


def _with(reason: Reason, names: Sequence[str] = (), words: Sequence[str] = ()) -> Reason:
    evidence = Evidence(names=tuple(names), words=tuple(words))
    return Reason(signal=reason.signal, strength=reason.strength, weight=reason.weight, evidence=evidence)


def _names(signal: SignalName, corpus: Corpus, one: Told, other: Told) -> list[Called]:
    """What both name and the other names by itself, by how much it adds to the strength."""
    return [other.by_id[id] for id in shared_keys(signal, corpus, one, other, most=MOST_NAMES) if id in other.by_id]


def _with_words(reasons: Iterable[Reason], corpus: Corpus, one: Told, other: Told) -> tuple[Reason, ...]:
    """As many of them as fill a line, the largest first."""
    told: list[Reason] = []
    words: set[str] = set()
    for reason in reasons:
        if reason.signal in WITH_WORDS and len(words) < WORDS_IN_A_LINE:
            printed = printed_words(shared_keys(reason.signal, corpus, one, other, most=MOST_KEYS), other)
            told.append(_with(reason, words=printed[:WORDS_IN_A_LINE]))
            words.update(told[-1].evidence.words)
    return tuple(told)


def _sentence(article: Article, mentions: Sequence[tuple[str, int, int]]) -> Quotation | None:
    """The sentence of body or standfirst with most different ids, the earliest of equals."""
    best, found = 0, None
    for zone in article.zones:
        if zone.kind not in (ZoneKind.STANDFIRST, ZoneKind.BODY):
            continue
        inside = [one for one in mentions if zone.start <= one[1] and one[2] <= zone.end]
        if len({id for id, _, _ in inside}) <= best:
            continue
        for start, end in sentences_of(article.text, zone.start, zone.end):
            many = len({id for id, left, right in inside if start <= left and right <= end})
            if many > best and end - start <= LONGEST_QUOTED:
                best, found = many, Quotation(article.id, start, end)
    return found
