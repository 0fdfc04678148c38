"""`verify` looks at every array of the graph and of what relates articles, and at some articles of each."""

import os
import shutil
from pathlib import Path

import pytest

import newsgraph
from newsgraph.answers import Problem

GRAPH = ("article_ids.blob", "days", "entity_ids.bounds", "members.heads", "named.weights", "naming.heads")
GRAPH = (*GRAPH, "report_of", "reported.heads", "reporting.starts", "salts", "ties.starts")
RELATED = ("keys-1.hashes", "postings-1.rows", "postings-1.weights", "whole.columns", "whole.ends")


@pytest.fixture
def folder(corpus: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(corpus, tmp_path / "archive"))


def problems(folder: Path) -> list[Problem]:
    with newsgraph.open_archive(folder) as archive:
        return archive.verify()


def arrays_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".npy", ".bin"))


def named(folder: Path, name: str) -> Path:
    return next(path for path in arrays_in(folder) if path.stem == name)


def assert_told(folder: Path, part: str) -> None:
    found = problems(folder)
    assert found
    for one in found:
        assert one.what.startswith(str(folder / part))
        assert one.mend == f"newsgraph rebuild --index {folder}"


def test_an_archive_whose_arrays_nobody_touched_is_whole(folder: Path) -> None:
    assert arrays_in(folder / "graph")
    assert arrays_in(folder / "related")
    assert problems(folder) == []


def test_arrays_that_are_not_there_are_no_trouble(folder: Path) -> None:
    shutil.rmtree(folder / "graph")
    shutil.rmtree(folder / "related")
    assert problems(folder) == []


@pytest.mark.parametrize("part", ["graph", "related"])
def test_any_file_that_was_cut_short_is_told(folder: Path, part: str) -> None:
    for path in arrays_in(folder / part):
        size = path.stat().st_size
        if not size:
            continue
        whole = path.read_bytes()
        os.truncate(path, size - 1)
        assert_told(folder, part)
        path.write_bytes(whole)
    assert problems(folder) == []


@pytest.mark.parametrize("part", ["graph", "related"])
def test_a_file_that_is_missing_is_told(folder: Path, part: str) -> None:
    next(path for path in arrays_in(folder / part) if path.stat().st_size).unlink()
    assert_told(folder, part)


@pytest.mark.parametrize("part", ["graph", "related"])
def test_a_header_that_is_none_is_told(folder: Path, part: str) -> None:
    (folder / part / "header.json").write_text('{"format": 1, "rev', encoding="utf-8")
    assert_told(folder, part)


@pytest.mark.parametrize(
    ("part", "name"), [*(("graph", name) for name in GRAPH), *(("related", name) for name in RELATED)]
)
def test_a_byte_that_is_another_is_told_and_rebuild_mends_it(folder: Path, part: str, name: str) -> None:
    path = named(folder / part, name)
    data = bytearray(path.read_bytes())
    data[-4 if part == "graph" else len(data) // 2 & ~7] ^= 0x15
    path.write_bytes(data)
    assert_told(folder, part)
    if name in ("days", "whole.columns"):
        with newsgraph.open_archive(folder) as archive:
            archive.rebuild()
        assert problems(folder) == []
