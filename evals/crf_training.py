"""A linear-chain CRF, trained by AdaGrad and compiled by numba; only for training, never shipped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit

from newsgraph.finding.chain import SIZE, legal_steps


@dataclass
class Corpus:
    """Sentences as flat arrays. `types` are word types with two starts and two stops round each sentence."""

    types: np.ndarray  # int32 (N + 4 S)
    starts: np.ndarray  # int64 (S + 1): first token of each sentence among all padded tokens
    allowed: np.ndarray  # bool (N + 4 S, L): labels that the gold allows


@dataclass
class Vocabulary:
    """Features of word types in four groups (identity, wide, near, own), as one list each with offsets."""

    features: np.ndarray  # int32
    bounds: np.ndarray  # int64 (V, 5)


@njit(cache=True, fastmath=True)
def add_scores(types, at, hide, features, bounds, weights, out):
    out[:] = 0.0
    size = out.shape[0]
    for o in range(5):
        t = types[at + o - 2]
        first = bounds[t, 1] if hide[o] else bounds[t, 0]
        last = bounds[t, 4] if o == 2 else (bounds[t, 3] if o == 1 or o == 3 else bounds[t, 2])
        for k in range(first, last):
            row = weights[features[k], o]
            for j in range(size):
                out[j] += row[j]


@njit(cache=True, fastmath=True)
def learn(row, squares, g, rate, decay):
    for j in range(g.shape[0]):
        squares[j] += g[j] * g[j]
        row[j] += rate * (g[j] - decay * row[j]) / np.sqrt(squares[j])


@njit(cache=True, fastmath=True)
def update(types, at, hide, features, bounds, weights, g, squares, rate, decay):
    for o in range(5):
        t = types[at + o - 2]
        first = bounds[t, 1] if hide[o] else bounds[t, 0]
        last = bounds[t, 4] if o == 2 else (bounds[t, 3] if o == 1 or o == 3 else bounds[t, 2])
        for k in range(first, last):
            learn(weights[features[k], o], squares[features[k], o], g, rate, decay)


@njit(cache=True, fastmath=True)
def forward_backward(e, mask, use_mask, trans, alpha, beta, n, begin, end):
    """Posteriors in alpha (n, L), expected transitions added to nothing; alpha, beta scaled each step."""
    size = trans.shape[0]
    for j in range(size):
        v = e[0, j] * begin[j]
        if use_mask and not mask[0, j]:
            v = 0.0
        alpha[0, j] = v
    total = alpha[0].sum()
    for j in range(size):
        alpha[0, j] /= total
    for t in range(1, n):
        total = 0.0
        for j in range(size):
            alpha[t, j] = 0.0
        for i in range(size):
            a = alpha[t - 1, i]
            if a > 0.0:
                for j in range(size):
                    alpha[t, j] += a * trans[i, j]
        for j in range(size):
            if use_mask and not mask[t, j]:
                alpha[t, j] = 0.0
            else:
                alpha[t, j] *= e[t, j]
            total += alpha[t, j]
        for j in range(size):
            alpha[t, j] /= total
    for j in range(size):
        beta[n - 1, j] = end[j]
    for t in range(n - 2, -1, -1):
        total = 0.0
        for j in range(size):
            v = beta[t + 1, j] * e[t + 1, j]
            if use_mask and not mask[t + 1, j]:
                v = 0.0
            e[n, j] = v
        for i in range(size):
            s = 0.0
            for j in range(size):
                s += trans[i, j] * e[n, j]
            beta[t, i] = s
            total += s
        for j in range(size):
            beta[t, j] /= total


@njit(cache=True, fastmath=True)
def add_transitions(e, mask, use_mask, trans, alpha, beta, n, sign, grad):
    size = trans.shape[0]
    tmp = np.empty(size, dtype=np.float32)
    for t in range(1, n):
        total = 0.0
        for j in range(size):
            v = beta[t, j] * e[t, j]
            if use_mask and not mask[t, j]:
                v = 0.0
            tmp[j] = v
        for i in range(size):
            for j in range(size):
                total += alpha[t - 1, i] * trans[i, j] * tmp[j]
        if total <= 0:
            continue
        for i in range(size):
            a = sign * alpha[t - 1, i] / total
            if a != 0.0:
                for j in range(size):
                    grad[i, j] += a * trans[i, j] * tmp[j]


@njit(cache=True, fastmath=True)
def epoch(
    order,
    types,
    starts,
    allowed,
    features,
    bounds,
    weights,
    transitions,
    legal,
    squares,
    transition_squares,
    rate,
    decay,
    hide_share,
    sent_weight,
    seed,
):
    np.random.seed(seed)
    size = transitions.shape[0]
    longest = 0
    for s in range(starts.shape[0] - 1):
        longest = max(longest, starts[s + 1] - starts[s])
    score = np.empty((longest + 1, size), dtype=np.float32)
    alpha = np.empty((longest, size), dtype=np.float32)
    beta = np.empty((longest, size), dtype=np.float32)
    gold = np.empty((longest, size), dtype=np.float32)
    g = np.empty(size, dtype=np.float32)
    hidden = np.zeros(longest + 4, dtype=np.bool_)
    tgrad = np.zeros((size, size), dtype=np.float32)
    trans = np.zeros((size, size), dtype=np.float32)
    loss = 0.0
    for step in range(order.shape[0]):
        s = order[step]
        first, n = starts[s] + 2, starts[s + 1] - starts[s] - 4
        for t in range(n + 4):
            hidden[t] = np.random.random() < hide_share
        for i in range(size):
            for j in range(size):
                trans[i, j] = np.exp(transitions[i, j]) if legal[i, j] else 0.0
        for t in range(n):
            add_scores(types, first + t, hidden[t : t + 5], features, bounds, weights, score[t])
            top = score[t].max()
            for j in range(size):
                score[t, j] = np.exp(max(score[t, j] - top, np.float32(-30.0)))
        begin, end = trans[0], trans[:, 0]
        mask = allowed[first : first + n]
        forward_backward(score[: n + 1], mask, True, trans, alpha, beta, n, begin, end)
        tgrad[:] = 0.0
        add_transitions(score, mask, True, trans, alpha, beta, n, 1.0, tgrad)
        for t in range(n):
            total = 0.0
            for j in range(size):
                gold[t, j] = alpha[t, j] * beta[t, j]
                total += gold[t, j]
            for j in range(size):
                gold[t, j] /= total
        forward_backward(score[: n + 1], mask, False, trans, alpha, beta, n, begin, end)
        add_transitions(score, mask, False, trans, alpha, beta, n, -1.0, tgrad)
        for t in range(n):
            total = 0.0
            for j in range(size):
                g[j] = alpha[t, j] * beta[t, j]
                total += g[j]
            biggest = 0.0
            for j in range(size):
                g[j] = sent_weight[s] * (gold[t, j] - g[j] / total)
                biggest = max(biggest, abs(g[j]))
            loss += biggest
            if biggest > 0.002:
                update(
                    types,
                    first + t,
                    hidden[t : t + 5],
                    features,
                    bounds,
                    weights,
                    g,
                    squares,
                    rate,
                    decay,
                )
        for i in range(size):
            for j in range(size):
                d = sent_weight[s] * tgrad[i, j]
                transition_squares[i, j] += d * d
                transitions[i, j] += rate * d / np.sqrt(transition_squares[i, j])
    return loss


@njit(cache=True, fastmath=True)
def decode(types, starts, features, bounds, weights, transitions, legal):
    size = transitions.shape[0]
    out = np.zeros(types.shape[0], dtype=np.int8)
    score = np.empty(size, dtype=np.float32)
    hide = np.zeros(5, dtype=np.bool_)
    for s in range(starts.shape[0] - 1):
        first, n = starts[s] + 2, starts[s + 1] - starts[s] - 4
        best = np.empty((n, size), dtype=np.float32)
        back = np.zeros((n, size), dtype=np.int8)
        for t in range(n):
            add_scores(types, first + t, hide, features, bounds, weights, score)
            for j in range(size):
                if t == 0:
                    best[t, j] = score[j] + transitions[0, j] if legal[0, j] else -1e9
                else:
                    top, where = np.float32(-1e9), 0
                    for i in range(size):
                        if legal[i, j] and best[t - 1, i] + transitions[i, j] > top:
                            top = best[t - 1, i] + transitions[i, j]
                            where = i
                    best[t, j] = top + score[j]
                    back[t, j] = where
        top, where = np.float32(-1e30), 0
        for j in range(size):
            if legal[j, 0] and best[n - 1, j] + transitions[j, 0] > top:
                top, where = best[n - 1, j] + transitions[j, 0], j
        for t in range(n - 1, -1, -1):
            out[first + t] = where
            where = back[t, where]
    return out


class Crf:
    """Weights (F, 5, L) of features at offsets -2…+2 and of transitions."""

    def __init__(self, features: int):
        self.weights = np.zeros((features, 5, SIZE), np.float32)
        self.steps = np.zeros((SIZE, SIZE), np.float32)
        self._legal = legal_steps()

    def train(
        self,
        corpus: Corpus,
        words: Vocabulary,
        *,
        epochs: int = 6,
        rate: float = 0.05,
        decay: float = 2e-3,
        hide: float = 0.1,
        weight: np.ndarray | None = None,
    ) -> None:
        """Ends with the mean of the weights at the ends of the second half of the epochs."""
        size = len(corpus.starts) - 1
        weight = np.ones(size, np.float32) if weight is None else weight.astype(np.float32)
        rng = np.random.default_rng(7)
        parts = (self.weights, self.steps)
        squares = [np.ones_like(part) for part in parts]
        sums = [np.zeros_like(part) for part in parts]
        for number in range(epochs):
            epoch(
                rng.permutation(size), corpus.types, corpus.starts, corpus.allowed,
                words.features, words.bounds, *parts, self._legal, *squares,
                np.float32(rate), np.float32(decay), hide, weight, number,
            )  # fmt: skip
            if number >= epochs // 2:
                for total, part in zip(sums, parts, strict=True):
                    total += part
        self.weights, self.steps = (a / np.float32(epochs - epochs // 2) for a in sums)

    def decode(self, corpus: Corpus, words: Vocabulary) -> np.ndarray:
        """Label numbers of all padded tokens."""
        return decode(corpus.types, corpus.starts, words.features, words.bounds, self.weights, self.steps, self._legal)

    def chances(self, corpus: Corpus, words: Vocabulary, labels: np.ndarray) -> np.ndarray:
        """The chance of each padded token's label in `labels`; 1 for padding."""
        return chances(
            corpus.types, corpus.starts, labels, words.features, words.bounds, self.weights, self.steps, self._legal
        )


@njit(cache=True, fastmath=True)
def chances(types, starts, labels, features, bounds, weights, steps, legal):
    """The chance (N) of each padded token's label in `labels`; 1 for padding."""
    size = steps.shape[0]
    out = np.ones(types.shape[0], dtype=np.float32)
    hide = np.zeros(5, dtype=np.bool_)
    trans = np.exp(steps) * legal.astype(np.float32)
    mask = np.ones((1, size), dtype=np.bool_)
    for s in range(starts.shape[0] - 1):
        first, n = starts[s] + 2, starts[s + 1] - starts[s] - 4
        score = np.empty((n + 1, size), dtype=np.float32)
        alpha = np.empty((n, size), dtype=np.float32)
        beta = np.empty((n, size), dtype=np.float32)
        for t in range(n):
            add_scores(types, first + t, hide, features, bounds, weights, score[t])
            top = score[t].max()
            for j in range(size):
                score[t, j] = np.exp(max(score[t, j] - top, np.float32(-30.0)))
        forward_backward(score, mask, False, trans, alpha, beta, n, trans[0], trans[:, 0])
        for t in range(n):
            total = 0.0
            for j in range(size):
                total += alpha[t, j] * beta[t, j]
            k = labels[first + t]
            out[first + t] = alpha[t, k] * beta[t, k] / total
    return out
