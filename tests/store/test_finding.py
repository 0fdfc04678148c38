"""The names that a person types."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from newsgraph.article import Article, ArticleId
from newsgraph.store import Store

MakeArticle = Callable[..., Article]


@pytest.mark.parametrize(
    "name",
    [
        "https://quayherald.example/cranes",
        "http://www.quayherald.example/cranes/",
        "  https://QuayHerald.example/cranes?utm_source=mail#comments ",
        "quayherald.example/cranes",
        "www.quayherald.example/cranes",
        "q-7",
        "quayherald.example:q-7",
        "www.quayherald.example:q-7",
    ],
)
def test_an_article_is_found_by_its_address_or_its_own_id(store: Store, make_article: MakeArticle, name: str) -> None:
    article = make_article("cranes", external_id="q-7")
    store.keep([article, make_article("other", external_id="q-70")])
    assert store.find(name) == [article.id]


def with_id(article: Article, id: str) -> Article:
    return replace(article, id=ArticleId(id), url="")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("article/3f9a000000000001", ["article/3f9a000000000001"]),
        ("3f9a000000000001", ["article/3f9a000000000001"]),
        ("article/3f9b", ["article/3f9b000000000001"]),
        ("3F9B", ["article/3f9b000000000001"]),
        ("3f9a", ["article/3f9a000000000001", "article/3f9a000000000002"]),
        ("3f", ["article/3f9a000000000001", "article/3f9a000000000002", "article/3f9b000000000001"]),
        ("article/", []),
        ("4", []),
        ("", []),
        ("cranes", []),
        ("https://", []),
        ("http://[", []),
        ("%", []),
        ("'; DROP TABLE article; --", []),
        ("\x00", []),
    ],
)
def test_the_beginning_of_an_id_is_enough_while_it_is_unambiguous(
    store: Store, make_article: MakeArticle, name: str, found: list[str]
) -> None:
    ids = ["article/3f9a000000000001", "article/3f9a000000000002", "article/3f9b000000000001"]
    store.keep([with_id(make_article(str(n)), id) for n, id in enumerate(ids)])
    assert store.find(name) == found


def test_an_own_id_goes_before_the_beginning_of_an_id(store: Store, make_article: MakeArticle) -> None:
    named, other = (
        with_id(make_article(), "article/aaaa000000000000"),
        with_id(make_article(), "article/7000000000000000"),
    )
    store.keep([replace(named, external_id="7"), other])
    assert store.find("7") == [named.id]
    assert store.find("article/7") == [other.id]


def test_one_own_id_of_two_outlets_is_ambiguous_until_the_outlet_is_named(
    store: Store, make_article: MakeArticle
) -> None:
    one = make_article("one", external_id="urn:7")
    two = make_article("two", external_id="urn:7", source="deltapost.example")
    store.keep([one, two])
    assert store.find("urn:7") == sorted([one.id, two.id])
    assert store.find("deltapost.example:urn:7") == [two.id]


def test_an_own_id_of_a_former_version_still_finds_it(store: Store, make_article: MakeArticle) -> None:
    store.keep([make_article(external_id="old"), make_article(external_id="new", body="More.")])
    assert store.find("old") == store.find("new") == [make_article().id]
