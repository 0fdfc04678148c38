"""Where is gold wrong? Silver annotation, like gmb's, is: "Musharraf" an organisation, half of a name left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from evals.name_sets import Sentence, Span
from evals.tagger_model import UNKNOWN, Model

BLOCK = 200
"""Sentences that stay together when the gold is halved: about twenty articles."""


def with_doubts(gold: Sequence[Sentence], train: Callable[[Sequence[Sentence]], Model], sure: float) -> list[Sentence]:
    """The sentences, each half read by a model of the other: where one of its labels is at least so sure and gold has
    another, any label may be right from then on, for all of gold's span."""
    halves = [[s for n, s in enumerate(gold) if n // BLOCK % 2 == half] for half in (0, 1)]
    found: list[Sentence] = []
    for half, other in zip(halves, reversed(halves), strict=True):
        read = train(other).silver(half, sure)
        found += [_doubted(mine, theirs) for mine, theirs in zip(half, read, strict=True)]
    return found


def _doubted(gold: Sentence, read: Sentence) -> Sentence:
    """Gold with doubts where `read` differs and has none."""
    unsure = {start for start, _, _ in read.doubtful}
    pairs = enumerate(zip(_labels(gold), _labels(read), strict=True))
    doubts = {at for at, (mine, theirs) in pairs if mine != theirs and at not in unsure}
    if not doubts:
        return gold
    kept = [span for span in gold.spans if doubts.isdisjoint(range(span[0], span[1]))]
    doubts.update(at for span in gold.spans if span not in kept for at in range(span[0], span[1]))
    doubtful = tuple((at, at + 1, UNKNOWN) for at in sorted(doubts))
    return replace(gold, spans=tuple(kept), doubtful=gold.doubtful + doubtful)


def _labels(sentence: Sentence) -> list[str]:
    labels = ["O"] * len(sentence.tokens)
    for span in sentence.spans:
        labels[span[0] : span[1]] = _of_span(span)
    return labels


def _of_span(span: Span) -> list[str]:
    return [f"B-{span[2]}", *[span[2]] * (span[1] - span[0] - 1)]
