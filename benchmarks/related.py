"""How long does it take to say what is related? Real articles told again to any number, kept in arrays on disk.

    python -m benchmarks.related [DATA] [ARTICLES]        # DATA defaults to ../shared/data, ARTICLES to 12000

The articles are those of `benchmarks.repeated_news`: real ones again and again with shifted days and renamed rare words
and names, so that lists of postings grow as an archive's do. What is timed is opening, `ranked` (candidates, all
signals, the choice of ten with their reasons, no sentences), an article that is added and saved, what it changes in the
lists of others, and the lists of a whole site (all articles, 37,000 at most) on two processes; by the clock. Memory is
what the system counts for one process that opened the folder and answered, pages of files that it mapped included.
"""

import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from benchmarks.repeated_news import repeated_features
from evals.pages import DEFAULT_DATA
from evals.related_sets import allsides
from evals.related_strengths import features
from newsgraph.relating import Corpus, Features, entered, new_folder, numbered, open_corpus, ranked, save_corpus

ASKED = 400
ADDED = 20
BATCH = 2_000
SITE, SITE_BATCH = 37_000, 500
_OPENED: dict[Path, Corpus] = {}  # by each process


def milliseconds(work: Callable[[int], object], rows: Sequence[int]) -> str:
    """p50, p95 and p99."""
    took = []
    for row in rows:
        before = time.perf_counter()
        work(row)
        took.append(1000 * (time.perf_counter() - before))
    return "".join(f"{np.quantile(took, share):9.2f}" for share in (0.5, 0.95, 0.99))


def built(folder: Path, data: Path, articles: int) -> list[Features]:
    """The corpus in the folder; gives some articles that are not in it."""
    first, waiting = Corpus(new_folder(folder, 1)), []
    spare: list[Features] = []
    real = features("allsides", allsides(data).articles)
    for at, one in enumerate(repeated_features(real, articles + ADDED)):
        if at >= articles:
            spare.append(one)
            continue
        waiting.append(numbered(one))
        if len(waiting) == BATCH:
            first.add_all(waiting)
            waiting = []
    first.add_all(waiting)
    save_corpus(first.renewed(new_folder(folder, 1)), folder, revision=1)
    return spare


def measure(folder: Path, data: Path, articles: int) -> None:
    before = time.perf_counter()
    spare = built(folder, data, articles)
    print(f"{articles} articles, built in {time.perf_counter() - before:.0f} s")
    before = time.perf_counter()
    corpus, _ = open_corpus(folder)
    print(f"{'opened, ms':24}{1000 * (time.perf_counter() - before):9.2f}")
    rows = np.random.default_rng(0).choice(corpus.rows(), ASKED, replace=False).tolist()
    print(f"{'ms':24}{'p50':>9}{'p95':>9}{'p99':>9}")
    print(f"{'candidates':24}{milliseconds(lambda row: corpus.candidates(corpus.own(row)), rows)}")
    print(f"{'ranked':24}{milliseconds(lambda row: ranked(corpus, corpus.id(row)), rows)}")

    def add(at: int) -> None:
        held, revision = open_corpus(folder)
        held.add(spare[at])
        save_corpus(held, folder, revision=revision + 1)
        ranked(held, spare[at].article)

    print(f"{'one added, its list':24}{milliseconds(add, range(len(spare)))}")
    corpus, _ = open_corpus(folder)
    added = [corpus.row_of(one.article) for one in spare]
    print(f"{'lists that it enters':24}{milliseconds(lambda row: entered(corpus, [corpus.id(row)]), added)}")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as reader:
        print(f"{'a reader, MiB':24}{reader.submit(read, folder).result():9.0f}")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as two:
        before = time.perf_counter()
        many = sum(two.map(lists, [(folder, first) for first in range(0, min(SITE, len(corpus)), SITE_BATCH)]))
        print(f"{f'lists of {many}, s':24}{time.perf_counter() - before:9.1f}")


def read(folder: Path) -> float:
    """Opens the corpus, makes some lists; gives the process' memory. Not its peak: that is handed on by the parent."""
    corpus, _ = open_corpus(folder)
    for row in np.random.default_rng(1).choice(corpus.rows(), ASKED, replace=False).tolist():
        ranked(corpus, corpus.id(row))
    told = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(told.split("VmRSS:")[1].split()[0]) / 1024


def lists(part: tuple[Path, int]) -> int:
    """The lists of a part of a site, from a row on; gives how many."""
    folder, first = part
    if folder not in _OPENED:
        _OPENED[folder] = open_corpus(folder)[0]
    corpus = _OPENED[folder]
    rows = corpus.rows()[:SITE][first : first + SITE_BATCH].tolist()
    for row in rows:
        ranked(corpus, corpus.id(row))
    return len(rows)


def main(arguments: Sequence[str]) -> int:
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not (data / "articles").is_dir():
        print(f"no articles in {data}: name the folder that holds articles/", file=sys.stderr)
        return 2
    folder = Path(tempfile.mkdtemp(prefix="related-"))
    try:
        measure(folder, data, int(arguments[1]) if len(arguments) > 1 else 12_000)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{'memory of building, MiB':24}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
