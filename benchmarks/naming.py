"""How many articles a second are told who and where they are about, and what does a spaCy pipeline do meanwhile?

    python -m benchmarks.naming [DATA]        # DATA defaults to ../shared/data

Real articles of about 1,000 words each, cleaned before the clock starts: finding and resolving, on one process and on
one for each core. Beside it, in the same run, a spaCy pipeline of about the same size (a hashed embedding with a
window, then its transition-based parser of names), trained for a minute on the sentences that the shipped tagger is
trained on; it finds names and resolves none. Then from key press to the end of `newsgraph extract` of one article.
Processor time does not depend on what else the machine does: compare by it. Nothing here fails.
"""

import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from evals.pages import DEFAULT_DATA
from newsgraph.article import Article
from newsgraph.cleaning import clean
from newsgraph.naming import namer
from newsgraph.parallel import Crew, rarely_collecting
from newsgraph.raw import RawArticle

ARTICLES, WORDS, CHUNK = 2_000, 1_000, 50
PEER_TEXTS, TRAINED_SECONDS, SEED = 200, 60.0, 7
LAUNCHES = 5


class Rate(NamedTuple):
    """Articles a second by the clock, and by the processors' time that was used times the processes."""

    clock: float
    processor: float


def articles_of(data: Path) -> list[Article]:
    """The first articles of 700 to 1,400 words, cleaned: 1,000 on the average."""
    found = []
    with gzip.open(data / "articles" / "allsides-12k.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if 700 <= len(row["text"].split()) <= 1_400:
                raw = RawArticle(location="x", format="jsonl", body_text=row["text"], title=row["title"])
                found.append(clean(raw))
            if len(found) == ARTICLES:
                break
    return found


def name_all(articles: list[Article]) -> list[float]:
    """Find and resolve a chunk, as `add` does; gives the processor's seconds that it took."""
    names, started = namer(), time.process_time()
    for article, mentions in zip(articles, names.find(articles), strict=True):
        names.resolve(article, mentions)
    return [time.process_time() - started]


def rate(articles: Sequence[Article], processes: int) -> Rate:
    """Articles a second with so many processes, each warm: those of `add`, which collect cycles rarely."""
    chunks = [list(articles[at : at + CHUNK]) for at in range(0, len(articles), CHUNK)]
    with Crew(processes) as crew, rarely_collecting():
        list(crew.spread([chunks[0]] * processes * 2, name_all, crashed=_crashed))
        started = time.perf_counter()
        used = sum(chain.from_iterable(crew.spread(chunks, name_all, crashed=_crashed)))
        return Rate(len(articles) / (time.perf_counter() - started), processes * len(articles) / used)


def _crashed(_: Article) -> float:
    raise SystemExit("a process that names articles was killed")


def peer(data: Path) -> Any:
    """A spaCy pipeline trained for TRAINED_SECONDS on the sentences of the freely licensed sets; None without spaCy."""
    try:
        import spacy
        from spacy.training import Example
    except ImportError:
        return None
    from evals.name_sets import load_set

    pipeline = spacy.blank("en")
    finder = pipeline.add_pipe("ner")
    sentences = [sentence for name in ("gmb-train", "wikigold-train") for sentence in load_set(name, data)]
    random.Random(SEED).shuffle(sentences)
    for kind in ("PER", "ORG", "LOC", "MISC"):
        finder.add_label(kind)
    optimizer = pipeline.initialize()
    started, at = time.process_time(), 0
    while time.process_time() - started < TRAINED_SECONDS and at < len(sentences):
        some = sentences[at : at + 64]
        examples = [Example.from_dict(*_annotated(pipeline, one.tokens, one.spans)) for one in some]
        pipeline.update(examples, sgd=optimizer)
        at += 64
    return pipeline


def _annotated(
    pipeline: Any, tokens: Sequence[str], spans: Sequence[tuple[int, int, str]]
) -> tuple[Any, dict[str, Any]]:
    from spacy.tokens import Doc

    tags = ["O"] * len(tokens)
    for start, end, kind in spans:
        tags[start:end] = [f"I-{kind}"] * (end - start)
        tags[start] = f"B-{kind}"
    return Doc(pipeline.vocab, words=list(tokens)), {"entities": tags}


def peer_seconds(pipeline: Any, texts: Sequence[str]) -> float:
    started = time.process_time()
    for _ in pipeline.pipe(texts, batch_size=CHUNK):
        pass
    return time.process_time() - started


def launch_seconds(article: Article) -> float:
    """From key press to the end of `newsgraph extract`, the median of LAUNCHES after one that is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "one.jsonl"
        file.write_text(json.dumps({"title": article.title, "text": article.body[:2_000]}) + "\n", encoding="utf-8")
        return median(islice(_launches([sys.executable, "-m", "newsgraph_cli", "extract", str(file)]), 1, LAUNCHES + 1))


def _launches(words: Sequence[str]) -> "list[float]":
    took = []
    for _ in range(LAUNCHES + 1):
        started = time.perf_counter()
        subprocess.run(words, check=False, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - started)
    return took


def main(arguments: Sequence[str]) -> int:
    """Print the rates; gives the exit status."""
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not (data / "articles").is_dir():
        print(f"no articles in {data}: give the folder that holds articles/", file=sys.stderr)
        return 2
    articles = articles_of(data)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    words = sum(len(article.body.split()) for article in articles)
    print(f"{len(articles)} articles of {words // len(articles)} words, {cores} cores, load {os.getloadavg()[0]:.1f}")
    print(f"{'articles a second, found and resolved':42} {'by the clock':>12} {'by processor time':>18}")
    for processes in sorted({1, cores}):
        found = rate(articles, processes)
        print(f"{f'newsgraph, processes: {processes}':42} {found.clock:12.0f} {found.processor:18.0f}", flush=True)
    some = articles[:PEER_TEXTS]
    own = min(map(partial(_timed, some), range(2)))
    pipeline = peer(data)
    if pipeline is None:
        print("spaCy is not installed: pip install spacy")
    else:
        other = peer_seconds(pipeline, [article.body for article in some])
        print(f"{'spaCy, names alone, one process':42} {'':12} {len(some) / other:18.0f}")
        print(f"newsgraph finds and resolves in {own / other:.2f} of the time that spaCy takes to find")
    print(f"newsgraph extract of one article, from key press to its end: {launch_seconds(articles[0]):.2f} s")
    return 0


def _timed(articles: list[Article], _round: int) -> float:
    return sum(name_all(articles))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
