"""A graph is a function of the set of its rows, and what is new is laid over it as if it were built anew."""

import random
from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.entity import EntityKind
from newsgraph.errors import ArchiveDamaged, ArchiveNotFound, ArchiveOutdated, UnknownName
from newsgraph.graph.arrays import Arrays, load
from newsgraph.graph.assembling import assemble, build
from newsgraph.graph.graph import Graph, graph_of, open_graph
from newsgraph.graph.neighbours import near
from newsgraph.graph.newer import overlay
from newsgraph.graph.rows import ALWAYS, UNDATED, ArticleRow, EntityRow, LinkRow, Period, Rows, date_of, day_of
from tests.graph.worlds import ENTITIES, World, difference, worlds

KINDS = tuple(EntityKind)
PERIODS = [ALWAYS, Period(102, 106), Period(UNDATED + 1, 104)]


def reports_of(world: World) -> dict[str, set[str]]:
    """The articles of each report, by the id of the one that stands for it."""
    groups: dict[str, set[str]] = defaultdict(set)
    for id, story in world.stories.items():
        groups[story.origin or id].add(id)
    return groups


def plain_reports(world: World, entity: str, period: Period) -> set[str]:
    """The reports of the period that name the entity."""
    found = set()
    for lead, members in reports_of(world).items():
        days = [world.stories[id].day for id in members if world.stories[id].day != UNDATED] or [UNDATED]
        named = {other for id in members for other, _ in world.stories[id].links}
        if entity in named and period.since <= min(days) < period.until:
            found.add(lead)
    return found


def answers(graph: Graph, period: Period) -> dict[str, object]:
    shown = [id for id in ENTITIES if graph.entity_ids.find(id) >= 0]
    return {id: near_or_none(graph, id, period) for id in shown}


def near_or_none(graph: Graph, id: str, period: Period) -> object:
    try:
        return near(graph, id, kinds=KINDS, period=period)
    except UnknownName:
        return None


@settings(deadline=None)
@given(worlds, st.randoms())
def test_the_order_of_rows_does_not_show(world: World, chance: random.Random) -> None:
    rows = world.rows()
    shuffled = Rows(*(chance.sample(list(part), len(list(part))) for part in rows))
    for one, other in zip(assemble(rows), assemble(shuffled), strict=True):
        for left, right in zip(one, other, strict=True) if isinstance(one, tuple) else [(one, other)]:
            np.testing.assert_array_equal(left, right)


@settings(deadline=None)
@given(worlds)
def test_copies_count_once(world: World) -> None:
    graph = graph_of(assemble(world.rows()))
    for period in PERIODS:
        assert graph.total(period) == len([lead for lead in reports_of(world) if lead in plain_leads(world, period)])
        for id in world.entity_ids():
            number = graph.entity_ids.find(id)
            leads = {graph.article_ids.at(graph.report_articles[report]) for report in graph.reports(number, period)}
            assert leads == plain_reports(world, id, period)


def plain_leads(world: World, period: Period) -> set[str]:
    found = set()
    for lead, members in reports_of(world).items():
        days = [world.stories[id].day for id in members if world.stories[id].day != UNDATED] or [UNDATED]
        if period.since <= min(days) < period.until:
            found.add(lead)
    return found


@settings(deadline=None)
@given(worlds)
def test_neighbours_are_counted_as_by_hand(world: World) -> None:
    graph = graph_of(assemble(world.rows()))
    for period in PERIODS:
        for id in world.entity_ids() - world.hidden:
            own = plain_reports(world, id, period)
            for one in near(graph, id, kinds=KINDS, period=period):
                theirs = plain_reports(world, one.id, period)
                assert one.id not in world.hidden
                assert (one.origins, one.of) == (len(own & theirs), len(theirs))
                assert one.significance >= 0
                for article in one.articles:
                    assert {id, one.id} <= {
                        other
                        for copy in reports_of(world)[world.stories[article].origin or article]
                        for other, _ in world.stories[copy].links
                    }


@settings(deadline=None)
@given(worlds, worlds)
def test_what_is_new_is_served_as_if_the_graph_were_built_anew(old: World, new: World) -> None:
    laid = overlay(assemble(old.rows()), difference(old, new))
    built = graph_of(assemble(new.rows()))
    for period in PERIODS:
        assert laid.total(period) == built.total(period)
        assert answers(laid, period) == answers(built, period)


@settings(max_examples=30, deadline=None)
@given(world=worlds)
def test_a_graph_on_disk_is_the_one_in_memory(world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("graph")
    build(folder, world.rows(), revision=3)
    graph, revision = open_graph(folder)
    assert revision == 3
    assert answers(graph, ALWAYS) == answers(graph_of(assemble(world.rows())), ALWAYS)


def test_whoever_has_a_graph_open_goes_on_reading_it(tmp_path: Path) -> None:
    one = Rows(
        [ArticleRow(1, "article/a")], [EntityRow(1, "place/eskham", EntityKind.PLACE, "Eskham")], [LinkRow(1, 1)]
    )
    build(tmp_path, one, revision=1)
    graph, _ = open_graph(tmp_path)
    build(tmp_path, Rows([], [], []), revision=1)
    assert graph.reports(graph.entity("place/eskham")).tolist() == [0]
    newer, _ = open_graph(tmp_path)
    with pytest.raises(UnknownName):
        newer.entity("place/eskham")
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def test_what_is_no_graph_says_how_to_mend_it(tmp_path: Path) -> None:
    with pytest.raises(ArchiveNotFound):
        load(tmp_path)
    (tmp_path / "header.json").write_text('{"format": 99, "revision": 1, "folder": "1"}')
    with pytest.raises(ArchiveOutdated):
        load(tmp_path)
    (tmp_path / "header.json").write_text('{"format": 1, "revision": 1, "folder": "1"}')
    with pytest.raises(ArchiveNotFound, match="earlier format"):
        load(tmp_path)
    (tmp_path / "header.json").write_text('{"format": 2, "revision": 1, "folder": "1"}')
    with pytest.raises(ArchiveDamaged, match="lacks a file"):
        load(tmp_path)
    (tmp_path / "header.json").write_text("{")
    with pytest.raises(ArchiveDamaged, match="no header"):
        load(tmp_path)


@pytest.mark.parametrize("left", [0, 40, 130])
def test_a_file_that_was_cut_short_is_damage(tmp_path: Path, left: int) -> None:
    rows = Rows(
        [ArticleRow(1, "article/a")], [EntityRow(1, "place/eskham", EntityKind.PLACE, "Eskham")], [LinkRow(1, 1)]
    )
    build(tmp_path, rows, revision=1)
    file = tmp_path / "1" / "naming.heads.npy"
    file.write_bytes(file.read_bytes()[:left])
    with pytest.raises(ArchiveDamaged, match="cannot be read"):
        load(tmp_path)


def test_a_link_to_nobody_is_damage() -> None:
    with pytest.raises(ArchiveDamaged, match="key 7"):
        assemble(Rows([ArticleRow(1, "article/a")], [], [LinkRow(1, 7)]))


def test_arrays_are_of_the_types_that_are_told() -> None:
    arrays: Arrays = assemble(World(stories={}).rows())
    assert arrays.naming.heads.dtype == np.int32
    assert arrays.naming.weights.dtype == np.float32
    assert arrays.days.dtype == np.int32


def test_a_period_has_days_and_what_is_undated_is_of_none() -> None:
    spring = Period.between(date(2024, 3, 1), date(2024, 6, 1))
    assert spring.until - spring.since == 92
    assert Period.between() == ALWAYS
    assert not Period.between(until=date(2024, 6, 1)).since <= UNDATED
    assert date_of(day_of(date(2024, 2, 29))) == date(2024, 2, 29)
    assert date_of(day_of(None)) is None
