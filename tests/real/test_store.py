"""Real articles go through the store unchanged."""

from itertools import islice
from pathlib import Path

import pytest

from newsgraph.article import Article
from newsgraph.cleaning import clean
from newsgraph.raw import RawArticle
from newsgraph.reading import ReadOptions, read
from newsgraph.store import Store

ARTICLES = Path(__file__).parents[3] / "shared/data/articles"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not ARTICLES.is_dir(), reason="../shared/data/articles is not here"),
]


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """500 of each file."""
    arrived = (islice(read([str(path)], ReadOptions()), 500) for path in sorted(ARTICLES.glob("*.jsonl.gz")))
    return [clean(raw) for some in arrived for raw in some if isinstance(raw, RawArticle)]


def test_real_articles_come_back_as_they_were_kept(tmp_path: Path, articles: list[Article]) -> None:
    with Store.open(tmp_path, write=True, create=True) as store:
        store.keep(articles)
        last = {article.id: article for article in articles}
        assert store.articles(list(last)) == list(last.values())
        assert store.keep(articles).changed == ()
        assert store.verify() == []


def test_every_real_article_is_found_by_what_a_person_would_type(tmp_path: Path, articles: list[Article]) -> None:
    with Store.open(tmp_path, write=True, create=True) as store:
        store.keep(articles)
        for article in articles[::10]:
            assert store.find(article.id) == store.find(article.id[:20]) == [article.id]
            assert store.find(article.external_id) == [article.id]
            if article.url:
                assert store.find(f"{article.url}#comments") == [article.id]
