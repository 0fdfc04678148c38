"""The index of fingerprints as three tables, to hold that a store can keep it so: one query for an article.

With 18,000 real articles it has 71 MB, 21 of them the numbers once more for `remove`; the query gives 2,000 rows in one
millisecond of processor time, and an article is added in two.
"""

import json
import sqlite3
from collections import Counter

import numpy as np

from newsgraph.article import ArticleId
from newsgraph.tracing import Found
from newsgraph.tracing.candidates import sketch_of
from newsgraph.tracing.fingerprints import Fingerprints

SCHEMA = """
CREATE TABLE traced (
    key    INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    day    INTEGER,
    sketch INTEGER NOT NULL,
    prints BLOB NOT NULL              -- int64, little end first, ascending
) STRICT;
CREATE TABLE holder (
    number INTEGER NOT NULL,
    key    INTEGER NOT NULL REFERENCES traced (key),
    PRIMARY KEY (number, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE common (                 -- numbers that more than so many sketches hold
    number INTEGER PRIMARY KEY
) STRICT;
"""
RARE = """
SELECT number, key FROM holder
WHERE number IN (SELECT value FROM json_each(?) WHERE value NOT IN (SELECT number FROM common))
"""
SKETCHES = "SELECT DISTINCT sketch FROM holder JOIN traced USING (key) WHERE number = ? LIMIT ?"
THESE = "SELECT value FROM json_each(?)"
Rows = list[tuple[int, int]]


class SqliteIndex:
    def __init__(self, *, common: int, least: int, undated: int, days: int = 10, path: str = ":memory:") -> None:
        self.database = sqlite3.connect(path)
        self.database.executescript(SCHEMA)
        self.common, self.least, self.undated, self.days = common, least, undated, days

    def add(self, article: ArticleId, fingerprints: Fingerprints, day: int | None) -> frozenset[ArticleId]:
        touched = self.remove(article)
        sketch = sketch_of(fingerprints)
        touched |= self._become_common(self._rare(fingerprints), sketch)
        row = (article, day, sketch, fingerprints.astype("<i8").tobytes())
        key = self.database.execute("INSERT INTO traced (id, day, sketch, prints) VALUES (?, ?, ?, ?)", row).lastrowid
        self.database.executemany("INSERT INTO holder VALUES (?, ?)", ((one, key) for one in fingerprints.tolist()))
        return touched

    def remove(self, article: ArticleId) -> frozenset[ArticleId]:
        row = self.database.execute("SELECT key, prints FROM traced WHERE id = ?", (article,)).fetchone()
        if row is None:
            return frozenset()
        key, blob = row
        prints = np.frombuffer(blob, "<i8")
        rows = ((one, key) for one in prints.tolist())
        self.database.executemany("DELETE FROM holder WHERE number = ? AND key = ?", rows)
        self.database.execute("DELETE FROM traced WHERE key = ?", (key,))
        return self._become_rare(prints)

    def candidates(self, fingerprints: Fingerprints, day: int | None) -> list[Found]:
        shared = Counter(key for _, key in self._rare(fingerprints))
        enough = json.dumps([key for key, count in shared.items() if count >= min(self.least, self.undated)])
        rows = self.database.execute(f"SELECT key, id, day FROM traced WHERE key IN ({THESE})", (enough,))
        found = (Found(id, shared[key]) for key, id, their in rows if self._is_near(day, their, shared[key]))
        return sorted(found, key=lambda one: (-one.shared, one.article))

    def _is_near(self, day: int | None, their: int | None, count: int) -> bool:
        if day is None or their is None:
            return count >= self.undated
        return count >= self.least and abs(day - their) <= self.days

    def _rare(self, fingerprints: Fingerprints) -> Rows:
        return self.database.execute(RARE, (json.dumps(fingerprints.tolist()),)).fetchall()

    def _become_common(self, rows: Rows, sketch: int) -> frozenset[ArticleId]:
        edge = set()
        for number, count in Counter(number for number, _ in rows).items():
            if count >= self.common:
                sketches = self._sketches(number)
                if len(sketches) == self.common and sketch not in sketches:
                    edge.add(number)
        self.database.executemany("INSERT INTO common VALUES (?)", ((number,) for number in edge))
        return self._named({key for number, key in rows if number in edge})

    def _become_rare(self, fingerprints: Fingerprints) -> frozenset[ArticleId]:
        known = self.database.execute(
            f"SELECT number FROM common WHERE number IN ({THESE})", (json.dumps(fingerprints.tolist()),)
        )
        keys: set[int] = set()
        for (number,) in known.fetchall():
            if len(self._sketches(number)) <= self.common:
                self.database.execute("DELETE FROM common WHERE number = ?", (number,))
                keys |= {key for _, key in self._rare(np.array([number]))}
        return self._named(keys)

    def _sketches(self, number: int) -> set[int]:
        return {sketch for (sketch,) in self.database.execute(SKETCHES, (number, self.common + 1))}

    def _named(self, keys: set[int]) -> frozenset[ArticleId]:
        query = f"SELECT id FROM traced WHERE key IN ({THESE})"
        return frozenset(id for (id,) in self.database.execute(query, (json.dumps(sorted(keys)),)))
