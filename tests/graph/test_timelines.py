"""Days, weeks, bursts, and the article that stands for each."""

from datetime import date
from itertools import product
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.entity import EntityKind
from newsgraph.graph.assembling import assemble
from newsgraph.graph.bursts import bursts, cheapest_states, cost
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
