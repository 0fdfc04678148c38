"""What pictures show of an archive: whom, which ties, where and when, counted as plainly as can be."""

from collections import Counter
from datetime import date

import pytest

import newsgraph
from newsgraph.errors import UnknownName, UsageError
from newsgraph.serving import questions

MARTA = "actor/marta-quillan"


def reports(archive: newsgraph.Archive) -> dict[str, set[str]]:
    """Whom each independent report names."""
    found: dict[str, set[str]] = {}
    for article in archive.articles():
        lead = archive.copies(article.id).first.article
        found.setdefault(lead, set()).update(name.id for name in archive.names(article.id))
    return found


def test_ties_count_independent_reports(archive: newsgraph.Archive) -> None:
    found, named = archive.sketch(MARTA, most=12), reports(archive)
    assert found.centre == 1
    assert found.nodes[0][0].id == MARTA
    ids = {node.id for node, *_ in found.nodes}
    assert len(ids) == len(found.nodes) == 12
    for node, origins, _ in found.nodes:
        assert origins == sum(node.id in report for report in named.values())
    for tie in found.ties:
        assert {tie.tail.id, tie.head.id} <= ids
        assert tie.origins == sum({tie.tail.id, tie.head.id} <= report for report in named.values())
        assert len(tie.articles) == min(3, tie.origins)
    pairs = {frozenset((one, other)) for report in named.values() for one in report & ids for other in report & ids}
    assert found.left_out == len([pair for pair in pairs if len(pair) == 2]) - len(found.ties)


def test_everybody_beside_the_name_has_a_line_to_it(archive: newsgraph.Archive) -> None:
    found = archive.sketch(MARTA, most=15)
    tied = {
        tie.head.id if tie.tail.id == MARTA else tie.tail.id
        for tie in found.ties
        if MARTA in (tie.tail.id, tie.head.id)
    }
    assert tied == {node.id for node, *_ in found.nodes[1:]}


def test_a_picture_of_two_names_holds_what_ties_them(archive: newsgraph.Archive) -> None:
    found = archive.sketch("Marta Quillan", "Skarrow", hops=0)
    hops = [hop for chain in archive.connect("Marta Quillan", "Skarrow", limit=2).chains for hop in chain.hops]
    assert {node.id for node, *_ in found.nodes} == {end.id for hop in hops for end in (hop.tail, hop.head)}
    assert found.centre == 2


def test_who_is_hidden_and_which_days_are_asked_for(archive: newsgraph.Archive) -> None:
    all_of_them = [node.id for node, *_ in archive.sketch(MARTA, most=8).nodes]
    without = archive.sketch(MARTA, most=8, without=all_of_them[1:3])
    assert not set(all_of_them[1:3]) & {node.id for node, *_ in without.nodes}
    early = archive.sketch(MARTA, until=date(2024, 2, 15))
    assert early.nodes[0][1] < archive.sketch(MARTA).nodes[0][1]
    assert all(tie.last is not None and tie.last < date(2024, 2, 15) for tie in early.ties)
    wide = archive.sketch(MARTA, most=30, hops=2)
    assert len(wide.nodes) == 30


def test_a_drawn_graph_is_the_same_each_time(archive: newsgraph.Archive) -> None:
    asked = {"nodes": 40, "hops": 2}
    first = questions.graph(archive, [MARTA], **asked)
    assert questions.graph(archive, [MARTA], **asked).model_dump_json() == first.model_dump_json()
    assert [node.asked for node in first.nodes] == [True] + [False] * 39
    assert all(len(node.label) <= 24 for node in first.nodes)
    assert {node.provisional for node in first.nodes} == {True, False}


def test_a_pin_says_where_a_name_stands(archive: newsgraph.Archive) -> None:
    other = questions.graph(archive, [MARTA]).nodes[3].id
    pinned = questions.graph(archive, [MARTA], pin=[f"{other}@-410,20", "actor/nobody@1,1"])
    assert [(node.x, node.y) for node in pinned.nodes if node.id == other] == [(-410, 20)]
    for wrong in ("x", f"{other}@1", f"{other}@1,b", "@1,2"):
        with pytest.raises(UsageError, match="ID@X,Y"):
            questions.graph(archive, [MARTA], pin=[wrong])
    with pytest.raises(UnknownName):
        questions.graph(archive, ["Nobody Whoever"])


def test_a_tie_is_proved_by_sentences(archive: newsgraph.Archive) -> None:
    told = questions.tie(archive, "Marta Quillan", "Rhona Pell", limit=5)
    assert told.origins == 2 == len(told.articles)
    assert any(quote.both for quote in told.quotes)
    for quote in told.quotes:
        text = archive.article(quote.article).text
        assert text[quote.start : quote.start + len(quote.text)] == quote.text
    none = questions.tie(archive, "Marta Quillan", "Rhona Pell", limit=5, days=(None, date(2024, 2, 1)))
    assert (none.origins, none.articles, none.quotes) == (0, (), ())


def test_places_are_counted_month_by_month(archive: newsgraph.Archive) -> None:
    told = questions.places(archive, limit=50)
    assert [one.name for one in told.places][:2] == ["Port Averin", "Eskham"]
    named = reports(archive)
    for one in told.places:
        assert sum(one.months.values()) + one.undated == sum(one.id in ids for ids in named.values())
        assert list(one.months) == sorted(one.months)
    assert len(questions.places(archive, limit=3).places) == 3


def test_who_is_prominent_is_counted_in_reports(archive: newsgraph.Archive) -> None:
    named = reports(archive)
    told = questions.prominent(archive, kind=["person", "place"], limit=1_000).names
    counts = Counter(id for ids in named.values() for id in ids)
    assert [(one.id, one.origins) for one in told] == sorted(
        ((id, counts[id]) for id in {one.id for one in told}), key=lambda pair: (-pair[1], pair[0])
    )
    assert {one.kind for one in told} == {"person", "place"}
    assert [one.id for one in questions.prominent(archive, kind=[], limit=3).names if one.kind != "source"]


def test_a_hit_says_in_how_many_outlets_it_ran(archive: newsgraph.Archive) -> None:
    hits = archive.search("strike", limit=50).hits
    assert {hit.outlets for hit in hits} >= {1, 2}
    for hit in hits:
        copies = archive.copies(hit.id)
        assert hit.outlets == len({one.source for one in (copies.first, *copies.ran)})
    plain = archive.search("strike", limit=50, highlights=False).hits
    assert Counter(hit.outlets for hit in plain) == Counter(hit.outlets for hit in hits)
