"""How does it become true who is who? Part by part in one transaction, compared with what was true before."""

import json
import sqlite3
from collections.abc import Callable, Iterable

from newsgraph.entity import EntityId
from newsgraph.store.entities import Settled
from newsgraph.store.migrations import run
from newsgraph.store.packing import pack_facts
from newsgraph.store.rows import keys_of

_ROOM = """
    CREATE TEMP TABLE told (
        article INTEGER, number INTEGER, id TEXT, other INTEGER, PRIMARY KEY (article, number)
    ) WITHOUT ROWID;
    CREATE TEMP TABLE whole (article INTEGER PRIMARY KEY);
    CREATE TEMP TABLE joined (old TEXT PRIMARY KEY, new TEXT) WITHOUT ROWID;
    CREATE TEMP TABLE moved (article INTEGER PRIMARY KEY);
    CREATE TEMP TABLE left (entity INTEGER PRIMARY KEY);
"""
# Names that are another entity's than before, or were nobody's; those that an article has no more.
_COMPARED = """
    CREATE TEMP TABLE turned AS
        SELECT told.article, told.number, entity.key AS entity, appearance.entity AS before,
               told.other OR entity.id <> told.id AS other
        FROM told LEFT JOIN joined ON joined.old = told.id
        JOIN entity ON entity.id = coalesce(joined.new, told.id)
        LEFT JOIN appearance ON appearance.article = told.article AND appearance.number = told.number
        WHERE appearance.entity IS NOT entity.key;
    CREATE TEMP TABLE gone AS
        SELECT appearance.article, appearance.number, appearance.entity FROM whole
        JOIN appearance ON appearance.article = whole.article
        LEFT JOIN told ON told.article = appearance.article AND told.number = appearance.number
        WHERE told.article IS NULL;
    INSERT OR IGNORE INTO moved SELECT article FROM gone;
    INSERT OR IGNORE INTO moved SELECT article FROM turned WHERE other
        OR EXISTS (SELECT 1 FROM appearance WHERE appearance.article = turned.article);
    INSERT OR IGNORE INTO left SELECT before FROM turned WHERE before IS NOT NULL;
    INSERT OR IGNORE INTO left SELECT entity FROM gone;
    DELETE FROM appearance WHERE (article, number) IN (SELECT article, number FROM gone);
    INSERT OR REPLACE INTO appearance SELECT article, number, entity FROM turned;
    DELETE FROM left WHERE EXISTS (SELECT 1 FROM appearance WHERE appearance.entity = left.entity);
    DELETE FROM alias WHERE entity IN (SELECT entity FROM left);
    DELETE FROM entity WHERE key IN (SELECT entity FROM left);
    DELETE FROM unsettled;
"""
_LEAVE = "".join(f"DROP TABLE {name};\n" for name in ("told", "whole", "joined", "moved", "left", "turned", "gone"))
_PUT_ENTITY = """
    INSERT INTO entity (id, kind, name, hidden, facts) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, hidden = excluded.hidden,
    facts = excluded.facts
"""
_KEYS = "SELECT entity.id, entity.key FROM json_each(?) AS wanted JOIN entity ON entity.id = wanted.value"
# Hidden from now on, or shown again: that changes the articles that name them.
_TURNED_HIDDEN = """
    INSERT OR IGNORE INTO moved SELECT appearance.article FROM json_each(?) AS wanted
    JOIN entity ON entity.id = json_extract(wanted.value, '$[0]')
        AND entity.hidden <> json_extract(wanted.value, '$[1]')
    JOIN appearance ON appearance.entity = entity.key
"""


def settle(
    connection: sqlite3.Connection, parts: Iterable[Settled], *, folded: Callable[[str], str], revision: int
) -> int:
    """Keep who is who. Articles whose names are other entities than they were taken for until now (by what was settled
    before, else by what they say alone) change with `revision`; gives how many. `folded` makes ways to find an entity
    of its names."""
    run(connection, _ROOM)
    redirects: dict[EntityId, EntityId] = {}
    for part in parts:
        _put_entities(connection, part, folded)
        keys = keys_of(connection, {*part.whole, *(one.article for one in part.told)})
        rows = [(keys[one.article], one.number, one.entity, int(one.other)) for one in part.told]
        connection.executemany("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)", rows)
        connection.executemany("INSERT OR IGNORE INTO whole VALUES (?)", [(keys[id],) for id in part.whole])
        connection.executemany("INSERT OR REPLACE INTO joined VALUES (?, ?)", part.joined.items())
        redirects.update(part.redirects)
    run(connection, _COMPARED)
    connection.executemany("INSERT OR REPLACE INTO redirect VALUES (?, ?)", redirects.items())
    connection.execute("DELETE FROM redirect WHERE old IN (SELECT id FROM entity)")
    connection.execute("UPDATE article SET changed = ? WHERE key IN (SELECT article FROM moved)", (revision,))
    (count,) = connection.execute("SELECT count(*) FROM moved").fetchone()
    run(connection, _LEAVE)
    return int(count)


def _put_entities(connection: sqlite3.Connection, settled: Settled, folded: Callable[[str], str]) -> None:
    hidden = json.dumps([(id, int(id in settled.hidden)) for id in settled.entities])
    connection.execute(_TURNED_HIDDEN, (hidden,))
    rows = [
        (id, one.kind.value, one.name, int(id in settled.hidden), pack_facts(one))
        for id, one in settled.entities.items()
    ]
    connection.executemany(_PUT_ENTITY, rows)
    keys = dict(connection.execute(_KEYS, (json.dumps(list(settled.entities)),)).fetchall())
    connection.executemany("INSERT OR IGNORE INTO left VALUES (?)", [(key,) for key in keys.values()])
    connection.executemany("DELETE FROM alias WHERE entity = ?", [(key,) for key in keys.values()])
    names = {(folded(name), keys[id]) for id, one in settled.entities.items() for name in (one.name, *one.aliases)}
    connection.executemany("INSERT INTO alias VALUES (?, ?)", sorted(names))
