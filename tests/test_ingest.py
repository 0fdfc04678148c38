"""How is it told how far an `add` is?"""

import json
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from shutil import rmtree

import pytest

from newsgraph import Archive, Progress, ingest, open_archive
from newsgraph.ingest import Course

STORY = "The harbour master of Varnmouth has closed the north quay, where two cranes have stood still since the storm."


def records(numbers: range) -> str:
    made = ({"id": f"r{n}", "title": f"Cranes, part {n}", "text": f"{STORY} Part {n} of many."} for n in numbers)
    return "".join(json.dumps(record) + "\n" for record in made)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.jsonl").write_text(records(range(80 * number, 80 * number + 80)), encoding="utf-8")
    (folder / "garbage.bin").write_bytes(bytes(range(256)))
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive", create=True) as opened:
        yield opened


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Progress]:
    """What a watcher hears that is told of everything at once."""
    monkeypatch.setattr(ingest, "REPORT_SECONDS", 0.0)
    return []


@pytest.mark.parametrize("workers", [1, 2])
def test_progress_grows_to_all_that_was_read(archive: Archive, news: Path, told: list[Progress], workers: int) -> None:
    report = archive.add([news], workers=workers, watch=told.append)
    phases = list(dict.fromkeys(each.phase for each in told))
    derived = ["telling names apart", "looking for copies", "indexing", "writing the index", "building the graph"]
    derived.append("relating articles")
    assert phases == ["adding", *derived]
    for phase in derived[:3]:
        counted = [each.done for each in told if each.phase == phase]
        assert counted == sorted(counted)
        assert {each.total for each in told if each.phase == phase} == {counted[-1]}
    told[:] = [each for each in told if each.phase == "adding"]
    assert {(each.phase, each.total, each.unit) for each in told} == {("adding", None, "articles")}
    assert [each.done for each in told] == sorted(each.done for each in told)
    parts = [each.share or 0.0 for each in told]
    assert parts == sorted(parts)
    assert len(set(parts)) > 4
    assert told[0] == Progress("adding", 0, None, "articles", 0.0)
    assert told[-1] == Progress("adding", report.read, None, "articles", 1.0)
    assert report.read == 401


def test_what_is_told_is_what_came_back_clean_and_not_what_was_read_ahead() -> None:
    told: list[Progress] = []
    read = iter([0.0, 0.25, 0.5, 1.0])
    course = Course(told.append, lambda: next(read))
    chunks = course.leaving(iter([[1], [2], [3]]))
    ahead = list(chunks)  # as a crew of workers takes them
    for _ in course.returning(ahead):
        course.tell(at_once=True)
    assert [(each.done, each.share) for each in told[-3:]] == [(1, 0.25), (2, 0.5), (3, 1.0)]


def test_progress_is_told_in_the_thread_of_the_caller(archive: Archive, news: Path, told: list[Progress]) -> None:
    threads = set()
    archive.add([news], workers=2, watch=lambda _: threads.add(threading.get_ident()))
    assert threads == {threading.get_ident()}


def test_a_watcher_that_raises_stops_the_job_and_the_archive_is_whole(archive: Archive, news: Path) -> None:
    def stop(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.add([news], watch=stop)
    assert archive.verify() == []
    assert archive.add([news]).added == 400


def test_reports_keep_their_distance(archive: Archive, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Progress] = []
    monkeypatch.setattr(ingest, "REPORT_SECONDS", 60.0)
    archive.add([news], watch=told.append)
    assert [each.share for each in told if each.phase == "adding"] == [0.0, 1.0]


def test_from_standard_input_only_the_count_is_known(
    archive: Archive, told: list[Progress], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": BytesIO(records(range(250)).encode())}))
    archive.add(["-"], watch=told.append)
    assert {each.share for each in told} == {None}
    assert [each.done for each in told if each.phase == "adding"][-1] == 250


def test_pages_that_trickle_in_do_not_wait_until_they_are_a_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(1_000))
    monkeypatch.setattr(ingest.time, "monotonic", lambda: float(next(now)))
    groups = list(ingest._grouped(range(10), 100, 100, lambda _: 1, seconds=3.0))
    assert [item for group in groups for item in group] == list(range(10))
    assert max(map(len, groups)) == 3


def test_making_the_index_again_knows_how_much_there_is(archive: Archive, news: Path) -> None:
    archive.add([news])
    told: list[Progress] = []
    archive.rebuild(watch=told.append)
    done = {phase: [each.done for each in told if each.phase == phase] for phase in {each.phase for each in told}}
    assert done["telling names apart"] == [0, 200, 400]
    assert done["indexing"] == [0, 100, 200, 300, 400]
    assert {each.total for each in told if each.phase == "indexing"} == {400}
    assert told[-1] == Progress("writing the index", 400, None, "articles")


def test_an_add_that_has_to_bring_the_index_up_to_date_first_says_so(
    archive: Archive, news: Path, tmp_path: Path
) -> None:
    archive.add([news])
    archive.close()
    rmtree(tmp_path / "archive" / "text")
    told: list[Progress] = []
    with open_archive(tmp_path / "archive") as again:
        again.add([news / "0.jsonl"], watch=told.append)
    assert told[0] == Progress("indexing", 0, 400, "articles")
    assert Progress("writing the index", 400, None, "articles") in told
    assert told[-1] == Progress("adding", 80, None, "articles", 1.0)  # and nothing new to be written
