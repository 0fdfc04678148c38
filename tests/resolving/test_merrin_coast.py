"""The project's own corpus with the shipped finder: what examples/README.md warns of comes out right."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from newsgraph.article import Article
from newsgraph.cleaning import clean
from newsgraph.entity import EntityKind, Named
from newsgraph.finding import ArchiveVotes, archive_votes, find_all
from newsgraph.reading import read
from newsgraph.resolving import (
    Gazetteer,
    Identities,
    author_profiles,
    identify,
    identify_authors,
    profiles_of,
    resolve_actors,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = ("news", "feeds", "exports", "records")


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [clean(raw) for raw in read([str(EXAMPLES / folder) for folder in FOLDERS])]


@pytest.fixture(scope="module")
def found(articles: list[Article]) -> dict[str, list[Named]]:
    places = Gazetteer.shipped().population
    archive = ArchiveVotes().merged(*archive_votes(articles, places=places))
    mentions = find_all(articles, places=places, archive=archive)
    return {a.id: resolve_actors(a, here) for a, here in zip(articles, mentions, strict=True)}


@pytest.fixture(scope="module")
def who(articles: list[Article], found: Mapping[str, list[Named]]) -> Identities:
    return identify(profile for article in articles for profile in profiles_of(article, found[article.id]))


@pytest.mark.parametrize(
    ("ident", "at_least", "alias"),
    [
        ("dockers-and-stevedores-union", 15, "DSU"),
        ("averin-harbour-company", 20, "AHC"),
        ("valley-miners-federation", 10, "VMF"),
        ("river-merrin-commission", 8, "RMC"),
        ("state-mines-inspectorate", 5, "SMI"),
        ("oyvind-stranne", 4, "Stranne"),
        ("pieter-van-den-oever", 8, "van den Oever"),
        ("henrik-vasse", 14, "Vasse"),
    ],
)
def test_the_coasts_actors_are_one_each(who: Identities, ident: str, at_least: int, alias: str) -> None:
    actor = who.entities[f"actor/{ident}"]
    assert actor.articles >= at_least
    assert alias in actor.aliases


def test_the_dockers_are_one_union_with_either_apostrophe(who: Identities) -> None:
    unions = [id for id in who.entities if "dockers" in id and "union" in id]
    assert unions == ["actor/dockers-and-stevedores-union"]


def test_the_two_quillans_are_two(who: Identities, found: Mapping[str, list[Named]]) -> None:
    assert {"actor/ansel-quillan", "actor/marta-quillan"} <= who.entities.keys()
    for article, actors in found.items():
        for actor in actors:
            if "Judge" in actor.roles and actor.name.endswith("Quillan"):
                assert who.entity_of[article, actor.id] != "actor/marta-quillan"


def test_mrs_tarrant_is_never_colm(who: Identities, found: Mapping[str, list[Named]]) -> None:
    for article, actors in found.items():
        for actor in actors:
            if {"Mrs", "Mrs."} & set(actor.roles):
                assert who.entity_of[article, actor.id] != "actor/colm-tarrant"


def test_nobody_of_a_biography_or_a_comment_is_an_actor(articles: list[Article], who: Identities) -> None:
    names = " ".join(actor.name for actor in who.entities.values())
    assert "Sandmouth Mercury" not in names
    assert "Ferryman Prize" not in names


def test_people_are_people(who: Identities) -> None:
    for name in ("emil-rask", "rhona-pell", "etienne-roucher", "lucia-ferrant", "isolde-farrow"):
        assert who.entities[f"actor/{name}"].kind is EntityKind.PERSON


def test_the_agencys_reporters_are_one_person_at_every_outlet(articles: list[Article]) -> None:
    authors = {a.id: a for a in identify_authors(p for article in articles for p in author_profiles(article))}
    renn = authors["author/halyard.example/tobias-renn"]
    assert renn.also == ("author/averincourier.example/tobias-renn", "author/merringazette.example/tobias-renn")
    assert renn.because == ("same agency",)
    assert sum("tobias-renn" in id for id in authors) == 1
