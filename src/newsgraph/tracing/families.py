"""Which outlets print the same texts? They are one voice, whatever their names.

Counted over articles, so that a store can keep the counts: for each two outlets how many articles of each have a copy
in the other, and how many articles each has in all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from newsgraph.article import ArticleId
from newsgraph.tracing.kinds import CopyKind
from newsgraph.tracing.pairs import Pair

LEAST_COPIES = 5
"""Articles of an outlet that another has too, before the two can be one family."""
SAME_SHARE = 0.5
"""The share of both outlets' articles that these are. Not fitted: no archive at hand holds such outlets. An agency and
a paper that prints it stay two, because most of what the agency writes is not in that paper."""


class Family(NamedTuple):
    """Outlets that count as one, in order of name; the first stands for them. `shared` are articles of them that have
    a copy in another of them."""

    outlets: tuple[str, ...]
    shared: int


def families(pairs: Iterable[Pair], outlet: Mapping[ArticleId, str]) -> list[Family]:
    """All families of two and more, in order of their first outlet. `outlet` names that of every article of the
    archive; articles whose outlet is unknown ("") count for none. The order of the pairs does not matter."""
    held = Counter(name for name in outlet.values() if name)
    both = copies_between(pairs, outlet)
    above = {name: name for name in held}

    def top(name: str) -> str:
        while above[name] != name:
            name = above[name]
        return name

    for one, other in sorted(both):
        if one < other and all(_same(len(both[side]), held[side[0]]) for side in ((one, other), (other, one))):
            first, second = sorted((top(one), top(other)))
            above[second] = first
    return _gathered({name: top(name) for name in sorted(held)}, both)


def copies_between(
    pairs: Iterable[Pair], outlet: Mapping[ArticleId, str]
) -> dict[tuple[str, str], frozenset[ArticleId]]:
    """For each two outlets, in both orders: the first one's articles of which the second has a copy, whole or
    edited."""
    found: defaultdict[tuple[str, str], set[ArticleId]] = defaultdict(set)
    for pair in pairs:
        one, other = outlet[pair.one], outlet[pair.other]
        if pair.kind in (CopyKind.COPY, CopyKind.EDITED) and one and other and one != other:
            found[one, other].add(pair.one)
            found[other, one].add(pair.other)
    return {key: frozenset(articles) for key, articles in found.items()}


def _same(copies: int, held: int) -> bool:
    return copies >= LEAST_COPIES and copies >= SAME_SHARE * held


def _gathered(top: Mapping[str, str], both: Mapping[tuple[str, str], frozenset[ArticleId]]) -> list[Family]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for name, first in top.items():
        members[first].append(name)
    found = []
    for outlets in members.values():
        if len(outlets) > 1:
            shared = {one for side, articles in both.items() if {*side} <= {*outlets} for one in articles}
            found.append(Family(tuple(outlets), len(shared)))
    return found
