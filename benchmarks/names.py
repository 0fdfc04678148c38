"""How many words a second are cut into sentences and tagged, on one core?

    python -m benchmarks.names [DATA]        # DATA defaults to ../shared/data

Over the unlabelled articles of DATA, in batches of articles as `add` hands them over. `cold` meets every word for the
first time, `warm` has seen the same articles before; `one by one` calls the tagger for every article. All by the
processor's time of this process, since the clock of a shared machine says little.
"""

import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from evals.pages import DEFAULT_DATA
from evals.unlabelled import news
from newsgraph.finding.tagger import Tagger
from newsgraph.finding.tokens import tokens_of

ARTICLES, BATCH, ROUNDS = 4000, 50, 3


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def tag_all(tagger: Tagger, articles: Sequence[Sequence[Sequence[str]]], batch: int) -> None:
    for at in range(0, len(articles), batch):
        tagger.tag([sentence for article in articles[at : at + batch] for sentence in article])


def main(arguments: Sequence[str]) -> int:
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not (data / "articles").is_dir():
        print(f"no articles in {data}: give the folder that holds articles/", file=sys.stderr)
        return 2
    texts = [text for _, text in islice(news(data), ARTICLES)]
    load = min(seconds(Tagger.shipped) for _ in range(ROUNDS))
    cut = min(seconds(lambda: [tokens_of(text) for text in texts]) for _ in range(ROUNDS))
    articles = [list(tokens_of(text).sentences()) for text in texts]
    words = sum(len(sentence) for article in articles for sentence in article)
    tagger = Tagger.shipped()
    cold = seconds(lambda: tag_all(tagger, articles, BATCH))
    warm = min(seconds(lambda: tag_all(tagger, articles, BATCH)) for _ in range(ROUNDS))
    single = min(seconds(lambda: tag_all(tagger, articles, 1)) for _ in range(ROUNDS))
    print(f"{len(texts):,} articles, {words:,} words, one core, processor's time; loading {1000 * load:.0f} ms")
    for name, took in (("cut", cut), ("tag cold", cold), ("tag warm", warm), ("tag one by one", single)):
        print(f"{name:<16}{words / took / 1e6:6.2f} million words/s")
    print(f"{'cut and tag':<16}{words / (cut + cold) / 1e6:6.2f} million words/s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
