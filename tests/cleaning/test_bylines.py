"""Credits as papers print them and as scrapers mangle them. All names are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.cleaning.bylines import Credits, is_outlet, read_credits, split_byline

PEOPLE = [
    ("By Ann Lee and Bo Karlsen, Reuters", ["Ann Lee", "Bo Karlsen"], ["Reuters"]),
    ("By Ann Lee and The Associated Press", ["Ann Lee"], ["AP"]),
    ("By Ann Lee, Bo Karlsen and Mia de Wit", ["Ann Lee", "Bo Karlsen", "Mia de Wit"], []),
    ("BY ANN MCALLISTER", ["Ann McAllister"], []),
    ("Ann Lee, Special to CNN", ["Ann Lee"], []),
    ("Ann Lee | Brackwater Bureau Chief", ["Ann Lee"], []),
    ("By Ann Lee @annlee_news", ["Ann Lee"], []),
    ("By Ann Lee ann.lee@brackwater.example", ["Ann Lee"], []),
    ("By Ann Lee https://social.example/annlee", ["Ann Lee"], []),
    ("By ANN LEE Published 10:00 EST, 22 December 2023", ["Ann Lee"], []),
    ("By Ann Lee on June 3, 2012", ["Ann Lee"], []),
    ("Ann Lee in Brackwater and Bo Karlsen in Sandholm", ["Ann Lee", "Bo Karlsen"], []),
    ("Von Änne Müller und Peter von Schmidt", ["Änne Müller", "Peter von Schmidt"], []),
    ("Propos recueillis par Jean Dupond", ["Jean Dupond"], []),
    ("Juan Pérez y Ana Gómez", ["Juan Pérez", "Ana Gómez"], []),
    ("Ann E Lee", ["Ann E Lee"], []),
    ("Tom Hale, Jr. and A. Smith", ["Tom Hale Jr.", "A. Smith"], []),
    ("Ann Lee, PhD, MD", ["Ann Lee"], []),
    ("Analysis Ann Lee", ["Ann Lee"], []),
    ("Story by Ann Lee; Photographs by Bo Karlsen", ["Ann Lee"], []),
    ("Ann Lee For Harbourmail.com", ["Ann Lee"], []),
    ('"Cortney OBrannigan"', ["Cortney O'Brannigan"], []),
    ("Mj Lee", ["MJ Lee"], []),
    ("Ann Lee, HARBOUR NEWS", ["Ann Lee"], []),
    ("<a href='/ann'>Ann Lee</a>", ["Ann Lee"], []),
]

NOBODY = [
    "staff", "Editorial Board", "The Editors", "admin", "Sun-Bay Staff Report", "Npr Staff", "Cnn Contributor",
    "In July Of",
    "Story Count", "Popular Tags", "Backgroundurl Avatar_Large", "Thu July", "Breaking News", "Politics Reporter",
    "White House Correspondent", "Updated Pm Est", "See More", "National Security Reporter", "The Brackwater Times",
    "Cherry Hill Courier-Post", "", " | ", "https://www.facebook.com/annlee", "2012-06-03", "June 3, 2012",
]  # fmt: skip

AGENCIES = [
    ("Cnn Wire", "CNN Wire"),
    ("The Associated Press", "AP"),
    ("AP", "AP"),
    ("AFP", "AFP"),
    ("Agence France-Presse", "AFP"),
    ("Deutsche Presse-Agentur", "dpa"),
    ("By Reuters Staff", "Reuters"),
    ("Thomson Reuters", "Reuters"),
    ("for the Associated Press", "AP"),
    ("LA PRESSE CANADIENNE", "Canadian Press"),
]


@pytest.mark.parametrize(("printed", "authors", "agencies"), PEOPLE)
def test_a_byline_gives_its_people_and_agencies(printed: str, authors: list[str], agencies: list[str]) -> None:
    found = split_byline(printed)
    assert (list(found.authors), list(found.agencies)) == (authors, agencies)


@pytest.mark.parametrize("printed", NOBODY)
def test_what_only_stands_in_a_byline_is_no_author(printed: str) -> None:
    assert split_byline(printed).authors == ()


@pytest.mark.parametrize(("printed", "agency"), AGENCIES)
def test_an_agency_has_one_name(printed: str, agency: str) -> None:
    assert split_byline(printed) == Credits(agencies=(agency,))


def test_an_initialism_that_is_also_a_word_is_an_agency_only_in_capitals() -> None:
    assert split_byline("PA").agencies == ("PA Media",)
    assert split_byline("Pa").agencies == ()


def test_the_outlet_is_neither_author_nor_agency() -> None:
    assert split_byline("Brackwater Harbour", source="brackwaterharbour.example") == Credits(
        dropped=("Brackwater Harbour",)
    )
    assert is_outlet("The Brackwater Herald", "brackwaterherald.example")
    assert not is_outlet("Ann Lee", "brackwaterherald.example")
    assert not is_outlet("Ann Lee", "")


def test_a_name_that_was_cut_short_is_not_a_second_author() -> None:
    assert read_credits(["Mia Nguye", "Mia Nguyen", "Ann Lee"]).authors == ("Mia Nguyen", "Ann Lee")


def test_the_same_author_twice_is_one_in_the_first_spelling() -> None:
    assert read_credits(["Ann Lee", "ANN LEE", "Bo Karlsen", "Ann  Lee"]).authors == ("Ann Lee", "Bo Karlsen")


def test_one_word_is_a_name_only_where_the_container_says_person() -> None:
    assert read_credits(["Moana"], named_persons=True).authors == ("Moana",)
    assert read_credits(["Moana"]).authors == ()
    assert read_credits(["Admin"], named_persons=True).authors == ()


def test_what_was_dropped_is_told() -> None:
    assert read_credits(["Ann Lee", "Comment Count"]).dropped == ("Comment Count",)


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = split_byline(text)
    assert all(name.strip() == name and name for name in found.authors)


@given(st.lists(st.sampled_from(["Ann Lee", "Bo Karlsen", "Mia de Wit", "Zoë O'Hara"]), unique=True, min_size=1))
def test_a_list_joined_as_papers_join_it_comes_apart_again(names: list[str]) -> None:
    joined = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
    assert list(split_byline(f"By {joined}").authors) == names


@pytest.mark.parametrize(
    "credit", ["Halyard Contributor", "Halyard", "North America Reporter", "White House correspondent"]
)
def test_what_an_outlet_calls_somebody_is_nobody_in_a_record_of_authors(credit: str) -> None:
    told = read_credits(["Ann Lee", credit], source="halyard.example", named_persons=True)
    assert told.authors == ("Ann Lee",)
