"""How far is it, how fast, and how long still? A bar on stderr for whatever takes more than a second."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from newsgraph_cli.words import clock, colourful, counted

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import Task, TaskID
    from rich.text import Text

    from newsgraph import Progress

PATIENCE = 1.0  # seconds before anything is shown
RECENT = 30.0  # seconds that the pace is taken from; rich takes as many


@contextmanager
def watching(*, quiet: bool) -> Iterator["Callable[[Progress], None] | None"]:
    """A watcher that draws, or None where nobody looks: stderr is no terminal or a dumb one, or `quiet`."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    shown = _Shown()
    timer = threading.Timer(PATIENCE, shown.start)
    timer.daemon = True
    timer.start()
    try:
        yield shown.watch
    finally:
        timer.cancel()
        timer.join()  # or a bar that was about to appear would appear after the end
        shown.stop()


class Pace:
    """How fast, and how long still? From the reports of the last seconds of one phase; times are in seconds.

    May be asked in one thread while it is told in another.
    """

    def __init__(self) -> None:
        self._heard: list[tuple[float, Progress]] = []  # replaced, never changed

    def hear(self, report: "Progress", now: float) -> None:
        """The clock runs from when the first are done: what goes before is getting ready."""
        recent = [(at, one) for at, one in self._heard if at >= now - RECENT and one.phase == report.phase]
        self._heard = [*recent, (now, report)] if report.done else []

    def rate(self) -> float:
        """How many a second; 0 where that is not known yet."""
        heard = self._heard
        if len(heard) < 2:
            return 0.0
        (since, first), (until, last) = heard[0], heard[-1]
        return (last.done - first.done) / max(until - since, 0.001)

    def left(self, now: float) -> float | None:
        """The seconds that it still takes; None where that is not known. Runs down between two reports."""
        heard = self._heard
        if len(heard) < 2:
            return None
        (since, first), (until, last) = heard[0], heard[-1]
        begun, reached = part(first), part(last)
        if begun is None or reached is None or reached <= begun:
            return None
        return max((1 - reached) * (until - since) / (reached - begun) - (now - until), 0.0)


def part(report: "Progress") -> float | None:
    """The part of the work that is done, 0 to 1; None where nobody knows."""
    return report.done / report.total if report.total else report.share


class _Shown:
    """The bar, drawn from `start` on; what `watch` heard before that is not lost."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._last: Progress | None = None
        self._pace = Pace()
        self._begun = time.monotonic()

    def start(self) -> None:
        with self._lock:
            self._bar = _bar(self._facts)
            self._task = self._bar.add_task("reading", total=None)
            self._draw()
            self._bar.start()

    def watch(self, report: "Progress") -> None:
        with self._lock:
            self._last = report
            self._pace.hear(report, time.monotonic())
            self._draw()

    def stop(self) -> None:
        with self._lock:
            if self._bar is not None:
                self._bar.stop()

    def _draw(self) -> None:
        if self._bar is not None and self._task is not None and self._last is not None:
            done = part(self._last)
            total = None if done is None else 1.0
            self._bar.update(self._task, description=self._last.phase, completed=done or 0.0, total=total)

    def _facts(self, room: int) -> str:
        """Count, rate and remaining time (where that is not known, the time that it has taken), in `room` columns:
        the rate is what one can do without."""
        now, report = time.monotonic(), self._last
        rate, left = self._pace.rate(), self._pace.left(now)
        clocked = clock(now - self._begun) if left is None else f"{clock(left)} left"
        parts = ["" if report is None else _count(report), "" if not rate else _speed(rate), clocked]
        whole = " · ".join(filter(None, parts))
        return whole if len(whole) <= room else " · ".join(filter(None, (parts[0], clocked)))


def _count(report: "Progress") -> str:
    if report.total is not None:
        return f"{report.done:,} of {report.total:,} {report.unit}"
    return counted(report.done, report.unit.removesuffix("s"))


def _speed(rate: float) -> str:
    return f"{rate:,.0f} a second" if rate >= 10 else f"{rate:.1f} a second"


def _bar(facts: Callable[[int], str]) -> "Bar":
    from rich.console import Console
    from rich.progress import BarColumn, ProgressColumn, TextColumn
    from rich.progress import Progress as Bar
    from rich.text import Text

    console = Console(file=sys.stderr, no_color=not colourful(sys.stderr), highlight=False)
    width = 16 if console.width >= 80 else 4

    class Facts(ProgressColumn):
        """What is known of the pace, eight times a second."""

        def render(self, task: "Task") -> "Text":
            room = console.width - len(task.description) - width - 2
            return Text(facts(room), no_wrap=True, overflow="ellipsis")

    bar = BarColumn(bar_width=width, complete_style="cyan", finished_style="cyan", pulse_style="cyan")
    return Bar(TextColumn("{task.description}"), bar, Facts(), console=console, transient=True, refresh_per_second=8)
