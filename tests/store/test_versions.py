"""An article that changes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from newsgraph.article import Article
from newsgraph.errors import UnknownName
from newsgraph.store import Change, Store

MakeArticle = Callable[..., Article]
JUNE = datetime(2024, 6, 1, 8, 0, tzinfo=UTC)
JULY = JUNE + timedelta(days=30)


def test_an_article_that_changed_becomes_a_new_version_and_the_old_text_stays(
    store: Store, make_article: MakeArticle
) -> None:
    old, new = make_article(body="Nine cranes."), make_article(body="Ten cranes, not nine.")
    store.keep([old])
    kept = store.keep([new])
    assert kept.outcomes == ("updated",)
    assert kept.changed == (new.id,)
    assert store.article(new.id) == new
    assert store.version(new.id, 1) == old
    told = [(v.number, v.revision, v.title, v.withdrawn, v.current) for v in store.versions(new.id)]
    assert told == [(1, 1, "About cranes", False, False), (2, 2, "About cranes", False, True)]
    assert store.verify() == []


def test_a_version_says_when_it_was_recorded(store: Store, make_article: MakeArticle) -> None:
    before = datetime.now(UTC)
    store.keep([make_article()])
    assert before <= store.versions(make_article().id)[0].recorded <= datetime.now(UTC)


def test_both_versions_may_come_in_one_batch(store: Store, make_article: MakeArticle) -> None:
    old, new = make_article(body="Nine."), make_article(body="Ten.")
    kept = store.keep([old, new, old, new])
    assert kept.outcomes == ("added", "updated", "unchanged", "unchanged")
    assert kept.ids == (old.id,) * 4
    assert kept.changed == (old.id,)
    assert store.article(old.id) == new
    assert store.revision == 1


@pytest.mark.parametrize("swapped", [False, True])
def test_the_later_update_is_current_whatever_came_first(
    store: Store, make_article: MakeArticle, *, swapped: bool
) -> None:
    old, new = make_article(body="Nine.", updated=JUNE), make_article(body="Ten.", updated=JULY)
    for article in (new, old) if swapped else (old, new):
        store.keep([article])
    assert store.article(new.id) == new
    assert {store.version(new.id, 1).text, store.version(new.id, 2).text} == {old.text, new.text}
    assert [v.current for v in store.versions(new.id)] == ([True, False] if swapped else [False, True])


def test_an_older_version_that_arrives_late_is_recorded_but_changes_nothing_shown(
    store: Store, make_article: MakeArticle
) -> None:
    store.keep([make_article(body="Ten.", updated=JULY)])
    kept = store.keep([make_article(body="Nine.", updated=JUNE)])
    assert kept.outcomes == ("updated",)
    assert kept.changed == ()
    assert kept.revision == 2
    assert list(store.changed_since(1)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [({"updated": JULY}, {}), ({}, {"updated": JUNE}), ({}, {}), ({"updated": JUNE}, {"updated": JUNE})],
    ids=["only the first is dated", "only the second is dated", "undated", "same date"],
)
def test_without_two_dates_to_compare_the_last_to_arrive_is_current(
    store: Store, make_article: MakeArticle, first: dict[str, datetime], second: dict[str, datetime]
) -> None:
    last = make_article(body="Ten.", **second)
    store.keep([make_article(body="Nine.", **first)])
    store.keep([last])
    assert store.article(last.id) == last


CHANGES = {
    "authors": ("Ana Ruiz",),
    "agencies": (),
    "published": JULY,
    "updated": JULY,
    "origin": "coastwire.example",
    "language": "fr",
    "section": "Town",
    "tags": (),
    "links": (),
    "evidence": (),
    "source": "deltapost.example",
    "external_id": "77",
}


@pytest.mark.parametrize("fact", CHANGES)
def test_every_fact_is_content(store: Store, make_article: MakeArticle, fact: str) -> None:
    store.keep([make_article()])
    assert store.keep([make_article(**{fact: CHANGES[fact]})]).outcomes == ("updated",)


def test_where_it_was_read_and_how_its_address_is_spelt_are_not_content(
    store: Store, make_article: MakeArticle
) -> None:
    first = make_article()
    again = make_article(location="mirror/7.html", url=f"{first.url}?utm_source=mail")
    assert store.keep([first, again]).outcomes == ("added", "unchanged")
    found = store.article(first.id)
    assert found == first


def test_a_summary_never_takes_the_place_of_a_full_text(store: Store, make_article: MakeArticle) -> None:
    full = make_article(body="The whole story.")
    summary = make_article(body="A line.", partial=True, updated=JULY)
    store.keep([full])
    assert store.keep([summary]).outcomes == ("unchanged",)
    assert store.article(full.id) == full
    assert len(store.versions(full.id)) == 1


def test_a_full_text_takes_the_place_of_a_summary(store: Store, make_article: MakeArticle) -> None:
    full = make_article(body="The whole story.", updated=JUNE)
    store.keep([make_article(body="A line.", partial=True, updated=JULY)])
    assert store.keep([full]).outcomes == ("updated",)
    assert store.article(full.id) == full
    assert store.stats().partial == 0


def test_changes_come_once_each_in_the_order_of_change(store: Store, make_article: MakeArticle) -> None:
    one, two, three = make_article("one"), make_article("two"), make_article("three")
    store.keep([one, two])
    store.keep([three])
    store.keep([make_article("one", body="Corrected.")])
    assert list(store.changed_since(0)) == [Change(a.id, withdrawn=False) for a in (two, three, one)]
    assert list(store.changed_since(2)) == [Change(one.id, withdrawn=False)]
    assert list(store.changed_since(3)) == []
    assert [store.changes(revision) for revision in (0, 2, 3)] == [3, 1, 0]


def test_asking_for_a_version_that_never_was_says_which_there_are(store: Store, make_article: MakeArticle) -> None:
    article = make_article()
    store.keep([article])
    with pytest.raises(UnknownName, match=r"no version 3: expected 1 to 1"):
        store.version(article.id, 3)
    with pytest.raises(UnknownName, match=r"no such article"):
        store.version(make_article("other").id, 1)
    assert store.versions(make_article("other").id) == []


def test_articles_come_in_the_order_asked_without_the_unknown(store: Store, make_article: MakeArticle) -> None:
    one, two, missing = make_article("one"), make_article("two"), make_article("missing")
    store.keep([one, two])
    assert store.articles([two.id, missing.id, one.id]) == [two, one]
    summaries = store.summaries([two.id, missing.id, one.id])
    assert [(s.id, s.title, s.url, s.source, s.authors, s.published) for s in summaries] == [
        (a.id, a.title, a.url, a.source, a.authors, a.published) for a in (two, one)
    ]
    assert store.article(missing.id) is None
