"""Articles in one line: the names in brackets are mentions, [places] square, {people} curly."""

import re
from collections.abc import Callable

import pytest

from newsgraph.article import Article, ArticleId, Zone, ZoneKind
from newsgraph.entity import EntityKind, Mention, Named
from newsgraph.resolving.context import Home
from newsgraph.resolving.gazetteer import Gazetteer
from newsgraph.resolving.places import resolve_places

MARKED = re.compile(r"\[([^]]+)\]|\{([^}]+)\}")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.shipped()


def marked(words: str) -> tuple[Article, list[Mention]]:
    text, mentions, at = "", [], 0
    for found in MARKED.finditer(words):
        text += words[at : found.start()]
        name = found[1] or found[2]
        kind = EntityKind.PLACE if found[1] else EntityKind.PERSON
        mentions.append(Mention(len(text), len(text) + len(name), kind, 0.9))
        text, at = text + name, found.end()
    text += words[at:]
    article = Article(id=ArticleId("article/0"), text=text, zones=(Zone(ZoneKind.BODY, 0, len(text)),))
    return article, mentions


@pytest.fixture
def resolve_all(gazetteer: Gazetteer) -> Callable[..., list[Named]]:
    """Resolve an article in one line; the places as they come."""

    def resolved(words: str, *, home: Home | None = None, every_span: bool = False) -> list[Named]:
        article, mentions = marked(words)
        return resolve_places(article, mentions, gazetteer=gazetteer, home=home, every_span=every_span)

    return resolved


@pytest.fixture
def resolve(gazetteer: Gazetteer) -> Callable[..., dict[str, Named]]:
    """Resolve an article in one line; the places by each of the surfaces that they have in it."""

    def resolved(words: str, *, home: Home | None = None, every_span: bool = False) -> dict[str, Named]:
        article, mentions = marked(words)
        places = resolve_places(article, mentions, gazetteer=gazetteer, home=home, every_span=every_span)
        return {article.text[m.start : m.end]: place for place in places for m in place.mentions}

    return resolved


@pytest.fixture
def home_in(gazetteer: Gazetteer) -> Callable[[str, str], Home]:
    """The home of an outlet in a town of a first-level region."""

    def home(town: str, region: str) -> Home:
        around = next(place.id for place in gazetteer.candidates(region) if place.kind == "admin1")
        place = next(place for place in gazetteer.candidates(town) if place.admin1 == around)
        return Home(place.lat, place.lon, place.country, around)

    return home
