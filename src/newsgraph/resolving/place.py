"""What the gazetteer says of a place."""

from enum import StrEnum
from typing import NamedTuple

from newsgraph.entity import EntityId


class PlaceKind(StrEnum):
    """What a place is. The order is that of the codes in the gazetteer's file: append only."""

    CITY = "city"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    COUNTRY = "country"
    CONTINENT = "continent"
    REGION = "region"  # no administrative unit: Darfur, the Balkans, Silicon Valley
    SEA = "sea"
    RIVER = "river"
    LAKE = "lake"
    MOUNTAINS = "mountains"
    DESERT = "desert"
    ISLAND = "island"
    SPOT = "spot"  # a point: a bridge, a base, a church


class Place(NamedTuple):
    """One place of the gazetteer. Positions are WGS 84 degrees, kept to about 500 m.

    `country` is ISO 3166-1 alpha-2, "" at sea and across countries. `within` are the ids of the places around it,
    nearest first (county, state, country, continent). `admin1` is the id of its first-level region, "" where it has
    none. `population` is kept to two digits, 0 for unknown. `alternate` says that it was found by another name than
    `name`. `renown`, 0 to 15, grows with the logarithm of the number of names that it has in the world's languages.
    """

    id: EntityId
    name: str
    kind: PlaceKind
    lat: float
    lon: float
    country: str
    admin1: EntityId
    within: tuple[EntityId, ...]
    population: int
    geonameid: int | None
    renown: int = 0
    alternate: bool = False


KINDS = tuple(PlaceKind)
