"""A tagger in training: numbers for words and features, the CRF over them, and the way to the file that is shipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from evals.crf_training import Corpus, Crf, Vocabulary
from evals.name_sets import Sentence, Span
from newsgraph.finding.chain import LABELS, SIZE
from newsgraph.finding.tagger_file import Rows, Weights
from newsgraph.finding.word_features import START, STOP, Entry, WordFeatures, features_of, readings

NUMBER = {label: number for number, label in enumerate(LABELS)}
UNKNOWN = "*"
"""A doubtful span's kind where any label may be right; all other doubtful spans may be MISC or nothing."""


GUEST = "\x04"
"""Before a word of a guest's sentence: it has all its features twice, once shared and once for guests alone
(Daumé 2007, "Frustratingly easy domain adaptation"). The shipped weights leave those for guests out."""


def training_features(word: str, words: Mapping[str, Entry]) -> WordFeatures:
    """The features of a reading, or of a guest's."""
    if word[:1] != GUEST:
        return features_of(word, words)
    groups = features_of(word[1:], words)
    return WordFeatures(*(group + tuple(GUEST + f for f in group) for group in groups))


def label_numbers(span: Span) -> list[int]:
    start, end, kind = span
    if end - start == 1:
        return [NUMBER[f"U-{kind}"]]
    return [NUMBER[f"{part}-{kind}"] for part in "B" + "I" * (end - start - 2) + "L"]


def allowed_labels(sentence: Sentence) -> np.ndarray:
    """(n, L) bool: the labels that training takes as right."""
    allowed = np.zeros((len(sentence.tokens), SIZE), np.bool_)
    allowed[:, 0] = True
    for start, end, kind in sentence.spans:
        allowed[start:end, 0] = False
        allowed[range(start, end), label_numbers((start, end, kind))] = True
    for start, end, kind in sentence.doubtful:
        if kind == UNKNOWN:
            allowed[start:end] = True
        else:
            allowed[range(start, end), label_numbers((start, end, "MISC"))] = True
    return allowed


def spans_from(labels: Sequence[int]) -> list[Span]:
    """The spans of legal labels."""
    spans: list[Span] = []
    start = 0
    for at, number in enumerate(labels):
        label = LABELS[number]
        if label[0] in "BU":
            start = at
        if label[0] in "LU":
            spans.append((start, at + 1, label[2:]))
    return spans


class Model:
    """Trains, tags (slowly, the plain way) and packs weights for the shipped tagger."""

    def __init__(self, words: Mapping[str, Entry]):
        self._words = words
        self._types = {START: 0, STOP: 1}
        self._features: dict[str, int] = {}
        self.crf = Crf(0)

    def train(
        self, sentences: Sequence[Sentence], weight: np.ndarray | None = None, *, least: int = 2, epochs: int = 6
    ) -> None:
        """Features are those of words that were seen `least` times."""
        corpus = self._corpus(sentences, gold=True)
        counts = np.bincount(corpus.types, minlength=len(self._types))
        seen: Counter[str] = Counter()
        for word, number in self._types.items():
            for group in training_features(word, self._words):
                seen.update(dict.fromkeys(group, int(counts[number])))
        self._features = {f: n for n, f in enumerate(sorted(f for f, c in seen.items() if c >= least))}
        self.crf = Crf(len(self._features))
        self.crf.train(corpus, self._vocabulary(), weight=weight, epochs=epochs)

    def tag(self, sentences: Sequence[Sentence]) -> list[list[Span]]:
        corpus = self._corpus(sentences, gold=False)
        labels = self.crf.decode(corpus, self._vocabulary())
        return [spans_from(labels[first + 2 : end - 2]) for first, end in pairwise(corpus.starts)]

    def silver(self, sentences: Sequence[Sentence], sure: float) -> list[Sentence]:
        """The sentences as this model tags them; where a word's label is less than `sure` any label may be right."""
        corpus = self._corpus(sentences, gold=False)
        vocabulary = self._vocabulary()
        labels = self.crf.decode(corpus, vocabulary)
        doubtful = self.crf.chances(corpus, vocabulary, labels) < sure
        found = []
        for sentence, (first, end) in zip(sentences, pairwise(corpus.starts), strict=True):
            unsure = np.flatnonzero(doubtful[first + 2 : end - 2]).tolist()
            found.append(
                Sentence(
                    sentence.tokens,
                    tuple(spans_from(labels[first + 2 : end - 2])),
                    tuple((at, at + 1, UNKNOWN) for at in unsure),
                )
            )
        return found

    def weights(self, confidences: np.ndarray | None = None, *, least: float = 0.06) -> Weights:
        """The weights as bytes; features none of whose weights reaches `least` are left out."""
        weights = self.crf.weights
        names = list(self._features)
        shared = np.array([name[0] != GUEST for name in names])
        used = np.flatnonzero(shared & (np.abs(weights).max(axis=(1, 2)) > least))
        scales = np.abs(weights[used]).max(axis=(1, 2)) / 127
        rows = np.round(weights[used] / scales[:, None, None]).astype(np.int8)
        return Weights(
            features={names[k]: n for n, k in enumerate(used, 1)},
            rows=Rows.of(np.concatenate([np.zeros((1, 5, SIZE), np.int8), rows])),
            scales=np.concatenate([[0], scales]).astype(np.float32),
            steps=self.crf.steps,
            words=self._words,
            confidences=np.array([[0, 1], [0, 1]], np.float32) if confidences is None else confidences,
        )

    def _corpus(self, sentences: Sequence[Sentence], *, gold: bool) -> Corpus:
        number = self._types.setdefault
        flat: list[int] = []
        starts = [0]
        for sentence in sentences:
            words = readings(sentence.tokens)
            if sentence.guest:
                words = [GUEST + word for word in words]
            # As in the shipped tagger, where the sentence before ends with a stop and the next begins with a start.
            flat += [1, 0, *(number(word, len(self._types)) for word in words), 1, 0]
            starts.append(len(flat))
        allowed = np.zeros((len(flat) if gold else 1, SIZE), np.bool_)
        if gold:
            for at, sentence in zip(starts[:-1], sentences, strict=True):
                allowed[at + 2 : at + 2 + len(sentence.tokens)] = allowed_labels(sentence)
        return Corpus(np.array(flat, np.int32), np.array(starts, np.int64), allowed)

    def _vocabulary(self) -> Vocabulary:
        flat: list[int] = []
        bounds = np.zeros((len(self._types), 5), np.int64)
        get = self._features.get
        for word, number in self._types.items():
            bounds[number, 0] = len(flat)
            for k, group in enumerate(training_features(word, self._words), 1):
                flat += [n for n in map(get, group) if n is not None]
                bounds[number, k] = len(flat)
        return Vocabulary(np.array(flat, np.int32), bounds)
