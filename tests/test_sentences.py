"""Sentences end where a reader would say that they do, and nothing of a text is lost between two of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.sentences import sentence_around, sentence_ends, sentences_of


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences_of(text, 0, len(text))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The crane fell on Oct. 22, 2019 in Brackwater.", "Nobody was hurt."],
        ["“We knew,” said Gov. Ann Oster.", "“Nobody asked.”"],
        ["J. P. Quillan waited until 5 p.m. on Tuesday.", "Then he left!", "Why?"],
        ["The U.S. Navy sent Lt. Col. Bram Vasse.", "He came in No. 4 of the harbour's boats …", "It sank."],
        ["One paragraph without an end", "Another."],
    ],
)
def test_an_abbreviation_ends_no_sentence(sentences: list[str]) -> None:
    joint = "\n\n" if sentences[0][-1] not in ".!?…”" else " "
    assert cut(joint.join(sentences)) == sentences


@given(st.text(st.sampled_from('Ab. !?…”"\n1'), max_size=60))
def test_all_letters_stand_in_a_sentence_in_order(text: str) -> None:
    assert "".join("".join(one.split()) for one in cut(text)) == "".join(text.split())
    ends = list(sentence_ends(text, 0, len(text)))
    assert ends == sorted(set(ends))


@given(st.text(st.sampled_from("Ab. !?\n1"), min_size=1, max_size=60), st.data())
def test_the_sentence_around_a_letter_is_the_one_that_holds_it(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    start, end = sentence_around(text, at)
    if not text[at].isspace():
        assert (start, end) in set(sentences_of(text, 0, len(text)))
        assert start <= at < end
