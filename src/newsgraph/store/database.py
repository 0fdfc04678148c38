"""How is archive.db opened, and what do SQLite's complaints mean to a person?"""

import os
import sqlite3
from pathlib import Path
from types import TracebackType

from newsgraph.errors import ArchiveDamaged, ArchiveError, ArchiveLocked, ArchiveNotFound, ArchiveOutdated
from newsgraph.store import migrations

NAME = "archive.db"
# Seconds that a statement waits for a lock. Between a reader and the writer there is none; this is for the
# blink in which the first process to open a file after a crash recovers its log.
PATIENCE = 10.0
# Swept with keep() over 6,000 news articles of 3.3 KB, batches of 1,000, median of three: pages of 4 KiB 90
# µs of CPU an article and 28.5 MB, 8 KiB 82 µs and 27.7 MB, 16 KiB 87 µs and 27.4 MB, where an empty archive
# is already 160 KB. How often the log is written back (4 to 32 MB) and FULL against NORMAL stay within the
# noise. Compressing the text (zlib, level 1) would halve the file for 128 µs more an article and take 42 µs
# of every reading. benchmarks/ingest.py shows the effect.
PAGE_BYTES = 8_192
# FULL: a batch that `keep` has reported survives a killed process and a power cut alike, so that the truth is
# never behind an index that was derived from it.
_WRITER = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # the words of a withdrawn article are overwritten, not only forgotten
    "PRAGMA cache_size = -16384",
    "PRAGMA trusted_schema = OFF",
)
_READER = ("PRAGMA query_only = ON", "PRAGMA trusted_schema = OFF", "PRAGMA cache_size = -65536")

_NO_WRITE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT}


def open_reader(folder: Path) -> sqlite3.Connection:
    """A connection that cannot change anything and never waits for the writer.

    Where neither folder nor file can be written (a CD, a read-only mount, another user's archive, a disk full
    to its last page) SQLite cannot share its log; then the file is read as it lies there, which is right as
    long as nobody else writes to it meanwhile.
    """
    path = existing(folder)
    connection = _connect(path, "mode=rw")
    try:
        return _settled(connection, folder, _READER)
    except sqlite3.OperationalError as error:
        connection.close()
        if _code(error) not in _NO_WRITE | {sqlite3.SQLITE_IOERR}:
            raise
        if _log_bytes(path):
            raise ArchiveError(
                f"{path} has an unfinished log of a process that died, and cannot be written to finish it",
                hint="make room or get leave to write there and open it once, or open a copy of the folder",
            ) from error
    return _settled(_connect(path, "immutable=1"), folder, _READER)


def open_writer(folder: Path) -> sqlite3.Connection:
    """A connection that may write. The caller holds the writer's lock."""
    connection = _connect(existing(folder), "mode=rw")
    return _settled(connection, folder, _WRITER)


def create(folder: Path) -> None:
    """Make an empty archive in the folder, whole or not at all. The caller holds the writer's lock."""
    path = folder / NAME
    fresh = path.with_name(f"{NAME}.new")
    for leftover in folder.glob(f"{fresh.name}*"):
        leftover.unlink()
    connection = _connect(fresh, "mode=rwc")
    try:
        connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        connection.execute("PRAGMA journal_mode = WAL")
        for pragma in _WRITER:
            connection.execute(pragma)
        migrations.lay_out(connection)
    finally:
        connection.close()
    fresh.replace(path)
    _name_is_kept(folder)


class Complaints:
    """Turns what SQLite and the system raise inside its `with` into ArchiveErrors about that folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, sqlite3.Error) and not isinstance(error, sqlite3.ProgrammingError):
            raise _told(error, self._folder) from error
        if isinstance(error, OSError):
            raise ArchiveError(f"{self._folder}: {error.strerror or error}", hint=_ROOM) from error


_ROOM = "see that the folder exists, may be written and has space left, then again: whole batches are kept"


def _told(error: sqlite3.Error, folder: Path) -> ArchiveError:
    code = _code(error)
    if code == sqlite3.SQLITE_FULL:
        return ArchiveError(
            f"no space left for {folder}: this batch was not kept, those before it are whole",
            hint="free some space, then add the same again: what is already there stays as it is",
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ArchiveLocked(f"{folder / NAME} stayed locked for {PATIENCE:.0f} s by a program other than newsgraph")
    if code in _NO_WRITE:
        return ArchiveError(f"{folder / NAME} cannot be opened or written: {error}", hint=_ROOM)
    if code in _DAMAGE:
        return ArchiveDamaged(f"{folder / NAME} is damaged: {error}", hint=f"newsgraph verify --index {folder}")
    return ArchiveError(
        f"reading or writing {folder / NAME} failed: {error}; batches kept before are whole", hint=_ROOM
    )


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; SQLITE_CORRUPT where Python itself found the file's text broken."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF


def existing(folder: Path) -> Path:
    """The archive's file. Raises ArchiveNotFound."""
    path = folder / NAME
    if not path.is_file():
        raise ArchiveNotFound(
            f"there is no archive in {folder}: expected {path}",
            hint=f"newsgraph add LOCATION… --index {folder}",
        )
    return path


def _connect(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=PATIENCE, isolation_level=None)


def _settled(connection: sqlite3.Connection, folder: Path, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    """The connection set up and its file known to be an archive that we understand; closed when it is not."""
    try:
        for pragma in pragmas:
            connection.execute(pragma)
        _check(connection, folder)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection, folder: Path) -> None:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if mark != migrations.APPLICATION_ID:
        raise ArchiveDamaged(
            f"{folder / NAME} is not an archive of newsgraph: its header has the mark {mark:#x},"
            f" expected {migrations.APPLICATION_ID:#x}",
            hint="name another folder with --index, or put a copy of the archive back",
        )
    found = migrations.format_of(connection)
    if found > migrations.FORMAT:
        raise ArchiveOutdated(
            f"{folder} has format {found}, from a newer newsgraph; this one reads up to {migrations.FORMAT}"
        )


def _name_is_kept(folder: Path) -> None:
    """A file's words survive a power cut only when its name does, too (fsync(2), notes)."""
    if os.name == "posix":
        directory = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


def _log_bytes(path: Path) -> int:
    log = path.with_name(f"{path.name}-wal")
    return log.stat().st_size if os.path.lexists(log) else 0
