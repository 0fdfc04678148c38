"""Cells as scipy's compiled loops and as numpy give them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.relating import cells, compiled, ragged
from newsgraph.relating.cells import Cells, Sparse, begins_of, covered, dots
from newsgraph.relating.columns import Columns
from newsgraph.relating.ragged import Ragged

COLUMNS = 40
rows_of_cells = st.lists(
    st.dictionaries(st.integers(0, COLUMNS - 1), st.tuples(st.integers(1, 255), st.integers(0, 4096)), max_size=30),
    min_size=1,
    max_size=8,
)
vectors = st.dictionaries(st.integers(0, COLUMNS - 1), st.integers(0, 4096), max_size=30)


@pytest.fixture(params=["numpy", "scipy"])
def tools(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    loops = compiled._imported() if request.param == "scipy" else None
    assert request.param == "numpy" or loops is not None, "this scipy has no such loops any more: see compiled.py"
    for module in (cells, ragged):
        monkeypatch.setattr(module, "sparse_tools", lambda: loops)
    return str(request.param)


@pytest.mark.usefixtures("tools")
class TestBothWays:
    @given(rows_of_cells, vectors, st.data())
    def test_products_are_those_of_dictionaries(
        self, rows: list[dict[int, tuple[int, int]]], vector: dict[int, int], data: st.DataObject
    ) -> None:
        held = kept(rows)
        asked = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=10))
        taken = held.take(np.array(asked, dtype=np.intp))
        scratch = np.zeros(COLUMNS, dtype=np.int32)
        one = Sparse(np.array(list(vector), dtype=np.int32), np.array(list(vector.values()), dtype=np.int32))
        assert dots(one, taken, scratch=scratch).tolist() == [
            sum(weight * vector.get(column, 0) for column, (_, weight) in rows[at].items()) for at in asked
        ]
        assert covered(one.columns, taken, scratch=scratch).tolist() == [
            sum(weight**2 for column, (_, weight) in rows[at].items() if column in vector) for at in asked
        ]
        assert not scratch.any()

    @given(rows_of_cells, st.data())
    def test_rows_come_back_as_they_were_put(self, rows: list[dict[int, tuple[int, int]]], data: st.DataObject) -> None:
        held = kept(rows)
        asked = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=10))
        taken = held.take(np.array(asked, dtype=np.intp))
        lengths, columns, times = held.counts(np.array(asked, dtype=np.intp))
        for place, at in enumerate(asked):
            expected = {column: weight for column, (_, weight) in rows[at].items()}
            assert dict(zip(*(part.tolist() for part in taken.row(place)), strict=True)) == expected
        assert taken.owners.tolist() == [place for place, at in enumerate(asked) for _ in rows[at]]
        assert lengths.tolist() == [len(rows[at]) for at in asked]
        assert columns.tolist() == [column for at in asked for column in rows[at]]
        assert times.tolist() == [times for at in asked for times, _ in rows[at].values()]


@pytest.mark.parametrize("many", [0, 1_000])
@given(rows=rows_of_cells)
def test_columns_that_are_numbered_anew_are_told_apart_as_before(
    many: int, rows: list[dict[int, tuple[int, int]]]
) -> None:
    taken = kept(rows).take(np.arange(len(rows)))
    scratch = np.zeros(COLUMNS, dtype=np.int32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "MANY", many)
        other = taken.renumbered(scratch)
    assert not scratch.any()
    pairs = set(zip(taken.columns.tolist(), other.columns.tolist(), strict=True))
    assert len(pairs) == len({old for old, _ in pairs}) == len({new for _, new in pairs})
    assert all(new < (len(pairs) if not many else len(taken.columns)) for _, new in pairs)


def kept(rows: list[dict[int, tuple[int, int]]]) -> Ragged:
    held = Ragged(Columns(), "words")
    held.append(
        np.array([len(row) for row in rows]),
        np.array([column for row in rows for column in row], dtype=np.int32),
        np.array([times for row in rows for times, _ in row.values()], dtype=np.uint8),
        np.array([weight for row in rows for _, weight in row.values()], dtype=np.int32),
    )
    return held


def test_a_command_that_makes_one_list_does_without_scipy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_called", iter(range(compiled.CALLS_WITHOUT + 1)))
    assert [compiled.sparse_tools() for _ in range(compiled.CALLS_WITHOUT)] == [None] * compiled.CALLS_WITHOUT
    assert compiled.sparse_tools() is not None


def test_products_of_no_rows_are_none() -> None:
    empty = Cells(begins_of(np.zeros(0, np.int64)), np.zeros(0, np.int32), np.zeros(0, np.int32))
    one = Sparse(np.array([1], dtype=np.int32), np.array([2], dtype=np.int32))
    assert dots(one, empty, scratch=np.zeros(COLUMNS, dtype=np.int32)).tolist() == []
