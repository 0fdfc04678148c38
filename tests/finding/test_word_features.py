"""What a single word looks like, in sentences with case and without."""

import pytest

from newsgraph.finding.word_features import CAPITALS, Entry, features_of, in_capitals, readings, shape_of, usual_form

LISTS = {
    "talks": Entry((), 7, 3, "talks"),
    "us": Entry((), 3, 1, "US"),
    "merrin": Entry(("city",), 9, 0, "Merrin"),
    "mcrae": Entry((), -1, 0, "McRae"),
}
SHAPES = {
    "C-47": "X-0",
    "McCain": "XxXx",
    "M23": "X0",
    "al-Shabaab": "x-Xx",
    "1,000": "0,0",
    "U.S.": "X.X.",
    "Ünal": "Xx",
}
USUAL = {"TALKS": "talks", "US": "US", "MCRAE": "McRae", "OBSCURE": "Obscure", "JEAN-PAUL": "Jean-Paul", "M23": "M23"}


@pytest.mark.parametrize("word", SHAPES)
def test_a_shape_keeps_the_changes_of_case(word: str) -> None:
    assert shape_of(word) == SHAPES[word]


@pytest.mark.parametrize("word", USUAL)
def test_a_word_in_capitals_is_read_as_it_is_mostly_written(word: str) -> None:
    assert usual_form(word, LISTS) == USUAL[word]


def test_a_headline_in_capitals_is_read_as_such_and_an_acronym_is_none() -> None:
    assert in_capitals(["MERRIN", "STRIKE", "TALKS", "FAIL", "."])
    assert not in_capitals(["The", "FBI", "and", "the", "CIA", "said", "so", "."])
    assert readings(["MERRIN", "A", "47", "."]) == [f"{CAPITALS}MERRIN", "A", "47", "."]
    assert readings(["He", "left", "NATO"]) == ["He", "left", "NATO"]


def test_capitals_give_the_features_of_the_usual_form() -> None:
    plain, loud = features_of("Merrin", LISTS), features_of(f"{CAPITALS}MERRIN", LISTS)
    assert loud.identity == plain.identity
    assert loud.own == plain.own
    assert "f=city" in loud.wide
    assert "f=city" in plain.wide
    assert "m" in loud.wide


def test_only_numbers_lose_their_digits() -> None:
    assert features_of("1996", LISTS).identity == features_of("2024", LISTS).identity
    assert features_of("M23", LISTS).identity != features_of("M24", LISTS).identity
