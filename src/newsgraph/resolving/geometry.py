"""How far apart are two places?"""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0088
DEGREE_KM = 111.2


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
    east *= cos((lat + other_lat) * 0.008726646)  # half a degree in radians: the mean latitude
    north = other_lat - lat
    return DEGREE_KM * sqrt(north * north + east * east)
