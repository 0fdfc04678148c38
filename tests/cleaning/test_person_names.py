import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.cleaning.person_names import folded_name, is_person, is_single_name, spelled

SPELLINGS = [
    ("ANN MCALLISTER", "Ann McAllister"),
    ("Ann Mcallister", "Ann McAllister"),
    ("ann lee", "Ann Lee"),
    ("CORA O'BRANNIGAN", "Cora O'Brannigan"),
    ("Cora OBrannigan", "Cora O'Brannigan"),
    ("Cora Obrien", "Cora O'Brien"),
    ("Cora O'brannigan", "Cora O'Brannigan"),
    ("JAN VAN DER MEER", "Jan van der Meer"),
    ("Jan Van Der Meer", "Jan Van Der Meer"),
    ("ZOË MÜLLER-LÜDENSCHEIDT", "Zoë Müller-Lüdenscheidt"),
    ("Rory Macdonald", "Rory MacDonald"),
    ("Emil Macron", "Emil Macron"),
    ("J.R. HALE", "J.R. Hale"),
    ("TOM HALE JR", "Tom Hale Jr."),
    ("TOM HALE III", "Tom Hale III"),
    ("Mj Lee", "MJ Lee"),
    ("Ty Hale", "Ty Hale"),
    ("Ana D'angelo", "Ana D'Angelo"),
    ("Sonia DeMarco", "Sonia DeMarco"),
]


@pytest.mark.parametrize(("printed", "spelling"), SPELLINGS)
def test_names_are_spelled_as_their_bearers_print_them(printed: str, spelling: str) -> None:
    assert spelled(printed) == spelling


@pytest.mark.parametrize(
    "name", ["Ann Lee", "A. B. Lee", "Jan van der Meer", "Zoë Åkesson", "María R. Sáez", "山田 太郎"]
)
def test_people_are_people(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    ["Ann", "Harbour News", "Thursday June", "seven wonders", "Ann of the", "x" * 99, "Room 101", "Harbour.com Team"],
)
def test_other_words_are_no_people(name: str) -> None:
    assert not is_person(name)


@pytest.mark.parametrize(
    ("word", "may_be"), [("Moana", True), ("admin", False), ("July", False), ("HH-Redaktion", False)]
)
def test_single_names(word: str, *, may_be: bool) -> None:
    assert is_single_name(word) is may_be


def test_folding_forgets_case_accents_dots_and_spaces() -> None:
    assert folded_name("  Zoë  O'HARA-B. ") == folded_name("zoe o hara b")


@given(st.text(alphabet=st.characters(categories=("L",)), min_size=1, max_size=20), st.text(max_size=20))
def test_spelling_a_name_twice_changes_nothing_more(first: str, last: str) -> None:
    once = spelled(f"{first} {last}")
    assert folded_name(spelled(once)) == folded_name(once)
