"""What does the store hold of the graph? Articles, entities and what ties them, as plain rows."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from newsgraph.store.copies import LEAD

_ARTICLES = f"""
    SELECT article.key, article.id, substr(version.published, 1, 10), version.source, coalesce(lead.id, ''),
           coalesce(origin.outlet, '')
    FROM {{some}} article JOIN version ON version.key = article.current
    LEFT JOIN origin ON origin.article = article.key LEFT JOIN article AS lead ON lead.key = {LEAD}
    WHERE version.hash IS NOT NULL AND {{only}}
"""
_LINKS = """
    SELECT article.key, naming.weights, group_concat(appearance.number), group_concat(appearance.entity)
    FROM {some} article JOIN naming ON naming.article = article.key
    JOIN appearance ON appearance.article = article.key WHERE {only} GROUP BY article.key
"""
_HYPERLINKS = """
    SELECT article.id, words.links FROM {some} article JOIN words ON words.version = article.current
    WHERE words.links <> '[]' AND {only}
"""
_ENTITIES = """
    SELECT article.key, article.id, article.kind, article.name, article.hidden, json_extract(article.facts, '$[1][0]')
    FROM {some} entity AS article WHERE {only}
"""
AT_ONCE = 5_000  # articles whose links are read together
_WANTED = "json_each(?) AS wanted CROSS JOIN"


class ArticleColumns(NamedTuple):
    """Some articles, all values of each kind together. `published` is a day ("2012-06-03"), None where nothing says so;
    `leads` the id of the article that stands for its text, "" for itself; `outlets` from where it is if no article of
    the archive is its origin."""

    keys: Sequence[int]
    ids: Sequence[str]
    published: Sequence[str | None]
    sources: Sequence[str]
    leads: Sequence[str]
    outlets: Sequence[str]


class EntityColumns(NamedTuple):
    """Some entities likewise. `within` is the place around a place, None for others."""

    keys: Sequence[int]
    ids: Sequence[str]
    kinds: Sequence[str]
    names: Sequence[str]
    hidden: Sequence[int]
    within: Sequence[str | None]


class LinkColumns(NamedTuple):
    """What some articles name, article after article: `named` and `weighed` tell how many `numbers` and `entities`, and
    how many `weights` (in 1/1024), each of `articles` has. Those are as the store has them, written with commas.

    The n-th of `numbers` is which of its article's weights is that of the n-th of `entities`; what has none, or 0, it
    does not weigh.
    """

    articles: list[int]  # keys
    named: list[int]
    numbers: str
    entities: str  # keys
    weighed: list[int]
    weights: str


def articles(connection: sqlite3.Connection, ids: Iterable[str] | None = None) -> Iterator[ArticleColumns]:
    """The shown articles, all or those of these ids, AT_ONCE at a time."""
    told = _asked(connection, _ARTICLES, ids)
    while batch := told.fetchmany(AT_ONCE):
        yield ArticleColumns(*zip(*batch, strict=True))


def links(connection: sqlite3.Connection, ids: Iterable[str] | None = None) -> Iterator[LinkColumns]:
    """All that these articles name, AT_ONCE articles at a time."""
    told = _asked(connection, _LINKS, ids)
    while batch := told.fetchmany(AT_ONCE):
        yield _columns(batch)


def _columns(batch: list[tuple[int, str, str, str]]) -> LinkColumns:
    articles, weights, numbers, entities = zip(*batch, strict=True)
    return LinkColumns(
        list(articles),
        [one.count(",") + 1 for one in numbers],
        ",".join(numbers),
        ",".join(entities),
        [one.count(",") + 1 if one else 0 for one in weights],
        ",".join(filter(None, weights)),
    )


def hyperlinks(connection: sqlite3.Connection, ids: Iterable[str] | None = None) -> Iterator[tuple[str, str]]:
    """(id of the article, address that it links to)."""
    for article, found in _asked(connection, _HYPERLINKS, ids):
        yield from ((article, address) for address, _, _ in json.loads(found))


def entities(connection: sqlite3.Connection, keys: Iterable[int] | None = None) -> Iterator[EntityColumns]:
    """The entities, all or those of these keys, AT_ONCE at a time."""
    told = _asked(connection, _ENTITIES, keys, by="key")
    while batch := told.fetchmany(AT_ONCE):
        yield EntityColumns(*zip(*batch, strict=True))


def _asked(
    connection: sqlite3.Connection, query: str, wanted: Iterable[str] | Iterable[int] | None, *, by: str = "id"
) -> sqlite3.Cursor:
    """The query over everything, or over what has the wanted ids or keys."""
    if wanted is None:
        return connection.execute(query.format(some="", only="1"))
    told = query.format(some=_WANTED, only=f"article.{by} = wanted.value")
    return connection.execute(told, (json.dumps(list(wanted)),))
