"""An article that its publisher takes back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsgraph.article import Article, Withdrawal, article_id
from newsgraph.errors import UnknownName
from newsgraph.store import Change, Store

MakeArticle = Callable[..., Article]
SECRET = "The harbour master denies everything about the ledger."


def by_url(article: Article) -> Withdrawal:
    return Withdrawal(article.url, "", "")


def test_a_withdrawn_article_is_in_no_list(store: Store, make_article: MakeArticle) -> None:
    gone, stays = make_article("gone"), make_article("stays")
    store.keep([gone, stays])
    kept = store.keep([by_url(gone)])
    assert kept.outcomes == ("withdrawn",)
    assert kept.ids == kept.changed == (gone.id,)
    assert store.article(gone.id) is None
    assert list(store.all_articles()) == store.articles([gone.id, stays.id]) == [stays]
    assert [summary.id for summary in store.summaries([gone.id, stays.id])] == [stays.id]
    assert list(store.changed_since(1)) == [Change(gone.id, withdrawn=True)]
    stats = store.stats()
    assert (stats.articles, stats.withdrawn) == (1, 1)
    assert dict(stats.sources) == {"quayherald.example": 1}
    assert store.verify() == []


def test_its_versions_tell_that_it_was_there_and_show_no_word_of_it(store: Store, make_article: MakeArticle) -> None:
    article = make_article(body="Nine.")
    store.keep([article, make_article(body="Ten."), by_url(article)])
    told = [(v.number, v.title, v.withdrawn, v.current) for v in store.versions(article.id)]
    assert told == [(1, "", True, False), (2, "", True, False), (3, "", True, True)]
    assert store.find(article.url) == [article.id]
    for number in (1, 2, 3):
        with pytest.raises(UnknownName, match="withdrawn"):
            store.version(article.id, number)


def test_no_byte_of_its_words_is_left_in_the_folder(folder: Path, make_article: MakeArticle) -> None:
    article = make_article(body=SECRET)
    with Store.open(folder, write=True, create=True) as store:
        store.keep([article, make_article("other")])
        store.keep([by_url(article)])
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    assert not any(b"ledger" in path.read_bytes() for path in files)


def test_taking_back_twice_changes_nothing(store: Store, make_article: MakeArticle) -> None:
    batch = [make_article(), by_url(make_article())]
    assert store.keep(batch).outcomes == ("added", "withdrawn")
    before = store.revision, store.versions(make_article().id)
    assert store.keep(batch).outcomes == ("unchanged", "unchanged")
    assert (store.revision, store.versions(make_article().id)) == before


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("quayherald.example", "quayherald.example"),
        ("quayherald.example", "https://www.quayherald.example/news"),
        ("quayherald.example", "The Quay Herald"),
        ("quayherald.example", ""),
        ("The Quay Herald", "The Quay Herald"),
        ("", "quayherald.example"),
    ],
)
@pytest.mark.parametrize("early", [False, True], ids=["after it came", "before it came"])
def test_an_external_id_names_it_however_the_outlet_is_named(
    store: Store, make_article: MakeArticle, *, source: str, told: str, early: bool
) -> None:
    article = make_article(external_id="q-7", source=source)
    notice = Withdrawal("", "q-7", told)
    for item in (notice, article) if early else (article, notice):
        assert store.keep([item]).outcomes == (("withdrawn",) if item is notice or early else ("added",))
    assert list(store.all_articles()) == []
    assert store.verify() == []
    assert store.keep([article, notice] if early else [notice, article]).outcomes == (
        "unchanged",
        "unchanged",
    )


def test_an_external_id_of_another_outlet_or_of_several_takes_nothing_back(
    store: Store, make_article: MakeArticle
) -> None:
    one = make_article("one", external_id="7")
    two = make_article("two", external_id="7", source="deltapost.example")
    store.keep([one, two])
    store.keep([Withdrawal("", "7", "coastwire.example"), Withdrawal("", "7", "Some paper")])
    assert {article.id for article in store.all_articles()} == {one.id, two.id}


def test_every_copy_that_an_outlet_calls_by_one_id_goes(store: Store, make_article: MakeArticle) -> None:
    one, two = make_article("one", external_id="7"), make_article("mobile/one", external_id="7")
    store.keep([one, two])
    kept = store.keep([Withdrawal("", "7", "quayherald.example")])
    assert set(kept.changed) == {one.id, two.id}
    assert list(store.all_articles()) == []


def test_what_is_taken_back_before_it_arrives_never_shows(store: Store, make_article: MakeArticle) -> None:
    article = make_article()
    assert store.keep([by_url(article), article]).outcomes == ("withdrawn", "withdrawn")
    assert store.article(article.id) is None
    assert store.find(article.id) == [article.id]


def test_a_notice_that_names_nothing_does_nothing(store: Store) -> None:
    kept = store.keep([Withdrawal("", "", "quayherald.example"), Withdrawal("not a url", "", "")])
    assert kept.outcomes == ("unchanged", "unchanged")
    assert kept.revision == 0


def test_a_withdrawn_article_stays_withdrawn_when_old_texts_of_it_arrive(
    store: Store, make_article: MakeArticle
) -> None:
    article, other = make_article(body="Nine."), make_article(body="Eight.")
    store.keep([article, by_url(article)])
    assert store.keep([article]).outcomes == ("unchanged",)
    assert store.keep([other]).outcomes == ("withdrawn",)
    assert store.keep([other]).outcomes == ("unchanged",)
    assert store.article(article.id) is None
    assert store.verify() == []


@pytest.mark.parametrize("fact", ["updated", "published"])
def test_an_article_published_anew_after_its_withdrawal_is_shown_again(
    store: Store, make_article: MakeArticle, fact: str
) -> None:
    store.keep([make_article(), by_url(make_article())])
    anew = make_article(body="Cleared by counsel.", **{fact: datetime.now(UTC) + timedelta(hours=1)})
    kept = store.keep([anew])
    assert kept.outcomes == ("updated",)
    assert kept.changed == (anew.id,)
    assert store.article(anew.id) == anew
    assert [v.withdrawn for v in store.versions(anew.id)] == [True, True, False]
    assert store.verify() == []


def test_withdrawing_and_keeping_mix_in_one_batch(store: Store, make_article: MakeArticle) -> None:
    one, two = make_article("one"), make_article("two")
    kept = store.keep([one, by_url(one), two, one, by_url(two), by_url(make_article("three"))])
    assert kept.outcomes == ("added", "withdrawn", "added", "unchanged", "withdrawn", "withdrawn")
    assert kept.ids[-1] == article_id(url=make_article("three").url)
    assert store.stats().withdrawn == 3
    assert store.verify() == []
