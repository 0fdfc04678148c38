"""Which part of the graph is taken along? Held against the plain count over all articles."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import networkx
import pytest

import newsgraph
from newsgraph.errors import UnknownName
from newsgraph.excerpt import Excerpt

Pairs = dict[tuple[str, str], int]
MARCH, APRIL = date(2024, 3, 1), date(2024, 4, 1)


@pytest.fixture(scope="module")
def archive(corpus: Path) -> Iterator[newsgraph.Archive]:
    with newsgraph.open_archive(corpus) as opened:
        yield opened


def counted(archive: newsgraph.Archive, since: date | None = None, until: date | None = None) -> Pairs:
    """In how many independent reports each pair stands, read off networkx's view of the graph."""
    view = archive.graph
    named: dict[str, set[str]] = {}
    days: dict[str, list[date]] = {}
    for id, about in view.nodes(data=True):
        if about["kind"] == "article":
            copies = [o for o, link in view[id].items() if "copied from" in link["kinds"] and o.startswith("article/")]
            lead = copies[0] if len(copies) == 1 and leads(view, copies[0]) else id
            own = {o for o, link in view[id].items() if {"names", "by", "in"} & set(link["kinds"])}
            named.setdefault(lead, set()).update(own)
            days.setdefault(lead, []).extend([about["day"]] if about["day"] else [])
    pairs: Pairs = {}
    for lead, names in named.items():
        day = min(days[lead], default=None)
        if (since or until) and not (day and (not since or day >= since) and (not until or day < until)):
            continue
        for pair in combinations(sorted(names), 2):
            pairs[pair] = pairs.get(pair, 0) + 1
    return pairs


def leads(view: "networkx.Graph[str]", id: str) -> bool:
    """Whether it is the centre of its copies; of two that are each other's only copy, the first by id would do too."""
    copies = [o for o, link in view[id].items() if "copied from" in link["kinds"] and o.startswith("article/")]
    return len(copies) > 1 or (len(copies) == 1 and id < copies[0])


def pairs(found: Excerpt) -> Pairs:
    return {tuple(sorted((one.tail, one.head))): one.origins for one in found.links if one.kind == "beside"}  # type: ignore[misc]


@pytest.mark.parametrize("days", [(None, None), (MARCH, APRIL), (None, MARCH), (APRIL, None)])
def test_links_are_those_of_a_plain_count(archive: newsgraph.Archive, days: tuple[date | None, date | None]) -> None:
    found = archive.excerpt(since=days[0], until=days[1])
    expected = counted(archive, *days)
    assert len(expected) > 100
    assert pairs(found) == expected
    assert len(found.links) == len(expected) == len(list(found.links))
    assert [node.id for node in found.nodes] == sorted(node.id for node in found.nodes)
    ends = [(one.tail, one.head) for one in found.links]
    assert ends == sorted(ends)


def test_a_link_tells_its_days_and_the_articles_that_show_it(archive: newsgraph.Archive) -> None:
    found = archive.excerpt(around="Marta Quillan", min_weight=3)
    near = {one.node.id: one for one in archive.near("Marta Quillan", limit=500)}
    seen = 0
    for one in found.links:
        other = {one.tail, one.head} - {"actor/marta-quillan"}
        if len(other) == 1 and (told := near.get(next(iter(other)))):
            assert (one.origins, one.first, one.last, one.articles) == (
                told.origins,
                told.first,
                told.last,
                told.articles,
            )
            seen += 1
    assert seen > 3


@pytest.mark.parametrize("hops", [1, 2])
@pytest.mark.parametrize("weight", [1, 2, 4])
def test_around_a_name_are_those_whom_heavy_links_lead_to(archive: newsgraph.Archive, hops: int, weight: int) -> None:
    whole = networkx.Graph(pair for pair, n in counted(archive).items() if n >= weight)
    expected = networkx.ego_graph(whole, "actor/marta-quillan", radius=hops)
    found = archive.excerpt(around="Marta Quillan", hops=hops, min_weight=weight)
    assert {node.id for node in found.nodes} == set(expected)
    assert set(pairs(found)) == {tuple(sorted(edge)) for edge in expected.edges}


@pytest.mark.parametrize("core", [1, 3, 8, 40])
def test_a_core_is_that_of_networkx(archive: newsgraph.Archive, core: int) -> None:
    whole = networkx.Graph(pair for pair, n in counted(archive).items() if n >= 2)
    expected = networkx.k_core(whole, core)
    found = archive.excerpt(min_weight=2, k_core=core)
    assert {node.id for node in found.nodes} == set(expected)
    assert set(pairs(found)) == {tuple(sorted(edge)) for edge in expected.edges}


def test_the_top_nodes_are_those_in_most_reports_and_the_centre_always(archive: newsgraph.Archive) -> None:
    whole = archive.excerpt()
    ranked = sorted(whole.nodes, key=lambda node: (-node.origins, node.id))
    assert {node.id for node in archive.excerpt(top_nodes=12).nodes} == {node.id for node in ranked[:12]}
    rare = next(node.id for node in whole.nodes if node.origins == 1 and node.kind == "person")
    assert rare in {node.id for node in archive.excerpt(around=rare, top_nodes=3).nodes}


def test_what_is_left_out_and_what_is_left_are_all_there_is(archive: newsgraph.Archive) -> None:
    whole, cut = archive.excerpt(), archive.excerpt(min_weight=2, top_nodes=40, k_core=5)
    gone = [(one.nodes, one.links) for one in cut.left_out]
    assert len(cut.nodes) + sum(nodes for nodes, _ in gone) == len(whole.nodes)
    assert len(cut.links) + sum(links for _, links in gone) == len(whole.links)
    assert not whole.left_out
    kinds = archive.excerpt(kinds=["person", "place"])
    assert {node.kind for node in kinds.nodes} == {"person", "place"}
    assert len(kinds.nodes) + kinds.left_out[0].nodes == len(whole.nodes)


def test_articles_come_with_what_they_name_and_cite(archive: newsgraph.Archive) -> None:
    found = archive.excerpt(around="Marta Quillan", articles=True, since=MARCH)
    kinds = {node.id: node.kind for node in found.nodes}
    view = archive.graph
    articles = {id for id, kind in kinds.items() if kind == "article"}
    assert articles
    told = {(one.tail, one.head): one.kind for one in found.links if one.kind != "beside"}
    for article in articles:
        assert view.nodes[article]["day"] >= MARCH
        named = {o for o, link in view[article].items() if {"names", "by", "in"} & set(link["kinds"])}
        assert {head for tail, head in told if tail == article and not head.startswith("article/")} == named & set(
            kinds
        )
    cites = {frozenset(pair) for pair, kind in told.items() if kind == "cites"}
    assert cites == {
        frozenset((one, other))
        for one in articles
        for other in view[one]
        if other in articles and "cites" in view[one][other]["kinds"]
    }
    assert len({frozenset((one.tail, one.head)) for one in found.links}) == len(found.links)


def test_what_is_hidden_stays_behind_and_is_told(corpus: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(corpus, tmp_path / "archive")
    with newsgraph.open_archive(tmp_path / "archive") as own:
        before = own.excerpt()
        own.judge(own.proposed("hide", ["Marta Quillan"], because="a test", who="ana"))
        after = own.excerpt()
    assert {node.id for node in before.nodes} - {node.id for node in after.nodes} == {"actor/marta-quillan"}
    assert [(one.why, one.nodes) for one in after.left_out] == [("hidden by a decision", 1)]


def test_of_whom_nobody_has_heard_there_is_no_graph(archive: newsgraph.Archive) -> None:
    with pytest.raises(UnknownName):
        archive.excerpt(around="Nobody At All")
    assert archive.excerpt(around="Marta Quillan", since=date(2030, 1, 1)).nodes == ()


def test_what_came_last_is_in_it_as_if_it_had_always_been(corpus: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(corpus, tmp_path / "archive")
    (tmp_path / "late.txt").write_text(
        "Pilot heard\n\nTobias Merrivale, the pilot, told Marta Quillan at Skarrow that the Harbour Board knew.\n",
        encoding="utf-8",
    )
    with newsgraph.open_archive(tmp_path / "archive") as own:
        before = own.excerpt()
        own.add([tmp_path / "late.txt"])
        laid_over = own.excerpt(articles=True)
        own.rebuild()
        built = own.excerpt(articles=True)
    assert laid_over.nodes == built.nodes
    assert list(laid_over.links) == list(built.links)
    assert len([node for node in built.nodes if node.kind != "article"]) > len(before.nodes)
