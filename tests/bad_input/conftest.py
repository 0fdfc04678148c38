"""A folder of news, an archive to add it to, and a process of its own to try the worst in."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from multiprocessing import forkserver
from pathlib import Path

import pytest

from newsgraph import Archive, open_archive

SENTENCES = (
    "The council of Varnmouth met on Tuesday to hear what the harbour master had found.",
    "Two cranes at the north quay have stood still since the winter storms, he told the members.",
    "Repairs would take until autumn, and the yard has asked for a share of the cost in advance.",
    "Dockers said that they had warned of the cracks in letters to the port office last year.",
    "A vote on the money was put off until the auditors have seen the contract.",
    "Ferries to the islands keep their timetable while the work goes on, the port said.",
)


def story(number: int) -> str:
    """Six sentences, in an order and with a number that make them a story of their own."""
    turned = SENTENCES[number % 6 :] + SENTENCES[: number % 6]
    return "\n\n".join(f"{sentence} File {number}-{at}." for at, sentence in enumerate(turned))


def page(number: int, *, body: str = "") -> str:
    paragraphs = body or "".join(f"<p>{words}</p>" for words in story(number).split("\n\n"))
    title = f"Cranes of Varnmouth, part {number}"
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>"
        f'<link rel="canonical" href="https://varnpost.example/cranes/{number}"></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def record(number: int) -> str:
    fields = {
        "id": f"r{number}",
        "title": f"Harbour record {number}",
        "url": f"https://varnpost.example/records/{number}",
        "text": story(number),
        "date": f"2019-05-{number % 28 + 1:02}",
    }
    return json.dumps(fields)


class Made:
    """What tests put their bad things beside, or into."""

    page = staticmethod(page)
    record = staticmethod(record)
    story = staticmethod(story)


@pytest.fixture
def made() -> type[Made]:
    return Made


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with a good file before and a good file after whatever is called m…; two articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a-good.jsonl").write_text(record(1) + "\n", encoding="utf-8")
    (folder / "z-good.html").write_text(page(2), encoding="utf-8")
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive", create=True) as opened:
        yield opened


# What a process starts with that is to be killed: without it, starting takes longer than what is tested.
LOADED = [
    "newsgraph.archive", "newsgraph.ingest", "newsgraph.cleaning.records", "newsgraph.reading.json_values",
    "newsgraph.reading.web", "newsgraph.text.tantivy_index", "newsgraph.text.whoosh_index", "newsgraph_cli",
]  # fmt: skip
PRELUDE = """
import os, sys
for number, file in ((1, {out!r}), (2, {err!r})):
    os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
sys.argv = {argv!r}
exec(compile({script!r}, "script", "exec"), {{"__name__": "__main__"}})
sys.stdout.flush()
"""


class Forked:
    """A process of its own, from one in which newsgraph was loaded already."""

    def __init__(self, script: str, arguments: tuple[object, ...], folder: Path) -> None:
        self._out, self._err = folder / "out", folder / "err"
        argv = ["script", *map(str, arguments)]
        code = PRELUDE.format(out=str(self._out), err=str(self._err), argv=argv, script=script)
        self._process = FORKING.Process(target=exec, args=(code, {"__name__": "script"}))
        self._process.start()

    def end(self, *, within: float = 120) -> tuple[int | None, str, str]:
        """Exit code (below zero the signal that ended it) and what it wrote."""
        self._process.join(within)
        if self._process.is_alive():
            self._process.kill()
        return self._process.exitcode, self._out.read_text(), self._err.read_text()

    def kill(self) -> None:
        if self._process.pid is not None and self._process.is_alive():
            with suppress(ProcessLookupError):  # it may end in between
                os.kill(self._process.pid, signal.SIGKILL)


FORKING = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")


@pytest.fixture(scope="session")
def loaded() -> None:
    """The process that the others are forked from; left to itself it would not find what is not installed."""
    if sys.platform != "win32":
        FORKING.set_forkserver_preload(LOADED)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
            forkserver.ensure_running()


@pytest.fixture
def forked(tmp_path: Path, loaded: None) -> Callable[..., Forked]:
    """Starts a script in a process that has newsgraph loaded; `arguments` are its sys.argv[1:]."""
    started = count()

    def start(script: str, *arguments: object) -> Forked:
        place = tmp_path / f"process-{next(started)}"
        place.mkdir()
        return Forked(script, arguments, place)

    return start


@pytest.fixture
def run_forked(forked: Callable[..., Forked]) -> Callable[..., str]:
    """Runs a script so to its end and gives what it printed; it has to succeed."""

    def to_the_end(script: str, *arguments: object) -> str:
        code, out, err = forked(script, *arguments).end()
        assert code == 0, err
        return out

    return to_the_end


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., "subprocess.Popen[str]"]:
    """Starts Python on a script with newsgraph at hand; `arguments` are its sys.argv[1:]."""

    def start(script: str, *arguments: object) -> "subprocess.Popen[str]":
        file = tmp_path / f"script-{abs(hash(script))}.py"
        file.write_text(script, encoding="utf-8")
        return subprocess.Popen(
            [sys.executable, str(file), *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    return start


@pytest.fixture
def run(process: Callable[..., "subprocess.Popen[str]"]) -> Callable[..., str]:
    """Runs a script to its end and gives what it printed; it has to succeed."""

    def to_the_end(script: str, *arguments: object) -> str:
        with process(script, *arguments) as running:
            out, err = running.communicate(timeout=120)
        assert running.returncode == 0, err
        return out

    return to_the_end
