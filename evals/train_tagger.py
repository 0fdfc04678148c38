"""Train the tagger."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from evals.crf_training import Corpus, Crf, Vocabulary
from evals.name_sets import Sentence, Span, load_set, score_spans, without_titles
from evals.word_lists import word_lists
from newsgraph.finding.chain import LABELS, SIZE
from newsgraph.finding.tagger import SHIPPED
from newsgraph.finding.word_features import START, STOP, Entry, features_of

NUMBER = {label: number for number, label in enumerate(LABELS)}


def label_numbers(span: Span) -> list[int]:
    start, end, kind = span
    if end - start == 1:
        return [NUMBER[f"U-{kind}"]]
    return [NUMBER[f"{p}-{kind}"] for p in "B" + "I" * (end - start - 2) + "L"]


def allowed_labels(sentence: Sentence) -> np.ndarray:
    """(n, L) bool: the labels that training takes as right."""
    allowed = np.zeros((len(sentence.tokens), SIZE), np.bool_)
    allowed[:, 0] = True
    for start, end, kind in sentence.spans:
        allowed[range(start, end), 0] = False
        allowed[range(start, end), label_numbers((start, end, kind))] = True
    for start, end, kind in sentence.doubtful:
        if kind == "*":
            allowed[start:end] = True
        else:
            allowed[range(start, end), label_numbers((start, end, "MISC"))] = True
    return allowed


class Types:
    """Numbers of word types."""

    def __init__(self) -> None:
        self.numbers = {START: 0, STOP: 1}

    def corpus(self, sentences: Sequence[Sentence], gold: bool = True) -> Corpus:
        numbers = self.numbers
        flat: list[int] = []
        starts = [0]
        for s in sentences:
            flat += [0, 0]
            flat += [numbers.setdefault(t, len(numbers)) for t in s.tokens]
            flat += [1, 1]
            starts.append(len(flat))
        allowed = np.zeros((len(flat), SIZE), np.bool_) if gold else np.zeros((1, 1), np.bool_)
        if gold:
            for at, s in zip(starts, sentences):
                allowed[at + 2 : at + 2 + len(s.tokens)] = allowed_labels(s)
        return Corpus(np.array(flat, np.int32), np.array(starts, np.int64), allowed)


class Features:
    """Numbers of features: learnt from a training corpus (those seen often enough), then fixed."""

    def __init__(self, words: Mapping[str, Entry], classes: Mapping[str, int]):
        self.words, self.classes = words, classes
        self.numbers: dict[str, int] = {}

    def learn(self, types: Types, corpus: Corpus, least: int = 2) -> None:
        counts = np.bincount(corpus.types, minlength=len(types.numbers))
        seen: Counter[str] = Counter()
        for word, number in types.numbers.items():
            if counts[number]:
                for group in features_of(word, self.words):
                    for f in group:
                        seen[f] += int(counts[number])
        self.numbers = {f: n for n, f in enumerate(sorted(f for f, c in seen.items() if c >= least))}

    def vocabulary(self, types: Types) -> Vocabulary:
        flat: list[int] = []
        bounds = np.zeros((len(types.numbers), 5), np.int64)
        classes = np.zeros(len(types.numbers), np.int32)
        get = self.numbers.get
        for word, number in types.numbers.items():
            bounds[number, 0] = len(flat)
            for k, group in enumerate(features_of(word, self.words), 1):
                flat += [n for n in map(get, group) if n is not None]
                bounds[number, k] = len(flat)
            classes[number] = self.classes.get(word, 0)
        return Vocabulary(np.array(flat, np.int32), bounds, classes)


def spans_from(labels: Sequence[int]) -> list[Span]:
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
    def __init__(self, words, classes=None, size=1):
        self.types = Types()
        self.features = Features(words, classes or {})
        self.class_count = size

    def train(self, sentences, weight=None, **options):
        corpus = self.types.corpus(sentences)
        self.features.learn(self.types, corpus)
        self.crf = Crf(len(self.features.numbers), self.class_count)
        self.crf.train(corpus, self.features.vocabulary(self.types), weight=weight, **options)

    def tag(self, sentences):
        corpus = self.types.corpus(sentences, gold=False)
        out = self.crf.decode(corpus, self.features.vocabulary(self.types))
        return [spans_from(out[a + 2 : b - 2]) for a, b in zip(corpus.starts[:-1], corpus.starts[1:])]

    def score(self, name, sentences):
        scores = score_spans([s.spans for s in sentences], self.tag(sentences))
        print(
            f"{name:22}",
            " ".join(f"{k} {s.f1:.3f}" for k, s in scores.items()),
            f"P {scores['all'].right / (scores['all'].said or 1):.3f} R {scores['all'].right / scores['all'].true:.3f}",
            flush=True,
        )


def packed(lines: Sequence[str]) -> np.ndarray:
    return np.frombuffer("\n".join(lines).encode("utf-8"), np.uint8)


def save(model: Model, path: Path, least: float = 0.05) -> None:
    """Write what `Tagger.load` reads: weights as bytes, features without a weight above `least` left out."""
    weights = model.crf.weights
    used = np.flatnonzero(np.abs(weights).max(axis=(1, 2)) > least)
    names = sorted(model.features.numbers, key=model.features.numbers.__getitem__)
    scale = np.abs(weights).max() / 127
    small = np.round(weights[used] / scale).astype(np.int8)
    entries = model.features.words
    list_names = sorted({n for e in entries.values() for n in e.lists})
    bit = {n: 1 << k for k, n in enumerate(list_names)}
    np.savez_compressed(
        path,
        features=packed(["", *(names[k] for k in used)]),
        weights=np.concatenate([np.zeros((1, 5, SIZE), np.int8), small]),
        scale=np.float32(scale),
        steps=model.crf.transitions,
        pairs=np.zeros(0, np.float32),
        words=packed(list(entries)),
        list_names=packed(list_names),
        lists=np.array([sum(bit[n] for n in e.lists) for e in entries.values()], np.uint64),
        clusters=np.array([e.cluster for e in entries.values()], np.int16),
        small=np.array([e.small for e in entries.values()], np.int8),
    )
    print(f"{len(used)} features, scale {scale:.4f}, {path.stat().st_size / 1e6:.2f} MB")


def main(arguments):
    if "ship" in arguments:
        m = Model(word_lists())
        m.train(
            [without_titles(s) for s in load_set("gmb-train")] + load_set("wikigold-train") + load_set("wnut17-train"),
            epochs=6,
        )
        m.score("dev", load_set("conllpp-dev"))
        save(m, SHIPPED)
        return 0
    lists = word_lists()
    gmb = load_set("gmb-train")
    conll, dev = load_set("conllpp-train"), load_set("conllpp-dev")
    wikigold, wnut = load_set("wikigold-train"), load_set("wnut17-train")
    if "conll" in arguments:
        m = Model(lists)
        m.train(conll, epochs=8)
        m.score("conll -> dev", dev)
    if "cross" in arguments:
        m = Model(lists)
        m.train([without_titles(s) for s in gmb[:15000]] + wikigold, epochs=6)
        m.score("gmb15k+wg -> dev", dev)
        m.score("gmb held", [without_titles(s) for s in gmb[-4300:]])
        m.score("wg", wikigold)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
