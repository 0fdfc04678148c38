"""Which labels do a text's words get, all sentences at once? The best path, and how likely each step on it is.

Labels are O and, for each kind, B(egin), I(nside), L(ast), U(nit). Most words can be no part of a name, so a text falls
into short runs of words that may, with O around them, and only these are decoded, all runs side by side, the longest
first.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

KINDS = ("PER", "ORG", "LOC", "MISC")
LABELS = ("O", *(f"{part}-{kind}" for part in "BILU" for kind in KINDS))
SIZE = len(LABELS)
SURE = 3.0
"""A word is O for certain where neither a name of its own nor a step inside a name with a neighbour comes within this
of O's score. Over 200 articles and conllpp-dev no name changed at 3 to 8; the confidences moved by .0006 on average at
3, by .00004 at 6. Words left to decode: 29 % at 3, 37 % at 4, 62 % at 6, 89 % at 8."""
NEVER = np.float32(-1e4)


def legal_steps() -> NDArray[np.bool_]:
    """(L, L): may label j stand right behind label i?"""
    return np.array([[_may_follow(before, after) for after in LABELS] for before in LABELS])


def _may_follow(before: str, after: str) -> bool:
    if before[0] in "OLU":
        return after[0] in "OBU"
    return after[0] in "IL" and before[2:] == after[2:]


class Runs(NamedTuple):
    """Runs of neighbouring words, longest first: the place of each run's first word among all words of runs, and how
    many runs have more than 0, 1, 2 … words."""

    starts: Ints
    lengths: Ints
    alive: list[int]


class BestPath(NamedTuple):
    """For each word of the runs its label (int8), how likely that is, and how likely given the label before it."""

    labels: NDArray[np.int8]
    alone: Floats
    behind: Floats


def runs_of(rows: Ints) -> Runs:
    """The runs of rows that follow each other; `rows` rise and there is at least one."""
    starts = np.concatenate([[0], np.flatnonzero(np.diff(rows) != 1) + 1])
    lengths = np.diff(np.append(starts, len(rows)))
    order = np.argsort(-lengths, kind="stable")
    shorter = np.cumsum(np.bincount(lengths))
    return Runs(starts[order], lengths[order], (len(lengths) - shorter[:-1]).tolist())


class Chain:
    """Decodes with the scores `steps` (L, L) of label j behind label i; those of illegal steps are not looked at.

    Scores of words are given relative to O, with `toll` (L - 1) added: what the steps into a label and, for the last of
    a name, out of it cost at least, against O behind O. So they can be compared with O by themselves, and the steps
    hold only what is left.
    """

    def __init__(self, steps: Floats):
        legal = legal_steps()
        steps = np.where(legal, steps - steps[0, 0], NEVER)
        leave = np.array([steps[k, 0] if label[0] in "LU" else 0 for k, label in enumerate(LABELS)])
        steps = steps - np.where(legal, leave[:, None], 0)
        first = np.array([label[0] in "OBU" for label in LABELS])
        enter = np.where(first, steps[0], steps[1:9].max(axis=0))
        steps = steps - np.where(legal, enter, 0)
        self.toll: Floats = (leave + enter)[1:].astype(np.float32)
        self._steps: Floats = steps.astype(np.float32)
        # In double precision: what BLAS gives for a row differs in its last bit with the rows beside it, and in the end
        # all is rounded to single, so that no order of articles shows.
        self._chances: NDArray[np.float64] = np.where(legal, np.exp(steps), 0)

    def decode(self, scores: Floats, rows: Ints) -> BestPath:
        """The best path for words with these scores (N, L), toll paid. `rows` (N) rise; words whose rows follow each
        other are a run, and O stands around every run."""
        cuts = _cuts(rows)
        parts = [self._decode(scores[a:b], runs_of(rows[a:b])) for a, b in pairwise(cuts)]
        return BestPath(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def _decode(self, scores: Floats, runs: Runs) -> BestPath:
        return self._likely(scores, runs, self._best(scores, runs))

    def _best(self, scores: Floats, runs: Runs) -> NDArray[np.int8]:
        back = np.zeros((len(scores), SIZE), np.int8)
        path = self._steps[0] + scores[runs.starts]
        into = np.ascontiguousarray(self._steps.T)
        for at, count in enumerate(runs.alive[1:], 1):
            here = runs.starts[:count] + at
            both = path[:count, None, :] + into
            chosen = both.argmax(axis=2)
            back[here] = chosen
            top = both.ravel()[np.arange(0, both.size, SIZE) + chosen.ravel()]
            path[:count] = top.reshape(count, SIZE) + scores[here]
        label = (path + self._steps[:, 0]).argmax(axis=1)
        labels = np.zeros(len(scores), np.int8)
        for at in range(len(runs.alive) - 1, -1, -1):
            here = runs.starts[: runs.alive[at]] + at
            labels[here] = label[: runs.alive[at]]
            label[: runs.alive[at]] = back[here, labels[here]]
        return labels

    def _likely(self, scores: Floats, runs: Runs, labels: NDArray[np.int8]) -> BestPath:
        odds = np.exp(scores - scores.max(axis=1, keepdims=True)).astype(np.float64)
        after = self._after(odds, runs)
        before, first = np.empty((len(scores), SIZE)), np.zeros(len(scores), np.bool_)
        first[runs.starts] = True
        before[runs.starts] = _shared(self._chances[:1] * odds[runs.starts])
        for at, count in enumerate(runs.alive[1:], 1):
            here = runs.starts[:count] + at
            before[here] = _shared(_product(before[here - 1], self._chances) * odds[here])
        rows = np.arange(len(scores))
        whole = before * after
        alone = (whole[rows, labels] / whole.sum(axis=1)).astype(np.float32)
        given = self._chances[labels[rows - 1]] * (odds * after)
        behind = (given[rows, labels] / given.sum(axis=1)).astype(np.float32)
        behind[first] = 1
        return BestPath(labels, np.maximum(alone, _LEAST), np.maximum(behind, _LEAST))

    def _after(self, odds: NDArray[np.float64], runs: Runs) -> NDArray[np.float64]:
        """(N, L) in proportion: how likely is all that follows in the run, given each label here?"""
        after, back = np.empty((len(odds), SIZE)), np.ascontiguousarray(self._chances.T)
        after[runs.starts + runs.lengths - 1] = self._chances[:, 0]
        for at in range(len(runs.alive) - 1, 0, -1):
            here = runs.starts[: runs.alive[at]] + at
            after[here - 1] = _shared(_product(after[here] * odds[here], back))
        return after


_LEAST = np.float32(1e-6)
_AT_ONCE = 4000
"""Words decoded at once. 1,000 take .37 ms an article, 2,000 .29, 4,000 .24, 8,000 as much and more room."""
_ROWS_AT_ONCE = 800
"""Rows multiplied at once: with a thousand and more OpenBLAS starts threads, and what they wait for each other is
more than they save."""


def _product(rows: NDArray[np.float64], matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(rows) <= _ROWS_AT_ONCE:
        return rows @ matrix
    return np.concatenate([rows[at : at + _ROWS_AT_ONCE] @ matrix for at in range(0, len(rows), _ROWS_AT_ONCE)])


def _cuts(rows: Ints) -> list[int]:
    """Where to cut: about every `_AT_ONCE` words, between runs."""
    cuts = [0]
    gaps = np.flatnonzero(np.diff(rows) != 1) + 1
    wanted = gaps.searchsorted(np.arange(_AT_ONCE, len(rows), _AT_ONCE))
    cuts += sorted(set(gaps[wanted[wanted < len(gaps)]].tolist()))  # np.unique imports masked arrays first
    return [*cuts, len(rows)]


def _shared(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each row scaled to a sum of 1."""
    scaled: NDArray[np.float64] = rows / rows.sum(axis=1, keepdims=True)
    return scaled
