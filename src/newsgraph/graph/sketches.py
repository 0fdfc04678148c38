"""Who belongs into a picture of somebody's surroundings, and which ties among them are worth a line?"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

import numpy as np

from newsgraph.article import ArticleId
from newsgraph.entity import EntityId, EntityKind
from newsgraph.graph.counting import beside, reports_in
from newsgraph.graph.evidence import SHOWN, Shared, best_articles, best_reports
from newsgraph.graph.graph import Graph
from newsgraph.graph.neighbours import WHO_AND_WHERE, most_significant
from newsgraph.graph.rows import ALWAYS, UNDATED, Period, date_of
from newsgraph.graph.significance import log_likelihood_ratio

LINES = 2  # of each name, its best: with three, forty names are a ball of wool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two entities that `origins` independent reports name together, published between `first` and `last`. `articles`
    tell most of both, best first."""

    tail: EntityId
    head: EntityId
    origins: int
    significance: float
    articles: tuple[ArticleId, ...]
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """Entities in the order in which they came in, each with its independent reports; the ties among them that are
    worth a line, strongest first, and how many weaker ones are not told."""

    entities: tuple[tuple[EntityId, EntityKind, str, int], ...]
    ties: tuple[Tie, ...]
    left_out: int


def sketch(
    graph: Graph,
    centre: Sequence[EntityId],
    *,
    between: Sequence[EntityId] = (),
    hops: int = 1,
    most: int = 25,
    without: Collection[EntityId] = (),
    period: Period = ALWAYS,
) -> Sketch:
    """The centre, who is between (on chains), and who stands beside the centre, in turn, the most significant first;
    with two hops half the room is for who stands beside those. Raises UnknownName."""
    own = [graph.entity(id) for id in dict.fromkeys(centre)]
    kept = dict.fromkeys([*own, *(graph.entity(id) for id in between)])
    away = {graph.entity_ids.find(id) for id in without}
    ring, first = own, len(kept) + (most - len(kept)) // 2
    for room in [most] if hops == 1 else [first, most][:hops]:
        came = [other for other in _beside(graph, ring, period, most) if other not in kept and other not in away]
        ring = list(dict.fromkeys(came))[: max(0, room - len(kept))]
        kept.update(dict.fromkeys(ring))
    numbers = list(kept)
    counts = reports_in(graph, np.array(numbers), period).tolist()
    told = [
        (EntityId(graph.entity_ids.at(one)), graph.kind(one), graph.names.at(one), count)
        for one, count in zip(numbers, counts, strict=True)
    ]
    pairs = list(_pairs(graph, numbers, period))
    lines = _worth_a_line(pairs, centre=len(own))
    ties = tuple(tie(graph, (numbers[one], numbers[other]), period) for _, _, one, other in lines)
    return Sketch(entities=tuple(told), ties=ties, left_out=len(pairs) - len(ties))


def _beside(graph: Graph, ring: Sequence[int], period: Period, most: int) -> Iterator[int]:
    """Who stands beside these: the best of each, then the second of each, …"""
    shown = graph.shown(WHO_AND_WHERE)
    lists = []
    for own in ring:
        others = beside(graph, own, period)
        lists.append(most_significant(graph, own, others, period, limit=2 * most, shown=shown).entities.tolist())
    for row in zip_longest(*lists):
        yield from (other for other in row if other is not None)


Pair = tuple[float, int, int, int]


def _pairs(graph: Graph, numbers: Sequence[int], period: Period) -> Iterator[Pair]:
    """All pairs that share a report: significance, shared reports, and where in `numbers` the two are."""
    total, order = graph.total(period), np.array(numbers)
    counts = reports_in(graph, order, period)
    for at, own in enumerate(numbers):
        others = beside(graph, own, period)
        where = np.searchsorted(others.entities, order[at + 1 :].astype(np.int32))
        for after, place in enumerate(where.tolist(), at + 1):
            if place < others.entities.size and others.entities[place] == order[after]:
                both = int(others.both[place])
                ratio = float(log_likelihood_ratio(both, int(counts[at]), int(counts[after]), total))
                yield round(ratio, 3), both, at, after


def _worth_a_line(pairs: Sequence[Pair], *, centre: int) -> list[Pair]:
    """The best ties of each, and all of the first few; strongest first."""
    ranked = sorted(pairs, key=lambda pair: (-pair[0], -pair[1], pair[2], pair[3]))
    drawn: dict[int, int] = {}
    lines = []
    for pair in ranked:
        ends = pair[2:]
        if any(end < centre or drawn.get(end, 0) < LINES for end in ends):
            lines.append(pair)
            for end in ends:
                drawn[end] = drawn.get(end, 0) + 1
    return lines


def tie(graph: Graph, pair: Sequence[int], period: Period = ALWAYS, *, most: int = SHOWN) -> Tie:
    """What ties two entities, by number; with at most so many articles."""
    one, other = pair
    reports, told = Shared(graph, one, period).with_other(other)
    days = graph.report_days[reports]
    dated = days[days != UNDATED]
    both, first, second, total = reports.size, *reports_in(graph, np.array(pair), period), graph.total(period)
    return Tie(
        tail=EntityId(graph.entity_ids.at(one)),
        head=EntityId(graph.entity_ids.at(other)),
        origins=int(both),
        significance=round(float(log_likelihood_ratio(both, int(first), int(second), total)), 3) if both else 0.0,
        articles=best_articles(graph, (one, other), best_reports(graph, reports, told, most)) if both else (),
        first=date_of(int(dated.min())) if dated.size else None,
        last=date_of(int(dated.max())) if dated.size else None,
    )


def prominent(graph: Graph, *, kinds: Sequence[EntityKind], limit: int) -> list[tuple[EntityId, int]]:
    """Those of these kinds that most independent reports name, with how many; ties by id."""
    shown = np.flatnonzero(graph.shown(tuple(kinds)) & (graph.counts > 0))
    best = shown[np.lexsort((graph.rank(shown), -graph.counts[shown]))[:limit]].tolist()
    return [(EntityId(graph.entity_ids.at(one)), int(graph.counts[one])) for one in best]


def months(graph: Graph, entity: EntityId) -> tuple[tuple[tuple[str, int], ...], int]:
    """In how many independent reports it is named, by month (2024-03) in order of time; and in how many undated ones.
    Nothing for what the graph does not hold."""
    number = graph.entity_ids.find(entity)
    days = graph.report_days[graph.reports(number)] if number >= 0 else np.zeros(0, np.int32)
    dated = days[days != UNDATED].astype("datetime64[D]").astype("datetime64[M]")
    names, counts = np.unique(dated, return_counts=True)
    told = zip(names.astype(str).tolist(), counts.tolist(), strict=True)
    return tuple(told), int(days.size - dated.size)
