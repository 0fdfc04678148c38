"""Names of several words, found among the words of a text."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.finding.known_names import KnownNames
from newsgraph.finding.list_files import organisations, places, sections
from newsgraph.finding.tagger import Tagger

NAMES = {"North Kivu": 2, "Kivu North Kivu": 2, "Doctors Without Borders": 1, "North Kivu Police": 1}
KNOWN = KnownNames(NAMES)


def plain(words: list[str]) -> list[tuple[int, int, int]]:
    """From the left, the longest name at each word."""
    found, at = [], 0
    while at < len(words):
        ends = [end for end in range(len(words), at + 1, -1) if " ".join(words[at:end]) in NAMES]
        if ends:
            found.append((at, ends[0], NAMES[" ".join(words[at : ends[0]])]))
        at = ends[0] if ends else at + 1
    return found


@given(st.lists(st.sampled_from(["North", "Kivu", "Police", "Doctors", "Without", "Borders", "the"]), max_size=12))
def test_the_longest_name_from_the_left_is_found(words: list[str]) -> None:
    assert KNOWN.found(np.array(KNOWN.numbers(words), np.int64)) == plain(words)


def test_every_listed_name_is_clean() -> None:
    names = [*places(), *(name for found in organisations().values() for name in found)]
    assert all(name == " ".join(name.split()) and "," not in name for name in names)
    assert {"Doctors Without Borders", "M23"} <= {n for found in organisations().values() for n in found}
    assert "North Kivu" in places()
    assert sections("word_kinds.txt")["day"][:2] == ["monday", "tuesday"]


def test_a_listed_name_is_found_where_the_sentence_says_little() -> None:
    words = ["Groups", "like", "Doctors", "Without", "Borders", "have", "reported", "this", "."]
    assert [span[:3] for span in Tagger.shipped().tag([words])[0]] == [(2, 5, "ORG")]
