"""How much is in the archive, of what?"""

import sqlite3
from contextlib import suppress
from pathlib import Path

from newsgraph.answers import FacetCount, Stats
from newsgraph.store.migrations import format_of
from newsgraph.store.rows import moment

_SHOWN = "article JOIN version ON version.key = article.current AND version.hash IS NOT NULL"
_NUMBERS = f"""
    SELECT count(*), coalesce(sum(partial), 0), coalesce(sum(published IS NULL), 0),
           min(published), max(published)
    FROM {_SHOWN}
"""
_WITHDRAWN = "SELECT count(*) FROM article JOIN version ON version.key = article.current AND version.hash IS NULL"


def stats(connection: sqlite3.Connection) -> Stats:
    """All numbers that the store knows; `folder`, `engine` and `bytes_on_disk` are left for the archive to
    fill in.

    Withdrawn articles count only as withdrawn. `versions` counts every state that arrived, withdrawals not.
    """
    shown, partial, undated, first, last = connection.execute(_NUMBERS).fetchone()
    return Stats(
        folder="",
        format_version=format_of(connection),
        engine="",
        revision=_one(connection, "SELECT coalesce(max(number), 0) FROM revision"),
        articles=shown,
        versions=_one(connection, "SELECT count(hash) FROM version"),
        withdrawn=_one(connection, _WITHDRAWN),
        partial=partial,
        undated=undated,
        first=moment(first),
        last=moment(last),
        sources=_counts(connection, "source", _SHOWN),
        authors=_counts(connection, "person.value", f"{_SHOWN} JOIN json_each(version.authors) AS person"),
        languages=_counts(connection, "language", _SHOWN),
        years=_counts(connection, "substr(published, 1, 4)", _SHOWN),
        bytes_on_disk={},
    )


def _one(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _counts(connection: sqlite3.Connection, value: str, rows: str) -> tuple[FacetCount, ...]:
    """How often each value stands in the rows, most frequent first, ties by value; "" is not counted."""
    query = f"SELECT {value} AS value, count(*) FROM {rows} WHERE {value} <> '' GROUP BY 1 ORDER BY 2 DESC, 1"
    return tuple(FacetCount(found, count) for found, count in connection.execute(query))


def sizes(folder: Path) -> dict[str, int]:
    """Bytes on disk of each thing in the archive's folder."""
    sizes: dict[str, int] = {}
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # an engine merges its files while we look
            if path.is_file():
                top = path.relative_to(folder).parts[0]
                sizes[top] = sizes.get(top, 0) + path.stat().st_size
    return dict(sorted(sizes.items()))
