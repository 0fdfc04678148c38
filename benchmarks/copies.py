"""What does it cost to find an article's copies, in archives of 1,000 to 100,000 articles? By processor time.

    python -m benchmarks.copies [DATA]        # DATA defaults to ../shared/data

Over the articles of DATA's articles. Beyond their number the archive is multiplied: an article's phrases that at
most 50 articles hold are made others, common ones stay, and its day is another one, so that common phrases grow
commoner as they do in a larger archive. `look up` is the search for candidates, `add` with the merging of columns, of
the same 500 articles at every size; comparing is not in it: `candidates` is how many there are to compare.

Peers where they are installed: datasketch's MinHash (128 permutations) beside fingerprints; difflib's matching blocks
and rapidfuzz's longest common subsequence beside the exact comparison of a pair.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path
from statistics import fmean

import numpy as np

from evals.copies import real_articles
from evals.pages import DEFAULT_DATA
from newsgraph.article import Article, ArticleId
from newsgraph.tracing import MemoryIndex, Text, compare, day_of, fingerprints_of, overlap, text_of, versions, words_of
from newsgraph.tracing.fingerprints import Fingerprints

SIZES = (1_000, 10_000, 18_000, 50_000, 100_000)
PROBES, PAIRS, RARE = 500, 200, 50

Printed = tuple[ArticleId, Fingerprints, int | None]


def milliseconds(work: Callable[[], object], count: int) -> float:
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started) / count


def printed(articles: Sequence[Article]) -> list[Printed]:
    return [(one.id, fingerprints_of(words_of(one)), day_of(one)) for one in articles]


def multiplied(real: Sequence[Printed]) -> Iterator[Printed]:
    """The real ones, then them again and again, with other rare phrases and on other days."""
    yield from real
    numbers, counts = np.unique(np.concatenate([prints for _, prints, _ in real]), return_counts=True)
    common = numbers[counts > RARE]
    for turn in range(1, 1000):
        for id, prints, day in real:
            kept = np.isin(prints, common)
            others = np.sort(np.where(kept, prints, prints ^ (turn * 0x9E3779B97F4A7)))
            yield ArticleId(f"{id}/{turn}"), others, None if day is None else day + 41 * turn


def print_growth(real: Sequence[Printed]) -> None:
    index = MemoryIndex()
    stream = multiplied(real)
    probes = [(ArticleId(f"probe{at}"), *real[at][1:]) for at in range(0, len(real), len(real) // PROBES)][:PROBES]
    print(f"{'articles':>10}{'look up':>10}{'add':>10}{'candidates':>12}")
    at = 0
    for size in SIZES:
        for one in islice(stream, size - at):
            index.add(*one)
        at = size
        print(f"{size:>10,}", *probed(index, probes), sep="", flush=True)


def probed(index: MemoryIndex, probes: Sequence[Printed]) -> Iterator[str]:
    found: list[int] = []
    look_up = milliseconds(lambda: found.extend(len(index.candidates(*one[1:])) for one in probes), PROBES)
    other = deepcopy(index)
    add = milliseconds(lambda: [other.add(*one) for one in probes], PROBES)
    yield f"{look_up:>7.2f} ms{add:>7.2f} ms{fmean(found):>12.2f}"


def print_single(articles: Sequence[Article]) -> None:
    words = [words_of(one) for one in articles]
    texts = [text_of(one) for one in words]
    row("words", lambda: [words_of(one) for one in articles], len(articles), "an article")
    row("fingerprints", lambda: [fingerprints_of(one) for one in words], len(articles), "an article, words given")
    try:
        from datasketch import MinHash
    except ImportError:
        pass
    else:
        grams = [[gram.tobytes() for gram in text.distinct] for text in texts]
        row(
            "datasketch",
            lambda: [MinHash(num_perm=128).update_batch(one) for one in grams],
            len(grams),
            "3-grams given",
        )
    pairs = list(zip(articles[:PAIRS], articles[PAIRS : 2 * PAIRS], strict=True))
    ready = list(zip(texts[:PAIRS], texts[PAIRS : 2 * PAIRS], strict=True))
    row("compare", lambda: [compare(*pair) for pair in pairs], PAIRS, "a pair, from the articles")
    row("versions", lambda: [versions(one, [one]) for one in articles[:PAIRS]], PAIRS, "an answer of one whole copy")
    print_runs(ready)


def print_runs(ready: Sequence[tuple[Text, Text]]) -> None:
    row("overlap", lambda: [overlap(*pair) for pair in ready], len(ready), "a pair, words given")
    lists = [[text.words.numbers.tolist() for text in pair] for pair in ready]
    blocks = [SequenceMatcher(None, one, other, autojunk=False) for one, other in lists]
    row("difflib", lambda: [one.get_matching_blocks() for one in blocks], len(lists), "a pair, matching blocks")
    try:
        from rapidfuzz.distance import LCSseq
    except ImportError:
        return
    what = "a pair, longest common subsequence, which is no run"
    row("rapidfuzz", lambda: [LCSseq.similarity(*pair) for pair in lists], len(lists), what)


def row(name: str, work: Callable[[], object], count: int, what: str) -> None:
    print(f"{name:<14}{milliseconds(work, count):>8.3f} ms {what}", flush=True)


def main(arguments: Sequence[str]) -> int:
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not (data / "articles").is_dir():
        print(f"no articles in {data}: give the folder that holds articles/", file=sys.stderr)
        return 2
    articles = real_articles(data)
    print_single(articles[:: len(articles) // 1000])
    print_growth(printed(random.Random(1).sample(articles, len(articles))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
