"""The disk is full: one line says so, what was kept is whole, and with room again the rest comes in."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from newsgraph import Archive, open_archive

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="neither tmpfs nor setrlimit on Windows")

COUNT = 700
# Adds, with no file allowed to grow beyond so many bytes (0: no bound), and prints how it ended.
ADD = """
import json, resource, sys
import newsgraph.ingest
newsgraph.ingest.BATCH_ARTICLES = 100
from newsgraph import NewsgraphError, open_archive
if int(sys.argv[3]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    with open_archive(sys.argv[1], create=True) as archive:
        report = archive.add([sys.argv[2]])
except NewsgraphError as error:
    print(json.dumps({"error": type(error).__name__, "message": str(error), "hint": error.hint}))
else:
    print(json.dumps({"added": report.added, "rejected": report.rejected}))
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("source") / "news.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number in range(COUNT):
            words = " ".join(f"word{(number * 31 + at * 17) % 997}" for at in range(60))
            fields = {
                "title": f"Lot {number}",
                "url": f"https://varnpost.example/lots/{number}",
                "text": words,
            }
            out.write(json.dumps(fields) + "\n")
    return file


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1.5 MB: not room for COUNT articles."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(place)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def room_again(place: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=200m", str(place)], check=True)


def everything_is_there(archive: Archive) -> None:
    assert archive.stats().articles == COUNT
    assert archive.search("lot", limit=0).total == COUNT
    assert archive.verify() == []


def failed_clearly(told: dict[str, Any]) -> None:
    assert told.get("error", "").startswith("Archive"), told
    assert "\n" not in told["message"]
    assert len(told["message"]) < 300
    assert told["hint"]


def test_a_full_disk_loses_nothing(small_disk: Path, source: Path, run_forked: Callable[..., str]) -> None:
    folder = small_disk / "archive"
    failed_clearly(json.loads(run_forked(ADD, folder, source, 0)))
    room_again(small_disk)
    with open_archive(folder) as archive:
        assert archive.verify() == []
        kept = archive.stats().articles
        assert kept < COUNT
        assert archive.search("lot", limit=0).total == kept
        report = archive.add([source])
        assert (report.added, report.unchanged, report.rejected) == (COUNT - kept, kept, ())
        everything_is_there(archive)


def test_an_archive_on_a_full_disk_can_still_be_read(
    small_disk: Path, source: Path, run_forked: Callable[..., str]
) -> None:
    subprocess.run(["mount", "-o", "remount,size=2500k", str(small_disk)], check=True)  # a hundred with all derived
    folder = small_disk / "archive"
    first = small_disk.parent / "first.jsonl"
    with source.open(encoding="utf-8") as lines:
        first.write_text("".join(next(lines) for _ in range(100)), encoding="utf-8")
    assert json.loads(run_forked(ADD, folder, first, 0)) == {"added": 100, "rejected": []}
    with (small_disk / "filler").open("wb", buffering=0) as filler, suppress(OSError):
        while filler.write(bytes(4096)):
            pass
    failed_clearly(json.loads(run_forked(ADD, folder, source, 0)))
    with open_archive(folder) as archive:
        assert archive.stats().articles >= 100
        assert archive.search("lot", limit=3).total >= 100
        assert len(list(archive.articles())) >= 100
        assert archive.verify() == []
    (small_disk / "filler").unlink()
    room_again(small_disk)
    with open_archive(folder) as archive:
        archive.add([source])
        everything_is_there(archive)


@pytest.mark.parametrize("room", [1 << 10, 60 << 10, 250 << 10], ids=lambda size: f"{size >> 10} KiB")
def test_files_that_may_grow_no_further_lose_nothing(
    tmp_path: Path, source: Path, run_forked: Callable[..., str], room: int
) -> None:
    folder = tmp_path / "archive"
    failed_clearly(json.loads(run_forked(ADD, folder, source, room)))
    with open_archive(folder, create=True) as archive:
        assert archive.verify() == []
        kept = archive.stats().articles
        assert archive.search("lot", limit=0).total == kept
        archive.add([source])
        everything_is_there(archive)


def test_a_rebuild_without_room_leaves_the_old_index(
    small_disk: Path, source: Path, run_forked: Callable[..., str], tmp_path: Path
) -> None:
    folder = small_disk / "archive"
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    assert json.loads(run_forked(ADD, folder, source, 0))["added"] == COUNT
    used = shutil.disk_usage(small_disk).used
    subprocess.run(["mount", "-o", f"remount,size={used + (100 << 10)}", str(small_disk)], check=True)
    told = json.loads(run_forked(ADD.replace("archive.add([sys.argv[2]])", "archive.rebuild()").replace(
        '{"added": report.added, "rejected": report.rejected}', "{}"), folder, source, 0))  # fmt: skip
    failed_clearly(told)
    with open_archive(folder) as archive:
        everything_is_there(archive)
        assert shutil.disk_usage(small_disk).used <= used + (50 << 10)


def test_an_archive_on_a_disk_that_may_not_be_written_can_be_read(
    small_disk: Path, made: Any, run_forked: Callable[..., str]
) -> None:
    folder, file = small_disk / "archive", small_disk / "news.jsonl"
    file.write_text(made.record(1), encoding="utf-8")
    with open_archive(folder, create=True) as archive:
        archive.add([file])
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with open_archive(folder) as archive:
        assert archive.search("harbour").total == 1
        assert len(list(archive.articles())) == 1
        assert archive.verify() == []
    failed_clearly(json.loads(run_forked(ADD, folder, file, 0)))
