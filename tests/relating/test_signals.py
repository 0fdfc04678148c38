"""The arrays against plain dictionaries."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from newsgraph.article import ArticleId
from newsgraph.relating import Corpus, Epoch, Features, Field, SignalName
from newsgraph.relating.closeness import between
from newsgraph.relating.epoch import SCALE
from newsgraph.relating.scoring import Scores
from newsgraph.relating.signals import Block, strengths
from tests.relating.port import MINE, OYSTERS, STRIKE, TALKS, corpus_of, many_features, rows_of, told


def plain_cosine(epoch: Epoch, one: Features, other: Features, fields: tuple[Field, Field]) -> float:
    """What `Block.cosine` gives, out of dictionaries."""
    mine = epoch.vector(one, fields[0])
    theirs = epoch.vector(other, fields[1])
    total = sum(weight * theirs[key] for key, weight in mine.items() if key in theirs)
    return min(1.0, total / SCALE**2)


def plain_nearness(one: Features, other: Features) -> float:
    def km(a: tuple[float, ...], b: tuple[float, ...]) -> float:
        lat, lon, lat_b, lon_b = map(math.radians, (a[0], a[1], b[0], b[1]))
        cosine = math.sin(lat) * math.sin(lat_b) + math.cos(lat) * math.cos(lat_b) * math.cos(lon - lon_b)
        return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))

    def towards(mine: Features, theirs: Features) -> float:
        near = [(s.times, max(math.exp(-km(s, t) / 300) for t in theirs.spots)) for s in mine.spots]
        return sum(times * close for times, close in near) / sum(times for times, _ in near)

    return (towards(one, other) + towards(other, one)) / 2 if one.spots and other.spots else 0.0


@settings(deadline=None, max_examples=60)
@given(many_features())
def test_arrays_give_what_dictionaries_give(articles: list[Features]) -> None:
    corpus = Corpus.of(articles)
    rows = rows_of(corpus, *articles)
    block = Block(corpus, corpus.own(int(rows[0])), rows)
    for fields in ((Field.WHOLE, Field.WHOLE), (Field.OPENING, Field.WHOLE), (Field.PEOPLE, Field.PEOPLE)):
        plain = [plain_cosine(corpus.epoch, articles[0], other, fields) for other in articles]
        assert block.cosine(*fields).tolist() == plain
    near = [plain_nearness(articles[0], other) for other in articles]
    assert np.allclose(strengths(block)[SignalName.NEARNESS], near, atol=1e-6)


@settings(deadline=None, max_examples=60)
@given(many_features())
def test_every_strength_is_between_0_and_1_and_all_but_novelty_the_same_both_ways(articles: list[Features]) -> None:
    corpus = Corpus.of(articles)
    rows = corpus.rows()
    table = [strengths(Block(corpus, corpus.own(int(row)), rows)) for row in rows]
    for name in set(SignalName) - {SignalName.MEANING}:  # see test_meaning.py
        square = np.array([one[name] for one in table])
        assert ((square >= 0) & (square <= 1)).all()
        assert name is SignalName.NOVELTY or np.allclose(square, square.T)


@settings(deadline=None, max_examples=40)
@given(many_features())
def test_closeness_is_the_same_both_ways_to_the_bit(articles: list[Features]) -> None:
    corpus = Corpus.of(articles)
    close = between(corpus, [one.article for one in articles])
    assert (close == close.T).all()


@settings(deadline=None, max_examples=40)
@given(many_features(least=3))
def test_candidates_are_the_same_turned_at_once_or_bit_by_bit(articles: list[Features]) -> None:
    whole = Corpus.of(articles)
    pieces = Corpus.of(articles)
    pieces.postings.runs.clear()
    for rows in range(1, len(articles) + 1):
        pieces.turn(rows)
    for row in range(len(articles)):
        assert whole.candidates(whole.own(row)).tolist() == pieces.candidates(pieces.own(row)).tolist()


@settings(deadline=None, max_examples=60)
@given(many_features())
def test_novelty_is_what_dictionaries_give(articles: list[Features]) -> None:
    corpus = Corpus.of(articles)
    rows = rows_of(corpus, *articles)
    found = strengths(Block(corpus, corpus.own(int(rows[0])), rows))[SignalName.NOVELTY].tolist()
    mine = corpus.epoch.vector(articles[0], Field.WHOLE)
    for other, strength in zip(articles, found, strict=True):
        theirs = corpus.epoch.vector(other, Field.WHOLE)
        shared = min(1.0, sum(weight**2 for key, weight in theirs.items() if key in mine) / SCALE**2)
        assert strength == plain_cosine(corpus.epoch, articles[0], other, (Field.WHOLE, Field.WHOLE)) * (1 - shared)


@settings(deadline=None, max_examples=60)
@given(many_features())
def test_no_article_is_worth_more_to_another_than_was_thought(articles: list[Features]) -> None:
    corpus = Corpus.of(articles)
    rows = corpus.rows()
    thought = [Scores.of(Block(corpus, corpus.own(int(row)), rows)).for_them() for row in rows]
    for at, row in enumerate(rows):
        theirs = Scores.of(Block(corpus, corpus.own(int(row)), rows))
        for other, (totals, substances) in enumerate(thought):
            assert theirs.totals[other] <= totals[at] + 1e-6
            assert theirs.substances[other] <= substances[at] + 1e-6


def test_a_long_report_adds_to_a_short_one_and_not_the_reverse() -> None:
    more = "The inquiry into the crane frame opens on Monday, and the insurers of the yard have sent two engineers."
    short = told("short", "Dockers strike over a crane frame", "The dockers want every crane inspected.")
    long = told("long", "Dockers strike over a crane frame", f"The dockers want every crane inspected. {more}")
    corpus = corpus_of(short, long, MINE, OYSTERS)
    one, other = rows_of(corpus, short, long)

    def adds(mine: int, theirs: int) -> float:
        return float(strengths(Block(corpus, corpus.own(mine), np.array([theirs])))[SignalName.NOVELTY][0])

    assert adds(one, other) > 0.2
    assert adds(other, one) == pytest.approx(0.0, abs=1e-3)
    assert adds(one, one) == pytest.approx(0.0, abs=1e-3)


def test_what_people_say_in_the_same_words_is_quoted() -> None:
    corpus = corpus_of(STRIKE, TALKS, MINE)
    strike, *others = rows_of(corpus, STRIKE, TALKS, MINE)
    quoted = strengths(Block(corpus, corpus.own(strike), np.array(others)))[SignalName.QUOTES]
    assert quoted[0] > 0.5
    assert quoted[1] == 0


@pytest.mark.parametrize(("days", "strength"), [(0, 1.0), (3, 0.5), (30, 1 / 11)])
def test_days_apart_never_bury_the_archive(days: int, strength: float) -> None:
    corpus = Corpus.of([OYSTERS.features, replace(STRIKE.features, day=(OYSTERS.features.day or 0) + days)])
    one, other = rows_of(corpus, OYSTERS, STRIKE)
    assert strengths(Block(corpus, corpus.own(one), np.array([other])))[SignalName.DAYS][0] == pytest.approx(strength)


def test_a_rare_name_weighs_more_than_a_common_one() -> None:
    bags = [{"actor/mayor": 1}] * 58 + [{"actor/mayor": 1, "actor/rask": 1}] * 2 + [{"actor/pell": 1}] * 40
    epoch = Corpus.of(
        Features(article=ArticleId(f"article/{at}"), bags={Field.PEOPLE: bag}) for at, bag in enumerate(bags)
    ).epoch
    assert epoch.rarity(Field.PEOPLE, "actor/rask") > epoch.rarity(Field.PEOPLE, "actor/mayor") > 0
    assert epoch.rarity(Field.PEOPLE, "actor/never-seen") > epoch.rarity(Field.PEOPLE, "actor/rask")
