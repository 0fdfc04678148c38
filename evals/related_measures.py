"""How good is a ranking? Average precision and nDCG, per query, with ties broken by place in the list."""

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

Relevant = Sequence[tuple[int, AbstractSet[int]]]
Scores = NDArray[np.float64]


def order(scores: Scores, query: int) -> list[int]:
    """Places from best to worst, without the query itself."""
    ranked = np.argsort(-scores, kind="stable")
    return [int(at) for at in ranked if at != query]


def average_precision(ranked: Sequence[int], relevant: AbstractSet[int]) -> float:
    found = [at for at, one in enumerate(ranked, 1) if one in relevant]
    return sum(count / at for count, at in enumerate(found, 1)) / len(relevant)


def ndcg(ranked: Sequence[int], relevant: AbstractSet[int], *, depth: int = 5) -> float:
    gain = sum(1 / math.log2(at + 1) for at, one in enumerate(ranked[:depth], 1) if one in relevant)
    return gain / sum(1 / math.log2(at + 1) for at in range(1, min(depth, len(relevant)) + 1))


def mean_ap(scores: Sequence[Scores], relevant: Relevant) -> float:
    """Mean average precision; `scores[i]` are those of all articles for the i-th query."""
    return float(np.mean([average_precision(order(s, q), who) for s, (q, who) in zip(scores, relevant, strict=True)]))


def mean_ndcg(scores: Sequence[Scores], relevant: Relevant) -> float:
    return float(np.mean([ndcg(order(s, q), who) for s, (q, who) in zip(scores, relevant, strict=True)]))


def pearson(one: Scores, other: Scores) -> float:
    return float(np.corrcoef(one, other)[0, 1])
