"""What is found by a short way is what the long way finds."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.article import Article, ArticleId, Part, ZoneKind, compose
from newsgraph.entity import EntityKind
from newsgraph.finding import explain
from newsgraph.finding.article_names import THRESHOLD, best_kind, thousandths
from newsgraph.finding.candidates import KINDS, Guess
from newsgraph.finding.guessing import hundredths
from newsgraph.finding.signs import words_of
from newsgraph.finding.spans import plain_runs, runs

BITS = sorted(
    words_of(
        """al- an- sub- d' l’ St St. Mt. A. B.- Flotilla 22 ’ 's s of the van den Ü Smith & - 1 Union Hall @ # / . and
        UNIT a Ann Quillan’s HARBOUR O’Brien Dockers’ Ümit x X"""
    )
)
PRINTED = st.lists(st.sampled_from([*BITS, " ", " ", " ", "\n"]), max_size=14).map("".join)
SHARES = st.floats(0, 1) | st.integers(0, 2000).map(lambda n: n / 2000) | st.integers(0, 200).map(lambda n: n / 200)


@given(PRINTED, st.integers(0, 30), st.integers(0, 60))
def test_runs_that_are_looked_for_from_capital_to_capital_are_the_runs(text: str, start: int, end: int) -> None:
    assert runs(text, 0, len(text)) == plain_runs(text, 0, len(text))
    assert runs(text, start, end) == plain_runs(text, start, end)


@given(SHARES)
def test_shares_are_rounded_as_round_does_it(share: float) -> None:
    assert thousandths(share) == round(share, 3)
    assert hundredths(np.array([share])) == [round(100 * round(share, 2))]


@given(st.lists(st.floats(-20, 20), min_size=4, max_size=4))
def test_a_probability_is_its_kinds_share_of_all_five(sums: list[float]) -> None:
    odds = [math.exp(value / 1.3) for value in sums]
    kind, sure = best_kind(sums)
    assert math.isclose(sure, max(odds) / (1 + math.fsum(odds)))
    assert odds[KINDS.index(kind)] == max(odds)


def named(text: str, *guesses: tuple[str, tuple[float, float, float]]) -> dict[str, EntityKind]:
    """The names of a text for whose words the tagger would have these odds."""
    words, zones = compose([Part(ZoneKind.BODY, text)])
    article = Article(id=ArticleId("article/1"), text=words, zones=zones, language="en")
    told = [Guess(words.index(name), words.index(name) + len(name), odds) for name, odds in guesses]
    found = explain(article, guesser=lambda _: [told])
    return {w.surface: w.mention.kind for w in found if w.mention and w.mention.confidence >= THRESHOLD}


def test_a_spelling_that_is_kept_is_read_by_what_the_tagger_says_of_it_here() -> None:
    text = "They were told so by the Vale and Rask again."
    apart = named(text, ("Vale and Rask", (6.0, -1.0, -1.0)))
    whole = named(text, ("Vale and Rask", (-1.0, -1.0, 6.0)))
    assert set(apart) == {"Vale", "Rask"}
    assert whole == {"Vale and Rask": EntityKind.ORGANISATION}


def test_a_full_stop_belongs_to_an_abbreviated_place_where_one_stands() -> None:
    words, zones = compose(
        [Part(ZoneKind.BODY, "They left Bowling Green, Ky. for the coast. Ky is no name of theirs.")]
    )
    article = Article(id=ArticleId("article/1"), text=words, zones=zones, language="en")
    surfaces = [w.surface for w in explain(article)]
    assert "Ky." in surfaces
    assert "Ky" in surfaces
