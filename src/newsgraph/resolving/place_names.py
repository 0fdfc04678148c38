"""Which place names does an article hold, and which places could each be? Mentions grouped by their folded form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

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


@dataclass(slots=True)
class PlaceName:
    """One name of the article with its mentions and the places that it could be, largest first.

    `demonym` marks a name of people ("Syrian"; the places whose they are stand first), `trimmed` one that was only
    found without a word beside it.
    """

    key: str
    text: str
    mentions: list[Mention]
    candidates: tuple[Place, ...]
    demonym: bool = False
    trimmed: bool = False
    inside: set[EntityId] = field(default_factory=set)  # ids of which the article says that the place lies within
    said_in: str = ""  # the key of the name that says so
    as_kind: PlaceKind | None = None  # what the words beside it call it


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
        candidates, demonym, trimmed = possible_places(surface, gazetteer)
        names[key] = PlaceName(key, surface, [mention], candidates, demonym, trimmed)
    return list(names.values())


def possible_places(surface: str, gazetteer: Gazetteer) -> tuple[tuple[Place, ...], bool, bool]:
    """(candidates, by a demonym, by a shorter form) of a name as it is written."""
    plain = POSSESSIVE.sub("", " ".join(surface.split())).strip(' ,;:()[]"“”')
    found = gazetteer.candidates(plain) or gazetteer.candidates(plain.rstrip(".")) or gazetteer.candidates(f"{plain}.")
    people = gazetteer.demonym_places(plain)
    if people or found:
        return (*people, *found[:MOST_CANDIDATES]), bool(people), False
    for shorter in shorter_forms(plain):
        found = gazetteer.candidates(shorter)
        if found:
            return found[:MOST_CANDIDATES], False, True
        people = gazetteer.demonym_places(shorter)
        if people:
            return people, True, True
    return (), False, False


@lru_cache(4096)
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
