"""What is known of a name by itself, wherever it stands? Kept: articles name the same over and over."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from newsgraph.finding.candidates import ORGANISATION_LEADS, PERSON, PERSON_LEADS, PLACE_LEADS, Spelling, Vote, vote
from newsgraph.finding.form import Forms, organisation_like
from newsgraph.finding.joining import is_one
from newsgraph.finding.offices import ends_in_office
from newsgraph.finding.signs import Signs, abbreviated_places, common_words, signs_of
from newsgraph.finding.spans import Piece, fold, is_persons, pieces, stands_whole

_HONORIFIC, _TITLE, _ROLE = vote("honorific", PERSON), vote("title", PERSON), vote("role", PERSON)
_WHO_OF = re.compile(r"(\w+) of (?:the )?(?=[A-Z])")
_THE = ("The ", "the ")


class Part(NamedTuple):
    """A part of a run that could be a name: offsets within the run, the role before it, as printed, and its vote."""

    start: int
    end: int
    role: str
    called: Vote | None
    spelling: Spelling


class Run(NamedTuple):
    """A run's parts. `common` is its small form, where it is a single common word, else "". What the tagger says of an
    office (`is_office`) is not said of what is left of it."""

    common: str
    parts: tuple[Part, ...]
    is_office: bool = False


class Spellings:
    """The memory of one language and one look-up of places."""

    def __init__(self, forms: Forms, language: str) -> None:
        self.forms, self.language = forms, language
        self.signs = signs_of(language)
        self.of = lru_cache(maxsize=1 << 14)(self._of)
        self.run = lru_cache(maxsize=1 << 14)(self._run)

    def _of(self, surface: str) -> Spelling:
        form = self.forms.of(surface, self.language)
        signs = {one.sign for one in form.votes}
        is_single, is_loud = " " not in surface, surface.isupper()
        dotted = f"{surface}." in abbreviated_places()
        small = surface.lower() if surface.split() == [surface] and not is_loud else ""
        return Spelling(
            surface,
            fold(surface),
            form,
            small,
            is_single,
            is_loud,
            "common word" in signs,
            "facility" in signs,
            self._of(f"{surface}.") if dotted else None,
        )

    def _run(self, run: str, leads: int) -> Run:
        """What could be names in a run. `leads` is what the tagger says of all of it (`Told.leads`)."""
        lower = run.lower()
        common = lower if " " not in run and lower in common_words() else ""
        is_long = leads > 0 and " " in run
        parts = self._parts(run, leads) if is_long else pieces(run, self.language)
        is_office = is_long and ends_in_office(run, self.language)
        return Run(common, tuple([self._part(run, piece) for piece in parts]), is_office)

    def _part(self, run: str, piece: Piece) -> Part:
        start, end, role = piece
        called = called_so(role, self.signs) if role else None
        return Part(start, end, role, called, self.of(run[start:end]))

    def _parts(self, run: str, leads: int) -> Sequence[Piece]:
        """The pieces of a run; all of it, where it is the name of a place as it stands; two names that "and" joins."""
        language = self.language
        if leads & PLACE_LEADS and not run.startswith(_THE) and self.forms.places(fold(run)) > 0:
            return (Piece(0, len(run), ""),)
        if leads & PERSON_LEADS and is_persons(run, language):
            return (Piece(0, len(run), ""),)
        left, joint, right = run.partition(" and ")
        if joint and self._are_two(left, right, leads):
            behind = len(left) + len(joint)
            return (
                *pieces(left, language),
                *(Piece(a + behind, b + behind, role) for a, b, role in pieces(right, language)),
            )
        who = _WHO_OF.match(run)
        if who and who[1] in self.signs.no_names:  # "Officials of the Harbour Company" at a sentence's beginning
            return [Piece(a + who.end(), b + who.end(), role) for a, b, role in pieces(run[who.end() :], language)]
        found = pieces(run, language)
        if leads & ORGANISATION_LEADS and stands_whole(run, language):
            return found if any(piece.role for piece in found) else (Piece(0, len(run), ""),)
        return found

    def _are_two(self, left: str, right: str, leads: int) -> bool:
        if is_one(left, right):
            return False
        if leads & PLACE_LEADS:
            return True
        if self.forms.places(fold(left)) > 0 and self.forms.places(fold(right)) > 0:
            return True
        return all(organisation_like(name, self.language) for name in (left, right))


@lru_cache(maxsize=16)
def spellings_of(forms: Forms, language: str) -> Spellings:
    """The memory that belongs to a look-up of places and a language."""
    return Spellings(forms, language)


def called_so(role: str, signs: Signs) -> Vote:
    """ "Mr", "Captain", "spokeswoman"."""
    if role.rstrip(".") in signs.honorifics:
        return _HONORIFIC
    return _TITLE if role[0].isupper() else _ROLE
