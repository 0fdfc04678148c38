"""What do articles name, each by itself? Kept with the article, made again from its words."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from newsgraph.article import ArticleId
from newsgraph.store.names import KeptName, names_from
from newsgraph.store.rows import moment, strings

_UNNAMED = """
    SELECT article.id FROM article
    JOIN version ON version.key = article.current AND version.hash IS NOT NULL
    LEFT JOIN naming ON naming.article = article.key
    WHERE naming.rules IS NOT ? ORDER BY article.key LIMIT ?
"""
_NAMINGS = """
    SELECT article.id, version.source, version.section, version.published, version.agencies, naming.entities
    FROM json_each(?) AS wanted
    JOIN article ON article.id = wanted.value
    JOIN version ON version.key = article.current
    JOIN naming ON naming.article = article.key
"""
_PUT = "INSERT OR REPLACE INTO naming SELECT key, ?1, ?2 FROM article WHERE id = ?3"
_FORGET = "DELETE FROM naming WHERE article = (SELECT key FROM article WHERE id = ?)"


class Naming(NamedTuple):
    """What an article names, and what tells its names apart from those of others."""

    source: str
    section: str
    published: datetime | None
    agencies: tuple[str, ...]
    names: tuple[KeptName, ...]


def unnamed(connection: sqlite3.Connection, rules: str, limit: int) -> list[ArticleId]:
    """Shown articles whose names were not found yet, or not by these rules, in order of arrival."""
    return [ArticleId(name) for (name,) in connection.execute(_UNNAMED, (rules, limit))]


def namings(connection: sqlite3.Connection, ids: Iterable[ArticleId]) -> dict[ArticleId, Naming]:
    """What each of these names; those withdrawn or not yet named are left out."""
    return {
        ArticleId(id): Naming(source, section, moment(published), strings(agencies), names_from(id, column))
        for id, source, section, published, agencies, column in connection.execute(_NAMINGS, (json.dumps(list(ids)),))
    }


def put(connection: sqlite3.Connection, rules: str, columns: Mapping[ArticleId, str]) -> None:
    """Keep what articles name, as `pack_names` wrote it."""
    connection.executemany(_PUT, [(rules, column, id) for id, column in columns.items()])


def forget(connection: sqlite3.Connection, ids: Iterable[ArticleId]) -> None:
    """What these articles name is not known any more; who they named stays until it is settled again."""
    connection.executemany(_FORGET, [(id,) for id in ids])
