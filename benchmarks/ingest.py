"""How fast do articles come in, and how soon is the first answer there?

    python -m benchmarks.ingest [DATA] [--workers N] [--part N] [--times N]

DATA is a folder of *.jsonl.gz or such files, ../shared/data/articles if not named. Every job runs in a process
of its own, one after the other, over the same files:

- newsgraph: `open_archive(…, create=True).add([…])`, the whole way in: read, clean, find and resolve names, keep, tell
  apart who is who, index with tantivy;
- words alone: the same into an archive that holds no names, which is what the peers do too;
- whoosh alone: title, text, source and date of 2,000 articles spread over the whole, one commit; its time is
  scaled to all the articles, in its favour, since a whoosh index slows down as it grows;
- SQLite FTS5 alone: the same fields of all the articles, porter stemming, one transaction.

The two others neither clean nor keep anything: no zones, dates, versions or duplicates. Memory is the most
that the job's processes held together at any of four looks a second (resident pages, one that several share counted
once: what Linux calls PSS), beside the main process's own peak as the system tells it. Times are wall clock,
with everything that runs beside it; CPU seconds do not depend on that, articles a CPU second are what to
compare on a busy machine. Nothing here fails.

Of newsgraph's own jobs it is also told how long each phase took, what the main process and what all others worked in
it, and what they held: where the others work less than the cores have to give, they wait for the main process. A phase
begins when it first tells of its progress, so a little of what comes before it counts for the one before.

With `--times` the articles come so many times over, every time but the first under other ids and with their paragraphs
in another order, and newsgraph alone takes them: what memory does with a long input.
"""

import argparse
import contextlib
import gzip
import json
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

DEFAULT_DATA = Path(__file__).parents[1] / "../shared/data/articles"
WHOOSH_ARTICLES = 2_000
LAUNCHES = 10
QUERIES = 300
LOOK_SECONDS = 0.25  # a look takes some milliseconds, for which the processes wait
QUERY = "ceasefire"
PHASES = "    phase                     seconds  CPU s main  CPU s others  MiB all  MiB main"
HEAD = "job          articles  seconds  a second    CPU s  MiB main  MiB all  MiB disk"
MEBI = 1 << 20


class Seen(NamedTuple):
    """What a look saw of a job's processes: CPU seconds since they began, and bytes held. `at` is the machine's clock
    (time.monotonic), which is the same for all processes."""

    at: float
    main_cpu: float
    cpu: float
    main_held: int
    held: int


class Phase(NamedTuple):
    name: str
    begins: float  # as Seen.at


@dataclass(frozen=True, slots=True)
class Done:
    """What one job did. `cpu` seconds are of all its processes together, and so is `together` in bytes;
    `peak` is the main process's alone. The last of the `phases` is the end."""

    articles: int
    seconds: float
    peak: int
    together: int
    cpu: float
    disk: int
    note: str = ""
    phases: Sequence[Phase] = ()
    seen: Sequence[Seen] = ()

    @property
    def rate(self) -> float:
        return self.articles / self.seconds


# -- the jobs, each called in a process of its own -----------------------------------------------------------


class Clock:
    """Hears of the progress of a job; knows when each phase began."""

    def __init__(self) -> None:
        self.phases: list[Phase] = []

    def __call__(self, progress: Any) -> None:
        self.begin(progress.phase)

    def begin(self, name: str) -> None:
        if not self.phases or self.phases[-1].name != name:
            self.phases.append(Phase(name, time.monotonic()))


CLOCK = Clock()


def add_with_newsgraph(files: list[Path], folder: Path, workers: int, *, names: bool = True) -> tuple[int, str]:
    import newsgraph

    with newsgraph.open_archive(folder, create=True, names=names) as archive:
        report = archive.add(files, workers=workers, watch=CLOCK)
    told = f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged"
    return report.read, f"{told}, {len(report.rejected)} rejected"


def index_with_whoosh(files: list[Path], folder: Path, _workers: int) -> tuple[int, str]:
    from whoosh import fields, index

    schema = fields.Schema(
        id=fields.ID(stored=True, unique=True),
        title=fields.TEXT(stored=True, analyzer=_english()),
        text=fields.TEXT(analyzer=_english()),
        source=fields.ID(stored=True),
        date=fields.ID(stored=True),
    )
    folder.mkdir(parents=True)
    writer = index.create_in(str(folder), schema).writer()
    every = max(1, sum(1 for _ in records(files)) // WHOOSH_ARTICLES)
    count = 0
    for row in islice(records(files), 0, every * WHOOSH_ARTICLES, every):
        writer.add_document(**row)
        count += 1
    writer.commit()
    return count, f"every {every}th article"


def _english() -> Any:
    from whoosh.analysis import StemmingAnalyzer

    return StemmingAnalyzer()


def index_with_fts5(files: list[Path], folder: Path, _workers: int) -> tuple[int, str]:
    import sqlite3

    folder.mkdir(parents=True)
    with contextlib.closing(sqlite3.connect(folder / "fts.db")) as connection, connection:
        columns = "id UNINDEXED, title, text, source UNINDEXED, date UNINDEXED"
        connection.execute(f"CREATE VIRTUAL TABLE article USING fts5({columns}, tokenize = 'porter unicode61')")
        put = "INSERT INTO article VALUES (:id, :title, :text, :source, :date)"
        count = connection.executemany(put, records(files)).rowcount
    return count, ""


JOBS: dict[str, Callable[[list[Path], Path, int], tuple[int, str]]] = {
    "newsgraph": add_with_newsgraph,
    "words alone": partial(add_with_newsgraph, names=False),
    "whoosh": index_with_whoosh,
    "fts5": index_with_fts5,
}


def records(files: list[Path]) -> Iterator[dict[str, str]]:
    """The fields that the two others index, of every line."""
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield {name: str(row.get(name) or "") for name in ("id", "title", "text", "source", "date")}


def work(job: str, files: list[Path], folder: Path, workers: int) -> None:
    """What the child does: the job, and one line of JSON about it."""
    started = time.perf_counter()
    CLOCK.begin("start")
    count, note = JOBS[job](files, folder, workers)
    CLOCK.begin("end")
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps({"articles": count, "seconds": seconds, "peak": peak, "note": note, "phases": CLOCK.phases}))


# -- measuring from outside ----------------------------------------------------------------------------------


def measured(job: str, files: list[Path], folder: Path, workers: int) -> Done:
    command = [sys.executable, "-m", "benchmarks.ingest", "--job", job, "--folder", str(folder)]
    command += ["--workers", str(workers), *map(str, files)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        look = Look(child.pid)
        out, _ = child.communicate()
    look.stop()
    if child.returncode:
        raise SystemExit(f"{job} ended with {child.returncode}")
    told = json.loads(out.splitlines()[-1])
    phases = [Phase(*phase) for phase in told.pop("phases")]
    most = max((seen.held for seen in look.seen), default=0)
    return Done(**told, together=most, cpu=look.cpu, disk=size(folder), phases=phases, seen=look.seen)


class Look:
    """Watches a process and its descendants until `stop`: the memory that they hold together, and the CPU seconds that
    they took, those since the last look left out."""

    def __init__(self, pid: int) -> None:
        self.seen: list[Seen] = []
        self._pid, self._over = pid, threading.Event()
        self._took: dict[int, float] = {}
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    @property
    def cpu(self) -> float:
        return sum(self._took.values())

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            pids = family(self._pid)
            self._took |= {pid: took for pid in pids if (took := cpu_seconds(pid))}
            held = {pid: proportional(pid) for pid in pids}
            main = self._took.get(self._pid, 0.0), held[self._pid]
            self.seen.append(Seen(time.monotonic(), main[0], self.cpu, main[1], sum(held.values())))


def family(pid: int) -> list[int]:
    """A process and its descendants, as /proc knows them; empty where there is no /proc."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*"):
        if stat := fields_of(path / "stat"):
            children.setdefault(int(stat[1]), []).append(int(path.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def fields_of(stat: Path) -> list[str]:
    """What follows the command's name in a /proc/PID/stat; [] when it ended while we looked."""
    with contextlib.suppress(OSError):
        return stat.read_text().rpartition(")")[2].split()
    return []


def proportional(pid: int) -> int:
    """Bytes of its resident pages, of one that several processes share its part; 0 when it ended while we looked."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    return 0


def cpu_seconds(pid: int) -> float:
    stat = fields_of(Path(f"/proc/{pid}/stat"))
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK") if stat else 0.0


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def launch_seconds(*words: str) -> float:
    """The median time from starting the command line to its end."""
    times = []
    for _ in range(LAUNCHES):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "newsgraph_cli", *words], capture_output=True, check=False)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def search_lines(folder: str) -> Iterator[str]:
    """Percentiles of `archive.search(…)` in this process, ten hits each, for two words of 300 headlines, the best of
    three times each: as a user calls it, and without the highlighted passages. What is remembered of a query's words is
    warm by then; three rounds over all the queries, between which it is forgotten, take a quarter longer."""
    import newsgraph

    with newsgraph.open_archive(folder) as archive:
        titles = [article.title for article in islice(archive.articles(), 0, 6_000, 10)]
        words = [[w for w in title.split() if w.isalpha() and len(w) > 3] for title in titles]
        queries = [" ".join(some[:: max(1, len(some) // 2)][:2]) for some in words if len(some) > 1][:QUERIES]
        for highlights in (True, False):
            times = sorted(min(seconds(archive, query, highlights=highlights) for _ in range(3)) for query in queries)
            told = ", ".join(f"p{p} {times[len(times) * p // 100] * 1e3:.2f} ms" for p in (50, 95, 99))
            yield f"search in process, {'with' if highlights else 'without'} highlights: {told}"


def seconds(archive: Any, query: str, *, highlights: bool) -> float:
    started = time.perf_counter()
    archive.search(query, highlights=highlights)
    return time.perf_counter() - started


# -- the report ----------------------------------------------------------------------------------------------


def report(files: list[Path], workers: int) -> None:
    machine = f"{platform.platform()}, Python {platform.python_version()}"
    print(f"{os.cpu_count()} cores with a load of {os.getloadavg()[0]:.1f}, {workers} workers, {machine}")
    print(HEAD)
    with tempfile.TemporaryDirectory() as place:
        done = {}
        for job in JOBS:
            done[job] = measured(job, files, Path(place) / job, workers)
            print(line(job, done[job]), flush=True)
            if job == "newsgraph":
                print_phases(done[job])
        for own in ("words alone", "newsgraph"):
            for other in ("whoosh", "fts5"):
                print(f"{own}: {ratio(done[own], done[other])} {other} alone")
        archive = str(Path(place) / "newsgraph")
        for told in search_lines(archive):
            print(told)
        for words in (["--help"], ["search", QUERY, "--index", archive]):
            print(f"newsgraph {words[0]:<8} {launch_seconds(*words):.3f} s, median of {LAUNCHES}")


def report_long(files: list[Path], workers: int) -> None:
    print(HEAD)
    with tempfile.TemporaryDirectory() as place:
        for job in ("words alone", "newsgraph"):
            done = measured(job, files, Path(place) / job, workers)
            print(line(job, done), flush=True)
            print_phases(done)


def print_phases(done: Done) -> None:
    print(PHASES)
    for phase, after in pairwise(done.phases):
        begin, end = (last_before(done.seen, at) for at in (phase.begins, after.begins))
        main, every = end.main_cpu - begin.main_cpu, end.cpu - begin.cpu
        within = [seen for seen in done.seen if phase.begins <= seen.at < after.begins] or [end]
        held, own = max(seen.held for seen in within), max(seen.main_held for seen in within)
        times = f"{after.begins - phase.begins:>8.2f} {main:>11.1f} {every - main:>13.1f}"
        print(f"    {phase.name:<24} {times} {held / MEBI:>8,.0f} {own / MEBI:>9,.0f}", flush=True)


def last_before(seen: Sequence[Seen], at: float) -> Seen:
    return next((one for one in reversed(seen) if one.at <= at), Seen(at, 0.0, 0.0, 0, 0))


def ratio(ours: Done, other: Done) -> str:
    cpu = (ours.articles / ours.cpu) / (other.articles / other.cpu) if ours.cpu and other.cpu else 0.0
    return f"{ours.rate / other.rate:.2f} times as fast, {cpu:.2f} times as much for a CPU second, as"


def line(job: str, done: Done) -> str:
    numbers = f"{done.articles:>9,} {done.seconds:>8.2f} {done.rate:>9,.0f} {done.cpu:>8.1f}"
    memory = f"{done.peak / MEBI:>9,.0f} {done.together / MEBI:>8,.0f} {done.disk / MEBI:>9,.1f}"
    return f"{job:<11} {numbers} {memory}  {done.note}"


def first(files: list[Path], count: int, folder: Path) -> list[Path]:
    """New files with the first `count` lines, taken evenly from each of the files."""
    parts = []
    for path in files:
        part = folder / path.name
        with gzip.open(path, "rb") as whole, gzip.open(part, "wb", compresslevel=1) as some:
            some.writelines(islice(whole, count // len(files)))
        parts.append(part)
    return parts


def again(files: list[Path], times: int, folder: Path) -> list[Path]:
    """The files and, for every further time, one new file with the articles of them all as they come then."""
    rng, longer = random.Random(1), list(files)
    for time_over in range(1, times):
        path = folder / f"again-{time_over}.jsonl.gz"
        with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as out:
            for file in files:
                with gzip.open(file, "rt", encoding="utf-8") as lines:
                    out.writelines(f"{json.dumps(_as_another(json.loads(line), time_over, rng))}\n" for line in lines)
        longer.append(path)
    return longer


def _as_another(row: dict[str, Any], time_over: int, rng: random.Random) -> dict[str, Any]:
    paragraphs = row["text"].split("\n")
    rng.shuffle(paragraphs)
    text = "\n".join([f"This is copy {time_over}.", *paragraphs])
    return {**row, "id": f"{row.get('id')}-{time_over}", "url": "", "text": text}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.ingest", description=__doc__.partition("\n")[0])
    parser.add_argument("data", nargs="*", type=Path, default=[DEFAULT_DATA])
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--part", type=int, default=0, help="only so many articles, the first of each file")
    parser.add_argument("--times", type=int, default=1, help="the articles so many times over, newsgraph alone")
    parser.add_argument("--job", choices=JOBS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.job:
        work(asked.job, asked.data, asked.folder, asked.workers)
        return
    found = (place.glob("*.jsonl.gz") if place.is_dir() else [place] for place in asked.data)
    files = sorted(path for paths in found for path in paths)
    if not files:
        raise SystemExit(f"no *.jsonl.gz in {', '.join(map(str, asked.data))}")
    with tempfile.TemporaryDirectory() as place:
        files = first(files, asked.part, Path(place)) if asked.part else files
        if asked.times > 1:
            report_long(again(files, asked.times, Path(place)), asked.workers)
        else:
            report(files, asked.workers)


if __name__ == "__main__":
    main()
