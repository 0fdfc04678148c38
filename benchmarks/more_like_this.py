"""How long do whoosh and tantivy take for their own "more like this", beside our lists? In one run, as ratios.

    python -m benchmarks.more_like_this [DATA] [ARTICLES]        # DATA defaults to ../shared/data, ARTICLES to 10000

The articles are those of `benchmarks.related`. Each engine is given all words of each article, stemmed and cleaned as
they are by us, so that nobody's analysis is timed; asked are the same articles, ten for each. Both are asked with 25
terms, what Lucene's and tantivy's own default is; whoosh's default of 5 is told apart. They give ids and scores of
words alone; `ranked` gives ten with their reasons, without copies, one of each story.
"""

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import tantivy
from whoosh import index as whoosh_index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.fields import ID, TEXT, Schema

from benchmarks.repeated_news import repeated_features
from evals.pages import DEFAULT_DATA
from evals.related_sets import allsides
from evals.related_strengths import features
from newsgraph.relating import Corpus, Features, Field, ranked

ASKED, TERMS = 200, 25


def words_of(article: Features) -> str:
    """All words, as often as they stand there, in an order that tells nothing."""
    words = [key.replace(":", "") for key, times in article.bag(Field.WHOLE).items() for _ in range(times)]
    random.Random(article.article).shuffle(words)
    return " ".join(words)


def in_tantivy(articles: Sequence[Features], folder: Path, asked: Sequence[int]) -> Iterator[tuple[str, float]]:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("number", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", stored=True, tokenizer_name="whitespace", index_option="freq")
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(num_threads=1)
    for number, article in enumerate(articles):
        writer.add_document(tantivy.Document(number=str(number), text=words_of(article)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    found = {
        number: searcher.search(tantivy.Query.term_query(index.schema, "number", str(number)), 1).hits[0][1]
        for number in asked
    }

    def ask(number: int) -> object:
        return searcher.search(tantivy.Query.more_like_this_query(found[number], max_query_terms=TERMS), 10).hits

    yield f"tantivy, {TERMS} terms", timed(ask, asked)


def in_whoosh(articles: Sequence[Features], folder: Path, asked: Sequence[int]) -> Iterator[tuple[str, float]]:
    schema = Schema(number=ID(stored=True), text=TEXT(analyzer=SpaceSeparatedTokenizer(), stored=True))
    index = whoosh_index.create_in(folder, schema)
    writer = index.writer(limitmb=256)
    for number, article in enumerate(articles):
        writer.add_document(number=str(number), text=words_of(article))
    writer.commit(optimize=True)
    with index.searcher() as searcher:
        found = {number: searcher.document_number(number=str(number)) for number in asked}
        for terms in (TERMS, 5):

            def ask(number: int, terms: int = terms) -> object:
                return searcher.more_like(found[number], "text", top=10, numterms=terms)

            yield f"whoosh, {terms} terms", timed(ask, asked)


def timed(ask: Callable[[int], object], asked: Sequence[int]) -> float:
    """Milliseconds, p50."""
    took = []
    for number in asked:
        before = time.perf_counter()
        ask(number)
        took.append(1000 * (time.perf_counter() - before))
    return float(np.median(took))


def main(arguments: Sequence[str]) -> int:
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not (data / "articles").is_dir():
        print(f"no articles in {data}: name the folder that holds articles/", file=sys.stderr)
        return 2
    many = int(arguments[1]) if len(arguments) > 1 else 10_000
    articles = list(repeated_features(features("allsides", allsides(data).articles), many))
    asked = np.random.default_rng(0).choice(len(articles), ASKED, replace=False).tolist()
    corpus = Corpus.of(articles)
    corpus.turn()
    ours = timed(lambda number: ranked(corpus, articles[number].article), asked)
    candidates = timed(lambda number: corpus.candidates(corpus.own(corpus.row_of(articles[number].article))), asked)
    print(f"{len(articles)} articles, {len(asked)} asked\n{'':24}{'p50, ms':>9}{'times ours':>12}")
    print(f"{'ours, with reasons':24}{ours:9.2f}{1:12.2f}\n{'our candidates alone':24}{candidates:9.2f}")
    for peer in (in_tantivy, in_whoosh):
        folder = Path(tempfile.mkdtemp(prefix="more-like-this-"))
        try:
            for name, took in peer(articles, folder, asked):
                print(f"{name:24}{took:9.2f}{took / ours:12.2f}")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
