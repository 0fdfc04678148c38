"""Which place is meant, in articles where a plain gazetteer goes wrong."""

import time
from collections.abc import Callable

import pytest

from newsgraph.entity import Named
from newsgraph.resolving.context import Home
from newsgraph.resolving.gazetteer import Gazetteer

Resolve = Callable[..., dict[str, Named]]
HomeIn = Callable[[str, str], Home]

DR_CONGO = "place/gn-203312"
CONGO_BRAZZAVILLE = "place/gn-2260494"
NORTH_KIVU = "place/gn-206938"
GEORGIA_COUNTRY = "place/gn-614540"
GEORGIA_STATE = "place/gn-4197000"
WASHINGTON_STATE = "place/gn-5815135"
WASHINGTON_CITY = ("place/gn-4140963", "place/gn-4138106")
JORDAN = "place/gn-248816"


def test_walikale_is_in_congo_though_the_gazetteer_lacks_it(resolve: Resolve) -> None:
    found = resolve(
        "M23 rebels left [Walikale], a town in [North Kivu], on Thursday. The army of the "
        "[Democratic Republic of Congo] moved in from [Goma] and [Bukavu]."
    )
    walikale = found["Walikale"]
    assert walikale.id == "place/cd/walikale"
    assert walikale.provisional
    assert walikale.location is not None
    assert walikale.location.approximate
    assert walikale.location.country == "CD"
    assert walikale.within[:2] == (NORTH_KIVU, DR_CONGO)


def test_walikale_is_in_congo_where_only_the_article_around_it_says_so(resolve: Resolve) -> None:
    found = resolve("Rebels took [Walikale] after fighting near [Goma]. [Congo] accuses [Rwanda] of backing them.")
    assert found["Walikale"].location is not None
    assert found["Walikale"].location.country == "CD"
    assert NORTH_KIVU in found["Walikale"].within


def test_an_unknown_place_alone_in_an_article_is_nowhere(resolve: Resolve) -> None:
    found = resolve("Nothing is known of [Qwxyzville].")
    assert found["Qwxyzville"].location is None
    assert found["Qwxyzville"].provisional
    assert found["Qwxyzville"].id == "place/qwxyzville"


def test_north_kivu_is_a_province(resolve: Resolve) -> None:
    found = resolve("Fighting in [North Kivu] and [South Kivu] has displaced thousands.")
    assert found["North Kivu"].id == NORTH_KIVU
    assert found["North Kivu"].within[0] == DR_CONGO


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Soldiers in [Congo] left [Goma] and [Kinshasa] was silent.", DR_CONGO),
        ("[Congo] said in [Brazzaville] that oil from [Pointe-Noire] would flow.", CONGO_BRAZZAVILLE),
        ("[Congo] buried its dead in [Bukavu] as [Rwanda] denied the charge.", DR_CONGO),
    ],
)
def test_congo_is_told_by_the_places_beside_it(resolve: Resolve, words: str, country: str) -> None:
    assert resolve(words)["Congo"].id == country


def test_dundas_with_hamilton_is_in_ontario(resolve: Resolve) -> None:
    found = resolve("A fire in [Dundas] closed the road to [Hamilton], [Ontario], on Monday.")
    assert found["Dundas"].location is not None
    assert found["Dundas"].location.country == "CA"
    assert abs(found["Dundas"].location.lat - 43.26) < 0.5


def test_dundas_with_hamilton_needs_no_province_where_the_paper_is_from_there(
    resolve: Resolve, home_in: HomeIn
) -> None:
    home = home_in("Hamilton", "Ontario")
    found = resolve("A fire in [Dundas] closed the road to [Hamilton] on Monday.", home=home)
    assert found["Dundas"].location is not None
    assert found["Dundas"].location.country == "CA"


def test_washington_is_the_capital_by_itself(resolve: Resolve) -> None:
    found = resolve("Officials in [Washington] said the [United States] would send envoys to [Qatar].")
    assert found["Washington"].id in WASHINGTON_CITY


def test_washington_is_the_state_beside_its_towns(resolve: Resolve) -> None:
    found = resolve("Fires burned in [Washington] near [Spokane], [Tacoma] and [Yakima], and in [Oregon] and [Idaho].")
    assert found["Washington"].id == WASHINGTON_STATE


def test_washington_is_the_man_where_the_article_names_him(resolve: Resolve) -> None:
    found = resolve("{Denzel Washington} came to [London]. [Washington] smiled and left for [Paris].")
    assert "Washington" not in found


def test_jordan_is_the_country(resolve: Resolve) -> None:
    assert resolve("The king of [Jordan] met envoys from [Israel] and [Syria] in [Amman].")["Jordan"].id == JORDAN


def test_jordan_is_the_man_where_the_article_names_him(resolve: Resolve) -> None:
    found = resolve("{Michael Jordan} played in [Chicago]. Nobody could stop [Jordan] that night.")
    assert "Jordan" not in found


def test_jordan_is_the_country_even_beside_a_man_of_that_name_where_the_words_say_so(resolve: Resolve) -> None:
    found = resolve("{Michael Jordan} travelled to the [Middle East]. He landed in [Jordan] after [Israel].")
    assert found["Jordan"].id == JORDAN


def test_georgia_is_the_state_in_america(resolve: Resolve) -> None:
    assert resolve("[Georgia] voters in [Atlanta] and [Savannah] stood in line.")["Georgia"].id == GEORGIA_STATE


def test_georgia_is_the_country_in_the_caucasus(resolve: Resolve) -> None:
    found = resolve("[Georgia] accused [Russia] of moving troops near [Tbilisi] and into [South Ossetia].")
    assert found["Georgia"].id == GEORGIA_COUNTRY


def test_paris_is_in_texas_for_a_paper_of_that_town(resolve: Resolve, home_in: HomeIn) -> None:
    home = home_in("Paris", "Texas")
    assert resolve("The council of [Paris] met on Monday.", home=home)["Paris"].within[1] == "place/gn-4736286"
    assert resolve("The council of [Paris] met on Monday.")["Paris"].location.country == "FR"  # type: ignore[union-attr]


def test_paris_is_in_france_even_for_that_paper_where_the_article_says_so(resolve: Resolve, home_in: HomeIn) -> None:
    found = resolve("He flew to [Paris], [France], for a week.", home=home_in("Paris", "Texas"))
    assert found["Paris"].location is not None
    assert found["Paris"].location.country == "FR"


@pytest.mark.parametrize("words", ["[Paris], [Texas],", "[Paris], Texas,", "[Paris], Tex.,", "[Texas]'s [Paris]"])
def test_paris_is_in_texas_where_the_article_says_so(resolve: Resolve, words: str) -> None:
    assert "place/gn-4736286" in resolve(f"A storm hit {words} on Monday.")["Paris"].within


def test_the_white_house_is_no_town_in_tennessee(resolve: Resolve) -> None:
    found = resolve("The [White House] said on Monday that [Nashville] in [Tennessee] would get aid.")
    assert "place/gn-4662168" not in found["White House"].within


def test_the_middle_east_is_no_place_in_maryland(resolve: Resolve) -> None:
    found = resolve("Envoys to the [Middle East] met in [Baltimore], [Maryland].")
    assert found["Middle East"].id == "place/middle-east"


def test_two_names_of_one_place_are_one_entity(resolve: Resolve) -> None:
    found = resolve("The [United States] and [Canada] agreed. The [U.S.] and [US] delegations left.")
    assert found["U.S."] is found["United States"] is found["US"]
    assert len(found["US"].mentions) == 3
    assert found["US"].aliases == ("U.S.",)


def test_demonyms_speak_for_their_country_but_are_no_place(resolve: Resolve) -> None:
    found = resolve("[Congolese] troops left [Goma].")
    assert "Congolese" not in found
    assert found["Goma"].location is not None
    assert found["Goma"].location.country == "CD"


def test_every_span_is_kept_where_the_spans_are_given(resolve: Resolve) -> None:
    found = resolve("{Michael Jordan} saw [Syrian] guards at [Qwxyz Street] in [Damascus].", every_span=True)
    assert found["Syrian"].location is not None
    assert found["Syrian"].location.country == "SY"
    street, damascus = found["Qwxyz Street"], found["Damascus"]
    assert street.provisional
    assert street.location is not None
    assert damascus.location is not None
    assert abs(street.location.lat - damascus.location.lat) < 0.5
    assert street.location.approximate


def test_an_article_without_places_has_none(resolve: Resolve) -> None:
    assert resolve("{Ann Lee} went home.") == {}


def test_the_same_article_is_resolved_the_same_by_a_gazetteer_that_was_asked_other_things(resolve: Resolve) -> None:
    words = "A storm hit [Springfield], [Columbus] and [Dayton]."
    first = resolve(words)
    resolve("[Springfield] in [Illinois] and [Columbus] in [Georgia]")
    assert resolve(words) == first


def test_a_place_tells_what_lies_around_it(gazetteer: Gazetteer) -> None:
    goma = gazetteer.candidates("Goma")[0]
    assert gazetteer.containers(goma) == (NORTH_KIVU, DR_CONGO, "place/gn-6255146")


def test_one_name_can_be_two_places_where_the_article_says_so(resolve_all: Callable[..., list[Named]]) -> None:
    found = resolve_all("He left [Paris], [Texas], for [Paris], [France]. [Paris] was cold.")
    texan, french = (place for place in found if place.name == "Paris")
    assert texan.location is not None
    assert french.location is not None
    assert (texan.location.country, french.location.country) == ("US", "FR")
    assert (len(texan.mentions), len(french.mentions)) == (1, 2)


def test_an_obscure_town_that_is_put_into_another_country_is_a_town_that_the_gazetteer_lacks(resolve: Resolve) -> None:
    found = resolve("They walked from [Dundas], [Rwanda], to [Kigali].")
    assert found["Dundas"].id == "place/rw/dundas"
    assert found["Dundas"].provisional


@pytest.mark.parametrize(
    ("words", "name", "place"),
    [
        ("Cases in [Mexico], [China], [Japan] and [Brazil] rose.", "China", "place/gn-1814991"),
        ("It spread to [Ghana], [Niger], [Nigeria] and [Togo].", "Niger", "place/gn-2440476"),
    ],
)
def test_a_list_of_countries_is_no_town_in_a_country(resolve: Resolve, words: str, name: str, place: str) -> None:
    assert resolve(words)[name].id == place


def test_a_list_of_a_thousand_towns_is_read_in_seconds(gazetteer: Gazetteer, resolve: Resolve) -> None:
    packed = gazetteer.layers[0]
    towns = [packed.place(number).name for number in range(0, packed.size, packed.size // 1000)]
    words = ", ".join(f"[{town}] and [{town}ville]" for town in towns if not set(town) & set("[]{}"))
    before = time.process_time()
    assert len(resolve(words)) > 1500
    assert time.process_time() - before < 20


def test_a_town_by_a_people_s_name_is_a_town_where_the_article_says_so(resolve: Resolve) -> None:
    found = resolve("The fire started near [Canadian], [Texas], and a [Canadian] crew helped.")
    assert found["Canadian"].location is not None
    assert "place/gn-4736286" in found["Canadian"].within
