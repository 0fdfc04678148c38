"""The gazetteer: which places bear a name, and what is laid over it."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.errors import UsageError
from newsgraph.resolving.folding import fold
from newsgraph.resolving.gazetteer import Gazetteer
from newsgraph.resolving.geonames_dump import add_dump, overlays
from newsgraph.resolving.listed_names import listed
from newsgraph.resolving.packed import PackedGazetteer
from newsgraph.resolving.packing import DIGITS, OWN_IDS, Entry, pack, population_code, population_of, size_class
from newsgraph.resolving.place import PlaceKind

WALIKALE = (
    "204283\tWalikale\tWalikale\tWalikale Centre,Valikale\t-1.41667\t28.06667\tP\tPPL\tCD\t\t11\t04\t\t\t25000\t\t\t"
    "Africa/Lubumbashi\t2020-01-01"
)
ROAD = "204284\tRoute\tRoute\t\t-1.4\t28.0\tR\tRD\tCD\t\t11\t\t\t\t0\t\t\tAfrica/Lubumbashi\t2020-01-01"
TERRITORY = (
    "12278075\tWalikale\tWalikale\tTerritoire de Walikale\t-1.2\t27.9\tA\tADM2\tCD\t\t11\t04\t\t\t0\t\t\t"
    "Africa/Lubumbashi\t2020-01-01"
)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("North Kivu", "Nord-Kivu"),
        ("St. Louis", "Saint Louis"),
        ("Félix", "FELIX"),
        ("The Hague", "Hague"),
        ("Côte d'Ivoire", "cote d’ivoire"),
    ],
)
def test_two_writings_of_a_name_are_found_alike(gazetteer: Gazetteer, name: str, other: str) -> None:
    assert {p.id for p in gazetteer.candidates(name)} & {p.id for p in gazetteer.candidates(other)} or (
        fold(name) == fold(other)
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("U.S.", "US"),
        ("US", "US"),
        ("UK", "GB"),
        ("Britain", "GB"),
        ("Holland", "NL"),
        ("DRC", "CD"),
        ("DR Congo", "CD"),
        ("Burma", "MM"),
        ("Deutschland", "DE"),
        ("Alemania", "DE"),
        ("Allemagne", "DE"),
    ],
)
def test_countries_are_found_by_their_usual_names(gazetteer: Gazetteer, name: str, code: str) -> None:
    first = gazetteer.candidates(name)[0]
    assert (first.kind, first.country) == (PlaceKind.COUNTRY, code)


@pytest.mark.parametrize(
    ("name", "region"), [("Ala.", "Alabama"), ("AL", "Alabama"), ("Calif.", "California"), ("Ont.", "Ontario")]
)
def test_abbreviations_count_in_their_own_writing(gazetteer: Gazetteer, name: str, region: str) -> None:
    assert gazetteer.candidates(name)[0].name == region


@pytest.mark.parametrize("name", ["us", "Us", "in", "me", "or", "Me"])
def test_plain_words_are_no_abbreviations(gazetteer: Gazetteer, name: str) -> None:
    assert not [place for place in gazetteer.candidates(name) if place.kind in (PlaceKind.ADMIN1, PlaceKind.COUNTRY)]


def test_the_largest_place_of_a_name_votes_for_it(gazetteer: Gazetteer) -> None:
    assert gazetteer.population("Kinshasa") > 5_000_000
    assert gazetteer.population("Qwxyzville") == 0


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Congolese", "CD"),
        ("Rwandan", "RW"),
        ("Palestinians", "PS"),
        ("French", "FR"),
        ("rwandan", ""),
        ("European", ""),
    ],
)
def test_demonyms_tell_their_country(gazetteer: Gazetteer, word: str, code: str) -> None:
    assert gazetteer.demonym(word) == code


def test_every_candidate_is_found_again_by_its_id(gazetteer: Gazetteer) -> None:
    for name in ("Springfield", "Dundas", "Congo", "Middle East", "Boone County", "Nile"):
        for place in gazetteer.candidates(name):
            assert gazetteer.place(place.id) == place._replace(alternate=False)


@pytest.mark.parametrize("id", ["place/gn-1", "place/gn-x", "place/nowhere-at-all", "place/cd/walikale", "", "place/"])
def test_an_unknown_id_is_no_place(gazetteer: Gazetteer, id: str) -> None:
    assert gazetteer.place(id) is None  # type: ignore[arg-type]


def test_hand_written_regions_have_a_place_on_the_map(gazetteer: Gazetteer) -> None:
    for name in ("Darfur", "Balkans", "Horn of Africa", "Silicon Valley", "Lake Kivu"):
        place = gazetteer.candidates(name)[0]
        assert place.geonameid is None
        assert place.id == f"place/{fold(name).replace(' ', '-')}"


def test_any_text_can_be_looked_up(gazetteer: Gazetteer) -> None:
    for name in ("", " ", "\n", "\t", "=", "~", "#", "|", "a\tb", "\U0001f30d", "x" * 5000, "Ω", "’", "\ud800"[:0]):
        assert isinstance(gazetteer.candidates(name), tuple)
        assert isinstance(gazetteer.population(name), int)


def test_a_dump_of_a_country_is_laid_over_the_gazetteer(tmp_path: Path, gazetteer: Gazetteer) -> None:
    dump = tmp_path / "CD.txt"
    dump.write_text("\n".join([WALIKALE, ROAD, TERRITORY, ""]), encoding="utf-8")
    report = add_dump(dump, tmp_path / "more", gazetteer)
    assert (report.read, report.kept, report.countries) == (3, 2, ("CD",))
    both = Gazetteer.opened(*overlays(tmp_path / "more"))
    town, territory = both.candidates("Walikale")
    assert (town.geonameid, town.kind, town.population) == (204283, PlaceKind.CITY, 25000)
    assert town.within == ("place/gn-12278075", "place/gn-206938", "place/gn-203312", "place/gn-6255146")
    assert abs(town.lat + 1.417) < 0.01
    assert territory.kind is PlaceKind.ADMIN2
    assert both.candidates("Valikale")[0].id == town.id
    assert both.place(town.id) == town
    assert both.population("Walikale") > 20000
    assert both.candidates("North Kivu") == gazetteer.candidates("North Kivu")
    assert not gazetteer.candidates("Walikale")


def test_adding_a_dump_again_replaces_it(tmp_path: Path, gazetteer: Gazetteer) -> None:
    dump = tmp_path / "CD.txt"
    dump.write_text(WALIKALE, encoding="utf-8")
    add_dump(dump, tmp_path, gazetteer)
    dump.write_text(TERRITORY, encoding="utf-8")
    add_dump(dump, tmp_path, gazetteer)
    assert [place.geonameid for place in Gazetteer.opened(*overlays(tmp_path)).candidates("Walikale")] == [12278075]


@pytest.mark.parametrize("text", ["a,b,c\n", "1\t2\n", WALIKALE.replace("204283", "x"), "\udcff", "PK\x03\x04"])
def test_what_is_no_dump_is_refused_with_the_line(tmp_path: Path, gazetteer: Gazetteer, text: str) -> None:
    dump = tmp_path / "CD.txt"
    dump.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(UsageError, match="line 1"):
        add_dump(dump, tmp_path, gazetteer)
    assert not overlays(tmp_path)


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.gazetteer").write_bytes(b"something else entirely")
    with pytest.raises(UsageError, match="no gazetteer"):
        Gazetteer.opened(tmp_path / "x.gazetteer")


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\n\t"), min_size=1, max_size=12).filter(fold)
ENTRIES = st.lists(
    st.tuples(NAMES, st.lists(NAMES, max_size=3), st.floats(-90, 90), st.floats(-180, 180), st.integers(0, 10**8)),
    min_size=1,
    max_size=300,
)


@settings(max_examples=30, deadline=None)
@given(ENTRIES)
def test_what_is_packed_is_found_again(tmp_path_factory: pytest.TempPathFactory, given_places: list) -> None:  # type: ignore[type-arg]
    entries = [
        Entry(key * 7 + 1, name, PlaceKind.CITY, lat, lon, None, people, "", listed(name, others))
        for key, (name, others, lat, lon, people) in enumerate(given_places)
    ]
    path = tmp_path_factory.mktemp("packed") / "some.gazetteer"
    random.Random(0).shuffle(entries)
    pack(path, entries, credit="")
    packed = PackedGazetteer(path)
    for entry in entries:
        own = packed.find(entry.names[0])[0]
        number = packed.number(entry.key)
        assert number in own
        assert all(number in packed.find(name)[1] for name in entry.names[1:])
        place = packed.place(number) if number is not None else None
        assert place is not None
        assert place.name == entry.name
        assert abs(place.lat - entry.lat) < 0.004
        assert abs(place.lon - entry.lon) < 0.007
        assert place.population == population_of(population_code(entry.population))
    packed.close()


def test_a_place_without_geonames_id_gets_its_id_from_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "some.gazetteer"
    state = Entry(5, "Texas", PlaceKind.ADMIN1, 31, -99, None, 0, "US.TX", ("texas",))
    hamlet = Entry(OWN_IDS, "Old Dime Box", PlaceKind.CITY, 30, -97, 5, 0, "", ("old dime box",))
    pack(path, [state, hamlet], credit="")
    assert PackedGazetteer(path).place(1).id == "place/us/tx/old-dime-box"


@given(st.integers(0, 10**9))
def test_numbers_of_people_keep_two_digits(people: int) -> None:
    assert abs(population_of(population_code(people)) - people) <= people * 0.05 + 0.5


@pytest.mark.parametrize(("name", "votes"), [("IN", False), ("OR", False), ("ME", False), ("US", True), ("Ind.", True)])
def test_codes_that_are_words_do_not_vote_for_a_place(gazetteer: Gazetteer, name: str, votes: bool) -> None:
    assert (gazetteer.population(name) > 1000) is votes


def test_the_most_peopled_countries_are_the_most_peopled(gazetteer: Gazetteer) -> None:
    china, india, indonesia = map(gazetteer.population, ("China", "India", "Indonesia"))
    assert min(china, india) > indonesia > 10**8


@given(st.integers(1, 10**10))
def test_a_larger_place_never_votes_less(people: int) -> None:
    assert 0 < size_class(people) <= size_class(people + people // 5 + 1) < DIGITS
