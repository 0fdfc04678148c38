"""What is counted beforehand, left out by a bound or put off changes no answer."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from math import inf

import numpy as np
import pytest

from newsgraph.entity import EntityKind
from newsgraph.graph import assembling, evidence, in_time, neighbours, routes, significance, timed
from newsgraph.graph.assembling import assemble
from newsgraph.graph.belonging import communities
from newsgraph.graph.changes import compare, trending
from newsgraph.graph.evidence import Shared
from newsgraph.graph.graph import Graph, graph_of
from newsgraph.graph.hops import Country
from newsgraph.graph.neighbours import near
from newsgraph.graph.newer import Delta, overlay
from newsgraph.graph.paths import connect
from newsgraph.graph.rows import ALWAYS, KINDS, UNDATED, ArticleRow, EntityRow, LinkRow, Period, Rows
from newsgraph.graph.significance import log_likelihood_ratio
from newsgraph.graph.sparse import packed, sparse
from newsgraph.graph.timed import Timed
from newsgraph.graph.timelines import timeline
from newsgraph.graph.trees import connect_all

NAMES = [f"actor/{number:02}" for number in range(60)]


def casts(seed: int) -> dict[str, tuple[int, str, list[int]]]:
    """Day, origin and names of 150 articles; low numbers are named most, a tenth are copies."""
    chance = random.Random(seed)
    found: dict[str, tuple[int, str, list[int]]] = {}
    for number in range(150):
        named = sorted({int(60 * chance.random() ** 3) for _ in range(6)})
        origin = f"article/{number - 1:03}" if number % 10 == 9 else ""
        found[f"article/{number:03}"] = (100 + chance.randrange(40), origin, named)
    return found


def rows(articles: dict[str, tuple[int, str, list[int]]]) -> Rows:
    keys = {id: at for at, id in enumerate(articles)}
    return Rows(
        [ArticleRow(keys[id], id, day, origin) for id, (day, origin, _) in articles.items()],
        [EntityRow(at, id, EntityKind.PERSON, id) for at, id in enumerate(NAMES)],
        [LinkRow(keys[id], entity, (1 + entity % 4) / 4) for id, (_, _, cast) in articles.items() for entity in cast],
    )


@contextmanager
def crowd(size: int, cheap: int = 5) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assembling, "CROWD", size)
        patch.setattr(significance, "CHEAP", cheap)
        yield


def answers(graph: Graph, orders: tuple[bool, ...] = (False, True)) -> list[object]:
    """About names that are everywhere, some that are not, and pairs of them."""
    told: list[object] = []
    for one, other in (
        ("actor/00", "actor/59"),
        ("actor/01", "actor/40"),
        ("actor/50", "actor/55"),
        ("actor/00", "actor/02"),
    ):
        told += [near(graph, one), near(graph, other, period=Period(110, 125))]
        told += [connect(graph, one, other, in_order=in_order) for in_order in orders]
        told.append(connect(graph, one, other, avoid=["actor/03", "actor/04"], limit=6))
        told.append(compare(graph, one, (Period(120, 140), Period(100, 120))))
        told.append(timeline(graph, other))
    told += [connect_all(graph, NAMES[30:34]), trending(graph), trending(graph, until=125), communities(graph)]
    return told


@pytest.mark.parametrize("seed", range(5))
def test_counting_crowds_beforehand_changes_nothing(seed: int) -> None:
    articles = casts(seed)
    plain = graph_of(assemble(rows(articles)))
    with crowd(8):
        counted = graph_of(assemble(rows(articles)))
    assert counted.arrays.crowds.entities.size > 10
    assert plain.arrays.crowds.entities.size == 0
    assert answers(counted, (False,)) == answers(plain, (False,))  # in order of time it may go another way


@pytest.mark.parametrize("seed", range(5))
def test_crowds_that_changed_are_counted_with_what_is_new(seed: int) -> None:
    new = casts(seed)
    changed = [id for id in new if int(id[-3:]) % 7 == 3]
    gone = [id for id in new if int(id[-3:]) % 31 == 5]
    kept = {id: told for id, told in new.items() if told[1] not in gone}
    old = {
        id: (day, origin, [0, 1, 2]) if id in changed else (day, origin, cast)
        for id, (day, origin, cast) in kept.items()
    }
    new = {id: told for id, told in kept.items() if id not in gone}
    changed = [id for id in changed if id in new]
    with crowd(8):
        arrays = assemble(rows(old))
        built = graph_of(assemble(rows(new)))
        part = rows({id: new[id] for id in changed})
        laid = overlay(arrays, Delta(part, gone))
        assert answers(laid) == answers(built)
        for entity in built.arrays.crowds.entities.tolist():
            one, other = (Country(graph, KINDS, ()).crowd(entity) for graph in (laid, built))
            assert [np.asarray(part).tolist() for part in one or ()] == [
                np.asarray(part).tolist() for part in other or ()
            ]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("cheap", [1, 3, 20])
def test_it_does_not_matter_how_many_hops_from_a_crowd_are_looked_at_first(seed: int, cheap: int) -> None:
    with crowd(8, cheap):
        staged = graph_of(assemble(rows(casts(seed))))
    with crowd(8, 1_000):
        whole = graph_of(assemble(rows(casts(seed))))
    assert 0 < staged.arrays.crowds.cheap.size < whole.arrays.crowds.cheap.size == whole.arrays.crowds.others.size
    for one, other in combinations(NAMES[:40:3], 2):
        assert connect(staged, one, other, limit=4) == connect(whole, one, other, limit=4)


@pytest.mark.parametrize("steps", [2, 4, 7])
def test_hops_that_were_put_off_are_gone_where_a_search_is_cut_short(
    monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Else chains would be lost, or dearer ones told, by looking at some hops later."""
    with crowd(8, 1):
        staged = graph_of(assemble(rows(casts(1))))
    monkeypatch.setattr(routes, "MOST_STEPS", steps)

    def costs() -> list[float]:
        found = [connect(staged, one, other, limit=1).chains for one, other in combinations(NAMES[:40], 2)]
        return [chains[0].cost if chains else inf for chains in found]

    gone = costs()
    monkeypatch.setattr(routes, "_put_off", lambda country, sides, found: found)
    left = costs()
    assert all(one <= other for one, other in zip(gone, left, strict=True))
    assert gone != left


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("links", [5, 40, 150, 400])
def test_a_last_step_in_order_of_time_finds_what_looking_at_all_links_finds(
    monkeypatch: pytest.MonkeyPatch, seed: int, links: int
) -> None:
    told = casts(seed)
    undated = {id: (UNDATED if id.endswith("4") else day, origin, cast) for id, (day, origin, cast) in told.items()}
    with crowd(8):
        graph = graph_of(assemble(rows(undated)))
    for room in (routes, in_time):
        monkeypatch.setattr(room, "MOST_LINKS", links)
    monkeypatch.setattr(routes, "FEW", 1)
    pairs = [*combinations(NAMES[:40:3], 2), *combinations(NAMES[:6], 2)]

    def answers() -> list[object]:
        return [connect(graph, one, other, limit=4, in_order=True) for one, other in pairs]

    looked_up: list[bool] = []
    last_hops = Timed.last_hops
    with monkeypatch.context() as patch:
        patch.setattr(timed, "_MANY", 0)
        patch.setattr(Timed, "last_hops", lambda *of: looked_up.append(found := last_hops(*of)) or found)
        quick = answers()
    monkeypatch.setattr(Timed, "last_hops", lambda *of: None)
    assert quick == answers()
    assert sum(one is not None for one in looked_up) > 5


@pytest.mark.parametrize("limit", [1, 3, 20])
def test_the_bound_leaves_nobody_out(limit: int) -> None:
    graph = graph_of(assemble(rows(casts(1))))
    whole = [near(graph, id, limit=limit, period=period) for id in NAMES[:20] for period in (ALWAYS, Period(110, 125))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "_FIRST_LOOK", 1)
        patch.setattr(neighbours, "_LOOKS", 1)
        bound = [
            near(graph, id, limit=limit, period=period) for id in NAMES[:20] for period in (ALWAYS, Period(110, 125))
        ]
    assert bound == whole


def test_the_reports_that_tell_as_much_as_any_could_are_the_best_of_all() -> None:
    told = casts(3)
    undated = {id: (UNDATED if id.endswith("4") else day, origin, cast) for id, (day, origin, cast) in told.items()}
    graph = graph_of(assemble(rows(undated)))
    whole = [near(graph, id, period=period) for id in NAMES[:20] for period in (ALWAYS, Period(110, 125))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "_MANY", 0)
        quick = [near(graph, id, period=period) for id in NAMES[:20] for period in (ALWAYS, Period(110, 125))]
        assert any(Shared(graph, one, ALWAYS)._full(other).size for one in range(9) for other in range(9))
    assert quick == whole


def test_the_ratio_is_dunnings() -> None:
    # Dunning (1993), table 2: "the swiss" stands 110 times in 31,777 pairs.
    assert float(log_likelihood_ratio(110, 2552, 221, 31777)) == pytest.approx(270.72, abs=0.01)
    assert float(log_likelihood_ratio(1, 10, 10, 100)) == 0
    assert float(log_likelihood_ratio(0, 10, 10, 100)) < 0


def test_rows_are_searched_together() -> None:
    chance = random.Random(2)
    links = sorted({(chance.randrange(9), chance.randrange(50)) for _ in range(120)})
    tails, heads = (assembling.np.array(part) for part in zip(*links, strict=True))
    found = sparse(packed(tails, heads, assembling.np.ones(len(links), int)), 9)
    for limit in (0, 1, 17, 50):
        below = found.below(assembling.np.arange(9), limit)
        assert below.tolist() == [sum(head < limit for tail, head in links if tail == row) for row in range(9)]
