"""Both engines over the corpus of `examples/`, as it is read and cleaned."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from newsgraph.article import Article
from newsgraph.cleaning import clean
from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle
from newsgraph.reading import read
from newsgraph.text import TextIndex, document, open_text_index, parse_query

EXAMPLES = Path(__file__).parents[2] / "examples"
FACETS = ("source", "author", "tag", "year", "month")


def _cleaned() -> Iterator[Article]:
    folders = sorted(folder for folder in EXAMPLES.iterdir() if folder.is_dir() and folder.name != "sites")
    for raw in read(map(str, folders)):  # not its README, nor the sites that show a box
        if isinstance(raw, RawArticle) and not raw.withdrawn:
            try:
                yield clean(raw)
            except ArticleRejected:
                continue


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return list({article.id: article for article in _cleaned()}.values())


@pytest.fixture(scope="module")
def indexes(articles: Sequence[Article], tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[TextIndex]]:
    made = [open_text_index(engine, tmp_path_factory.mktemp(engine), write=True) for engine in ("tantivy", "whoosh")]
    for index in made:
        index.add(map(document, articles))
        index.commit(1)
    yield made
    for index in made:
        index.close()


def test_both_engines_find_the_same_examples(articles: Sequence[Article], indexes: Sequence[TextIndex]) -> None:
    assert len(articles) >= 50
    titles = [re.findall(r"\w[\w'’-]*", article.title) for article in articles[::4]]
    queries = ["", "zone:bio", "any:reply", "lang:fr", "NOT port"]
    for title in titles:
        first, last = title[0], title[-1]
        queries += [
            last,
            f"{first} {last}",
            f"{first} OR {last}",
            f'"{" ".join(title[:2])}"',
            f"{last[:3]}*",
            f"{last}~",
        ]
        queries += [f"title:{last} -{first}", f'"{first} {last}"~9', f"any:{last}"]
    for query in queries:
        parsed = parse_query(query)
        one, other = (index.search(parsed, limit=200, facets=FACETS) for index in indexes)
        assert (one.total, one.facets, one.read_as) == (other.total, other.facets, other.read_as), query
        assert {hit.article for hit in one.hits} == {hit.article for hit in other.hits}, query


def test_an_article_is_found_by_its_title(articles: Sequence[Article], indexes: Sequence[TextIndex]) -> None:
    for article in articles:
        words = re.sub('["“”„«»]', " ", article.title)
        for index in indexes:
            found = index.search(parse_query(f'title:"{words}"'), limit=50)
            assert article.id in {hit.article for hit in found.hits}, words


def test_no_biography_and_no_comment_form_is_searched_unless_asked(indexes: Sequence[TextIndex]) -> None:
    for index in indexes:
        plain = index.search(parse_query('"leave a reply"')).total
        assert plain == 0
        assert index.search(parse_query('any:"leave a reply"')).total > 0
