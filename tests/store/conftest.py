"""Articles from the port town, as many as a test needs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsgraph.article import Article, Evidence, Hyperlink, Part, ZoneKind, article_id, compose
from newsgraph.store import Store

MakeArticle = Callable[..., Article]
JUNE = datetime(2024, 6, 1, 8, 0, tzinfo=UTC)


def _article(name: str = "cranes", *, body: str = "The port was silent.", **facts: object) -> Article:
    url = f"https://quayherald.example/{name}"
    text, zones = compose(
        [
            Part(ZoneKind.TITLE, f"About {name}"),
            Part(ZoneKind.BODY, body),
            Part(ZoneKind.BIO, "Ana Ruiz covers the port.", "Ana Ruiz"),
        ]
    )
    plain = Article(
        id=article_id(url=url),
        text=text,
        zones=zones,
        url=url,
        location=f"news/{name}.html",
        source="quayherald.example",
        authors=("Ana Ruiz", "Tom Okafor"),
        agencies=("Coastwire",),
        published=JUNE,
        language="en",
        section="Harbour",
        tags=("port", "strike"),
        links=(Hyperlink("https://coastwire.example/1", zones[1].start, zones[1].end),),
        evidence=(Evidence("published", "2024-06-01T08:00:00Z", "json-ld datePublished", True),),
    )
    return replace(plain, **facts)  # type: ignore[arg-type]


@pytest.fixture
def make_article() -> MakeArticle:
    """An article called `name`; keywords replace its fields, `body` its words."""
    return _article


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store.open(folder, write=True, create=True) as opened:
        yield opened
