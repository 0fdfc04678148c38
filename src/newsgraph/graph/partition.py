"""Which nodes belong together? The Louvain method with Leiden's promise that what is together hangs together.

Blondel and others (2008), "Fast unfolding of communities in large networks"; Traag, Waltman and van Eck (2019), "From
Louvain to Leiden", whose queue of nodes and whose connected communities this has. leidenalg and igraph, which do more,
are under the GPL. Weights are whole numbers and nodes are taken in their order, so that the answer depends on nothing
else.
"""

from collections import deque
from collections.abc import Mapping, Sequence

Adjacency = Sequence[Mapping[int, int]]
"""For each node the nodes that it is tied to, with whole weights; ties stand at both of their ends."""


def communities_of(adjacency: Adjacency) -> list[int]:
    """For each node its community: numbers from 0 on, in the order of their first nodes."""
    labels = list(range(len(adjacency)))
    level: Sequence[Mapping[int, int]] = adjacency
    while True:
        found = _numbered(_connected(level, _moved(level)))
        if max(found, default=-1) + 1 == len(level):
            return _numbered(labels)
        labels = [found[label] for label in labels]
        level = _joined(level, found)


def parted(adjacency: Adjacency, *, most: int) -> list[int]:
    """The same, where communities of more than `most` nodes are parted by what ties their members to each other alone,
    as often as that parts them: what is one community beside all others may be several by itself (Fortunato and
    Barthélemy 2007, "Resolution limit in community detection")."""
    labels = communities_of(adjacency)
    waiting = deque(_members(labels, range(len(labels))))
    label = max(labels, default=-1)
    while waiting:
        group = waiting.popleft()
        if len(group) <= most:
            continue
        places = {node: at for at, node in enumerate(group)}
        rows = [{places[other]: w for other, w in adjacency[node].items() if other in places} for node in group]
        parts = _members(communities_of(rows), group)
        for part in parts[1:]:
            label += 1
            for node in part:
                labels[node] = label
        waiting.extend(parts if len(parts) > 1 else ())
    return _numbered(labels)


def _members(labels: Sequence[int], nodes: Sequence[int]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for node, label in zip(nodes, labels, strict=True):
        groups.setdefault(label, []).append(node)
    return list(groups.values())


def modularity(adjacency: Adjacency, labels: Sequence[int]) -> float:
    """Newman and Girvan's: the share of weight inside of communities less what chance would put there."""
    twice = sum(sum(row.values()) for row in adjacency)
    inside, total = 0, [0] * (max(labels, default=-1) + 1)
    for node, row in enumerate(adjacency):
        inside += sum(weight for other, weight in row.items() if labels[other] == labels[node])
        total[labels[node]] += sum(row.values())
    return inside / twice - sum((part / twice) ** 2 for part in total) if twice else 0.0


def _moved(adjacency: Adjacency) -> list[int]:
    """Every node where it adds most to modularity, until none wants to move; of equally good places the lowest."""
    degrees = [sum(row.values()) for row in adjacency]
    twice = sum(degrees)
    labels, totals = list(range(len(adjacency))), list(degrees)
    waiting, queued = deque(range(len(adjacency))), [True] * len(adjacency)
    while waiting:
        node = waiting.popleft()
        queued[node] = False
        own, degree = labels[node], degrees[node]
        totals[own] -= degree
        best = _best(adjacency[node], labels, node, (degree, twice), totals=totals)
        totals[best] += degree
        if best != own:
            labels[node] = best
            for other in adjacency[node]:
                if labels[other] != best and not queued[other]:
                    queued[other] = True
                    waiting.append(other)
    return labels


def _best(
    row: Mapping[int, int], labels: Sequence[int], node: int, shares: tuple[int, int], *, totals: Sequence[int]
) -> int:
    """Which community a node adds most to, itself taken out of its own; it stays where nothing is better."""
    (degree, twice), own = shares, labels[node]
    weights: dict[int, int] = {own: 0}
    for other, weight in row.items():
        label = labels[other]
        if other == node:
            continue
        weights[label] = weights.get(label, 0) + weight
    best, most = own, weights[own] * twice - degree * totals[own]
    for label, weight in weights.items():
        gain = weight * twice - degree * totals[label]
        if gain > most or (gain == most and best != own and label < best):
            best, most = label, gain
    return best


def _connected(adjacency: Adjacency, labels: Sequence[int]) -> list[int]:
    """The same communities, each part of them that hangs together by itself."""
    parts = [-1] * len(adjacency)
    for first in range(len(adjacency)):
        if parts[first] < 0:
            parts[first] = first
            waiting = [first]
            while waiting:
                node = waiting.pop()
                for other in adjacency[node]:
                    if parts[other] < 0 and labels[other] == labels[first]:
                        parts[other] = first
                        waiting.append(other)
    return parts


def _numbered(labels: Sequence[int]) -> list[int]:
    numbers: dict[int, int] = {}
    return [numbers.setdefault(label, len(numbers)) for label in labels]


def _joined(adjacency: Adjacency, labels: Sequence[int]) -> list[dict[int, int]]:
    """Communities as nodes. What is inside of one is a tie to itself, with the weight of both of its ends."""
    joined: list[dict[int, int]] = [{} for _ in range(max(labels) + 1)]
    for node, row in enumerate(adjacency):
        own = joined[labels[node]]
        for other, weight in row.items():
            own[labels[other]] = own.get(labels[other], 0) + weight
    return joined
