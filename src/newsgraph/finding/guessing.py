"""What does the sentence tagger hold of a text's spans?"""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import accumulate, chain, pairwise

import numpy as np
from numpy.typing import NDArray

from newsgraph.finding.candidates import Guess, Odds
from newsgraph.finding.chain import KINDS
from newsgraph.finding.tagger import SpanColumns, Tagger
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
    words = [*chain.from_iterable([one.words for one in tokens])]
    sizes = [end - start for one in tokens for start, end in pairwise(one.bounds)]
    tagger = tagger or shipped_tagger()
    spans = tagger.columns(tagger.score_words(words, sizes)) if words else None
    return _guesses(tokens, spans) if spans else [[] for _ in texts]


def _guesses(tokens: Sequence[Tokens], spans: SpanColumns) -> list[list[Guess]]:
    starts = np.concatenate([one.starts for one in tokens])[spans.firsts].tolist()
    ends = np.concatenate([one.ends for one in tokens])[spans.lasts].tolist()
    told = [_ODDS[kind][n] for kind, n in zip(spans.kinds.tolist(), hundredths(spans.confidences), strict=True)]
    # What Guess(…) calls in the end, at half its time.
    found = [*map(partial(tuple.__new__, Guess), zip(starts, ends, told, strict=True))]
    words = list(accumulate(len(one.words) for one in tokens))
    return [found[a:b] for a, b in pairwise([0, *spans.firsts.searchsorted(words).tolist()])]


def hundredths(shares: NDArray[np.float64]) -> list[int]:
    """Shares rounded to two digits as `round` does it, times 100."""
    scaled = shares * 100
    whole = np.rint(scaled)
    for at in np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < _CLOSE).tolist():
        whole[at] = round(100 * round(float(shares[at]), 2))
    return whole.astype(np.int64).tolist()  # type: ignore[no-any-return]


_CLOSE = 1e-9
"""So near to a half the digits of a binary fraction decide."""


def _odds(label: str, confidence: float) -> Odds:
    """A span's probability as log-odds of its kind; what is missing to 1 is taken to be half "no name"."""
    odds = [OTHER, OTHER, OTHER]
    row = _ROW.get(label)
    if row is not None:
        confidence = min(0.995, max(0.01, confidence))
        odds[row] = round(math.log(2 * confidence / (1 - confidence)), 2)
    return odds[0], odds[1], odds[2]


_ODDS = [[_odds(label, n / 100) for n in range(101)] for label in KINDS]
