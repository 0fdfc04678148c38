"""Does the article say what a place lies in? "Walikale, in North Kivu", "Paris, Texas", "Congo's Goma"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

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
AND_MORE = re.compile(r",? and [A-Z]|, [A-Z][\w ]{2,20}(?:,? and |, )[A-Z]")
LONGEST_BETWEEN = 60
SMALL_TOWN = 50_000
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
OF = ("of ", "of the ")
WORDS_OF_KIND = {
    PlaceKind.ADMIN1: "province state region governorate prefecture",
    PlaceKind.ADMIN2: "county parish district territory",
    PlaceKind.CITY: "city town village township capital suburb hamlet",
    PlaceKind.RIVER: "river",
    PlaceKind.COUNTRY: "republic",
}
KIND_OF_WORD = {word: kind for kind, words in WORDS_OF_KIND.items() for word in words.split()}


class Bond(NamedTuple):
    """What the article says one mention lies in: the areas that it may mean, and its words for them."""

    inside: frozenset[EntityId]
    words: str


def note_containers(text: str, names: Sequence[PlaceName], gazetteer: Gazetteer) -> list[PlaceName]:
    """The names with what the article says that they lie in, and what kind of place it calls them.

    A name means one place all through an article, unless the article puts its mentions into different places ("Paris,
    Texas" and "Paris, France"): then it becomes two names, and a bare mention goes with the last one before it.
    """
    spots = _spots(names)
    bonds: dict[Mention, Bond] = {}
    for (one, first), (two, second) in pairwise(spots):
        between = text[one.end : two.start]
        if len(between) > LONGEST_BETWEEN:
            continue
        if INNER_THEN_OUTER.fullmatch(between) and not _listed(first, second, bool(AND_MORE.match(text, two.end))):
            _keep(bonds, one, _bond(first, second, loose=bool(LOOSE.fullmatch(between))))
        elif OUTER_THEN_INNER.fullmatch(between):
            _keep(bonds, two, _bond(second, first, loose=True))
    starts = {mention.start for mention, _ in spots}
    for mention, name in spots:
        _note_kind(text, mention, name)
        end = mention.end
        if text[end : end + 1] not in (" ", ","):
            continue
        if mention not in bonds and end + 2 not in starts and end + 3 not in starts:  # a marked one was looked at
            _keep(bonds, mention, _unmarked_bond(text, mention, name, gazetteer))
    return [part for name in names for part in _parted(name, bonds)]


def _spots(names: Sequence[PlaceName]) -> list[tuple[Mention, PlaceName]]:
    found = [(mention, name) for name in names for mention in name.mentions]
    return sorted(found, key=lambda spot: spot[0][:2])


def _keep(bonds: dict[Mention, Bond], mention: Mention, bond: Bond | None) -> None:
    if bond is not None:
        bonds.setdefault(mention, bond)


def _bond(inner: PlaceName, outer: PlaceName, *, loose: bool) -> Bond | None:
    """That one name lies in the other, where some reading of both allows it or none of the inner one is well known."""
    if inner is outer or outer.demonym:
        return None
    areas = [place for place in outer.candidates if place.kind in AREAS]
    held = inner.possible.within
    fitting = frozenset(area.id for area in areas if area.id in held)
    if fitting:
        return Bond(fitting, outer.key)
    if areas and (not inner.candidates or (not loose and _obscure(inner) and _plain(outer))):
        return Bond(frozenset({areas[0].id}), outer.key)
    return None


def _listed(first: PlaceName, second: PlaceName, more: bool) -> bool:
    """Whether two names with a comma between are rather a list: "China, Japan", "Ontario, Michigan and Ohio"."""
    if not first.candidates or not second.candidates:
        return False
    one, two = best_known(first.candidates), best_known(second.candidates)
    if one.kind is PlaceKind.COUNTRY:
        return two.kind is PlaceKind.COUNTRY or more
    return more and one.kind is PlaceKind.ADMIN1 and two.kind in (PlaceKind.ADMIN1, PlaceKind.COUNTRY)


def best_known(places: Sequence[Place]) -> Place:
    return max(places, key=lambda place: (place.renown, place.population, place.id))


def _obscure(name: PlaceName) -> bool:
    """Whether the article may well mean a place of this name that the gazetteer lacks."""
    return all(place.kind is PlaceKind.CITY and place.population < SMALL_TOWN for place in name.candidates)


def _plain(outer: PlaceName) -> bool:
    """Whether the outer name is a country's or a first-level region's before it is anything else's."""
    first = outer.candidates[0]
    return first.kind in (PlaceKind.COUNTRY, PlaceKind.ADMIN1) and first.renown > 9 and not first.alternate


def _unmarked_bond(text: str, mention: Mention, name: PlaceName, gazetteer: Gazetteer) -> Bond | None:
    """An outer name that nobody marked as one: the longest run of capitalised words behind the place that is one."""
    found = UNMARKED.match(text, mention.end, mention.end + LONGEST_BETWEEN)
    if not found:
        return None
    words = found[1].split(" ")
    for count in range(len(words), 0, -1):
        outer = " ".join(words[:count])
        areas = [p for p in gazetteer.candidates(outer) or gazetteer.candidates(outer.rstrip(".")) if p.kind in AREAS]
        fitting = frozenset(area.id for area in areas if area.id in name.possible.within)
        if fitting or (areas and not name.candidates):
            return Bond(fitting or frozenset({areas[0].id}), outer)
    return None


def _parted(name: PlaceName, bonds: dict[Mention, Bond]) -> list[PlaceName]:
    """The name once for every place that its mentions are put into."""
    parts: list[tuple[Bond, list[Mention]]] = []
    bare: list[Mention] = []
    last: list[Mention] | None = None
    for mention in name.mentions:
        bond = bonds.get(mention)
        if bond is None:
            (bare if last is None else last).append(mention)
            continue
        last = next((mentions for other, mentions in parts if _agree(name, bond, other)), None)
        if last is None:
            last = []
            parts.append((bond, last))
        last.append(mention)
    if not parts:
        return [name]
    parts[0][1][:0] = bare
    return [
        replace(
            name,
            key=name.key if number == 0 else f"{name.key}, {bond.words}",
            mentions=mentions,
            inside=bond.inside,
            said_in=bond.words,
        )
        for number, (bond, mentions) in enumerate(parts)
    ]


def _agree(name: PlaceName, one: Bond, other: Bond) -> bool:
    """Whether some reading of the name lies in both, or both name the same area."""
    if one.inside & other.inside:
        return True
    return any(
        not one.inside.isdisjoint(place.within) and not other.inside.isdisjoint(place.within)
        for place in name.candidates
    )


def _note_kind(text: str, mention: Mention, name: PlaceName) -> None:
    found = (
        CALLED_AFTER.match(text, mention.end, mention.end + 16) if text[mention.end : mention.end + 1] == " " else None
    )
    if not found and text[max(0, mention.start - 7) : mention.start].lower().endswith(OF):
        found = CALLED_BEFORE.search(text, max(0, mention.start - 24), mention.start)
    word = found[1].lower() if found else mention.role.lower()
    name.as_kind = name.as_kind or KIND_OF_WORD.get(word)
