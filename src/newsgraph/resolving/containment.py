"""Does the article say what a place lies in? "Walikale, in North Kivu", "Paris, Texas", "Congo's Goma"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from newsgraph.entity import EntityId, Mention
from newsgraph.resolving.gazetteer import Gazetteer
from newsgraph.resolving.place import Place, PlaceKind
from newsgraph.resolving.place_names import PlaceName

AREA_WORD = (
    r"(?:state|province|region|district|territory|county|parish|prefecture|governorate|department|oblast|town|city|"
    r"village|area|island|municipality|capital)"
)
DIRECTION = (
    r"(?:north|south|east|west|central|northern|southern|eastern|western|northeastern|northwestern|southeastern|"
    r"southwestern|far|upper|lower)"
)
# What may stand between the inner name and the outer one.
INNER_THEN_OUTER = re.compile(
    rf"(?: {AREA_WORD})?(?:, ?|,? \(|,? in (?:the )?|,? of (?:the )?|, an? [\w -]{{3,40}} (?:in|of) (?:the )?|"
    rf" in (?:the )?(?:[a-z]+ )?{AREA_WORD} of |,? in (?:the )?{DIRECTION}[\w -]{{0,20}} )"
)
LOOSE = re.compile(r",? (?:in|of) (?:the )?|, an? .*")
# What may stand between the outer name and the inner one: "Congo's Goma", "North Kivu province's Walikale".
OUTER_THEN_INNER = re.compile(
    rf"(?: {AREA_WORD})?['’]s?(?: (?:capital|city|town|port|largest city|eastern city)(?: of)?)? "
)
# An outer name that is no mention: ", Ala." or ", Texas" right behind the place.
UNMARKED = re.compile(r",? \(?((?:[A-Z][\w’'.-]*)(?: (?:[A-Z][\w’'.-]*|of|and)){0,3})")
AREAS = (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION, PlaceKind.ISLAND, PlaceKind.CONTINENT)
CALLED_AFTER = re.compile(
    r" (province|state|region|county|parish|governorate|prefecture|district|territory|city|town|village|township|"
    r"river)\b",
    re.IGNORECASE,
)
CALLED_BEFORE = re.compile(
    r"\b(province|state|region|county|parish|governorate|district|territory|city|town|village|township|republic|capital|"
    r"suburb|hamlet) of (?:the )?$",
    re.IGNORECASE,
)
WORDS_OF_KIND = {
    PlaceKind.ADMIN1: "province state region governorate prefecture",
    PlaceKind.ADMIN2: "county parish district territory",
    PlaceKind.CITY: "city town village township capital suburb hamlet",
    PlaceKind.RIVER: "river",
    PlaceKind.COUNTRY: "republic",
}
KIND_OF_WORD = {word: kind for kind, words in WORDS_OF_KIND.items() for word in words.split()}


def note_containers(text: str, names: Sequence[PlaceName], gazetteer: Gazetteer) -> None:
    """Write into each name what the article says that it lies in, and what kind of place it calls it."""
    spots = _spots(names)
    for (one, inner), (two, outer) in pairwise(spots):
        between = text[one.end : two.start]
        if len(between) > 60:
            continue
        if INNER_THEN_OUTER.fullmatch(between):
            _bind(inner, outer, loose=bool(LOOSE.fullmatch(between)))
        elif OUTER_THEN_INNER.fullmatch(between) or OUTER_THEN_INNER.fullmatch(text[one.end - 2 : one.end] + between):
            _bind(outer, inner, loose=True)
    for mention, name in spots:
        _note_kind(text, mention, name)
        if not name.inside:
            _bind_unmarked(text, mention, name, gazetteer)


def _spots(names: Sequence[PlaceName]) -> list[tuple[Mention, PlaceName]]:
    found = [(mention, name) for name in names for mention in name.mentions]
    return sorted(found, key=lambda spot: spot[0][:2])


def _bind(inner: PlaceName, outer: PlaceName, *, loose: bool) -> None:
    """Say that one name lies in the other, where some reading of both allows it or the inner one is unknown."""
    if inner is outer or inner.inside or outer.demonym:
        return
    areas = [place for place in outer.candidates if place.kind in AREAS]
    held = ids_within(inner.candidates)
    fitting = {area.id for area in areas if area.id in held}
    if fitting:
        inner.inside, inner.inside_named = fitting, outer.key
    elif (areas and not inner.candidates) or (areas and not loose and not held):
        inner.inside, inner.inside_named = {areas[0].id}, outer.key


def ids_within(places: Sequence[Place]) -> set[EntityId]:
    return {id for place in places for id in place.within}


def _bind_unmarked(text: str, mention: Mention, name: PlaceName, gazetteer: Gazetteer) -> None:
    """An outer name that nobody marked as one: the longest run of capitalised words behind the place that is one."""
    found = UNMARKED.match(text, mention.end, mention.end + 60)
    if not found or not text.startswith((",", " ("), mention.end):
        return
    words = found[1].split(" ")
    for count in range(len(words), 0, -1):
        outer = " ".join(words[:count])
        areas = [p for p in gazetteer.candidates(outer) or gazetteer.candidates(outer.rstrip(".")) if p.kind in AREAS]
        fitting = {area.id for area in areas if area.id in ids_within(name.candidates)}
        if fitting or (areas and not name.candidates):
            name.inside, name.inside_named = fitting or {areas[0].id}, outer
            return


def _note_kind(text: str, mention: Mention, name: PlaceName) -> None:
    found = CALLED_AFTER.match(text, mention.end, mention.end + 16) or CALLED_BEFORE.search(
        text, max(0, mention.start - 24), mention.start
    )
    word = found[1].lower() if found else mention.role.lower()
    name.as_kind = name.as_kind or KIND_OF_WORD.get(word)
