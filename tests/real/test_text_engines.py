"""Both engines over 2,000 real articles: the same matches for some hundred queries, and nearly the same first page."""

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

import pytest

from newsgraph.article import Article, Part, ZoneKind, article_id, compose
from newsgraph.text import TextAnswer, TextIndex, document, highlight, open_text_index, parse_query

DATA = Path(__file__).parents[3] / "shared/data/articles"
FACETS = ("source", "author", "tag", "year", "month")
NOW = datetime(2026, 11, 23, tzinfo=UTC)

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the real articles are not at {DATA}"),
]


def _made(record: dict[str, object]) -> Article:
    text, zones = compose(
        [
            Part(ZoneKind.TITLE, str(record["title"])),
            *(Part(ZoneKind.BODY, part) for part in str(record["text"]).split("\n\n")),
        ]
    )
    year = re.search(r"(19|20)\d\d", str(record.get("date") or ""))
    return Article(
        id=article_id(source="real", external_id=str(record["id"])),
        text=text,
        zones=zones,
        source=str(record.get("source") or ""),
        authors=tuple(re.findall(r"[A-Z][a-z]+ [A-Z]\w+", str(record.get("authors") or ""))),
        tags=(str(record["topic"]),) if record.get("topic") else (),
        published=datetime(int(year[0]), 1 + len(text) % 12, 1 + len(text) % 28, tzinfo=UTC) if year else None,
        language="en" if len(text) % 3 else "",
    )


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    records = []
    for path in sorted(DATA.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            records += [json.loads(line) for line in lines]
    return [_made(record) for record in random.Random(5).sample(records, 2_000)]


@pytest.fixture(scope="module")
def indexes(articles: Sequence[Article], tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[TextIndex]]:
    made = [open_text_index(engine, tmp_path_factory.mktemp(engine), write=True) for engine in ("tantivy", "whoosh")]
    for index in made:
        for start in range(0, len(articles), 700):
            index.add(document(article) for article in articles[start : start + 700])
            index.commit(start + 1)
    yield made
    for index in made:
        index.close()


def _queries(articles: Sequence[Article]) -> list[str]:
    """Thirty of each kind, of words from titles; and what only a person would type."""
    chance = random.Random(11)
    titles = [re.findall(r"[\w'’&-]+", article.title) for article in articles]
    titles = [title for title in titles if len(title) > 3]
    made = [
        "",
        "?!",
        "-the",
        "NOT (a OR b)",
        '"the the"~4',
        "published:[* TO *]",
        "title:* -source:reuters",
        "o'",
        "U.S.",
    ]
    for _ in range(30):
        title = chance.choice(titles)
        one, two, three = chance.sample(title, 3)
        at = chance.randrange(len(title) - 1)
        made += [
            one,
            f"{one} {two}",
            f"{one} {two} {three}",
            f"{one} OR {two} OR {three}",
            f"{one} -{two}",
            f"+{one} {two}",
            f"({one} OR {two}) AND NOT {three}",
            f'"{title[at]} {title[at + 1]}"',
            f'"{one} {two}"~{chance.randrange(1, 9)}',
            f"{one[:3]}*",
            f"{one}~",
            f"title:{one} {two}^3",
            f"{one} source:{chance.choice(['reuters', 'cnn', 'politico'])}",
            f"{one} published:{chance.choice(['1987', '2014', '[2012 TO 2016-06]'])}",
        ]
    return made


def _hits(answer: TextAnswer) -> set[str]:
    return {hit.article for hit in answer.hits}


def test_both_engines_find_the_same_articles(articles: Sequence[Article], indexes: Sequence[TextIndex]) -> None:
    different = []
    for query in _queries(articles):
        parsed = parse_query(query, now=NOW)
        one, other = (index.search(parsed, limit=len(articles), facets=FACETS) for index in indexes)
        same = (one.total, _hits(one), one.facets, one.read_as) == (
            other.total,
            _hits(other),
            other.facets,
            other.read_as,
        )
        dated = [index.search(parsed, limit=20, sort="newest").hits for index in indexes]
        if not same or dated[0] != dated[1]:
            different.append((query, one.total, other.total))
    assert different == []


def test_the_first_pages_of_both_engines_are_nearly_the_same(
    articles: Sequence[Article], indexes: Sequence[TextIndex]
) -> None:
    """Both score by BM25 with the same weights; they differ in how they count an article's length. Measured: 0.94."""
    overlaps = []
    for query in _queries(articles):
        if "*" not in query and "~" not in query:  # those tie by the hundred
            pages = [_hits(index.search(parse_query(query, now=NOW), limit=10)) for index in indexes]
            overlaps.append(len(pages[0] & pages[1]) / max(1, len(pages[0])))
    assert mean(overlaps) >= 0.9


def test_an_article_that_matches_in_its_words_has_a_passage_to_show(
    articles: Sequence[Article], indexes: Sequence[TextIndex]
) -> None:
    held = {article.id: article for article in articles}
    shown = marked = 0
    for query in _queries(articles)[9:150]:
        parsed = parse_query(query, now=NOW)
        for hit in indexes[0].search(parsed).hits:
            article = held[hit.article]
            passages = highlight(parsed, article)
            for passage in passages:
                assert article.text[passage.start : passage.start + len(passage.text)] == passage.text
                assert all(0 <= start < end <= len(passage.text) for start, end in passage.marks)
            shown += 1
            marked += bool(passages and passages[0].marks)
    assert marked / shown >= 0.99


def test_did_you_mean_is_the_same_of_both_engines(articles: Sequence[Article], indexes: Sequence[TextIndex]) -> None:
    chance = random.Random(3)
    words = [word for article in articles for word in re.findall(r"[a-z]{6,}", article.title)]
    for word in chance.sample(words, 25):
        at = chance.randrange(1, len(word) - 1)
        typed = parse_query(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
        assert indexes[0].did_you_mean(typed) == indexes[1].did_you_mean(typed)
