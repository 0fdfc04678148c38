"""The archive's truth, opened."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from newsgraph.answers import Beside, EntityCount, Problem, Stats, Version
from newsgraph.article import Article, ArticleId, Withdrawal
from newsgraph.entity import Decision, EntityId, EntityKind, Named
from newsgraph.errors import UsageError
from newsgraph.store import counting, database, decisions, entities, fetching, migrations, named, naming, verifying
from newsgraph.store.entities import Settled, Slot
from newsgraph.store.fetching import Change, Shown, Summary
from newsgraph.store.keeping import WITHDRAWN, Batch, Kept
from newsgraph.store.lock import WriterLock
from newsgraph.store.named import Column, KeptHome, Naming
from newsgraph.store.rows import Packed

T = TypeVar("T")
R = TypeVar("R")
SETTLED = "settled"  # the setting that says up to which revision it is known who is who
_SET = "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"


class Store:
    """`archive.db` of one archive, made by `Store.open`; a context manager that closes it.

    Reading sees whole batches only, each call the newest; it never waits for the writer. For one thread at a
    time. Any call may raise ArchiveDamaged, or ArchiveError where the disk refuses.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection, lock: WriterLock | None) -> None:
        self.folder = folder
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

    def rename(self, columns: Mapping[ArticleId, Column]) -> None:
        """Keep that articles name something else, though their words, and what they are `unaided`, are the same. They
        change with a new revision."""

        def change() -> None:
            named.replace_names(self._connection, columns)
            self._change(columns)

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

    def settle(self, settled: Settled, *, upto: int) -> int:
        """Keep who is who, all of it or nothing, as far as revision `upto`. Gives how many articles' names are other
        entities than they were taken for until now: they change with a new revision."""
        return self._writing(lambda: self._settle(settled, upto))

    def _settle(self, settled: Settled, upto: int) -> int:
        revision = self._new_revision()
        moved = entities.settle(self._connection, settled, revision)
        if not moved:
            self._connection.execute("DELETE FROM revision WHERE number = ?", (revision,))
        self._connection.execute(_SET, (SETTLED, str(revision if moved else upto)))
        return moved

    def decide(self, decision: Decision) -> int:
        """Add it to the log; gives its number. Who is who changes with the next `settle`."""
        return self._writing(lambda: decisions.put(self._connection, decision))

    def set_setting(self, name: str, value: str) -> None:
        """Remember a fact about the archive. Makes no revision."""
        self._writing(lambda: self._connection.execute(_SET, (name, value)))

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

    # -- asking who is who -----------------------------------------------------------------------------------

    @property
    def settled(self) -> int:
        """The revision up to which it is known who is who."""
        return int(self.setting(SETTLED) or 0)

    def unnamed(self, rules: str, *, limit: int) -> list[ArticleId]:
        """Shown articles whose names were not found yet, or not by these rules, in order of arrival."""
        return self._asking(lambda: named.unnamed(self._connection, rules, limit))

    def namings(self, ids: Iterable[ArticleId], *, mentions: bool = True) -> dict[ArticleId, Naming]:
        """What each of these names by itself; those withdrawn or not yet named are left out. Without `mentions` these
        are empty, at half the cost."""
        return self._asking(lambda: named.namings(self._connection, ids, mentions=mentions))

    def homes(self) -> dict[str, KeptHome]:
        """Where outlets are at home, by `article.source`."""
        return self._asking(lambda: named.homes(self._connection))

    def changed_sources(self, revision: int) -> list[str]:
        """The outlets of the articles that changed after that revision, in order."""
        return self._asking(lambda: named.changed_sources(self._connection, revision))

    def unaided(self, source: str) -> dict[str, int]:
        """How often each place of `Column.unaided` stands in the outlet's articles."""
        return self._asking(lambda: named.unaided(self._connection, source))

    def languages_of(self, source: str) -> list[str]:
        """The languages of the outlet's articles, most frequent first."""
        return self._asking(lambda: named.languages_of(self._connection, source))

    def doubtful_of(self, source: str, *, since: int = 0) -> list[ArticleId]:
        """Those of an outlet's articles whose places its home might change, and that changed after that revision."""
        return self._asking(lambda: named.doubtful_of(self._connection, source, since))

    def articles_of(self, source: str) -> list[ArticleId]:
        """The articles of an outlet whose names are known, in order of id."""
        return self._asking(lambda: named.articles_of(self._connection, source))

    def identities(self, ids: Iterable[ArticleId]) -> dict[Slot, tuple[EntityId, bool]]:
        """Who each name of these articles is across the archive, and whether that entity is hidden."""
        return self._asking(lambda: entities.identities(self._connection, ids))

    def touched(self, revision: int) -> set[str]:
        """The blocks that names of articles came into since that revision, or left since who is who was last told."""
        return self._asking(lambda: entities.touched(self._connection, revision))

    def tied(self, blocks: Iterable[str]) -> set[str]:
        """These blocks and all that names tie to them, directly or through others."""
        return self._asking(lambda: entities.tied(self._connection, blocks))

    def in_blocks(self, blocks: Iterable[str], *, besides: Container[ArticleId] = ()) -> set[Slot]:
        """The names in these blocks, but for those of the articles `besides`."""
        return self._asking(lambda: entities.in_blocks(self._connection, blocks, besides))

    def entity(self, id: str) -> Named | None:
        """The entity of that id or former id; None where there is none."""
        return self._asking(lambda: entities.entity(self._connection, id))

    def entities(self, ids: Iterable[EntityId]) -> dict[EntityId, Named]:
        """Those of these entities that there are."""
        return self._asking(lambda: entities.some(self._connection, ids))

    def called(self, folded: str) -> list[EntityId]:
        """The entities that have this folded name, the one in most articles first."""
        return self._asking(lambda: entities.called(self._connection, folded))

    def entity_counts(
        self, kinds: Iterable[EntityKind], like: str, *, sort: str, page: tuple[int, int]
    ) -> list[EntityCount]:
        """The entities of these kinds with `like` in their name, hidden ones left out; `sort` is one of SORTS, `page`
        (limit, offset)."""
        return self._asking(lambda: entities.counts(self._connection, kinds, like, sort=sort, page=page))

    def appearances(self, id: EntityId) -> list[Slot]:
        """Where the entity is named, in order of article."""
        return self._asking(lambda: entities.appearances(self._connection, id))

    def beside(self, id: EntityId, *, limit: int) -> list[Beside]:
        """The places and actors that are named in most of its articles."""
        return self._asking(lambda: entities.beside(self._connection, id, limit))

    def decisions(self) -> list[Decision]:
        """Every decision ever taken, in order; those that were undone and the undoing too."""
        return self._asking(lambda: list(decisions.decisions(self._connection)))

    # -- counting and checking -------------------------------------------------------------------------------

    def stats(self) -> Stats:
        """The numbers that the store knows; `folder`, `engine` and `bytes_on_disk` are left empty."""
        return self._asking(lambda: self._at_one_moment(counting.stats))

    def fingerprint(self) -> str:
        """A hash (hexadecimal) over what the archive shows, the same in whatever order that arrived."""
        return self._asking(lambda: verifying.fingerprint(self._connection))

    def verify(self) -> list[Problem]:
        """What is wrong with the file, each with the way to mend it; [] when nothing is. Changes nothing."""
        return self._asking(lambda: self._at_one_moment(lambda c: verifying.verify(c, self.folder)))

    # -- inside ----------------------------------------------------------------------------------------------

    def _one(self, query: str, *values: str) -> str:
        row = self._connection.execute(query, values).fetchone()
        return str(row[0]) if row else ""

    def _asking(self, question: Callable[[], R]) -> R:
        with database.Complaints(self.folder):
            return question()

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

    def _at_one_moment(self, question: Callable[[sqlite3.Connection], R]) -> R:
        """The answer to a question of several queries, which all see the same revision."""
        self._connection.execute("BEGIN")
        try:
            return question(self._connection)
        finally:
            self._connection.execute("ROLLBACK")

    def _streaming(self, rows: Callable[[sqlite3.Connection], Iterator[T]]) -> Iterator[T]:
        """On a connection of its own: an iteration left half done holds nothing back for the other calls."""
        with database.Complaints(self.folder), closing(database.open_reader(self.folder)) as connection:
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
