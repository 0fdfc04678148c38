"""Who is who: which entity each of an article's names is, and what the archive knows of entities."""

import json
import sqlite3
from collections.abc import Callable, Container, Iterable, Mapping
from typing import NamedTuple

from newsgraph.answers import Beside, EntityCount
from newsgraph.article import ArticleId
from newsgraph.entity import EntityId, EntityKind, Named
from newsgraph.store.names import entity_from, pack_facts
from newsgraph.store.rows import moment

_IDENTITIES = """
    SELECT article.id, appearance.number, entity.id, entity.hidden FROM json_each(?) AS wanted
    JOIN article ON article.id = wanted.value
    JOIN appearance ON appearance.article = article.key
    JOIN entity ON entity.key = appearance.entity
"""
_TIED = """
    SELECT DISTINCT other.name FROM json_each(?) AS wanted
    JOIN block ON block.name = wanted.value
    JOIN block AS other ON other.article = block.article AND other.number = block.number
"""
_IN_BLOCKS = """
    SELECT DISTINCT article.id, block.number FROM json_each(?) AS wanted
    JOIN block ON block.name = wanted.value JOIN article ON article.key = block.article
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
    WHERE alias.folded = ? GROUP BY entity.key ORDER BY count(DISTINCT appearance.article) DESC, entity.id
"""
_COUNTS = """
    SELECT entity.id, entity.kind, entity.name, entity.facts, count(DISTINCT appearance.article) AS articles,
           max(version.published) AS latest
    FROM entity
    JOIN appearance ON appearance.entity = entity.key
    JOIN article ON article.key = appearance.article
    JOIN version ON version.key = article.current
    WHERE NOT entity.hidden AND entity.kind IN (SELECT value FROM json_each(?)) AND entity.name LIKE ? ESCAPE '\\'
    GROUP BY entity.key ORDER BY {order} LIMIT ? OFFSET ?
"""
_ORDERS = {
    "articles": "articles DESC, entity.id",
    "name": "entity.name COLLATE NOCASE, entity.id",
    "recent": "latest IS NULL, latest DESC, entity.id",
}
SORTS = tuple(_ORDERS)
_APPEARANCES = """
    SELECT article.id, appearance.number FROM appearance
    JOIN entity ON entity.key = appearance.entity JOIN article ON article.key = appearance.article
    WHERE entity.id = ? ORDER BY article.id, appearance.number
"""
_BESIDE = """
    SELECT other.id, other.kind, other.name, count(DISTINCT theirs.article) AS articles
    FROM appearance AS own
    JOIN entity ON entity.key = own.entity AND entity.id = ?
    JOIN appearance AS theirs ON theirs.article = own.article AND theirs.entity <> own.entity
    JOIN entity AS other ON other.key = theirs.entity AND NOT other.hidden AND other.kind NOT IN ('author', 'source')
    GROUP BY other.key ORDER BY articles DESC, other.id LIMIT ?
"""
_PUT_ENTITY = """
    INSERT INTO entity (id, kind, name, hidden, facts) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, hidden = excluded.hidden,
    facts = excluded.facts RETURNING key
"""
_UNUSED = "(SELECT key FROM entity WHERE key NOT IN (SELECT entity FROM appearance))"

Slot = tuple[ArticleId, int]
"""A name of an article: its place in what `names` gives, from 0."""


class Settled(NamedTuple):
    """Who is who in some articles.

    `entity_of` has, for each article, the entity of each name that was looked at, by its number; `alone` likewise the
    id that the article by itself gives it. `whole` are the articles all of whose names were looked at: what is not in
    `entity_of` they name no more. `entities` are those entities with all their forms as `aliases`, which `folded` makes
    ways to find them; `redirects` lead from ids that they had.
    """

    entity_of: Mapping[ArticleId, Mapping[int, EntityId]]
    alone: Mapping[ArticleId, Mapping[int, EntityId]]
    whole: frozenset[ArticleId]
    entities: Mapping[EntityId, Named]
    hidden: frozenset[EntityId]
    folded: Callable[[str], str]
    redirects: Mapping[EntityId, EntityId]


# -- asking --------------------------------------------------------------------------------------------------


def identities(connection: sqlite3.Connection, ids: Iterable[ArticleId]) -> dict[Slot, tuple[EntityId, bool]]:
    """Who each name of the articles is across the archive, and whether that entity is hidden."""
    rows = connection.execute(_IDENTITIES, (json.dumps(list(ids)),))
    return {(ArticleId(article), number): (EntityId(id), hidden == 1) for article, number, id, hidden in rows}


def touched(connection: sqlite3.Connection, revision: int) -> set[str]:
    """The blocks that names of articles came into since that revision, or left since who is who was last told."""
    return {name for (name,) in connection.execute(_TOUCHED, (revision,))}


def tied(connection: sqlite3.Connection, blocks: Iterable[str]) -> set[str]:
    """These blocks and all that names tie to them, directly or through others."""
    found: set[str] = set()
    frontier = set(blocks)
    while frontier:
        found |= frontier
        frontier = {name for (name,) in connection.execute(_TIED, (json.dumps(sorted(frontier)),))} - found
    return found


def in_blocks(connection: sqlite3.Connection, blocks: Iterable[str], besides: Container[ArticleId]) -> set[Slot]:
    """The names in these blocks, but for those of the articles `besides`."""
    rows = connection.execute(_IN_BLOCKS, (json.dumps(sorted(blocks)),))
    return {(ArticleId(article), number) for article, number in rows if article not in besides}


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
    """The entities that have this folded name, the one in most articles first, ties by id."""
    return [EntityId(id) for (id,) in connection.execute(_CALLED, (folded,))]


def counts(
    connection: sqlite3.Connection, kinds: Iterable[EntityKind], like: str, *, sort: str, page: tuple[int, int]
) -> list[EntityCount]:
    """The entities of these kinds with `like` in their name, without hidden ones; `page` is (limit, offset)."""
    pattern = "%" + like.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    values = (json.dumps([kind.value for kind in kinds]), pattern, *page)
    rows = connection.execute(_COUNTS.format(order=_ORDERS[sort]), values)
    return [EntityCount(entity_from(row[:4]), row[4], moment(row[5])) for row in rows]


def appearances(connection: sqlite3.Connection, id: EntityId) -> list[Slot]:
    """Where it is named, in order of article."""
    return [(ArticleId(article), number) for article, number in connection.execute(_APPEARANCES, (id,))]


def beside(connection: sqlite3.Connection, id: EntityId, limit: int) -> list[Beside]:
    """The places and actors that stand in most of its articles."""
    rows = connection.execute(_BESIDE, (id, limit))
    return [Beside(EntityId(other), EntityKind(kind), name, articles) for other, kind, name, articles in rows]


# -- changing ------------------------------------------------------------------------------------------------


def settle(connection: sqlite3.Connection, settled: Settled, revision: int) -> int:
    """Keep who is who. Articles whose names are other entities than they were taken for until now change with
    `revision`; gives how many."""
    moved = _turned(connection, settled)
    keys = _put_entities(connection, settled)
    for article in {**dict.fromkeys(settled.whole), **dict.fromkeys(settled.entity_of)}:
        names = settled.entity_of.get(article, {})
        if _put_appearances(connection, (article, names), settled, keys):
            moved.add(article)
    connection.executemany("INSERT OR REPLACE INTO redirect VALUES (?, ?)", settled.redirects.items())
    connection.executemany("DELETE FROM redirect WHERE old = ?", [(id,) for id in settled.entities])
    connection.execute("DELETE FROM unsettled")
    connection.execute(f"DELETE FROM alias WHERE entity IN {_UNUSED}")
    connection.execute(f"DELETE FROM entity WHERE key IN {_UNUSED}")
    connection.executemany("UPDATE article SET changed = ? WHERE id = ?", [(revision, id) for id in sorted(moved)])
    return len(moved)


def _put_entities(connection: sqlite3.Connection, settled: Settled) -> dict[EntityId, int]:
    keys: dict[EntityId, int] = {}
    for id, one in settled.entities.items():
        row = (id, one.kind.value, one.name, int(id in settled.hidden), pack_facts(one))
        keys[id] = connection.execute(_PUT_ENTITY, row).fetchone()[0]
    connection.executemany("DELETE FROM alias WHERE entity = ?", [(key,) for key in keys.values()])
    spelled = (
        (settled.folded(name), keys[id]) for id, one in settled.entities.items() for name in (one.name, *one.aliases)
    )
    connection.executemany("INSERT OR IGNORE INTO alias VALUES (?, ?)", spelled)
    return keys


def _put_appearances(
    connection: sqlite3.Connection,
    names: tuple[ArticleId, Mapping[int, EntityId]],
    settled: Settled,
    keys: Mapping[EntityId, int],
) -> bool:
    """Whether the article's names were taken for other entities until now: by what was settled before, else by what it
    says alone."""
    article, own = names
    (key,) = connection.execute("SELECT key FROM article WHERE id = ?", (article,)).fetchone()
    before = dict(connection.execute("SELECT number, entity FROM appearance WHERE article = ?", (key,)).fetchall())
    after = ({} if article in settled.whole else dict(before)) | {number: keys[id] for number, id in own.items()}
    if before == after:
        return False
    connection.execute("DELETE FROM appearance WHERE article = ?", (key,))
    connection.executemany("INSERT INTO appearance VALUES (?, ?, ?)", [(key, *row) for row in sorted(after.items())])
    return bool(before) or own != settled.alone.get(article, {})


def _turned(connection: sqlite3.Connection, settled: Settled) -> set[ArticleId]:
    """The articles of entities that are hidden from now on, or shown again."""
    known = "SELECT id, hidden FROM entity WHERE id IN (SELECT value FROM json_each(?))"
    rows = connection.execute(known, (json.dumps(list(settled.entities)),))
    changed = [EntityId(id) for id, hidden in rows if (hidden == 1) != (id in settled.hidden)]
    return {article for id in changed for article, _ in appearances(connection, id)}
