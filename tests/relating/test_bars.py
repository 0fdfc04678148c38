"""Which lists may an article enter? None that it enters is missed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.article import ArticleId
from newsgraph.relating import Corpus, Features, Field, Rules, ranked
from newsgraph.relating.bars import bar_of, may_enter
from tests.relating.port import STRIKE, TALKS, TOWN, WALKOUT, corpus_of, many_features


def whole(one: Features) -> Features:
    """An article whose headline and opening are parts of it, as those of all real ones are."""
    parts = [one.bag(field) for field in (Field.WHOLE, Field.OPENING, Field.TITLE)]
    bag = {key: max(part.get(key, 0) for part in parts) for key in sorted({key for part in parts for key in part})}
    return replace(one, bags=dict(one.bags) | ({Field.WHOLE: bag} if bag else {}))


@settings(deadline=None, max_examples=100)
@given(many_features(least=4, most=12), st.integers(1, 4), st.sampled_from([0.0, 0.1]), st.booleans())
def test_a_list_that_changes_is_one_whose_bar_is_passed(
    articles: list[Features], limit: int, floor: float, collapse: bool
) -> None:
    rules = Rules(limit=limit, floor=floor, collapse=collapse)
    articles = [whole(one) for one in articles]
    corpus, came = Corpus.of(articles), articles[0]
    sources = {one.article: one.source for one in articles}
    corpus.remove([came.article])
    before, bars = dict[ArticleId, list[ArticleId]](), dict[ArticleId, float]()
    for one in articles[1:]:
        found = ranked(corpus, one.article, rules=rules)
        before[one.article] = [other.article for other in found]
        bars[one.article] = bar_of(corpus, found, [sources[id] for id in before[one.article]], rules)
    corpus.add(came)
    after = {one.article: [other.article for other in ranked(corpus, one.article, rules=rules)] for one in articles[1:]}
    changed = {reader for reader, listed in after.items() if listed != before[reader]}
    assert changed <= may_enter(corpus, [came.article], bars, rules=rules)


def test_a_list_that_has_room_has_no_bar_and_a_full_one_has() -> None:
    corpus = corpus_of(*TOWN)
    for limit, barred in ((1, True), (50, False)):
        rules = Rules(limit=limit)
        found = ranked(corpus, STRIKE.article.id, rules=rules)
        assert (bar_of(corpus, found, ["a.example"] * len(found), rules) > 0) is barred
    assert bar_of(corpus, found, [], Rules(limit=1, full=True)) == 0


def test_a_bar_is_at_most_the_least_score() -> None:
    corpus, rules = corpus_of(*TOWN), Rules(limit=2, collapse=False)
    found = ranked(corpus, STRIKE.article.id, rules=rules)
    assert {one.article for one in found} <= {TALKS.article.id, WALKOUT.article.id}
    assert (
        0 < bar_of(corpus, found, ["a.example", "b.example"], rules) < found[-1].score == pytest.approx(found[-1].score)
    )
