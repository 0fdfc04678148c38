"""Pages are cleaned in several processes: one that dies takes one article with it, and nothing else."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from newsgraph import ingest, open_archive
from newsgraph.article import Article
from newsgraph.raw import RawArticle

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 on Windows")

# The top of a script runs in the workers, too: that is where the cleaning of one article is made deadly.
ADD = """
import json, os, signal, sys, time
import newsgraph.ingest
from newsgraph import open_archive

whole = newsgraph.ingest.clean
HOW = {how!r}

def deadly(raw):
    if HOW == "die" and raw.external_id == "r133":
        os.kill(os.getpid(), signal.SIGKILL)
    if HOW == "die" and raw.external_id == "r233":
        raise AssertionError("a parser's own mistake")
    if HOW == "wait" and raw.external_id == "r133":
            print("waiting", os.getpid(), flush=True)
            time.sleep(60)
    return whole(raw)

newsgraph.ingest.clean = deadly

if __name__ == "__main__":
    with open_archive(sys.argv[1], create=True) as archive:
        report = archive.add([sys.argv[2]], workers=int(sys.argv[3]))
    print(json.dumps({{"added": report.added, "rejected": report.rejected}}))
"""


@pytest.fixture
def source(tmp_path: Path, made: Any) -> Path:
    file = tmp_path / "news.jsonl"
    file.write_text("".join(made.record(number) + "\n" for number in range(300)), encoding="utf-8")
    return file


def lines(rejected: Iterable[tuple[str, str]]) -> list[str]:
    return [place.rpartition(":")[2] for place, _ in rejected]


def test_an_article_that_kills_its_process_or_breaks_a_parser_is_told_and_the_rest_is_kept(
    source: Path, tmp_path: Path, run: Callable[..., str]
) -> None:
    told = json.loads(run(ADD.format(how="die"), tmp_path / "archive", source, 2))
    assert told["added"] == 298
    assert lines(told["rejected"]) == ["134", "234"]
    assert "a parser's own mistake" in told["rejected"][1][1]


def test_a_mistake_of_a_parser_costs_one_article_without_other_processes_too(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ingest.clean

    def mistaken(raw: RawArticle) -> Article:
        if raw.external_id == "r233":
            raise AssertionError("a parser's own mistake")
        return whole(raw)

    monkeypatch.setattr(ingest, "clean", mistaken)
    with open_archive(tmp_path / "archive", create=True) as archive:
        report = archive.add([source])
    assert report.added == 299
    assert lines(report.rejected) == ["234"]
    assert "a parser's own mistake" in report.rejected[0].reason


def test_killed_with_workers_at_work_it_leaves_none_behind_and_no_lock(
    source: Path, tmp_path: Path, process: Callable[..., Any]
) -> None:
    folder = tmp_path / "archive"
    with process(ADD.format(how="wait"), folder, source, 2) as running:
        worker = int(running.stdout.readline().split()[1])
        running.send_signal(signal.SIGKILL)
        running.wait(timeout=30)
        with open_archive(folder, create=True) as archive:
            assert archive.add([source]).rejected == ()
            assert archive.stats().articles == 300
            assert archive.verify() == []
        assert gone(worker, within=15)


def gone(process: int, *, within: float) -> bool:
    """Whether that process ends in time; one that nobody has waited for yet counts as ended."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{process}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False
