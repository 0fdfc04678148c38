"""How do all articles together use a name, and who is in doubt about it?"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from newsgraph.article import ArticleId
from newsgraph.store.rows import keys_of

Ballot = Sequence[tuple[str, int, int]]
"""(name, its kind as an index from 0 to 3, how often)."""
Doubts = Sequence[tuple[int, int, str, str, Sequence[float]]]
"""(start, end, name, role printed before it, the sum of each kind)."""

_KINDS = ("place", "person", "organisation", '"group"')
_COUNT = (
    "INSERT INTO usage VALUES (?1, ?2, ?3, ?4, ?5, '', 1) ON CONFLICT (name) DO UPDATE SET changed = 1, "
    + ", ".join(f"{kind} = {kind} + excluded.{kind}" for kind in _KINDS)
)
_COUNTS = f"SELECT name, {', '.join(_KINDS)} FROM usage"
_OF_ARTICLES = """
    SELECT naming.ballot FROM json_each(?) AS wanted
    JOIN article ON article.id = wanted.value JOIN naming ON naming.article = article.key
"""
_TO_HEAR = """
    SELECT article.id FROM naming JOIN article ON article.key = naming.article
    WHERE naming.heard = 0 AND naming.doubts <> '[]'
    UNION SELECT article.id FROM json_each(?) AS wanted
    JOIN doubt ON doubt.name = wanted.value JOIN article ON article.key = doubt.article
    ORDER BY 1
"""
_DOUBTS = """
    SELECT article.id, naming.doubts, naming.heard FROM json_each(?) AS wanted
    JOIN article ON article.id = wanted.value JOIN naming ON naming.article = article.key
"""


class InDoubt(NamedTuple):
    """What an article is in doubt about; `changed` is whether its names are other ones by what it has heard."""

    doubts: Doubts
    changed: bool


def count(connection: sqlite3.Connection, ballots: Mapping[ArticleId, tuple[Ballot, Doubts]]) -> None:
    """Count what articles say by themselves, in place of what they said before; called before that is replaced."""
    more: Counter[tuple[str, int]] = Counter()
    for ballot, _ in ballots.values():
        for name, kind, times in ballot:
            more[name, kind] += times
    for (before,) in connection.execute(_OF_ARTICLES, (json.dumps(list(ballots)),)):
        for name, kind, times in json.loads(before):
            more[name, kind] -= times
    rows: dict[str, list[int]] = {}
    for (name, kind), times in more.items():
        if times:
            rows.setdefault(name, [0] * len(_KINDS))[kind] = times
    connection.executemany(_COUNT, [(name, *row) for name, row in sorted(rows.items())])
    keys = keys_of(connection, ballots)
    connection.executemany("DELETE FROM doubt WHERE article = ?", [(key,) for key in keys.values()])
    doubted = {(one[2], keys[id]) for id, (_, doubts) in ballots.items() if id in keys for one in doubts}
    connection.executemany("INSERT INTO doubt VALUES (?, ?)", sorted(doubted))


def changed(connection: sqlite3.Connection) -> dict[str, tuple[tuple[int, ...], str]]:
    """The votes on each name whose votes have changed since all have heard the verdict on it, and that verdict."""
    rows = connection.execute(f"SELECT name, {', '.join(_KINDS)}, heard FROM usage WHERE changed = 1")
    return {name: (tuple(counts), heard) for name, *counts, heard in rows}


def counts(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The votes on these names."""
    rows = connection.execute(f"{_COUNTS} WHERE name IN (SELECT value FROM json_each(?))", (json.dumps(list(names)),))
    return {name: tuple(votes) for name, *votes in rows}


def to_hear(connection: sqlite3.Connection, names: Iterable[str]) -> list[ArticleId]:
    """The articles in doubt about one of these names, and those in doubt that have heard nothing yet, by id."""
    return [ArticleId(id) for (id,) in connection.execute(_TO_HEAR, (json.dumps(list(names)),))]


def doubts(connection: sqlite3.Connection, ids: Iterable[ArticleId]) -> dict[ArticleId, InDoubt]:
    """What these articles are in doubt about."""
    rows = connection.execute(_DOUBTS, (json.dumps(list(ids)),))
    return {ArticleId(id): InDoubt(json.loads(column), heard == 2) for id, column, heard in rows}


def hear(connection: sqlite3.Connection, articles: Mapping[ArticleId, bool]) -> None:
    """These articles have heard the archive; whether their names are other ones by it."""
    put = "UPDATE naming SET heard = ? WHERE article = (SELECT key FROM article WHERE id = ?)"
    connection.executemany(put, [(2 if other else 1, id) for id, other in articles.items()])


def heard(connection: sqlite3.Connection, verdicts: Mapping[str, str]) -> None:
    """Every article in doubt about these names has heard these verdicts."""
    put = "UPDATE usage SET heard = ?, changed = 0 WHERE name = ?"
    connection.executemany(put, [(verdict, name) for name, verdict in verdicts.items()])
    none = " AND ".join(f"{kind} = 0" for kind in _KINDS)
    connection.execute(f"DELETE FROM usage WHERE changed = 0 AND {none}")
