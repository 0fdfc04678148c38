"""One SQLite file, for Datasette or SQL."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from newsgraph.excerpt import Excerpt
from newsgraph.serving.exports.facts import tidy

_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA page_size = 4096;
    CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE node (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, origins INTEGER NOT NULL, first TEXT, last TEXT,
        country TEXT NOT NULL, lat REAL, lon REAL, within TEXT NOT NULL, source TEXT NOT NULL, url TEXT NOT NULL,
        copy_of TEXT NOT NULL
    );
    CREATE TABLE link (
        tail TEXT NOT NULL REFERENCES node (id), head TEXT NOT NULL REFERENCES node (id), kind TEXT NOT NULL,
        origins INTEGER NOT NULL, first TEXT, last TEXT, articles TEXT NOT NULL,
        PRIMARY KEY (tail, head)
    );
"""
_INDEXES = "CREATE INDEX link_head ON link (head); CREATE INDEX node_kind ON node (kind, name);"


def sqlite_file(excerpt: Excerpt, file: Path) -> None:
    """Tables `node` and `link`; a link's articles are a JSON list; `about` tells the archive's revision."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.executescript(_TABLES)
        connection.execute("BEGIN")
        counts = {"revision": excerpt.revision, "nodes": len(excerpt.nodes), "links": len(excerpt.links)}
        connection.executemany("INSERT INTO about VALUES (?, ?)", [(n, str(v)) for n, v in sorted(counts.items())])
        nodes = ((*n[:4], _day(n.first), _day(n.last), *n[6:]) for n in map(tidy, excerpt.nodes))
        connection.executemany(f"INSERT INTO node VALUES ({', '.join('?' * 13)})", nodes)
        links = ((*one[:4], _day(one.first), _day(one.last), json.dumps(one.articles)) for one in excerpt.links)
        connection.executemany("INSERT INTO link VALUES (?, ?, ?, ?, ?, ?, ?)", links)
        connection.execute("COMMIT")
        connection.executescript(_INDEXES)


def _day(day: object) -> str | None:
    return None if day is None else str(day)
