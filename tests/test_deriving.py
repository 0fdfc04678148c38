"""What is derived of articles in one pass is what each part derives by itself."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import newsgraph
from newsgraph.deriving import words_in
from newsgraph.relating import Numbered
from newsgraph.shelving import FOLDER, rows_in
from newsgraph.store import Column, InBlocks, Store
from newsgraph.surroundings import Surroundings, surroundings

EXAMPLES = [Path(__file__).parents[1] / "examples" / name for name in ("news", "feeds", "exports", "records")]


def around(store: Store) -> Surroundings:
    return surroundings(store, store.folder / "gazetteer")


def same(one: Numbered | None, other: Numbered | None) -> bool:
    if one is None or other is None:
        return one is other
    bags = one.bags.keys() == other.bags.keys() and all(
        np.array_equal(mine, theirs)
        for field in one.bags
        for mine, theirs in zip(one.bag(field), other.bag(field), strict=True)
    )
    rest: list[tuple[Any, Any]] = list(zip(one[2:], other[2:], strict=True))
    return bags and one.article == other.article and all(np.array_equal(mine, theirs) for mine, theirs in rest)


def test_what_articles_are_compared_by_is_the_same_made_with_their_words_as_made_alone(corpus: Path) -> None:
    with Store.open(corpus) as store:
        ids = [change.id for change in store.changed_since(0)]
        found = words_in(corpus, around(store), ids, compared=True)
        plain = words_in(corpus, around(store), ids)
    assert [one.document for one in found] == [one.document for one in plain]
    rows = rows_in(corpus, ids)
    assert [one.id for one in found] == [id for id, _ in rows] == ids
    assert all(same(one.compared[1] if one.compared else None, row) for one, (_, row) in zip(found, rows, strict=True))
    assert any(row is not None and len(row.bags) > 5 for _, row in rows)


@pytest.mark.parametrize("lost", [FOLDER, "text"])
def test_index_and_corpus_that_lack_different_articles_catch_up_each_by_itself(tmp_path: Path, lost: str) -> None:
    folder = tmp_path / "archive"
    with newsgraph.open_archive(folder, create=True) as archive:
        archive.add(EXAMPLES[:1])
        shutil.rmtree(folder / lost)
    with newsgraph.open_archive(folder) as archive:
        archive.add(EXAMPLES[1:])
        assert archive.verify() == []
        assert archive.search("strike").total > 0
        assert any(archive.related(article.id) for article in archive.articles())


def test_a_name_that_stays_in_its_block_leaves_nothing_to_be_told_anew(corpus: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(corpus, tmp_path / "copy")
    with Store.open(folder, write=True) as store:
        id = next(change.id for change in store.changed_since(0) if not change.withdrawn)
        before = store.touched(store.revision)
        first = Column("[]", blocks=(InBlocks(0, ("qln", "mrtqln"), "[1]"), InBlocks(1, ("dsu",), "[2]")))
        store.rename({id: first}, heard={})
        with_first = store.touched(store.revision)
        store.rename({id: first}, heard={})
        assert store.touched(store.revision) == with_first >= before
        store.rename({id: first._replace(blocks=first.blocks[:1])}, heard={})
        assert store.touched(store.revision) == with_first | {"dsu"}


def test_what_outlets_articles_tell_of_their_homes_is_counted_outlet_by_outlet(corpus: Path) -> None:
    with Store.open(corpus) as store:
        sources = [source for source in store.changed_sources(0) if "." in source]
        together = dict(store.unaided(sources))
        assert together == {source: counts for one in sources for source, counts in store.unaided([one])}
        assert together
        assert dict(store.unaided([])) == {}
        doubtful = store.doubtful_of(dict.fromkeys(sources, -1))
        assert sorted(doubtful) == sorted(id for one in sources for id in store.doubtful_of({one: -1}))
        assert store.doubtful_of(dict.fromkeys(sources, store.revision)) == []
