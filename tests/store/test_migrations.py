"""Old archives stay open."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsgraph.article import Article, Evidence, Hyperlink, Zone, ZoneKind
from newsgraph.entity import EntityId
from newsgraph.errors import ArchiveLocked
from newsgraph.store import Store, migrations

MakeArticle = Callable[..., Article]
NEXT = migrations.FORMAT + 1
OLD = Path(__file__).parents[1] / "archives"
SCHEMA = Path(migrations.__file__).with_name("schema.sql").read_text(encoding="utf-8")


@pytest.fixture
def first_format(tmp_path: Path) -> Path:
    """A copy of the archive of format 1; tests/archives/make_v1.py tells what is in it."""
    return Path(shutil.copytree(OLD / "v1", tmp_path / "v1"))


@pytest.mark.parametrize("write", [False, True])
def test_an_archive_of_format_1_opens_and_says_the_same(first_format: Path, *, write: bool) -> None:
    with Store.open(first_format, write=write) as store:
        assert store.verify() == []
        assert (store.revision, store.setting("engine")) == (2, "tantivy")
        (dockers,) = store.find("https://quayherald.example/2024/06/dockers")
        (river,) = store.find("coastwire.example:cw-9")
        (ledger,) = store.find("quayherald.example/2024/06/ledger")
        assert [article.id for article in store.all_articles()] == sorted([dockers, river])
        assert [version.withdrawn for version in store.versions(ledger)] == [True, True]
        assert [version.current for version in store.versions(dockers)] == [False, True]
        assert "Nine cranes" in store.version(dockers, 1).standfirst
        check_dockers(store.article(dockers))
        assert store.fingerprint() == "bf1a7c411dc145700b70946a9245a6ac49e5ce74d8e01ffd18a8064a991c2a22"


def check_dockers(article: Article | None) -> None:
    assert article is not None
    assert article.standfirst == "Five cranes stand still after talks fail."
    assert article.zones[0] == Zone(ZoneKind.TITLE, 0, 30)
    assert article.zones[-1].about == "Ana Ruiz"
    assert article.updated == datetime(2024, 6, 2, 7, 0, tzinfo=UTC)
    assert article.links == (Hyperlink("https://coastwire.example/vell", 75, 83),)
    told = Evidence("published", "2024-06-01T08:00:00Z", "json-ld datePublished", True)
    assert article.evidence == (told,)
    assert (article.source, article.origin) == ("quayherald.example", "coastwire.example")


def test_an_archive_of_format_2_opens_and_tells_who_is_who(tmp_path: Path) -> None:
    with Store.open(Path(shutil.copytree(OLD / "v2", tmp_path / "v2"))) as store:
        assert store.verify() == []
        (decision,) = store.decisions()
        assert (decision.kind, decision.name, decision.who) == ("rename", "Tom A. Okafor", "ana")
        assert store.called("ines dahl") == ["actor/ines-dahl"]
        assert len(store.appearances(EntityId("actor/ines-dahl"))) == 2
        renamed = store.entity("actor/tom-okafor")
        assert renamed is not None
        assert renamed.name == "Tom A. Okafor"


def test_an_archive_of_format_3_opens_and_tells_who_is_who(tmp_path: Path) -> None:
    with Store.open(Path(shutil.copytree(OLD / "v3", tmp_path / "v3"))) as store:
        assert store.verify() == []
        assert len(store.appearances(EntityId("actor/tom-okafor"))) == 2
        (brandt,) = store.called("brandt marine as")
        assert len(store.appearances(brandt)) == 2
        held = store.in_blocks([name for names in store.tied(store.touched(0)) for name in names])
        assert {one.kept.named.name for one in held} >= {"Tom Okafor", "Brandt Marine", "Ana Ruiz"}


def test_what_telling_apart_needs_is_moved_into_the_blocks_of_format_2(tmp_path: Path) -> None:
    """As if the names had been found by the newsgraph of today."""
    moved = Path(shutil.copytree(OLD / "v2", tmp_path / "v2"))
    with Store.open(moved, write=True) as store:
        known = {one.id: one for article in store.all_articles() for one in [article]}
        held = store.in_blocks([name for names in store.tied(store.touched(0)) for name in names])
        namings = store.namings(known, mentions=False)
    assert held
    for one in held:
        naming = namings[one.article]
        assert one.kept == naming.names[one.number]
        assert one.beside == tuple(sorted(kept.named.id for kept in naming.names))


def test_every_format_that_we_ever_had_is_kept_here() -> None:
    assert {path.name for path in OLD.glob("v*")} == {f"v{n}" for n in range(1, migrations.FORMAT + 1)}
    assert set(migrations.STEPS) == set(range(2, migrations.FORMAT + 1))


def test_steps_lead_from_the_first_format_to_the_tables_of_a_new_archive(first_format: Path, folder: Path) -> None:
    Store.open(first_format, write=True).close()
    Store.open(folder, write=True, create=True).close()
    assert columns(first_format) == columns(folder)


def columns(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite%'")
        ]
        return {
            name: connection.execute(f"SELECT * FROM pragma_table_xinfo('{name}') ORDER BY name").fetchall()
            for name in tables
        }


def add_topics(connection: sqlite3.Connection) -> None:
    migrations.run(
        connection,
        """
        CREATE TABLE topic (name TEXT NOT NULL, version INTEGER NOT NULL REFERENCES version (key)) STRICT;
        INSERT INTO topic SELECT 'port; harbour', key FROM version;  -- a semicolon in a word ends nothing
        """,
    )


def drop_settings(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE setting")


def break_off(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE words")
    raise RuntimeError("the power is gone")


def leave_orphans(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM version")


@pytest.fixture
def connection(store: Store, make_article: MakeArticle) -> sqlite3.Connection:
    store.keep([make_article()])
    return store._connection


def test_steps_are_taken_in_order_up_to_the_format_wanted(connection: sqlite3.Connection) -> None:
    migrations.migrate(connection, steps={NEXT + 1: drop_settings, NEXT: add_topics}, to=NEXT + 1)
    assert migrations.format_of(connection) == NEXT + 1
    assert connection.execute("SELECT name, version FROM topic").fetchall() == [("port; harbour", 1)]
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    migrations.migrate(connection, steps={}, to=NEXT + 1)


@pytest.mark.parametrize("wrong", [break_off, leave_orphans])
def test_steps_are_taken_all_or_none(connection: sqlite3.Connection, wrong: migrations.Step) -> None:
    before = list(connection.iterdump())
    with pytest.raises((RuntimeError, sqlite3.IntegrityError)):
        migrations.migrate(connection, steps={NEXT: add_topics, NEXT + 1: wrong}, to=NEXT + 1)
    assert migrations.format_of(connection) == migrations.FORMAT
    assert list(connection.iterdump()) == before
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


@pytest.mark.parametrize("write", [False, True])
def test_opening_brings_an_old_archive_up_to_date(
    first_format: Path, monkeypatch: pytest.MonkeyPatch, *, write: bool
) -> None:
    steps = {**migrations.STEPS, NEXT: add_topics}
    monkeypatch.setattr(migrations, "FORMAT", NEXT)
    monkeypatch.setattr(migrations.migrate, "__kwdefaults__", {"steps": steps, "to": NEXT})
    with Store.open(first_format, write=write) as store:
        assert store.stats().format_version == NEXT
        assert store.verify() == []


def test_an_old_archive_that_is_being_written_to_is_not_brought_up_to_date_under_the_writer(
    first_format: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(first_format, write=True):
        monkeypatch.setattr(migrations, "FORMAT", NEXT)
        with pytest.raises(ArchiveLocked):
            Store.open(first_format)


def test_every_column_of_the_schema_is_explained() -> None:
    for table in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\) STRICT", SCHEMA, re.DOTALL):
        for column in re.split(r"\n(?=    \w)", table[1]):
            if column.strip() and not column.strip().startswith(("UNIQUE", "PRIMARY KEY")):
                assert "--" in column, f"{table[0]}: {column.strip()}"


def test_a_new_archive_has_the_tables_that_the_schema_tells_of(folder: Path) -> None:
    Store.open(folder, write=True, create=True).close()
    assert set(columns(folder)) >= set(re.findall(r"CREATE TABLE (\w+)", SCHEMA))
