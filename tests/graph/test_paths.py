"""Chains are the cheapest there are, share nothing between them, and every hop can be quoted."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from math import inf, log, sqrt

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.entity import EntityKind
from newsgraph.errors import UnknownName
from newsgraph.graph import routes
from newsgraph.graph.assembling import assemble
from newsgraph.graph.graph import Graph, graph_of
from newsgraph.graph.newer import overlay
from newsgraph.graph.paths import Chain, connect
from newsgraph.graph.rows import ALWAYS, UNDATED, ArticleRow, EntityRow, LinkRow, Rows, day_of
from newsgraph.graph.trees import connect_all
from tests.graph.test_graph import plain_reports, reports_of
from tests.graph.worlds import ENTITIES, World, difference, worlds

WHO = sorted(id for id in ENTITIES if id.startswith(("actor/", "place/")))
names = st.sampled_from(WHO)


def hop_cost(first: int, second: int, both: int, total: int) -> float:
    return max(0.5, 0.5 + log(sqrt(first * second) / both) + log(1 + first * second / total))


def plain_costs(world: World, among: list[str]) -> "networkx.Graph[str]":
    """Entities and the cost of a hop between any two that share a report."""
    graph: networkx.Graph[str] = networkx.Graph()
    named = {id: plain_reports(world, id, ALWAYS) for id in among}
    for one, other in combinations(among, 2):
        both = len(named[one] & named[other])
        if both:
            graph.add_edge(one, other, cost=hop_cost(len(named[one]), len(named[other]), both, len(reports_of(world))))
    graph.add_nodes_from(id for id in among if named[id])
    return graph


def known(world: World) -> list[str]:
    return [id for id in WHO if id in world.entity_ids() - world.hidden]


def assert_holds(world: World, chain: Chain, ends: tuple[str, str]) -> None:
    assert (chain.hops[0].tail.id, chain.hops[-1].head.id) == ends
    for hop, after in pairwise(chain.hops):
        assert hop.head == after.tail
    for hop in chain.hops:
        reports = plain_reports(world, hop.tail.id, ALWAYS) & plain_reports(world, hop.head.id, ALWAYS)
        assert 0 < hop.origins <= len(reports)
        assert {world.stories[article].origin or article for article in hop.articles} <= reports


@settings(deadline=None)
@given(worlds, names, names)
def test_the_first_chain_is_the_hop_between_both_or_else_the_cheapest(world: World, one: str, other: str) -> None:
    if not {one, other} <= set(known(world)):
        return
    graph = graph_of(assemble(world.rows()))
    found = connect(graph, one, other, limit=3)
    assert found.complete
    plain = plain_costs(world, known(world))
    if one == other or one not in plain or other not in plain or not networkx.has_path(plain, one, other):
        assert not found.chains
        return
    if plain.has_edge(one, other):
        assert [hop.head.id for hop in found.chains[0].hops] == [other]
        return
    assert found.chains[0].cost == pytest.approx(
        networkx.dijkstra_path_length(plain, one, other, weight="cost"), abs=0.01
    )
    for chain in found.chains:
        assert_holds(world, chain, (one, other))


@settings(deadline=None)
@given(worlds, names, names, st.integers(0, 4))
def test_a_search_that_was_cut_short_tells_below_what_cost_it_saw_all(
    world: World, one: str, other: str, steps: int
) -> None:
    if one == other or not {one, other} <= set(known(world)):
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(routes, "MOST_STEPS", steps)
        found = connect(graph_of(assemble(world.rows())), one, other)
    assert found.complete == (found.looked is None)
    plain = plain_costs(world, known(world))
    if found.chains or not found.looked:
        return
    assert found.looked.names == steps
    plain.add_nodes_from((one, other))
    if networkx.has_path(plain, one, other):
        assert found.looked.cost is not None
        cheapest = networkx.dijkstra_path_length(plain, one, other, weight="cost")
        assert found.looked.cost <= cheapest + 0.01


@settings(deadline=None)
@given(worlds, names, names)
def test_chains_share_neither_names_nor_quotes(world: World, one: str, other: str) -> None:
    if one == other or not {one, other} <= set(known(world)):
        return
    found = connect(graph_of(assemble(world.rows())), one, other, limit=5)
    between = [hop.head.id for chain in found.chains for hop in chain.hops[:-1]]
    quoted = [world.stories[hop.articles[0]].origin or hop.articles[0] for chain in found.chains for hop in chain.hops]
    assert len(between) == len(set(between))
    assert len(quoted) == len(set(quoted))


@settings(deadline=None)
@given(worlds, worlds, names, names)
def test_chains_through_what_is_new_are_those_of_a_graph_built_anew(
    old: World, new: World, one: str, other: str
) -> None:
    if not {one, other} <= set(known(new)):
        return
    laid = overlay(assemble(old.rows()), difference(old, new))
    built = graph_of(assemble(new.rows()))
    for in_order in (False, True):
        assert connect(laid, one, other, in_order=in_order) == connect(built, one, other, in_order=in_order)
    assert connect_all(laid, known(new)) == connect_all(built, known(new))


def arrivals(world: World, one: str, among: list[str]) -> dict[str, int]:
    """The first day on which each can be reached in order of time, by going round until nothing changes."""
    days = dict.fromkeys(among, inf) | {one: -inf}
    lead_days = {
        lead: min([world.stories[id].day for id in members if world.stories[id].day != UNDATED], default=UNDATED)
        for lead, members in reports_of(world).items()
    }
    changed = True
    while changed:
        changed = False
        for lead, members in reports_of(world).items():
            cast = {entity for id in members for entity, _ in world.stories[id].links} & set(among)
            if lead_days[lead] != UNDATED and any(days[id] <= lead_days[lead] for id in cast):
                for id in cast:
                    if days[id] > lead_days[lead]:
                        days[id] = lead_days[lead]
                        changed = True
    return days


@settings(deadline=None)
@given(worlds, names, names)
def test_hops_in_order_of_time_are_found_wherever_there_are_any(world: World, one: str, other: str) -> None:
    if one == other or not {one, other} <= set(known(world)):
        return
    found = connect(graph_of(assemble(world.rows())), one, other, in_order=True)
    assert bool(found.chains) == (arrivals(world, one, known(world))[other] < inf)
    for chain in found.chains:
        assert_holds(world, chain, (one, other))
        days = [day_of(hop.day) for hop in chain.hops]
        assert UNDATED not in days
        assert days == sorted(days)


@settings(deadline=None)
@given(worlds, names, names, names)
def test_who_is_avoided_is_in_no_chain(world: World, one: str, other: str, third: str) -> None:
    if len({one, other, third}) < 3 or not {one, other, third} <= set(known(world)):
        return
    found = connect(graph_of(assemble(world.rows())), one, other, avoid=[third])
    assert third not in {hop.head.id for chain in found.chains for hop in chain.hops}
    plain = plain_costs(world, [id for id in known(world) if id != third])
    assert bool(found.chains) == (one in plain and other in plain and networkx.has_path(plain, one, other))


@settings(deadline=None)
@given(worlds, st.lists(names, min_size=2, max_size=4, unique=True))
def test_a_tree_holds_all_names_that_can_be_tied_and_is_no_dearer_than_twice_the_cheapest(
    world: World, ends: list[str]
) -> None:
    ends = [id for id in ends if id in known(world)]
    if len(ends) < 2:
        return
    tree = connect_all(graph_of(assemble(world.rows())), ends)
    plain = plain_costs(world, known(world))
    tied: networkx.Graph[str] = networkx.Graph([(hop.tail.id, hop.head.id) for hop in tree.hops])
    assert networkx.is_forest(tied) if tied else True
    together = [set(part) & set(ends) for part in networkx.connected_components(plain)]
    assert len(ends) - len(tree.apart) == max(1, *map(len, together), 1)
    if len(ends) == 2 and not tree.apart:
        assert tree.cost == pytest.approx(networkx.dijkstra_path_length(plain, *ends, weight="cost"), abs=0.01)


# -- in the world of the Merrin Coast -------------------------------------------------------------------------


def coast() -> Iterator[tuple[str, list[str]]]:
    """Articles and whom they name: the coast is everywhere, a rope ties the mine to the inspector's brother."""
    for number in range(40):
        yield f"article/{number:03}", ["place/merrin-coast", f"actor/clerk-{number}"]
    yield "article/100", ["place/merrin-coast", "actor/northfell"]
    yield "article/101", ["place/merrin-coast", "actor/inspector"]
    yield "article/102", ["actor/northfell", "actor/rope-maker"]
    yield "article/103", ["actor/rope-maker", "actor/inspector"]


def coast_graph() -> Graph:
    articles = dict(coast())
    ids = sorted({id for cast in articles.values() for id in cast} | {"actor/hermit"})
    keys = {id: at for at, id in enumerate([*ids, *articles])}
    return graph_of(
        assemble(
            Rows(
                [ArticleRow(keys[id], id, at) for at, id in enumerate(articles)],
                [EntityRow(keys[id], id, EntityKind.PLACE if "place" in id else EntityKind.PERSON, id) for id in ids],
                [LinkRow(keys[id], keys[entity]) for id, cast in articles.items() for entity in cast],
            )
        )
    )


def test_a_chain_goes_through_the_rope_maker_and_not_through_the_whole_coast() -> None:
    found = connect(coast_graph(), "actor/northfell", "actor/inspector")
    assert [chain.hops[0].head.id for chain in found.chains] == ["actor/rope-maker", "place/merrin-coast"]
    assert [hop.articles for hop in found.chains[0].hops] == [("article/102",), ("article/103",)]


def test_no_such_name_and_no_connection_are_different_answers() -> None:
    graph = coast_graph()
    with pytest.raises(UnknownName, match="actor/nobody"):
        connect(graph, "actor/northfell", "actor/nobody")
    found = connect(graph, "actor/northfell", "actor/hermit")
    assert found.chains == ()
    assert found.complete


def test_whom_a_tree_did_not_reach_because_it_was_cut_short_is_not_said_to_be_tied_to_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(routes, "MOST_STEPS", 0)
    tree = connect_all(coast_graph(), ["actor/northfell", "actor/inspector", "actor/clerk-7"])
    assert tree.apart
    assert tree.looked is not None
    assert tree.looked.names == 0


def test_three_names_hang_on_one_tree() -> None:
    tree = connect_all(coast_graph(), ["actor/northfell", "actor/inspector", "actor/clerk-7"])
    assert tree.apart == ()
    assert {"actor/rope-maker", "place/merrin-coast"} <= {id for hop in tree.hops for id in (hop.tail.id, hop.head.id)}
