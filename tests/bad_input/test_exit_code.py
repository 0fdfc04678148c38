"""At the terminal: the exit code tells, each rejection is one line, and no traceback is ever seen."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

# The command, with a file as its standard input where one is named first.
COMMAND = """
import os, runpy, sys
os.environ["NO_COLOR"] = "1"
stdin, *sys.argv = sys.argv[1:]
if stdin:
    os.dup2(os.open(stdin, os.O_RDONLY), 0)
    sys.stdin = os.fdopen(0)
runpy.run_module("newsgraph_cli", run_name="__main__")
"""


class Done(NamedTuple):
    code: int
    out: str
    said: str


@pytest.fixture
def add(forked: Callable[..., Any]) -> Callable[..., Done]:
    def run(*words: object, stdin: str | Path = "") -> Done:
        done = Done(*forked(COMMAND, stdin, "newsgraph", "add", *words).end())
        assert "Traceback" not in done.said
        return done

    return run


def test_good_input_ends_with_0(news: Path, tmp_path: Path) -> None:
    """The command as it is started at a terminal; the other tests fork it."""
    done = subprocess.run(
        [sys.executable, "-m", "newsgraph_cli", "add", news, "--index", tmp_path / "archive"],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) == 2


Add = Callable[..., Done]


def test_bad_input_among_good_ends_with_1_and_is_told_with_its_place(add: Add, news: Path, tmp_path: Path) -> None:
    (news / "m.pdf").write_bytes(b"%PDF-1.7\n")
    (news / "m.jsonl").write_bytes(b"garbage {]\n" * 3 + b'{"a": 1}\n')
    done = add(news, "--index", tmp_path / "archive")
    assert done.code == 1
    assert len(done.out.split()) == 2
    assert all(place in done.said for place in ("m.pdf", "m.jsonl:1", "m.jsonl:2", "m.jsonl:3", "m.jsonl:4"))


def test_json_lists_every_rejection_with_place_and_reason(add: Add, news: Path, tmp_path: Path) -> None:
    (news / "m.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    done = add(news, "--index", tmp_path / "archive", "--json")
    told: dict[str, Any] = json.loads(done.out)
    assert done.code == 1
    assert told["added"] == 2
    assert [set(each) for each in told["rejected"]] == [{"location", "reason"}]
    assert told["rejected"][0]["location"].endswith("m.png")


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes only on Linux")
def test_a_name_with_a_line_feed_or_an_escape_stays_one_harmless_line(add: Add, news: Path, tmp_path: Path) -> None:
    for name in (b"m\nlonely line.pdf", b"m\x1b[31mred.pdf", b"m\xff.pdf"):
        with open(os.path.join(os.fsencode(news), name), "wb") as file:  # noqa: PTH118, PTH123
            file.write(b"%PDF-1.7\n")
    done = add(news, "--index", tmp_path / "archive")
    assert done.code == 1
    assert "\x1b" not in done.said
    lines = done.said.splitlines()
    assert sum("PDF" in line for line in lines) == 3
    assert not any(line.startswith("lonely") for line in lines)


def test_standard_input_that_is_noise_ends_with_1(add: Add, tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 100)
    done = add("-", "--index", tmp_path / "archive", stdin=tmp_path / "noise")
    assert done.code == 1
    assert "binary" in done.said


def test_an_archive_that_is_noise_ends_with_3(add: Add, news: Path, tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "archive.db").write_bytes(bytes(range(256)) * 100)
    done = add(news, "--index", folder)
    assert done.code == 3
    assert len(done.said.strip().splitlines()) <= 2


def test_a_place_that_cannot_be_an_archive_ends_with_3(add: Add, news: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    assert add(news, "--index", tmp_path / "file").code == 3
