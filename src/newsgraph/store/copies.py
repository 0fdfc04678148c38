"""What does the store hold of copies? Fingerprints, who shares what with whom, and from where each text is."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from newsgraph.article import ArticleId
from newsgraph.store.rows import moment

_UNTRACED = """
    SELECT article.key, article.id, version.hash IS NULL, traced.article IS NOT NULL
    FROM article JOIN version ON version.key = article.current LEFT JOIN traced ON traced.article = article.key
    WHERE article.changed > ? AND traced.version IS NOT article.current
        AND (version.hash IS NOT NULL OR traced.article IS NOT NULL)
    ORDER BY article.changed, article.key LIMIT ?
"""
_PUT = """
    INSERT INTO traced (article, version, day, sketch, outlet, claims)
    SELECT key, current, ?, ?, ?, ? FROM article WHERE key = ?
"""
_THESE = "(SELECT value FROM json_each(?))"
# Whoever says that it is from the outlet of one of these, published in its days: which report it tells may be another.
_CLAIMANTS = f"""
    INSERT OR IGNORE INTO untold
    SELECT claimant.article FROM traced AS one
    JOIN traced AS claimant ON claimant.claims = one.outlet AND claimant.claims <> ''
        AND (claimant.day - one.day BETWEEN -1 AND ? OR claimant.day IS NULL OR one.day IS NULL)
    WHERE one.article IN {_THESE}
"""
_COPIES = "('copy', 'edited copy', 'excerpt')"
_REACHED = f"""
    INSERT OR IGNORE INTO untold
    WITH RECURSIVE near (article) AS (
        SELECT article FROM untold
        UNION SELECT shared.other FROM near JOIN shared ON shared.one = near.article AND shared.kind IN {_COPIES}
        UNION SELECT shared.one FROM near JOIN shared ON shared.other = near.article AND shared.kind IN {_COPIES}
    )
    SELECT article FROM near
"""
_PAIR = """
    first.id, second.id, shared.kind, shared.words, shared.other_words, shared.shared, shared.other_shared,
    shared.longest
    FROM {some} shared CROSS JOIN article AS first ON first.key = shared.one
    CROSS JOIN article AS second ON second.key = shared.other
"""
# CROSS JOIN: from the few to the many, whatever SQLite guesses. +: else it tries every two of them, 19 s for 18,000.
_UNTOLD_PAIRS = f"""
    SELECT {_PAIR.format(some="untold CROSS JOIN")} WHERE shared.one = untold.article
        AND +shared.other IN (SELECT article FROM untold)
"""
_PAIRS_OF = f"""
    SELECT {_PAIR.format(some="")} WHERE shared.one = (SELECT key FROM article WHERE id = ?1)
    UNION SELECT {_PAIR.format(some="")} WHERE shared.other = (SELECT key FROM article WHERE id = ?1) ORDER BY 1, 2
"""
_PUBLISHED = f"""
    SELECT article.id, version.published FROM article JOIN version ON version.key = article.current
    WHERE article.id IN {_THESE}
"""
_CLAIMS = """
    SELECT article.id, traced.claims, traced.day FROM untold CROSS JOIN traced ON traced.article = untold.article
    CROSS JOIN article ON article.key = traced.article WHERE traced.claims <> '' ORDER BY article.id
"""
_THEIRS = """
    SELECT article.id FROM traced JOIN article ON article.key = traced.article
    WHERE traced.outlet = ?1 AND (?2 IS NULL OR traced.day IS NULL OR traced.day BETWEEN ?2 - ?3 AND ?2 + 1)
    ORDER BY article.id LIMIT ?4
"""
_PUT_ORIGIN = """
    INSERT INTO origin (article, lead, source, outlet, certain, clues)
    SELECT article.key, (SELECT key FROM article WHERE id = ?2), (SELECT key FROM article WHERE id = ?3), ?4, ?5, ?6
    FROM article WHERE article.id = ?1
"""
_MOVED = """
    CREATE TEMP TABLE moved AS
    SELECT untold.article FROM untold
    LEFT JOIN former ON former.article = untold.article LEFT JOIN origin ON origin.article = untold.article
    WHERE coalesce(former.lead, untold.article) <> coalesce(origin.lead, untold.article)
        OR coalesce(former.outlet, '') <> coalesce(origin.outlet, '')
"""
# Who is led by the lead of these: an article that tells the report of another is counted with all copies of that.
_LED = "INSERT INTO moved SELECT origin.article FROM origin WHERE origin.lead IN (SELECT article FROM moved)"
LEAD = "coalesce((SELECT further.lead FROM origin AS further WHERE further.article = origin.lead), origin.lead)"
_ORIGIN = f"""
    SELECT article.id, lead.id, source.id, origin.outlet, origin.certain, origin.clues
    FROM origin JOIN article ON article.key = origin.article JOIN article AS lead ON lead.key = {LEAD}
    LEFT JOIN article AS source ON source.key = origin.source
"""


class Untraced(NamedTuple):
    """An article whose words were not compared as they are now. `before`: some former words of it were."""

    key: int
    id: ArticleId
    withdrawn: bool
    before: bool


class KeptTrace(NamedTuple):
    """What is known of an article for finding its copies; columns as in the table."""

    key: int
    day: int | None
    sketch: int
    outlet: str
    claims: str


class KeptPair(NamedTuple):
    """Two articles that share something, the smaller id first; columns as in the table."""

    one: ArticleId
    other: ArticleId
    kind: str
    words: int
    other_words: int
    shared: int
    other_shared: int
    longest: int


class KeptClue(NamedTuple):
    """What an article says itself of an origin, `of` an article or an outlet ("source/halyard.example")."""

    of: str
    kind: str
    weight: int
    words: str


class KeptOrigin(NamedTuple):
    """From where an article's text is: `source` is the article, "" where it is from an outlet that is not held, and
    then `outlet` is that ("source/halyard.example"). `lead` is the article that stands for all of this text."""

    article: ArticleId
    lead: ArticleId
    source: str
    outlet: str
    certain: bool
    clues: tuple[KeptClue, ...]


class Tracing:
    """The tables of who copied whom, inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # -- fingerprints ------------------------------------------------------------------------------------------

    def buckets(self, first: int, last: int) -> Iterator[tuple[int, bytes]]:
        query = "SELECT number, entries FROM bucket WHERE number >= ? AND number < ? ORDER BY number"
        yield from self._connection.execute(query, (first, last)).fetchall()

    def some_buckets(self, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        query = f"SELECT number, entries FROM bucket WHERE number IN {_THESE} ORDER BY number"
        yield from self._connection.execute(query, (json.dumps(numbers),))

    def put_buckets(self, entries: Iterable[tuple[int, bytes]]) -> None:
        self._connection.executemany("INSERT OR REPLACE INTO bucket VALUES (?, ?)", entries)

    def stops(self) -> list[int]:
        return [number for (number,) in self._connection.execute("SELECT number FROM stop ORDER BY number")]

    def put_stops(self, more: Sequence[int], fewer: Sequence[int]) -> None:
        self._connection.executemany("INSERT OR IGNORE INTO stop VALUES (?)", [(one,) for one in more])
        self._connection.executemany("DELETE FROM stop WHERE number = ?", [(one,) for one in fewer])

    def facts(self, articles: Collection[int]) -> Mapping[int, tuple[int | None, int]]:
        query = f"SELECT article, day, sketch FROM traced WHERE article IN {_THESE}"
        rows = self._connection.execute(query, (json.dumps(sorted(articles)),))
        return {article: (day, sketch) for article, day, sketch in rows}

    # -- articles that come and go -------------------------------------------------------------------------------

    def forget(self, keys: Collection[int], *, days: int) -> None:
        """They are traced no more, and share nothing any more; those whom that touches are to be told anew."""
        these = json.dumps(sorted(keys))
        self._connection.execute(_CLAIMANTS, (days, these))
        self._end(these)
        self._connection.execute(f"DELETE FROM traced WHERE article IN {_THESE}", (these,))

    def put(self, traces: Sequence[KeptTrace], *, days: int) -> None:
        """They are traced, in the state that is shown now; they, and whoever names their outlets as its origin, are to
        be told anew. `days` is how much later that may be published."""
        self._connection.executemany(_PUT, [(*trace[1:], trace.key) for trace in traces])
        these = json.dumps(sorted(trace.key for trace in traces))
        self._connection.execute("INSERT OR IGNORE INTO untold SELECT value FROM json_each(?)", (these,))
        self._connection.execute(_CLAIMANTS, (days, these))

    def _end(self, these: str) -> None:
        sides = (("one", "other"), ("other", "one"))
        for one, other in sides:
            query = f"INSERT OR IGNORE INTO untold SELECT {other} FROM shared WHERE {one} IN {_THESE}"
            self._connection.execute(query, (these,))
        self._connection.execute("INSERT OR IGNORE INTO untold SELECT value FROM json_each(?)", (these,))
        for one, _ in sides:
            self._connection.execute(f"DELETE FROM shared WHERE {one} IN {_THESE}", (these,))

    # -- pairs -------------------------------------------------------------------------------------------------

    def pairs_among(self, keys: Collection[int]) -> set[tuple[int, int]]:
        """Who shares something with one of these, the smaller key first."""
        query = f"""
            SELECT min(one, other), max(one, other) FROM shared WHERE one IN {_THESE}
            UNION SELECT min(one, other), max(one, other) FROM shared WHERE other IN {_THESE}
        """
        these = json.dumps(sorted(keys))
        return set(self._connection.execute(query, (these, these)))

    def ids(self, keys: Collection[int]) -> dict[int, ArticleId]:
        query = f"SELECT key, id FROM article WHERE key IN {_THESE}"
        return dict(self._connection.execute(query, (json.dumps(sorted(keys)),)))

    def end(self, pairs: Iterable[tuple[int, int]]) -> None:
        """These share nothing any more."""
        for pair in pairs:
            self._connection.execute("DELETE FROM shared WHERE (one, other) IN (VALUES (?1, ?2), (?2, ?1))", pair)
            self._connection.executemany("INSERT OR IGNORE INTO untold VALUES (?)", [(key,) for key in pair])

    def begin(self, pairs: Iterable[KeptPair]) -> None:
        """These share something."""
        for pair in pairs:
            self._connection.execute(
                """
                INSERT OR REPLACE INTO shared SELECT first.key, second.key, ?3, ?4, ?5, ?6, ?7, ?8
                FROM article AS first JOIN article AS second ON second.id = ?2 WHERE first.id = ?1
                """,
                pair,
            )
            query = "INSERT OR IGNORE INTO untold SELECT key FROM article WHERE id IN (?, ?)"
            self._connection.execute(query, pair[:2])

    # -- origins -----------------------------------------------------------------------------------------------

    def reach(self) -> None:
        """Whoever is tied by copies to an article that is to be told anew is told anew too."""
        self._connection.execute(_REACHED)

    def untold_pairs(self) -> list[KeptPair]:
        """All pairs of two articles that are to be told anew."""
        return [KeptPair._make(row) for row in self._connection.execute(_UNTOLD_PAIRS)]

    def published(self, ids: Collection[ArticleId]) -> dict[ArticleId, datetime | None]:
        """When each says that it was published."""
        rows = self._connection.execute(_PUBLISHED, (json.dumps(sorted(ids)),))
        return {ArticleId(id): moment(published) for id, published in rows}

    def claims(self) -> list[tuple[ArticleId, str, int | None]]:
        """The articles to be told anew that name an outlet as their origin: id, host, day."""
        return list(self._connection.execute(_CLAIMS))

    def theirs(self, outlet: str, day: int | None, *, days: int, most: int) -> list[ArticleId]:
        """The articles of an outlet that one published on that day may tell, in order of id, `most` of them."""
        return [ArticleId(id) for (id,) in self._connection.execute(_THEIRS, (outlet, day, days, most))]

    def tell(self, origins: Iterable[KeptOrigin], *, revision: int, since: int) -> int:
        """Keep where these are from, and of all others that were to be told anew that they are their own. Articles that
        another one stands for now, and that have not changed since that revision anyway, change with `revision`; gives
        how many."""
        run = self._connection.execute
        run("CREATE TEMP TABLE former (article INTEGER PRIMARY KEY, lead INTEGER, outlet TEXT)")
        run("INSERT INTO former SELECT article, lead, outlet FROM origin WHERE article IN untold")
        run("DELETE FROM origin WHERE article IN untold")
        rows = ((*one[:2], one.source or None, one.outlet, int(one.certain), _packed(one.clues)) for one in origins)
        self._connection.executemany(_PUT_ORIGIN, rows)
        run(_MOVED)
        run(_LED)
        query = "UPDATE article SET changed = ? WHERE changed <= ? AND key IN (SELECT article FROM moved)"
        count = run(query, (revision, since)).rowcount
        for done in ("DROP TABLE former", "DROP TABLE moved", "DELETE FROM untold"):
            run(done)
        return count

    def clear(self) -> None:
        """Nothing is known of copies any more."""
        for table in ("traced", "bucket", "stop", "shared", "origin", "untold"):
            self._connection.execute(f"DELETE FROM {table}")


def untraced(connection: sqlite3.Connection, since: int, limit: int) -> list[Untraced]:
    """Articles that changed after that revision and whose words were not compared as they are now, at most `limit`, in
    the order of change."""
    rows = connection.execute(_UNTRACED, (since, limit))
    return [Untraced(key, ArticleId(id), gone == 1, before == 1) for key, id, gone, before in rows]


def pairs_of(connection: sqlite3.Connection, id: str) -> list[KeptPair]:
    """Who shares something with the article."""
    return [KeptPair._make(row) for row in connection.execute(_PAIRS_OF, (id,))]


def origins(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[ArticleId, KeptOrigin]:
    """From where these are; those that are their own and that nobody copied are left out."""
    rows = connection.execute(f"{_ORIGIN} WHERE article.id IN {_THESE}", (json.dumps(sorted(ids)),))
    return {one.article: one for one in map(_origin, rows)}


def led_by(connection: sqlite3.Connection, lead: str) -> list[KeptOrigin]:
    """All articles for which that one stands, in order of id."""
    query = f"""
        {_ORIGIN} WHERE origin.article IN (
            WITH led (article) AS (SELECT origin.article FROM article JOIN origin ON origin.lead = article.key
                                   WHERE article.id = ?1)
            SELECT article FROM led UNION SELECT origin.article FROM led JOIN origin ON origin.lead = led.article
        ) AND lead.id = ?1 ORDER BY article.id
    """
    return [_origin(row) for row in connection.execute(query, (lead,))]


def _origin(row: tuple[str, str, str | None, str, int, str]) -> KeptOrigin:
    article, lead, source, outlet, certain, clues = row
    told = tuple(KeptClue(*clue) for clue in json.loads(clues))
    return KeptOrigin(ArticleId(article), ArticleId(lead), source or "", outlet, certain == 1, told)


def _packed(clues: Iterable[KeptClue]) -> str:
    return json.dumps(list(clues), ensure_ascii=False, separators=(",", ":"))
