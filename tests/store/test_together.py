"""Readers and a writer at once, in one process and in several."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newsgraph.article import Article
from newsgraph.errors import ArchiveLocked
from newsgraph.store import Store

MakeArticle = Callable[..., Article]

WRITER = """
import sys
from pathlib import Path
from newsgraph.article import Article, Part, ZoneKind, article_id, compose
from newsgraph.store import Store

def article(n):
    text, zones = compose([Part(ZoneKind.BODY, f"Report {n} from the quay. " * 40)])
    return Article(id=article_id(title=str(n)), text=text, zones=zones)

with Store.open(Path(sys.argv[1]), write=True, create=True) as store:
    n = 0
    while True:
        kept = store.keep([article(n + i) for i in range(50)])
        n += 50
        print(kept.revision, n, flush=True)
"""


def start_writer(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def test_a_reader_goes_on_seeing_what_it_began_with(folder: Path, make_article: MakeArticle) -> None:
    first = [make_article(str(n)) for n in range(20)]
    with Store.open(folder, write=True, create=True) as writer, Store.open(folder) as reader:
        writer.keep(first)
        reading = reader.all_articles()
        begun = [next(reading)]
        writer.keep([make_article(str(n), body="Changed.") for n in range(40)])
        assert begun + list(reading) == sorted(first, key=lambda article: article.id)
        assert reader.revision == 2
        assert len(list(reader.all_articles())) == 40


def test_a_reading_left_half_done_keeps_nobody_from_news(folder: Path, make_article: MakeArticle) -> None:
    with Store.open(folder, write=True, create=True) as writer, Store.open(folder) as reader:
        writer.keep([make_article(str(n)) for n in range(20)])
        left = reader.all_articles()
        next(left)
        writer.keep([make_article("late")])
        assert reader.article(make_article("late").id) is not None
        left.close()  # type: ignore[attr-defined]


def test_readers_do_not_wait_for_an_open_transaction(folder: Path, make_article: MakeArticle) -> None:
    with Store.open(folder, write=True, create=True) as writer, Store.open(folder) as reader:
        writer.keep([make_article()])
        writer._connection.execute("BEGIN IMMEDIATE")
        writer._connection.execute("DELETE FROM setting")
        assert reader.stats().articles == 1
        with Store.open(folder) as late:
            assert late.article(make_article().id) == make_article()
        writer._connection.execute("ROLLBACK")


def test_a_second_writer_is_told_who_the_first_is(folder: Path) -> None:
    with Store.open(folder, write=True, create=True):
        with pytest.raises(ArchiveLocked, match=rf"process {os.getpid()} on \S+ since 20\d\d-.*: ") as told:
            Store.open(folder, write=True)
        assert "reading goes on" in told.value.hint
    Store.open(folder, write=True).close()


@pytest.mark.parametrize("words", ["", "{", "[]", '{"pid": 1}', "\x00"])
def test_a_lock_file_left_behind_locks_nothing_and_bad_words_in_it_harm_nobody(folder: Path, words: str) -> None:
    with Store.open(folder, write=True, create=True):
        (folder / "lock").write_text(words)
        with pytest.raises(ArchiveLocked, match="another process"):
            Store.open(folder, write=True)
    (folder / "lock").write_text(words)
    Store.open(folder, write=True).close()


def test_the_holder_tells_its_command_and_forgets_it_when_done(folder: Path) -> None:
    with Store.open(folder, write=True, create=True):
        told = json.loads((folder / "lock").read_text())
        assert set(told) == {"pid", "host", "since", "command"}
    assert (folder / "lock").read_text() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="no signals to kill with")
def test_a_killed_writer_leaves_whole_batches_and_no_lock(folder: Path) -> None:
    writer = start_writer(folder)
    if writer.stdout is None:
        raise RuntimeError("no pipe")
    told = [writer.stdout.readline() for _ in range(3)]
    with pytest.raises(ArchiveLocked, match=f"process {writer.pid}"):
        Store.open(folder, write=True)
    with Store.open(folder) as reader:
        assert reader.stats().articles % 50 == 0
    writer.send_signal(signal.SIGKILL)
    told += writer.stdout.readlines()
    writer.wait()
    writer.stdout.close()
    revision, articles = map(int, [line for line in told if line.endswith("\n")][-1].split())
    with Store.open(folder, write=True) as store:
        # The batch whose report the kill cut off may be there, too; nothing that was reported is missing.
        assert store.revision in (revision, revision + 1)
        assert store.stats().articles == 50 * store.revision >= articles
        assert store.verify() == []
