"""What are the names in an article called across the archive, and where do they stand? As little as a list tells."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from newsgraph.article import ArticleId
from newsgraph.entity import Called, EntityId, EntityKind
from newsgraph.store.names import KINDS

_NAMED = """
    SELECT article.id, article.key, naming.entities FROM json_each(?) AS wanted
    JOIN article ON article.id = wanted.value
    JOIN version ON version.key = article.current
    JOIN naming ON naming.article = article.key
"""
_SETTLED = """
    SELECT appearance.number, entity.id, entity.kind, entity.name, entity.hidden,
           entity.kind = 'place' AND json_extract(entity.facts, '$[0]') IS NOT NULL
    FROM appearance JOIN entity ON entity.key = appearance.entity WHERE appearance.article = ?
"""


def called(connection: sqlite3.Connection, ids: Iterable[ArticleId]) -> dict[ArticleId, list[Called]]:
    """What each of these names, as who they are across the archive, in the order of the article; those withdrawn or not
    yet named are left out. Raises sqlite3.DatabaseError for names that `pack_names` did not make."""
    return {
        ArticleId(id): _called(id, column, connection.execute(_SETTLED, (key,)).fetchall())
        for id, key, column in connection.execute(_NAMED, (json.dumps(list(ids)),)).fetchall()
    }


def _called(owner: str, column: str, settled: list[tuple[Any, ...]]) -> list[Called]:
    who = {
        number: (EntityId(id), KINDS[kind], name, hidden, on_map) for number, id, kind, name, hidden, on_map in settled
    }
    try:
        return list(_each(json.loads(column), who))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise sqlite3.DatabaseError(f"{owner} has names that newsgraph did not write: {error!r}") from error


def _each(rows: list[list[Any]], settled: dict[int, tuple[EntityId, EntityKind, str, int, int]]) -> Iterable[Called]:
    for number, (id, kind, name, _, mentions, facts, *_) in enumerate(rows):
        spans = tuple([(mention[0], mention[1]) for mention in mentions])
        who = settled.get(number)
        if who is None:
            yield Called(EntityId(id), KINDS[kind], name, facts[0] is not None, spans)
        elif who[3] != 1:
            yield Called(who[0], who[1], who[2], who[4] == 1, spans)
