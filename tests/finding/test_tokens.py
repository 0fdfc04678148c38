"""Words and sentences of raw news text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.finding.tokens import tokens_of

SENTENCES = {
    "Mr. Smith of the U.S. Senate left. He flew home.": ["Mr. Smith of the U.S. Senate left .", "He flew home ."],
    "Gen. J. Edgar met Lt. Col. Lee.": ["Gen. J. Edgar met Lt. Col. Lee ."],
    '"It is over," he said. "We won."': ['" It is over , " he said .', '" We won . "'],
    "Omar Hassan\n\nNorth Kivu is tense.": ["Omar Hassan", "North Kivu is tense ."],
    "It fell\nto 3.5 percent.": ["It fell to 3.5 percent ."],
    "Shares of Acme Inc. rose. Acme Corp. fell.": ["Shares of Acme Inc. rose .", "Acme Corp. fell ."],
    "Is it? Yes! No…": ["Is it ?", "Yes !", "No …"],
    "He works for Acme Inc. She does not.": ["He works for Acme Inc .", "She does not ."],
    "They met on Jan. 5, 2020. It rained.": ["They met on Jan. 5 , 2020 .", "It rained ."],
    "Sen. Joe Oster Joseph (Joe) OsterFormer mayor says MORE left.": [
        "Sen. Joe Oster",
        "Joseph ( Joe ) Oster",
        "Former mayor says MORE left .",
    ],
    "Ann McVey Ann Mary McVeyGOP votes": ["Ann McVey", "Ann Mary McVey", "GOP votes"],
    "Harbour Watch and WatchTower met": ["Harbour Watch and WatchTower met"],
    "He lives in the U.S. The town is small.": ["He lives in the U.S.", "The town is small ."],
}
WORDS = {
    "Félix's M23 rebels": ["Félix", "'s", "M23", "rebels"],
    "al-Shabaab, C-47 and AT&T": ["al-Shabaab", ",", "C-47", "and", "AT&T"],
    "O’Brien’s U.S.-led force": ["O’Brien", "’s", "U.S.-led", "force"],
    "1,000 men at 10:30": ["1,000", "men", "at", "10:30"],
    "end--start": ["end", "--", "start"],
    "see https://a.org/b?c=1 now": ["see", "https://a.org/b?c=1", "now"],
}


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_end_where_a_reader_ends_them(text: str) -> None:
    assert [" ".join(words) for words in tokens_of(text).sentences()] == SENTENCES[text]


@pytest.mark.parametrize("text", WORDS)
def test_words_keep_what_names_need(text: str) -> None:
    assert tokens_of(text).words == WORDS[text]


@given(st.text(max_size=200) | st.text(alphabet="AaBb.'’\" \n\t\u00a0-1?!()Mr", max_size=80))
def test_every_sign_is_in_one_word_and_offsets_are_true(text: str) -> None:
    tokens = tokens_of(text)
    spans = list(zip(tokens.words, tokens.starts.tolist(), tokens.ends.tolist(), strict=True))
    assert all(text[start:end] == word for word, start, end in spans)
    assert all(before[2] <= after[1] for before, after in itertools.pairwise(spans))
    assert "".join(tokens.words) == "".join(text.split())
    assert [w for words in tokens.sentences() for w in words] == tokens.words
    assert all(tokens.sentences())


def test_a_listing_is_no_sentence_of_thousands_of_words() -> None:
    tokens = tokens_of("NAME PLACE 47 " * 1000)
    assert max(len(words) for words in tokens.sentences()) <= 300
    assert sum(len(words) for words in tokens.sentences()) == 3000
