"""Where an outlet is at home, by its articles and by its host."""

import random
from collections.abc import Callable

import pytest

from newsgraph.entity import Named
from newsgraph.resolving.context import Home
from newsgraph.resolving.gazetteer import Gazetteer
from newsgraph.resolving.homes import HomeTally, home_at, learn_home, learn_homes, town_name

TEXAS = "place/gn-4736286"
ARTICLES = (
    "A storm hit [Tyler], [Longview] and [Marshall] in [Texas].",
    "The [Texas] town of [Tyler] voted with [Kilgore].",
    "He flew from [Dallas] to [London] in [England].",
    "[Tyler] beat [Lufkin] by a point.",
)


@pytest.fixture
def tallies(resolve_all: Callable[..., list[Named]], gazetteer: Gazetteer) -> list[HomeTally]:
    found = []
    for words in ARTICLES:
        tally = HomeTally()
        tally.add(resolve_all(words), gazetteer)
        found.append(tally)
    return found


def merged(tallies: list[HomeTally]) -> HomeTally:
    whole = HomeTally()
    for tally in tallies:
        whole.merge(tally)
    return whole


def test_an_outlet_is_at_home_where_its_articles_are(tallies: list[HomeTally], gazetteer: Gazetteer) -> None:
    home = learn_home(merged(tallies), gazetteer)
    assert home is not None
    assert (home.country, home.admin1) == ("US", TEXAS)
    assert abs(home.lat - 32.35) < 0.1
    assert abs(home.lon + 95.3) < 0.1


def test_the_order_of_articles_does_not_matter(tallies: list[HomeTally], gazetteer: Gazetteer) -> None:
    homes = set()
    for seed in range(5):
        random.Random(seed).shuffle(tallies)
        homes.add(learn_home(merged(tallies), gazetteer))
    assert len(homes) == 1


def test_what_is_taken_out_was_never_there(tallies: list[HomeTally]) -> None:
    assert merged(tallies).without(tallies[0]) == merged(tallies[1:])


def test_an_outlet_of_no_articles_and_no_telling_host_has_no_home(gazetteer: Gazetteer) -> None:
    assert learn_home(HomeTally(), gazetteer) is None
    assert learn_home(HomeTally(), gazetteer, host="dailynews.com") is None


@pytest.mark.parametrize(
    ("host", "country", "lat"),
    [
        ("dallasnews.com", "US", 32.8),
        ("www.chicagotribune.com", "US", 41.9),
        ("cambridge-news.co.uk", "GB", 52.2),
        ("independent.ie", "IE", 53.1),
    ],
)
def test_a_host_can_tell_the_home_alone(gazetteer: Gazetteer, host: str, country: str, lat: float) -> None:
    home = learn_home(HomeTally(), gazetteer, host=host)
    assert home is not None
    assert home.country == country
    assert abs(home.lat - lat) < 0.2


def test_the_articles_tell_which_town_of_the_name_the_host_means(
    tallies: list[HomeTally], gazetteer: Gazetteer
) -> None:
    home = learn_home(merged(tallies), gazetteer, host="theparisnews.com")
    assert home is not None
    assert home.admin1 == TEXAS
    assert abs(home.lat - 33.66) < 0.1


@pytest.mark.parametrize(
    ("label", "town"),
    [
        ("theparisnews", "paris"),
        ("dailynews", ""),
        ("columbuslocalnews", "columbus"),
        ("indianapolisstar", "indianapolis"),
        ("chicagotribune", "chicago"),
        ("berlinpost", "berlin"),
        ("dallas", "dallas"),
        ("", ""),
    ],
)
def test_words_for_a_newspaper_are_no_town(gazetteer: Gazetteer, label: str, town: str) -> None:
    assert town_name(label, gazetteer) == town


def test_a_second_pass_knows_the_homes_that_the_first_has_learnt(
    resolve_all: Callable[..., list[Named]], gazetteer: Gazetteer
) -> None:
    words = [*ARTICLES, "The council of [Jacksonville] met."]
    first = [("tylerpaper.com", resolve_all(article)) for article in words]
    assert TEXAS not in first[-1][1][0].within
    homes = learn_homes(first, gazetteer)
    second = resolve_all(words[-1], home=homes["tylerpaper.com"])
    assert TEXAS in second[0].within


def test_a_home_can_be_said(gazetteer: Gazetteer) -> None:
    paris = next(place for place in gazetteer.candidates("Paris") if place.admin1 == TEXAS)
    assert home_at(paris) == Home(paris.lat, paris.lon, "US", paris.admin1)
