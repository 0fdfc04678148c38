"""Which choices make search useful? The sweep behind WEIGHTS, EXACT and what words side by side mean.

    python benchmarks/search_choices.py

A query is 2, 3 or 4 words out of the title of an article of ECB+ (dev); wanted are the other articles of the same
event, among 5,000 others. Prints precision of ten, recall of ten and mean reciprocal rank. About two minutes.
"""

import gzip
import json
import random
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from newsgraph.article import Article, Part, ZoneKind, article_id, compose
from newsgraph.text import ParsedQuery, TextIndex, document, index, open_text_index, parse_query, tantivy_query
from newsgraph.text.tree import And, Node, Or

DATA = Path(__file__).resolve().parents[2] / "shared/data"
COMMON = frozenset(
    [
        "and",
        "are",
        "for",
        "from",
        "has",
        "have",
        "her",
        "his",
        "into",
        "its",
        "not",
        "over",
        "that",
        "the",
        "this",
        "was",
        "were",
        "will",
        "with",
    ]
)


class Wanted(NamedTuple):
    words: tuple[str, ...]
    articles: frozenset[str]
    itself: str


def main() -> None:
    if not DATA.is_dir():
        sys.exit(f"the articles are not at {DATA}")
    events: dict[str, str] = {}
    texts = open_text_index("tantivy", tempfile.mkdtemp(), write=True)
    with (DATA / "related/ecbplus-dev.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    articles = [made(record) for record in records]
    events = {article.id: record["cluster"] for article, record in zip(articles, records, strict=True)}
    texts.add(map(document, [*articles, *others()]))
    texts.commit(1)
    asked = wanted(articles, events)
    print(f"{len(asked)} queries; precision, recall, reciprocal rank of ten for 2, 3, 4 words")
    for name, fewest, any_word in (
        ("any word", 0, True),
        ("all, any where none", 2, False),
        ("all, any below 10", 10, False),
    ):
        print(f"{name:<24}", told(asked, lambda query, f=fewest, a=any_word: page(texts, query, fewest=f, any_word=a)))
    for exact in (1e-6, 0.25, 0.5, 1.0):
        for title in (1.0, 2.0, 3.0, 5.0):
            tantivy_query.EXACT, tantivy_query.WEIGHTS = exact, {**index.WEIGHTS, "title": title}
            print(f"exact {exact:4.2f}, title {title:3.1f}   ", told(asked, lambda query: page(texts, query, fewest=2)))
    texts.close()


def made(record: dict[str, str]) -> Article:
    parts = [
        Part(ZoneKind.TITLE, record["title"] or ""),
        *(Part(ZoneKind.BODY, p) for p in record["text"].split("\n\n")),
    ]
    text, zones = compose(parts)
    return Article(id=article_id(source="sweep", external_id=record["id"]), text=text, zones=zones, language="en")


def others() -> list[Article]:
    records = []
    for path in sorted((DATA / "articles").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            records += [json.loads(line) for line in lines]
    return [made(record) for record in random.Random(1).sample(records, 5_000)]


def wanted(articles: list[Article], events: dict[str, str]) -> list[Wanted]:
    chance = random.Random(2)
    found = []
    for article in articles:
        words = [word for word in re.findall(r"[\w'’-]{3,}", article.title) if word.lower() not in COMMON]
        same = frozenset(id for id, event in events.items() if event == events[article.id] and id != article.id)
        if len(words) >= 4 and len(same) >= 3:
            found += [Wanted(tuple(chance.sample(words, count)), same, article.id) for count in (2, 3, 4)]
    return found


def page(texts: TextIndex, words: str, *, fewest: int, any_word: bool = False) -> list[str]:
    """The first eleven for the words; the article that they come from always matches, so `fewest` 2 is one other."""
    root = parse_query(words).root
    nodes: tuple[Node, ...] = root.nodes if isinstance(root, And) else (root,)
    either = ParsedQuery(words, Or(nodes))
    answer = texts.search(either if any_word else ParsedQuery(words, And(nodes)), limit=11)
    if answer.total < fewest:
        answer = texts.search(either, limit=11)
    return [hit.article for hit in answer.hits]


def told(asked: list[Wanted], ask: Callable[[str], list[str]]) -> str:
    rows: dict[int, list[tuple[float, float, float]]] = {2: [], 3: [], 4: []}
    for wish in asked:
        found = [article for article in ask(" ".join(wish.words)) if article != wish.itself][:10]
        right = [article in wish.articles for article in found]
        first = right.index(True) + 1 if any(right) else 0
        rows[len(wish.words)].append(
            (sum(right) / max(1, len(found)), sum(right) / min(10, len(wish.articles)), 1 / first if first else 0.0)
        )
    return "   ".join(" ".join(f"{mean(column):.3f}" for column in zip(*row, strict=True)) for row in rows.values())


if __name__ == "__main__":
    main()
