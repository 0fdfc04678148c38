"""The command as a shell runs it, on an archive of the examples."""

import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import newsgraph

EXAMPLES = Path(__file__).parents[2] / "examples"
COMMAND = (sys.executable, "-m", "newsgraph_cli")
MANY = 3_000  # a few seconds of adding, several batches
Ran = subprocess.CompletedProcess[str]


def newsgraph_(*words: object, **env: str) -> Ran:
    """The command, with every warning an error as in the other tests."""
    command = [*COMMAND, *map(str, words)]
    env = {**os.environ, "PYTHONWARNINGS": "error", **env}
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=env, check=False)


def on_a_terminal(*words: object, **env: str) -> str:
    """What the command writes to a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    settings = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **env}
    with subprocess.Popen([*COMMAND, *map(str, words)], stdout=theirs, stderr=theirs, env=settings) as child:
        os.close(theirs)
        pieces = list(_everything(ours))
        child.wait(60)
    os.close(ours)
    return b"".join(pieces).decode()


def _everything(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:  # Linux says EIO where others say nothing more
            return
        if not piece:
            return
        yield piece


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of the demo archive and what `demo` printed."""
    index = tmp_path_factory.mktemp("archives") / "demo"
    done = newsgraph_("demo", "--index", index)
    assert done.returncode == 0, done.stderr
    return index, done.stdout


def test_demo_shows_a_search_and_commands_that_work_as_they_stand(demo: tuple[Path, str]) -> None:
    page = demo[1]
    assert re.search(r"\d+ articles read in .*: \d+ added", page)
    assert re.search(r"\d+ articles match", page)
    commands = [line.strip() for line in page.partition("Type next:")[2].splitlines() if line.strip()]
    assert len(commands) == 6
    for line in commands[:-1]:
        _, _, words = line.partition("newsgraph_cli ")
        done = newsgraph_(*shlex.split(words))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout


def test_demo_typed_again_changes_nothing(demo: tuple[Path, str]) -> None:
    document = json.loads(newsgraph_("demo", "--index", demo[0], "--json").stdout)
    assert (document["add"]["added"], document["add"]["updated"]) == (0, 0)
    assert document["search"]["total"] > 0


def test_every_documented_search_finds_something(demo: tuple[Path, str]) -> None:
    from newsgraph_cli.search import EXAMPLES as SEARCHES

    with newsgraph.open_archive(demo[0]) as archive:
        for line in SEARCHES:
            words = shlex.split(line.partition("|")[0])[2:]
            flags = {word for word in words if word.startswith("--")}
            query = " ".join(w for w in words if w not in flags and w not in ("newest", "500"))
            assert archive.search(query).total, line


def test_every_documented_article_can_be_shown(demo: tuple[Path, str]) -> None:
    from newsgraph_cli.show import EXAMPLES as SHOWS

    with newsgraph.open_archive(demo[0]) as archive:
        for line in SHOWS:
            assert archive.article(shlex.split(line)[2]).title, line


def test_nothing_found_is_1_and_no_archive_is_3(demo: tuple[Path, str], tmp_path: Path) -> None:
    assert newsgraph_("search", "qwertyuiop", "--index", demo[0]).returncode == 1
    missing = newsgraph_("search", "x", "--index", tmp_path / "none")
    assert missing.returncode == 3
    assert [line.split(":")[0] for line in missing.stderr.splitlines()] == ["error", "hint"]


def test_ids_from_a_pipe_name_articles(demo: tuple[Path, str]) -> None:
    index = str(demo[0])
    lines = newsgraph_("search", "strike", NEWSGRAPH_INDEX=index).stdout.splitlines()
    ids = [line.split("\t")[0] for line in lines]
    assert len(ids) > 1
    shown = newsgraph_("show", ids[0], "--json", NEWSGRAPH_INDEX=index)
    assert json.loads(shown.stdout)["id"] == ids[0]


def test_a_reader_that_goes_away_is_no_error(demo: tuple[Path, str]) -> None:
    """As in `newsgraph search x | head -1`: nothing on stderr and the exit code of SIGPIPE."""
    words = ("search", "port OR mine OR river", "--limit", "500", "--format", "json", "--index", str(demo[0]))
    with subprocess.Popen([*COMMAND, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        complaint = child.stderr.read()
    assert (child.returncode, complaint) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_behind_the_pipe_is_an_error_of_one_line(demo: tuple[Path, str]) -> None:
    with Path("/dev/full").open("w") as full:
        words = [*COMMAND, "search", "strike", "--index", str(demo[0])]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.splitlines()[0] == "error: No space left on device"


@pytest.mark.parametrize(("redirected", "code"), [(">&-", 0), (">&- 2>&-", 0)])
def test_a_stream_that_the_shell_closed_is_written_nowhere(demo: tuple[Path, str], redirected: str, code: int) -> None:
    line = f"{shlex.join([*COMMAND, 'search', 'strike', '--index', str(demo[0])])} {redirected}"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (code, "")


def test_a_terminal_that_is_not_utf8_gets_what_its_letters_can_say(demo: tuple[Path, str]) -> None:
    done = newsgraph_("search", "strike", "--format", "text", "--index", demo[0], PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "? dailycurrents.example ? 18 March 2024" in done.stdout
    document = newsgraph_("search", "strike", "--json", "--index", demo[0], PYTHONIOENCODING="ascii").stdout
    assert any(not hit["title"].isascii() for hit in json.loads(document)["hits"])


def test_a_terminal_gets_colour_and_a_pipe_none(demo: tuple[Path, str]) -> None:
    words = ("search", "strike", "--index", demo[0])
    page = on_a_terminal(*words)
    assert "\x1b[1m" in page
    assert "▤ " in page
    assert "\x1b" not in newsgraph_(*words).stdout


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_gets_no_escapes_where_none_are_wanted(demo: tuple[Path, str], env: dict[str, str]) -> None:
    page = on_a_terminal("search", "strike", "--facets", "--index", demo[0], **env)
    assert "▤ " in page
    assert "\x1b" not in page


def test_an_archive_that_is_being_written_is_locked_and_still_read(demo: tuple[Path, str]) -> None:
    from newsgraph.store import Store

    with Store.open(demo[0], write=True):
        refused = newsgraph_("add", EXAMPLES / "records", "--index", demo[0])
        found = newsgraph_("search", "strike", "--index", demo[0])
    assert refused.returncode == 3
    assert len(refused.stderr.splitlines()) == 2
    assert found.returncode == 0


def until(seen: Callable[[], bool], *, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if seen():
            return
        time.sleep(0.05)
    raise AssertionError(f"not seen within {seconds} seconds")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to one process")
def test_ctrl_c_during_a_long_add_leaves_a_whole_archive(tmp_path: Path) -> None:
    """Ended with 130 after some batches; the same command typed again ends where an undisturbed one would."""
    many, index = tmp_path / "many.jsonl", tmp_path / "index"
    with many.open("w", encoding="utf-8") as out:
        for n in range(MANY):
            text = f"Ship {n} came in. " + "The pilot reported a calm sea and little wind. " * 12
            record = {"id": f"log-{n}", "source": "log.example", "title": f"Log {n}", "text": text}
            out.write(json.dumps(record) + "\n")

    def committed() -> bool:
        try:
            with newsgraph.open_archive(index) as archive:
                return archive.stats().articles > 0
        except newsgraph.NewsgraphError:
            return False

    child = subprocess.Popen(
        [*COMMAND, "add", str(many), "--index", str(index)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    until(committed, seconds=30)
    child.send_signal(signal.SIGINT)
    _, complaint = child.communicate(timeout=30)
    assert child.returncode == 130
    assert complaint.decode().startswith("error: interrupted\nhint:  what was committed is kept")
    assert newsgraph_("verify", "--index", index).returncode == 0
    report = json.loads(newsgraph_("add", many, "--index", index, "--json").stdout)
    assert report["unchanged"] > 0
    assert report["added"] + report["unchanged"] == MANY
