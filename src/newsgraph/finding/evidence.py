"""What do a name's own words, and the words beside it, say about its kind? Votes, each with its sign's name."""

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from newsgraph.entity import EntityKind
from newsgraph.finding.candidates import Candidate, Vote, fold
from newsgraph.finding.signs import (
    Signs,
    abbreviated_places,
    common_words,
    first_names,
    groups,
    organisations,
    regions,
    signs_of,
)
from newsgraph.finding.weights import WEIGHTS

Places = Callable[[str], int]
"""The largest population of a place of a name, 0 where none is known."""

PLACE, PERSON = EntityKind.PLACE, EntityKind.PERSON
ORGANISATION, GROUP = EntityKind.ORGANISATION, EntityKind.GROUP


def vote(sign: str, kind: EntityKind | None) -> Vote:
    return Vote(sign, kind, WEIGHTS[sign])


# What stands beside a name, made once.
_HONORIFIC, _ROLE = vote("honorific", PERSON), vote("role", PERSON)
_SPEECH, _AGE = vote("speech verb", PERSON), vote("age", PERSON)
_PLACE_BEFORE, _PLACE_BEHIND = vote("place word before", PLACE), vote("place word behind", PLACE)
_PREPOSITION, _IN, _PLACE_OF = vote("preposition", PLACE), vote("in", PLACE), vote("place of", PLACE)
_DATELINE = vote("dateline", PLACE)
_GROUP_WORD = vote("group word", GROUP)
_ARTICLE = vote("article", PERSON)
_OPENS, _SMALL = vote("one word opens", None), vote("written small", None)
_CONTAINED, _CONTAINER = vote("contained", PLACE), vote("container", PLACE)

_INITIAL = re.compile(r"\w[\w’'-]+ (?:[A-Z]\. ?)+\w|(?:[A-Z]\. ?)+[A-Z][a-z’'-]{2,}$|.* (?:Jr|Sr|II|III)\.?$")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}s?|[A-Z][a-z]?[A-Z]{2,5}")
_DIGITS = re.compile(r"[A-Z]{1,4}-?\d{1,4}")
_AT = frozenset("at in inside outside near into to from behind around".split())
_AT_FACILITY = vote("at a facility", PLACE)
_GOVERNED = frozenset(
    """governor mayor people streets capital north south east west northwest northeast southeast southwest outskirts residents citizens
    king queen emir sultan coast shores banks bishop archbishop kilometres kilometers miles gouverneure maire habitants""".split()
)
"""What is of a place: "the governor of X", "north of X"."""
_TWO_ON = frozenset("mine mines dam border airport region province territory district village valley crossing".split())
"""Place words that one other word may part from the name: "the Bisie tin mine"."""
_LOCAL = vote("local word", PLACE)
_AGED = re.compile(r",? (?:aged )?\d{1,2}(?=[,;.)])|,? \(\d{1,2}\)|, (?:a|an) \d\d-year-old")
_DATELINE_SIGN = re.compile(
    r"(?:, [\w. ]{2,25})? ?(?:\([A-Z][\w/ .-]{1,30}\) ?)?(?:—|–|--|- )|(?:, [\w. ]{2,25})? \((?:AP|AFP|Reuters|UPI|CNN)\)"
)


@lru_cache(maxsize=1 << 16)
def surface_votes(surface: str, language: str) -> tuple[Vote, ...]:
    """What the words of a name say by themselves."""
    signs = signs_of(language)
    words = surface.split()
    found = [*_listed(surface), *_person_votes(surface, words), *_shape_votes(surface)]
    if len(words) > 1 and (words[-1] in signs.facilities or words[0] in signs.facilities):
        found.append(vote("facility", PLACE))
    if _is_organisation(words, signs):
        found.append(vote("organisation word", ORGANISATION))
    elif len(words) > 1 and (words[-1] in signs.place_endings or words[0].rstrip(".") in signs.place_beginnings):
        found.append(vote("place part", PLACE))
    elif 2 <= len(words) <= 3 and not found and all(word[:1].isupper() and word[1:2].islower() for word in words):
        found.append(vote("full name shape", PERSON))
    if signs.group_parts.intersection(word.title() if word.isupper() else word for word in words):
        found.append(vote("group part", GROUP))
    if language == "en" and _is_common(words):
        found.append(vote("common word", None))
    return tuple(found)


def _is_common(words: Sequence[str]) -> bool:
    return all(word.lower() in common_words() for word in words)


def _listed(surface: str) -> list[Vote]:
    if surface in groups():
        return [vote("known group", GROUP)]
    if surface in organisations():
        return [vote("known organisation", ORGANISATION)]
    if surface in abbreviated_places():
        return [vote("abbreviated place", PLACE)]
    return [vote("known region", PLACE)] if surface in regions() else []


def _person_votes(surface: str, words: Sequence[str]) -> list[Vote]:
    found = []
    if words[0] in first_names():
        found.append(vote("given name" if len(words) > 1 else "given name alone", PERSON))
    if _INITIAL.match(surface):
        found.append(vote("initial", PERSON))
    return found


def _shape_votes(surface: str) -> list[Vote]:
    if _DIGITS.fullmatch(surface):
        return [vote("digits", GROUP), vote("digits", ORGANISATION)]
    acronym = _ACRONYM.fullmatch(surface) and surface not in abbreviated_places() and fold(surface) == surface
    return [vote("capitals", ORGANISATION)] if acronym else []


@lru_cache(maxsize=1 << 16)
def organisation_like(surface: str, language: str) -> bool:
    """Do the words of a name, two or more, say that it is an organisation's?"""
    words, signs = surface.split(), signs_of(language)
    return surface in organisations() or _is_organisation(words, signs)


def _is_organisation(words: Sequence[str], signs: Signs) -> bool:
    if len(words) < 2:
        return False
    last, first = words[-1].rstrip("."), words[0]
    return (
        last in signs.organisation_endings
        or (
            first in signs.organisation_beginnings and words[1] in ("of", "for", "de", "des", "du", "der", "für", "del")
        )
        or (len(words) > 3 and any(word in signs.organisation_endings for word in words[1:-2]) and "of" in words)
    )


def gazetteer_votes(name: str, places: Places) -> tuple[Vote, ...]:
    """More for a larger place: a namesake of a hamlet is more often a surname than the hamlet."""
    population = places(name) if len(name) > 1 else 0
    if population <= 0:
        return ()
    size = Vote("population", PLACE, round(WEIGHTS["population"] * math.log10(population + 10), 3))
    return (vote("in gazetteer", PLACE), size)


def context_votes(candidate: Candidate, text: str, begin: int, *, signs: Signs) -> list[Vote]:
    """What stands left and right of a name in its zone, which begins at `begin`. Sets the candidate's role."""
    left = text[max(begin, candidate.start - 48) : candidate.start]
    right = text[candidate.end : candidate.end + 40]
    return [*_left_votes(candidate, left, signs), *_right_votes(candidate, right, signs)] + _opening(
        candidate, left, right
    )


def _left_votes(candidate: Candidate, left: str, signs: Signs) -> list[Vote]:
    found = []
    words = left.split()
    if candidate.role:
        found.append(_role_vote(candidate.role, signs))
    if not words or left[-1] not in " (\u00a0":
        return found
    last = words[-1]
    if not candidate.role:
        candidate.role = role = _role_before(words, signs)
        if role:
            found.append(_role_vote(role, signs))
    before = _of_what(words)
    if before:
        if before in signs.place_words:
            candidate.role = before
            found.append(_PLACE_BEFORE)
        elif before in _GOVERNED:
            found.append(_PLACE_OF)
    elif last == "in" or last in ("near", "outside"):
        found.append(_IN)
    elif last in signs.place_prepositions:
        found.append(_PREPOSITION)
    elif last in ("the", "The"):
        found.append(_ARTICLE)
    where = words[-2] if last == "the" and len(words) > 1 else last
    if where in _AT and any(vote.sign == "facility" for vote in candidate.votes[: candidate.forms]):
        found.append(_AT_FACILITY)
    if last in signs.group_neighbours:
        found.append(_GROUP_WORD)
    if last.casefold() in signs.speech_verbs and last != "who":
        found.append(_SPEECH)
    return found


def _of_what(words: Sequence[str]) -> str:
    """The word before "of" or "of the" where one of them stands right before the name, "" elsewhere."""
    at = len(words) - (2 if words[-1] == "the" and len(words) > 1 else 1)
    return words[at - 1].casefold() if at > 0 and words[at] in ("of", "de", "von") else ""


def _role_vote(role: str, signs: Signs) -> Vote:
    return _HONORIFIC if role.rstrip(".") in signs.honorifics else _ROLE


def _role_before(words: Sequence[str], signs: Signs) -> str:
    """The role or honorific that ends right before a name, as printed, "" for none."""
    if words[-1][-1] in ",;:)":
        return ""
    for length in (3, 2, 1):
        printed = " ".join(words[-length:])
        bare = printed.replace(".", "")
        if len(words) >= length and (bare in signs.honorifics or bare.casefold() in signs.roles):
            return printed.lstrip("(\"'“‘«„")
    return ""


def _right_votes(candidate: Candidate, right: str, signs: Signs) -> list[Vote]:
    found = []
    words = right.split(None, 3)
    if right[:1] == ",":
        if _AGED.match(right):
            found.append(_AGE)
        elif len(words) > 1 and words[1] in ("who", "whose"):
            found.append(_SPEECH)
    elif right[:1] == " " and words:
        first = words[0].strip(".,;:’'”\"")
        if first in signs.speech_verbs:
            found.append(_SPEECH)
        elif first in signs.group_neighbours:
            found.append(_GROUP_WORD)
        elif first in signs.local_words:
            found.append(_LOCAL)
        elif first in signs.place_words:
            candidate.role = candidate.role or first
            found.append(_PLACE_BEHIND)
        elif len(words) > 1 and words[1].rstrip(".,;:’'") in _TWO_ON and first.islower() and len(first) > 2:
            candidate.role = candidate.role or words[1].rstrip(".,;:’'")
            found.append(_PLACE_BEHIND)
        elif right[1] == "(" and _AGED.match(right):
            found.append(_AGE)
    return found


def _opening(candidate: Candidate, left: str, right: str) -> list[Vote]:
    """Signs at the beginning of a paragraph or sentence."""
    opens = not left.strip() or left.endswith("\n")
    if (opens or candidate.surface.isupper()) and _DATELINE_SIGN.match(right):
        return [_DATELINE]
    if opens:
        pass
    elif left.rstrip()[-1:] not in '.?!:”"“‘«':
        return []
    return [_OPENS] if " " not in candidate.surface else []


def neighbour_votes(candidates: Sequence[Candidate], text: str, places: Places) -> None:
    """ "X, Y" with a place Y: X lies in Y. Votes are added to the candidates, which are in order of the text."""
    for here, there in zip(candidates, candidates[1:], strict=False):
        between = text[here.end : there.start]
        if between in (", ", " in ", " (") and place_like(there.key, places):
            if between == ", " or place_like(here.key, places):
                here.votes.append(_CONTAINED)
            if between == ", " and place_like(here.key, places):
                there.votes.append(_CONTAINER)


def place_like(surface: str, places: Places) -> bool:
    return surface in abbreviated_places() or surface in regions() or places(surface) > 0


def small_votes(candidates: Sequence[Candidate], small: frozenset[str] | set[str]) -> None:
    """A single word that the article writes small as well is hardly a name."""
    for candidate in candidates:
        if " " not in candidate.surface and candidate.surface.lower() in small:
            candidate.votes.append(_SMALL)
