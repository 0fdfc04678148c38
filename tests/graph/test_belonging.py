"""Communities are found as well as networkx finds them, and the same whatever the order of rows."""

import random
from collections import Counter

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.entity import EntityKind
from newsgraph.graph.assembling import assemble
from newsgraph.graph.belonging import communities
from newsgraph.graph.changes import chance_of_many, compare, trending
from newsgraph.graph.graph import Graph, graph_of
from newsgraph.graph.partition import communities_of, modularity, parted
from newsgraph.graph.rows import ArticleRow, EntityRow, LinkRow, Period, Rows

PORT = ["place/port-averin", "actor/dockers-union", "actor/harbour-board", "actor/anna-foss"]
MINE = ["place/skarrow", "actor/northfell", "actor/judge-quillan", "actor/shaft-crew"]
RIVER = ["place/eskham", "actor/river-commission", "place/haldmark", "actor/water-office"]


def coast(chance: random.Random, *, shuffled: bool = False) -> Rows:
    """Ninety articles about a strike, a mine and a river; the minister is in many of them."""
    casts = [
        sorted(chance.sample(part, 3)) + ["actor/minister"] * (at % 2)
        for at in range(30)
        for part in (PORT, MINE, RIVER)
    ]
    ids = sorted({id for cast in casts for id in cast})
    articles = [ArticleRow(at, f"article/{at:03}", 100 + at // 3) for at in range(len(casts))]
    entities = [
        EntityRow(at, id, EntityKind.PLACE if id.startswith("place/") else EntityKind.PERSON, id.partition("/")[2])
        for at, id in enumerate(ids)
    ]
    links = [LinkRow(at, ids.index(id)) for at, cast in enumerate(casts) for id in cast]
    if shuffled:
        return Rows(*(random.Random(1).sample(part, len(part)) for part in (articles, entities, links)))
    return Rows(articles, entities, links)


def coast_graph() -> Graph:
    return graph_of(assemble(coast(random.Random(3))))


def test_the_strike_the_mine_and_the_river_are_told_apart() -> None:
    found = communities(coast_graph())
    assert {frozenset(one.id for one in part.members) - {"actor/minister"} for part in found} == {
        frozenset(PORT),
        frozenset(MINE),
        frozenset(RIVER),
    }
    assert all(part.origins >= 30 for part in found)
    assert all(part.name == ", ".join(one.name for one in part.members[:3]) for part in found)


def test_the_order_of_rows_does_not_move_anybody() -> None:
    again = graph_of(assemble(coast(random.Random(3), shuffled=True)))
    assert communities(again) == communities(coast_graph())


graphs = st.integers(0, 2**32).map(lambda seed: networkx.gnm_random_graph(24, 50, seed=seed))


def adjacency(graph: "networkx.Graph[int]") -> list[dict[int, int]]:
    return [{other: 1 + (node * other) % 3 for other in sorted(graph[node])} for node in sorted(graph)]


@settings(max_examples=50, deadline=None)
@given(graphs)
def test_every_community_hangs_together_and_its_modularity_is_told_right(graph: "networkx.Graph[int]") -> None:
    rows = adjacency(graph)
    labels = communities_of(rows)
    parts = [{node for node in graph if labels[node] == label} for label in range(max(labels) + 1)]
    for part in parts:
        assert networkx.is_connected(graph.subgraph(part))
    for node, other in graph.edges:
        graph[node][other]["weight"] = rows[node][other]
    assert abs(modularity(rows, labels) - networkx.community.modularity(graph, parts)) < 1e-9


def test_it_is_as_good_as_networkx() -> None:
    ours = theirs = 0.0
    for seed in range(20):
        graph = networkx.planted_partition_graph(6, 12, 0.5, 0.06, seed=seed)
        rows = [dict.fromkeys(sorted(graph[node]), 1) for node in sorted(graph)]
        ours += modularity(rows, communities_of(rows))
        theirs += networkx.community.modularity(graph, networkx.community.louvain_communities(graph, seed=seed))
    assert ours > 0.99 * theirs


def test_who_is_new_and_who_has_vanished() -> None:
    casts = [["actor/mayor", "actor/old-clerk"]] * 6 + [["actor/mayor", "actor/new-clerk"]] * 6 + [["actor/mayor"]] * 2
    ids = ["actor/mayor", "actor/new-clerk", "actor/old-clerk"]
    rows = Rows(
        [ArticleRow(at, f"article/{at:02}", at) for at in range(len(casts))],
        [EntityRow(at, id, EntityKind.PERSON, id) for at, id in enumerate(ids)],
        [LinkRow(at, ids.index(id)) for at, cast in enumerate(casts) for id in cast],
    )
    found = compare(graph_of(assemble(rows)), "actor/mayor", (Period(6, 14), Period(0, 6)))
    assert (found.now, found.then) == (8, 6)
    assert [(one.id, one.now, one.then) for one in found.new] == [("actor/new-clerk", 6, 0)]
    assert [(one.id, one.now, one.then) for one in found.vanished] == [("actor/old-clerk", 0, 6)]
    assert found.vanished[0].articles == ("article/00", "article/01", "article/02")
    assert found.new[0].significance > 0 > found.vanished[0].significance
    assert not found.more
    assert not found.less


def test_whoever_is_suddenly_everywhere_is_a_trend() -> None:
    casts = [["actor/mayor"]] * 28 + [["actor/mayor", "actor/cornet-player"]] * 7
    ids = ["actor/cornet-player", "actor/mayor"]
    rows = Rows(
        [ArticleRow(at, f"article/{at:02}", at) for at in range(len(casts))],
        [EntityRow(at, id, EntityKind.PERSON, id) for at, id in enumerate(ids)],
        [LinkRow(at, ids.index(id)) for at, cast in enumerate(casts) for id in cast],
    )
    (found,) = trending(graph_of(assemble(rows)))
    assert (found.id, found.now, found.then) == ("actor/cornet-player", 7, 0)
    assert found.articles[0] == "article/28"
    assert trending(graph_of(assemble(rows)), until=20) == []


def test_what_chance_makes_is_no_trend() -> None:
    """Nobody of forty clerks, whom reports name at random, is named more than before."""
    chance = random.Random(5)
    casts = [chance.sample(range(40), 3) for _ in range(350)]
    rows = Rows(
        [ArticleRow(at, f"article/{at:03}", at // 10) for at in range(len(casts))],
        [EntityRow(at, f"actor/clerk-{at}", EntityKind.PERSON, f"Clerk {at}") for at in range(40)],
        [LinkRow(at, clerk) for at, cast in enumerate(casts) for clerk in cast],
    )
    graph = graph_of(assemble(rows))
    assert [found for until in range(20, 36) for found in trending(graph, until=until)] == []


def test_what_is_no_chance_depends_on_how_many_are_looked_at() -> None:
    assert chance_of_many(0) == chance_of_many(1) < chance_of_many(10) < chance_of_many(1000)
    assert round(chance_of_many(10), 1) == 10.6


@given(st.integers(2, 5), st.integers(3, 6), st.integers(2, 12))
def test_a_large_community_is_parted_where_its_parts_hang_together(rings: int, size: int, most: int) -> None:
    """Cliques in a ring, each tied to the next by one tie: none is torn, and where they fit together they may stay."""
    adjacency: list[dict[int, int]] = [{} for _ in range(rings * size)]
    for ring in range(rings):
        members = range(ring * size, (ring + 1) * size)
        ties = [(one, other, 8) for one in members for other in members if one < other]
        for one, other, weight in [*ties, (members[0], (members[0] + size) % len(adjacency), 1)]:
            adjacency[one][other] = adjacency[other][one] = weight
    labels = parted(adjacency, most=most)
    for ring in range(rings):
        assert len(set(labels[ring * size : (ring + 1) * size])) == 1
    assert max(Counter(labels).values()) <= max(most, size)
    assert parted(adjacency, most=len(labels)) == communities_of(adjacency)
