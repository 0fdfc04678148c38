"""What do the other places of an article say about one of them? Countries, regions and nearness as numbers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import exp, log, log10
from operator import mul
from typing import NamedTuple

from newsgraph.entity import EntityId
from newsgraph.resolving.geometry import nearest_km, rough_km
from newsgraph.resolving.place import Place, PlaceKind
from newsgraph.resolving.place_names import Possible

NEAR_KM = 100.0
DEMONYM_WEIGHT = 0.5
MOST_WITNESSES = 50  # to nearness, the first in the text: a list of a thousand towns is read in a second
HALF_A_PLACE = 0.5  # one other place in the country makes a share of two thirds, not of all
FAR_DEGREES = 5  # 550 km: a nearness of .004
ADMINISTRATIVE = (PlaceKind.CITY, PlaceKind.ADMIN2, PlaceKind.ADMIN1, PlaceKind.COUNTRY)
SMALL_AREAS = (PlaceKind.CITY, PlaceKind.ADMIN2, PlaceKind.SPOT)


class Home(NamedTuple):
    """Where an outlet is at home. `admin1` is the id of the first-level region, "" where it is at home in a country."""

    lat: float
    lon: float
    country: str
    admin1: EntityId


class Signs(NamedTuple):
    """What speaks for one reading of one name; each is 0 to 1 but `people`.

    `people`: decimal logarithm of the population, less 2. `is_region`: no city and no administrative unit (our own
    tables name what everybody knows). `other_name`: not the place's own name. `as_called`: the words beside the name
    call it what it is ("province", "town"). `home_country`, `home_region`, `home_near`: in the outlet's country, its
    first-level region, near its town. `same_country`, `same_region`: the weight of the article's other places that are
    in the same country, the same region. `nearest`: how near the nearest of them is. `renown`: in how many of the
    world's languages it has a name. `capital`: of a country. `namesake`: a region that has its name from a town in it.
    """

    people: float = 0.0
    is_region: float = 0.0
    other_name: float = 0.0
    as_called: float = 0.0
    home_country: float = 0.0
    home_region: float = 0.0
    home_near: float = 0.0
    same_country: float = 0.0
    same_region: float = 0.0
    nearest: float = 0.0
    renown: float = 0.0
    capital: float = 0.0
    namesake: float = 0.0


def own_signs(possible: Possible, as_kind: PlaceKind | None, place: Place, home: Home | None) -> Signs:
    """What a reading says by itself, whatever the other names are. `as_kind` is what the article calls the place."""
    kind = place.kind
    at_home = home is not None and place.country == home.country != ""
    # A town of the name lies in the region of the name, and the article does not call it a region.
    namesake = (
        kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2) and as_kind is not kind and place.id in possible.around_towns
    )
    return Signs(
        people=log10(place.population + 100) - 2,
        is_region=float(kind not in ADMINISTRATIVE),
        other_name=float(place.alternate and not possible.demonym),
        as_called=float(as_kind is kind) if as_kind else 0.0,
        home_country=float(at_home),
        home_region=float(home is not None and place.admin1 == home.admin1 != ""),
        home_near=nearness(place, home.lat, home.lon) if home is not None else 0.0,
        renown=place.renown / 15,
        capital=float(kind is PlaceKind.CITY and place.renown == 15),
        namesake=float(namesake),
    )


def own_score(
    possible: Possible, as_kind: PlaceKind | None, place: Place, home: Home | None, *, weights: Signs
) -> float:
    """`score(own_signs(…), weights)`, summed in the same order without the signs: a name has up to sixty readings, and
    the signs of most are never asked for."""
    kind, total = place.kind, (log10(place.population + 100) - 2) * weights.people
    if kind not in ADMINISTRATIVE:
        total += weights.is_region
    if place.alternate and not possible.demonym:
        total += weights.other_name
    if as_kind is kind:
        total += weights.as_called
    if home is not None:
        if place.country == home.country != "":
            total += weights.home_country
        if place.admin1 == home.admin1 != "":
            total += weights.home_region
        total += nearness(place, home.lat, home.lon) * weights.home_near
    total += place.renown / 15 * weights.renown
    if kind is _CITY:
        return total + weights.capital if place.renown == 15 else total
    is_unit = kind is _ADMIN1 or kind is _ADMIN2
    return total + weights.namesake if is_unit and as_kind is not kind and place.id in possible.around_towns else total


_CITY, _ADMIN1, _ADMIN2 = PlaceKind.CITY, PlaceKind.ADMIN1, PlaceKind.ADMIN2


def nearness(place: Place, lat: float, lon: float) -> float:
    """1 at the spot, 0.37 a hundred kilometres off, 0.02 four hundred."""
    if abs(place.lat - lat) > FAR_DEGREES:
        return 0.0
    return exp(-rough_km(place.lat, place.lon, lat, lon) / NEAR_KM)


class Witness(NamedTuple):
    """A place as the others see it: one reading of one name, and how much it says about where the article is."""

    id: EntityId
    country: str
    region: EntityId
    lat: float
    lon: float
    weight: float
    small: bool


Spot = tuple[str, EntityId, bool, EntityId, float, float]
"""What the others ask of a reading: country, region, whether it is one of SMALL_AREAS, id, and its position."""


def spot_of(place: Place) -> Spot:
    return (place.country, place.admin1, place.kind in SMALL_AREAS, place.id, place.lat, place.lon)


def witness(possible: Possible, place: Place, *, said_in: bool) -> Witness:
    """Countries and regions say most; a city says the less the more regions have one of its name, but where the article
    itself says what it lies in (`said_in`)."""
    small = place.kind in SMALL_AREAS
    weight = 1 / (1 + log(possible.regions)) if small and possible.regions and not said_in else 1.0
    if possible.demonym:
        weight *= DEMONYM_WEIGHT
    return Witness(place.id, place.country, place.admin1, place.lat, place.lon, weight, small)


class Context:
    """All witnesses of an article; `beside` leaves one of them out."""

    def __init__(self, witnesses: Mapping[str, Witness], people: Mapping[str, float]) -> None:
        self._witnesses = witnesses
        small = ((key, seen) for key, seen in witnesses.items() if seen.small)
        self._small = tuple(islice(small, MOST_WITNESSES))
        self._countries: defaultdict[str, float] = defaultdict(float, people)
        self._regions: defaultdict[str, float] = defaultdict(float)
        self.total = sum(people.values())
        for seen in witnesses.values():
            self.total += seen.weight
            if seen.country:
                self._countries[seen.country] += seen.weight
            if seen.region:
                self._regions[seen.region] += seen.weight

    def beside(self, key: str, spots: Iterable[Spot]) -> Iterator[tuple[float, float, float]]:
        """What the other names say of each reading of a name: (`same_country`, `same_region`, `nearest`)."""
        own = self._witnesses.get(key, NOBODY)
        countries, regions = self._countries, self._regions
        total = self.total + HALF_A_PLACE - own.weight
        others = [(seen.id, seen.lat, seen.lon) for other, seen in self._small if other != key]
        ids, everywhere = {id for id, _, _ in others}, [(lat, lon) for _, lat, lon in others]
        for in_country, in_region, small, id, lat, lon in spots:
            country, region, near = 0.0, 0.0, 0.0
            if in_country:
                country = countries.get(in_country, 0.0)
                if own.country == in_country:
                    country -= own.weight
                country /= total
            if in_region:
                region = regions.get(in_region, 0.0)
                if own.region == in_region:
                    region -= own.weight
                region /= total
            if others and small:  # other than the place itself by another name
                positions = [(y, x) for other, y, x in others if other != id] if id in ids else everywhere
                near = exp(-nearest_km(lat, lon, positions, degrees=FAR_DEGREES) / NEAR_KM)
            yield country, region, near


NOBODY = Witness(EntityId(""), "", EntityId(""), 0.0, 0.0, 0.0, False)


def score(signs: Signs, weights: Sequence[float]) -> float:
    return float(sum(map(mul, signs, weights)))
