"""Is everything in the store as it was put there?"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from newsgraph.address import canonical_url
from newsgraph.answers import Problem
from newsgraph.article import Article, article_id
from newsgraph.store.rows import FACTS, WORDS, article_from, content_hash

MOST = 100  # problems that are told one by one
_COLUMNS = ", ".join([*(f"version.{name}" for name in FACTS), *(f"words.{name}" for name in WORDS)])
_EVERYTHING = f"""
    SELECT article.id, version.number, version.hash, {_COLUMNS}
    FROM version JOIN article ON article.key = version.article JOIN words ON words.version = version.key
    ORDER BY version.key
"""
# What each query finds is wrong; they give the text of the problem.
_CONTRADICTIONS = (
    """
    SELECT 'revision ' || number || ' stands where revision ' || nth || ' was expected'
    FROM (SELECT number, row_number() OVER (ORDER BY number) AS nth FROM revision) WHERE number <> nth LIMIT 1
    """,
    """
    SELECT article.id || ' shows a version that is not its own'
    FROM article LEFT JOIN version ON version.key = article.current WHERE version.article IS NOT article.key
    """,
    """
    SELECT article.id || ' has ' || count(*) || ' versions, numbered up to ' || max(number)
    FROM version JOIN article ON article.key = version.article
    GROUP BY article.key HAVING max(number) <> count(*)
    """,
    """
    SELECT article.id || ' has a current version without words'
    FROM article JOIN version ON version.key = article.current LEFT JOIN words ON words.version = version.key
    WHERE version.hash IS NOT NULL AND words.version IS NULL
    """,
    """
    SELECT DISTINCT article.id || ' was withdrawn but still has words'
    FROM article JOIN version AS shown ON shown.key = article.current AND shown.hash IS NULL
    JOIN version ON version.article = article.key JOIN words ON words.version = version.key
    """,
    """
    SELECT article.id || ' names something at ' || naming.article || ' though it was withdrawn'
    FROM naming JOIN article ON article.key = naming.article JOIN version ON version.key = article.current
    WHERE version.hash IS NULL
    """,
    """
    SELECT article.id || ' changed last in revision ' || changed || ', but shows what came in ' || revision
    FROM article JOIN version ON version.key = article.current WHERE changed < revision
    """,
)


def verify(connection: sqlite3.Connection, folder: Path) -> list[Problem]:
    """Everything that is wrong, at most MOST; nothing is changed. Reads the whole file: some 10,000 articles
    a second.

    SQLite's own check of its pages and indexes, rows that point at nothing, revisions and versions that
    contradict each other, and of every version with words: the hash of its content, its zones, its id.
    """
    mend = (
        f"put a copy of {folder / 'archive.db'} back, or make it again in another folder:"
        " newsgraph add LOCATION… --index FOLDER"
    )
    try:
        found = list(_first(MOST, _wrong(connection)))
    except sqlite3.DatabaseError as error:
        found = [f"the file cannot be read to its end: {error}"]
    return [Problem(what, mend) for what in found]


def fingerprint(connection: sqlite3.Connection) -> str:
    """SHA-256, in hex, over id and content hash of every article that is shown, in order of id.

    The same for two archives that show the same articles, whatever came when; addresses and locations do not
    count.
    """
    digest = hashlib.sha256()
    query = """
        SELECT article.id, version.hash FROM article
        JOIN version ON version.key = article.current AND version.hash IS NOT NULL ORDER BY article.id
    """
    for name, content in connection.execute(query):
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()


def _first(most: int, problems: Iterable[str]) -> Iterator[str]:
    for count, problem in enumerate(problems):
        if count == most:
            yield f"and more: only the first {most} are listed"
            return
        yield problem


def _wrong(connection: sqlite3.Connection) -> Iterator[str]:
    broken = [said for (said,) in connection.execute(f"PRAGMA integrity_check({MOST})") if said != "ok"]
    yield from broken
    if broken:
        return  # what stands on broken pages proves nothing
    for table, row, target, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} points at a row of {target} that is not there"
    for query in _CONTRADICTIONS:
        yield from (said for (said,) in connection.execute(query))
    for name, number, content, *columns in connection.execute(_EVERYTHING):
        yield from (f"{name}, version {number}: {what}" for what in _wrong_with(name, content, tuple(columns)))


def _wrong_with(name: str, content: bytes, columns: tuple[Any, ...]) -> Iterator[str]:
    if content_hash(columns[: len(FACTS)], columns[len(FACTS) :]) != content:
        yield "its content is not what was kept: the hash differs"
    try:
        article = article_from(name, columns)
    except sqlite3.DatabaseError as error:
        yield f"its columns cannot be read: {error}"
        return
    yield from _wrong_offsets(article)
    if not _own_id(article):
        yield f"its id is not the one that its address {article.url!r} makes"


def _wrong_offsets(article: Article) -> Iterator[str]:
    at = 0
    for zone in article.zones:
        if not at <= zone.start <= zone.end <= len(article.text):
            yield f"its {zone.kind} zone {zone.start}-{zone.end} is outside the text or out of order"
            return
        at = zone.end
    if any(not 0 <= link.start <= link.end <= len(article.text) for link in article.links):
        yield "a link in it is outside the text"


def _own_id(article: Article) -> bool:
    """Made from an address an id can be made again; made from anything else it belongs to `cleaning`."""
    return not canonical_url(article.url) or article.id == article_id(url=article.url)
