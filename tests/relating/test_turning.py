"""However many parts rows are turned in, each column leads to the same rows and weights, in the same order."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.relating import Corpus, new_folder, open_corpus, save_corpus, turning
from newsgraph.relating.columns import Columns
from newsgraph.relating.ragged import Ragged
from newsgraph.relating.turning import Turned, turned
from tests.relating.port import TOWN

Rows = list[dict[int, int]]  # by column its weight
rows = st.lists(st.dictionaries(st.integers(0, 30), st.integers(1, 4096), max_size=6), max_size=25)


def held(found: Rows) -> Ragged:
    cells = Ragged(Columns(), "words")
    columns = np.array([column for row in found for column in row], dtype=np.int32)
    weights = np.array([weight for row in found for weight in row.values()], dtype=np.int32)
    cells.append(np.array([len(row) for row in found]), columns, np.ones(len(columns), np.uint8), weights)
    return cells


def plainly(words: Rows, names: Rows, first: int, end: int) -> list[tuple[int, int, int]]:
    """Column, row and weight of every cell; names have columns of their own."""
    told = [(column, at, weight) for at in range(first, end) for column, weight in words[at].items()]
    told += [(100 + column, at, weight) for at in range(first, end) for column, weight in names[at].items()]
    return sorted(told)


def cells(found: Turned) -> list[tuple[int, int, int]]:
    columns = np.repeat(found.columns, np.diff(found.starts))
    return list(zip(columns.tolist(), found.rows.tolist(), found.weights.tolist(), strict=True))


@given(rows, st.integers(1, 40), st.data())
def test_parts_make_what_all_at_once_makes(words: Rows, at_once: int, data: st.DataObject) -> None:
    names = [dict(list(row.items())[:2]) for row in reversed(words)]
    fields = [held(words), held([{100 + column: weight for column, weight in row.items()} for row in names])]
    first = data.draw(st.integers(0, len(words)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(turning, "SAMPLED", 2)
        found = turned(fields, first, len(words), at_once=at_once)
    assert cells(found) == plainly(words, names, first, len(words))
    assert np.all(found.columns[1:] > found.columns[:-1])
    whole = turned(fields, first, len(words))
    for ours, theirs in zip(found, whole, strict=True):
        assert ours.dtype == theirs.dtype
        assert np.array_equal(ours, theirs)


def test_an_epoch_that_is_made_in_pieces_is_the_one_made_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file of it, to the byte, and nothing else stays in the folder."""
    corpus = Corpus.of([one.features for one in TOWN], topics=4)
    save_corpus(corpus.renewed(new_folder(tmp_path / "whole", 1), topics=4), tmp_path / "whole", revision=1)
    for name, value in (("newsgraph.relating.turning.AT_ONCE", 40), ("newsgraph.relating.columns.AT_ONCE", 7)):
        monkeypatch.setattr(name, value)
    for name, value in (("newsgraph.relating.epoch.AT_ONCE", 9), ("newsgraph.mapped.SAVED_AT_ONCE", 11)):
        monkeypatch.setattr(name, value)
    save_corpus(corpus.renewed(new_folder(tmp_path / "pieces", 1), topics=4), tmp_path / "pieces", revision=1)
    files = sorted(file.name for file in (tmp_path / "whole" / "1").iterdir())
    assert files == sorted(file.name for file in (tmp_path / "pieces" / "1").iterdir())
    for file in files:
        assert (tmp_path / "whole/1" / file).read_bytes() == (tmp_path / "pieces/1" / file).read_bytes(), file
    assert len(open_corpus(tmp_path / "pieces")[0]) == len(corpus)
