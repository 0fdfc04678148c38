"""The archive's truth, opened."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from newsgraph.article import Article, ArticleId, Withdrawal
from newsgraph.entity import Decision
from newsgraph.errors import UsageError
from newsgraph.store import database, decisions, migrations, named, settling, usage
from newsgraph.store.copies import KeptOrigin, Tracing
from newsgraph.store.entities import Settled
from newsgraph.store.keeping import WITHDRAWN, Batch, Kept
from newsgraph.store.lock import WriterLock
from newsgraph.store.named import Column, KeptHome
from newsgraph.store.reader import SETTLED, TRACED, Reader
from newsgraph.store.rows import Packed

R = TypeVar("R")
_SET = "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


class Store(Reader):
    """`archive.db` of one archive, made by `Store.open`; a context manager that closes it.

    Reading sees whole batches only, each call the newest; it never waits for the writer. For one thread at a
    time. Any call may raise ArchiveDamaged, or ArchiveError where the disk refuses.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection, lock: WriterLock | None) -> None:
        super().__init__(folder, connection)
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

    def keep(
        self,
        batch: Sequence[Article | Packed | Withdrawal],
        *,
        names: Mapping[ArticleId, Column] | None = None,
        rules: str = "",
    ) -> Kept:
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
        finds what those before it left. `names` are what articles of the batch name, found by `rules`;
        of the others that changed, and of all where the batch takes something back, the names are not known
        afterwards (`unnamed`). When this returns the batch is on the disk.
        """
        return self._writing(lambda: self._keep(batch, names or {}, rules))

    def _keep(
        self, batch: Sequence[Article | Packed | Withdrawal], names: Mapping[ArticleId, Column], rules: str
    ) -> Kept:
        kept = Batch(self._connection).keep(batch)
        times = Counter(kept.ids)
        sure = [id for id in kept.changed if times[id] == 1 and id in names and WITHDRAWN not in kept.outcomes]
        named.forget(self._connection, set(kept.changed) - set(sure))
        named.put(self._connection, rules, {id: names[id] for id in sure})
        return kept

    def name(self, columns: Mapping[ArticleId, Column], *, rules: str) -> None:
        """Keep what articles name, found by `rules`. They change with a new revision."""

        def change() -> None:
            named.put(self._connection, rules, columns)
            self._change(columns)

        self._writing(change)

    def rename(self, columns: Mapping[ArticleId, Column], *, heard: Mapping[ArticleId, bool]) -> None:
        """Keep that articles name something else, though their words, and what they are `unaided`, are the same. They
        change with a new revision. `heard` is as in `hear`."""

        def change() -> None:
            named.replace_names(self._connection, columns)
            usage.hear(self._connection, heard)
            self._change(columns)

        self._writing(change)

    def hear(self, articles: Mapping[ArticleId, bool], verdicts: Mapping[str, str]) -> None:
        """Remember of these articles whether their names are other ones by what they have heard of the archive, and
        that all who are in doubt have heard these verdicts. Makes no revision."""

        def change() -> None:
            usage.hear(self._connection, articles)
            usage.heard(self._connection, verdicts)

        self._writing(change)

    def _change(self, ids: Iterable[ArticleId]) -> None:
        rows = [(id,) for id in ids]
        if rows:
            revision = self._new_revision()
            self._connection.executemany(f"UPDATE article SET changed = {revision} WHERE id = ?", rows)

    def _new_revision(self) -> int:
        revision = self.revision + 1
        row = (revision, datetime.now(UTC).isoformat())
        self._connection.execute("INSERT INTO revision (number, recorded) VALUES (?, ?)", row)
        return revision

    def put_home(self, source: str, home: KeptHome | None) -> None:
        """Keep where the outlet is at home; None: nobody knows. Makes no revision."""
        self._writing(lambda: named.put_home(self._connection, source, home))

    def forget_names(self) -> None:
        """What every article names is to be found anew: the gazetteer has changed. Makes no revision."""
        self._writing(lambda: self._connection.execute("UPDATE naming SET rules = ''"))

    def unsettle(self) -> None:
        """Who is who is to be told anew for every article. Makes no revision."""
        self.set_setting(SETTLED, "0")

    def settle(self, parts: Iterable[Settled], *, folded: Callable[[str], str], upto: int) -> int:
        """Keep who is who, all of it or nothing, as far as revision `upto`. Gives how many articles' names are other
        entities than they were taken for until now: they change with a new revision."""
        return self._writing(lambda: self._settle(parts, folded, upto))

    def _settle(self, parts: Iterable[Settled], folded: Callable[[str], str], upto: int) -> int:
        revision = self._new_revision()
        moved = settling.settle(self._connection, parts, folded=folded, revision=revision)
        if not moved:
            self._connection.execute("DELETE FROM revision WHERE number = ?", (revision,))
        self._connection.execute(_SET, (SETTLED, str(revision if moved else upto)))
        return moved

    def trace(self, work: Callable[[Tracing], R]) -> R:
        """`work` on who copied whom, all of it or nothing. Makes no revision."""
        return self._writing(lambda: work(Tracing(self._connection)))

    def tell_origins(self, origins: Iterable[KeptOrigin], *, upto: int) -> int:
        """Keep from where articles are that were to be told anew, all of it or nothing, as far as revision `upto`.
        Gives how many more articles another one stands for now: they change with a new revision."""
        return self._writing(lambda: self._tell_origins(origins, upto))

    def _tell_origins(self, origins: Iterable[KeptOrigin], upto: int) -> int:
        settled, since, revision = self.settled, self.traced, self._new_revision()
        moved = Tracing(self._connection).tell(origins, revision=revision, since=since)
        if not moved:
            self._connection.execute("DELETE FROM revision WHERE number = ?", (revision,))
        self._connection.execute(_SET, (TRACED, str(revision if moved else upto)))
        if moved and settled == upto:  # nobody is somebody else by that
            self._connection.execute(_SET, (SETTLED, str(revision)))
        return moved

    def untrace(self) -> None:
        """Who copied whom is to be told anew for every article. Makes no revision."""

        def change() -> None:
            Tracing(self._connection).clear()
            self._connection.execute(_SET, (TRACED, "0"))

        self._writing(change)

    def decide(self, decision: Decision) -> int:
        """Add it to the log; gives its number. Who is who changes with the next `settle`."""
        return self._writing(lambda: decisions.put(self._connection, decision))

    def set_setting(self, name: str, value: str) -> None:
        """Remember a fact about the archive. Makes no revision."""
        self._writing(lambda: self._connection.execute(_SET, (name, value)))

    # -- inside ----------------------------------------------------------------------------------------------

    def _writing(self, change: Callable[[], R]) -> R:
        """`change` in a transaction of its own: committed when it returns, undone when it raises."""
        if self._lock is None:
            raise UsageError(f"{self.folder} was opened to read only", hint="Store.open(folder, write=True)")
        with database.Complaints(self.folder):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                result = change()
                self._connection.execute("COMMIT")
                return result
            finally:
                if self._connection.in_transaction:  # SQLite has undone it itself after some errors
                    with suppress(sqlite3.Error):  # what went wrong first is what is worth telling
                        self._connection.execute("ROLLBACK")


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
