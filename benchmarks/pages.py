"""How many pages a second does cleaning take apart, on all cores of this machine and on one?

    python -m benchmarks.pages [DATA]        # DATA defaults to ../shared/data

Every real page in DATA is cleaned whole: parsing, metadata, body, zones. Reading the files and starting the processes
are not counted; each process warms up on a few pages. trafilatura's text alone (no metadata, no zones) of every eighth
page is measured in the same run.
"""

import logging
import os
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from evals.pages import DEFAULT_DATA, SETS, load_pages
from newsgraph.cleaning import clean
from newsgraph.errors import ArticleRejected
from newsgraph.parallel import rarely_collecting
from newsgraph.raw import RawArticle

WARM_UP = 20
CHUNK = 10


class Rate(NamedTuple):
    """Pages a second by the clock, and by the processors' time that was used times the processes: what the clock would
    say of a machine with nothing else to do."""

    clock: float
    processor: float


def clean_pages(pages: Sequence[RawArticle]) -> float:
    """Clean them all, as a process of an ingest does, where Python seldom searches for cycles; gives the processor's
    seconds that it took."""
    started = time.process_time()
    with rarely_collecting():
        for page in pages:
            with suppress(ArticleRejected):
                clean(page)
    return time.process_time() - started


def rate(pages: Sequence[RawArticle], processes: int) -> Rate:
    """Pages a second with so many processes."""
    chunks = [pages[at : at + CHUNK] for at in range(0, len(pages), CHUNK)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(clean_pages, [pages[:WARM_UP]] * processes * 2))
        started = time.perf_counter()
        used = sum(pool.map(clean_pages, chunks))
        return Rate(len(pages) / (time.perf_counter() - started), processes * len(pages) / used)


def trafilatura_rate(pages: Iterable[RawArticle], *, fast: bool) -> Rate:
    """Pages a second of trafilatura in this process."""
    import trafilatura

    logging.disable(logging.CRITICAL)
    texts = [page.page or "" for page in pages]
    started, used = time.perf_counter(), time.process_time()
    with rarely_collecting():
        for text in texts:
            trafilatura.extract(text, include_comments=False, fast=fast)
    return Rate(len(texts) / (time.perf_counter() - started), len(texts) / (time.process_time() - used))


def show(name: str, found: Rate) -> None:
    """Print one line of the table."""
    print(f"{name:42} {found.clock:12.1f} {found.processor:18.1f}", flush=True)


def main(arguments: Sequence[str]) -> int:
    """Print the rates; gives the exit status."""
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not (data / "pages").is_dir():
        print(f"no pages in {data}: give the folder that holds pages/mixed.jsonl", file=sys.stderr)
        return 2
    gold = [page for name in SETS for page in load_pages(data, name)]
    pages = [RawArticle(location=page.file, format="html", page=page.html, url=page.url) for page in gold]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    load = os.getloadavg()[0]
    size = sum(len(page.html) for page in gold) / len(gold) / 1e3
    print(f"{len(pages)} pages of {size:.0f} kB, {cores} cores, load {load:.1f}")
    print(f"{'pages a second':42} {'by the clock':>12} {'by processor time':>18}")
    for processes in sorted({1, cores}):
        show(f"newsgraph, whole cleaning, {processes} process{'es' * (processes > 1)}", rate(pages, processes))
    show("trafilatura, text alone, 1 process", trafilatura_rate(pages[::8], fast=False))
    show("trafilatura fast, text alone, 1 process", trafilatura_rate(pages[::8], fast=True))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
