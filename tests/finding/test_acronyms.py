"""Short forms and what they stand for, both ways."""

import pytest

from newsgraph.finding.acronyms import Definition, definitions

DEFINED = [
    ("the Valley Miners' Federation (VMF) said", "VMF", "Valley Miners' Federation"),
    ("Doctors Without Borders, or Médecins Sans Frontières (MSF), said", "MSF", "Médecins Sans Frontières"),
    ("the aid group MSF (Médecins Sans Frontières) said", "MSF", "Médecins Sans Frontières"),
    ("of the Dockers' and Stevedores' Union (DSU) walked out", "DSU", "Dockers' and Stevedores' Union"),
    ("the Department of Health and Human Services (HHS) said", "HHS", "Health and Human Services"),
    ("the North American Free Trade Agreement (NAFTA) talks", "NAFTA", "North American Free Trade Agreement"),
    (
        "the Democratic Forces for the Liberation of Rwanda (DFLR)",
        "DFLR",
        "Democratic Forces for the Liberation of Rwanda",
    ),
    ("the Averin Harbour Company (AHC; founded 1974) said", "AHC", "Averin Harbour Company"),
]


@pytest.mark.parametrize(("text", "short", "long"), DEFINED, ids=[short for _, short, _ in DEFINED])
def test_a_definition_is_read(text: str, short: str, long: str) -> None:
    assert list(definitions(text)) == [Definition(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "a man (34) from Goma",
        "the rope (see page 97) broke",
        "Sandmouth (AP) said",
        "OSTRAND (Halyard) - It",
        "a dog (WHO) b",
    ],
)
def test_other_brackets_define_nothing(text: str) -> None:
    assert list(definitions(text)) == []
