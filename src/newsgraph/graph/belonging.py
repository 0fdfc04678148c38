"""Which people, groups and places belong together? Communities of those who stand in the same reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.entity import EntityKind
from newsgraph.graph.counting import reports_in
from newsgraph.graph.graph import Graph
from newsgraph.graph.neighbours import WHO_AND_WHERE
from newsgraph.graph.partition import parted
from newsgraph.graph.paths import Node, node
from newsgraph.graph.rows import ALWAYS, Period
from newsgraph.graph.significance import log_likelihood_ratio
from newsgraph.graph.strings import Ints

MOST_ENTITIES = 20_000
"""Those in most reports of the period; the rest stand in too few to be told apart."""
MOST_NAMES = 60
"""A report that names more is a list or a table, and ties nobody to anybody."""
NEAREST = 12
"""Neighbours of each entity that are looked at: the most significant."""
CHANCE = 10.83
"""The log-likelihood ratio that chance reaches once in a thousand pairs (χ² with one degree of freedom)."""
MOST_MEMBERS = 60
"""Members from which on a community is looked at by itself, for those within it."""
_BLOCK, _UNIT = 200_000, 1_024


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """Entities that stand together, the most telling first: those that its reports name, and other reports hardly.
    `name` is made of the first three. `origins` independent reports name two of them or more."""

    name: str
    members: tuple[Node, ...]
    origins: int


class _Ties(NamedTuple):
    """Pairs of places in a list of entities, one < other, each once."""

    one: Ints
    other: Ints
    both: NDArray[np.int64]


def communities(
    graph: Graph, *, period: Period = ALWAYS, kinds: Sequence[EntityKind] = WHO_AND_WHERE, least: int = 3
) -> list[Community]:
    """Communities of `least` entities or more, the largest first by reports, ties by their members' ids.

    Two entities are tied where they stand together in two reports or more and more often than chance, one being among
    the NEAREST of the other; a tie weighs their cosine.
    """
    entities = _chosen(graph, period, kinds)
    adjacency = _adjacency(entities.size, *_significant(graph, entities, _ties(graph, entities, period), period))
    labels = np.array(parted(adjacency, most=MOST_MEMBERS), np.int64)
    reports, inside = _reports_of(graph, entities, labels, period)
    ratios = log_likelihood_ratio(
        inside, reports_in(graph, entities, period), reports[labels], max(graph.total(period), 1)
    )
    groups: dict[int, list[int]] = {}
    for at in np.lexsort((np.arange(labels.size), -ratios)).tolist():
        groups.setdefault(int(labels[at]), []).append(at)
    told = [
        _community(graph, entities, group, int(reports[label]))
        for label, group in groups.items()
        if len(group) >= least
    ]
    return sorted(told, key=lambda one: (-one.origins, -len(one.members), one.members[0].id))


def ties_between(graph: Graph, *, period: Period = ALWAYS) -> list[dict[int, int]]:
    """What `communities` finds them in: for each of the entities looked at, in order of id, its ties to others."""
    entities = _chosen(graph, period, WHO_AND_WHERE)
    return _adjacency(entities.size, *_significant(graph, entities, _ties(graph, entities, period), period))


def _chosen(graph: Graph, period: Period, kinds: Sequence[EntityKind]) -> NDArray[np.int64]:
    """The entities in most reports, two at least, in order of id."""
    shown = np.flatnonzero(graph.shown(tuple(kinds)))
    counts = reports_in(graph, shown, period)
    order = np.lexsort((graph.rank(shown), -counts))[:MOST_ENTITIES]
    chosen = shown[order[counts[order] > 1]]
    return chosen[np.argsort(graph.rank(chosen))]


def _blocks(graph: Graph, entities: Ints, period: Period) -> Iterator[tuple[Ints, Ints]]:
    """The links of reports to these entities, as places of reports in a block and of entities, report after report."""
    places = np.full(graph.kinds.size, -1, np.int64)
    places[entities] = np.arange(entities.size)
    reports = graph.reports_of(period)
    for at in range(0, reports.size, _BLOCK):
        part = reports[at : at + _BLOCK]
        which = np.repeat(np.arange(part.size), graph.reporting.lengths(part))
        named = places[graph.reporting.gather(part)]
        yield which[named >= 0], named[named >= 0]


def _ties(graph: Graph, entities: Ints, period: Period) -> _Ties:
    """Every pair that stands together, and in how many reports."""
    size = entities.size
    pairs, counts = np.zeros(0, np.int64), np.zeros(0, np.int64)
    for which, named in _blocks(graph, entities, period):
        found = np.concatenate([np.zeros(0, np.int64), *_pairs(which, named, size)])
        new, often = np.unique(found, return_counts=True)
        pairs, where = np.unique(np.concatenate((pairs, new)), return_inverse=True)
        counts = np.bincount(where, weights=np.concatenate((counts, often)), minlength=pairs.size).astype(np.int64)
    return _Ties(pairs // max(size, 1), pairs % max(size, 1), counts)


def _pairs(which: Ints, named: Ints, size: int) -> Iterator[NDArray[np.int64]]:
    """Pairs of the names of one report as whole numbers, for all reports with the same number of names at once."""
    order = np.lexsort((named, which))
    which, named = which[order], named[order]
    lengths = np.bincount(which)
    starts = np.cumsum(lengths) - lengths
    for length in range(2, min(MOST_NAMES, int(lengths.max(initial=0))) + 1):
        rows = named[starts[lengths == length][:, None] + np.arange(length)]
        one, other = np.triu_indices(length, 1)
        yield (rows[:, one] * size + rows[:, other]).ravel()


def _significant(graph: Graph, entities: Ints, found: _Ties, period: Period) -> tuple[_Ties, NDArray[np.int64]]:
    """The pairs that are tied, and what their ties weigh: cosines in units of 1/1024, 1 at least."""
    counts = reports_in(graph, entities, period)
    often = found.both > 1
    one, other, both = found.one[often], found.other[often], found.both[often]
    ratios = log_likelihood_ratio(both, counts[one], counts[other], graph.total(period))
    near = _nearest(np.concatenate((one, other)), np.concatenate((other, one)), np.concatenate((ratios, ratios)))
    kept = (ratios >= CHANCE) & (near[: one.size] | near[one.size :])
    one, other, both = one[kept], other[kept], both[kept]
    weights = np.rint(_UNIT * both / np.sqrt(counts[one] * counts[other].astype(np.float64)))
    return _Ties(one, other, both), np.maximum(weights, 1).astype(np.int64)


def _nearest(ends: Ints, others: Ints, ratios: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of these are among the NEAREST of their end."""
    order = np.lexsort((others, -ratios, ends))
    ordered = ends[order]
    places = np.arange(ends.size) - np.searchsorted(ordered, ordered)
    near = np.zeros(ends.size, np.bool_)
    near[order] = places < NEAREST
    return near


def _adjacency(size: int, ties: _Ties, weights: NDArray[np.int64]) -> list[dict[int, int]]:
    rows: list[dict[int, int]] = [{} for _ in range(size)]
    for one, other, weight in zip(ties.one.tolist(), ties.other.tolist(), weights.tolist(), strict=True):
        rows[one][other] = rows[other][one] = weight
    return rows


def _reports_of(
    graph: Graph, entities: Ints, labels: NDArray[np.int64], period: Period
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """In how many reports two or more of each community stand, and in how many such of its own each entity does."""
    counts = np.zeros(int(labels.max(initial=-1)) + 1, np.int64)
    inside = np.zeros(entities.size, np.int64)
    for which, named in _blocks(graph, entities, period):
        pairs, where, often = np.unique(which * counts.size + labels[named], return_inverse=True, return_counts=True)
        counts += np.bincount(pairs[often > 1] % max(counts.size, 1), minlength=counts.size)
        inside += np.bincount(named[often[where] > 1], minlength=inside.size)
    return counts, inside


def _community(graph: Graph, entities: Ints, group: Sequence[int], origins: int) -> Community:
    members = tuple(node(graph, int(entities[at])) for at in group)
    return Community(name=", ".join(one.name for one in members[:3]), members=members, origins=origins)
