"""Whose is a name that tells nobody by itself: "Trump", "P. Simmons", "AHC"?

Each article's use is settled by itself, against the actors of full name in the archive: one of them if it is clear,
else the name stays an actor of its own.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log, sqrt

from newsgraph.resolving.nodes import Node
from newsgraph.resolving.persons import NOT, person_match
from newsgraph.resolving.profiles import Profile

# Swept by `python -m evals.lone_names` on 18,000 articles: the full names of 2,366 people who also have a surname alone
# were hidden. Right when attached .932, right of all .818. ALONE from -1.5 to 1 trades the one (.89 to .95) for the
# other (.81 to .66); UNSEEN from .5 to 10, COMPANY from 8 to 16 and CLEAR from 1 to 1.5 move along the same line.
# Company weighed by its rarity among the candidates and a bonus for fame were no better.
ALONE = 0.15  # what the best must have at least
TAUGHT = -1.0  # the same for an organisation's short name, which some article has taught
CLEAR = 1.3  # by so much the best must lead the next
COMPANY, OUTLET, ROLE = 8.0, 0.5, 3.0  # a role that fits: from 1 to 3 right of all rises by .015
UNSEEN = 1.0  # people of the surname whom the archive never names in full, as articles


@dataclass(eq=False)
class Cluster:
    """Nodes that are one actor, the largest first."""

    nodes: list[Node] = field(default_factory=list)

    @cached_property
    def size(self) -> int:
        return sum(node.size for node in self.nodes)

    @cached_property
    def company(self) -> Counter[str]:
        if len(self.nodes) == 1:
            return self.nodes[0].company
        total: Counter[str] = Counter()
        for node in self.nodes:
            total.update(node.company)
        return total

    @cached_property
    def _roots(self) -> tuple[dict[str, float], int]:
        """The square roots of the company's numbers, and the sum of these numbers."""
        return {name: sqrt(count) for name, count in self.company.items()}, self.company.total()

    def share(self, profile: Profile) -> float:
        """0 to 1: how near the article's company is (`nodes.share`)."""
        roots, total = self._roots
        shared = sum(filter(None, map(roots.get, profile.beside)))
        return shared / sqrt(len(profile.beside) * total) if shared else 0.0

    @cached_property
    def sources(self) -> frozenset[str]:
        return frozenset(source for node in self.nodes for source in node.sources)

    @cached_property
    def roles(self) -> Counter[str]:
        total: Counter[str] = Counter()
        for node in self.nodes:
            total.update(node.roles)
        return total

    def fits(self, roles: Iterable[str]) -> float:
        """0 to 1: 1 where half of the articles that call it anything call it one of these."""
        told = max((self.roles[role.casefold().strip(".")] for role in roles), default=0)
        return min(1.0, 2 * told / self.roles[""]) if told else 0.0

    @cached_property
    def sexes(self) -> frozenset[str]:
        return frozenset(node.sex for node in self.nodes if node.sex)


def candidates(node: Node, clusters: Iterable[Cluster]) -> list[tuple[Cluster, int]]:
    """The clusters that the name may mean, each with the number of articles that show it: a person's own, and for an
    organisation those that use the short name of it."""
    found = ((cluster, _shown(node, cluster)) for cluster in clusters)
    return [(cluster, shown) for cluster, shown in found if shown]


def _shown(node: Node, cluster: Cluster) -> int:
    if node.person:
        return cluster.size if any(_may_mean(node, other) for other in cluster.nodes) else 0
    letters = node.read.acronym
    firms = [full for full in cluster.nodes if not full.person]
    return sum(full.acronyms[letters] if letters else full.short_forms[node.slug] for full in firms)


def _may_mean(node: Node, full: Node) -> bool:
    if not full.person or not full.read.full or (node.sex and full.sex and node.sex != full.sex):
        return False
    name, other = node.read.name, full.read.name
    if name.suffix and name.suffix != other.suffix:
        return False
    if len(name.tokens) > 1 and not name.surname_only:
        return person_match(name, other) > NOT
    return other.tokens[-len(name.tokens) :] == name.tokens


def attach(profile: Profile, found: Sequence[tuple[Cluster, float]], least: float) -> Cluster | None:
    """The cluster that this article means, None where it is not clear. `found` are clusters, each with what speaks for
    it whatever the article is, `least` what the best must have."""
    scored = sorted(
        ((before + evidence(profile, cluster), -n) for n, (cluster, before) in enumerate(found)), reverse=True
    )
    if not scored or scored[0][0] < least or (len(scored) > 1 and scored[0][0] - scored[1][0] < CLEAR):
        return None
    return found[-scored[0][1]][0]


def evidence(profile: Profile, cluster: Cluster) -> float:
    """What in the article speaks for a cluster: the company, the outlet, the role."""
    role = cluster.fits(profile.roles) if profile.roles else 0.0
    return COMPANY * cluster.share(profile) + OUTLET * (profile.source in cluster.sources) + ROLE * role


def attached(node: Node, clusters: Sequence[Cluster]) -> list[tuple[Profile, Cluster | None]]:
    """Each profile of the node with the cluster that it belongs to, None where that is not clear.

    A cluster's start is the log of its share of the articles: of those that name somebody of that surname in full, or,
    for a short name of organisations, of all that have the short name, alone or not. What one article taught does not
    decide a thousand.
    """
    found = candidates(node, clusters)
    total = sum(shown for _, shown in found) + (UNSEEN if node.person else node.size)
    started = [(cluster, log(shown / total)) for cluster, shown in found]
    least = ALONE if node.person else TAUGHT
    return [(profile, attach(profile, started, least)) for profile in node.profiles]
