"""The archive's truth, opened."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from newsgraph.answers import Problem, Stats, Version
from newsgraph.article import Article, ArticleId, Withdrawal
from newsgraph.errors import UsageError
from newsgraph.store import counting, database, fetching, migrations, naming, verifying
from newsgraph.store.fetching import Change, Shown, Summary
from newsgraph.store.keeping import Batch, Kept
from newsgraph.store.lock import WriterLock
from newsgraph.store.rows import Packed

T = TypeVar("T")
R = TypeVar("R")


class Store:
    """`archive.db` of one archive, made by `Store.open`; a context manager that closes it.

    Reading sees whole batches only, each call the newest; it never waits for the writer. For one thread at a
    time. Any call may raise ArchiveDamaged, or ArchiveError where the disk refuses.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection, lock: WriterLock | None) -> None:
        self._folder = folder
        self._connection = connection
        self._lock = lock

    @classmethod
    def open(cls, folder: Path, *, write: bool = False, create: bool = False) -> Self:
        """The store of the archive in `folder`, to read, or with the writer's lock until closed, to write.

        With `create` (which needs `write`) an archive is made, with the folder, where none is. One of an
        older format is brought to the current one first. Raises ArchiveNotFound, ArchiveLocked,
        ArchiveDamaged, ArchiveOutdated, and ArchiveError where the folder may not be written.
        """
        with database.Complaints(folder):
            if not write:
                return cls(folder, _current_reader(folder), None)
            if create:
                folder.mkdir(parents=True, exist_ok=True)
            else:
                database.existing(folder)  # before a lock file makes the folder look like an archive
            lock = WriterLock(folder)
            try:
                if create and not (folder / database.NAME).exists():
                    database.create(folder)
                return cls(folder, _current_writer(folder), lock)
            except BaseException:
                lock.release()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file and the lock. Closing twice does nothing."""
        try:
            self._connection.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    # -- changing --------------------------------------------------------------------------------------------

    def keep(self, batch: Sequence[Article | Packed | Withdrawal]) -> Kept:
        """Keep the batch, all of it or nothing, as one new revision if it changes anything.

        - What was kept before, in any version of the article, changes nothing. Content counts, not where it
          was read.
        - New content of a known id becomes its next version. Where it and the current one both say when they
          were updated the later is current, else the one that arrived last; the others stay, as older
          versions.
        - A summary (`partial`) never takes the place of a full text; it is not even kept beside one.
        - A withdrawal erases the words of every version and leaves a tombstone. It finds its article by URL,
          else by external id and source, also when the article arrives later. What arrives for a withdrawn
          article stays withdrawn unless it is new and says that it was updated (else published) after the
          withdrawal arrived.

        Articles may come packed (`pack`), by another process for instance. Ids may repeat within a batch: each item
        finds what those before it left. When this returns the batch is on the disk.
        """
        return self._writing(lambda: Batch(self._connection).keep(batch))

    def set_setting(self, name: str, value: str) -> None:
        """Remember a fact about the archive. Makes no revision."""
        put = "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        self._writing(lambda: self._connection.execute(put, (name, value)))

    # -- asking ----------------------------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        """How many batches have changed something, up to now; 0 in a new archive."""
        return int(self._asking(lambda: self._one("SELECT coalesce(max(number), 0) FROM revision")))

    def setting(self, name: str) -> str:
        """What `set_setting` was told last; "" if nothing."""
        return self._asking(lambda: self._one("SELECT value FROM setting WHERE name = ?", name))

    def article(self, id: ArticleId) -> Article | None:
        """Its current version; None when it is unknown or withdrawn."""
        found = self.articles([id])
        return found[0] if found else None

    def articles(self, ids: Sequence[ArticleId]) -> list[Article]:
        """The current versions, in the order of `ids`, without the unknown and withdrawn ones."""
        return self._asking(lambda: fetching.articles(self._connection, ids))

    def summaries(self, ids: Sequence[ArticleId]) -> list[Summary]:
        """What a list shows of each, in the order of `ids`, without the unknown and withdrawn ones."""
        return self._asking(lambda: fetching.summaries(self._connection, ids))

    def shown(self, ids: Sequence[ArticleId]) -> list[Shown]:
        """What hits show of each, in the order of `ids`, without the unknown and withdrawn ones."""
        return self._asking(lambda: fetching.shown(self._connection, ids))

    def all_articles(self) -> Iterator[Article]:
        """Every article that is shown, in order of id, as of the moment when the first is asked for."""
        return self._streaming(fetching.all_articles)

    def changed_since(self, revision: int) -> Iterator[Change]:
        """The articles whose shown state changed after that revision, each once, in the order of change."""
        return self._streaming(lambda connection: fetching.changed_since(connection, revision))

    def changes(self, revision: int) -> int:
        """How many articles `changed_since` would give."""
        return self._asking(lambda: fetching.changes(self._connection, revision))

    def find(self, name: str) -> list[ArticleId]:
        """The articles, also withdrawn ones, that a person may mean: an id, an unambiguous beginning of one,
        a URL in any spelling, an external id or "source:external id". More than one: it was ambiguous. In
        order of id."""
        return self._asking(lambda: naming.find(self._connection, name))

    def versions(self, id: ArticleId) -> list[Version]:
        """Every state that it was in, first to last, a withdrawal among them; [] for an unknown id."""
        return self._asking(lambda: fetching.versions(self._connection, id))

    def version(self, id: ArticleId, number: int) -> Article:
        """The article as it was then. Raises UnknownName where there is no such number or its words are
        gone."""
        return self._asking(lambda: fetching.version(self._connection, id, number))

    def stats(self) -> Stats:
        """The numbers that the store knows; `folder`, `engine` and `bytes_on_disk` are left empty."""
        return self._asking(lambda: self._at_one_moment(counting.stats))

    def fingerprint(self) -> str:
        """A hash (hexadecimal) over what the archive shows, the same in whatever order that arrived."""
        return self._asking(lambda: verifying.fingerprint(self._connection))

    def verify(self) -> list[Problem]:
        """What is wrong with the file, each with the way to mend it; [] when nothing is. Changes nothing."""
        return self._asking(lambda: self._at_one_moment(lambda c: verifying.verify(c, self._folder)))

    # -- inside ----------------------------------------------------------------------------------------------

    def _one(self, query: str, *values: str) -> str:
        row = self._connection.execute(query, values).fetchone()
        return str(row[0]) if row else ""

    def _asking(self, question: Callable[[], R]) -> R:
        with database.Complaints(self._folder):
            return question()

    def _writing(self, change: Callable[[], R]) -> R:
        """`change` in a transaction of its own: committed when it returns, undone when it raises."""
        if self._lock is None:
            raise UsageError(f"{self._folder} was opened to read only", hint="Store.open(folder, write=True)")
        with database.Complaints(self._folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                result = change()
                self._connection.execute("COMMIT")
                return result
            finally:
                if self._connection.in_transaction:  # SQLite has undone it itself after some errors
                    with suppress(sqlite3.Error):  # what went wrong first is what is worth telling
                        self._connection.execute("ROLLBACK")

    def _at_one_moment(self, question: Callable[[sqlite3.Connection], R]) -> R:
        """The answer to a question of several queries, which all see the same revision."""
        self._connection.execute("BEGIN")
        try:
            return question(self._connection)
        finally:
            self._connection.execute("ROLLBACK")

    def _streaming(self, rows: Callable[[sqlite3.Connection], Iterator[T]]) -> Iterator[T]:
        """On a connection of its own: an iteration left half done holds nothing back for the other calls."""
        with database.Complaints(self._folder), closing(database.open_reader(self._folder)) as connection:
            yield from rows(connection)


def _current_reader(folder: Path) -> sqlite3.Connection:
    connection = database.open_reader(folder)
    if migrations.format_of(connection) == migrations.FORMAT:
        return connection
    connection.close()
    with WriterLock(folder):
        _current_writer(folder).close()
    return database.open_reader(folder)


def _current_writer(folder: Path) -> sqlite3.Connection:
    connection = database.open_writer(folder)
    try:
        if migrations.format_of(connection) < migrations.FORMAT:
            migrations.migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection
