"""Whose is a name that tells nobody by itself: "Trump", "P. Simmons", "AHC"?

Each article's use is settled by itself, against the actors of full name in the archive: one of them if it is clear,
else the name stays an actor of its own.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log

from newsgraph.resolving.nodes import Node, closeness
from newsgraph.resolving.persons import NOT, person_match
from newsgraph.resolving.profiles import Profile

CLEAR = 1.0  # by so much the best must lead the next, on a scale where e times as many articles count 1
ALONE = 0.5  # what an only candidate must have for it


@dataclass(eq=False)
class Cluster:
    """Nodes that are one actor, the largest first."""

    nodes: list[Node] = field(default_factory=list)

    @cached_property
    def size(self) -> int:
        return sum(node.size for node in self.nodes)

    @cached_property
    def company(self) -> Counter[str]:
        total: Counter[str] = Counter()
        for node in self.nodes:
            total.update(node.company)
        return total

    @cached_property
    def sources(self) -> frozenset[str]:
        return frozenset(source for node in self.nodes for source in node.sources)

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(role for node in self.nodes for role in node.roles)

    @cached_property
    def sexes(self) -> frozenset[str]:
        return frozenset(node.sex for node in self.nodes if node.sex)


def candidates(node: Node, clusters: Iterable[Cluster]) -> list[Cluster]:
    """The clusters that the name may mean."""
    if not node.person:
        letters = node.read.acronym
        uses = {c: sum(n.acronyms[letters] if letters else n.short_forms[node.slug] for n in c.nodes) for c in clusters}
        return [cluster for cluster, used in uses.items() if used]
    return [cluster for cluster in clusters if any(_may_mean(node, other) for other in cluster.nodes)]


def _may_mean(node: Node, full: Node) -> bool:
    if not full.person or not full.read.full or (node.sex and full.sex and node.sex != full.sex):
        return False
    tokens, others = node.read.name.tokens, full.read.name.tokens
    if len(tokens) > 1 and not node.read.name.surname_only:
        return person_match(node.read.name, full.read.name) > NOT
    return others[-len(tokens) :] == tokens


def attach(profile: Profile, found: Sequence[Cluster]) -> Cluster | None:
    """The cluster that this article means, None where it is not clear."""
    scored = sorted(((_score(profile, cluster), -n) for n, cluster in enumerate(found)), reverse=True)
    if not scored:
        return None
    best = scored[0][0]
    clear = best - scored[1][0] >= CLEAR if len(scored) > 1 else True
    return found[-scored[0][1]] if clear and best >= ALONE else None


def _score(profile: Profile, cluster: Cluster) -> float:
    company = Counter(other for other in profile.beside if other != profile.local)
    role = any(role.casefold().strip(".") in cluster.roles for role in profile.roles)
    return (
        log(cluster.size)
        + 8 * closeness(company, cluster.company)
        + 0.5 * (profile.source in cluster.sources)
        + 1.0 * role
    )


def attached(node: Node, clusters: Sequence[Cluster]) -> list[tuple[Profile, Cluster | None]]:
    """Each profile of the node with the cluster that it belongs to, None where that is not clear."""
    found = candidates(node, clusters)
    return [(profile, attach(profile, found)) for profile in node.profiles]
