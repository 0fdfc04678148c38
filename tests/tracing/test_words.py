"""Words and fingerprints: the array way against a plain one."""

import subprocess
import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from newsgraph.tracing import fingerprints_of, words_of
from newsgraph.tracing.fingerprints import WINDOW, grams_of, winnowed
from newsgraph.tracing.words import words_in
from tests.tracing.writing import MINE, STRIKE, article

LETTERS = st.sampled_from("aAbéÉ9 .,’'-“”\n字")


def said(text: str) -> list[str]:
    words = words_in(text, [(0, len(text))])
    return [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)]


def plain_words(text: str) -> list[str]:
    """One letter after the other."""
    found, word = [], ""
    for char in text:
        if char in "’'":
            continue
        folded = unicodedata.normalize("NFKD", char.casefold())[0]
        if char == "字" or not char.isalnum():
            found, word = [*found, word], ""
        if char.isalnum():
            word += folded
        if char == "字":
            found, word = [*found, word], ""
    return [one for one in [*found, word] if one]


def test_capitals_accents_and_punctuation_do_not_matter() -> None:
    one = words_in("The Café—Don’t “stop”!", [(0, 22)])
    other = words_in("the cafe dont stop", [(0, 18)])
    assert one.numbers.tolist() == other.numbers.tolist()


def test_words_stand_where_they_stand_in_the_text() -> None:
    assert said("Don’t stop, d'état 3.5% — 中文") == ["Don’t", "stop", "d'état", "3", "5", "中", "文"]


def test_only_the_body_is_compared() -> None:
    assert len(words_of(article("a", "Three plain words", title="Not these"))) == 3


def test_an_article_without_a_body_has_no_words_and_no_fingerprints() -> None:
    words = words_of(article("a"))
    assert len(words) == 0
    assert len(fingerprints_of(words)) == 0


def test_figures_and_quoted_words_are_known() -> None:
    words = words_in("He said “400 men left” on day 9", [(0, 31)])
    assert words.figures.tolist() == [False, False, True, False, False, False, False, True]
    assert words.quoted.tolist() == [False, False, True, True, True, False, False, False]


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    text = "“One two\n\nthree"
    assert words_in(text, [(0, 8), (10, 15)]).quoted.tolist() == [True, True, False]


@given(st.text(LETTERS, max_size=60))
def test_equal_words_and_only_they_have_equal_numbers(text: str) -> None:
    plain = plain_words(text)
    numbers = words_in(text, [(0, len(text))]).numbers.tolist()
    assert len(numbers) == len(plain)
    assert [[a == b for b in numbers] for a in numbers] == [[a == b for b in plain] for a in plain]


@given(st.lists(st.sampled_from("abcd"), max_size=60))
def test_winnowing_keeps_the_least_of_every_window(letters: list[str]) -> None:
    text = " ".join(letters)
    grams = grams_of(words_in(text, [(0, len(text))]))
    windows = [grams[at : at + WINDOW].tolist() for at in range(max(len(grams) - WINDOW + 1, min(len(grams), 1)))]
    assert sorted(set(winnowed(grams).tolist())) == sorted({min(window) for window in windows})


@given(st.integers(0, 30), st.integers(0, 30))
def test_ten_words_in_a_row_share_a_fingerprint(before: int, after: int) -> None:
    passage = " ".join(STRIKE[1].split()[:10])
    one = article("a", " ".join(MINE[0].split()[:before]) + " " + passage)
    other = article("b", passage + " " + " ".join(MINE[1].split()[:after]))
    shared = set(fingerprints_of(words_of(one)).tolist()) & set(fingerprints_of(words_of(other)).tolist())
    assert shared


def test_fingerprints_are_the_same_in_every_process() -> None:
    code = (
        "from newsgraph.tracing import fingerprints_of; from newsgraph.tracing.words import words_in;"
        "print(fingerprints_of(words_in('Eleven ships lay at anchor', [(0, 26)])).tolist())"
    )
    told = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert told == {f"[{fingerprints_of(words_in('eleven ships lay at ANCHOR', [(0, 26)]))[0]}]\n"}
