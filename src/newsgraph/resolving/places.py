"""Which Springfield? The place names of one article become places with positions."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsgraph.article import Article
from newsgraph.entity import EntityId, EntityKind, Location, Mention, Named
from newsgraph.resolving.calibration import LEAST_CONFIDENCE, confidence
from newsgraph.resolving.containment import note_containers
from newsgraph.resolving.context import Home
from newsgraph.resolving.folding import fold
from newsgraph.resolving.gazetteer import Gazetteer
from newsgraph.resolving.people import meant_as_people, peoples_countries
from newsgraph.resolving.place import Place
from newsgraph.resolving.place_names import POSSESSIVE, PlaceName, place_names
from newsgraph.resolving.surroundings import Surroundings
from newsgraph.resolving.weighing import Reading, weigh

_PLACE, _PERSON = EntityKind.PLACE, EntityKind.PERSON  # asked of an enumeration they cost a name's look-up each time


class Resolved(NamedTuple):
    """A name of the article with what it was taken for; `place` None where no reading was believed."""

    name: PlaceName
    place: Place | None
    confidence: float


def resolve_places(
    article: Article,
    mentions: Iterable[Mention],
    *,
    gazetteer: Gazetteer,
    home: Home | None = None,
    every_span: bool = False,
) -> list[Named]:
    """The places that an article's mentions of kind PLACE name, in order of first mention.

    `mentions` are all of the article's, of every kind: names of people take their part away from places of the same
    name. `home` is where the outlet is at home, if known. What no gazetteer holds, and what no reading is believed of,
    becomes a provisional place inside the place that the article puts it in; without such a place its location is None.
    With `every_span` each PLACE mention is kept and resolved as best as can be, demonyms too; without it demonyms
    ("Syrian") only speak for their country. `confidence` is the probability that the name is a place and this one: the
    surest mention's, times the reading's. Pure: the same article, mentions, gazetteer and home give the same answer.
    """
    return PlacesOf(article.text, list(mentions), gazetteer=gazetteer, every_span=every_span).read(home)


class PlacesOf:
    """An article's place names, found once, to be read as often as one likes: by themselves, and from a home."""

    def __init__(self, text: str, mentions: Sequence[Mention], *, gazetteer: Gazetteer, every_span: bool = False):
        places = [mention for mention in mentions if mention.kind is _PLACE]
        if not every_span:
            people = [mention for mention in mentions if mention.kind is _PERSON]
            places = meant_as_people(text, places, people)
        self._names = note_containers(text, place_names(text, places, gazetteer), gazetteer)
        self._peoples = peoples_countries(text, gazetteer)
        self._gazetteer, self._every_span = gazetteer, every_span

    def read(self, home: Home | None = None) -> list[Named]:
        """What `resolve_places` gives for that home."""
        found = self._resolved(home)
        around = Surroundings(found, self._gazetteer, home)
        named: dict[EntityId, Named] = {}
        for one in found:
            sure = one.place and known(one.name, one.place, one.confidence)
            entity = sure or around.provisional(one.name, self._every_span)
            before = named.get(entity.id)
            named[entity.id] = joined(before, entity) if before else entity
        return sorted(named.values(), key=lambda entity: (entity.mentions[0].start, entity.id))

    def _resolved(self, home: Home | None) -> list[Resolved]:
        """Each place name with the reading that is believed."""
        names, every = self._names, self._every_span
        readings = weigh(names, self._peoples, home)
        kept = [name for name in names if every or not names_a_people(name, readings.get(name.key), self._gazetteer)]
        return [believed(name, readings.get(name.key), every) for name in kept]


def names_a_people(name: PlaceName, reading: Reading | None, gazetteer: Gazetteer) -> bool:
    """Whether the name is taken for a people's ("Canadian"), not for a town of that name ("Canadian, Texas")."""
    if not name.demonym:
        return False
    return reading is None or reading.place in gazetteer.demonym_places(POSSESSIVE.sub("", name.text))


def believed(name: PlaceName, reading: Reading | None, every_span: bool) -> Resolved:
    if reading is None:
        return Resolved(name, None, 0.0)
    sure = confidence(name, reading)
    return Resolved(name, reading.place if every_span or sure >= LEAST_CONFIDENCE else None, sure)


def known(name: PlaceName, place: Place, sure: float) -> Named:
    return Named(
        id=place.id,
        kind=_PLACE,
        name=place.name,
        confidence=round(sure * max(mention.confidence for mention in name.mentions), 3),
        mentions=tuple(name.mentions),
        location=Location(place.lat, place.lon, place.country, place.geonameid),
        within=place.within,
        aliases=() if fold(name.text) == fold(place.name) else (name.text,),
    )


def joined(one: Named, other: Named) -> Named:
    """Two names of one place ("US", "United States"): all mentions, the surer confidence."""
    return Named(
        id=one.id,
        kind=one.kind,
        name=one.name,
        confidence=max(one.confidence, other.confidence),
        mentions=tuple(sorted({*one.mentions, *other.mentions})),
        location=one.location,
        within=one.within,
        provisional=one.provisional,
        placed=one.placed or other.placed,
        aliases=tuple(dict.fromkeys((*one.aliases, *other.aliases))),
    )
