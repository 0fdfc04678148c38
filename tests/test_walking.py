"""Who is tied to whom in an archive: built, laid over, quoted, the same in whatever order it came."""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

import newsgraph
from newsgraph import walking
from newsgraph.errors import UnknownName, UsageError
from newsgraph.leads import Connections

EXAMPLES = [Path(__file__).parents[1] / "examples" / name for name in ("news", "feeds", "exports", "records")]


def test_neighbours_are_quoted_from_the_article_that_names_both(archive: newsgraph.Archive) -> None:
    found = archive.near("Marta Quillan", limit=10)
    assert found
    assert [one.significance for one in found] == sorted((one.significance for one in found), reverse=True)
    for one in found:
        assert 0 < one.origins <= one.of
        assert one.quote is not None
        article = archive.article(one.quote.article)
        assert article.text[one.quote.start : one.quote.start + len(one.quote.text)] == one.quote.text
        assert {"actor/marta-quillan", one.node.id} <= {name.id for name in archive.names(article.id)}


def test_a_connection_is_a_chain_of_quoted_hops(archive: newsgraph.Archive) -> None:
    found = archive.connect("Marta Quillan", "Skarrow")
    assert found.chains
    for chain in found.chains:
        assert chain.hops[0].tail.name == "Marta Quillan"
        assert all(one.head == other.tail for one, other in zip(chain.hops, chain.hops[1:], strict=False))
        assert all(hop.quote for hop in chain.hops)


def test_no_connection_and_no_such_name_are_two_answers(archive: newsgraph.Archive) -> None:
    everybody = [one.entity.id for one in archive.entities(kinds=["actor", "place"], limit=1_000)]
    graph = archive.graph
    far = next(id for id in everybody if id in graph and not set(graph[id]) & set(graph["actor/marta-quillan"]))
    assert archive.connect("Marta Quillan", far).chains
    assert archive.connect("Marta Quillan", far, avoid=everybody) == Connections((), True)
    with pytest.raises(UnknownName):
        archive.connect("Marta Quillan", "Nobody Whoever")
    with pytest.raises(UsageError):
        archive.connect("Marta Quillan")
    with pytest.raises(UsageError, match="one and the same"):
        archive.connect("Marta Quillan", "actor/marta-quillan")


def test_what_changed_is_quoted_and_looked_for_up_to_the_last_report(archive: newsgraph.Archive) -> None:
    assert archive.latest is not None
    assert archive.trending() == archive.trending(until=archive.latest + timedelta(days=1)) == []
    trends = archive.trending(until=date(2024, 4, 4), days=14)
    assert "Valley Miners’ Federation" in [one.node.name for one in trends]
    found = archive.compare("Marta Quillan", date(2024, 3, 1), date(2024, 2, 1))
    for one in (*trends, *found.new, *found.vanished):
        assert one.quote is not None
        assert one.quote.article in one.articles


def test_several_names_are_tied_by_a_tree(archive: newsgraph.Archive) -> None:
    (tree,) = archive.connect("Marta Quillan", "Skarrow", "Port Averin").chains
    ends = {end.name for hop in tree.hops for end in (hop.tail, hop.head)}
    assert {"Marta Quillan", "Skarrow", "Port Averin"} <= ends


def test_communities_are_named_by_their_members(archive: newsgraph.Archive) -> None:
    found = archive.communities(limit=2)
    assert len(found) == 2
    for one in found:
        assert one.name == ", ".join(member.name for member in one.members[:3])
    assert archive.communities(since=date(2031, 1, 1)) == []


def test_a_quote_says_whether_it_names_both(archive: newsgraph.Archive) -> None:
    told = set()
    for one in archive.near("Port Averin", limit=30):
        assert one.quote is not None
        start, end = one.quote.start, one.quote.start + len(one.quote.text)
        inside = {
            name.id
            for name in archive.names(one.quote.article)
            for mention in name.mentions
            if start <= mention.start and mention.end <= end
        }
        assert one.quote.both == (len(inside & {archive.who("Port Averin").id, one.node.id}) == 2)
        told.add(one.quote.both)
    assert told == {True, False}


def test_in_round_brackets_a_timeline_is_of_a_query_whoever_is_called_so(archive: newsgraph.Archive) -> None:
    assert archive.named("Marta Quillan") is not None
    assert archive.named("(Marta Quillan)") is None
    found = {hit.id for hit in archive.search("quillan", limit=200).hits}
    asked, named = archive.timeline("(quillan)"), archive.timeline("quillan")
    assert asked == archive.timeline("quillan AND *")
    assert sum(step.articles for step in asked.steps) <= len(found)
    assert asked != named


def test_a_timeline_counts_what_a_query_finds_too(archive: newsgraph.Archive) -> None:
    named = archive.timeline("Port Averin")
    assert sum(step.origins for step in named.steps) + named.undated > 0
    asked = archive.timeline("strike AND dockers", days=7)
    assert asked.days == 7
    assert all(step.day.weekday() == 0 for step in asked.steps)


def test_a_period_leaves_out_what_is_before_and_behind_it(archive: newsgraph.Archive) -> None:
    inside = archive.near("Port Averin", since=date(2024, 2, 1), until=date(2024, 3, 1), limit=100)
    for one in inside:
        assert one.first is not None
        assert one.last is not None
        assert date(2024, 2, 1) <= one.first <= one.last < date(2024, 3, 1)


def test_the_graph_of_networkx_has_all_that_articles_name(archive: newsgraph.Archive) -> None:
    graph = archive.graph
    for article in archive.articles():
        for one in archive.names(article.id):
            assert not graph.has_node(one.id) or graph.nodes[one.id]["kind"] == one.kind.value
    assert graph.has_edge("actor/marta-quillan", next(iter(graph["actor/marta-quillan"])))


def edges(archive: newsgraph.Archive) -> set[tuple[frozenset[str], float]]:
    return {(frozenset((one, other)), data["weight"]) for one, other, data in archive.graph.edges(data=True)}


def test_what_is_laid_over_is_what_would_be_built(corpus: Path, tmp_path: Path) -> None:
    """And no order of arrival shows."""
    with newsgraph.open_archive(tmp_path / "other", create=True) as other, newsgraph.open_archive(corpus) as whole:
        for part in reversed(EXAMPLES):
            other.add([part])
        laid_over = edges(other)
        assert laid_over == edges(whole)
        near = other.near("Port Averin", limit=50)
        assert near == whole.near("Port Averin", limit=50)
        other.rebuild()
        assert edges(other) == laid_over
        assert other.near("Port Averin", limit=50) == near


def test_the_graph_is_built_anew_when_much_has_changed(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "MOST_LAID_OVER", 5)
    with newsgraph.open_archive(tmp_path / "other", create=True) as other, newsgraph.open_archive(corpus) as whole:
        for part in EXAMPLES:
            other.add([part])
        assert edges(other) == edges(whole)


def test_an_empty_archive_has_an_empty_graph(tmp_path: Path) -> None:
    with newsgraph.open_archive(tmp_path / "empty", create=True) as archive:
        assert list(archive.graph) == []
        assert archive.timeline("strike").steps == ()
        assert archive.trending() == []


def test_where_no_graph_was_built_all_is_laid_over_nothing(archive: newsgraph.Archive, corpus: Path) -> None:
    with newsgraph.open_archive(corpus) as whole:
        known = edges(whole)
    shutil.rmtree(archive.folder / walking.FOLDER)
    (archive.folder / walking.FOLDER).mkdir()
    assert edges(archive) == known


def test_who_cites_an_article_still_does_when_that_one_changes(archive: newsgraph.Archive) -> None:
    def cites() -> set[frozenset[str]]:
        return {frozenset((a, b)) for a, b, kinds in archive.graph.edges(data="kinds") if "cites" in kinds}

    before = cites()
    assert before
    for id in sorted({one for pair in before for one in pair}):
        for named in archive.names(id)[:1]:
            number = archive.judge(archive.proposed("hide", [named.id], because="to see what changes"))
            assert cites() == before
            archive.judge(archive.proposed("undo", [str(number)], because="seen"))
            assert cites() == before


def test_an_article_that_comes_later_is_cited_by_those_that_waited_for_it(tmp_path: Path) -> None:
    """And a source that comes later has been copied from by them: as if all had been built together."""

    def ties(archive: newsgraph.Archive) -> set[tuple[frozenset[str], tuple[str, ...]]]:
        found = archive.graph.edges(data="kinds")
        return {(frozenset((a, b)), tuple(sorted(kinds))) for a, b, kinds in found}

    file, later = tmp_path / "first.jsonl", tmp_path / "later.jsonl"
    told = "The dockers of Port Averin went on strike on Monday, the council said. " * 4
    link = "https://averincourier.example/strike"
    body = f"<p>{told}</p><p>As <a href='{link}'>the Averin Courier told</a>, Marta Quillan will speak.</p>"
    page = {"url": "https://merringazette.example/quay", "title": "Quiet on the quay", "body_html": body}
    file.write_text(json.dumps(page), encoding="utf-8")
    words = "A strike began in Port Averin at six, when the first shift of dockers did not come to the gates. " * 3
    later.write_text(json.dumps({"url": link, "title": "Dockers strike", "body": words}), encoding="utf-8")
    with newsgraph.open_archive(tmp_path / "index", create=True) as archive:
        archive.add([file])
        archive.rebuild()
        assert not any("cites" in kinds for _, kinds in ties(archive))
        archive.add([later])
        laid_over = ties(archive)
        assert any("cites" in kinds for _, kinds in laid_over)
        archive.rebuild()
        assert ties(archive) == laid_over
