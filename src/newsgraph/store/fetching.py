"""How do articles come back? By id, all of them, by what changed, by version."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from newsgraph.answers import Version
from newsgraph.article import Article, ArticleId
from newsgraph.errors import UnknownName
from newsgraph.store.rows import FACTS, WORDS, article_from, moment, strings

_COLUMNS = ", ".join([*(f"version.{name}" for name in FACTS), *(f"words.{name}" for name in WORDS)])
_CURRENT = "article JOIN version ON version.key = article.current JOIN words ON words.version = version.key"
_ARTICLES = f"""
    SELECT article.id, {_COLUMNS} FROM json_each(?) AS wanted
    JOIN article ON article.id = wanted.value
    JOIN version ON version.key = article.current
    JOIN words ON words.version = version.key
"""
_ALL = f"SELECT article.id, {_COLUMNS} FROM {_CURRENT} ORDER BY article.id"
_SUMMARIES = """
    SELECT article.id, version.title, version.url, version.source, version.authors, version.published
    FROM json_each(?) AS wanted
    JOIN article ON article.id = wanted.value
    JOIN version ON version.key = article.current AND version.hash IS NOT NULL
"""
_SHOWN = """
    SELECT article.id, version.title, version.url, version.source, version.authors, version.published,
           version.language, CAST(words.text AS BLOB), words.zones
    FROM json_each(?) AS wanted
    JOIN article ON article.id = wanted.value
    JOIN version ON version.key = article.current
    JOIN words ON words.version = version.key
"""
_CHANGED = """
    SELECT article.id, version.hash IS NULL FROM article JOIN version ON version.key = article.current
    WHERE article.changed > ? ORDER BY article.changed, article.key
"""
_CHANGES = "SELECT count(*) FROM article WHERE changed > ?"
_HASHES = """
    SELECT article.id, version.hash FROM json_each(?) AS wanted
    JOIN article ON article.id = wanted.value JOIN version ON version.key = article.current
"""
_ADDRESSES = """
    SELECT article.id, version.url FROM article JOIN version ON version.key = article.current
    WHERE version.hash IS NOT NULL
"""
_VERSIONS = """
    SELECT version.number, version.revision, revision.recorded, version.title, words.version IS NULL,
           version.key = article.current
    FROM article
    JOIN version ON version.article = article.key
    JOIN revision ON revision.number = version.revision
    LEFT JOIN words ON words.version = version.key
    WHERE article.id = ? ORDER BY version.number
"""
_ONE_VERSION = f"""
    SELECT {_COLUMNS} FROM article
    JOIN version ON version.article = article.key AND version.number = ?
    JOIN words ON words.version = version.key
    WHERE article.id = ?
"""

_decode = json.JSONDecoder().raw_decode  # without the search for white space around it


class Change(NamedTuple):
    """An article that shows something else than at an earlier revision; nothing more where `withdrawn`."""

    id: ArticleId
    withdrawn: bool


def hashes(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[ArticleId, str]:
    """The hash (hexadecimal) of what each shows, "" where that was withdrawn; the unknown ones are left out."""
    rows = connection.execute(_HASHES, (json.dumps(list(ids)),))
    return {ArticleId(id): content.hex() if content else "" for id, content in rows}


def addresses(connection: sqlite3.Connection) -> Iterator[tuple[ArticleId, str]]:
    """Every article that is shown with its URL, "" where it has none."""
    for id, url in connection.execute(_ADDRESSES):
        yield ArticleId(id), url


class Summary(NamedTuple):
    """What a list shows of an article."""

    id: ArticleId
    title: str
    url: str
    source: str
    authors: tuple[str, ...]
    published: datetime | None


class Shown(NamedTuple):
    """What a hit shows of an article, and what its passages are found in: three fifths of what an Article costs.

    `text` is also there as the UTF-8 that it is kept in. `zones` are as they are kept: kind, start, end, about.
    """

    id: ArticleId
    title: str
    url: str
    source: str
    authors: tuple[str, ...]
    published: datetime | None
    language: str
    text: str
    utf8: bytes
    zones: Sequence[Sequence[Any]]


def articles(connection: sqlite3.Connection, ids: Sequence[ArticleId]) -> list[Article]:
    rows = connection.execute(_ARTICLES, (json.dumps(ids),))
    found = {row[0]: article_from(row[0], row[1:]) for row in rows}
    return [found[name] for name in ids if name in found]


def summaries(connection: sqlite3.Connection, ids: Sequence[ArticleId]) -> list[Summary]:
    rows = connection.execute(_SUMMARIES, (json.dumps(ids),))
    found = {
        name: Summary(ArticleId(name), title, url, source, strings(authors), moment(published))
        for name, title, url, source, authors, published in rows
    }
    return [found[name] for name in ids if name in found]


def shown(connection: sqlite3.Connection, ids: Sequence[ArticleId]) -> list[Shown]:
    rows = connection.execute(_SHOWN, (json.dumps(ids),))
    found = {row[0]: _shown(*row) for row in rows}
    return [found[name] for name in ids if name in found]


def _shown(name: str, *columns: Any) -> Shown:
    """sqlite3.DatabaseError where the words or the zones are none. A Zone for each would double what zones cost."""
    title, url, source, authors, published, language, utf8, column = columns
    try:
        text, zones = utf8.decode(), _decode(column)[0]
        if not set(map(len, zones)) <= {4}:
            raise ValueError(f"zones {column!r}")
    except (ValueError, TypeError, RecursionError) as error:
        raise sqlite3.DatabaseError(f"{name} has words that newsgraph did not write: {error!r}") from error
    return Shown(ArticleId(name), title, url, source, strings(authors), moment(published), language, text, utf8, zones)


def all_articles(connection: sqlite3.Connection) -> Iterator[Article]:
    for row in connection.execute(_ALL):
        yield article_from(row[0], row[1:])


def changed_since(connection: sqlite3.Connection, revision: int) -> Iterator[Change]:
    for name, withdrawn in connection.execute(_CHANGED, (revision,)):
        yield Change(ArticleId(name), withdrawn == 1)


def changes(connection: sqlite3.Connection, revision: int) -> int:
    return int(connection.execute(_CHANGES, (revision,)).fetchone()[0])


def versions(connection: sqlite3.Connection, name: ArticleId) -> list[Version]:
    return [
        Version(
            number=number,
            revision=revision,
            recorded=datetime.fromisoformat(recorded).astimezone(UTC),
            title=title,
            withdrawn=withdrawn == 1,
            current=current == 1,
        )
        for number, revision, recorded, title, withdrawn, current in connection.execute(_VERSIONS, (name,))
    ]


def version(connection: sqlite3.Connection, name: ArticleId, number: int) -> Article:
    row = connection.execute(_ONE_VERSION, (number, name)).fetchone()
    if row:
        return article_from(name, row)
    known = versions(connection, name)
    if any(one.number == number for one in known):
        raise UnknownName(f"version {number} of {name} was withdrawn: its words are gone", hint=_ask(name))
    expected = f"expected 1 to {len(known)}" if known else "no such article"
    raise UnknownName(f"{name} has no version {number}: {expected}", hint=_ask(name))


def _ask(name: ArticleId) -> str:
    return f"newsgraph show {name} --versions"
