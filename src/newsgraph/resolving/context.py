"""What do the other places of an article say about one of them? Countries, regions and nearness as numbers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import exp, log, log10
from typing import NamedTuple

from newsgraph.entity import EntityId
from newsgraph.resolving.geometry import rough_km
from newsgraph.resolving.place import Place, PlaceKind
from newsgraph.resolving.place_names import PlaceName

NEAR_KM = 100.0
SMALL_AREAS = (PlaceKind.CITY, PlaceKind.ADMIN2, PlaceKind.SPOT)


class Home(NamedTuple):
    """Where an outlet is at home. `admin1` is the id of the first-level region, "" where it is at home in a country."""

    lat: float
    lon: float
    country: str
    admin1: EntityId


class Signs(NamedTuple):
    """What speaks for one reading of one name. Each is explained where it is weighed (`weighing.WEIGHTS`)."""

    people: float = 0.0
    is_country: float = 0.0
    is_admin1: float = 0.0
    is_admin2: float = 0.0
    is_region: float = 0.0
    other_name: float = 0.0
    as_called: float = 0.0
    home_country: float = 0.0
    home_region: float = 0.0
    home_near: float = 0.0
    same_country: float = 0.0
    same_region: float = 0.0
    near: float = 0.0
    nearest: float = 0.0
    renown: float = 0.0
    capital: float = 0.0


def own_signs(name: PlaceName, place: Place, home: Home | None) -> Signs:
    """What a reading says by itself, whatever the other names are."""
    kind = place.kind
    region = kind not in (PlaceKind.CITY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.COUNTRY)
    at_home = home is not None and place.country == home.country != ""
    return Signs(
        people=log10(place.population + 100) - 2,
        is_country=float(kind is PlaceKind.COUNTRY),
        is_admin1=float(kind is PlaceKind.ADMIN1),
        is_admin2=float(kind is PlaceKind.ADMIN2),
        is_region=float(region),
        other_name=float(place.alternate and not name.demonym),
        as_called=float(name.as_kind is kind) if name.as_kind else 0.0,
        home_country=float(at_home),
        home_region=float(home is not None and place.admin1 == home.admin1 != ""),
        home_near=nearness(place, home.lat, home.lon) if home is not None else 0.0,
        renown=place.renown / 15,
        capital=float(kind is PlaceKind.CITY and place.renown == 15),
    )


def nearness(place: Place, lat: float, lon: float) -> float:
    """1 at the spot, 0.37 a hundred kilometres off, 0.02 four hundred."""
    if abs(place.lat - lat) > 6:
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


def witness(name: PlaceName, place: Place) -> Witness:
    """Countries and regions say most; a city says the less the more regions have one of its name."""
    if place.kind in SMALL_AREAS:
        regions = len({candidate.admin1 or candidate.country for candidate in name.candidates})
        weight = 1 / (1 + log(regions)) if regions else 1.0
    else:
        weight = 1.0
    if name.inside:
        weight = 1.0
    if name.demonym:
        weight *= DEMONYM_WEIGHT
    return Witness(place.id, place.country, place.admin1, place.lat, place.lon, weight, place.kind in SMALL_AREAS)


DEMONYM_WEIGHT = 0.5


class Context:
    """All witnesses of an article; `beside` leaves one of them out."""

    def __init__(self, witnesses: Mapping[str, Witness], people: Mapping[str, float]) -> None:
        self._witnesses = witnesses
        self._countries: defaultdict[str, float] = defaultdict(float, people)
        self._regions: defaultdict[str, float] = defaultdict(float)
        self.total = sum(people.values())
        for seen in witnesses.values():
            self.total += seen.weight
            if seen.country:
                self._countries[seen.country] += seen.weight
            if seen.region:
                self._regions[seen.region] += seen.weight

    def beside(self, key: str, place: Place, signs: Signs) -> Signs:
        """The reading's signs with what the other names say of it."""
        own = self._witnesses.get(key)
        total = self.total - (own.weight if own else 0.0)
        country, region = self._countries.get(place.country, 0.0), self._regions.get(place.admin1, 0.0)
        if own:
            country -= own.weight if own.country == place.country else 0.0
            region -= own.weight if own.region == place.admin1 else 0.0
        near = nearest = 0.0
        if place.kind in SMALL_AREAS:
            near, nearest = self._near(key, place)
        return signs._replace(
            same_country=country / (total + 0.5) if place.country else 0.0,
            same_region=region / (total + 0.5) if place.admin1 else 0.0,
            near=near / (total + 0.5),
            nearest=nearest,
        )

    def _near(self, key: str, place: Place) -> tuple[float, float]:
        """(weight of the small places near by, how near the nearest is), without the place itself by another name."""
        near = nearest = 0.0
        for other, seen in self._witnesses.items():
            if seen.small and other != key and seen.id != place.id and abs(seen.lat - place.lat) < 4:
                closeness = nearness(place, seen.lat, seen.lon)
                near += closeness * seen.weight
                nearest = max(nearest, closeness)
        return near, nearest


def score(signs: Signs, weights: Sequence[float]) -> float:
    return sum(sign * weight for sign, weight in zip(signs, weights, strict=True))
