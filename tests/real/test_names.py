"""Names in real articles: the page that the project began with, and the floors of the measures."""

from pathlib import Path

import pytest

from newsgraph.article import Article
from newsgraph.cleaning import clean
from newsgraph.entity import Mention
from newsgraph.finding import find
from newsgraph.reading import read
from newsgraph.resolving.gazetteer import Gazetteer

DATA = Path(__file__).parents[3] / "shared/data"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason="real articles are laboratory data outside of the project"),
]

NAMED = {
    "place": "Walikale|Goma|Bukavu|North Kivu|South Kivu|Tshopo|Maniema|Kinshasa|Bisie|"
    "Congo|Rwanda|Qatar|United States|U.S.",
    "group": "M23",
    "organisation": "Alphamin Resources|U.N.|U.N. Human Rights Council|Doctors Without Borders",
    "person": "Felix Tshisekedi",
}


@pytest.fixture(scope="module")
def seed() -> Article:
    (raw,) = read([str(DATA / "seed")])
    return clean(raw)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def mentions(seed: Article) -> list[Mention]:
    return find(seed, places=Gazetteer.shipped().population)


def test_the_seed_page_names_who_and_where_it_is_about_and_nothing_else(seed: Article, mentions: list[Mention]) -> None:
    found = {(m.kind.value, seed.text[m.start : m.end]) for m in mentions}
    assert found == {(kind, name) for kind, names in NAMED.items() for name in names.split("|")}


def test_the_seed_page_tells_what_walikale_and_tshisekedi_are(seed: Article, mentions: list[Mention]) -> None:
    roles = {(seed.text[m.start : m.end], m.role) for m in mentions if m.role}
    assert {("Walikale", "town"), ("Walikale", "region"), ("Felix Tshisekedi", "President"), ("Bisie", "mine")} <= roles


def test_the_floors_of_place_names_hold(capsys: pytest.CaptureFixture[str]) -> None:
    from evals.place_names import main

    assert main([str(DATA)]) == 0, capsys.readouterr().out
