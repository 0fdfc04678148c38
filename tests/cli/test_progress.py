"""How far is it, how fast, and how long still?"""

import io
import re
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from newsgraph_cli import progress
from newsgraph_cli.progress import Pace, watching
from newsgraph_cli.words import clock

from newsgraph import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def shown(self) -> str:
        """What was written, without the escape sequences that draw it."""
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.getvalue())


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    screen = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=screen))  # pytest swaps sys.stderr itself
    monkeypatch.setattr(progress, "PATIENCE", 0.05)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    yield screen
    assert not [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]


def wait_for(screen: Terminal, words: str) -> None:
    end = time.monotonic() + 5
    while words not in screen.shown():
        assert time.monotonic() < end, screen.shown()
        time.sleep(0.01)


def test_a_long_job_shows_count_rate_and_remaining_time(terminal: Terminal) -> None:
    with watching(quiet=False) as watch:
        assert watch is not None
        watch(Progress("adding", 0, 900, "articles"))
        wait_for(terminal, "adding")
        for done in range(100, 700, 100):
            time.sleep(0.02)
            watch(Progress("adding", done, 900, "articles"))
        wait_for(terminal, "left")
    assert re.search(r"adding .*600 of 900 articles · [\d,]+ a second · 0:0\d left", terminal.shown())


def test_where_nobody_knows_how_much_there_is_it_says_how_long_it_has_been(terminal: Terminal) -> None:
    with watching(quiet=False) as watch:
        assert watch is not None
        wait_for(terminal, "reading")
        watch(Progress("adding", 1_200, None, "articles"))
        wait_for(terminal, "1,200 articles")
    assert "left" not in terminal.shown()
    assert re.search(r"1,200 articles .*0:0\d", terminal.shown())


def test_where_only_the_share_of_the_input_is_known_the_remaining_time_is_too(terminal: Terminal) -> None:
    with watching(quiet=False) as watch:
        assert watch is not None
        for done in range(100, 700, 100):
            watch(Progress("adding", done, None, "articles", done / 10_000))
            time.sleep(0.02)
        wait_for(terminal, "left")
    assert re.search(r"adding .*600 articles · [\d,]+ a second · 0:0\d left", terminal.shown())


def heard(*reports: tuple[float, Progress]) -> Pace:
    pace = Pace()
    for at, report in reports:
        pace.hear(report, at)
    return pace


def adding(done: int, share: float | None = None, total: int | None = None) -> Progress:
    return Progress("adding", done, total, "articles", share)


# Reports with the second in which they came, the rate, and the seconds left at the last of them.
PACES = [
    ([], 0.0, None),
    ([(5.0, adding(100, 0.1))], 0.0, None),
    ([(5.0, adding(100, 0.1)), (7.0, adding(300, 0.3))], 100.0, 7.0),
    ([(5.0, adding(100, total=400)), (7.0, adding(300, total=400))], 100.0, 1.0),
    ([(5.0, adding(100)), (7.0, adding(300))], 100.0, None),
    ([(5.0, adding(100, 0.5)), (7.0, adding(300, 0.5))], 100.0, None),  # a large file that is not looked into yet
    ([(5.0, adding(100, 0.5)), (7.0, adding(300, 1.0))], 100.0, 0.0),
    ([(1.0, adding(0, 0.0)), (5.0, adding(0, 0.0)), (7.0, adding(100, 0.5))], 0.0, None),  # workers had to start
    ([(1.0, adding(0, 0.0)), (7.0, adding(100, 0.5)), (8.0, adding(200, 0.6))], 100.0, 4.0),
    ([(1.0, adding(9_000, 0.1)), (50.0, adding(10_000, 0.2)), (52.0, adding(10_100, 0.3))], 50.0, 14.0),  # slower now
    ([(1.0, Progress("indexing", 50, 60, "articles")), (2.0, adding(100, 0.5))], 0.0, None),  # another phase
    ([(5.0, adding(100, 0.5)), (5.0, adding(200, 0.6))], 100_000.0, 0.004),  # at once
]


@pytest.mark.parametrize(("reports", "rate", "left"), PACES)
def test_the_pace_is_that_of_the_last_reports(
    reports: list[tuple[float, Progress]], rate: float, left: float | None
) -> None:
    pace = heard(*reports)
    assert pace.rate() == pytest.approx(rate)
    assert pace.left(reports[-1][0] if reports else 0.0) == pytest.approx(left, abs=0.01)


def test_the_remaining_time_runs_down_between_two_reports_and_stops_at_nothing() -> None:
    pace = heard((5.0, adding(100, 0.1)), (7.0, adding(300, 0.3)))
    assert [pace.left(now) for now in (8.0, 13.0, 20.0)] == pytest.approx([6.0, 1.0, 0.0])


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_a_narrow_window_has_no_room_for_the_rate(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    with watching(quiet=False) as watch:
        assert watch is not None
        for done in (1_000, 2_000, 10_000):
            watch(Progress("adding", done, 12_000, "articles"))
            time.sleep(0.02)
        wait_for(terminal, " left")
    assert ("a second" in terminal.shown()) == (columns >= 80)
    assert "…" not in terminal.shown()


def test_the_bar_goes_when_the_job_is_done(terminal: Terminal) -> None:
    with watching(quiet=False):
        wait_for(terminal, "reading")
    assert terminal.getvalue().endswith("\x1b[2K")


def test_a_short_job_shows_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 60.0)
    with watching(quiet=False) as watch:
        assert watch is not None
        watch(Progress("adding", 10, 10, "articles"))
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("why", ["quiet", "a pipe", "a dumb terminal"])
def test_nobody_is_shown_a_bar_who_does_not_look(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    if why == "a pipe":
        monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=io.StringIO()))
    if why == "a dumb terminal":
        monkeypatch.setenv("TERM", "dumb")
    with watching(quiet=why == "quiet") as watch:
        assert watch is None


def test_the_bar_is_gone_after_an_error_too(terminal: Terminal) -> None:
    def interrupted() -> None:
        with watching(quiet=False):
            wait_for(terminal, "reading")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert terminal.getvalue().endswith("\x1b[2K")


SHORT = [(5, "0:05"), (760, "12:40"), (3725, "1:02:05"), (0.4, "0:00")]


@pytest.mark.parametrize(("seconds", "shown"), SHORT)
def test_time_is_short_while_one_looks(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown
