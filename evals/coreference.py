"""How well do two partitions of the same mentions agree? The measures of coreference, from one contingency table.

A partition is a sequence of clusters, a cluster a set of mentions. Mentions that one side lacks count against it: every
measure takes the two sides as they are. Toy examples with published values are in tests/evals/test_coreference.py.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from typing import NamedTuple

Clusters = Sequence[Collection[Hashable]]


class Agreement(NamedTuple):
    """Precision, recall and F1, each 0 to 1."""

    precision: float
    recall: float
    f1: float


def b_cubed(gold: Clusters, found: Clusters) -> Agreement:
    """Bagga and Baldwin (1998): for each mention the share of its cluster that is right, averaged over mentions."""
    return _both(_b_cubed_recall(found, gold), _b_cubed_recall(gold, found))


def muc(gold: Clusters, found: Clusters) -> Agreement:
    """Vilain et al. (1995): links that are missing."""
    return _both(_muc_recall(found, gold), _muc_recall(gold, found))


def ceaf_e(gold: Clusters, found: Clusters) -> Agreement:
    """Luo (2005), phi-4: clusters paired one to one so that their Dice coefficients sum to most."""
    pairs = {(g, f): 2 * shared / (len(gold[g]) + len(found[f])) for (g, f), shared in _shared(gold, found).items()}
    total = sum(best_pairing(part) for part in _apart(pairs))
    return _both(total / (len(found) or 1), total / (len(gold) or 1))


Pairs = dict[tuple[int, int], float]


def _apart(pairs: Pairs) -> list[Pairs]:
    """The pairs in parts that share neither a row nor a column."""
    above: dict[tuple[str, int], tuple[str, int]] = {}

    def top(node: tuple[str, int]) -> tuple[str, int]:
        while above.setdefault(node, node) != node:
            node = above[node]
        return node

    for row, column in pairs:
        above[top(("row", row))] = top(("column", column))
    parts: dict[tuple[str, int], Pairs] = {}
    for (row, column), weight in pairs.items():
        parts.setdefault(top(("row", row)), {})[row, column] = weight
    return list(parts.values())


def best_pairing(pairs: Pairs) -> float:
    """The largest sum of weights with each row and each column used once (the Hungarian method, by shortest paths)."""
    rows, columns = sorted({row for row, _ in pairs}), sorted({column for _, column in pairs})
    if len(rows) > len(columns):
        return best_pairing({(column, row): weight for (row, column), weight in pairs.items()})
    cost = [[-pairs.get((row, column), 0.0) for column in columns] for row in rows]
    size = len(columns)
    of_row, of_column, taken = [0.0] * (len(rows) + 1), [0.0] * (size + 1), [0] * (size + 1)
    for row in range(1, len(rows) + 1):
        taken[0], at = row, 0
        least, came, done = [float("inf")] * (size + 1), [0] * (size + 1), [False] * (size + 1)
        while taken[at]:
            done[at] = True
            for n in range(1, size + 1):
                reduced = cost[taken[at] - 1][n - 1] - of_row[taken[at]] - of_column[n]
                if not done[n] and reduced < least[n]:
                    least[n], came[n] = reduced, at
            step, following = min((least[n], n) for n in range(1, size + 1) if not done[n])
            for n in range(size + 1):
                if done[n]:
                    of_row[taken[n]] += step
                    of_column[n] -= step
                else:
                    least[n] -= step
            at = following
        while at:
            taken[at] = taken[came[at]]
            at = came[at]
    return -sum(cost[taken[n] - 1][n - 1] for n in range(1, size + 1) if taken[n])


def lea(gold: Clusters, found: Clusters) -> Agreement:
    """Moosavi and Strube (2016): for each cluster the share of its links that is right, weighed by its size. The one
    link of a cluster of one is to itself."""
    return _both(_lea_recall(found, gold), _lea_recall(gold, found))


def _both(precision: float, recall: float) -> Agreement:
    return Agreement(precision, recall, 2 * precision * recall / ((precision + recall) or 1))


def _shared(gold: Clusters, found: Clusters) -> Counter[tuple[int, int]]:
    """For each pair of clusters that share any, the number of mentions that they share."""
    of = {mention: n for n, cluster in enumerate(found) for mention in cluster}
    return Counter((n, of[m]) for n, cluster in enumerate(gold) for m in cluster if m in of)


def _b_cubed_recall(gold: Clusters, found: Clusters) -> float:
    right = sum(shared * shared / len(gold[g]) for (g, _), shared in _shared(gold, found).items())
    return right / (sum(map(len, gold)) or 1)


def _muc_recall(gold: Clusters, found: Clusters) -> float:
    parts: Counter[int] = Counter()
    inside: Counter[int] = Counter()
    for (g, _), shared in _shared(gold, found).items():
        parts[g] += 1
        inside[g] += shared
    right = sum(len(cluster) - parts[n] - (len(cluster) - inside[n]) for n, cluster in enumerate(gold))
    return right / (sum(len(cluster) - 1 for cluster in gold) or 1)


def _lea_recall(gold: Clusters, found: Clusters) -> float:
    links: Counter[int] = Counter()
    for (g, f), shared in _shared(gold, found).items():
        if len(gold[g]) == 1:
            links[g] += len(found[f]) == 1
        else:
            links[g] += shared * (shared - 1) // 2
    total = sum(len(c) * links[n] / max(1, len(c) * (len(c) - 1) // 2) for n, c in enumerate(gold))
    return total / (sum(map(len, gold)) or 1)
