"""What goes in comes out."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.article import Article, Evidence, Hyperlink, Part, ZoneKind, article_id, compose
from newsgraph.store import Store

# A hundred archives in memory, where there is such a place: waiting for the disk proves nothing here.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
names = st.lists(words, max_size=3).map(tuple)
moments = st.none() | st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC))
parts = st.lists(st.builds(Part, st.sampled_from(ZoneKind), words, words), max_size=6)


@st.composite
def articles(draw: st.DrawFn, paths: str = "abcdefgh") -> Article:
    text, zones = compose(draw(parts))
    url = draw(st.sampled_from(["http://www.quay.example/", "https://quay.example/"])) + draw(st.sampled_from(paths))
    span = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    return Article(
        id=article_id(url=url),
        text=text,
        zones=zones,
        url=url,
        external_id=draw(words),
        location=draw(words),
        source=draw(words),
        authors=draw(names),
        agencies=draw(names),
        published=draw(moments),
        updated=draw(moments),
        origin=draw(st.none() | words),
        language=draw(st.sampled_from(["", "en", "fr"])),
        section=draw(words),
        tags=draw(names),
        links=tuple(Hyperlink(draw(words), *at) for at in draw(st.lists(span, max_size=2))),
        evidence=tuple(draw(st.lists(st.builds(Evidence, words, words, words, st.booleans()), max_size=2))),
        partial=draw(st.booleans()),
    )


distinct = st.lists(articles(), max_size=6, unique_by=lambda article: article.id)


@contextmanager
def empty_store() -> Iterator[Store]:
    with (
        tempfile.TemporaryDirectory(dir=MEMORY) as folder,
        Store.open(Path(folder), write=True, create=True) as store,
    ):
        yield store


@settings(max_examples=30, deadline=None)
@given(distinct)
def test_an_article_comes_back_as_it_was_kept(batch: list[Article]) -> None:
    with empty_store() as store:
        kept = store.keep(batch)
        assert kept.outcomes == ("added",) * len(batch)
        assert store.articles([article.id for article in batch]) == batch
        assert list(store.all_articles()) == sorted(batch, key=lambda article: article.id)
        assert store.verify() == []


@settings(max_examples=30, deadline=None)
@given(st.lists(articles(), max_size=10))
def test_keeping_the_same_batch_twice_is_keeping_it_once(batch: list[Article]) -> None:
    with empty_store() as store:
        store.keep(batch)
        before = store.revision, store.fingerprint(), list(store.all_articles())
        assert store.keep(batch).outcomes == ("unchanged",) * len(batch)
        assert store.keep(batch[::-1]).changed == ()
        assert (store.revision, store.fingerprint(), list(store.all_articles())) == before
        assert store.verify() == []


@settings(max_examples=20, deadline=None)
@given(distinct.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some), st.integers(1, 6))))
def test_the_order_of_ingest_does_not_show(given_orders: tuple[list[Article], list[Article], int]) -> None:
    one_order, other_order, at_a_time = given_orders
    with empty_store() as one, empty_store() as other:
        one.keep(one_order)
        for start in range(0, len(other_order), at_a_time):
            other.keep(other_order[start : start + at_a_time])
        assert one.fingerprint() == other.fingerprint()
        assert list(one.all_articles()) == list(other.all_articles())


@settings(max_examples=20, deadline=None)
@given(articles(paths="a"), articles(paths="b"))
def test_what_differs_in_anything_but_its_place_has_another_fingerprint(one: Article, other: Article) -> None:
    with empty_store() as first, empty_store() as second:
        first.keep([one])
        second.keep([other])
        assert first.fingerprint() != second.fingerprint()


def test_an_empty_archive_is_whole_and_has_no_revision() -> None:
    with empty_store() as store:
        assert store.revision == 0
        assert store.verify() == []
        assert list(store.all_articles()) == []
        assert list(store.changed_since(0)) == []
        assert store.stats().articles == 0
        assert store.keep([]).revision == 0


def test_a_date_with_another_offset_is_kept_in_utc() -> None:
    there = datetime(2024, 6, 1, 10, 0, tzinfo=timezone(timedelta(hours=2)))
    article = Article(id=article_id(title="x"), text="", zones=(), published=there)
    with empty_store() as store:
        store.keep([article])
        found = store.article(article.id)
    assert found is not None
    assert found.published is not None
    assert found.published.isoformat() == "2024-06-01T08:00:00+00:00"


def test_a_lone_surrogate_does_not_stop_the_batch_and_moves_no_offset() -> None:
    text, zones = compose([Part(ZoneKind.TITLE, "Half a \ud83d smile"), Part(ZoneKind.BODY, "Nobody came.")])
    article = Article(id=article_id(title="x"), text=text, zones=zones, tags=("\udc80",))
    with empty_store() as store:
        assert store.keep([article]).outcomes == ("added",)
        assert store.keep([article]).outcomes == ("unchanged",)
        found = store.article(article.id)
        assert store.verify() == []
    assert found is not None
    assert found.title == "Half a ? smile"
    assert found.body == "Nobody came."
    assert found.tags == ("?",)
