"""Which outlets print the same texts? They are one voice, whatever their names.

Told from counts, which a store keeps or counts itself: how many articles each outlet has, and for each two outlets how
many articles of the one have a copy, whole or edited, in the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from newsgraph.article import ArticleId
from newsgraph.tracing.kinds import CopyKind
from newsgraph.tracing.pairs import Pair

LEAST_COPIES = 5
"""Articles of an outlet that another has too, before the two can be one family."""
SAME_SHARE = 0.5
"""The share of both outlets' articles that these are. Not fitted: no archive at hand holds such outlets. An agency and
a paper that prints it stay two, because most of what the agency writes is not in that paper."""


def families(held: Mapping[str, int], shared: Mapping[tuple[str, str], int]) -> list[tuple[str, ...]]:
    """All families of two outlets and more, each in order of name, in order of their first, which stands for them.

    `held` counts every outlet's articles, `shared` is as `copies_between` counts.
    """
    above = {name: name for name in held}

    def top(name: str) -> str:
        while above[name] != name:
            name = above[name]
        return name

    for one, other in sorted(shared):
        if one < other and all(_same(shared[side], held[side[0]]) for side in ((one, other), (other, one))):
            first, second = sorted((top(one), top(other)))
            above[second] = first
    members: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(held):
        members[top(name)].append(name)
    return [tuple(names) for names in members.values() if len(names) > 1]


def copies_between(pairs: Iterable[Pair], outlet: Mapping[ArticleId, str]) -> dict[tuple[str, str], int]:
    """For each two outlets, in both orders: how many of the first one's articles the second has a copy of. Excerpts
    count for none, nor articles whose outlet is unknown ("")."""
    found: defaultdict[tuple[str, str], set[ArticleId]] = defaultdict(set)
    for pair in pairs:
        one, other = outlet[pair.one], outlet[pair.other]
        if pair.kind in (CopyKind.COPY, CopyKind.EDITED) and one and other and one != other:
            found[one, other].add(pair.one)
            found[other, one].add(pair.other)
    return {key: len(articles) for key, articles in found.items()}


def _same(copies: int, held: int) -> bool:
    return copies >= LEAST_COPIES and copies >= SAME_SHARE * held
