"""What editors' rules come to, and how a wrong one is told."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import newsgraph
from newsgraph.boxes import Pin, Rulings
from newsgraph.errors import UsageError
from newsgraph.ruling import Book, read_book
from newsgraph.serving import SiteOptions, build_site, checked_rules

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


def book(tmp_path: Path, text: str) -> Book:
    file = tmp_path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    return read_book(file)


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("[[pin]]\npage = 'x'\nshow = \n", 3, "no TOML"),
        ("[[pin]]\npage = 'x'\nshow = 'y'\n\n[[block]]\nshwo = 'z'\n", 6, "'shwo' in [[block]]"),
        ("[[pin]]\npage = 'x'\nshow = 7\n", 3, "show = 7"),
        ("[[pin]]\npage = 'x'\nshow = 'y'\nplace = 0\n", 4, "place = 0"),
        ("[[pin]]\nshow = 'y'\n", 1, "[[pin]] without page"),
        ("[[embargo]]\nshow = 'y'\ntag = 'z'\nuntil = 2024-05-01\n", 3, "show and tag"),
        ("[[expire]]\ntag = 'live'\n", 1, "[[expire]] without on or days"),
        ("[[never_beside]]\ntags = ['obituary']\n", 2, "tags = ['obituary']"),
        ("# rules\n[[pni]]\npage = 'x'\n", 2, "'pni'"),
        ("page = 'x'\n", 1, "'page'"),
        ("[pin]\npage = 'x'\n", 1, "'pin'"),
        ("[[block]]\npage = 'x'\ntag = 'y'\n", 2, "page beside tag"),
    ],
)
def test_a_wrong_rule_is_told_with_its_line_and_what_was_expected(
    tmp_path: Path, text: str, line: int, found: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(f"line {line}: found {found}")) as told:
        book(tmp_path, text)
    assert told.value.hint.startswith("expected ")


def test_a_name_that_is_nobodys_is_told_with_its_line(archive: newsgraph.Archive, tmp_path: Path) -> None:
    rules = book(tmp_path, "[[block]]\nshow = 'https://nowhere.example/'\n")
    with pytest.raises(UsageError, match=r"line 2: found show = 'https://nowhere.example/', which names no article"):
        archive.rulings(rules, NOW)


def pair(archive: newsgraph.Archive) -> tuple[str, list[str]]:
    """A page, and whom it lists."""
    for article in archive.articles():
        listed = [one.id for one in archive.related(article.id, limit=3)]
        if len(listed) == 3:
            return article.id, [str(id) for id in listed]
    raise LookupError("no page lists three")


def after(archive: newsgraph.Archive, tmp_path: Path, text: str, *, now: datetime = NOW) -> dict[str, tuple[str, ...]]:
    """Whom each page lists under these rules; that the check says so before, and that a site made anew agrees."""
    place, rules = tmp_path / "site", tmp_path / "rules.toml"
    rules.write_text(text, encoding="utf-8")
    if not place.exists():
        build_site(archive, place)
    told = checked_rules(archive, place, rules, now=now)
    options = SiteOptions(rules=rules, now=now)
    report = build_site(archive, place, options)
    assert {one.id for one in told} == set(report.lists)
    again = tmp_path / f"anew-{len(list(tmp_path.iterdir()))}"
    build_site(archive, again, options)
    from newsgraph.serving.site.folder import Folder
    from newsgraph.serving.site.state import read_state

    held, fresh = (read_state(Folder(folder)) for folder in (place, again))
    assert held is not None
    assert fresh is not None
    lists: dict[str, tuple[str, ...]] = {id: page.shown for id, page in held.pages.items()}
    assert lists == {id: page.shown for id, page in fresh.pages.items()}
    return lists


def test_what_is_pinned_stands_in_its_place(archive: newsgraph.Archive, tmp_path: Path) -> None:
    page, listed = pair(archive)
    other = next(article.id for article in archive.articles() if article.id not in (page, *listed) and article.url)
    text = f"[[pin]]\npage = '{page}'\nshow = '{other}'\nplace = 2\nbecause = 'the explainer'\n"
    assert after(archive, tmp_path, text)[page] == (listed[0], other, listed[1])
    over = text + "until = 2024-05-01T11:00:00Z\n"
    assert after(archive, tmp_path, over)[page] == tuple(listed)


def test_what_is_blocked_stands_nowhere_or_not_on_that_page(archive: newsgraph.Archive, tmp_path: Path) -> None:
    page, (first, *_) = pair(archive)
    here = after(archive, tmp_path, f"[[block]]\npage = '{page}'\nshow = '{first}'\n")
    assert first not in here[page]
    assert any(first in ids for ids in here.values())
    nowhere = after(archive, tmp_path, f"[[block]]\nshow = '{first}'\n")
    assert not any(first in ids for ids in nowhere.values())
    back = after(archive, tmp_path, "")
    assert first in back[page]


def test_what_is_expired_stands_nowhere(archive: newsgraph.Archive, tmp_path: Path) -> None:
    page, (first, *_) = pair(archive)
    text = f"[[expire]]\nshow = '{first}'\ndays = 30\n"
    published = archive.article(first).published
    assert published
    fresh = after(archive, tmp_path, text, now=published + timedelta(days=29))
    assert first in fresh[page]
    old = after(archive, tmp_path, text, now=published + timedelta(days=30))
    assert not any(first in ids for ids in old.values())


def test_what_is_under_embargo_is_nowhere_and_has_no_page(archive: newsgraph.Archive, tmp_path: Path) -> None:
    page, (first, *_) = pair(archive)
    lists = after(archive, tmp_path, f"[[embargo]]\nshow = '{first}'\nuntil = 2024-06-01T06:00:00Z\n")
    assert first not in lists
    assert not any(first in ids for ids in lists.values())
    key = first.removeprefix("article/")
    assert not list((tmp_path / "site").glob(f"related/*/{key}*"))
    pages = (tmp_path / "site/pages.json").read_text(encoding="utf-8")
    assert key not in pages
    lifted = after(archive, tmp_path, f"[[embargo]]\nshow = '{first}'\nuntil = 2024-04-01\n")
    assert first in lifted[page]


def test_tags_that_are_never_beside_each_other_are_not(archive: newsgraph.Archive, tmp_path: Path) -> None:
    tags = {article.id: set(article.tags) for article in archive.articles()}
    one, other = next(
        (left, right)
        for article in archive.articles()
        for listed in archive.related(article.id, limit=3)
        for left in sorted(tags[article.id])
        for right in sorted(tags[listed.id] - tags[article.id])
    )
    lists = after(archive, tmp_path, f"[[never_beside]]\ntags = ['{one}', '{other}']\n")
    for page, ids in lists.items():
        for id in ids:
            assert not (one in tags[page] and other in tags[id])  # type: ignore[index]
            assert not (other in tags[page] and one in tags[id])  # type: ignore[index]


def test_what_is_hidden_stays_so_where_it_is_pinned() -> None:
    page, shown = newsgraph.ArticleId("article/1"), newsgraph.ArticleId("article/2")
    rulings = Rulings(pins=(Pin(page, shown, 1),), nowhere=frozenset({shown}))
    assert rulings.pinned(page, {}, 3) == {}
