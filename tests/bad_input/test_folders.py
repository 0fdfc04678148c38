"""What lies in a folder is not always a file: links in circles, pipes, what nobody may read, odd names."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsgraph import Archive

# Root may read everything; without DAC_OVERRIDE and DAC_READ_SEARCH it may not, see capabilities(7).
AS_ANYBODY = """
import ctypes, os, sys
if hasattr(os, "geteuid") and os.geteuid() == 0:
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in (1, 2):
        if libc.prctl(24, capability, 0, 0, 0):  # PR_CAPBSET_DROP
            sys.exit(77)
    if os.environ.get("AGAIN") != "no":
        os.environ["AGAIN"] = "no"
        os.execv(sys.executable, [sys.executable, *sys.argv])
try:
    open(sys.argv[2], "rb").close()
except PermissionError:
    pass
else:
    sys.exit(77)
from newsgraph import open_archive
with open_archive(sys.argv[1], create=True) as archive:
    report = archive.add(sys.argv[3:])
    told = [f"{place} | {reason}" for place, reason in report.rejected]
    print(report.added, *told, *archive.verify(), sep="\\n")
"""


def test_links_in_a_circle_are_told_and_end(archive: Archive, news: Path) -> None:
    (news / "m").mkdir()
    (news / "m" / "up").symlink_to(news, target_is_directory=True)
    (news / "m" / "self").symlink_to("self")
    (news / "m" / "there").symlink_to("back")
    (news / "m" / "back").symlink_to("there")
    (news / "m" / "gone").symlink_to("nowhere")
    report = archive.add([news])
    assert report.added == 2
    assert report.unchanged == 0
    assert sorted(Path(place).name for place, _ in report.rejected) == ["back", "gone", "self", "there", "up"]
    assert all(reason and "\n" not in reason for _, reason in report.rejected)


def test_a_folder_named_twice_or_linked_to_is_read_without_harm(archive: Archive, news: Path) -> None:
    (news / "n").symlink_to(news / "a-good.jsonl")
    report = archive.add([news, news, news / "a-good.jsonl"])
    assert report.added == 2
    assert report.rejected == ()
    assert archive.verify() == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_or_socket_in_a_folder_does_not_stop_the_rest(archive: Archive, news: Path) -> None:
    os.mkfifo(news / "m-pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(news)  # the name of a socket may only be short
        try:
            listening.bind("m-socket")
        finally:
            os.chdir(here)
        report = archive.add([news])
    assert report.added == 2
    assert [Path(place).name for place, _ in report.rejected] == ["m-pipe", "m-socket"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero on this system")
def test_a_device_without_end_is_refused(archive: Archive) -> None:
    report = archive.add(["/dev/zero"])
    assert report.added == 0
    assert len(report.rejected) == 1


def test_a_place_that_is_not_there_is_told(archive: Archive, news: Path, tmp_path: Path) -> None:
    missing = [tmp_path / "nothing.html", tmp_path / "no" / "folder", tmp_path / "*.nothing", "", "\0"]
    report = archive.add([*missing, news])
    assert report.added == 2
    assert len(report.rejected) == len(missing)
    assert all(reason and "\n" not in reason for _, reason in report.rejected)


def test_an_empty_folder_is_nothing_and_no_fault(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "empty" / "inside").mkdir(parents=True)
    report = archive.add([tmp_path / "empty"])
    assert (report.read, report.rejected) == (0, ())


def test_folders_as_deep_as_the_system_allows_are_read(archive: Archive, tmp_path: Path, made: Any) -> None:
    deep = tmp_path / "deep"
    deep.mkdir()
    here = Path.cwd()
    try:
        os.chdir(deep)
        for _ in range(300):
            Path("d").mkdir()
            os.chdir("d")
        Path("story.html").write_text(made.page(5), encoding="utf-8")
    finally:
        os.chdir(here)
    assert archive.add([deep]).added == 1


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes only on Linux")
def test_a_name_that_is_no_text_can_be_read_kept_and_told(archive: Archive, tmp_path: Path, made: Any) -> None:
    folder = tmp_path / "names"
    folder.mkdir()
    for name, content in (
        (b"caf\xe9.html", made.page(5)),
        (b"line\nfeed.html", made.page(6)),
        (b"bad\xff.html", ""),
    ):
        with open(os.path.join(os.fsencode(folder), name), "w", encoding="utf-8") as file:  # noqa: PTH118, PTH123
            file.write(content)
    report = archive.add([folder])
    assert report.added == 2
    assert len(report.rejected) == 1
    places = [article.location for article in archive.articles()] + [place for place, _ in report.rejected]
    assert all(place.encode() for place in places)
    assert archive.verify() == []


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are of another kind on Windows")
def test_what_nobody_may_read_is_told_and_the_rest_is_read(
    news: Path, tmp_path: Path, process: Callable[..., Any]
) -> None:
    closed, inside = news / "m-closed.html", news / "m-folder"
    closed.write_text("<p>hidden</p>", encoding="utf-8")
    closed.chmod(0)
    inside.mkdir()
    inside.chmod(0)
    try:
        with process(AS_ANYBODY, tmp_path / "archive", closed, news) as running:
            out, err = running.communicate(timeout=60)
    finally:
        inside.chmod(0o700)
    if running.returncode == 77:
        pytest.skip("this user may read everything and cannot give that up")
    assert running.returncode == 0, err
    added, *told = out.splitlines()
    assert added == "2"
    assert told == [f"{place} | no permission to read it" for place in (closed, inside)]
