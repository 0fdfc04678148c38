"""The table that is asked as it lies on disk gives what a dict would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.finding.numbered import Numbered, packed

STRINGS = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=4)


@given(st.lists(STRINGS, max_size=40), st.lists(st.text(max_size=4), max_size=20))
def test_a_string_has_the_number_of_its_place(strings: list[str], others: list[str]) -> None:
    table = Numbered(*packed(strings))
    plain = {string: n for n, string in enumerate(table, 1)}
    assert plain.keys() == set(strings)
    assert len(table) == len(plain)
    for string in [*strings, *others]:
        assert table.get(string) == plain.get(string)
        assert (string in table) == (string in plain)


@given(st.lists(STRINGS, max_size=40))
def test_the_order_in_which_strings_come_does_not_show(strings: list[str]) -> None:
    text, counts = packed(strings)
    again, likewise = packed(reversed(strings))
    assert (text, counts.tolist()) == (again, likewise.tolist())


def test_neighbours_in_a_bucket_are_not_one_string() -> None:
    table = Numbered(*packed(["crane", "quay"]))
    assert {"\n".join(table), "", "cran", "rane", "quay\n", "\ud800"}.isdisjoint(table)
    with pytest.raises(KeyError):
        table["harbour"]


@pytest.mark.parametrize("string", ["the\nquay", "\ud800"])
def test_what_cannot_stand_on_a_line_is_refused(string: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of text that is no Unicode Python says so itself
        packed(["crane", string])
