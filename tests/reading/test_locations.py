import os
from collections.abc import Callable
from pathlib import Path

import pytest

from newsgraph.errors import UsageError
from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading import FORMATS, ReadOptions, read

Put = Callable[..., Path]


def places(*locations: str | Path) -> list[str]:
    return [arrival.location for arrival in read([str(location) for location in locations])]


def test_a_folder_is_read_in_order_of_name_all_the_way_down(put: Put, tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "c.txt"):
        put(name)
    assert places(tmp_path) == [str(tmp_path / name) for name in ("a/b/c.txt", "a/z.txt", "b.txt", "c.txt")]


def test_locations_keep_their_order(put: Put) -> None:
    second, first = put("2.txt"), put("1.txt")
    assert places(second, first) == [str(second), str(first)]


def test_a_glob_names_files_and_folders_once(put: Put, tmp_path: Path) -> None:
    put("a.txt"), put("deep/b.txt"), put("deep/c.html", "<p>Rain.")
    assert places(f"{tmp_path}/*.txt") == [str(tmp_path / "a.txt")]
    assert places(f"{tmp_path}/**") == [str(tmp_path / name) for name in ("a.txt", "deep/b.txt", "deep/c.html")]


def test_a_name_with_glob_signs_that_exists_is_that_file(put: Put) -> None:
    path = put("report[1].txt")
    assert places(path) == [str(path)]


@pytest.mark.parametrize(("location", "reason"), [("gone.txt", "no such file"), ("gone*.txt", "no file matches")])
def test_what_is_not_there_is_said(tmp_path: Path, location: str, reason: str) -> None:
    (rejection,) = read([str(tmp_path / location)])
    assert isinstance(rejection, Rejection)
    assert reason in rejection.reason


def test_a_symlink_loop_is_told_once_and_the_rest_is_read(put: Put, tmp_path: Path) -> None:
    put("a/one.txt")
    (tmp_path / "a" / "back").symlink_to(tmp_path)
    put("z.txt")
    loop, *articles = read([str(tmp_path)])
    assert isinstance(loop, Rejection)
    assert "link back" in loop.reason
    assert [Path(article.location).name for article in articles] == ["one.txt", "z.txt"]


def test_folders_that_link_to_each_other_many_times_are_read_once(put: Put, tmp_path: Path) -> None:
    for level in range(30):
        put(f"{level}/news.txt")
        for link in "xy":
            (tmp_path / str(level) / link).symlink_to(tmp_path / str(level + 1))
    assert len([a for a in read([str(tmp_path / "0")]) if isinstance(a, RawArticle)]) == 30


def test_a_broken_link_is_said(tmp_path: Path) -> None:
    (tmp_path / "old.txt").symlink_to(tmp_path / "gone.txt")
    (rejection,) = read([str(tmp_path)])
    assert isinstance(rejection, Rejection)
    assert "leads nowhere" in rejection.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_said_and_the_rest_goes_on(put: Put, tmp_path: Path) -> None:
    put("a/secret.txt").parent.chmod(0)
    put("b.txt").chmod(0)
    put("c.txt")
    try:
        folder, file, article = read([str(tmp_path)])
    finally:
        (tmp_path / "a").chmod(0o700)
    assert isinstance(folder, Rejection)
    assert isinstance(file, Rejection)
    assert isinstance(article, RawArticle)
    assert folder.reason == file.reason == "no permission to read it"


def test_a_folder_without_permission_is_a_rejection(monkeypatch: pytest.MonkeyPatch, put: Put, tmp_path: Path) -> None:
    put("a/secret.txt"), put("b.txt")
    listdir = os.listdir

    def refusing(path: str) -> list[str]:
        if str(path).endswith("a"):
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr(os, "listdir", refusing)
    refused, article = read([str(tmp_path)])
    assert refused == Rejection(str(tmp_path / "a"), "no permission to read it")
    assert isinstance(article, RawArticle)


def test_hidden_files_and_the_furniture_of_saved_pages_are_passed_over(put: Put, tmp_path: Path) -> None:
    put(".git/config"), put(".DS_Store")
    put("Strike ends.html", "<p>The strike ended.")
    put("Strike ends_files/style.css", "p { color: red }")
    put("other_files/kept.txt")
    assert [Path(place).name for place in places(tmp_path)] == ["Strike ends.html", "kept.txt"]


def test_a_pipe_inside_a_folder_is_not_waited_for(put: Put, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (rejection,) = read([str(tmp_path)])
    assert isinstance(rejection, Rejection)
    assert "neither a file nor a folder" in rejection.reason


def test_a_file_name_that_is_no_utf8_can_be_shown(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text("The quay is closed.")
    (article,) = read([str(tmp_path)])
    assert article.location.endswith("caf\ufffd.txt")
    article.location.encode()


def test_an_unknown_format_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as error:
        ReadOptions(format="docx")
    assert all(name in error.value.hint for name in FORMATS)


def test_an_unknown_mapped_field_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UsageError) as error:
        ReadOptions(mapping={"headlin": "h"})
    assert "title" in error.value.hint


def test_nothing_is_read_before_it_is_asked_for(put: Put, tmp_path: Path) -> None:
    first = put("1.txt")
    arrivals = read([str(first), str(tmp_path / "2.txt")])
    next(arrivals)
    put("2.txt")
    assert isinstance(next(arrivals), RawArticle)
