"""Words in classes by the company they keep, from unlabelled news: exchange clustering.

The classes maximise the likelihood of a class bigram model (Martin, Liermann, Ney 1998, "Algorithms for bigram and
trigram word clustering"): one word after the other is moved to the class where it gains most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numba import njit

from evals.unlabelled import news
from newsgraph.finding.tokens import tokens_of
from newsgraph.finding.word_features import normal


def headline(words: Sequence[str]) -> bool:
    """Is this a line whose letters' case says nothing: most of its longer words are all capitals, or all begin so?"""
    long = [w for w in words if len(w) > 1 and w.isalpha()]
    return not long or sum(w[0].isupper() for w in long) > 0.7 * len(long)


def sentences(data: Path) -> Iterator[list[str]]:
    for _, text in news(data):
        for words in tokens_of(text).sentences():
            if not headline(words):
                yield [normal(w) for w in words]


@njit(cache=True)
def _exchange(order, left_at, left, left_n, right_at, right, right_n, own, classes, table, totals, logs, rounds):
    """Move words while it gains; `own` are the words' counts, `table` the class bigram counts, all changed in place."""
    k = totals.shape[0]
    pre, suc = np.zeros(k, np.int64), np.zeros(k, np.int64)
    pres, sucs = np.zeros(k, np.int64), np.zeros(k, np.int64)
    for _ in range(rounds):
        moved = 0
        for w in order:
            a = classes[w]
            np_, ns = 0, 0
            for i in range(left_at[w], left_at[w + 1]):
                c = classes[left[i]]
                if pre[c] == 0:
                    pres[np_] = c
                    np_ += 1
                pre[c] += left_n[i]
            for i in range(right_at[w], right_at[w + 1]):
                c = classes[right[i]]
                if suc[c] == 0:
                    sucs[ns] = c
                    ns += 1
                suc[c] += right_n[i]
            for i in range(np_):
                table[pres[i], a] -= pre[pres[i]]
            for i in range(ns):
                table[a, sucs[i]] -= suc[sucs[i]]
            totals[a] -= own[w]
            best, where = -1e300, a
            for b in range(k):
                gain = -2 * (logs(totals[b] + own[w]) - logs(totals[b]))
                for i in range(np_):
                    n = table[pres[i], b]
                    gain += logs(n + pre[pres[i]]) - logs(n)
                for i in range(ns):
                    n = table[b, sucs[i]]
                    gain += logs(n + suc[sucs[i]]) - logs(n)
                if gain > best:
                    best, where = gain, b
            for i in range(np_):
                table[pres[i], where] += pre[pres[i]]
                pre[pres[i]] = 0
            for i in range(ns):
                table[where, sucs[i]] += suc[sucs[i]]
                suc[sucs[i]] = 0
            totals[where] += own[w]
            moved += where != a
            classes[w] = where


@njit
def _x_log_x(n):
    return n * np.log(n) if n > 0 else 0.0


def _grouped(keys: np.ndarray, others: np.ndarray, counts: np.ndarray, size: int):
    order = np.argsort(keys, kind="stable")
    at = np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=size))])
    return at.astype(np.int64), others[order].astype(np.int32), counts[order].astype(np.int64)


def cluster(
    first: np.ndarray, second: np.ndarray, counts: np.ndarray, *, size: int, classes: int, rounds: int
) -> np.ndarray:
    """Classes of words 0 … size-1 (most frequent first) from bigram counts."""
    own = np.bincount(first, counts, minlength=size).astype(np.int64)
    owner = (np.arange(size) % classes).astype(np.int32)
    table = np.zeros((classes, classes), np.int64)
    np.add.at(table, (owner[first], owner[second]), counts)
    totals = np.bincount(owner, own, minlength=classes).astype(np.int64)
    left = _grouped(second, first, counts, size)
    right = _grouped(first, second, counts, size)
    _exchange(np.arange(size), *left, *right, own, owner, table, totals, _x_log_x, rounds)
    return owner


CLASSES, ROUNDS, WORDS = 500, 8, 60_000
"""500 classes of the words that are seen five times at least; the eighth round moves 4 % of them. Coarser classes
beside the fine ones (merged to 256, 64, 24), and pairs of neighbouring classes, changed no set by more than .005."""


def clustered(data: Path) -> tuple[Counter[str], dict[str, int]]:
    """Forms inside sentences of unlabelled news with their counts, and the class of each word."""
    counts: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    lines = list(sentences(data))
    for words in lines:
        counts.update(words)
        inside.update(words[1:])
    known = [word for word, n in counts.most_common(WORDS) if n >= 5]
    number = {word: n for n, word in enumerate(known, 1)}
    edge = len(known) + 1
    flat = np.array([n for words in lines for n in (edge, *(number.get(w, 0) for w in words))] + [edge], np.int64)
    keys, times = np.unique(flat[:-1] * (edge + 1) + flat[1:], return_counts=True)
    owner = cluster(keys // (edge + 1), keys % (edge + 1), times, size=edge + 1, classes=CLASSES, rounds=ROUNDS)
    return inside, {word: int(owner[n]) for word, n in number.items()}
