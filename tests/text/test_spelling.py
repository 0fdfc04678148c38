import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.text.spelling import edits

WORDS = st.text(alphabet="abc", max_size=6)


def _plain(a: str, b: str) -> int:
    """The definition, by recursion on the last letters."""
    if not a or not b:
        return len(a) + len(b)
    best = min(_plain(a[:-1], b) + 1, _plain(a, b[:-1]) + 1, _plain(a[:-1], b[:-1]) + (a[-1] != b[-1]))
    if len(a) > 1 and len(b) > 1 and a[-1] == b[-2] and a[-2] == b[-1]:
        best = min(best, _plain(a[:-2], b[:-2]) + 1)
    return best


@pytest.mark.parametrize(
    ("a", "b", "distance"), [("port", "port", 0), ("prot", "port", 1), ("harbor", "harbour", 1), ("ca", "abc", 3)]
)
def test_edits_are_counted(a: str, b: str, distance: int) -> None:
    assert edits(a, b, 5) == distance


@given(WORDS, WORDS, st.integers(0, 3))
def test_edits_are_those_of_the_definition_up_to_the_limit(a: str, b: str, most: int) -> None:
    assert edits(a, b, most) == min(_plain(a, b), most + 1)
