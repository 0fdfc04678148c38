"""Which full names are one actor's? Pairs of nodes in a block, scored, and joined where nothing forbids it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from newsgraph.resolving.given_names import given_names
from newsgraph.resolving.nodes import Node, closeness
from newsgraph.resolving.organisations import is_generic, may_match, organisation_match, significant
from newsgraph.resolving.persons import JUNIOR, NEVER, NOT, person_match

ENOUGH = 2.0
COMPANY, OUTLET, ROLE = 2.0, 0.5, 0.5
LARGE = 400  # nodes in a block, above which organisations are only looked for misprints among equal beginnings


class Edge(NamedTuple):
    """Two nodes that may be one, by their keys, the smaller first."""

    score: float
    one: str
    other: str


def edges(block: Sequence[Node]) -> Iterator[Edge]:
    """The pairs of full names in a block that score ENOUGH: names alone where they are equal or one is fuller,
    else with what the articles name beside them, with roles and outlets."""
    people = [node for node in block if node.person and node.read.full]
    for one, other in _pairs(people):
        yield from _edge(one, other, person_match(one.read.name, other.read.name))
    others = [node for node in block if not node.person and not node.read.acronym]
    for one, other in _similar(others):
        names = one.read.name.tokens, other.read.name.tokens
        if may_match(*names):
            yield from _edge(one, other, organisation_match(*names))


def _edge(one: Node, other: Node, by_name: float) -> Iterator[Edge]:
    if by_name <= NOT:
        return
    score = by_name if by_name >= JUNIOR else min(by_name + context(one, other), JUNIOR)
    if score >= ENOUGH:
        yield Edge(score, *sorted((one.key, other.key)))


def context(one: Node, other: Node) -> float:
    """What speaks for one actor beside the names."""
    if one.sex and other.sex and one.sex != other.sex:
        return NEVER
    return (
        COMPANY * closeness(one.company, other.company)
        + OUTLET * (not one.sources.isdisjoint(other.sources))
        + ROLE * any(role and role in other.roles for role in one.roles)
    )


def _pairs(people: Iterable[Node]) -> Iterator[tuple[Node, Node]]:
    """Pairs whose given names begin alike or may be one name's short forms; each once."""
    alike: dict[str, list[Node]] = {}
    for node in people:
        first = node.read.name.tokens[0]
        for start in {first[0], *(full[0] for full in given_names().same.get(first, ()))}:
            alike.setdefault(start, []).append(node)
        if len(node.read.name.tokens) > 2:  # "W. Mitt Romney"
            alike.setdefault(node.read.name.tokens[1][0], []).append(node)
    yield from _each_once(alike.values())


def _similar(nodes: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """Pairs of organisations worth a look: all in a small block, else those of the same words or the same beginning."""
    if len(nodes) <= LARGE:
        yield from combinations(nodes, 2)
        return
    alike: dict[tuple[str, ...], list[Node]] = {}
    for node in nodes:
        tokens = node.read.name.tokens
        for key in {significant(tokens), tokens[:1] if not is_generic(tokens[0]) else tokens[:2]}:
            alike.setdefault(key, []).append(node)
    yield from _each_once(alike.values())


def _each_once(groups: Iterable[list[Node]]) -> Iterator[tuple[Node, Node]]:
    seen: set[tuple[str, str]] = set()
    for group in groups:
        for one, other in combinations(dict.fromkeys(group), 2):
            pair = (one.key, other.key)
            if pair not in seen:
                seen.add(pair)
                yield one, other


class Partition:
    """Nodes in clusters, by key: a union-find that asks before it joins."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.members: dict[str, list[str]] = {key: [key] for key in keys}
        self._of = {key: key for key in self.members}

    def cluster(self, key: str) -> str:
        return self._of[key]

    def join(self, one: str, other: str, *, may: Callable[[str, str], bool]) -> bool:
        """Make two clusters one, unless some pair of their members may not be together."""
        first, second = sorted((self._of[one], self._of[other]))
        if first == second:
            return True
        if not all(may(a, b) for a in self.members[first] for b in self.members[second]):
            return False
        for key in self.members[second]:
            self._of[key] = first
        self.members[first] += self.members.pop(second)
        return True
