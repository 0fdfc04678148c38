"""What do the other places of an article say about one of them? Countries, regions and nearness as numbers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from math import exp, log, log10
from operator import mul
from typing import NamedTuple

from newsgraph.entity import EntityId
from newsgraph.resolving.geometry import rough_km
from newsgraph.resolving.place import Place, PlaceKind
from newsgraph.resolving.place_names import PlaceName

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


def own_signs(name: PlaceName, place: Place, home: Home | None) -> Signs:
    """What a reading says by itself, whatever the other names are."""
    kind = place.kind
    at_home = home is not None and place.country == home.country != ""
    return Signs(
        people=log10(place.population + 100) - 2,
        is_region=float(kind not in ADMINISTRATIVE),
        other_name=float(place.alternate and not name.demonym),
        as_called=float(name.as_kind is kind) if name.as_kind else 0.0,
        home_country=float(at_home),
        home_region=float(home is not None and place.admin1 == home.admin1 != ""),
        home_near=nearness(place, home.lat, home.lon) if home is not None else 0.0,
        renown=place.renown / 15,
        capital=float(kind is PlaceKind.CITY and place.renown == 15),
        namesake=float(kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2) and has_town(name, place)),
    )


def has_town(name: PlaceName, region: Place) -> bool:
    """Whether a town of the name lies in the region of the name, and the article does not call it a region."""
    if name.as_kind is region.kind:
        return False
    return any(other.kind is PlaceKind.CITY and region.id in other.within for other in name.candidates)


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

    def beside(self, key: str, place: Place) -> tuple[float, float, float]:
        """What the other names say of a reading: (`same_country`, `same_region`, `nearest`) of its signs."""
        own = self._witnesses.get(key)
        country, region = self._countries.get(place.country, 0.0), self._regions.get(place.admin1, 0.0)
        total = self.total + HALF_A_PLACE
        if own:
            total -= own.weight
            country -= own.weight if own.country == place.country else 0.0
            region -= own.weight if own.region == place.admin1 else 0.0
        return (
            country / total if place.country else 0.0,
            region / total if place.admin1 else 0.0,
            self._nearest(key, place) if place.kind in SMALL_AREAS else 0.0,
        )

    def _nearest(self, key: str, place: Place) -> float:
        """How near the nearest small place is, other than the place itself by another name."""
        return max(
            (
                nearness(place, seen.lat, seen.lon)
                for other, seen in self._small
                if other != key and seen.id != place.id and abs(seen.lat - place.lat) < FAR_DEGREES
            ),
            default=0.0,
        )


def score(signs: Signs, weights: Sequence[float]) -> float:
    return float(sum(map(mul, signs, weights)))
