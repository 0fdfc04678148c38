"""networkx sees in the arrays what it would see in a graph of its own."""

from collections.abc import Callable
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.entity import EntityKind
from newsgraph.graph.assembling import assemble
from newsgraph.graph.graph import Graph, graph_of
from newsgraph.graph.newer import overlay
from newsgraph.graph.rows import ALWAYS, LinkKind, Period, date_of
from newsgraph.graph.view import networkx_view
from tests.graph.worlds import ENTITIES, World, difference, worlds

LINKS = {EntityKind.AUTHOR: LinkKind.BY, EntityKind.SOURCE: LinkKind.IN}


def plain_graph(world: World, *, kinds: tuple[LinkKind, ...], period: Period, least: float) -> "networkx.Graph[str]":
    """The same as a graph of dicts, link by link."""
    links: dict[tuple[str, str], dict[LinkKind, float]] = {}
    shown = {id for id, story in world.stories.items() if period.since <= story.day < period.until}
    writing: dict[tuple[str, str], set[str]] = {}

    def tie(tail: str, head: str, kind: LinkKind, weight: float = 1.0) -> None:
        if tail != head and kind in kinds and weight >= least and not {tail, head} & world.hidden:
            links.setdefault((min(tail, head), max(tail, head)), {})[kind] = weight

    for id in shown:
        story = world.stories[id]
        for entity, weight in story.links:
            tie(id, entity, LINKS.get(ENTITIES[entity][0], LinkKind.NAMES), weight / 1024)
        for author, _ in story.links:
            for source, _ in story.links:
                if ENTITIES[author][0] is EntityKind.AUTHOR and ENTITIES[source][0] is EntityKind.SOURCE:
                    writing.setdefault((author, source), set()).add(story.origin or id)
        if story.origin in shown:
            tie(id, story.origin, LinkKind.COPIED)
    for (author, source), reports in writing.items():
        tie(author, source, LinkKind.WRITES_FOR, len(reports))
    nodes = shown | world.entity_ids() - world.hidden
    for one in world.ties:
        if {one.tail, one.head} <= nodes:
            tie(one.tail, one.head, one.kind)
    plain: networkx.Graph[str] = networkx.Graph()
    plain.add_nodes_from((id, about(world, id)) for id in nodes)
    for (tail, head), told in links.items():
        plain.add_edge(tail, head, kinds=tuple(sorted(kind.value for kind in told)), weight=max(told.values()))
    return plain


def about(world: World, id: str) -> dict[str, Any]:
    if id in world.stories:
        return {"kind": "article", "day": date_of(world.stories[id].day)}
    return {"kind": ENTITIES[id][0].value, "name": ENTITIES[id][1]}


def assert_same(view: "networkx.Graph[str]", plain: "networkx.Graph[str]") -> None:
    assert dict(view.nodes(data=True)) == dict(plain.nodes(data=True))
    assert {id: dict(row) for id, row in view.adjacency()} == {id: dict(row) for id, row in plain.adjacency()}
    assert len(view) == len(plain)
    assert view.number_of_edges() == plain.number_of_edges()


sights = st.fixed_dictionaries(
    {
        "kinds": st.one_of(st.just(tuple(LinkKind)), st.lists(st.sampled_from(LinkKind), unique=True).map(tuple)),
        "period": st.sampled_from([ALWAYS, Period(102, 106)]),
        "least": st.sampled_from([0.0, 0.5]),
    }
)


@settings(deadline=None)
@given(worlds, sights)
def test_a_view_is_the_graph_that_networkx_would_hold(world: World, sight: dict[str, Any]) -> None:
    assert_same(networkx_view(graph_of(assemble(world.rows())), **sight), plain_graph(world, **sight))


@settings(deadline=None)
@given(worlds, worlds, sights)
def test_a_view_has_what_is_new(old: World, new: World, sight: dict[str, Any]) -> None:
    assert_same(networkx_view(overlay(assemble(old.rows()), difference(old, new)), **sight), plain_graph(new, **sight))


ALGORITHMS: dict[str, Callable[["networkx.Graph[str]"], Any]] = {
    "components": lambda graph: sorted(sorted(part) for part in networkx.connected_components(graph)),
    "degrees": lambda graph: {id: round(degree, 9) for id, degree in graph.degree(weight="weight")},
    "closeness": lambda graph: {id: round(value, 9) for id, value in networkx.closeness_centrality(graph).items()},
    "shortest paths": lambda graph: dict(networkx.all_pairs_shortest_path_length(graph)),
    "weighted paths": lambda graph: {
        (id, other): round(length, 9)
        for id, row in networkx.all_pairs_dijkstra_path_length(graph)
        for other, length in row.items()
    },
    "betweenness": lambda graph: {id: round(value, 9) for id, value in networkx.betweenness_centrality(graph).items()},
    "cores": networkx.core_number,
    "triangles": networkx.triangles,
    "clustering": lambda graph: {id: round(value, 9) for id, value in networkx.clustering(graph).items()},
    "cut nodes": lambda graph: sorted(networkx.articulation_points(graph)),
    "spanning tree": lambda graph: round(networkx.minimum_spanning_tree(graph).size(weight="weight"), 9),
    "part": lambda graph: sorted(map(sorted, graph.subgraph(sorted(graph)[:6]).edges())),
}


@pytest.mark.parametrize("name", ALGORITHMS)
@settings(max_examples=40, deadline=None)
@given(world=worlds)
def test_algorithms_give_the_same(name: str, world: World) -> None:
    sight = {"kinds": tuple(LinkKind), "period": ALWAYS, "least": 0.0}
    view = networkx_view(graph_of(assemble(world.rows())), **sight)
    algorithm = ALGORITHMS[name]
    assert algorithm(view) == algorithm(plain_graph(world, **sight))


def merrin() -> Graph:
    rows = World(stories={}).rows(entities={"place/eskham", "place/haldmark"})
    return graph_of(assemble(rows))


def test_a_view_cannot_be_changed_but_its_copy_can() -> None:
    view = networkx_view(merrin())
    with pytest.raises(networkx.NetworkXError):
        view.add_edge("place/eskham", "place/haldmark")
    copy = view.copy()
    copy.add_edge("place/eskham", "place/haldmark")
    assert copy.has_edge("place/eskham", "place/haldmark")
    assert not view.has_edge("place/eskham", "place/haldmark")
    assert type(copy) is networkx.Graph


def test_what_is_no_node_is_a_key_error() -> None:
    view = networkx_view(merrin())
    assert "place/nowhere" not in view
    assert 7 not in view
    with pytest.raises(KeyError):
        view.nodes["place/nowhere"]
