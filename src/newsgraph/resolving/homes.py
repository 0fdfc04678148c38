"""Where is an outlet at home? Where most of its articles are: a tally of their places, merged in any order."""

import re
from collections import Counter
from collections.abc import Iterable
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
PRESS_WORDS = (
    "the|thisis|my|go|in|daily|weekly|sunday|evening|morning|local|online|news|newspapers?|paper|times|post|herald|"
    "press|"
    "tribune|gazette|register|review|telegram|telegraph|journal|citizen|mercury|today|sun|star|sentinel|record|recorder|"
    "observer|advocate|courier|ledger|bulletin|express|chronicle|mail|world|banner|republic|leader|examiner|inquirer|"
    "enquirer|dispatch|beacon|monitor|eagle|union|democrat|argus|voice|web|media|live|info|and|item|reporter|standard|"
    "independent|mirror|echo|globe|free|tv|radio"
)
PRESS = re.compile(f"(?:{PRESS_WORDS})")
PRESS_BEHIND = re.compile(f"(?:{PRESS_WORDS})$")


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


def learn_home(tally: HomeTally, gazetteer: Gazetteer, *, host: str = "") -> Home | None:
    """The outlet's home, None where its articles are of no region in particular.

    The region whose places most of its articles name, and in it the town that most name; ties by population, then id. A
    town whose name is part of the outlet's host ("dallasnews.com") counts as if articles had named four places of its
    region; which town of that name, the articles' other places tell.
    """
    regions, towns = Counter(tally.regions), Counter(tally.towns)
    for town in towns_in_host(host, gazetteer, tally):
        regions[town.admin1] += NAMED_IN_HOST
        towns[town.id] += NAMED_IN_HOST
    region = first(regions)
    if not region or regions[region] < LEAST_SHARE * regions.total():
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
    """The town that the host's first label names beside words for a newspaper, if it names one.

    Where several have the name: the one in the region that the articles name most. The town's own mentions do not count
    for its region: "Paris" may have been taken for the wrong one.
    """
    name = without_press_words(host.removeprefix("www.").partition(".")[0].replace("-", ""))
    found = [
        place
        for place in (gazetteer.candidates(name) if len(name) >= SHORTEST_IN_HOST else ())
        if place.kind is PlaceKind.CITY and place.admin1 and not place.alternate
    ]
    return sorted(found, key=lambda p: (tally.towns[p.id] - tally.regions[p.admin1], -p.population, p.id))[:1]


def without_press_words(label: str) -> str:
    """ "theparisnews" is "paris", "dailynews" is ""."""
    while found := PRESS.match(label) or PRESS_BEHIND.search(label):
        label = label[: found.start()] + label[found.end() :]
    return label
