"""Offices, credits and halves of names are no names, and what belongs to one name is one."""

import pytest

from newsgraph.extracting import extract
from newsgraph.finding.nobodies import is_credit
from newsgraph.finding.offices import ends_in_office
from newsgraph.finding.spans import is_persons, pieces, stands_whole


def named(text: str) -> set[tuple[str, str]]:
    """(kind, surface) of all that a text names."""
    found = extract(text)
    words = [
        (one.kind.value, text[m.start : m.end]) for one in found.entities for m in one.mentions if m.end <= len(text)
    ]
    return set(words)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("The visit of Secretary of State Margaret Oster ended on Monday.", "Margaret Oster"),
        ("Former Secretary of Health and Human Services Peter Quillan agreed.", "Peter Quillan"),
        ("Director of National Intelligence James Cavan spoke to the council.", "James Cavan"),
        ("Senate Majority Leader David Quillan said on Tuesday that he would wait.", "David Quillan"),
        ("Education Secretary Anna Oster visited the port on Friday.", "Anna Oster"),
        ("White House Press Secretary Margaret Oster spoke on Friday.", "Margaret Oster"),
        ("U.S. Magistrate Judge Margaret Oster wrote the decision.", "Margaret Oster"),
    ],
)
def test_an_office_before_a_person_is_no_part_of_the_name_and_no_name_of_its_own(text: str, person: str) -> None:
    found = named(text)
    assert ("person", person) in found
    assert {kind for kind, surface in found if surface != person and person.split()[-1] in surface} == set()
    assert not any(surface.endswith(("Leader", "Secretary", "Director", "Press", "Judge")) for _, surface in found)


@pytest.mark.parametrize(
    "office",
    [
        "Senate Majority Leader",
        "National Security Adviser",
        "Kentucky Republican",
        "Nevada Democrat",
        "White House Counsel",
        "Supreme Court Justice",
        "Democratic Rep.",
    ],
)
def test_an_office_is_known_by_its_last_words(office: str) -> None:
    assert ends_in_office(office, "en")
    assert not stands_whole(office, "en")


@pytest.mark.parametrize(
    "name",
    ["Argus Leader", "Department of Justice", "Springfield Republican", "Mark Director", "Conference of Mayors"],
)
def test_papers_people_and_ministries_are_no_offices(name: str) -> None:
    assert not ends_in_office(name, "en")


@pytest.mark.parametrize(
    ("run", "names"),
    [
        ("Kentucky Republican", ["Kentucky"]),
        ("Senate Democratic", ["Senate"]),
        ("A White House", ["White House"]),
        ("GOP Senate", ["Senate"]),
        ("Republican National Committee", ["Republican National Committee"]),
        ("Republican Senator Ann Oster", ["Ann Oster"]),
        ("US-Mexico", ["US", "Mexico"]),
        ("U.S.-Mexico", ["U.S.", "Mexico"]),
        ("U.S.-", ["U.S."]),
        ("Day", []),
        ("mid-September", []),
        ("FILE", []),
        ("I’m", []),
        ("Mayor", []),
    ],
)
def test_pieces_of_a_run_are_what_can_be_names(run: str, names: list[str]) -> None:
    assert [run[a:b] for a, b, _ in pieces(run, "en")] == names


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("A fellow of the Council on Foreign Relations spoke in Brackwater.", "Council on Foreign Relations"),
        ("The Department of Health and Human Services closed the mine.", "Department of Health and Human Services"),
        ("It went to the House Energy and Commerce Committee on Monday.", "House Energy and Commerce Committee"),
        ("Near the statue of Martin Luther King Jr. they stood for an hour.", "Martin Luther King Jr."),
    ],
)
def test_what_belongs_to_a_name_is_found_with_it(text: str, whole: str) -> None:
    assert whole in {surface for _, surface in named(text)}


def test_a_ministry_is_in_no_town_that_is_called_like_its_first_word() -> None:
    text = (
        "The Justice Department and the Commerce Department asked a White House spokesman about the Tea Party Patriots."
    )
    assert not {surface for kind, surface in named(text) if kind == "place"}


@pytest.mark.parametrize(
    "text",
    [
        "The crane fell at noon. REUTERS/[Ann Oster]",
        "The crane fell at noon. (AP Photo/[Ann Oster], File)",
        "The crane fell at noon. (Photo: [Ann Oster], AP)",
        "The crane fell at noon. (Reuters photo: [Ann Oster])",
        "The crane fell at noon. ([Ann Oster]/Reuters)",
        "The crane fell at noon. Photograph: [Ann Oster]/AFP/Getty Images",
        "toggle caption [Ann Oster]/Getty Images",
        "The crane fell at noon. Ann Oster/[AFP]/Getty Images",
        "BRACKWATER ([AP]) — The crane fell at noon.",
        "Photo by [Ann Oster] via Getty",
    ],
)
def test_who_took_the_picture_is_only_a_credit(text: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    assert is_credit(text.replace("[", "").replace("]", ""), start, end)


@pytest.mark.parametrize(
    "text",
    [
        "A photo of [Ann Oster] hung in the hall.",
        "She told [Reuters] that the mine would close.",
        "A Reuters/[Ipsos] poll found that few would strike.",
        "The mayor ([Ann Oster]) and the harbour master spoke.",
        "The mayor, [Ann Oster], spoke.",
        "By noon: [Ann Oster] had left.",
        "The [AP] (which asked first) was told nothing.",
    ],
)
def test_who_is_named_in_a_sentence_is_no_credit(text: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    assert not is_credit(text.replace("[", "").replace("]", ""), start, end)


@pytest.mark.parametrize("name", ["Bill Oster", "Will Quillan", "Liu He", "Emmett Till", "Bill de Vasse"])
def test_words_that_are_no_names_alone_are_parts_of_a_persons(name: str) -> None:
    assert is_persons(name, "en")


@pytest.mark.parametrize("name", ["Roman Catholic", "Oster MORE", "” Oster", "Mayor Oster"])
def test_and_others_are_not(name: str) -> None:
    assert not is_persons(name, "en")


@pytest.mark.parametrize("name", ["Bill Oster", "Emmett Till", "Bill de Vasse"])
def test_such_persons_are_found_whole(name: str) -> None:
    text = f"On Monday {name} spoke to the council of Brackwater. “It is late,” {name} said."
    assert ("person", name) in named(text)


def test_a_storm_is_nobody() -> None:
    text = "Hurricane Maria came ashore at Brackwater. Maria was the third storm of the year. Anna Oster saw it."
    assert {surface for kind, surface in named(text) if kind == "person"} == {"Anna Oster"}


def test_a_case_in_court_is_nobody_but_who_is_named_otherwise_too() -> None:
    alone = "The ruling in Quillan v. Vasse stands. Quillan was decided in May, Anna Oster said."
    assert {surface for kind, surface in named(alone) if kind == "person"} == {"Anna Oster"}
    named_too = "Anna Quillan went to court. The ruling in Quillan v. Vasse stands, and Quillan said so."
    assert ("person", "Quillan") in named(named_too)


def test_a_person_whose_surname_means_a_group_is_a_person() -> None:
    assert ("person", "Laurence Tribe") in named("On Monday Laurence Tribe spoke. “It is late,” Laurence Tribe said.")


def test_states_and_large_towns_that_meet_are_themselves() -> None:
    text = (
        "Sweden v. Norway is on Sunday. Sweden trains in Oslo, Anna Oster said. France vs. Spain follows; France won."
    )
    assert {"Sweden", "Norway", "France", "Spain"} <= {surface for kind, surface in named(text) if kind == "place"}


@pytest.mark.parametrize("text", ["Mayor ", "The Mayor", "(AP)", "AP", "A v. B", "Judge ", "Roe v. "])
def test_the_end_of_a_text_is_no_trouble(text: str) -> None:
    named(text)
