"""Which place names does an article hold, and which places could each be? Mentions grouped by their folded form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from newsgraph.entity import EntityId, Mention
from newsgraph.resolving.folding import fold
from newsgraph.resolving.gazetteer import Gazetteer
from newsgraph.resolving.place import Place, PlaceKind

POSSESSIVE = re.compile(r"['’]s?$")
# What may stand before a name without being part of it: tried without, where the whole is no place.
LED_BY = re.compile(
    r"^(?:the |greater |downtown |uptown |metro(?:politan)? |suburban |rural |mainland |occupied |"
    r"(?:north|south|east|west|central|upper|lower|inner|outer|mid|northern|southern|eastern|western|north-?eastern|"
    r"north-?western|south-?eastern|south-?western|northeast|northwest|southeast|southwest)[ -]|"
    r"(?:city|town|village|county|state|province|district|territory|republic|island|port|kingdom) of (?:the )?)",
    re.IGNORECASE,
)
FOLLOWED_BY = re.compile(
    r"[ -](?:city|town|township|county|co\.?|parish|borough|state|province|region|district|territory|prefecture|"
    r"governorate|department|oblast|municipality|area|metro area|suburbs?|village|airport|international airport|"
    r"national park|based|born|wide)$",
    re.IGNORECASE,
)
MOST_CANDIDATES = 60
SPELLINGS_KEPT = 2048  # 600 articles have 1,050, of 2 kB each


class Possible:
    """The places that a name could be by its words alone, largest first; one for each name, so that what follows from
    it (`weighing.readings`) is found again by identity.

    `demonym` marks a name of people ("Syrian"; the places whose they are stand first), `trimmed` one that was only
    found without a word beside it.
    """

    def __init__(self, candidates: tuple[Place, ...], *, demonym: bool = False, trimmed: bool = False) -> None:
        self.candidates, self.demonym, self.trimmed = candidates, demonym, trimmed

    @cached_property
    def within(self) -> frozenset[EntityId]:
        """All that some of the places lies in."""
        return frozenset(id for place in self.candidates for id in place.within)

    @cached_property
    def around_towns(self) -> frozenset[EntityId]:
        """All that some town among them lies in."""
        return frozenset(id for place in self.candidates if place.kind is PlaceKind.CITY for id in place.within)

    @cached_property
    def regions(self) -> int:
        """In how many regions they lie."""
        return len({place.admin1 or place.country for place in self.candidates})


@dataclass(slots=True)
class PlaceName:
    """One name of the article with its mentions and the places that it could be."""

    key: str
    text: str
    mentions: list[Mention]
    possible: Possible
    inside: frozenset[EntityId] = frozenset()  # ids of which the article says that the place lies within
    said_in: str = ""  # the key of the name that says so
    as_kind: PlaceKind | None = None  # what the words beside it call it

    @property
    def candidates(self) -> tuple[Place, ...]:
        return self.possible.candidates

    @property
    def demonym(self) -> bool:
        return self.possible.demonym


def place_names(text: str, mentions: Iterable[Mention], gazetteer: Gazetteer) -> list[PlaceName]:
    """The names in order of first mention."""
    names: dict[str, PlaceName] = {}
    for mention in sorted(mentions):
        surface = text[mention.start : mention.end]
        key = fold(POSSESSIVE.sub("", surface)) or surface
        found = names.get(key)
        if found is not None:
            found.mentions.append(mention)
            continue
        names[key] = PlaceName(key, surface, [mention], possible_places(surface, gazetteer))
    return list(names.values())


@lru_cache(SPELLINGS_KEPT)
def possible_places(surface: str, gazetteer: Gazetteer) -> Possible:
    """What a name could be as it is written."""
    plain = POSSESSIVE.sub("", " ".join(surface.split())).strip(' ,;:()[]"“”')
    found = gazetteer.candidates(plain) or gazetteer.candidates(plain.rstrip(".")) or gazetteer.candidates(f"{plain}.")
    people = gazetteer.demonym_places(plain)
    if people or found:
        return Possible((*people, *found[:MOST_CANDIDATES]), demonym=bool(people))
    for shorter in shorter_forms(plain):
        found = gazetteer.candidates(shorter)
        if found:
            return Possible(found[:MOST_CANDIDATES], trimmed=True)
        people = gazetteer.demonym_places(shorter)
        if people:
            return Possible(people, demonym=True, trimmed=True)
    return Possible(())


def shorter_forms(surface: str) -> tuple[str, ...]:
    """The name without what leads it, without what follows it, without both; before a comma; nothing twice."""
    led = LED_BY.sub("", surface)
    forms = [
        led,
        FOLLOWED_BY.sub("", surface),
        FOLLOWED_BY.sub("", led),
        LED_BY.sub("", led),
        surface.partition(",")[0],
    ]
    return tuple(form for form in dict.fromkeys(forms) if form and form != surface)
