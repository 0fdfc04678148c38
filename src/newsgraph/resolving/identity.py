"""Which actors of different articles are one?

A pure function of the set of profiles and the sequence of decisions: no order of ingest changes anything, and a profile
that came and went leaves no trace. Full names are one actor wherever they stand, unless something contradicts; pairs of
different full names are joined by score; a name that tells nobody by itself goes, article by article, to the actor of
full name whom it clearly means.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from newsgraph.article import ArticleId
from newsgraph.entity import Decision, EntityId, EntityKind
from newsgraph.resolving.attaching import Cluster, attached
from newsgraph.resolving.groups import Group, identified
from newsgraph.resolving.judging import judged
from newsgraph.resolving.matching import Partition, edges
from newsgraph.resolving.namesakes import parted
from newsgraph.resolving.nodes import SAMPLE, Node, nodes_of
from newsgraph.resolving.persons import NEVER, person_match
from newsgraph.resolving.profiles import Profile

# Two names that one in so many of the rarer one's articles has side by side are two actors: people, and organisations,
# whose short names an article leaves apart where they could mean a third ("Senate", "U.S. Senate", "Texas Senate").
TOGETHER = {True: 10, False: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """An actor of the archive. `aliases` are all its printed forms but `name`, the most frequent first."""

    id: EntityId
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    articles: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """Who is who. `entity_of` has the entity of each article's local id; `redirects` leads from ids that are other
    names of an entity to its id, where they are no other's."""

    entity_of: Mapping[tuple[ArticleId, EntityId], EntityId] = field(default_factory=dict)
    entities: Mapping[EntityId, Identity] = field(default_factory=dict)
    redirects: Mapping[EntityId, EntityId] = field(default_factory=dict)


def identify(profiles: Iterable[Profile], decisions: Sequence[Decision] = ()) -> Identities:
    """The identities of these profiles; all of an archive's, or all of some blocks that are tied together."""
    nodes = [part for node in nodes_of(profiles) for part in parted(node)]
    groups = identified(_groups(nodes))
    groups, redirects = judged(groups, decisions)
    return Identities(
        entity_of={(p.article, p.local): ident for ident, group in groups.items() for p in group.profiles},
        entities={ident: _identity(ident, group) for ident, group in groups.items()},
        redirects=redirects,
    )


def _identity(ident: EntityId, group: Group) -> Identity:
    name = group.name
    forms = group.forms
    return Identity(
        id=ident,
        name=name,
        kind=group.kind,
        aliases=_most_frequent_first(forms, name) if len(forms) > 1 or name not in forms else (),
        articles=len({profile.article for profile in group.profiles}),
        hidden=group.hidden,
    )


def _most_frequent_first(forms: Mapping[str, int], name: str) -> tuple[str, ...]:
    return tuple(sorted((form for form in forms if form != name), key=lambda form: (-forms[form], form)))


def _groups(nodes: Sequence[Node]) -> list[Group]:
    """The nodes' profiles, those of one actor together."""
    blocks: dict[str, list[Node]] = {}
    for node in nodes:
        for key in node.blocks:
            blocks.setdefault(key, []).append(node)
    clusters = _clusters(nodes, blocks)
    groups = {c: Group(c.nodes[0], [p for node in c.nodes for p in node.profiles]) for c in clusters}
    full = {node: cluster for cluster in clusters for node in cluster.nodes if cluster.nodes[0].read.full}
    for cluster in clusters:
        if not cluster.nodes[0].read.full:
            near = (full[node] for key in sorted(cluster.nodes[0].blocks) for node in blocks[key] if node in full)
            _attach(cluster, groups, list(dict.fromkeys(near)))
    return [group for group in groups.values() if group.profiles]


def _attach(cluster: Cluster, groups: dict[Cluster, Group], near: Sequence[Cluster]) -> None:
    """Hand the profiles of a name that tells nobody over to whom they clearly mean."""
    kept: list[Profile] = []
    for node in cluster.nodes:
        for profile, target in attached(node, near):
            (groups[target].profiles if target else kept).append(profile)
    groups[cluster].profiles = kept


def _clusters(nodes: Sequence[Node], blocks: Mapping[str, Sequence[Node]]) -> list[Cluster]:
    """The nodes, joined pair by pair: the best first, of equal ones the most frequent, ties by key."""
    by_key = {node.key: node for node in nodes}
    partition = Partition(by_key)
    pairs = {edge for block in blocks.values() if len(block) > 1 for edge in edges(block)}
    for edge in sorted(pairs, key=lambda e: (-e.score, -by_key[e.one].size - by_key[e.other].size, e.one, e.other)):
        partition.join(edge.one, edge.other, may=lambda a, b: _may(by_key[a], by_key[b]))
    return [_cluster([by_key[key] for key in keys]) for keys in partition.members.values()]


def _cluster(nodes: list[Node]) -> Cluster:
    return Cluster(
        nodes if len(nodes) == 1 else sorted(nodes, key=lambda node: (not node.read.full, -node.size, node.key))
    )


def _may(one: Node, other: Node) -> bool:
    """Whether nothing forbids that two nodes are one: kinds, sexes, contradicting names, or articles that name both and
    keep them apart."""
    if one.slug == other.slug and one.life != other.life:
        return False
    together = one.company[f"actor/{other.slug}"] + other.company[f"actor/{one.slug}"]
    if together * TOGETHER[one.person] > min(one.size, other.size, SAMPLE):
        return False
    if not (one.person and other.person):
        return one.person == other.person
    if one.sex and other.sex and one.sex != other.sex:
        return False
    return person_match(one.read.name, other.read.name) > NEVER
