"""How long does it take to say what is related? On real articles, one core, by the processor's time.

    python -m benchmarks.related [DATA] [ARTICLES]        # DATA defaults to ../shared/data, ARTICLES to 12000

The archive is the AllSides articles, drawn again under other names where more are asked for (their words stay, so that
lists of postings grow as they would). `candidates` finds 200 in the arrays, `strengths` works out all signals for them,
`ranked` is all of it up to a list of ten with reasons. Names are
those that the shipped finder finds, kept in a temporary directory from the evals.
"""

import gc
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from evals.pages import DEFAULT_DATA
from evals.related_sets import allsides
from evals.related_strengths import features
from newsgraph.article import ArticleId
from newsgraph.relating import Corpus, Features, ranked
from newsgraph.relating.epoch import learn_epoch
from newsgraph.relating.scoring import Scores
from newsgraph.relating.signals import Block

ASKED = 200


def milliseconds(work: Callable[[int], object], rows: Sequence[int]) -> str:
    """p50 and p95."""
    took = []
    for row in rows:
        before = time.process_time()
        work(row)
        took.append(1000 * (time.process_time() - before))
    return f"{np.quantile(took, 0.5):8.2f}{np.quantile(took, 0.95):8.2f}"


def many(found: Sequence[Features], articles: int) -> list[Features]:
    """As many, with what is drawn again under another name and a year later."""
    rounds = -(-articles // len(found))
    return [
        replace(one, article=ArticleId(f"{one.article}{turn or ''}"), day=one.day and one.day + 365 * turn)
        for turn in range(rounds)
        for one in found
    ][:articles]


def main(arguments: Sequence[str]) -> int:
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not (data / "articles").is_dir():
        print(f"no articles in {data}: name the folder that holds articles/", file=sys.stderr)
        return 2
    articles = many(features("allsides", allsides(data).articles), int(arguments[1]) if len(arguments) > 1 else 12_000)
    before = time.process_time()
    epoch = learn_epoch(articles)
    learnt = time.process_time()
    corpus = Corpus(epoch)
    for one in articles:
        corpus.add(one)
    added = time.process_time()
    print(f"{len(articles):,} articles: epoch {learnt - before:.0f} s, ", end="")
    print(f"rows {1000 * (added - learnt) / len(articles):.2f} ms an article")
    gc.freeze()
    rows = np.random.default_rng(0).choice(len(articles), ASKED, replace=False).tolist()
    corpus.candidates(0)
    found = {row: corpus.candidates(row) for row in rows}
    print(f"{'ms':<12}{'p50':>8}{'p95':>8}")
    print(f"{'candidates':<12}{milliseconds(corpus.candidates, rows)}")
    print(f"{'strengths':<12}{milliseconds(lambda row: Scores.of(Block(corpus, row, found[row])), rows)}")
    print(f"{'ranked':<12}{milliseconds(lambda row: ranked(corpus, corpus.ids[row]), rows)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
