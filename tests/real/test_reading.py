"""Everything real that lies beside the project is read, or refused in one line."""

import warnings
from collections import Counter
from pathlib import Path

import pytest

from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading import ReadOptions, feed_pieces, read

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data, which is not part of the project, is absent"),
]


def reading(folder: str) -> tuple[list[RawArticle], list[Rejection]]:
    """Without the option to follow: a URL that is asked for would be an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = list(read([str(DATA / folder)], ReadOptions()))
    return (
        [article for article in found if isinstance(article, RawArticle)],
        [refused for refused in found if isinstance(refused, Rejection)],
    )


def files_of(folder: str) -> set[str]:
    return {str(path) for path in (DATA / folder).rglob("*") if path.is_file()}


@pytest.mark.parametrize("folder", ["formats/feeds", "formats/newsml-g2", "formats/wxr", "seed"])
def test_every_real_file_is_read_or_refused_with_a_reason(folder: str) -> None:
    articles, refused = reading(folder)
    answered = {arrival.location.partition("#")[0] for arrival in (*articles, *refused)}
    assert answered == files_of(folder)
    assert all(rejection.reason and "\n" not in rejection.reason for rejection in refused)


def test_no_real_file_is_taken_for_another_format() -> None:
    formats = {"formats/feeds": "feed", "formats/newsml-g2": "newsml", "formats/wxr": "wordpress", "seed": "text"}
    for folder, format in formats.items():
        articles, _ = reading(folder)
        assert {article.format for article in articles} == {format}


def test_the_published_posts_of_real_exports_are_read() -> None:
    articles, refused = reading("formats/wxr")
    assert len(articles) == 54
    assert [rejection.reason for rejection in refused] == ["a post without text"]
    leaked = ("[gallery", "[caption", "[/caption]", "[embed", "<!-- wp:", "<!--more")
    assert not [article.location for article in articles if any(sign in (article.body_html or "") for sign in leaked)]
    assert {name for article in articles for name in article.authors} >= {"Theme Buster", "Theme Reviewer"}


def test_real_news_items_have_their_text_and_names() -> None:
    articles, refused = reading("formats/newsml-g2")
    assert len(articles) == 5
    named = [article for article in articles if article.title and article.external_id]
    assert len(named) == 3
    assert all(article.tags and article.published and article.source for article in named)
    assert any("remoteContent" in rejection.reason for rejection in refused)


def test_all_eighteen_thousand_articles_are_read() -> None:
    articles, refused = reading("articles")
    assert not refused
    assert Counter(Path(a.location).name.partition("-")[0] for a in articles) == {"allsides": 12_000, "reuters": 6_000}
    assert all(article.title and article.body_text and article.external_id for article in articles)
    reuters = [article for article in articles if "reuters" in article.location]
    assert all(article.published and not article.authors for article in reuters)
    assert 0 < sum(bool(article.byline) for article in reuters) < 600
    assert sum(bool(article.dateline) for article in reuters) > 5_000
    allsides = [article for article in articles if "allsides" in article.location]
    assert all("." in article.source and " " not in article.source for article in allsides if article.source)


def test_all_saved_pages_are_read() -> None:
    articles, refused = reading("pages")
    assert not refused
    assert Counter(article.format for article in articles) == {"html": 394, "jsonl": 394}
    pages = [article.page or "" for article in articles if article.format == "html"]
    assert sum("\ufffd" in page for page in pages) < 0.02 * len(pages)


def test_real_feeds_say_the_same_cut_after_every_item(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = reading("formats/feeds")
    monkeypatch.setattr(feed_pieces, "PIECE", 1)
    monkeypatch.setattr(feed_pieces, "HEADS", 0)
    assert reading("formats/feeds") == whole
