"""Authors and sources, on the project's own corpus and on made-up bylines."""

from datetime import UTC, datetime

import pytest

from newsgraph.article import Article, ArticleId, Evidence, Part, ZoneKind, compose
from newsgraph.entity import Decision, DecisionKind, EntityId
from newsgraph.resolving import author_profiles, identify_authors, resolve_authors, resolve_source
from newsgraph.resolving.biography import facts_of
from newsgraph.resolving.sources import family_of

BIO = "Ann Lee has covered the harbour since the roof came off the fish market and will not stop."


def article(
    *authors: str, source: str = "averincourier.example", bio: str = "", agency: str = "", origin: str | None = None
) -> Article:
    byline = f"By {' and '.join(authors)}"
    text, zones = compose(
        [Part(ZoneKind.BYLINE, byline), Part(ZoneKind.BODY, "It rained."), Part(ZoneKind.BIO, bio, about=authors[0])]
    )
    return Article(
        id=ArticleId(f"article/{source}-{'-'.join(authors)}"),
        text=text,
        zones=zones,
        source=source,
        authors=authors,
        agencies=(agency,) if agency else (),
        origin=origin,
        language="en",
        evidence=(Evidence("source", "The Averin Courier", "meta og:site_name", False),),
    )


def ids(*articles: Article, decisions: tuple[Decision, ...] = ()) -> dict[str, tuple[EntityId, ...]]:
    authors = identify_authors([p for each in articles for p in author_profiles(each)], decisions)
    return {author.id.removeprefix("author/"): author.also for author in authors}


def test_an_author_is_of_one_outlet_and_stands_in_byline_and_biography() -> None:
    one = article("Ann Lee", "Bo Karlsen", bio=BIO)
    found = resolve_authors(one)
    assert [named.id for named in found] == [
        "author/averincourier.example/ann-lee",
        "author/averincourier.example/bo-karlsen",
    ]
    assert [one.text[m.start : m.end] for m in found[0].mentions] == ["Ann Lee", "Ann Lee"]


def test_accents_and_case_make_no_other_author() -> None:
    assert resolve_authors(article("Siobhán Crewe"))[0].id == resolve_authors(article("SIOBHAN CREWE"))[0].id


def test_two_outlets_authors_of_one_name_are_two_without_proof() -> None:
    assert len(ids(article("Ann Lee"), article("Ann Lee", source="hafenbote.example"))) == 2


@pytest.mark.parametrize(
    "other",
    [
        article("Ann Lee", source="hafenbote.example", bio=BIO),
        article("Ann Lee", source="www2.averincourier.example"),
    ],
)
def test_the_same_biography_or_the_same_family_proves_one_author(other: Article) -> None:
    assert len(ids(article("Ann Lee", bio=BIO), other)) == 1


def test_the_same_agency_proves_one_author() -> None:
    one, other = article("Ann Lee", agency="Halyard"), article("Ann Lee", source="b.example", agency="Halyard")
    desk = article("Ann Lee", source="halyard.example")
    assert ids(one, other, desk) == {
        "averincourier.example/ann-lee": ("author/b.example/ann-lee", "author/halyard.example/ann-lee")
    }


def test_a_decision_joins_and_parts_authors() -> None:
    one, other = article("Ann Lee", agency="Halyard"), article("Ann Lee", source="b.example", agency="Halyard")
    both = (EntityId("author/averincourier.example/ann-lee"), EntityId("author/b.example/ann-lee"))
    when = datetime(2024, 7, 1, tzinfo=UTC)
    apart = Decision(kind=DecisionKind.DIFFERENT, ids=both, because="she says so", who="ed", when=when)
    assert len(ids(one, other, decisions=(apart,))) == 2


def test_a_biography_tells_beat_school_outlet_and_home() -> None:
    facts = facts_of(
        "Omar Hale is a journalist with a focus on Corvane affairs, cultural diplomacy, and humanitarian issues. "
        "Hailing from Ostrand, he studied law at the American University of Ostrand. Before joining the Courier he "
        "spent six years at the Ostrand Morning Post."
    )
    assert facts.beats == ("Corvane affairs", "cultural diplomacy", "humanitarian issues")
    assert facts.schools == ("American University of Ostrand",)
    assert facts.outlets == ("Ostrand Morning Post",)
    assert facts.hometown == "Ostrand"


def test_source_and_origin_are_the_articles_outlets() -> None:
    found = resolve_source(article("Ann Lee", origin="www.thespec.com"))
    assert [named.id for named in found] == ["source/averincourier.example", "source/thespec.com"]
    assert resolve_source(article("Ann Lee", origin="https://www.averincourier.example/x"))[1:] == []


def test_an_outlet_has_the_names_that_its_pages_give() -> None:
    (outlet,) = resolve_source(article("Ann Lee"))
    assert outlet.aliases == ("The Averin Courier",)


@pytest.mark.parametrize(
    ("host", "family"),
    [
        ("news.bbc.co.uk", "bbc"),
        ("bbc.com", "bbc"),
        ("www2.averincourier.example", "averincourier.example"),
        ("ann.blogspot.com", "ann.blogspot.com"),
        ("smh.com.au", "smh.com.au"),
    ],
)
def test_hosts_of_one_owner_are_one_family(host: str, family: str) -> None:
    assert family_of(host) == family


def test_no_third_author_makes_one_of_two_that_were_decided_to_be_different() -> None:
    def decided(kind: DecisionKind, *hosts: str) -> Decision:
        about = tuple(EntityId(f"author/{host}.example/ann-lee") for host in hosts)
        return Decision(kind=kind, ids=about, because="she says so", who="ed", when=datetime(2024, 7, 1, tzinfo=UTC))

    three = [article("Ann Lee", source=f"{host}.example") for host in ("one", "two", "three")]
    different = decided(DecisionKind.DIFFERENT, "one", "two")
    log = (different, decided(DecisionKind.SAME, "one", "three"), decided(DecisionKind.SAME, "two", "three"))
    found = ids(*three, decisions=log)
    assert sorted(len(also) for also in found.values()) == [0, 1]
    assert not any(
        {"author/one.example/ann-lee", "author/two.example/ann-lee"} <= {f"author/{i}", *also}
        for i, also in found.items()
    )
    all_one = (*log, decided(DecisionKind.SAME, "one", "two"))
    assert len(ids(*three, decisions=all_one)) == 1
