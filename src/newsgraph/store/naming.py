"""Which article does a person mean? By its id, the beginning of one, its URL, or its source's own id for
it."""

import re
import sqlite3

from newsgraph.address import canonical_url, host_of
from newsgraph.article import ArticleId, article_id

MOST = 1_000  # ids that one ambiguous name gives; nobody reads more
_PREFIX = "article/"
_EXTERNAL = """
    SELECT DISTINCT article.id, version.source FROM version JOIN article ON article.key = version.article
    WHERE version.external_id = ? AND version.external_id <> '' ORDER BY article.id LIMIT ?
"""


def find(connection: sqlite3.Connection, name: str) -> list[ArticleId]:
    """The articles, also withdrawn ones, that the name may mean, in order of id; at most MOST.

    The first kind of name that fits decides: a whole id, a URL in any spelling, a source's own id for the
    article, that id with its source in front ("agency:7"), the beginning of an id with or without "article/".
    """
    name = name.strip()
    if not name:
        return []
    for kind in (_by_id, _by_url, _by_external_id, _by_source_and_external_id, _by_prefix):
        if found := kind(connection, name):
            return found
    return []


def _by_id(connection: sqlite3.Connection, name: str) -> list[ArticleId]:
    rows = connection.execute("SELECT id FROM article WHERE id IN (?, ?) ORDER BY id", (name, _PREFIX + name))
    return [ArticleId(found) for (found,) in rows]


def _by_url(connection: sqlite3.Connection, name: str) -> list[ArticleId]:
    """A canonical URL makes the id: no table of URLs is needed. `host/path` may lack its scheme."""
    address = name if "://" in name else f"https://{name}" if "." in name.partition("/")[0] else ""
    return _by_id(connection, article_id(url=address)) if canonical_url(address) else []


def _by_external_id(connection: sqlite3.Connection, name: str) -> list[ArticleId]:
    rows = connection.execute(_EXTERNAL, (name, MOST))
    return list(dict.fromkeys(ArticleId(found) for found, _ in rows))  # a notice may name another source


def _by_source_and_external_id(connection: sqlite3.Connection, name: str) -> list[ArticleId]:
    outlet, _, external_id = name.partition(":")
    rows = connection.execute(_EXTERNAL, (external_id, MOST))
    named = (outlet, host_of(outlet) or outlet)
    return list(dict.fromkeys(ArticleId(found) for found, source in rows if source in named))


def _by_prefix(connection: sqlite3.Connection, name: str) -> list[ArticleId]:
    start = name.removeprefix(_PREFIX).lower()
    if not re.fullmatch(r"[0-9a-f]+", start):
        return []
    span = (_PREFIX + start, f"{_PREFIX}{start}g", MOST)
    rows = connection.execute("SELECT id FROM article WHERE id >= ? AND id < ? ORDER BY id LIMIT ?", span)
    return [ArticleId(found) for (found,) in rows]
