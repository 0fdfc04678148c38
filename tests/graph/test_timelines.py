"""Days, weeks, bursts, and the article that stands for each."""

from datetime import date
from itertools import product
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.entity import EntityKind
from newsgraph.graph import timelines
from newsgraph.graph.assembling import assemble
from newsgraph.graph.bursts import bursts, cheapest_states, cost
from newsgraph.graph.evidence import best_reports
from newsgraph.graph.graph import Graph, graph_of
from newsgraph.graph.newer import overlay
from newsgraph.graph.rows import ALWAYS, UNDATED, ArticleRow, EntityRow, LinkRow, Period, Rows, day_of
from newsgraph.graph.timelines import DAY, WEEK, timeline
from tests.graph.test_graph import plain_reports, reports_of
from tests.graph.worlds import World, difference, worlds

steps = st.lists(st.integers(0, 6).flatmap(lambda count: st.tuples(st.just(count), st.integers(count, 9))), max_size=9)


@settings(deadline=None)
@given(steps)
def test_states_are_the_cheapest_of_all(pairs: list[tuple[int, int]]) -> None:
    counts, totals = [count for count, _ in pairs], [total for _, total in pairs]
    usual = sum(counts) / (sum(totals) or 1)
    if not 0 < usual < 0.4:
        return
    costs = [(cost(count, total, usual), cost(count, total, 2 * usual)) for count, total in pairs]
    up = log(len(pairs))

    def price(states: tuple[int, ...]) -> float:
        rises = sum(state > before for before, state in zip((0, *states), states, strict=False))
        return sum(pair[state] for pair, state in zip(costs, states, strict=True)) + up * rises

    cheapest = min(price(states) for states in product((0, 1), repeat=len(pairs)))
    assert price(tuple(cheapest_states(costs, up))) == pytest.approx(cheapest)


def test_a_week_of_headlines_is_a_burst() -> None:
    counts = [1, 0, 1, 0, 8, 9, 7, 1, 0, 1]
    (found,) = bursts(counts, [20] * 10)
    assert (found.first, found.last) == (4, 7)
    assert found.weight > 10
    assert bursts([2] * 10, [20] * 10) == []
    assert bursts([], []) == []
    assert bursts([5], [5]) == []


@settings(deadline=None)
@given(worlds)
def test_steps_count_every_dated_report_once(world: World) -> None:
    graph = graph_of(assemble(world.rows()))
    for id in world.entity_ids() - world.hidden:
        for days in (DAY, WEEK):
            found = timeline(graph, id, days=days)
            own = plain_reports(world, id, ALWAYS)
            dated = plain_reports(world, id, Period(UNDATED + 1, 2**31 - 1))
            assert sum(step.origins for step in found.steps) == len(dated)
            assert found.undated == len(own - dated)
            assert sum(step.articles for step in found.steps) == sum(len(reports_of(world)[lead]) for lead in dated)
            assert all(step.origins <= step.of for step in found.steps)
            assert all(
                (after.day - step.day).days == days for step, after in zip(found.steps, found.steps[1:], strict=False)
            )


@settings(deadline=None)
@given(worlds, worlds)
def test_timelines_have_what_is_new(old: World, new: World) -> None:
    laid, built = overlay(assemble(old.rows()), difference(old, new)), graph_of(assemble(new.rows()))
    for id in new.entity_ids() - new.hidden:
        assert timeline(laid, id) == timeline(built, id)


def plain_standing(graph: Graph, own: list[int], reports: list[int], entity: int) -> list[float]:
    """One report after the other, one name after the other; rounded to the millionth."""
    size = graph.kinds.size
    inside, all_of_them = np.zeros(size), np.zeros(size)
    for counts, some in ((inside, own), (all_of_them, reports)):
        for report in some:
            counts[graph.reporting.row(report)[0]] += 1
    share = inside / max(1, len(own)) - all_of_them / max(1, len(reports))
    found = []
    for report in own:
        entities, weights = graph.reporting.row(report)
        weight = float(weights[entities == entity].sum()) if entity >= 0 else 1.0
        found.append(round(weight * float((share[entities] * weights).sum()) / (1 + entities.size**0.5), 6))
    return found


@settings(deadline=None)
@given(worlds, worlds, st.data())
def test_the_article_of_a_burst_is_the_one_that_stands_best_looked_at_one_by_one(
    old: World, new: World, data: st.DataObject
) -> None:
    graph = overlay(assemble(old.rows()), difference(old, new))
    for id in (*sorted(new.entity_ids() - new.hidden), ""):
        entity = graph.entity_ids.find(id) if id else -1
        reports = graph.reports(entity) if id else graph.reports_of(ALWAYS).astype(np.int32)
        chosen = data.draw(st.lists(st.sampled_from(reports.tolist()), unique=True)) if reports.size else []
        own = np.array([report for report in reports.tolist() if report in chosen], np.int32)
        if not own.size:
            continue
        usual = timelines._usual(graph, entity, reports, ALWAYS)
        plain = plain_standing(graph, own.tolist(), reports.tolist(), entity)
        standing = timelines._standing(graph, own, usual, entity)
        assert [round(one, 6) for one in standing.tolist()] == plain
        told = np.array(plain, np.float32)
        best = best_reports(graph, own, told - told.min(initial=0), 1)
        assert best_reports(graph, *timelines._heaviest(own, standing), 1) == best


def test_a_long_row_is_summed_as_it_is_by_itself() -> None:
    """numpy sums in pairs, from eight numbers on; what it gives depends on where a row begins and ends."""
    chance = np.random.default_rng(3)
    sizes = [1, 2, 7, 8, 9, 17, 40, 130, 300] * 3
    rows = Rows(
        [ArticleRow(at, f"article/{at:03}", 100 + at) for at in range(len(sizes))],
        [EntityRow(at, f"actor/{at:03}", EntityKind.PERSON, f"Docker {at}") for at in range(300)],
        [
            LinkRow(at, int(entity), float(chance.integers(1, 1025)) / 1024)
            for at, size in enumerate(sizes)
            for entity in chance.choice(300, size, replace=False)
        ],
    )
    graph = graph_of(assemble(rows))
    reports = graph.reports_of(ALWAYS).astype(np.int32)
    usual = timelines._usual(graph, -1, reports, ALWAYS)
    standing = timelines._standing(graph, reports[::2], usual, -1)
    assert [round(one, 6) for one in standing.tolist()] == plain_standing(
        graph, reports[::2].tolist(), reports.tolist(), -1
    )


def strike() -> Graph:
    """A harbour that is in the news every fifth day, and for a week every day with a strike, once about herring."""
    start = day_of(date(2024, 3, 4))
    casts = [(at, ["place/port-averin", "actor/harbour-board"]) for at in range(0, 60, 5)]
    casts += [(30 + at, ["place/port-averin", "actor/dockers-union", "actor/anna-foss"]) for at in range(7)]
    casts += [(32, ["place/port-averin", "actor/herring-fair"])]
    casts += [(at, ["place/eskham"]) for at in range(60) for _ in range(3)]
    ids = sorted({id for _, cast in casts for id in cast})
    return graph_of(
        assemble(
            Rows(
                [ArticleRow(at, f"article/{at:03}", start + day) for at, (day, _) in enumerate(casts)],
                [EntityRow(at, id, EntityKind.PLACE, id) for at, id in enumerate(ids)],
                [LinkRow(at, ids.index(id)) for at, (_, cast) in enumerate(casts) for id in cast],
            )
        )
    )


def test_the_strike_is_the_burst_and_one_of_its_articles_stands_for_it() -> None:
    graph = strike()
    found = timeline(graph, "place/port-averin")
    assert found.days == DAY
    (peak,) = found.peaks
    assert (peak.first, peak.last) == (date(2024, 4, 3), date(2024, 4, 10))
    assert peak.article in {f"article/{at:03}" for at in range(12, 19)}
    same = timeline(graph, [graph.article_ids.at(number) for number in range(20)])
    assert same.steps == found.steps


def test_weeks_begin_on_mondays() -> None:
    found = timeline(strike(), "place/port-averin", days=WEEK)
    assert {step.day.weekday() for step in found.steps} == {0}


def test_nothing_dated_is_an_empty_timeline() -> None:
    found = timeline(strike(), [])
    assert (found.steps, found.peaks, found.undated) == ((), (), 0)
