"""A reading's own score, by the short way and by its signs."""

from itertools import product

import pytest

from newsgraph.resolving.context import Home, own_score, own_signs, score
from newsgraph.resolving.gazetteer import Gazetteer
from newsgraph.resolving.place import PlaceKind
from newsgraph.resolving.place_names import possible_places
from newsgraph.resolving.weighing import WEIGHTS

NAMES = ("Washington", "Paris", "Georgia", "Congolese", "New York", "Casablanca", "the White House", "Lake Kivu")


@pytest.mark.parametrize("name", NAMES)
def test_a_reading_is_scored_without_its_signs_as_with_them(gazetteer: Gazetteer, name: str) -> None:
    possible = possible_places(name, gazetteer)
    first = possible.candidates[0]
    homes = (None, Home(first.lat, first.lon, first.country, first.admin1), Home(0.0, 0.0, "", first.admin1))
    kinds = (None, PlaceKind.CITY, PlaceKind.ADMIN1, PlaceKind.REGION)
    for place, home, kind in product(possible.candidates, homes, kinds):
        plain = score(own_signs(possible, kind, place, home), WEIGHTS)
        assert own_score(possible, kind, place, home, weights=WEIGHTS) == plain
