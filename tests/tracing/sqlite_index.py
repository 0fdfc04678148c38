"""The index of fingerprints as two tables, to hold that a store can keep it so. Not tuned."""

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
    sketch INTEGER NOT NULL,
    key    INTEGER NOT NULL REFERENCES traced (key),
    PRIMARY KEY (number, sketch, key)
) STRICT, WITHOUT ROWID;
"""
SKETCHES = "SELECT DISTINCT sketch FROM holder WHERE number = ? LIMIT ?"
HOLDERS = "SELECT id, day FROM holder JOIN traced USING (key) WHERE number = ?"


class SqliteIndex:
    def __init__(self, *, common: int, least: int, undated: int, days: int = 10, path: str = ":memory:") -> None:
        self.database = sqlite3.connect(path)
        self.database.executescript(SCHEMA)
        self.common, self.least, self.undated, self.days = common, least, undated, days

    def add(self, article: ArticleId, fingerprints: Fingerprints, day: int | None) -> frozenset[ArticleId]:
        touched = self.remove(article)
        sketch = sketch_of(fingerprints)
        touched |= self._on_the_edge(fingerprints, sketch)
        row = (article, day, sketch, fingerprints.astype("<i8").tobytes())
        key = self.database.execute("INSERT INTO traced (id, day, sketch, prints) VALUES (?, ?, ?, ?)", row).lastrowid
        rows = ((one, sketch, key) for one in fingerprints.tolist())
        self.database.executemany("INSERT INTO holder VALUES (?, ?, ?)", rows)
        return touched

    def remove(self, article: ArticleId) -> frozenset[ArticleId]:
        row = self.database.execute("SELECT key, sketch, prints FROM traced WHERE id = ?", (article,)).fetchone()
        if row is None:
            return frozenset()
        key, sketch, blob = row
        prints = np.frombuffer(blob, "<i8")
        rows = ((one, sketch, key) for one in prints.tolist())
        self.database.executemany("DELETE FROM holder WHERE number = ? AND sketch = ? AND key = ?", rows)
        self.database.execute("DELETE FROM traced WHERE key = ?", (key,))
        return self._on_the_edge(prints, sketch)

    def candidates(self, fingerprints: Fingerprints, day: int | None) -> list[Found]:
        shared: Counter[tuple[ArticleId, int | None]] = Counter()
        for number in fingerprints.tolist():
            if len(self._sketches(number)) <= self.common:
                shared.update(self.database.execute(HOLDERS, (number,)))
        return sorted(
            (Found(id, count) for (id, their), count in shared.items() if self._is_near(day, their, count)),
            key=lambda one: (-one.shared, one.article),
        )

    def _is_near(self, day: int | None, their: int | None, count: int) -> bool:
        if day is None or their is None:
            return count >= self.undated
        return count >= self.least and abs(day - their) <= self.days

    def _sketches(self, number: int) -> set[int]:
        return {sketch for (sketch,) in self.database.execute(SKETCHES, (number, self.common + 1))}

    def _on_the_edge(self, fingerprints: Fingerprints, sketch: int) -> frozenset[ArticleId]:
        touched = set()
        for number in fingerprints.tolist():
            sketches = self._sketches(number)
            if len(sketches) == self.common and sketch not in sketches:
                touched |= {id for id, _ in self.database.execute(HOLDERS, (number,))}
        return frozenset(touched)
