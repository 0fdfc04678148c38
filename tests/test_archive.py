"""One folder, opened as store and text."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsgraph
from newsgraph.errors import (
    ArchiveLocked,
    ArchiveNotFound,
    EngineMissing,
    UnknownName,
    UsageError,
)

EXAMPLES = [Path(__file__).parents[1] / "examples" / name for name in ("news", "feeds", "exports", "records")]
QUERIES = [
    "strike",
    '"Flotilla 22"',
    "quillan after:2024-05-05",
    "tag:blockade",
    "zone:bio reporter",
    "brackwater~",
    "",
]
ENGINES = ["tantivy", "whoosh"]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the examples, to be copied and not changed."""
    folder = tmp_path_factory.mktemp("made") / "corpus"
    with newsgraph.open_archive(folder, create=True) as archive:
        archive.add(EXAMPLES)
    return folder


@pytest.fixture
def folder(corpus: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(corpus, tmp_path / "archive"))


@pytest.fixture
def archive(folder: Path) -> Iterator[newsgraph.Archive]:
    with newsgraph.open_archive(folder) as opened:
        yield opened


def answers(archive: newsgraph.Archive) -> list[object]:
    """What a reader sees: all that may not depend on how the archive came to be."""
    found = [archive.search(query, limit=200, facets=True) for query in QUERIES]
    return [([hit.id for hit in one.hits], one.total, dict(one.facets), one.read_as) for one in found]


def write(path: Path, *records: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


RECORD = {"url": "https://ferry.example/a", "title": "Ferry late", "text": "The ferry was late again on Monday."}


def test_adding_the_same_again_changes_nothing(archive: newsgraph.Archive) -> None:
    before = archive.stats(), answers(archive)
    report = archive.add(EXAMPLES)
    assert (report.added, report.updated, report.withdrawn) == (0, 0, 0)
    assert report.unchanged == report.read - report.rejected_count > 60
    assert (archive.stats().revision, answers(archive)) == (before[0].revision, before[1])


@pytest.mark.parametrize("workers", [1, 2])
def test_the_order_of_the_input_does_not_show(corpus: Path, tmp_path: Path, workers: int) -> None:
    with newsgraph.open_archive(tmp_path / "other", create=True) as other, newsgraph.open_archive(corpus) as first:
        for part in reversed(EXAMPLES):
            other.add([part], workers=workers)
        assert [article.id for article in other.articles()] == [article.id for article in first.articles()]
        assert [a.text for a in other.articles()] == [a.text for a in first.articles()]


def test_a_rebuilt_archive_answers_as_before(archive: newsgraph.Archive) -> None:
    before = answers(archive)
    archive.rebuild()
    assert answers(archive) == before
    assert archive.verify() == []


def test_an_archive_moves_between_engines_and_finds_the_same(archive: newsgraph.Archive, folder: Path) -> None:
    def found() -> list[tuple[int, set[str]]]:
        results = [archive.search(query, limit=200) for query in QUERIES]
        return [(result.total, {hit.id for hit in result.hits}) for result in results]

    before = found()
    archive.reindex("whoosh")
    assert found() == before
    assert sorted(path.name for path in (folder / "text").iterdir()) == ["whoosh"]
    assert archive.stats().engine == "whoosh"
    with newsgraph.open_archive(folder, engine="whoosh") as again:
        assert again.verify() == []


def test_what_is_derived_may_be_deleted(archive: newsgraph.Archive, folder: Path) -> None:
    before = answers(archive)
    archive.close()
    shutil.rmtree(folder / "text")
    with newsgraph.open_archive(folder) as again:
        assert answers(again) == before


def test_an_index_that_stayed_behind_is_caught_up_when_it_is_asked(folder: Path, tmp_path: Path) -> None:
    behind = shutil.copytree(folder / "text", tmp_path / "behind")
    with newsgraph.open_archive(folder) as archive:
        archive.add([write(tmp_path / "new.jsonl", RECORD)])
    shutil.rmtree(folder / "text")
    shutil.move(behind, folder / "text")  # as if the add had been killed before it committed the words
    with newsgraph.open_archive(folder) as archive:
        assert [hit.title for hit in archive.search("ferry late monday").hits][:1] == ["Ferry late"]
        assert archive.verify() == []


def test_an_index_that_is_ahead_of_an_older_store_is_made_again(folder: Path, tmp_path: Path) -> None:
    older = shutil.copy(folder / "archive.db", tmp_path / "older.db")
    with newsgraph.open_archive(folder) as archive:
        archive.add([write(tmp_path / "new.jsonl", RECORD)])
    for path in folder.glob("archive.db*"):
        path.unlink()
    shutil.copy(older, folder / "archive.db")
    with newsgraph.open_archive(folder) as archive:
        assert archive.search('"ferry late"').total == 0
        assert archive.verify() == []


def test_an_open_archive_sees_what_another_adds(archive: newsgraph.Archive, folder: Path, tmp_path: Path) -> None:
    assert archive.search('"ferry was late"').total == 0
    with newsgraph.open_archive(folder) as other:
        other.add([write(tmp_path / "new.jsonl", RECORD)])
    assert archive.search('"ferry was late"').total == 1


def test_a_changed_article_is_found_by_its_new_words_only(tmp_path: Path) -> None:
    source = tmp_path / "ferry.jsonl"
    with newsgraph.open_archive(tmp_path / "archive", create=True) as archive:
        archive.add([write(source, RECORD)])
        report = archive.add([write(source, {**RECORD, "text": "The boat was punctual on Monday."})])
        assert (report.updated, report.added) == (1, 0)
        assert archive.search("punctual").total == 1
        assert archive.search('"late again"').total == 0
        (found,) = archive.search("punctual").hits
        assert "late again" in archive.article(found.id, version=1).body


def test_a_withdrawn_article_is_in_no_answer(tmp_path: Path) -> None:
    notice = {"uri": "ferry-1", "type": "text", "pubstatus": "canceled", "version": "2", "headline": "KILL"}
    with newsgraph.open_archive(tmp_path / "archive", create=True) as archive:
        archive.add([write(tmp_path / "a.jsonl", {**RECORD, "url": "", "id": "ferry-1", "source": "Ferry Wire"})])
        assert archive.search("ferry").total == 1
        (tmp_path / "kill.json").write_text(json.dumps(notice))
        report = archive.add([tmp_path / "kill.json"])
        assert report.withdrawn == 1
        assert archive.search("ferry").total == 0
        assert list(archive.articles()) == []
        assert archive.stats().withdrawn == 1
        with pytest.raises(UnknownName, match="withdrawn"):
            archive.article("ferry-1")


def test_an_article_answers_to_each_of_its_names(archive: newsgraph.Archive) -> None:
    article = next(a for a in archive.articles() if a.external_id and a.url)
    names = [article.id, article.id[:16], article.id.removeprefix("article/"), article.url, article.external_id]
    assert {archive.article(name).id for name in names} == {article.id}


@pytest.mark.parametrize("name", ["article/0000000000000000", "nobody", "", "https://nowhere.example/", "article/"])
def test_a_name_that_nobody_or_everybody_has_says_so(archive: newsgraph.Archive, name: str) -> None:
    with pytest.raises(UnknownName) as raised:
        archive.article(name)
    assert raised.value.hint


def test_only_one_writes_and_the_other_hears_who(archive: newsgraph.Archive, folder: Path) -> None:
    from newsgraph.store import Store

    with Store.open(folder, write=True), pytest.raises(ArchiveLocked, match=r"\d"):
        archive.add(EXAMPLES)


def test_there_must_be_an_archive_and_its_engine_must_fit(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveNotFound) as raised:
        newsgraph.open_archive(tmp_path / "none")
    assert "newsgraph add" in raised.value.hint
    assert not (tmp_path / "none").exists()
    with pytest.raises(UsageError, match="tantivy"):
        newsgraph.open_archive(folder, engine="whoosh")
    with pytest.raises(EngineMissing):
        newsgraph.open_archive(tmp_path / "new", create=True, engine="grep")


def test_verify_tells_what_is_wrong_and_how_to_mend_it(folder: Path) -> None:
    with sqlite3.connect(folder / "archive.db") as database:
        database.execute("UPDATE words SET text = text || ' forged' WHERE version = 1")
    database.close()
    with newsgraph.open_archive(folder) as archive:
        problems = archive.verify()
    assert problems
    assert all(problem.mend for problem in problems)


@pytest.mark.parametrize("arguments", [{"limit": -1}, {"offset": -1}])
def test_pages_below_zero_are_refused(archive: newsgraph.Archive, arguments: dict[str, int]) -> None:
    with pytest.raises(UsageError):
        archive.search("strike", **arguments)


def test_pages_follow_one_another(archive: newsgraph.Archive) -> None:
    whole = [hit.id for hit in archive.search("strike", limit=30).hits]
    pages = [hit.id for start in range(0, 30, 7) for hit in archive.search("strike", limit=7, offset=start).hits]
    assert pages[: len(whole)] == whole


def test_a_highlight_is_cut_from_its_article(archive: newsgraph.Archive) -> None:
    for hit in archive.search("strike OR mine").hits:
        text = archive.article(hit.id).text
        for highlight in hit.highlights:
            assert text[highlight.start : highlight.start + len(highlight.text)] == highlight.text
            assert all(highlight.text[start:end] for start, end in highlight.marks)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_newest_come_first_when_asked(tmp_path: Path, engine: str) -> None:
    with newsgraph.open_archive(tmp_path / "archive", create=True, engine=engine) as archive:
        archive.add(EXAMPLES)
        dates = [hit.published for hit in archive.search("port", sort="newest", limit=50).hits]
    dated = [date for date in dates if date]
    assert dated == sorted(dated, reverse=True)
    assert dates[: len(dated)] == dated
