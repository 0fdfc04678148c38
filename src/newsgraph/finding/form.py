"""What do the words of a name say by themselves about its kind?"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from newsgraph.finding.candidates import ANY, GROUP, ORGANISATION, PERSON, PLACE, Counted, Vote, totals, vote
from newsgraph.finding.signs import (
    Signs,
    abbreviated_places,
    common_words,
    first_names,
    groups,
    organisations,
    regions,
    signs_of,
    states_letters,
)
from newsgraph.finding.spans import fold
from newsgraph.finding.weights import WEIGHTS

Places = Callable[[str], int]
"""The largest population of a place of a name, 0 where none is known."""

_INITIAL = re.compile(r"\w[\w’'-]+ (?:[A-Z]\. ?)+\w|(?:[A-Z]\. ?)+[A-Z][a-z’'-]{2,}$|.* (?:Jr|Sr|II|III)\.?$")
_JUNIOR = (" Jr", " Sr", " II", " III")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}s?|[A-Z][a-z]?[A-Z]{2,5}")
_DIGITS = re.compile(r"[A-Z]{1,4}-?\d{1,4}")
_TOWN = WEIGHTS["population"] * 4
"""The weight of ten thousand people: hamlets are called like too many nouns."""
_OF = ("of", "for", "de", "des", "du", "der", "für", "del")


class Forms:
    """The votes of names' forms, kept: an archive's articles ask for the same names over and over."""

    def __init__(self, places: Places) -> None:
        self.places = lru_cache(maxsize=1 << 14)(places)
        self.of = lru_cache(maxsize=1 << 14)(self._of)

    def _of(self, surface: str, language: str) -> Counted:
        """What the words of a name say, and what the gazetteer says of it; the totals hold the priors."""
        votes = tuple(surface_votes(surface, language))
        if surface not in organisations() and surface not in groups() and not self._is_short(surface):
            votes += gazetteer_votes(fold(surface), self.places)
        if language != "en":
            votes += tuple(untagged_votes(votes, surface))
        return Counted(votes, tuple(totals(votes)))

    def _is_short(self, surface: str) -> bool:
        """An acronym, though towns are called so ("Nc"): but "IRAN" is a country in a line of capitals."""
        is_word = len(surface) == 4 and surface.isalpha() and self.places(surface) >= LEAST_IN_CAPITALS
        return is_acronym(surface) and not is_word

    def place_like(self, name: str) -> bool:
        """Could this be a place, for all that is written down of places?"""
        return name in abbreviated_places() or name in regions() or self.places(name) > 0

    def container_like(self, name: str) -> bool:
        """Could other places be named as lying in this one?"""
        return name in abbreviated_places() or name in regions() or self.places(name) >= LEAST_CONTAINER


LEAST_IN_CAPITALS = 1_000_000
LEAST_CONTAINER = 50_000
"""People of a place that is named behind the comma of "X, Y". Smaller ones are counties; many are surnames as well."""


@lru_cache(maxsize=8)
def forms_of(places: Places) -> Forms:
    """The memory that belongs to a look-up of places."""
    return Forms(places)


def gazetteer_votes(name: str, places: Places) -> tuple[Vote, ...]:
    """More for a larger place: a namesake of a hamlet is more often a surname than the hamlet."""
    population = places(name) if len(name) > 1 else 0
    if population <= 0:
        return ()
    size = round(WEIGHTS["population"] * math.log10(population + 10), 3)
    return (vote("in gazetteer", PLACE), Vote("population", PLACE, size))


def untagged_votes(votes: Iterable[Vote], surface: str) -> Iterator[Vote]:
    """In languages without a tagger the lists have to say more."""
    for one in votes:
        if one.sign == "population" and one.weight > _TOWN:
            yield vote("in gazetteer, no tagger here", PLACE)
        elif one.sign == "given name" and len(surface.split()) <= 4:
            yield vote("given name, no tagger here", PERSON)


def surface_votes(surface: str, language: str) -> list[Vote]:
    """What the lists and the shape of a name's words say."""
    signs = signs_of(language)
    words = surface.split()
    found = [*_listed(surface), *_shape_votes(surface)]
    if len(words) < 2 or words[-1] not in signs.place_endings:
        found += _person_votes(surface, words)
    if len(words) > 1 and (words[-1] in signs.facilities or words[0] in signs.facilities):
        found.append(vote("facility", PLACE))
    if is_organisation(words, signs):
        found.append(vote("organisation word", ORGANISATION))
    elif len(words) > 1 and (words[-1] in signs.place_endings or words[0].rstrip(".") in signs.place_beginnings):
        found.append(vote("place part", PLACE))
        if words[-1] in signs.sure_place_parts or words[0] in signs.sure_place_parts:
            found.append(vote("sure place part", PLACE))
    elif 2 <= len(words) <= 3 and not found and all(word[:1].isupper() and word[1:2].islower() for word in words):
        found.append(vote("full name shape", PERSON))
    is_persons = words[0] in first_names() and words[-1] in signs.group_parts  # "Laurence Tribe"
    if not is_persons and not signs.group_parts.isdisjoint([w.title() if w.isupper() else w for w in words]):
        found.append(vote("group part", GROUP))
    if any(one.sign.startswith("known") for one in found):
        return [*found, vote("known name", ANY)] if len(words) > 1 else found
    if language == "en" and common_words().issuperset([word.lower() for word in words]):
        found.append(vote("common word", ANY))
    return found


def _listed(surface: str) -> list[Vote]:
    if surface in groups():
        return [vote("known group", GROUP)]
    if surface in organisations():
        return [vote("known organisation", ORGANISATION)]
    if surface in abbreviated_places():
        letters = [vote("letters of a state", PLACE)] if surface in states_letters() else []
        return [vote("abbreviated place", PLACE), *letters]
    return [vote("known region", PLACE)] if surface in regions() else []


def _person_votes(surface: str, words: Sequence[str]) -> list[Vote]:
    found = []
    if words[0] in first_names():
        found.append(vote("given name" if len(words) > 1 else "given name alone", PERSON))
    if ("." in surface or surface.endswith(_JUNIOR)) and _INITIAL.match(surface):
        found.append(vote("initial", PERSON))
    return found


def _shape_votes(surface: str) -> list[Vote]:
    if surface[-1:].isdigit() and _DIGITS.fullmatch(surface):
        return [vote("digits", GROUP), vote("digits", ORGANISATION)]
    return [vote("capitals", ORGANISATION)] if is_acronym(surface) else []


def is_acronym(surface: str) -> bool:
    """ "FDLR", "P.A.", but neither "Ky." nor "GOMA"."""
    if " " in surface or not _ACRONYM.fullmatch(surface):
        return False
    return surface not in abbreviated_places() and fold(surface) == surface


@lru_cache(maxsize=1 << 14)
def organisation_like(surface: str, language: str) -> bool:
    """Do the words of a name, two or more, say that it is an organisation's?"""
    return surface in organisations() or is_organisation(surface.split(), signs_of(language))


def is_organisation(words: Sequence[str], signs: Signs) -> bool:
    """ "Alphamin Resources", "Ministry of Health", "Bank of England", "Bureau of Investigation of the State"."""
    if len(words) < 2:
        return False
    last, first = words[-1].rstrip("."), words[0]
    if last in signs.organisation_endings or (first in signs.organisation_beginnings and words[1] in _OF):
        return True
    return len(words) > 3 and "of" in words and any(word in signs.organisation_endings for word in words[1:-2])
