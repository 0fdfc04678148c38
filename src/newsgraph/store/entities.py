"""Who is who: which entity each of an article's names is, and what the archive knows of entities."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from newsgraph.answers import Begun, EntityCount
from newsgraph.article import ArticleId
from newsgraph.entity import EntityId, EntityKind, Location, Named
from newsgraph.store.names import KINDS, entity_from, location_from
from newsgraph.store.rows import moment

_IDENTITIES = """
    SELECT article.id, appearance.number, entity.id, entity.hidden FROM json_each(?) AS wanted
    JOIN article ON article.id = wanted.value
    JOIN appearance ON appearance.article = article.key
    JOIN entity ON entity.key = appearance.entity
"""
_WHO = """
    SELECT article.id, appearance.number, entity.id, entity.kind, entity.name, entity.hidden,
           CASE entity.kind WHEN 'place' THEN json_extract(entity.facts, '$[0]') END
    FROM json_each(?) AS wanted
    JOIN article ON article.id = wanted.value
    JOIN appearance ON appearance.article = article.key
    JOIN entity ON entity.key = appearance.entity
"""
_NEIGHBOURS = """
    SELECT DISTINCT other.name FROM json_each(?) AS wanted
    JOIN block ON block.name = wanted.value
    JOIN block AS other ON other.article = block.article AND other.number = block.number
"""
_TIED = """
    SELECT names, count(*) FROM (
        SELECT group_concat(block.name, char(10)) AS names
        FROM json_each(?) AS wanted JOIN block ON block.name = wanted.value
        GROUP BY block.article, block.number
    ) GROUP BY names
"""
_TOUCHED = """
    SELECT name FROM unsettled
    UNION SELECT block.name FROM article JOIN block ON block.article = article.key WHERE article.changed > ?
"""
_BY_ID = "SELECT id, kind, name, facts FROM entity WHERE id = ?"
_SOME = """
    SELECT entity.id, entity.kind, entity.name, entity.facts
    FROM json_each(?) AS wanted JOIN entity ON entity.id = wanted.value
"""
_CALLED = """
    SELECT entity.id FROM alias JOIN entity ON entity.key = alias.entity
    LEFT JOIN appearance ON appearance.entity = entity.key
    WHERE alias.folded = ? GROUP BY entity.key
    ORDER BY entity.hidden, count(DISTINCT appearance.article) DESC, entity.id
"""
_SUGGESTED = """
    SELECT entity.id, entity.kind, entity.name,
           (SELECT count(DISTINCT article) FROM appearance WHERE appearance.entity = entity.key) AS articles
    FROM (SELECT DISTINCT entity FROM alias WHERE folded >= ? AND folded < ? LIMIT ?) AS begun
    JOIN entity ON entity.key = begun.entity
    WHERE NOT entity.hidden ORDER BY articles DESC, entity.id LIMIT ?
"""
MOST_BEGUN = 2_000  # names that begin so of which the most frequent are looked for
# The dates of articles stand in a table of their own, in memory, and are looked up for those that are shown alone: a
# join of all appearances with articles, versions and entities took 30 times as long as counting them in their index.
_LATEST = """(
    SELECT max(dated.published) FROM appearance CROSS JOIN dated ON dated.article = appearance.article
    WHERE appearance.entity = {key}
)"""
_COUNTS = f"""
    WITH dated AS MATERIALIZED (
        SELECT article.key AS article, version.published FROM article JOIN version ON version.key = article.current
    ), best AS MATERIALIZED (
        SELECT entity.key, entity.id, entity.kind, entity.name, entity.facts,
               (SELECT count(DISTINCT article) FROM appearance WHERE appearance.entity = entity.key) AS articles,
               {{latest}} AS latest
        FROM entity
        WHERE NOT entity.hidden AND entity.kind IN (SELECT value FROM json_each(?)) AND entity.name LIKE ? ESCAPE '\\'
            AND EXISTS (SELECT 1 FROM appearance WHERE appearance.entity = entity.key)
        ORDER BY {{order}} LIMIT ? OFFSET ?
    )
    SELECT id, kind, name, facts, articles, {_LATEST.format(key="best.key")} FROM best ORDER BY {{order}}
"""
_ORDERS = {
    "articles": "articles DESC, id",
    "name": "name COLLATE NOCASE, id",
    "recent": "latest DESC, id",  # NULL is the least of all
}
SORTS = tuple(_ORDERS)
_APPEARANCES = """
    SELECT article.id, appearance.number FROM appearance
    JOIN entity ON entity.key = appearance.entity JOIN article ON article.key = appearance.article
    WHERE entity.id = ? ORDER BY article.id, appearance.number
"""
Slot = tuple[ArticleId, int]
"""A name of an article: its place in what `names` gives, from 0."""


class Who(NamedTuple):
    """Who a name of an article is across the archive, and where a place is; no other facts, which take longer."""

    id: EntityId
    kind: EntityKind
    name: str
    hidden: bool
    location: Location | None


class Told(NamedTuple):
    """Who a name of an article is: its number there, the entity, and whether that is another than the one that the
    article by itself takes it for."""

    article: ArticleId
    number: int
    entity: EntityId
    other: bool


class Settled(NamedTuple):
    """Who is who among some names.

    `whole` are articles that name nobody but whom this and the other parts of an answer tell. `entities` are those that
    are `told`, with all their forms as `aliases`; `redirects` lead from ids that they had; `joined` from ids in what
    any part has `told` to those of the entities that they are.
    """

    told: Sequence[Told] = ()
    whole: Sequence[ArticleId] = ()
    entities: Mapping[EntityId, Named] = {}
    hidden: frozenset[EntityId] = frozenset()
    redirects: Mapping[EntityId, EntityId] = {}
    joined: Mapping[EntityId, EntityId] = {}


# -- asking --------------------------------------------------------------------------------------------------


def identities(connection: sqlite3.Connection, ids: Iterable[ArticleId]) -> dict[Slot, tuple[EntityId, bool]]:
    """Who each name of the articles is across the archive, and whether that entity is hidden."""
    rows = connection.execute(_IDENTITIES, (json.dumps(list(ids)),))
    return {(ArticleId(article), number): (EntityId(id), hidden == 1) for article, number, id, hidden in rows}


def who(connection: sqlite3.Connection, ids: Iterable[ArticleId]) -> dict[Slot, Who]:
    """The same with what the entity is called and what it is."""
    return {
        (ArticleId(article), number): Who(EntityId(id), KINDS[kind], name, hidden == 1, location_from(id, where))
        for article, number, id, kind, name, hidden, where in connection.execute(_WHO, (json.dumps(list(ids)),))
    }


def touched(connection: sqlite3.Connection, revision: int) -> set[str]:
    """The blocks that names of articles came into since that revision, or left since who is who was last told."""
    return {name for (name,) in connection.execute(_TOUCHED, (revision,))}


def tied(connection: sqlite3.Connection, blocks: Iterable[str]) -> dict[frozenset[str], int]:
    """The sets of blocks that single names are in, and how many names: of these blocks and of all that names tie to
    them, directly or through others."""
    found: set[str] = set()
    frontier = set(blocks)
    while frontier:
        found |= frontier
        frontier = {name for (name,) in connection.execute(_NEIGHBOURS, (json.dumps(sorted(frontier)),))} - found
    sets: dict[frozenset[str], int] = {}
    for names, count in connection.execute(_TIED, (json.dumps(sorted(found)),)):
        key = frozenset(names.split("\n"))
        sets[key] = sets.get(key, 0) + count
    return sets


def entity(connection: sqlite3.Connection, id: str) -> Named | None:
    """The entity of that id or former id; None where there is none."""
    row = connection.execute(_BY_ID, (id,)).fetchone()
    if row is None:
        row = connection.execute(_BY_ID.replace("= ?", "= (SELECT new FROM redirect WHERE old = ?)"), (id,)).fetchone()
    return None if row is None else entity_from(row)


def some(connection: sqlite3.Connection, ids: Iterable[EntityId]) -> dict[EntityId, Named]:
    """Those of these entities that there are."""
    return {EntityId(row[0]): entity_from(row) for row in connection.execute(_SOME, (json.dumps(list(ids)),))}


def called(connection: sqlite3.Connection, folded: str) -> list[EntityId]:
    """The entities that have this folded name, the one in most articles first, ties by id; hidden ones last."""
    return [EntityId(id) for (id,) in connection.execute(_CALLED, (folded,))]


def counts(
    connection: sqlite3.Connection, kinds: Iterable[EntityKind], like: str, *, sort: str, page: tuple[int, int]
) -> list[EntityCount]:
    """The entities of these kinds with `like` in their name, without hidden ones; `page` is (limit, offset)."""
    pattern = "%" + like.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    values = (json.dumps([kind.value for kind in kinds]), pattern, *page)
    latest = _LATEST.format(key="entity.key") if sort == "recent" else "NULL"
    rows = connection.execute(_COUNTS.format(order=_ORDERS[sort], latest=latest), values)
    return [EntityCount(entity_from(row[:4]), row[4], moment(row[5])) for row in rows]


def suggested(connection: sqlite3.Connection, start: str, limit: int) -> list[Begun]:
    """Whose name, or another form of it, begins with the folded `start`, without hidden ones: those in most articles
    first."""
    rows = connection.execute(_SUGGESTED, (start, start + chr(0x10FFFF), MOST_BEGUN, limit))
    return [Begun(EntityId(id), EntityKind(kind), name, articles) for id, kind, name, articles in rows]


def hidden(connection: sqlite3.Connection, id: EntityId) -> bool:
    """Whether a decision keeps it out of every list."""
    return connection.execute("SELECT 1 FROM entity WHERE id = ? AND hidden", (id,)).fetchone() is not None


def appearances(connection: sqlite3.Connection, id: EntityId) -> list[Slot]:
    """Where it is named, in order of article."""
    return [(ArticleId(article), number) for article, number in connection.execute(_APPEARANCES, (id,))]
