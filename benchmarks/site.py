"""How long does a whole site take, and one article more? Real articles told again, on as many processes as asked.

    python -m benchmarks.site [DATA] [ARTICLES] [--archive FOLDER] [--workers N]   # ../shared/data, 37000, 2 processes

The archive is made of `benchmarks.repeated_news`, which takes far longer than what is measured here; --archive names
one that is there already, and is copied. Timed are the first run of `newsgraph site`, a run when nothing came, and one
after each of some articles that were added (of a later round, told as all others). By the clock, and by the processor:
seconds of all processes together, which depend little on what else the machine does. Then what stands on disk.
"""

import argparse
import gzip
import json
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import newsgraph
from benchmarks.repeated_news import DEFAULT_DATA, repeated_records
from newsgraph.serving import SiteOptions, SiteReport, build_site

ONE_MORE = 20  # articles that wait to be added one by one


class Processor(threading.Thread):
    """Seconds of this process and of all that it started, as /proc tells them five times a second: workers are not its
    own children, so nobody else adds them up."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.own, self.seen, self.over = time.process_time(), dict[str, float](), threading.Event()

    def run(self) -> None:
        tick, group = os.sysconf("SC_CLK_TCK"), os.getpgrp()
        while not self.over.wait(0.2):
            for process in Path("/proc").glob("[0-9]*/stat"):
                with suppress(OSError):
                    fields = process.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
                    if int(fields[2]) == group and process.parent.name != str(os.getpid()):
                        self.seen[process.parent.name] = (int(fields[11]) + int(fields[12])) / tick

    def seconds(self) -> float:
        self.over.set()
        self.join()
        return time.process_time() - self.own + sum(self.seen.values())


def built(archive: Path, out: Path, workers: int) -> tuple[SiteReport, float, float]:
    """A run, its seconds by the clock and by the processor, opening the archive among them."""
    clock, work = time.perf_counter(), Processor()
    work.start()
    with newsgraph.open_archive(archive) as opened:
        report = build_site(opened, out, SiteOptions(workers=workers))
    return report, time.perf_counter() - clock, work.seconds()


def told(name: str, run: tuple[SiteReport, float, float]) -> None:
    report, clock, work = run
    print(f"{name:28}{clock:9.2f}{work:13.2f}{report.made:8}{len(report.lists):9}{len(report.changed):8}", flush=True)


def sizes(out: Path) -> None:
    files = [path for path in out.rglob("*") if path.is_file()]
    print(f"{'files':28}{len(files):9}{sum(path.stat().st_size for path in files) / 2**20:9.1f} MiB")
    for part in ("words", "pages"):
        shards = [
            (path.stat().st_size, len(gzip.compress(path.read_bytes()))) for path in (out / "search" / part).iterdir()
        ]
        plain, packed = zip(*shards, strict=True)
        told = f"{sum(plain) / 2**20:9.1f} MiB, packed p50 {statistics.median(packed):.0f}, largest {max(packed)} bytes"
        print(f"{f'search/{part}':28}{len(shards):9}{told}")
    print(
        f"{'search/manifest.json':28}{len(gzip.compress((out / 'search/manifest.json').read_bytes())):9} bytes packed"
    )


def measure(archive: Path, spare: Sequence[Path], workers: int) -> None:
    out = archive.parent / "site"
    print(f"{'':28}{'seconds':>9}{'processor s':>13}{'lists':>8}{'changed':>9}{'files':>8}")
    told("first run", built(archive, out, workers))
    told("nothing came", built(archive, out, workers))
    for at, file in enumerate(spare, 1):
        with newsgraph.open_archive(archive) as opened:
            opened.add([file])
        told(f"one added ({at})", built(archive, out, workers))
    sizes(out)


def spares(data: Path, articles: int, folder: Path) -> list[Path]:
    files, made = sorted((data / "articles").glob("allsides-*.jsonl.gz")), []
    for at, record in enumerate(repeated_records(files, articles + ONE_MORE)):
        if at >= articles and len(made) < 5:
            made.append(folder / f"more-{at}.jsonl")
            made[-1].write_text(json.dumps(record) + "\n", encoding="utf-8")
    return made


def filled(data: Path, articles: int, folder: Path, workers: int) -> Path:
    files = sorted((data / "articles").glob("allsides-*.jsonl.gz"))
    with (folder / "all.jsonl").open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record) + "\n" for record in repeated_records(files, articles))
    with newsgraph.open_archive(folder / "archive", create=True) as opened:
        opened.add([folder / "all.jsonl"], workers=workers)
    return folder / "archive"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site")
    parser.add_argument("data", nargs="?", type=Path, default=DEFAULT_DATA)
    parser.add_argument("articles", nargs="?", type=int, default=37_000)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(arguments)
    if not (asked.data / "articles").is_dir():
        print(f"no articles in {asked.data}: name the folder that holds articles/", file=sys.stderr)
        return 2
    folder = Path(tempfile.mkdtemp(prefix="site-"))
    try:
        if asked.archive:
            archive = Path(shutil.copytree(asked.archive, folder / "archive"))
        else:
            archive = filled(asked.data, asked.articles, folder, asked.workers)
        with newsgraph.open_archive(archive) as opened:
            held = opened.stats().articles
        print(f"{held} articles, {asked.workers} processes")
        measure(archive, spares(asked.data, max(held, asked.articles), folder), asked.workers)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
