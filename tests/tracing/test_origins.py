"""Who published it first, and what says so."""

import dataclasses
import random

from hypothesis import given
from hypothesis import strategies as st

from newsgraph.article import Article, Evidence
from newsgraph.tracing import ClueKind, Origin, origins
from newsgraph.tracing.origins import trusted_date
from tests.tracing.writing import MINE, STRIKE, article


def told(*members: Article) -> dict[str, Origin]:
    return {one.article.removeprefix("article/"): one for one in origins(members)}


COURIER = article("courier", *STRIKE, source="averincourier.example", day=2)
GAZETTE = article("gazette", *STRIKE, source="merringazette.example", day=3)


def test_an_article_that_stands_alone_is_its_own_origin() -> None:
    assert told(COURIER)["courier"] == Origin(COURIER.id, COURIER.id, False, ())


def test_the_earliest_is_the_probable_origin() -> None:
    found = told(GAZETTE, COURIER)
    assert {one.origin for one in found.values()} == {COURIER.id}
    assert not any(one.certain for one in found.values())
    assert [clue.kind for clue in found["gazette"].clues] == [ClueKind.EARLIEST]


def test_a_line_that_names_the_origin_outweighs_date_and_length() -> None:
    late = article("late", *STRIKE[:3], source="hafenbote.example", day=9)
    says = article("says", *STRIKE, source="dailycurrents.example", day=1, origin="https://hafenbote.example/late")
    found = told(late, says, COURIER)
    assert found["says"].origin == late.id
    assert found["says"].certain
    assert found["late"].origin == late.id
    assert found["late"].certain
    assert found["courier"].origin == late.id
    assert not found["courier"].certain, "its own text does not say so"


def test_the_line_is_quoted() -> None:
    says = article("says", *STRIKE, source="dailycurrents.example", day=9, origin="averincourier.example")
    clue = told(COURIER, says)["says"].clues[0]
    assert clue == (COURIER.id, ClueKind.NAMED, 12, says.id, "line 'Original Source:': averincourier.example")


def test_an_outlet_that_we_do_not_hold_is_named_alone() -> None:
    says = article("says", *STRIKE, source="dailycurrents.example", day=1, origin="www.halyard.example")
    assert told(says)["says"].origin == "source/halyard.example"
    assert told(says)["says"].certain


def test_copies_of_a_dispatch_have_the_agency_as_their_origin() -> None:
    wire = [article(f"wire{day}", *STRIKE, source=f"paper{day}.example", day=day) for day in (3, 4)]
    credit = article("credit", *STRIKE, source="dailycurrents.example", day=5, origin="halyard.example", how="dateline")
    found = told(*wire, credit)
    assert {one.origin for one in found.values()} == {"source/halyard.example"}
    assert [one.certain for _, one in sorted(found.items())] == [True, False, False]


def test_a_copy_of_a_copy_leads_to_the_first() -> None:
    second = article("second", *STRIKE, source="merringazette.example", day=3, origin="averincourier.example")
    third = article("third", *STRIKE, source="hafenbote.example", day=4, origin="merringazette.example")
    assert {one.origin for one in told(COURIER, second, third).values()} == {COURIER.id}


def test_two_that_name_each_other_are_settled_by_date() -> None:
    one = article("one", *STRIKE, source="hafenbote.example", day=4, origin="merringazette.example")
    other = article("other", *STRIKE, source="merringazette.example", day=3, origin="hafenbote.example")
    assert {each.origin for each in told(one, other).values()} == {other.id}


def test_a_link_in_the_body_speaks_for_the_linked() -> None:
    links = [("night allowance", COURIER.url)]
    early = article("early", *STRIKE, source="hafenbote.example", day=1, links=links)
    found = told(COURIER, early)["early"]
    assert (found.origin, [(clue.kind, clue.words) for clue in found.clues]) == (
        COURIER.id,
        [(ClueKind.LINKED, "night allowance")],
    )
    assert not found.certain


def test_a_date_whose_day_and_month_may_be_turned_is_not_trusted() -> None:
    evidence = (Evidence("published", "03/06/2024", "container date: day or month first?", True),)
    doubtful = dataclasses.replace(COURIER, evidence=evidence)
    assert trusted_date(doubtful) is None
    assert told(doubtful, GAZETTE)["gazette"].clues == ()


def test_the_same_day_without_a_time_is_no_order() -> None:
    one = article("one", *STRIKE, source="hafenbote.example")
    assert told(one, COURIER)["one"].clues == ()


@given(st.permutations(range(5)), st.lists(st.sampled_from(["", "p1.example", "p4.example", "x.example"]), min_size=5))
def test_origins_depend_on_no_order(order: list[int], named: list[str]) -> None:
    members = [
        article(f"{n}", *STRIKE[: 5 - n % 2], source=f"p{n}.example", day=n % 3 + 1, origin=named[n] or None)
        for n in range(5)
    ]
    assert origins([members[n] for n in order]) == origins(members)


def test_ties_go_to_the_smaller_id() -> None:
    choice = random.Random(1)
    members = [article(name, *STRIKE) for name in "cab"]
    for _ in range(5):
        choice.shuffle(members)
        assert {one.origin for one in origins(members)} == {"article/a"}


def test_an_agency_that_is_held_is_the_origin_of_what_credits_it() -> None:
    wire = article("wire", *STRIKE, source="halyard.example", day=4)
    paper = with_agencies(article("paper", *STRIKE, source="dailycurrents.example", day=3), "Halyard")
    found = told(wire, paper)["paper"]
    assert (found.origin, found.certain, found.clues[0].kind) == (wire.id, True, ClueKind.CREDITED)


def test_an_agency_credits_nobody_by_its_own_name() -> None:
    wire = with_agencies(article("wire", *STRIKE, source="halyard.example", day=4), "Halyard")
    assert told(wire, COURIER)["wire"].origin == COURIER.id


def test_a_rewritten_report_is_traced_to_the_article_of_the_outlet_that_it_names() -> None:
    says = article("says", *MINE, source="dailycurrents.example", day=9, origin="averincourier.example")
    (found,) = origins([says], {says.id: COURIER.id})
    assert (found.origin, found.certain) == (COURIER.id, True)


def with_agencies(one: Article, *agencies: str) -> Article:
    return dataclasses.replace(one, agencies=agencies)
