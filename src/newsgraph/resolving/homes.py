"""Where is an outlet at home? Where most of its articles are: a tally of their places, learnt and merged in any order."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from newsgraph.entity import EntityId, Named
from newsgraph.resolving.context import Home
from newsgraph.resolving.gazetteer import Gazetteer
from newsgraph.resolving.place import Place, PlaceKind

TOWNS = (PlaceKind.CITY, PlaceKind.ADMIN2)


@dataclass(slots=True)
class HomeTally:
    """In how many of an outlet's articles each region and each town is named. Tallies of parts add up to the whole's."""

    articles: int = 0
    regions: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    towns: Counter[str] = field(default_factory=Counter)

    def add(self, places: Iterable[Named], gazetteer: Gazetteer) -> None:
        """Count one article's resolved places, each region and town once."""
        found = [place for named in places if not named.provisional and (place := gazetteer.place(named.id))]
        self.articles += 1
        self.regions.update({place.admin1 for place in found if place.admin1})
        self.countries.update({place.country for place in found if place.country})
        self.towns.update({place.id for place in found if place.kind in TOWNS})

    def merge(self, other: Self) -> None:
        self.articles += other.articles
        self.regions += other.regions
        self.countries += other.countries
        self.towns += other.towns

    def without(self, other: Self) -> "HomeTally":
        """The tally as if the other's articles had not been counted."""
        return HomeTally(
            self.articles - other.articles,
            self.regions - other.regions,
            self.countries - other.countries,
            self.towns - other.towns,
        )


LEAST_SHARE = 0.3
# What a town's name in the outlet's host is worth, in articles that name the town.
NAMED_IN_HOST = 2
SHORTEST_IN_HOST = 5


def learn_home(tally: HomeTally, gazetteer: Gazetteer, *, host: str = "") -> Home | None:
    """The outlet's home, None where its articles are of no region in particular.

    The region that most of its articles name, and in it the town that most name; ties by population, then id. A town
    whose name is part of the outlet's host ("dallasnews.com") counts as named in two articles more, so that an outlet
    without articles is at home there where its host leaves no doubt.
    """
    regions, towns = Counter(tally.regions), Counter(tally.towns)
    for town in towns_in_host(host, gazetteer, tally):
        regions[town.admin1] += NAMED_IN_HOST
        towns[town.id] += NAMED_IN_HOST
    region = first(regions)
    if not region or regions[region] < LEAST_SHARE * tally.articles:
        return None
    around = gazetteer.place(EntityId(region))
    known = [place for id in towns if (place := gazetteer.place(EntityId(id))) and place.admin1 == region]
    town_or_region = min(known, key=lambda place: (-towns[place.id], -place.population, place.id), default=around)
    if town_or_region is None:
        return None
    return Home(town_or_region.lat, town_or_region.lon, town_or_region.country, EntityId(region))


def first(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name), default="")


def towns_in_host(host: str, gazetteer: Gazetteer, tally: HomeTally) -> list[Place]:
    """The town whose name is the longest part of the host's first label, in the region that the articles name most."""
    label = host.removeprefix("www.").partition(".")[0].replace("-", "")
    for length in range(len(label), SHORTEST_IN_HOST - 1, -1):
        for at in range(len(label) - length + 1):
            found = [
                place
                for place in gazetteer.candidates(label[at : at + length])
                if place.kind is PlaceKind.CITY and place.admin1 and not place.alternate
            ]
            if found:
                return [max(found, key=lambda place: (tally.regions[place.admin1], place.population, place.id))]
    return []
