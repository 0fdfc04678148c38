"""Where is a place that no gazetteer holds? Inside the place that its article puts it in."""

import re
from collections.abc import Iterator, Sequence
from math import exp
from typing import Protocol

from newsgraph.entity import EntityId, EntityKind, Location, Named
from newsgraph.resolving.context import SMALL_AREAS, Home
from newsgraph.resolving.folding import fold, slug
from newsgraph.resolving.gazetteer import Gazetteer
from newsgraph.resolving.place import Place, PlaceKind
from newsgraph.resolving.place_names import POSSESSIVE, PlaceName

# A building, a street, a park: it lies in the town that is spoken of, not only in its province.
IN_TOWN = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|drive|lane|boulevard|square|plaza|park|school|elementary|high|college|university|"
    r"church|cathedral|temple|mosque|hospital|center|centre|stadium|arena|museum|library|hotel|bridge|station|mall|theater|"
    r"theatre|cemetery|market|airport|hall|court|tower|building|house|club|institute|estate|neighborhood|quarter)\b",
    re.IGNORECASE,
)
MOST_AROUND = 100  # of the article's places, the first in the text
NEAR_CHARACTERS = 300.0
# How often such a place was within 161 km of its container: of 308 names in LGL, GeoWebNews and GeoVirus .54, as often
# where the article says the container outright as where it is what is spoken of near by.
CONFIDENCE = 0.5
WELL_KNOWN = 10  # renown: first-level regions, countries, large cities


class Found(Protocol):
    """A name with the place that is believed of it."""

    @property
    def name(self) -> PlaceName: ...
    @property
    def place(self) -> Place | None: ...
    @property
    def confidence(self) -> float: ...


class Surroundings:
    """The resolved places of an article, as what may lie around the others."""

    def __init__(self, found: Sequence[Found], gazetteer: Gazetteer, home: Home | None) -> None:
        self._places = [(one.name, one.place, one.confidence) for one in found if one.place][:MOST_AROUND]
        self._gazetteer = gazetteer
        self._home = home

    def provisional(self, name: PlaceName, every_span: bool) -> Named:
        """The place by its name, with the position of what is around it, approximate."""
        around = self.around(name, every_span)
        words = POSSESSIVE.sub("", name.text)
        path = f"{around.country.lower()}/{slug(words)}" if around and around.country else slug(words)
        return Named(
            id=EntityId(f"place/{path}" if slug(words) else f"place/{name.key}"),
            kind=EntityKind.PLACE,
            name=words,
            confidence=round(CONFIDENCE * max(mention.confidence for mention in name.mentions), 3),
            mentions=tuple(name.mentions),
            location=Location(around.lat, around.lon, around.country, None, True) if around else None,
            within=(around.id, *around.within) if around else (),
            provisional=True,
            placed=self._said_around(name) is not None,
            aliases=(name.text,) if words != name.text else (),
        )

    def around(self, name: PlaceName, every_span: bool) -> Place | None:
        """What the article says is around it; a place that its own words name; else what is spoken of near it.

        Inside a country, what of that country is spoken of near it. Of a place that is no building or street, only the
        region of what is spoken of near it, unless `every_span`.
        """
        said = self._said_around(name)
        if said is not None and said.kind is not PlaceKind.COUNTRY:
            return said
        near = self._spoken_of_near(name, said) if said else self._named_in(name) or self._spoken_of_near(name)
        if near is None and every_span:
            return said or self._at_home()
        if near is None or every_span or IN_TOWN.search(name.text) or near.kind not in SMALL_AREAS:
            return near or said
        return self._gazetteer.place(near.admin1) if near.admin1 else self._gazetteer.country(near.country)

    def _at_home(self) -> Place | None:
        """The outlet's region, with the position of its town: where the article speaks of no other place."""
        region = self._gazetteer.place(self._home.admin1) if self._home else None
        return region._replace(lat=self._home.lat, lon=self._home.lon) if region and self._home else None

    def _said_around(self, name: PlaceName) -> Place | None:
        read = (place for other, place, _ in self._places if other.key == name.said_in)
        said = (place for id in sorted(name.inside) if (place := self._gazetteer.place(id)))
        return next(read, None) or next(said, None)

    def _named_in(self, name: PlaceName) -> Place | None:
        """The place in "Colorado State University", "Manila Cathedral", "European Investment Bank"."""
        words = name.text.split()
        for length in range(min(3, len(words) - 1), 0, -1):
            for at in range(len(words) - length + 1):
                found = self._read_as(" ".join(words[at : at + length]).strip("’'\",.()"))
                if found:
                    return found
        return None

    def _read_as(self, words: str) -> Place | None:
        """The place that the article means by the words; else the only place that everybody would think of."""
        if not words[:1].isupper():
            return None
        for other, place, _ in self._places:
            if other.key == fold(words):
                return place
        known = [*self._gazetteer.demonym_places(words), *self._gazetteer.candidates(words)]
        return next((place for place in known if place.renown >= WELL_KNOWN and not place.alternate), None)

    def _spoken_of_near(self, name: PlaceName, inside: Place | None = None) -> Place | None:
        best: tuple[float, Place] | None = None
        for other, place, sure in self._places:
            if other is name or (inside and inside.id not in place.within):
                continue
            weight = (0.2 + sure) * sum(closeness(name, other)) * (1.5 if place.kind in SMALL_AREAS else 1.0)
            if best is None or weight > best[0]:
                best = weight, place
        return best[1] if best else None


def closeness(name: PlaceName, other: PlaceName) -> Iterator[float]:
    """How near each mention of the other is to one of the name: 1 side by side, 0.37 three hundred characters apart."""
    for mention in other.mentions:
        apart = min(abs(mention.start - own.start) for own in name.mentions)
        yield 0.05 + exp(-apart / NEAR_CHARACTERS)
