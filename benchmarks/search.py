"""How fast is searching? Real articles in a temporary index, then a hundred queries of each kind.

    python benchmarks/search.py               all 18,000 articles; about two minutes
    python benchmarks/search.py --articles 2000

Prints indexing rates, then for each kind of query the 50th, 95th and 99th percentile in milliseconds, in process:
parsing, matching, ties and ten hits, without reading the articles. Beside them the same articles in SQLite FTS5
(porter stemming, bm25, ten hits and the total) and, over the first 2,000 only because it indexes slowly, in whoosh as
it comes (StemmingAnalyzer, BM25F); their figures are followed by how many times slower they are.
"""

import argparse
import gzip
import json
import os
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from newsgraph.article import Article, Part, ZoneKind, article_id, compose
from newsgraph.text import TextIndex, document, highlight, open_text_index, parse_query

DATA = Path(__file__).resolve().parents[2] / "shared/data/articles"
FACETS = ("source", "author", "tag", "year", "month")
SLOW = 2_000  # articles that whoosh alone indexes
EACH = 100  # queries of a kind
Ask = Callable[[str], object]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=18_000)
    wanted = options.parse_args().articles
    if not DATA.is_dir():
        sys.exit(f"the articles are not at {DATA}")
    articles = read_articles(wanted)
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(articles):,} articles of {words // len(articles)} words, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        index = build_newsgraph(articles, place / "newsgraph")
        fts = build_fts(articles, place / "fts.db")
        few = articles[:SLOW]
        small = build_newsgraph(few, place / "small")
        whoosh = build_whoosh(few, place / "whoosh")
        report(queries(articles), index, fts, len(articles))
        report_whoosh(queries(few), small, whoosh, len(few))
        report_rest(queries(articles), index, {article.id: article for article in articles})
        index.close()
        small.close()


def read_articles(wanted: int) -> list[Article]:
    """Both sets, mixed by a fixed shuffle, so that fewer articles are still of both kinds."""
    records = []
    for path in sorted(DATA.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            records += [json.loads(line) for line in lines]
    random.Random(1).shuffle(records)
    return [made(record) for record in records[:wanted]]


def made(record: dict[str, object]) -> Article:
    """A minimal article; what the reading and cleaning rooms do better is not what is measured here."""
    title, body = str(record["title"] or ""), str(record["text"] or "")
    parts = [Part(ZoneKind.TITLE, title), *(Part(ZoneKind.BODY, part) for part in body.split("\n\n"))]
    text, zones = compose(parts)
    authors = record.get("authors") or ()
    year = re.search(r"(19|20)\d\d", str(record.get("date") or ""))
    day = 1 + len(body) % 28
    return Article(
        id=article_id(source="benchmark", external_id=str(record["id"])),
        text=text,
        zones=zones,
        source=str(record.get("source") or "").lower(),
        authors=(authors,) if isinstance(authors, str) else tuple(map(str, authors)),  # type: ignore[arg-type]
        tags=(str(record["topic"]),) if record.get("topic") else (),
        published=datetime(int(year[0]), 1 + len(title) % 12, day, tzinfo=UTC) if year else None,
        language="en",
    )


def queries(articles: Sequence[Article]) -> dict[str, list[str]]:
    """Kinds of queries, made from the titles of random articles; the same for the same articles."""
    chance = random.Random(7)
    titles = [re.findall(r"[a-z]{4,}", article.title.lower()) for article in articles]
    titles = [title for title in titles if len(title) >= 3]

    def some(write: Callable[[list[str]], str]) -> list[str]:
        return [write(chance.choice(titles)) for _ in range(EACH)]

    return {
        "term": some(lambda title: chance.choice(title)),
        "phrase": some(lambda title: f'"{title[0]} {title[1]}"'),
        "AND": some(lambda title: " ".join(chance.sample(title, 2))),
        "OR": some(lambda title: " OR ".join(chance.sample(title, 3))),
        "prefix": some(lambda title: f"{chance.choice(title)[:4]}*"),
        "fuzzy": some(lambda title: f"{chance.choice(title)}~"),
        "near": some(lambda title: f'"{title[0]} {title[1]}"~5'),
        "filter": some(lambda title: f"{chance.choice(title)} published:[2014 TO 2018] -source:reuters"),
    }


def timed(what: str, count: int, job: Callable[[], object]) -> None:
    wall, processor = time.perf_counter(), time.process_time()
    job()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    print(f"{what:<34} {count / wall:8,.0f} articles/s   {processor / count * 1e6:6,.0f} µs of processor an article")


def build_newsgraph(articles: Sequence[Article], place: Path) -> TextIndex:
    index = open_text_index("tantivy", place, write=True)

    def job() -> None:
        for start in range(0, len(articles), 6_000):
            index.add(document(article) for article in articles[start : start + 6_000])
            index.commit(start + 1)

    timed(f"newsgraph, tantivy ({len(articles):,})", len(articles), job)
    return index


def build_fts(articles: Sequence[Article], place: Path) -> sqlite3.Connection:
    database = sqlite3.connect(place)

    def job() -> None:
        database.execute(
            "CREATE VIRTUAL TABLE t USING fts5(title, body, source, published, tokenize='porter unicode61', prefix='4')"
        )
        rows = ((a.title, a.body, a.source, a.published.isoformat() if a.published else "") for a in articles)
        with database:
            database.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)

    timed(f"SQLite FTS5 ({len(articles):,})", len(articles), job)
    return database


def build_whoosh(articles: Sequence[Article], place: Path) -> Ask:
    from whoosh import fields, index
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.qparser import FuzzyTermPlugin, MultifieldParser

    place.mkdir()
    text = fields.TEXT(analyzer=StemmingAnalyzer())
    made_index = index.create_in(
        place,
        fields.Schema(id=fields.ID(stored=True), title=text, body=text, source=fields.ID, published=fields.ID),
    )

    def job() -> None:
        writer = made_index.writer(limitmb=128)
        for a in articles:
            published = a.published.isoformat()[:10] if a.published else ""
            writer.add_document(id=a.id, title=a.title, body=a.body, source=a.source, published=published)
        writer.commit()

    timed(f"whoosh alone ({len(articles):,})", len(articles), job)
    searcher = made_index.searcher()
    parser = MultifieldParser(["title", "body"], made_index.schema)
    parser.add_plugin(FuzzyTermPlugin())
    return lambda query: searcher.search(parser.parse(query), limit=10)


def measured(asked: Sequence[str], ask: Ask) -> list[float]:
    """Milliseconds of each query, sorted; every tenth was asked once before, to warm caches up."""
    for query in asked[::10]:
        ask(query)
    times = []
    for query in asked:
        start = time.perf_counter()
        ask(query)
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times)


def percentiles(times: Sequence[float]) -> tuple[float, float, float]:
    cut = quantiles(times, n=100, method="inclusive")
    return cut[49], cut[94], cut[98]


def shown(name: str, times: Sequence[float]) -> str:
    return f"{name:<10}" + "".join(f"{value:9.2f}" for value in percentiles(times))


def ask_fts(database: sqlite3.Connection) -> Ask:
    """The same question in FTS5's words; None of its own for near, fuzzy."""

    def ask(query: str) -> object:
        where, match = "", query
        if " published:" in query:
            match = query.split()[0]
            where = " AND published BETWEEN '2014' AND '2019' AND source <> 'reuters'"
        near = re.fullmatch(r'"(\w+) (\w+)"~(\d+)', query)
        if near:
            match = f"NEAR({near[1]} {near[2]}, {near[3]})"
        found = f"FROM t WHERE t MATCH ?{where}"
        total = database.execute(f"SELECT count(*) {found}", (match,)).fetchone()
        return total, database.execute(f"SELECT rowid {found} ORDER BY bm25(t, 3, 1) LIMIT 10", (match,)).fetchall()

    return ask


def report(asked: dict[str, list[str]], index: TextIndex, fts: sqlite3.Connection, count: int) -> None:
    print(f"\n{count:,} articles, ms      p50      p95      p99 | FTS5 p50      p95      p99   times slower at p50")
    everything: list[float] = []
    for kind, some in asked.items():
        ours = measured(some, lambda query: index.search(parse_query(query)))
        everything += ours
        if kind == "fuzzy":
            print(f"{shown(kind, ours)} | (FTS5 has none)")
            continue
        theirs = measured(some, ask_fts(fts))
        ratio = percentiles(theirs)[0] / percentiles(ours)[0]
        print(f"{shown(kind, ours)} |{shown('', theirs)[10:]}   {ratio:6.1f}")
    print(shown("all kinds", sorted(everything)))


def report_whoosh(asked: dict[str, list[str]], index: TextIndex, whoosh: Ask, count: int) -> None:
    print(f"\n{count:,} articles, ms      p50      p95      p99 | whoosh p50    p95      p99   times slower at p50")
    for kind in ("term", "phrase", "AND", "OR", "prefix"):
        ours = measured(asked[kind], lambda query: index.search(parse_query(query)))
        theirs = measured(asked[kind], whoosh)
        ratio = percentiles(theirs)[0] / percentiles(ours)[0]
        print(f"{shown(kind, ours)} |{shown('', theirs)[10:]}   {ratio:6.1f}")


def report_rest(asked: dict[str, list[str]], index: TextIndex, articles: dict[str, Article]) -> None:
    print("\nparts, ms                p50      p95      p99")
    words = asked["AND"]
    print(f"{'parsing':<14}" + shown("", measured(words, parse_query)))
    print(f"{'facets':<14}" + shown("", measured(asked["term"], lambda q: index.search(parse_query(q), facets=FACETS))))
    print(f"{'newest':<14}" + shown("", measured(asked["term"], lambda q: index.search(parse_query(q), sort="newest"))))
    print(
        f"{'did you mean':<14}"
        + shown("", measured(list(misspelt(words)), lambda q: index.did_you_mean(parse_query(q))))
    )
    shown_hits = [(parse_query(q), articles[h.article]) for q in words for h in index.search(parse_query(q)).hits]
    pairs = iter(shown_hits)
    print(
        f"{'a highlight':<14}" + shown("", measured([""] * (len(shown_hits) // 2), lambda _: highlight(*next(pairs))))
    )


def misspelt(words: Sequence[str]) -> Iterator[str]:
    """Two neighbours swapped in the longest word."""
    for query in words:
        word = max(query.split(), key=len)
        yield query.replace(word, word[:2] + word[3] + word[2] + word[4:])


if __name__ == "__main__":
    main()
