"""Articles written with their names marked: `[P:Ansel Quillan|Judge]` is a person whom the text calls Judge."""

import re
from datetime import UTC, datetime

from newsgraph.article import Article, ArticleId, Part, ZoneKind, compose
from newsgraph.entity import EntityKind, Mention, Named
from newsgraph.resolving import Profile, profiles_of, resolve_actors

MARK = re.compile(r"\[([POGL]):([^\]|]+)(?:\|([^\]]*))?\]")
KINDS = {
    "P": EntityKind.PERSON,
    "O": EntityKind.ORGANISATION,
    "G": EntityKind.GROUP,
    "L": EntityKind.PLACE,
}


def marked(*paragraphs: str, name: str = "x", source: str = "averincourier.example") -> tuple[Article, list[Mention]]:
    """The article of these paragraphs and the mentions that are marked in them."""
    mentions: list[Mention] = []
    parts = []
    at = 0
    for paragraph in paragraphs:
        plain, last = "", 0
        for mark in MARK.finditer(paragraph):
            plain += paragraph[last : mark.start()]
            start = at + len(plain)
            mentions.append(Mention(start, start + len(mark[2]), KINDS[mark[1]], 0.9, mark[3] or ""))
            plain += mark[2]
            last = mark.end()
        plain += paragraph[last:]
        parts.append(Part(ZoneKind.BODY, plain))
        at += len(plain) + 2
    text, zones = compose(parts)
    published = datetime(2024, 5, 14, tzinfo=UTC)
    article = Article(id=ArticleId(f"article/{name}"), text=text, zones=zones, source=source, published=published)
    return article, mentions


def actors_in(*paragraphs: str) -> dict[str, list[str]]:
    """Each actor's id, without `actor/`, with the words of its mentions."""
    article, mentions = marked(*paragraphs)
    return {n.id.removeprefix("actor/"): words_of(article, n) for n in resolve_actors(article, mentions)}


def words_of(article: Article, named: Named) -> list[str]:
    return [article.text[mention.start : mention.end] for mention in named.mentions]


def profiles_in(name: str, *paragraphs: str, source: str = "averincourier.example") -> list[Profile]:
    article, mentions = marked(*paragraphs, name=name, source=source)
    return profiles_of(article, resolve_actors(article, mentions))


def archive(*texts: str) -> list[Profile]:
    """Profiles of articles of one paragraph each, named 0, 1, 2 …"""
    return [profile for n, text in enumerate(texts) for profile in profiles_in(str(n), text)]
