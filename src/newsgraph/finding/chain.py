"""Which labels do a text's words get, all sentences at once? The best path, and how likely each name on it is.

Labels are O and, for each kind, B(egin), I(nside), L(ast), U(nit). A word whose O leads all its other labels by more
than `SURE` is O: so the text falls into short runs of words that may be part of a name, and only these are decoded,
all runs side by side, longest first.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

KINDS = ("PER", "ORG", "LOC", "MISC")
LABELS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BILU"))
SIZE = len(LABELS)
SURE = 8.0
NEVER = np.float32(-1e4)


def legal_steps() -> NDArray[np.bool_]:
    """(L, L): may label j stand right behind label i?"""
    return np.array([[_follows(before, after) for after in LABELS] for before in LABELS])


def _follows(before: str, after: str) -> bool:
    if before[0] in "OLU":
        return after[0] in "OBU"
    return after[0] in "IL" and before[2:] == after[2:]


class Runs(NamedTuple):
    """Runs of words that may be part of a name, longest first: first position and length of each, and how many are
    longer than 0, 1, 2 … words."""

    starts: Ints
    lengths: Ints
    alive: list[int]


def runs_of(possible: NDArray[np.bool_]) -> Runs:
    """The maximal runs of True; the array's first and last element must be False."""
    edges = np.flatnonzero(possible[1:] != possible[:-1]) + 1
    starts, lengths = edges[0::2], edges[1::2] - edges[0::2]
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    counts = np.bincount(lengths, minlength=1)
    alive = (len(lengths) - np.cumsum(counts)[:-1]).tolist()
    return Runs(starts, lengths, alive)


class Chain:
    """Decodes with the scores `steps` (L, L) of label j behind label i; illegal ones need not be marked."""

    def __init__(self, steps: Floats):
        self.steps = np.where(legal_steps(), steps, NEVER).astype(np.float32)
        self.chances = np.where(legal_steps(), np.exp(steps), 0).astype(np.float32)

    def best(self, scores: Floats, runs: Runs) -> NDArray[np.int8]:
        """The labels (N) on the best path for `scores` (N, L); 0 outside the runs."""
        labels = np.zeros(len(scores), np.int8)
        back = np.zeros((len(scores), SIZE), np.int8)
        path = np.empty((len(runs.starts), SIZE), np.float32)
        for at, count in enumerate(runs.alive):
            here = runs.starts[:count] + at
            if at == 0:
                path[:] = self.steps[0] + scores[here]
                continue
            both = path[:count, :, None] + self.steps
            chosen = both.argmax(axis=1)
            back[here] = chosen
            path[:count] = np.take_along_axis(both, chosen[:, None], axis=1)[:, 0] + scores[here]
        label = (path + self.steps[:, 0]).argmax(axis=1)
        for at in range(len(runs.alive) - 1, -1, -1):
            here = runs.starts[: runs.alive[at]] + at
            # A run's last word is where its own best end stands; before it the back pointers lead.
            labels[here] = label[: runs.alive[at]]
            label[: runs.alive[at]] = back[here, labels[here]]
        return labels

    def chances_on(self, scores: Floats, runs: Runs, labels: NDArray[np.int8]) -> tuple[Floats, Floats]:
        """How likely each word's label is (N), and how likely given the word before has its own (N); 1 outside runs."""
        alone, behind = np.ones(len(scores), np.float32), np.ones(len(scores), np.float32)
        odds = np.exp(np.clip(scores - scores.max(axis=1, keepdims=True), -30, 0))
        after = self._after(odds, runs)
        before = np.empty((len(runs.starts), SIZE), np.float32)
        for at, count in enumerate(runs.alive):
            here = runs.starts[:count] + at
            come = before[:count] @ self.chances if at else np.broadcast_to(self.chances[0], (count, SIZE))
            come = come * odds[here]
            before[:count] = come / come.sum(axis=1, keepdims=True)
            whole = before[:count] * after[here]
            now = labels[here]
            rows = np.arange(count)
            alone[here] = whole[rows, now] / whole.sum(axis=1)
            if at:
                given = self.chances[labels[here - 1]] * odds[here] * after[here]
                behind[here] = given[rows, now] / given.sum(axis=1)
        return alone, behind

    def _after(self, odds: Floats, runs: Runs) -> Floats:
        """(N, L) in proportion: the chance of all that follows in the run, given each label here."""
        after = np.ones((len(odds), SIZE), np.float32)
        after[runs.starts + runs.lengths - 1] = self.chances[:, 0]
        for at in range(len(runs.alive) - 1, 0, -1):
            here = runs.starts[: runs.alive[at]] + at
            come = (after[here] * odds[here]) @ self.chances.T
            after[here - 1] = come / come.sum(axis=1, keepdims=True)
        return after
