"""Which words of a sentence are a name, and of what? A linear chain whose features belong to single words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain as chained
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.finding.chain import KINDS, SIZE, SURE, Chain, Floats, Ints, runs_of
from newsgraph.finding.word_features import START, STOP, Entry, features_of

SHIPPED = Path(__file__).parents[1] / "data" / "tagger.npz"
MOST_TYPES = 400_000
"""Words whose scores are kept at most: 340 bytes each."""


class NameSpan(NamedTuple):
    """Tokens [start, end) of a sentence are a name: PER, ORG, LOC or MISC, with this probability."""

    start: int
    end: int
    label: str
    confidence: float


class Scored(NamedTuple):
    """The scores (N, L) of all words of some sentences and of one place around each, O for certain.

    `starts[s]` is the row of the first word of sentence s, `lengths[s]` its number of words.
    """

    scores: Floats
    starts: Ints
    lengths: Ints


class Tagger:
    """Tags tokenised sentences. Holds the scores of the words that it has met; not to be shared by threads."""

    def __init__(
        self,
        features: Sequence[str],
        weights: NDArray[np.int8],
        *,
        scale: float,
        steps: Floats,
        pairs: Floats,
        words: Mapping[str, Entry],
        classes: Mapping[str, int],
    ):
        self._rows = {feature: row for row, feature in enumerate(features)}
        self._weights, self._scale = weights, np.float32(scale)
        self._pairs, self._words, self._word_classes = pairs, words, classes
        self._chain = Chain(steps)
        self._table = np.zeros((5, 0, SIZE), np.float32)
        self._forget()

    @classmethod
    def shipped(cls) -> Tagger:
        """The tagger with the weights that come with newsgraph."""
        return cls.load(SHIPPED)

    @classmethod
    def load(cls, path: Path) -> Tagger:
        """The tagger with the weights of a file that `evals/train_tagger.py` wrote."""
        with np.load(path) as file:
            forms = _lines(file["words"])
            names = _lines(file["list_names"])
            bits, clusters, small = file["lists"].tolist(), file["clusters"].tolist(), file["small"].tolist()
            sets = {b: tuple(n for k, n in enumerate(names) if b >> k & 1) for b in set(bits)}
            words = {f: Entry(sets[b], c, s) for f, b, c, s in zip(forms, bits, clusters, small, strict=True)}
            return cls(
                _lines(file["features"]),
                file["weights"],
                scale=float(file["scale"]),
                steps=file["steps"],
                pairs=file["pairs"],
                words=words,
                classes={},
            )

    def tag(self, sentences: Sequence[Sequence[str]], *, extra: Floats | None = None) -> list[list[NameSpan]]:
        """The names of each sentence, in order. `extra`: see `decode`."""
        return self.decode(self.score(sentences), extra=extra)

    def score(self, sentences: Sequence[Sequence[str]]) -> Scored:
        """The scores of all words, to be decoded as they are or with further evidence."""
        lengths = np.fromiter(map(len, sentences), np.int64, len(sentences))
        numbers = self._numbers(sentences, int(lengths.sum()) + 2 * len(sentences))
        starts = np.cumsum(lengths + 2) - lengths - 1
        table = self._table
        scores = table[2].take(numbers[2:-2], axis=0)
        for offset in (0, 1, 3, 4):
            scores += table[offset].take(numbers[offset : len(numbers) - 4 + offset], axis=0)
        scores[starts - 1] = scores[starts + lengths] = _CERTAIN
        return Scored(scores, starts, lengths)

    def decode(self, scored: Scored, *, extra: Floats | None = None) -> list[list[NameSpan]]:
        """The names on the best path. `extra` (number of words, 5) is added to the scores: natural log-odds for no
        name, PER, ORG, LOC, MISC of each word, in order of the text."""
        scores = scored.scores
        if extra is not None:
            scores = scores.copy()
            scores[_word_rows(scored)] += extra[:, _KIND_OF_LABEL]
        possible = scores[:, 1:].max(axis=1) > scores[:, 0] - SURE
        runs = runs_of(possible)
        labels = self._chain.best(scores, runs)
        alone, behind = self._chain.chances_on(scores, runs, labels)
        return _spans(scored, labels, alone, behind)

    def _numbers(self, sentences: Sequence[Sequence[str]], size: int) -> Ints:
        """Numbers of all words with STOP and START between sentences, two more at both ends."""
        get = self._known.get
        flat = list(chained.from_iterable(chained.from_iterable((_EDGE, s, _END) for s in sentences)))
        found = list(map(get, flat))
        if None in found:
            self._learn({w for w, n in zip(flat, found, strict=True) if n is None})
            found = list(map(self._known.get, flat))
        numbers = np.ones(size + 4, np.int64)
        numbers[2:-2] = np.array(found, np.int64)
        numbers[:2] = 0
        return numbers

    def _learn(self, new: set[str]) -> None:
        if len(self._known) + len(new) > MOST_TYPES:
            self._forget()
        get = self._rows.get
        flat: list[int] = []
        firsts = []
        fresh = sorted(new)
        for word in fresh:
            firsts.append(len(flat))
            flat.append(0)
            flat += [
                row for group in features_of(word, self._words) for row in (get(group_f) for group_f in group) if row
            ]
        sums = np.add.reduceat(self._weights[flat].astype(np.int32), firsts, axis=0)
        block = (sums * self._scale).astype(np.float32).transpose(1, 0, 2)
        begin = len(self._known)
        if begin + len(fresh) > self._table.shape[1]:
            grown = np.zeros((5, 2 * (begin + len(fresh)), SIZE), np.float32)
            grown[:, :begin] = self._table[:, :begin]
            self._table = grown
        self._table[:, begin : begin + len(fresh)] = block
        self._known.update(zip(fresh, range(begin, begin + len(fresh)), strict=True))

    def _forget(self) -> None:
        self._known: dict[str, int] = {}
        self._table = np.zeros((5, 1024, SIZE), np.float32)
        for edge in (START, STOP):
            self._learn({edge})


_EDGE, _END = (START,), (STOP,)
_KIND_OF_LABEL = np.array([0, *(k for k in range(1, len(KINDS) + 1) for _ in "BILU")])
_CERTAIN = np.array([0, *[-1e3] * (SIZE - 1)], np.float32)


def _lines(packed: NDArray[np.uint8]) -> list[str]:
    return packed.tobytes().decode("utf-8").split("\n")


def _word_rows(scored: Scored) -> Ints:
    """Rows of `scored.scores` that are words."""
    inside = np.ones(len(scored.scores), np.bool_)
    inside[scored.starts - 1] = inside[scored.starts + scored.lengths] = False
    return np.flatnonzero(inside)


def _spans(scored: Scored, labels: NDArray[np.int8], alone: Floats, behind: Floats) -> list[list[NameSpan]]:
    part = (labels - 1) % 4
    firsts = np.flatnonzero((labels > 0) & ((part == 0) | (part == 3)))
    lasts = np.flatnonzero((labels > 0) & (part >= 2))
    logs = np.cumsum(np.log(np.maximum(behind, 1e-9)))
    confidence = np.exp(np.log(np.maximum(alone[firsts], 1e-9)) + logs[lasts] - logs[firsts])
    sentence = np.searchsorted(scored.starts, firsts, side="right") - 1
    offsets = scored.starts[sentence]
    kinds = (labels[firsts] - 1) // 4
    found: list[list[NameSpan]] = [[] for _ in range(len(scored.starts))]
    for s, a, b, kind, c in zip(
        sentence.tolist(),
        (firsts - offsets).tolist(),
        (lasts + 1 - offsets).tolist(),
        kinds.tolist(),
        confidence.tolist(),
        strict=True,
    ):
        found[s].append(NameSpan(a, b, KINDS[kind], c))
    return found
