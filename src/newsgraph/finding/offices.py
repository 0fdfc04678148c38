"""What is an office and no name: "Senate Majority Leader"? Where does one begin: "Secretary of State | Ann Oster"?"""

import re
from collections.abc import Sequence
from functools import lru_cache

from newsgraph.finding.signs import Signs, first_names, joined_names, organisations, signs_of

_OFFICE_OF = re.compile(r"(?<![\w-])(\w+) of (?:the )?$")
_OFFICE_BEHIND = re.compile(r" (\w+)")
_REACH = 24  # characters before a name that may hold an office and "of the"; not swept
_LONGEST = 7
"""Words of what an office is for: "Health, Education, Labor and Pensions"."""


@lru_cache(maxsize=1 << 14)
def ends_in_office(name: str, language: str) -> bool:
    """Is this an office and no name: "Senate Majority Leader", "Kentucky Republican"?"""
    return is_office(name.split(), signs_of(language))


def is_office(words: Sequence[str], signs: Signs) -> bool:
    """`ends_in_office` for its words."""
    if " ".join(words) in signs.partisans:
        return True
    if len(words) < 2 or words[0] in first_names() or words[-2] in ("of", "and", "&", "for"):
        return False
    last = words[-1].rstrip(".")
    return last in signs.offices or f"{words[-2]} {last}" in signs.offices


def without_office(text: str, start: int, stop: int, signs: Signs) -> tuple[int, int]:
    """Where the name in text[start:stop], as the tagger has it, begins and ends: behind what the office before
    it is for ("Secretary of | State Ann Oster"), before the office that it ends in ("White House | Press Secretary");
    nowhere where there is nothing else ("| Defense Secretary")."""
    if text[start - 3 : start] in ("of ", "he "):
        office = _OFFICE_OF.search(text, max(0, start - _REACH), start)
        if office and office[1].casefold() in signs.roles:
            return start + _portfolio(text[start:stop], signs), stop
    name = text[start:stop]
    rest, _, last = name.rpartition(" ")
    if last.casefold() in signs.portfolios or name.casefold() in signs.portfolios:
        office = _OFFICE_BEHIND.match(text, stop)
        if office and name.casefold() in signs.portfolios and name not in organisations():
            return (stop, stop) if office[1].casefold() in signs.roles else (start, stop)
        if office and rest and f"{last} {office[1]}".casefold() in signs.roles:
            return start, stop - len(last) - 1
    return start, stop


def _portfolio(name: str, signs: Signs) -> int:
    """How many characters of what stands behind "Secretary of" say of what; all where no name follows, 0 where what
    follows is none of a person."""
    words = name.split(" ")
    for length in range(min(len(words), _LONGEST), 0, -1):
        what = " ".join(words[:length])
        if what.casefold() in signs.portfolios or what in joined_names():
            if length == len(words):
                return len(name)
            return len(what) + 1 if words[length] in first_names() else 0
    return 0
