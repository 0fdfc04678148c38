"""Full disks, broken files, folders that may not be written."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newsgraph.article import Article, Withdrawal
from newsgraph.errors import ArchiveDamaged, ArchiveError, ArchiveLocked, ArchiveNotFound, ArchiveOutdated
from newsgraph.store import Store

MakeArticle = Callable[..., Article]


def test_a_folder_without_an_archive_says_how_to_make_one(folder: Path) -> None:
    for write in (False, True):
        with pytest.raises(ArchiveNotFound, match="no archive in") as told:
            Store.open(folder, write=write)
        assert told.value.hint == f"newsgraph add LOCATION… --index {folder}"
    assert not folder.exists()


def test_a_creation_that_was_killed_is_begun_again(folder: Path) -> None:
    folder.mkdir()
    (folder / "archive.db.new").write_bytes(b"half")
    (folder / "archive.db.new-wal").write_bytes(b"half")
    with Store.open(folder, write=True, create=True) as store:
        assert store.verify() == []
    assert {path.name for path in folder.iterdir()} == {"archive.db", "lock"}


def test_a_name_with_every_odd_character_is_only_a_name(tmp_path: Path, make_article: MakeArticle) -> None:
    folder = tmp_path / "50% off? a#b &c=d 'é"
    with Store.open(folder, write=True, create=True) as store:
        store.keep([make_article()])
    with Store.open(folder) as store:
        assert store.stats().articles == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "not an archive"), (b"no database at all" * 100, "damaged"), (b"SQLite format 3\0", "damaged")],
    ids=["empty", "text", "header alone"],
)
@pytest.mark.parametrize("write", [False, True])
def test_a_file_that_is_no_database_is_called_damaged(folder: Path, *, content: bytes, told: str, write: bool) -> None:
    folder.mkdir()
    (folder / "archive.db").write_bytes(content)
    with pytest.raises(ArchiveDamaged, match=told):
        Store.open(folder, write=write, create=write)
    assert (folder / "archive.db").read_bytes() == content


def test_a_database_of_another_program_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        connection.execute("CREATE TABLE article (id)")
    with pytest.raises(ArchiveDamaged, match="not an archive of newsgraph"):
        Store.open(folder, write=True)


def test_a_newer_format_asks_for_a_newer_newsgraph(store: Store, folder: Path) -> None:
    store.close()
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        connection.execute("PRAGMA user_version = 99")
    for write in (False, True):
        with pytest.raises(ArchiveOutdated, match="format 99") as told:
            Store.open(folder, write=write)
        assert "upgrade" in told.value.hint


def test_broken_pages_are_called_damage_and_verify_tells_of_them(folder: Path, make_article: MakeArticle) -> None:
    with Store.open(folder, write=True, create=True) as store:
        store.keep([make_article(str(n), body="Nobody came. " * 300) for n in range(50)])
    path = folder / "archive.db"
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (roots,) = connection.execute("SELECT max(rootpage) FROM sqlite_schema").fetchone()
    whole, kept = path.read_bytes(), size * (roots + 1)
    assert len(whole) > kept + 80_000
    path.write_bytes(whole[:kept] + b"\xff" * (len(whole) - kept - 40_000) + whole[-40_000:])
    with Store.open(folder) as store:
        with pytest.raises(ArchiveDamaged) as told:
            list(store.all_articles())
        assert told.value.hint == f"newsgraph verify --index {folder}"
        assert store.verify() != []


def test_columns_that_newsgraph_did_not_write_are_damage(folder: Path, make_article: MakeArticle) -> None:
    with Store.open(folder, write=True, create=True) as store:
        store.keep([make_article()])
    with closing(sqlite3.connect(folder / "archive.db")) as connection, connection:
        connection.execute('UPDATE words SET zones = \'[["leaflet",0,1,""]]\'')
    with Store.open(folder) as store, pytest.raises(ArchiveDamaged, match="did not write"):
        store.article(make_article().id)


@pytest.mark.parametrize("room", [0, 1, 3, 10, 30])
def test_a_full_disk_keeps_the_batches_before(folder: Path, make_article: MakeArticle, room: int) -> None:
    batch = [make_article(f"more-{n}", body="Nobody came. " * 500) for n in range(100)]
    with Store.open(folder, write=True, create=True) as store:
        store.keep([make_article()])
        before = store.fingerprint()
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count = {pages + room}")
        with pytest.raises(ArchiveError, match="no space left") as told:
            store.keep(batch)
        assert "add the same again" in told.value.hint
        assert (store.revision, store.fingerprint(), store.verify()) == (1, before, [])
        store._connection.execute("PRAGMA max_page_count = 100000")
        assert store.keep(batch).revision == 2
        assert store.verify() == []


LIMITED = """
import resource, sys
from pathlib import Path
from newsgraph.article import Article, Part, ZoneKind, article_id, compose
from newsgraph.errors import ArchiveError
from newsgraph.store import Store

def article(n):
    text, zones = compose([Part(ZoneKind.BODY, f"Report {n} from the quay. " * 200)])
    return Article(id=article_id(title=str(n)), text=text, zones=zones)

with Store.open(Path(sys.argv[1]), write=True, create=True) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
    for n in range(100):
        try:
            print(store.keep([article(10 * n + i) for i in range(10)]).revision)
        except ArchiveError as error:
            print(type(error).__name__, error)
            break
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes to set")
def test_a_write_that_the_system_refuses_ends_in_clear_words_and_a_whole_archive(folder: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    *kept, told = run.stdout.splitlines()
    assert told.startswith("ArchiveError")
    assert "whole" in told
    with Store.open(folder, write=True) as store:
        assert store.revision == len(kept) > 0
        assert store.stats().articles == 10 * store.revision
        assert store.verify() == []


class Killed(BaseException):
    """The process ends here."""


class Stopping:
    """A connection that carries out so many statements of a batch and then dies."""

    def __init__(self, connection: sqlite3.Connection, statements: int) -> None:
        self._connection, self.left = connection, statements

    def __getattr__(self, name: str) -> object:
        if name in ("execute", "executemany"):
            self.left -= 1
            if self.left == -1:
                raise Killed
        return getattr(self._connection, name)


def test_a_batch_cut_off_between_any_two_statements_leaves_the_revision_before(
    folder: Path, make_article: MakeArticle
) -> None:
    notice = Withdrawal(make_article("c").url, "", "")
    batch = [make_article("a", body="Changed."), make_article("b"), notice, make_article("d")]
    with Store.open(folder, write=True, create=True) as store:
        store.keep([make_article(name) for name in "abc"])
        before = store.fingerprint(), list(store.all_articles())
        real, cuts = store._connection, 0
        while cut_off(store, cuts, batch):
            store._connection = real
            assert (store.revision, store.fingerprint(), list(store.all_articles())) == (1, *before)
            assert store.verify() == []
            cuts += 1
        store._connection = real
        assert cuts > 10
        assert store.revision == 2
        assert store.keep(batch).changed == ()
        assert store.verify() == []


def cut_off(store: Store, statements: int, batch: list[Article | Withdrawal]) -> bool:
    store._connection = Stopping(store._connection, statements)  # type: ignore[assignment]
    try:
        store.keep(batch)
    except Killed:
        return True
    return False


def test_ctrl_c_in_a_batch_leaves_the_revision_before(store: Store, make_article: MakeArticle) -> None:
    class Interrupting(tuple):  # type: ignore[type-arg]
        def __iter__(self) -> Iterator[object]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.keep([make_article("a"), make_article("b", tags=Interrupting(["x"]))])
    assert store.revision == 0
    assert store.keep([make_article("a")]).outcomes == ("added",)


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no write permission there")
def test_an_archive_that_may_not_be_written_is_read_all_the_same(make_article: MakeArticle) -> None:
    with unwritable_archive(make_article()) as folder:
        assert as_nobody(lambda: read_and_fail_to_write(folder, make_article())) == 0
        assert {path.name for path in folder.iterdir()} == {"archive.db", "lock"}


def read_and_fail_to_write(folder: Path, article: Article) -> bool:
    with Store.open(folder) as store:
        read = list(store.all_articles()) == [article] and store.verify() == [] and store.stats().articles == 1
    try:
        Store.open(folder, write=True).close()
    except ArchiveLocked:
        return False
    except ArchiveError as error:
        return read and "cannot be written to" in str(error)
    return False


class unwritable_archive:
    """A folder that nobody may write to, outside pytest's own, which only its owner may enter."""

    def __init__(self, *batch: Article) -> None:
        self.folder = Path(tempfile.mkdtemp())
        with Store.open(self.folder, write=True, create=True) as store:
            store.keep(batch)

    def __enter__(self) -> Path:
        for path in self.folder.iterdir():
            path.chmod(0o444)
        self.folder.chmod(0o555)
        return self.folder

    def __exit__(self, *reason: object) -> None:
        self.folder.chmod(0o755)
        shutil.rmtree(self.folder)


def as_nobody(check: Callable[[], bool]) -> int:
    """0 when `check` holds for somebody whom permissions bind: root is not bound, so a child gives its rights
    up."""
    if os.geteuid() != 0:
        return 0 if check() else 1
    child = os.fork()
    if child == 0:
        code = 2
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            code = 0 if check() else 1
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
