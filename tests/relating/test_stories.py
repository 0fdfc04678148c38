"""Stories, what is new in them, and chains between articles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.relating import Corpus, Features, Stories, chain, news
from newsgraph.relating.closeness import between, closeness, least_of, tied
from tests.relating.port import INQUIRY, MINE, OYSTERS, REPRINT, STRIKE, TALKS, TOWN, WALKOUT, corpus_of, many_features


def test_two_papers_on_one_walkout_tell_one_story() -> None:
    corpus = corpus_of(*TOWN)
    stories = Stories(corpus, [one.article.id for one in TOWN])
    story = stories.of(STRIKE.article.id)
    assert {WALKOUT.article.id, REPRINT.article.id} <= set(story)
    assert OYSTERS.article.id not in story
    assert MINE.article.id not in story


def test_a_story_is_in_order_of_time() -> None:
    corpus = corpus_of(*TOWN)
    story = Stories(corpus, [one.article.id for one in TOWN]).of(STRIKE.article.id)
    assert story[0] == STRIKE.article.id


@settings(deadline=None, max_examples=60)
@given(many_features(least=3, most=9))
def test_one_by_one_gives_what_all_at_once_gives_in_any_order(articles: list[Features]) -> None:
    ids = [one.article for one in articles]
    corpus = Corpus.of(articles)
    at_once = Stories(corpus, ids)
    one_by_one = Stories(corpus)
    for id in ids:
        one_by_one.add(id)
    assert one_by_one.all() == at_once.all() == Stories(Corpus.of(reversed(articles)), reversed(ids)).all()


@settings(deadline=None, max_examples=60)
@given(many_features(least=3, most=9))
def test_what_is_added_and_removed_again_was_never_there(articles: list[Features]) -> None:
    corpus = Corpus.of(articles)
    ids = [one.article for one in articles]
    stories = Stories(corpus, ids)
    stories.remove(ids[0])
    assert stories.all() == Stories(corpus, ids[1:]).all()


@settings(deadline=None, max_examples=80)
@given(many_features(least=3, most=12), st.sampled_from([None, 2]), st.sampled_from([1, 3, 128]))
def test_those_that_are_close_are_those_of_all_pairs(
    articles: list[Features], topics: int | None, at_once: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("newsgraph.relating.topics.SPARE", 1)  # a dozen articles are fewer than are spared by itself
        corpus = Corpus.of(articles, topics=topics)
    rows = corpus.rows()
    each = [closeness(corpus, corpus.own(int(row)), rows) for row in rows]
    plain = {
        (one, other): int(each[one][other])
        for one in range(len(rows))
        for other in range(one + 1, len(rows))
        if each[one][other] >= least_of(corpus)
    }
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("newsgraph.relating.closeness.AT_ONCE", at_once)
        fast = {
            (one, other): value
            for one, others, close in tied(corpus, rows)
            for other, value in zip(others.tolist(), close.tolist(), strict=True)
        }
    assert fast == plain
    assert [row.tolist() for row in between(corpus, corpus.ids(rows))] == [row.tolist() for row in each]
    ids = corpus.ids(rows)
    assert Stories(corpus, ids, among=rows).all() == Stories(corpus, ids, among=rows[::-1]).all()


def test_every_article_is_in_one_story() -> None:
    stories = Stories(corpus_of(*TOWN), [one.article.id for one in TOWN])
    assert sorted(id for story in stories.all() for id in story) == sorted(one.article.id for one in TOWN)


def test_what_is_new_is_told_against_what_came_before() -> None:
    corpus = corpus_of(*TOWN)
    first, copy, later = news([STRIKE, REPRINT, TALKS], corpus.epoch)
    assert first == []
    assert copy == []
    (names,) = {one.names for one in later if one.names}
    assert names == ("Averin Harbour Company",)
    assert all(TALKS.article.text[one.sentence.start : one.sentence.end] for one in later)


def test_a_number_that_nobody_named_before_is_new() -> None:
    found = news([INQUIRY, MINE], corpus_of(*TOWN).epoch)[1]
    assert all("3" not in one.numbers for one in found), "Shaft 3 was known"


def test_a_chain_leads_through_what_ties_its_ends() -> None:
    corpus = corpus_of(*TOWN)
    found = chain(corpus, STRIKE.article.id, TALKS.article.id)
    assert found
    assert found.articles[0] == STRIKE.article.id
    assert found.articles[-1] == TALKS.article.id
    assert found.strength == min(found.links)
    assert len(found.links) == len(found.articles) - 1 <= 6


def test_a_chain_runs_with_time_whichever_end_is_named_first() -> None:
    corpus = corpus_of(*TOWN)
    assert chain(corpus, TALKS.article.id, STRIKE.article.id) == chain(corpus, STRIKE.article.id, TALKS.article.id)


@settings(deadline=None, max_examples=40)
@given(many_features(least=3))
def test_no_order_of_arrival_shows_in_a_chain(articles: list[Features]) -> None:
    ends = sorted(one.article for one in articles)[:2]
    found = [chain(Corpus.of(order), *ends) for order in (articles, articles[::-1])]
    assert found[0] == found[1]


def test_no_article_stands_twice_in_a_chain() -> None:
    found = chain(corpus_of(*TOWN), STRIKE.article.id, INQUIRY.article.id)
    assert found is None or len(set(found.articles)) == len(found.articles)
