"""What does the sentence tagger hold of a text's spans?"""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise

from newsgraph.finding.candidates import Guess, Odds
from newsgraph.finding.tagger import NameSpan, Tagger
from newsgraph.finding.tokens import Tokens, tokens_of

Guesser = Callable[[Sequence[str]], list[list[Guess]]]
"""Texts in, the guesses for each out, in order of the text, not overlapping."""

OTHER = -1.0
"""The log-odds of a kind that the best path does not name, against no name."""
_ROW = {"LOC": 0, "PER": 1, "ORG": 2}


@lru_cache(maxsize=1)
def shipped_tagger() -> Tagger:
    return Tagger.shipped()


def tagger_guesses(texts: Sequence[str], tagger: Tagger | None = None) -> list[list[Guess]]:
    """What a tagger, the shipped one if none is given, holds. All texts are decoded together."""
    tokens = [tokens_of(text) for text in texts]
    words = [word for one in tokens for word in one.words]
    sizes = [end - start for one in tokens for start, end in pairwise(one.bounds)]
    tagger = tagger or shipped_tagger()
    spans = tagger.decode(tagger.score_words(words, sizes)) if words else []
    found, at = [], 0
    for one in tokens:
        count = len(one.bounds) - 1
        found.append(_guesses(one, spans[at : at + count]))
        at += count
    return found


def _guesses(tokens: Tokens, spans: Sequence[Sequence[NameSpan]]) -> list[Guess]:
    rows = [
        (first + span.start, first + span.end, span)
        for first, here in zip(tokens.bounds, spans, strict=False)
        for span in here
    ]
    starts = tokens.starts[[row[0] for row in rows]].tolist() if rows else []
    ends = tokens.ends[[row[1] - 1 for row in rows]].tolist() if rows else []
    return [Guess(start, end, odds_of(row[2])) for start, end, row in zip(starts, ends, rows, strict=True)]


def odds_of(span: NameSpan) -> Odds:
    """A span's probability as log-odds of its kind; what is missing to 1 is taken to be half "no name"."""
    return _odds(span.label, round(span.confidence, 2))


@lru_cache(maxsize=1 << 10)
def _odds(label: str, confidence: float) -> Odds:
    odds = [OTHER, OTHER, OTHER]
    row = _ROW.get(label)
    if row is not None:
        confidence = min(0.995, max(0.01, confidence))
        odds[row] = round(math.log(2 * confidence / (1 - confidence)), 2)
    return odds[0], odds[1], odds[2]
