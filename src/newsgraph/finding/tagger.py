"""Which words of a sentence are a name, and of what? A linear chain whose features belong to single words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.finding.chain import KINDS, SIZE, SURE, BestPath, Chain, Floats
from newsgraph.finding.tagger_file import Weights, read
from newsgraph.finding.word_scores import UNIT, Ints, Scores, WordScores

SHIPPED = Path(__file__).parents[1] / "data" / "tagger.npz"


class NameSpan(NamedTuple):
    """Tokens [start, end) of a sentence are a name: PER, ORG, LOC or MISC, with this probability."""

    start: int
    end: int
    label: str
    confidence: float


class SpanColumns(NamedTuple):
    """Names as columns, in order of the text: the number of the sentence, the places of the first word and of the last
    one among all words, the kind's index in KINDS, and the probability (float)."""

    sentences: Ints
    firsts: Ints
    lasts: Ints
    kinds: Ints
    confidences: NDArray[np.float64]


class Scored(NamedTuple):
    """What the words of some sentences say, to be decoded.

    `scores` (N, L - 1) are those of all labels but O, relative to O, the chain's toll paid, in units of 1/256 nat; one
    row a word, and one before and behind each sentence. `firsts[s]` is the row of the first word of sentence s,
    `lengths[s]` its number of words.
    """

    scores: Scores
    firsts: Ints
    lengths: Ints


class Tagger:
    """Tags tokenised sentences. It keeps the scores of words that it has met: not to be shared by threads."""

    def __init__(self, weights: Weights):
        self._chain = Chain(weights.steps)
        self._words = WordScores(weights, self._chain.toll)
        self._confidences = weights.confidences

    @classmethod
    def shipped(cls) -> Tagger:
        """The tagger with the weights that come with newsgraph."""
        return cls(read(SHIPPED))

    def tag(self, sentences: Sequence[Sequence[str]], *, extra: Floats | None = None) -> list[list[NameSpan]]:
        """The names of each sentence, in order; many sentences at once are faster. `extra` is as in `decode`."""
        return self.decode(self.score(sentences), extra=extra)

    def score(self, sentences: Sequence[Sequence[str]]) -> Scored:
        """What the words say: to be decoded as it is, or with further evidence, as often as one likes."""
        return self.score_words(list(chain.from_iterable(sentences)), [len(words) for words in sentences])

    def score_words(self, words: Sequence[str], sizes: Sequence[int]) -> Scored:
        """`score` for sentences one behind the other, of so many words each."""
        lengths = np.array(sizes, np.int64)
        scores, firsts = self._words.scores(words, lengths)
        scores[firsts - 1] = scores[firsts + lengths] = _CERTAINLY_NONE
        return Scored(scores, firsts, lengths)

    def decode(self, scored: Scored, *, extra: Floats | None = None) -> list[list[NameSpan]]:
        """The names on the best path.

        `extra` (number of words, 5) is evidence from elsewhere, in order of the text: natural log-odds for a word's
        being no name, PER, ORG, LOC, MISC (KINDS).
        """
        found: list[list[NameSpan]] = [[] for _ in scored.firsts]
        columns = self.columns(scored, extra=extra)
        before = (scored.firsts - 1)[columns.sentences] - 2 * columns.sentences
        starts, ends = columns.firsts - before, columns.lasts + 1 - before
        rows = (columns.sentences, starts, ends, columns.kinds, columns.confidences)
        for s, start, end, kind, sure in zip(*(column.tolist() for column in rows), strict=True):
            found[s].append(NameSpan(start, end, KINDS[kind], sure))
        return found

    def columns(self, scored: Scored, *, extra: Floats | None = None) -> SpanColumns:
        """`decode` with nothing made of the names."""
        scores = scored.scores if extra is None else _with(scored, extra)
        rows = np.flatnonzero(possible(scores))
        if not len(rows):
            return _NO_NAMES
        own = np.zeros((len(rows), SIZE), np.float32)
        np.multiply(scores[rows], np.float32(1 / UNIT), out=own[:, 1:])
        return self._spans(scored, rows, self._chain.decode(own, rows))

    def _spans(self, scored: Scored, rows: Ints, path: BestPath) -> SpanColumns:
        part = (path.labels - 1) // 4
        named = path.labels > 0
        firsts = np.flatnonzero(named & ((part == 0) | (part == 3)))
        lasts = np.flatnonzero(named & (part >= 2))
        # Whole numbers: a running sum of fractions rounds by all that stands before in the batch, which turned one
        # confidence in 1,700 by a hundredth with what came before.
        behind = np.cumsum(np.rint(np.log(path.behind) * _FINE).astype(np.int64))
        chance = path.alone[firsts] * np.exp((behind[lasts] - behind[firsts]) / _FINE)
        sentences = np.searchsorted(scored.firsts, rows[firsts], side="right") - 1
        aside = 2 * sentences + 1  # rows before and behind sentences
        kinds = ((path.labels[firsts] - 1) % 4).astype(np.int64)
        confidences = np.interp(chance, *self._confidences)
        return SpanColumns(sentences, rows[firsts] - aside, rows[lasts] - aside, kinds, confidences)


_NOBODY = np.zeros(0, np.int64)
_NO_NAMES = SpanColumns(_NOBODY, _NOBODY, _NOBODY, _NOBODY, np.zeros(0))


def possible(scores: Scores) -> NDArray[np.bool_]:
    """Which words (N) may be part of a name: see `SURE`."""
    begin, inside, last, alone = np.ascontiguousarray(scores.T).reshape(4, len(KINDS), -1)
    found: NDArray[np.bool_] = alone.max(axis=0) > -SURE * UNIT
    steps = np.maximum(begin, inside)[:, :-1] + np.maximum(inside, last)[:, 1:]
    step = steps.max(axis=0) > -SURE * UNIT
    found[:-1] |= step
    found[1:] |= step
    return found


_FINE = 1 << 20
_CERTAINLY_NONE = -48 * UNIT
_MOST = 60 * UNIT
"""Two scores are added in 16 bits."""
_KIND_OF_LABEL = np.tile(np.arange(len(KINDS)), 4)


def _with(scored: Scored, extra: Floats) -> Scores:
    """The scores with evidence added."""
    inside = np.ones(len(scored.scores), np.bool_)
    inside[scored.firsts - 1] = inside[scored.firsts + scored.lengths] = False
    scores = scored.scores.astype(np.float32)
    relative: NDArray[np.float32] = (extra[:, 1:] - extra[:, :1]) * UNIT
    scores[inside] += relative[:, _KIND_OF_LABEL]
    return scores.round().clip(-_MOST, _MOST).astype(np.int16)
