"""Killed at any moment and started again, an `add` ends in the archive of one that was never killed."""

import json
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsgraph import Archive, open_archive

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 on Windows")

COUNT = 260
# Batches of forty, so that little input is many batches; the archive must not depend on it.
ADD = """
import sys
import newsgraph.ingest
newsgraph.ingest.BATCH_ARTICLES = 40
from newsgraph import open_archive
with open_archive(sys.argv[1], create=True, engine=sys.argv[3]) as archive:
    archive.add([sys.argv[2]])
"""
# Kills itself just before, or just after, the n-th call of a function on the way in.
KILLED_AT = """
import importlib, os, signal, sys

archive, source, engine, module, names, when, at = sys.argv[1:8]
holder = importlib.import_module(module)
*path, name = names.split(".")
for part in path:
    holder = getattr(holder, part)
whole, calls = getattr(holder, name), 0

def deadly(*args, **kwargs):
    global calls
    calls += 1
    if calls == int(at) and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    result = whole(*args, **kwargs)
    if calls == int(at):
        os.kill(os.getpid(), signal.SIGKILL)
    return result

setattr(holder, name, deadly)
import newsgraph.ingest
newsgraph.ingest.BATCH_ARTICLES = 40
from newsgraph import open_archive
with open_archive(archive, create=True, engine=engine) as opened:
    if source == "rebuild":
        opened.rebuild()
    else:
        opened.add([source])
"""
MOMENTS = [
    ("newsgraph.store", "Store.set_setting", "before", 1),
    ("newsgraph.store", "Store.set_setting", "after", 1),
    ("newsgraph.store", "Store.keep", "before", 1),
    ("newsgraph.store", "Store.keep", "after", 1),
    ("newsgraph.store", "Store.keep", "after", 5),
    ("newsgraph.deriving", "Keeper.keep", "after", 3),
    ("newsgraph.deriving", "Keeper.commit", "before", 1),
    ("newsgraph.deriving", "Keeper.commit", "after", 1),
]
REBUILDING = [
    ("newsgraph.deriving", "build_text", "before", 1),
    ("newsgraph.deriving", "catch_up", "before", 1),
    ("newsgraph.deriving", "catch_up", "after", 1),
    ("pathlib", "Path.rename", "before", 1),
    ("pathlib", "Path.rename", "after", 1),
    ("pathlib", "Path.rename", "after", 2),
    ("newsgraph.deriving", "build_text", "after", 1),
]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """COUNT articles, some of them twice with other words, and two withdrawn."""
    file = tmp_path_factory.mktemp("source") / "news.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number in range(COUNT):
            text = f"Lot {number} of the fish market at Varnmouth went for {number * 7 % 101} crowns on Monday."
            fields: dict[str, object] = {
                "id": str(number),
                "title": f"Lot {number}",
                "source": "varnpost.example",
                "url": f"https://varnpost.example/lots/{number}",
                "text": text,
            }
            out.write(json.dumps(fields) + "\n")
            if number % 40 == 20:
                out.write(json.dumps(fields | {"text": f"{text} The price was corrected later."}) + "\n")
        for number in (7, 220):
            gone = {
                "url": f"https://varnpost.example/lots/{number}",
                "withdrawn": True,
                "source": "varnpost.example",
            }
            out.write(json.dumps(gone) + "\n")
    return file


@pytest.fixture(scope="module")
def whole(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What an archive shows that was never killed."""
    folder = tmp_path_factory.mktemp("whole")
    with open_archive(folder, create=True) as archive:
        archive.add([source])
        return shown(archive)


def shown(archive: Archive) -> dict[str, Any]:
    """Everything that somebody who asks can see, moments of keeping and revisions apart."""
    stats = archive.stats()
    found = archive.search("crowns", limit=5, facets=True)
    return {
        "articles": list(archive.articles()),
        "versions": [
            [(version.number, version.title, version.withdrawn, version.current) for version in archive.versions(name)]
            for name in ("https://varnpost.example/lots/20", "https://varnpost.example/lots/7")
        ],
        "counts": (stats.articles, stats.versions, stats.withdrawn, stats.partial, stats.sources),
        "found": (found.total, [hit.id for hit in found.hits], dict(found.facets)),
        "corrected": archive.search("corrected", limit=0).total,
        "problems": archive.verify(),
    }


def killed(running: Any) -> bool:
    code, _, err = running.end()
    assert code in (0, -signal.SIGKILL), err
    return bool(code)


def test_there_is_something_to_lose(whole: dict[str, Any]) -> None:
    assert whole["counts"][0] == COUNT - 2
    assert whole["corrected"] == COUNT // 40 - 1  # one of them is withdrawn
    assert whole["problems"] == []


@pytest.mark.parametrize(("module", "name", "when", "at"), MOMENTS, ids=lambda value: str(value))
def test_killed_at_the_worst_moment_nothing_is_lost(
    source: Path,
    whole: dict[str, Any],
    tmp_path: Path,
    forked: Callable[..., Any],
    *,
    module: str,
    name: str,
    when: str,
    at: int,
) -> None:
    folder = tmp_path / "archive"
    assert killed(forked(KILLED_AT, folder, source, "tantivy", module, name, when, at))
    with open_archive(folder, create=True) as archive:
        assert archive.verify() == []
        kept = {article.id for article in archive.articles()}
        assert archive.search("crowns", limit=0).total == len(kept)
        archive.add([source])
    with open_archive(folder) as archive:
        assert shown(archive) == whole


def test_killed_at_any_moment_again_and_again_nothing_is_lost(
    source: Path, whole: dict[str, Any], tmp_path: Path, forked: Callable[..., Any]
) -> None:
    """The moments are different in every run; the failing ones are in the message."""
    folder = tmp_path / "archive"
    started = time.monotonic()
    assert not killed(forked(ADD, tmp_path / "unharmed", source, "tantivy"))
    takes = time.monotonic() - started
    moments = [random.uniform(0.1, 0.95) * takes for _ in range(6)]
    kills = 0
    for moment in moments:
        running = forked(ADD, folder, source, "tantivy")
        time.sleep(moment)
        running.kill()
        kills += killed(running)
        with open_archive(folder, create=True) as archive:
            assert archive.verify() == [], moments
    assert kills, moments
    with open_archive(folder) as archive:
        archive.add([source])
        assert shown(archive) == whole, moments


@pytest.mark.parametrize(("module", "name", "when", "at"), REBUILDING, ids=lambda value: str(value))
def test_killed_while_rebuilding_it_answers_as_before(
    tmp_path: Path, made: Any, forked: Callable[..., Any], *, module: str, name: str, when: str, at: int
) -> None:
    folder, file = tmp_path / "archive", tmp_path / "news.jsonl"
    file.write_text("".join(made.record(number) + "\n" for number in range(30)), encoding="utf-8")
    with open_archive(folder, create=True) as archive:
        archive.add([file])
        before = archive.search("harbour", limit=20)
    assert killed(forked(KILLED_AT, folder, "rebuild", "tantivy", module, name, when, at))
    with open_archive(folder) as archive:
        assert archive.search("harbour", limit=20) == before
        assert archive.verify() == []
        archive.rebuild()
        assert archive.search("harbour", limit=20) == before


def test_the_whoosh_engine_survives_being_killed_too(tmp_path: Path, made: Any, forked: Callable[..., Any]) -> None:
    folder, file = tmp_path / "archive", tmp_path / "news.jsonl"
    file.write_text("".join(made.record(number) + "\n" for number in range(30)), encoding="utf-8")
    for at in ("before", "after"):
        assert killed(forked(KILLED_AT, folder, file, "whoosh", "newsgraph.deriving", "Keeper.commit", at, 1))
    with open_archive(folder) as archive:
        assert archive.search("harbour", limit=0).total == 30
        assert archive.verify() == []
        assert archive.add([file]).unchanged == 30


def test_interrupted_from_the_keyboard_it_keeps_whole_batches(
    source: Path, whole: dict[str, Any], tmp_path: Path, process: Callable[..., Any]
) -> None:
    folder = tmp_path / "archive"
    script = KILLED_AT.replace("signal.SIGKILL", "signal.SIGINT")
    with process(script, folder, source, "tantivy", "newsgraph.store", "Store.keep", "after", 2) as running:
        running.communicate(timeout=60)
    assert running.returncode in (-signal.SIGINT, 130)
    with open_archive(folder) as archive:
        assert archive.verify() == []
        assert archive.stats().articles >= 2 * 40 - 3
        archive.add([source])
        assert shown(archive) == whole
