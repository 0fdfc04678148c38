"""Where is an outlet at home? Where most of its articles are: a tally of their places, merged in any order."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from newsgraph.entity import EntityId, Named
from newsgraph.resolving.context import Home
from newsgraph.resolving.gazetteer import Gazetteer
from newsgraph.resolving.place import Place, PlaceKind

TOWNS = (PlaceKind.CITY, PlaceKind.ADMIN2)


# One article says no more for a region than this many places in it: a list of results is not ten articles.
MOST_AN_ARTICLE = 3
LEAST_SHARE = 0.3
# What a town's name in the outlet's host is worth, in places of its region that articles name.
NAMED_IN_HOST = 4
SHORTEST_IN_HOST = 4
LEAST_COUNTRY_SHARE = 0.6
WORLDWIDE = "AI AM BZ CC CO FM IO IS LA LY ME MS NU TO TV WS"  # countries whose ending outlets elsewhere use
# Compiled when an outlet's home is first learnt (`re` keeps them), not by everybody who loads this room.
PRESS_BEFORE = "the|thisis|my|go|in|daily|weekly|sunday|evening|morning|news"
PRESS_BEHIND = (
    "(?:daily|weekly|local|online|news|newspapers?|paper|times|post|herald|press|tribune|gazette|register|review|telegram|"
    "telegraph|journal|citizen|mercury|today|sun|star|sentinel|record|recorder|observer|advocate|courier|ledger|bulletin|"
    "express|chronicle|mail|world|banner|republic|leader|examiner|inquirer|enquirer|dispatch|beacon|monitor|eagle|union|"
    "democrat|argus|voice|web|media|live|info|and|item|reporter|standard|independent|mirror|echo|globe|free|tv|radio)$"
)


@dataclass(slots=True)
class HomeTally:
    """How often an outlet's articles name places of each region, and in how many each town is named.

    Whole numbers, so that the tallies of parts add up to that of the whole, in any order.
    """

    regions: Counter[str] = field(default_factory=Counter)
    towns: Counter[str] = field(default_factory=Counter)

    def add(self, places: Iterable[Named], gazetteer: Gazetteer) -> None:
        """Count one article's resolved places, each once."""
        found = [place for named in places if not named.provisional and (place := gazetteer.place(named.id))]
        counts = Counter(place.admin1 for place in found if place.admin1)
        self.regions.update({region: min(count, MOST_AN_ARTICLE) for region, count in counts.items()})
        self.towns.update({place.id for place in found if place.kind in TOWNS})

    def merge(self, other: Self) -> None:
        self.regions += other.regions
        self.towns += other.towns

    def without(self, other: Self) -> "HomeTally":
        """The tally as if the other's articles had not been counted."""
        return HomeTally(self.regions - other.regions, self.towns - other.towns)


def learn_homes(resolved: Iterable[tuple[str, Sequence[Named]]], gazetteer: Gazetteer) -> dict[str, Home]:
    """The home of each outlet that has one, from (host or name, resolved places) of articles in any order."""
    tallies: defaultdict[str, HomeTally] = defaultdict(HomeTally)
    for outlet, places in resolved:
        if outlet:
            tallies[outlet].add(places, gazetteer)
    homes = ((outlet, learn_home(tally, gazetteer, host=outlet)) for outlet, tally in sorted(tallies.items()))
    return {outlet: home for outlet, home in homes if home}


def learn_home(tally: HomeTally, gazetteer: Gazetteer, *, host: str = "") -> Home | None:
    """The outlet's home, None where its articles are of no region in particular.

    The region whose places most of its articles name, and in it the town that most name; ties by population, then id. A
    town whose name is part of the outlet's host ("dallasnews.com") counts as if articles had named four places of its
    region; which town of that name, the articles' other places tell. A country's own ending (".ie") rules out the rest
    of the world. Where no region stands out, but a country does, the home is the country.
    """
    country = country_of_host(host, gazetteer)
    regions = Counter({id: n for id, n in tally.regions.items() if not country or country_of(id, gazetteer) == country})
    towns = Counter(tally.towns)
    for town in towns_in_host(host, gazetteer, tally):
        regions[town.admin1] += NAMED_IN_HOST
        towns[town.id] += NAMED_IN_HOST
    region = first(regions)
    if not region or regions[region] < LEAST_SHARE * regions.total():
        return home_country(country, regions, gazetteer)
    around = gazetteer.place(EntityId(region))
    known = [place for id in towns if (place := gazetteer.place(EntityId(id))) and place.admin1 == region]
    town_or_region = min(known, key=lambda place: (-towns[place.id], -place.population, place.id), default=around)
    return home_at(town_or_region) if town_or_region else None


def home_at(place: Place) -> Home:
    """The home of an outlet that is said to be at home there."""
    return Home(place.lat, place.lon, place.country, place.admin1)


def home_country(code: str, regions: Counter[str], gazetteer: Gazetteer) -> Home | None:
    """The country of the code, else the one that most of the regions lie in."""
    countries: Counter[str] = Counter()
    for id, count in regions.items():
        countries[country_of(id, gazetteer)] += count
    most = code or first(countries)
    if not most or (not code and countries[most] < LEAST_COUNTRY_SHARE * countries.total()):
        return None
    country = gazetteer.country(most)
    return home_at(country) if country else None


def country_of(id: str, gazetteer: Gazetteer) -> str:
    place = gazetteer.place(EntityId(id))
    return place.country if place else ""


def country_of_host(host: str, gazetteer: Gazetteer) -> str:
    """The country whose ending the host has, "" for those that are used all over the world."""
    ending = host.rpartition(".")[2].upper() if "." in host else ""
    code = "GB" if ending == "UK" else ending
    return code if len(code) == 2 and code not in WORLDWIDE.split() and gazetteer.country(code) else ""


def first(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name), default="")


def towns_in_host(host: str, gazetteer: Gazetteer, tally: HomeTally) -> list[Place]:
    """The town that the host's first label names beside words for a newspaper, if it names one.

    Where several have the name: the one in the region that the articles name most. The town's own mentions do not count
    for its region: "Paris" may have been taken for the wrong one.
    """
    name = town_name(host.removeprefix("www.").partition(".")[0].replace("-", ""), gazetteer)
    country = country_of_host(host, gazetteer)
    found = [
        place
        for place in (gazetteer.candidates(name) if len(name) >= SHORTEST_IN_HOST else ())
        if place.kind is PlaceKind.CITY and place.admin1 and not place.alternate and country in ("", place.country)
    ]
    return sorted(found, key=lambda p: (tally.towns[p.id] - tally.regions[p.admin1], -p.population, p.id))[:1]


def town_name(label: str, gazetteer: Gazetteer) -> str:
    """What is left of a host's label when words for a newspaper are taken off its ends, until it is a place's name."""
    while found := re.search(PRESS_BEHIND, label) or re.match(PRESS_BEFORE, label):
        label = label[: found.start()] + label[found.end() :]
        if gazetteer.candidates(label) and not re.fullmatch(PRESS_BEHIND, label):
            break
    return label
