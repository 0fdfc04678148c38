"""What do articles name, each by itself? Kept with the article, made again from its words."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from sys import intern
from typing import NamedTuple

from newsgraph.article import ArticleId
from newsgraph.store import usage
from newsgraph.store.names import KeptName, bare_from, loose_from, names_from
from newsgraph.store.rows import keys_of, moment, strings
from newsgraph.store.usage import Ballot, Doubts

_UNNAMED = """
    SELECT article.id FROM article
    JOIN version ON version.key = article.current AND version.hash IS NOT NULL
    LEFT JOIN naming ON naming.article = article.key
    WHERE naming.rules IS NOT ? ORDER BY article.key LIMIT ?
"""
_NAMINGS = """
    SELECT article.id, version.source, version.section, version.published, version.agencies, naming.entities
    FROM json_each(?) AS wanted
    JOIN article ON article.id = wanted.value
    JOIN version ON version.key = article.current
    JOIN naming ON naming.article = article.key
"""
_PUT = """
    INSERT OR REPLACE INTO naming SELECT key, ?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8 FROM article WHERE id = ?9
"""
_IN_BLOCKS = """
    SELECT article.id, held.number, held.facts, version.source, version.section, version.published, version.agencies,
           naming.beside
    FROM (SELECT DISTINCT block.article, block.number, block.facts FROM json_each(?) AS wanted
          JOIN block ON block.name = wanted.value) AS held
    JOIN article ON article.key = held.article
    JOIN version ON version.key = article.current
    JOIN naming ON naming.article = held.article
    ORDER BY held.article, held.number
"""
_CHANGED_SOURCES = """
    SELECT DISTINCT version.source FROM article JOIN version ON version.article = article.key
    WHERE article.changed > ? AND version.source <> '' ORDER BY version.source
"""
_OF_SOURCE = """
    FROM version JOIN article ON article.current = version.key JOIN naming ON naming.article = article.key
    WHERE version.source = ? AND version.hash IS NOT NULL
"""
_OF_SOURCES = """
    FROM article JOIN version ON version.key = article.current AND version.hash IS NOT NULL
    JOIN naming ON naming.article = article.key
    WHERE version.source IN (SELECT value FROM json_each(?))
"""
_UNAIDED = f"SELECT version.source, naming.unaided {_OF_SOURCES} AND naming.unaided <> '[]' ORDER BY version.source"
_DOUBTFUL = f"SELECT article.id, version.source, article.changed {_OF_SOURCES} AND naming.doubtful"
_BLOCKS_OF = """
    SELECT block.name, block.article, block.number, block.facts FROM json_each(?) AS wanted
    JOIN block ON block.article = wanted.value
"""
_FORGET = "DELETE FROM naming WHERE article = (SELECT key FROM article WHERE id = ?)"


_NOTHING: tuple[str, str, datetime | None, tuple[str, ...], tuple[str, ...]] = ("", "", None, (), ())


class InBlocks(NamedTuple):
    """A name by its number, the blocks that it is in, and what telling it apart needs of it: `bare` of `pack_names`."""

    number: int
    blocks: tuple[str, ...]
    facts: str


class Column(NamedTuple):
    """What an article names as it is kept: `names` by `pack_names`, `blocks` those of them that are in any, `unaided`
    where its places lie by itself, `beside` the ids of all that it names, in order. `doubtful` where its outlet's home
    might make a place another one. `weights` tell how much it is about each name, in 1/1024. `ballot` is how it uses
    names by itself, `doubts` what it is in doubt about."""

    names: str
    unaided: tuple[str, ...] = ()
    blocks: tuple[InBlocks, ...] = ()
    beside: tuple[str, ...] = ()
    doubtful: bool = False
    weights: tuple[int, ...] = ()
    ballot: Ballot = ()
    doubts: Doubts = ()


class KeptHome(NamedTuple):
    """Where an outlet is at home."""

    lat: float
    lon: float
    country: str
    admin1: str


class Naming(NamedTuple):
    """What an article names, and what tells its names apart from those of others; `column` is what `pack_names` made
    of the names."""

    source: str
    section: str
    published: datetime | None
    agencies: tuple[str, ...]
    names: tuple[KeptName, ...]
    column: str


class Held(NamedTuple):
    """One name of an article, without its mentions, and what tells it apart from those of others. `beside` are the ids
    of all that the article names, in order."""

    article: ArticleId
    number: int
    kept: KeptName
    source: str
    section: str
    published: datetime | None
    agencies: tuple[str, ...]
    beside: tuple[str, ...]


def in_blocks(connection: sqlite3.Connection, blocks: Iterable[str]) -> Iterator[Held]:
    """The names in these blocks, those of an article together. What is told of the article is made once for all."""
    before, told = "", _NOTHING
    for article, number, facts, source, section, published, agencies, ids in connection.execute(
        _IN_BLOCKS, (json.dumps(sorted(blocks)),)
    ):
        if article != before:
            beside = tuple(map(intern, ids.split("\n")))
            before, told = article, (intern(source), intern(section), moment(published), strings(agencies), beside)
        yield Held(ArticleId(article), number, bare_from(facts), *told)


def loose(connection: sqlite3.Connection, ids: Iterable[ArticleId]) -> Iterator[Held]:
    """The names of these articles that are in no block."""
    rows = connection.execute(_NAMINGS, (json.dumps(list(ids)),))
    for id, source, section, published, agencies, column in rows:
        told = (source, section, moment(published), strings(agencies))
        for number, kept in loose_from(id, column):
            yield Held(ArticleId(id), number, kept, *told, ())


def unnamed(connection: sqlite3.Connection, rules: str, limit: int) -> list[ArticleId]:
    """Shown articles whose names were not found yet, or not by these rules, in order of arrival."""
    return [ArticleId(name) for (name,) in connection.execute(_UNNAMED, (rules, limit))]


def namings(connection: sqlite3.Connection, ids: Iterable[ArticleId], *, mentions: bool) -> dict[ArticleId, Naming]:
    """What each of these names; those withdrawn or not yet named are left out."""
    return {
        ArticleId(id): Naming(
            source, section, moment(published), strings(agencies), names_from(id, column, mentions=mentions), column
        )
        for id, source, section, published, agencies, column in connection.execute(_NAMINGS, (json.dumps(list(ids)),))
    }


def changed_sources(connection: sqlite3.Connection, revision: int) -> list[str]:
    """The outlets of the articles that changed after that revision, in order; those that they had before too."""
    return [source for (source,) in connection.execute(_CHANGED_SOURCES, (revision,))]


def articles_of(connection: sqlite3.Connection, source: str) -> list[ArticleId]:
    """The articles of an outlet that are named, in order of id."""
    return [ArticleId(id) for (id,) in connection.execute(f"SELECT article.id {_OF_SOURCE} ORDER BY 1", (source,))]


def languages_of(connection: sqlite3.Connection, source: str) -> list[str]:
    """The languages of an outlet's articles, most frequent first, ties by code; "" is none."""
    query = f"SELECT version.language {_OF_SOURCE} AND version.language <> '' GROUP BY 1 ORDER BY count(*) DESC, 1"
    return [language for (language,) in connection.execute(query, (source,))]


def doubtful_of(connection: sqlite3.Connection, since: Mapping[str, int]) -> list[ArticleId]:
    """The articles of these outlets whose places the outlet's home might change, and that changed after the revision of
    each; in no order."""
    rows = connection.execute(_DOUBTFUL, (json.dumps(list(since)),))
    return [ArticleId(id) for id, source, changed in rows if changed > since[source]]


def unaided(connection: sqlite3.Connection, sources: Iterable[str]) -> Iterator[tuple[str, dict[str, int]]]:
    """How often each place of `unaided` stands in an outlet's articles, outlet by outlet, those that have any.

    One pass over the articles for all outlets, which no index leads to: with one for each, hundreds of outlets took
    as long as all else that looks at articles again.
    """
    rows = connection.execute(_UNAIDED, (json.dumps(list(sources)),))
    for source, of_source in groupby(rows, key=itemgetter(0)):
        counts: Counter[str] = Counter()
        for _, places in of_source:
            counts.update(json.loads(places))
        yield source, counts


def homes(connection: sqlite3.Connection) -> dict[str, KeptHome]:
    """Where outlets are at home, by outlet."""
    return {source: KeptHome(*home) for source, *home in connection.execute("SELECT * FROM home")}


def put_home(connection: sqlite3.Connection, source: str, home: KeptHome | None) -> None:
    """Keep where the outlet is at home; None: nobody knows."""
    connection.execute("DELETE FROM home WHERE source = ?", (source,))
    if home is not None:
        connection.execute("INSERT INTO home VALUES (?, ?, ?, ?, ?)", (source, *home))


def replace_names(connection: sqlite3.Connection, columns: Mapping[ArticleId, Column]) -> None:
    """Keep that articles name something else, found by the same rules and unaided in the same places."""
    own = "WHERE article = (SELECT key FROM article WHERE id = ?)"
    put = f"UPDATE naming SET entities = ?, beside = ?, doubtful = ?, weights = ? {own}"
    rows = [
        (column.names, "\n".join(column.beside), int(column.doubtful), _weights(column), id)
        for id, column in columns.items()
    ]
    connection.executemany(put, rows)
    _put_blocks(connection, columns)


def put(connection: sqlite3.Connection, rules: str, columns: Mapping[ArticleId, Column]) -> None:
    """Keep what articles name."""
    rows = [
        (
            *(rules, int(column.doubtful), json.dumps(column.unaided), "\n".join(column.beside)),
            *(_weights(column), json.dumps(column.ballot), json.dumps(column.doubts), column.names, id),
        )
        for id, column in columns.items()
    ]
    usage.count(connection, {id: (column.ballot, column.doubts) for id, column in columns.items()})
    connection.executemany(_PUT, rows)
    _put_blocks(connection, columns)


def _weights(column: Column) -> str:
    return ",".join(map(str, column.weights))


def _put_blocks(connection: sqlite3.Connection, columns: Mapping[ArticleId, Column]) -> None:
    """Keep in which blocks the articles' names are. Those that were in a block that they are in no more, or are
    something else there, leave it: who is left in it is to be told apart anew.

    In the order of the table: in any other, each of some twenty rows an article is a page to look for. A name that
    stays what it was stays where it is: most do, when an article has heard the archive.
    """
    keys = keys_of(connection, columns)
    asked = (json.dumps(sorted(keys.values())),)
    before = set(connection.execute(_BLOCKS_OF, asked)) if keys else set[_Block]()
    now = {
        (name, keys[id], number, facts)
        for id, column in columns.items()
        if id in keys
        for number, names, facts in column.blocks
        for name in names
    }
    gone = sorted(before - now)
    connection.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", [(name,) for name, *_ in gone])
    connection.executemany("DELETE FROM block WHERE name = ? AND article = ? AND number = ?", [one[:3] for one in gone])
    connection.executemany("INSERT INTO block VALUES (?, ?, ?, ?)", sorted(now - before))


_Block = tuple[str, int, int, str]
"""A row of the table: the name of the block, the article, the number and the facts of its name."""


def forget(connection: sqlite3.Connection, ids: Iterable[ArticleId]) -> None:
    """What these articles name is not known any more; who they named stays until it is settled again."""
    gone = list(ids)
    usage.count(connection, dict.fromkeys(gone, ((), ())))
    connection.executemany(_FORGET, [(id,) for id in gone])
    _put_blocks(connection, dict.fromkeys(gone, Column("")))
