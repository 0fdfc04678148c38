"""A pattern that is compiled late is the pattern."""

import copy
import re

import pytest

from newsgraph.patterns import late


@pytest.mark.parametrize("text", ["the quay at Port Averin", "QUAY", "", "no harbour"])
def test_a_late_pattern_finds_what_the_pattern_finds(text: str) -> None:
    one, other = late(r"\b(quay)\b", re.IGNORECASE), re.compile(r"\b(quay)\b", re.IGNORECASE)
    for _ in range(2):  # the second time it is compiled
        assert one.sub("pier", text) == other.sub("pier", text)
        assert [match.span(1) for match in one.finditer(text)] == [match.span(1) for match in other.finditer(text)]
        assert (one.search(text) is None) == (other.search(text) is None)
    assert (one.pattern, one.flags, one.groups) == (other.pattern, other.flags, other.groups)


def test_a_wrong_expression_is_told_when_it_is_asked() -> None:
    wrong = late("(")
    with pytest.raises(re.error):
        wrong.search("quay")


def test_a_late_pattern_can_be_copied() -> None:
    assert copy.copy(late("quay")).search("the quay")
