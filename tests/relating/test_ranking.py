"""What is related, by which rules, and that the reasons are what was summed."""

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.article import ArticleId
from newsgraph.errors import UnknownName
from newsgraph.relating import (
    SIGNALS,
    Corpus,
    Features,
    Field,
    Known,
    Relation,
    Rules,
    Rung,
    SignalName,
    entered,
    numbered,
    placed,
    ranked,
    why,
)
from newsgraph.relating.weights import WEIGHTS, weights_of
from tests.relating.port import (
    INQUIRY,
    MINE,
    OYSTERS,
    REPRINT,
    STRIKE,
    TALKS,
    TOWN,
    WALKOUT,
    corpus_of,
    many_features,
    told,
)

AS_USUAL = Rules()
EVERYTHING = Rules(limit=50, floor=0.0, collapse=False)


@pytest.mark.parametrize("topics", [True, False])
@pytest.mark.parametrize("meanings", [True, False])
def test_the_weights_of_a_set_sum_to_1(topics: bool, meanings: bool) -> None:
    weights = weights_of(topics=topics, meanings=meanings)
    assert math.fsum(weights.values()) == pytest.approx(1.0, abs=1e-9)
    assert weights.keys() >= set(SignalName) - {SignalName.MEANING}


@pytest.fixture(scope="module")
def town() -> Corpus:
    return corpus_of(*TOWN)


def names(found: list) -> list[str]:  # type: ignore[type-arg]
    return [one.article.removeprefix("article/") for one in found]


def test_the_strike_leads_to_the_strike_and_not_to_oysters(town: Corpus) -> None:
    found = names(ranked(town, STRIKE.article.id, rules=Rules(collapse=False)))
    assert found[:2] in (["walkout", "talks"], ["talks", "walkout"])
    assert "oysters" not in found


def test_a_score_is_the_sum_of_its_reasons(town: Corpus) -> None:
    for one in TOWN:
        for related in ranked(town, one.article.id, rules=EVERYTHING):
            assert related.score == math.fsum(reason.weight * reason.strength for reason in related.reasons)
            assert all(0 < reason.strength <= 1 and reason.weight > 0 for reason in related.reasons)


def test_reasons_stand_from_the_largest_down(town: Corpus) -> None:
    values = [reason.value for reason in why(town, STRIKE.article.id, TALKS.article.id).reasons]
    assert values == sorted(values, reverse=True)


def test_every_signal_has_a_weight_and_a_docstring() -> None:
    assert {*WEIGHTS, SignalName.MEANING} == {signal.name for signal in SIGNALS}
    assert all(signal.doc for signal in SIGNALS)
    assert math.isclose(sum(WEIGHTS.values()), 1.0, abs_tol=0.002)


def test_a_reprint_is_never_its_own_related_article(town: Corpus) -> None:
    assert "reprint" not in names(ranked(town, STRIKE.article.id, rules=EVERYTHING))
    told = why(town, STRIKE.article.id, REPRINT.article.id)
    assert told.relation is Relation.COPY
    assert "copy" in told.kept_out


def test_of_copies_of_another_article_one_stands_in_the_list(town: Corpus) -> None:
    known = Known(original={REPRINT.article.id: STRIKE.article.id})
    found = names(ranked(town, TALKS.article.id, rules=EVERYTHING, known=known))
    assert len({"reprint", "strike"} & set(found)) == 1


def test_the_withdrawn_and_the_embargoed_are_never_listed(town: Corpus) -> None:
    known = Known(hidden={WALKOUT.article.id})
    assert "walkout" not in names(ranked(town, STRIKE.article.id, rules=EVERYTHING, known=known))
    assert why(town, STRIKE.article.id, WALKOUT.article.id, known=known).kept_out.startswith("it is withdrawn")


def test_at_most_one_of_a_story_unless_asked(town: Corpus) -> None:
    collapsed = names(ranked(town, STRIKE.article.id, rules=Rules(floor=0.0)))
    assert len({"walkout", "talks"} & set(collapsed)) == 1
    apart = names(ranked(town, STRIKE.article.id, rules=Rules(floor=0.0, collapse=False)))
    assert {"walkout", "talks"} <= set(apart)


def test_fewer_than_asked_rather_than_irrelevant(town: Corpus) -> None:
    assert ranked(town, OYSTERS.article.id) == []


def test_a_box_that_must_be_full_is_filled_rung_by_rung(town: Corpus) -> None:
    found = ranked(town, OYSTERS.article.id, rules=Rules(limit=5, full=True))
    order = list(Rung)
    assert len(found) == 5
    assert [order.index(one.rung) for one in found] == sorted(order.index(one.rung) for one in found)


def test_a_full_box_holds_no_text_twice_on_any_rung(town: Corpus) -> None:
    """The reprint of the strike is no candidate of the oysters: it would come in as one of the newest."""

    def asked(ids: Sequence[ArticleId]) -> Known:
        return Known(original={REPRINT.article.id: STRIKE.article.id} if REPRINT.article.id in ids else {})

    for one in (OYSTERS, MINE, TALKS):
        found = names(ranked(town, one.article.id, rules=Rules(limit=len(TOWN), full=True), known=asked))
        assert len({"reprint", "strike"} & set(found)) == 1
    found = names(ranked(town, STRIKE.article.id, rules=Rules(limit=len(TOWN), full=True), known=asked))
    assert "reprint" not in found


def test_an_article_about_the_mine_that_links_to_another_says_so(town: Corpus) -> None:
    told = why(town, MINE.article.id, INQUIRY.article.id)
    assert "links" in {reason.signal for reason in told.reasons}
    assert not told.kept_out


def test_what_the_archive_does_not_hold_is_an_unknown_name(town: Corpus) -> None:
    with pytest.raises(UnknownName, match="article/gone"):
        ranked(town, ArticleId("article/gone"))


@settings(deadline=None, max_examples=60)
@given(many_features(), st.randoms())
def test_no_order_of_arrival_shows(articles: list[Features], random: object) -> None:
    one, other = Corpus.of(sorted(articles, key=lambda a: a.article)), Corpus.of(articles)
    for article in articles:
        assert ranked(one, article.article, rules=EVERYTHING) == ranked(other, article.article, rules=EVERYTHING)


@settings(deadline=None, max_examples=60)
@given(many_features())
def test_never_itself_and_always_the_sum(articles: list[Features]) -> None:
    corpus = Corpus.of(articles)
    for article in articles:
        for related in ranked(corpus, article.article, rules=EVERYTHING):
            assert related.article != article.article
            assert related.score == math.fsum(reason.value for reason in related.reasons)
            assert math.isclose(related.score, why(corpus, article.article, related.article).score, abs_tol=1e-12)


def _as_written(article: Features) -> Features:
    """Its title and opening are part of the whole, as those of real articles are."""
    whole: dict[str, int] = {}
    for field in (Field.WHOLE, Field.TITLE, Field.OPENING):
        for word, times in article.bag(field).items():
            whole[word] = whole.get(word, 0) + times
    return replace(article, bags={**article.bags, Field.WHOLE: dict(sorted(whole.items()))})


@settings(deadline=None, max_examples=60)
@given(many_features(least=3), st.sampled_from([AS_USUAL, EVERYTHING, Rules(limit=2)]))
def test_an_article_tells_which_lists_it_stands_in(articles: list[Features], rules: Rules) -> None:
    corpus = Corpus.of(_as_written(one) for one in articles)
    lists = {one.article: ranked(corpus, one.article, rules=rules) for one in articles}
    for one in articles:
        having = {reader: list for reader, list in lists.items() if one.article in {other.article for other in list}}
        assert entered(corpus, [one.article], rules=rules) == having
        stands = placed(having, one.article)
        assert [place for place, _, _ in stands] == sorted(place for place, _, _ in stands)
        assert all(lists[reader][place - 1] == other for place, reader, other in stands)


@settings(deadline=None, max_examples=40)
@given(many_features(least=3))
def test_what_is_removed_and_added_again_changes_nothing(articles: list[Features]) -> None:
    corpus = Corpus.of(articles)
    before = ranked(corpus, articles[0].article, rules=EVERYTHING)
    corpus.remove([articles[1].article])
    assert articles[1].article not in {one.article for one in ranked(corpus, articles[0].article, rules=EVERYTHING)}
    corpus.add(articles[1])
    assert ranked(corpus, articles[0].article, rules=EVERYTHING) == before


def test_an_article_that_is_added_twice_is_there_once() -> None:
    corpus = corpus_of(STRIKE, TALKS, MINE)
    corpus.add(TALKS.features)
    assert len(corpus) == 3
    assert names(ranked(corpus, STRIKE.article.id, rules=EVERYTHING)).count("talks") == 1


def test_a_draft_is_related_and_leaves_no_trace(town: Corpus) -> None:
    draft = told(
        "draft", "Cranes to be inspected", "The dockers and {Marta Quillan} want every crane inspected.", day=33
    )
    before = ranked(town, STRIKE.article.id, rules=EVERYTHING)
    assert names(ranked(town, numbered(draft.features)))[0] in ("talks", "strike", "walkout")
    assert town.row_of(draft.article.id) < 0
    assert ranked(town, STRIKE.article.id, rules=EVERYTHING) == before
    assert len(town) == len(TOWN)


def test_what_fills_a_list_up_is_the_same_whatever_came_first() -> None:
    """Many of one day and nothing in common: only the ids are left to order them by."""
    undone = [replace(OYSTERS.features, article=ArticleId(f"article/{at}"), bags={}) for at in range(40)]
    rules = Rules(limit=5, full=True)
    one, other = Corpus.of([MINE.features]), Corpus.of([MINE.features])
    for features in undone:
        one.add(features)
    for features in reversed(undone):
        other.add(features)
    listed = ranked(one, MINE.article.id, rules=rules)
    assert [related.article for related in listed] == [f"article/{at}" for at in (0, 1, 10, 11, 12)]
    assert listed == ranked(other, MINE.article.id, rules=rules)


def test_rows_that_died_make_a_new_epoch_due() -> None:
    corpus = corpus_of(*TOWN)
    assert not corpus.due
    for _ in range(len(TOWN)):
        corpus.add(TALKS.features)
    assert corpus.due
    assert not corpus.renewed().due
