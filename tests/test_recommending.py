"""What else to read in an archive, and why."""

import math
from pathlib import Path

import pytest

import newsgraph
from newsgraph.entity import Called
from newsgraph.errors import UnknownName
from newsgraph.relating import SignalName, ranked, with_evidence
from newsgraph.relating.sharing import FIELDS
from newsgraph.shelving import shown, told
from tests.relating import plain_evidence as plain

EXAMPLES = [Path(__file__).parents[1] / "examples" / name for name in ("news", "feeds", "exports", "records")]


def test_every_list_holds_the_hard_rules(archive: newsgraph.Archive) -> None:
    some = False
    for article in archive.articles():
        found = archive.related(article.id, limit=5)
        some |= bool(found)
        assert len(found) <= 5
        assert article.id not in {one.id for one in found}
        assert len({one.id for one in found}) == len(found)
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
        for one in found:
            assert not one.kept_out
            assert one.score == pytest.approx(math.fsum(reason.value for reason in one.reasons), abs=1e-12)
            assert all(reason.value == reason.weight * reason.strength for reason in one.reasons)
            assert one.line
    assert some


def test_each_reason_is_quoted_from_the_article_that_it_speaks_of(archive: newsgraph.Archive) -> None:
    (first, *_) = archive.search("strike dockers").hits
    for one in archive.related(first.id):
        for reason in one.reasons:
            if reason.quote:
                article = archive.article(reason.quote.article)
                assert article.text[reason.quote.start :].startswith(reason.quote.text)


def test_why_tells_the_same_sum_and_what_keeps_an_article_out(archive: newsgraph.Archive) -> None:
    (first, *_) = archive.search("strike dockers").hits
    (listed, *_) = archive.related(first.id)
    told = archive.why(first.id, listed.id)
    assert {reason.signal for reason in told.reasons} == {reason.signal for reason in listed.reasons}
    assert archive.why(first.id, first.id).kept_out == "it is the article itself"
    with pytest.raises(UnknownName):
        archive.why(first.id, "article/0000")


def test_a_draft_that_is_not_in_the_archive_has_related_articles(archive: newsgraph.Archive) -> None:
    before = archive.stats().articles
    text = (
        "Dockers at Port Averin walked out again on Monday, and the port stood still. Tobias Renn watched the pickets."
    )
    found = archive.related_to_text(text, title="Dockers strike again at Port Averin")
    assert any("strike" in one.title.lower() for one in found)
    assert archive.stats().articles == before


def test_a_list_that_must_be_full_says_by_which_rule_each_came_in(archive: newsgraph.Archive) -> None:
    for article in list(archive.articles())[:10]:
        usual = archive.related(article.id, limit=8)
        full = archive.related(article.id, limit=8, full=True)
        assert [one.id for one in full[: len(usual)]] == [one.id for one in usual]
        assert len(full) == 8
        assert all(one.rung != "related" for one in full[len(usual) :])


def test_a_copy_is_never_in_the_list_of_its_original_nor_the_other_way_round(archive: newsgraph.Archive) -> None:
    some = 0
    for article in archive.articles():
        told = archive.copies(article.id)
        copies = {one.article for one in (told.first, *told.ran) if one.kind in ("copy", "edited copy", "excerpt", "")}
        listed = archive.related(article.id, limit=10)
        assert copies.isdisjoint(one.id for one in listed)
        some += len(copies - {article.id})
        origins = [archive.first(one.id) for one in listed]
        firsts = [one.id if first is None else first.id for one, first in zip(listed, origins, strict=True)]
        assert len(set(firsts)) == len(firsts)
    assert some


def test_a_list_tells_what_a_look_at_every_word_and_name_finds(archive: newsgraph.Archive) -> None:
    store, corpus = archive._store, archive._corpus
    ids = [one.id for one in archive.articles()]
    held, brief = told(store, ids), shown(store, ids)
    assert {id: brief[id].called for id in ids} == {id: [Called.of(one) for one in held[id].entities] for id in ids}
    for id in ids[::6]:
        for found in ranked(corpus, id):
            backed = with_evidence(found, corpus, brief[id], brief[found.article])
            for reason in backed.reasons:
                if reason.signal in (*FIELDS, SignalName.NOVELTY):
                    assert reason.evidence == plain.evidence(reason.signal, corpus, held[id], held[found.article])
