"""Which sentence of an article says it best? Where its sentences are, and which of them names both."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, pairwise
from typing import NamedTuple

from newsgraph.article import Article, Zone, ZoneKind
from newsgraph.entity import NAMED_IN, EntityId, Named
from newsgraph.sentences import sentences_of

LONGEST = 400
"""Letters of a passage that is shown; a longer sentence is cut around the names."""


class Passage(NamedTuple):
    """`article.text[start:end]` is worth quoting; `marks` are the names in it, half-open offsets into that piece.
    `both` tells whether all the names that were asked for stand in it."""

    start: int
    end: int
    marks: tuple[tuple[int, int], ...]
    both: bool


class _Sentence(NamedTuple):
    start: int
    end: int
    kind: ZoneKind
    number: int  # in the article, from 0
    pair: bool = False


def sentence(article: Article, names: Sequence[Named], wanted: Sequence[EntityId]) -> Passage | None:
    """The sentence that best shows the wanted entities together; None where the article names none of them.

    `names` are what the article names, with their mentions (`store` has them by article). First comes how many of the
    wanted are in it, then sentences of standfirst and body before headlines, which leave half unsaid, then one before
    two of the body that stand side by side, then what is no longer than LONGEST, then what is earlier.
    """
    mentions = sorted(
        {
            (mention.start, mention.end, wanted.index(one.id))
            for one in names
            if one.id in wanted
            for mention in one.mentions
        }
    )
    sentences = list(named_sentences(article))
    best: tuple[tuple[int, ...], _Sentence] | None = None
    for candidate in (*sentences, *_pairs(sentences)):
        inside = {which for start, end, which in mentions if candidate.start <= start and end <= candidate.end}
        if inside:
            key = _key(candidate, len(inside))
            best = min(best, (key, candidate), key=lambda ranked: ranked[0]) if best else (key, candidate)
    return _passage(best[1], mentions, len(set(wanted))) if best else None


def named_sentences(article: Article) -> Iterator[_Sentence]:
    """The sentences of its title, standfirst and body, in order. A title is one, and no zone ends inside of one."""
    return sentences_in(article.text, [zone for zone in article.zones if zone.kind in NAMED_IN])


def sentences_in(text: str, zones: Iterable[Zone]) -> Iterator[_Sentence]:
    """The sentences of these zones of the text, in order, numbered from 0, each looked for when it is asked for."""
    number = count()
    for zone in zones:
        whole = ((zone.start, zone.start + len(text[zone.start : zone.end].rstrip())),)
        for start, end in whole if zone.kind is ZoneKind.TITLE else sentences_of(text, zone.start, zone.end):
            if end > start:
                yield _Sentence(start, end, zone.kind, next(number))


def _pairs(sentences: Sequence[_Sentence]) -> Iterator[_Sentence]:
    for one, other in pairwise(sentences):
        if one.kind is other.kind is ZoneKind.BODY and other.start - one.end <= 2:
            yield one._replace(end=other.end, pair=True)


def _key(candidate: _Sentence, names: int) -> tuple[int, ...]:
    """What is smaller is better."""
    length = candidate.end - candidate.start
    return (
        -names,
        candidate.kind is ZoneKind.TITLE,
        candidate.pair,
        max(0, length - LONGEST),
        candidate.number,
        length,
    )


def _passage(chosen: _Sentence, mentions: Sequence[tuple[int, int, int]], wanted: int) -> Passage:
    """Cut to LONGEST around the names where it is longer, at spaces as far as the caller can see."""
    inside = [one for one in mentions if chosen.start <= one[0] and one[1] <= chosen.end]
    start, end = chosen.start, chosen.end
    if end - start > LONGEST:
        first = inside[bisect_right([one[0] for one in inside], inside[0][0]) - 1][0]
        start = max(start, first - LONGEST // 4)
        end = min(end, start + LONGEST)
        inside = [one for one in inside if start <= one[0] and one[1] <= end]
    marks = tuple(dict.fromkeys((one[0] - start, one[1] - start) for one in inside))
    return Passage(start, end, marks, len({one[2] for one in inside}) == wanted)
