"""What becomes of an article that arrives? Added, updated, unchanged or withdrawn: the rules, one batch at a
time."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from newsgraph.address import canonical_url, host_of
from newsgraph.article import Article, ArticleId, Withdrawal, article_id
from newsgraph.store.rows import FACTS, WORDS, Packed, pack

Row = tuple[str | int | bytes | None, ...]

ADDED, UPDATED, UNCHANGED, WITHDRAWN = "added", "updated", "unchanged", "withdrawn"
_STANDING = """
    SELECT article.id, article.key, version.number, version.hash, version.updated, version.partial,
           revision.recorded, version.key = article.current
    FROM json_each(?) AS wanted
    JOIN article ON article.id = wanted.value
    JOIN version ON version.article = article.key
    JOIN revision ON revision.number = version.revision
    ORDER BY article.key, version.number
"""
_NOTICES = """
    SELECT version.external_id, version.source, revision.recorded
    FROM json_each(?) AS wanted
    JOIN version ON version.external_id = wanted.value AND version.external_id <> '' AND version.hash IS NULL
    JOIN revision ON revision.number = version.revision
"""
_OF_EXTERNAL_ID = """
    SELECT DISTINCT article.id, version.source
    FROM version JOIN article ON article.key = version.article
    WHERE version.external_id = ? AND version.external_id <> ''
    ORDER BY article.id
"""
_PUT_REVISION = "INSERT OR IGNORE INTO revision (number, recorded) VALUES (?, ?)"
_PUT_ARTICLE = """
    INSERT INTO article (key, id, current, changed) VALUES (?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET current = excluded.current, changed = excluded.changed
"""
_VERSION = ("key", "article", "number", "revision", "hash", *FACTS)
_PUT_VERSION = f"INSERT INTO version ({', '.join(_VERSION)}) VALUES ({', '.join('?' * len(_VERSION))})"
_PUT_WORDS = f"INSERT INTO words (version, {', '.join(WORDS)}) VALUES (?, {', '.join('?' * len(WORDS))})"
# What a version keeps no longer once it is withdrawn: the facts that are words of the article.
_EMPTY = {
    "title": "",
    "authors": "[]",
    "agencies": "[]",
    "origin": None,
    "language": "",
    "section": "",
    "tags": "[]",
}


_FORGET_WORDS = "DELETE FROM words WHERE version IN (SELECT key FROM version WHERE article = ?)"
_FORGET_FACTS = f"UPDATE version SET {', '.join(f'{column} = ?' for column in _EMPTY)} WHERE article = ?"


class Kept(NamedTuple):
    """What a batch did. `outcomes` and `ids` go with the batch one for one; `changed` are the ids whose shown
    state is another than before, each once; `revision` is the archive's after it, the same as before if
    nothing changed."""

    revision: int
    outcomes: tuple[str, ...]
    ids: tuple[ArticleId, ...]
    changed: tuple[ArticleId, ...]


@dataclass(slots=True)
class _Standing:
    """How an article stands: its current version, and every hash. `withdrawn` is since when, or ""."""

    key: int
    last: int = 0
    updated: str | None = None
    partial: bool = False
    withdrawn: str = ""
    hashes: set[bytes] = field(default_factory=set)


class Batch:
    """One batch on its way into the store, inside a transaction that the caller begins and ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._revision = _highest(connection, "revision", "number") + 1
        self._recorded = datetime.now(UTC).isoformat()
        self._next_article = _highest(connection, "article", "key") + 1
        self._next_version = _highest(connection, "version", "key") + 1
        self._standings: dict[str, _Standing] = {}
        # By external id: the sources that took it back, and since when.
        self._notices: dict[str, list[tuple[str, str]]] = {}
        self._articles: dict[int, Row] = {}
        self._versions: list[Row] = []
        self._words: list[Row] = []
        self._changed: dict[ArticleId, None] = {}

    def keep(self, batch: Sequence[Article | Packed | Withdrawal]) -> Kept:
        """Keep them in order. Memory: the rows of the batch."""
        items = [pack(item) if isinstance(item, Article) else item for item in batch]
        self._look_up(items)
        done = [self._take(item) if isinstance(item, Packed) else self._take_back(item) for item in items]
        self._flush()
        return Kept(
            revision=_highest(self._connection, "revision", "number"),
            outcomes=tuple(outcome for outcome, _ in done),
            ids=tuple(name for _, name in done),
            changed=tuple(self._changed),
        )

    # -- an article ------------------------------------------------------------------------------------------

    def _take(self, article: Packed) -> tuple[str, ArticleId]:
        standing = self._standings.get(article.id)
        if standing is None:
            return self._take_first(article), article.id
        if article.hash in standing.hashes:
            return UNCHANGED, article.id
        if standing.withdrawn:
            return self._take_under_tombstone(article, standing), article.id
        if article.partial and not standing.partial:
            return UNCHANGED, article.id
        self._record(article, standing, shown=_supersedes(article, standing))
        return UPDATED, article.id

    def _take_first(self, article: Packed) -> str:
        standing = self._new_standing(article.id)
        since = self._noticed(article)
        if since and not _later(article, since):
            told = Withdrawal(*(article.fact(name) for name in ("url", "external_id", "source", "location")))
            self._entomb(article.id, told)
            self._record_without_words(article, standing)
            return WITHDRAWN
        self._record(article, standing, shown=True)
        return ADDED

    def _take_under_tombstone(self, article: Packed, standing: _Standing) -> str:
        if _later(article, standing.withdrawn):
            standing.withdrawn = ""
            self._record(article, standing, shown=True)
            return UPDATED
        self._record_without_words(article, standing)
        return WITHDRAWN

    def _record(self, article: Packed, standing: _Standing, *, shown: bool) -> None:
        key = self._add_version(standing, article.hash, article.facts)
        self._words.append((key, *article.words))
        if shown:
            standing.updated, standing.partial = article.fact("updated") or None, article.partial
            self._show(article.id, standing, key)

    def _record_without_words(self, article: Packed, standing: _Standing) -> None:
        facts = tuple(_EMPTY.get(name, value) for name, value in zip(FACTS, article.facts, strict=True))
        self._add_version(standing, article.hash, facts)

    # -- a withdrawal ----------------------------------------------------------------------------------------

    def _take_back(self, notice: Withdrawal) -> tuple[str, ArticleId]:
        """Withdraw every article that the notice names; what nobody has seen yet is withdrawn in advance."""
        own = article_id(url=notice.url, source=_outlet(notice.source) or "-", external_id=notice.external_id)
        if not canonical_url(notice.url) and not notice.external_id:
            return UNCHANGED, own  # it names nothing
        self._flush()
        others = self._of_external_id(notice)
        self._look_up_standings([own, *others])
        sure = canonical_url(notice.url) or own in self._standings or not others
        names = list(dict.fromkeys([own, *others] if sure else others))
        shown = [n for n in names if not (self._standings.get(n) or self._new_standing(n)).withdrawn]
        for name in shown:
            self._entomb(name, notice)
        if notice.external_id and shown:
            self._notices.setdefault(notice.external_id, []).append((notice.source, self._recorded))
        return WITHDRAWN if shown else UNCHANGED, names[0]

    def _of_external_id(self, notice: Withdrawal) -> list[ArticleId]:
        """The articles of that external id from the same outlet; failing that, those of the one outlet that
        it can mean, where the notice or the article names it only by its title or not at all."""
        rows = self._connection.execute(_OF_EXTERNAL_ID, (notice.external_id,)).fetchall()
        outlet = _outlet(notice.source)
        exact = [name for name, source in rows if source == outlet]
        likely = {name: source for name, source in rows if _may_be_one(source, outlet)}
        return exact or (list(likely) if len(set(likely.values())) == 1 else [])

    def _entomb(self, name: ArticleId, notice: Withdrawal) -> None:
        """A tombstone becomes the current version; the words of those before it are gone for good."""
        self._flush()
        standing = self._standings[name]
        self._connection.execute(_FORGET_WORDS, (standing.key,))
        self._connection.execute(_FORGET_FACTS, (*_EMPTY.values(), standing.key))
        standing.withdrawn, standing.updated, standing.partial = self._recorded, None, False
        told = {**_EMPTY, **notice._asdict(), "source": _outlet(notice.source), "partial": 0}
        key = self._add_version(standing, None, tuple(told.get(column) for column in FACTS))
        self._show(name, standing, key)

    # -- rows ------------------------------------------------------------------------------------------------

    def _new_standing(self, name: ArticleId) -> _Standing:
        standing = self._standings[name] = _Standing(self._next_article)
        self._next_article += 1
        return standing

    def _add_version(self, standing: _Standing, content: bytes | None, facts: Row) -> int:
        key = self._next_version
        self._next_version += 1
        standing.last += 1
        if content:
            standing.hashes.add(content)
        self._versions.append((key, standing.key, standing.last, self._revision, content, *facts))
        return key

    def _show(self, name: ArticleId, standing: _Standing, version: int) -> None:
        self._articles[standing.key] = (standing.key, name, version, self._revision)
        self._changed[name] = None

    def _flush(self) -> None:
        """Parents first: a foreign key that waits for its parent makes SQLite scan whole tables."""
        if self._versions:
            self._connection.execute(_PUT_REVISION, (self._revision, self._recorded))
        self._connection.executemany(_PUT_ARTICLE, self._articles.values())
        self._connection.executemany(_PUT_VERSION, self._versions)
        self._connection.executemany(_PUT_WORDS, self._words)
        for rows in (self._articles, self._versions, self._words):
            rows.clear()

    # -- what is there already -------------------------------------------------------------------------------

    def _look_up(self, batch: Sequence[Packed | Withdrawal]) -> None:
        packed = [item for item in batch if isinstance(item, Packed)]
        self._look_up_standings({item.id for item in packed})
        told = {item.external_id for item in batch if isinstance(item, Withdrawal)}
        external = sorted({item.fact("external_id") for item in packed} | told)
        for external_id, source, since in self._connection.execute(_NOTICES, (json.dumps(external),)):
            self._notices.setdefault(external_id, []).append((source, since))

    def _look_up_standings(self, names: Iterable[ArticleId]) -> None:
        unknown = json.dumps(sorted(set(names) - self._standings.keys()))
        rows = self._connection.execute(_STANDING, (unknown,))
        for name, key, number, content, updated, partial, since, current in rows:
            standing = self._standings.setdefault(name, _Standing(key))
            standing.last = number
            if content:
                standing.hashes.add(content)
            if current:
                standing.updated, standing.partial = updated, partial == 1
                standing.withdrawn = "" if content else since

    def _noticed(self, article: Packed) -> str:
        """Since when the publisher has taken back what it knows by this external id; "" if it has not."""
        told = self._notices.get(article.fact("external_id"), [])
        source = article.fact("source")
        return max((since for other, since in told if _may_be_one(other, source)), default="")


def _supersedes(article: Packed, current: _Standing) -> bool:
    """Whether it is shown from now on. A full text beats a summary; where both say when they were updated the
    later one is current whatever came first; else what arrived last, as with a page that was saved again."""
    if article.partial != current.partial:
        return current.partial
    updated = article.fact("updated")
    return not (updated and current.updated) or updated >= current.updated


def _later(article: Packed, since: str) -> bool:
    """Whether it was updated (else published) after that moment, and so published anew."""
    return (article.fact("updated") or article.fact("published")) > since


def _outlet(source: str) -> str:
    """A source as articles have it: a host without `www.`, else the name."""
    return host_of(source) or source.strip()


def _may_be_one(one: str, other: str) -> bool:
    """Whether two ways of naming an outlet can mean the same: two hosts or two names that differ cannot."""
    one, other = _outlet(one), _outlet(other)
    return one == other or not one or not other or bool(host_of(one)) != bool(host_of(other))


def _highest(connection: sqlite3.Connection, table: str, column: str) -> int:
    return int(connection.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchone()[0])
