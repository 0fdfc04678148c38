"""Arrays are mapped, rows of large ones are read, and what is mapped is let go of: the numbers stay what they are."""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from newsgraph import mapped as maps
from newsgraph.mapped import ease, file_bytes, is_large, let_go, mapped, mapped_numbers, rows_of, save
from newsgraph.relating.ragged import copied, gathered, taken

BERTHS = np.arange(5_000, dtype=np.int32)
spans = st.lists(st.tuples(st.integers(0, 2_400), st.integers(0, 90)), max_size=40)
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in this way on Linux alone")


@pytest.fixture(scope="module")
def berths(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NDArray[np.int32]]:
    """In a file that counts as a large one for as long as these tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(maps, "LARGE", 1_000)
        patch.setattr(maps, "WITH_LARGE", 1_000)
        file = tmp_path_factory.mktemp("port") / "berths.npy"
        save(file, BERTHS)
        yield mapped(file)


@on_linux
def test_of_a_large_file_rows_are_read_and_of_a_small_one_they_are_not(
    berths: NDArray[np.int32], tmp_path: Path
) -> None:
    save(tmp_path / "cranes.npy", BERTHS[:10])
    assert is_large(berths[5:90])
    assert not is_large(mapped(tmp_path / "cranes.npy"))
    assert not is_large(BERTHS)
    ones = np.ones(1, dtype=np.int64)
    assert rows_of(BERTHS, ones, ones) is None
    assert rows_of(berths[::2], ones, ones) is None  # not end to end in the file


@given(spans, st.integers(1, 2), st.integers(0, 9))
def test_rows_that_are_read_are_those_that_are_mapped(
    berths: NDArray[np.int32], found: list[tuple[int, int]], width: int, skipped: int
) -> None:
    """Of a part of the file too, and of rows of several numbers."""
    plain = BERTHS[2 * skipped :].reshape(-1, width)[:2_490]
    array = berths[2 * skipped :].reshape(-1, width)[:2_490]
    starts, lengths = np.array(found, dtype=np.int64).reshape(-1, 2).T
    expected = np.concatenate([plain[:0], *(plain[start : start + length] for start, length in found)])
    assert np.array_equal(copied(array, starts, lengths), expected)
    assert np.array_equal(taken(array, starts), plain[starts])
    if width == 1:
        columns, values = gathered(array[:, 0], array[:, 0], starts, lengths)
        assert np.array_equal(columns, expected[:, 0])
        assert np.array_equal(values, expected[:, 0])


def test_rows_are_read_of_a_file_that_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maps, "LARGE", 8)
    monkeypatch.setattr(maps, "WITH_LARGE", 8)
    file = tmp_path / "berths.bin"
    BERTHS.tofile(file)
    array = mapped_numbers(file, np.int32, (BERTHS.size,))
    try:
        file.unlink()
    except OSError:
        pytest.skip("this system keeps files that are in use")
    assert taken(array, np.array([7, 4_999, 7])).tolist() == [7, 4_999, 7]


@on_linux
def test_what_is_mapped_is_let_go_of_when_it_is_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = 4 << 20
    (tmp_path / "holds.bin").write_bytes(bytes(range(256)) * (many // 256))
    array = mapped_numbers(tmp_path / "holds.bin", np.uint8, (many,))
    let_go()
    before = file_bytes()
    total = int(array.sum())
    held = file_bytes() - before
    assert held > many // 2
    monkeypatch.setattr(maps, "EVERY", 1)
    ease(most=2 * many)
    assert file_bytes() - before > many // 2
    ease(most=many // 4)
    assert file_bytes() - before < many // 2
    assert int(array.sum()) == total


@pytest.mark.parametrize("shape", [(0,), (7,), (3, 4), (0, 4), ()])
def test_an_array_is_saved_as_numpy_saves_it(
    tmp_path: Path, shape: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maps, "SAVED_AT_ONCE", 5)
    array = np.arange(int(np.prod(shape)), dtype=np.float32).reshape(shape)
    save(tmp_path / "ours.npy", array)
    np.save(tmp_path / "theirs.npy", array)
    assert (tmp_path / "ours.npy").read_bytes() == (tmp_path / "theirs.npy").read_bytes()
