"""Which pairs has nobody decided, and whose decision would change most? Close names that were not made one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from math import log, sqrt
from typing import TYPE_CHECKING, NamedTuple

from newsgraph.answers import EntityCount
from newsgraph.entity import ACTORS, DecisionKind, EntityId, EntityKind, Named, in_force
from newsgraph.graph.counting import beside
from newsgraph.leads import Node, Undecided
from newsgraph.resolving import Alike, alike
from newsgraph.store import Store

if TYPE_CHECKING:
    from newsgraph.graph import Graph

_KINDS = (*ACTORS, EntityKind.PLACE, EntityKind.AUTHOR)
# As in resolving: what stands beside both weighs like that (`matching.COMPANY`), and two whom one in so many of the
# rarer one's reports names side by side are two (`identity.TOGETHER`).
COMPANY = 2.0
TOGETHER = {True: 10, False: 4}
BESIDE = 3  # of those who stand beside both
AT_FIRST = 5_000
"""Names that are looked at before all others are. Of 12,000 articles, which name 63,000, the first 20 pairs are among
the first 900, and the first 100 among 2,300."""


def undecided(store: Store, graph: "Graph", *, limit: int) -> list[Undecided]:
    """The pairs, those first whose joining would change the names of most articles; of equal ones the better evidence,
    then in order of ids.

    A pair has close names, somebody who stands beside both (but for authors), and reports that seldom name both; no
    decision in force names both. Who may be joined to several is listed with the one for whom most speaks: with the
    next, when that is decided.
    """
    counts: dict[EntityId, EntityCount] = {}
    decided = _decided(store)
    pairs = (one for one in alike(_most_named(store, counts)) if frozenset(one[:2]) not in decided)
    found: dict[EntityId, Undecided] = {}
    for _, some in groupby(pairs, key=partial(_changes, counts)):
        told = [one for pair in some if (one := _told(graph, counts, pair)) is not None]
        for one in sorted(told, key=lambda one: (-one.evidence, one.keep.id, one.join.id)):
            found.setdefault(one.join.id, one)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _most_named(store: Store, counts: dict[EntityId, EntityCount]) -> Iterator[Named]:
    """Those in most articles first, which `counts` tells then: a pair would change as many articles as the later one of
    the two has, so that nobody is looked at who could only be in pairs behind those that are wanted."""
    for page in ((AT_FIRST, 0), (-1, AT_FIRST)):
        for one in store.entity_counts(_KINDS, "", sort="articles", page=page):
            counts[one.entity.id] = one
            yield one.entity


def _changes(counts: Mapping[EntityId, EntityCount], pair: Alike) -> int:
    return _sides(counts, pair)[1].articles


def _sides(counts: Mapping[EntityId, EntityCount], pair: Alike) -> tuple[EntityCount, EntityCount]:
    """Whom to keep, which more articles name, and whom to join to it. (Not the fuller name: of 12,000 articles the head
    of the queue was then "White House" under "White House Rose Garden", "Mayor" under "Greg Mayor".)"""
    one, other = counts[pair.one], counts[pair.other]
    keep, join = sorted((one, other), key=lambda side: (-side.articles, -len(side.entity.name), side.entity.id))
    return keep, join


def _decided(store: Store) -> set[frozenset[EntityId]]:
    """The pairs that a decision in force names, by the ids that they have now and had then."""
    found: set[frozenset[EntityId]] = set()
    for one in in_force(store.decisions()):
        if one.kind in (DecisionKind.SAME, DecisionKind.DIFFERENT) and not one.articles:
            now = {known.id if (known := store.entity(id)) else id for id in one.ids}
            for ids in (sorted(set(one.ids)), sorted(now)):
                found |= {frozenset((a, b)) for a in ids for b in ids if a < b}
    return found


class _Both(NamedTuple):
    """In how many reports two stand together, how alike their company is (0 to 1), and who stands beside both."""

    together: int
    closeness: float
    shared: Sequence[int]


def _told(graph: "Graph", counts: Mapping[EntityId, EntityCount], pair: Alike) -> Undecided | None:
    """What is told of the pair; None where it is hardly one."""
    keep, join = _sides(counts, pair)
    numbers = graph.entity_ids.find(keep.entity.id), graph.entity_ids.find(join.entity.id)
    if min(numbers) < 0:
        return None
    both = _both(graph, *numbers)
    person = keep.entity.kind is EntityKind.PERSON
    fewest = min(int(graph.counts[number]) for number in numbers)
    if both.together * TOGETHER[person] > fewest:
        return None
    if not both.shared and keep.entity.kind is not EntityKind.AUTHOR:
        return None
    return Undecided(
        keep=Node(keep.entity.id, keep.entity.kind, keep.entity.name),
        join=Node(join.entity.id, join.entity.kind, join.entity.name),
        articles=join.articles,
        of=keep.articles,
        evidence=round(pair.by_name + COMPANY * both.closeness, 3),
        together=both.together,
        beside=tuple(_nodes(graph, both.shared[:BESIDE])),
        why=pair.why,
    )


def _both(graph: "Graph", one: int, other: int) -> _Both:
    company = [_company(graph, number) for number in (one, other)]
    shared = {number: min(company[0][number], company[1][number]) for number in company[0].keys() & company[1].keys()}
    weight = sum(sqrt(company[0][number] * company[1][number]) for number in shared)
    total = company[0].total() * company[1].total()
    who = [number for number in shared if graph.kind(number) in (*ACTORS, EntityKind.PLACE)]
    every = graph.every_report
    telling = sorted(who, key=lambda n: (-shared[n] * log(every / int(graph.counts[n])), graph.entity_ids.at(n)))
    return _Both(_together(graph, one, other), weight / sqrt(total) if total else 0.0, telling)


def _company(graph: "Graph", number: int) -> Counter[int]:
    others, counts = beside(graph, number)
    return Counter(dict(zip(others.tolist(), counts.tolist(), strict=True)))


def _together(graph: "Graph", one: int, other: int) -> int:
    return len({*graph.reports(one).tolist()} & {*graph.reports(other).tolist()})


def _nodes(graph: "Graph", numbers: Sequence[int]) -> Iterator[Node]:
    for number in numbers:
        yield Node(EntityId(graph.entity_ids.at(number)), graph.kind(number), graph.names.at(number))
