"""How far apart are two places?"""

from collections.abc import Iterable
from math import asin, cos, inf, radians, sin, sqrt

EARTH_KM = 6371.0088
DEGREE_KM = 111.2
HALF_A_DEGREE = 0.008726646  # in radians: times the sum of two latitudes the mean one


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance of two WGS 84 positions, on a sphere: right to half a per cent."""
    a, b = radians(lat), radians(other_lat)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))


def rough_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The same on a flat map, at a third of the cost: good enough below a thousand kilometres off the poles."""
    east = abs(other_lon - lon)
    if east > 180:
        east = 360 - east
    east *= cos((lat + other_lat) * HALF_A_DEGREE)
    north = other_lat - lat
    return DEGREE_KM * sqrt(north * north + east * east)


def nearest_km(lat: float, lon: float, others: Iterable[tuple[float, float]], *, degrees: float) -> float:
    """The least `rough_km` to one of these positions; infinite where all are so many degrees farther north or south."""
    least = inf
    for other_lat, other_lon in others:
        north = other_lat - lat
        if -degrees < north < degrees:
            east = abs(other_lon - lon)
            if east > 180:
                east = 360 - east
            east *= cos((lat + other_lat) * HALF_A_DEGREE)
            square = north * north + east * east
            if square < least:
                least = square
    return DEGREE_KM * sqrt(least)
