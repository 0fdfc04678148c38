"""Counts, settings, and what verify finds."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsgraph.article import Article, Withdrawal
from newsgraph.errors import UsageError
from newsgraph.store import Store, migrations

MakeArticle = Callable[..., Article]


def test_stats_count_what_is_shown(store: Store, make_article: MakeArticle) -> None:
    gone = make_article("gone")
    store.keep(
        [
            make_article("a", authors=("Ana Ruiz",), published=datetime(2023, 12, 31, 23, 30, tzinfo=UTC)),
            make_article("b", authors=("Ana Ruiz", "Tom Okafor"), language=""),
            make_article("c", authors=(), published=None, source="", language="fr"),
            make_article("d", authors=(), partial=True, source="coastwire.example"),
            gone,
        ]
    )
    store.keep([make_article("b", authors=("Ana Ruiz", "Tom Okafor"), language="", body="More.")])
    store.keep([Withdrawal(gone.url, "", "")])
    stats = store.stats()
    assert (stats.articles, stats.versions, stats.withdrawn) == (4, 6, 1)
    assert (stats.partial, stats.undated, stats.revision, stats.format_version) == (1, 1, 3, migrations.FORMAT)
    assert stats.authors == (("Ana Ruiz", 2), ("Tom Okafor", 1))
    assert stats.sources == (("quayherald.example", 2), ("coastwire.example", 1))
    assert stats.languages == (("en", 2), ("fr", 1))
    assert stats.years == (("2024", 2), ("2023", 1))
    assert stats.first == datetime(2023, 12, 31, 23, 30, tzinfo=UTC)
    assert stats.last == datetime(2024, 6, 1, 8, 0, tzinfo=UTC)


def test_a_setting_stays_and_makes_no_revision(folder: Path) -> None:
    with Store.open(folder, write=True, create=True) as store:
        assert store.setting("engine") == ""
        store.set_setting("engine", "whoosh")
        store.set_setting("engine", "tantivy")
        assert store.revision == 0
    with Store.open(folder) as store:
        assert store.setting("engine") == "tantivy"


def test_a_store_opened_to_read_refuses_to_change(folder: Path, make_article: MakeArticle) -> None:
    Store.open(folder, write=True, create=True).close()
    with Store.open(folder) as store:
        with pytest.raises(UsageError, match="opened to read"):
            store.keep([make_article()])
        with pytest.raises(UsageError, match="opened to read"):
            store.set_setting("engine", "tantivy")


TAMPERING = {
    "the hash differs": "UPDATE words SET text = replace(text, 'silent', 'silenT')",
    "outside the text or out of order": 'UPDATE words SET zones = \'[["title",0,99999,""]]\'',
    "cannot be read": "UPDATE words SET zones = 'nonsense'",
    "is not the one that its address": "UPDATE version SET url = 'https://elsewhere.example/x'",
    "without words": "DELETE FROM words",
    "not its own": "UPDATE article SET current = 99",
    "points at a row of": "UPDATE version SET revision = 99",
    "numbered up to": "UPDATE version SET number = 5",
    "was expected": "INSERT INTO revision VALUES (7, '2024-06-01T08:00:00+00:00')",
    "changed last in revision": "INSERT INTO revision VALUES (2, 'x'); UPDATE version SET revision = 2",
}


@pytest.mark.parametrize("told", TAMPERING)
def test_verify_tells_what_was_tampered_with(folder: Path, make_article: MakeArticle, told: str) -> None:
    with Store.open(folder, write=True, create=True) as store:
        store.keep([make_article()])
        assert store.verify() == []
    with closing(sqlite3.connect(folder / "archive.db")) as connection:
        connection.executescript(TAMPERING[told])
    with Store.open(folder) as store:
        problems = store.verify()
    assert any(told in problem.what for problem in problems), problems
    assert all("newsgraph add" in problem.mend for problem in problems)


def test_verify_tells_of_words_that_a_withdrawal_left(folder: Path, make_article: MakeArticle) -> None:
    with Store.open(folder, write=True, create=True) as store:
        store.keep([make_article(), Withdrawal(make_article().url, "", "")])
    with closing(sqlite3.connect(folder / "archive.db")) as connection, connection:
        connection.execute("INSERT INTO words VALUES (1, 'back again', '[]', '[]', '[]')")
    with Store.open(folder) as store:
        assert any("still has words" in problem.what for problem in store.verify())


def test_verify_lists_a_hundred_problems_and_says_that_there_are_more(folder: Path, make_article: MakeArticle) -> None:
    with Store.open(folder, write=True, create=True) as store:
        store.keep([make_article(str(n)) for n in range(150)])
    with closing(sqlite3.connect(folder / "archive.db")) as connection, connection:
        connection.execute("UPDATE words SET text = text || '!'")
    with Store.open(folder) as store:
        problems = store.verify()
    assert len(problems) == 101
    assert "more" in problems[-1].what
