"""What belongs to a name of which the tagger saw a part: "Health and | Human Services", "de | Vasse"?"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from newsgraph.finding.candidates import Guess
from newsgraph.finding.signs import joined_names

_BEFORE = 90
"""Characters before a name that are read, at most: the longest first half has 60. Not swept."""
_JUNIOR = re.compile(r",? (?:Jr|Sr)\b\.?")
_PARTICLE = re.compile(
    r"(?<![\w’'-])(?:[Dd]e(?: la| los)?|[Dd]el|[Dd]ella|[Dd]i|[Dd]a|[Vv]an(?: de[nr]?)?|[Vv]on|bin|ibn|al) $"
)
_BODIES = "Council|Committee|Subcommittee|Commission|Panel|Conference|Caucus|Convention|Summit"
_OFFICES = "Department|Ministry|Secretariat|Committee|Centers?|Centres?|Bureau|Office"
_WORDS = r"(?:(?!The )[A-Z][\w.’'-]* )*"
_ABOUT = re.compile(rf"{_WORDS}(?:{_BODIES}) on (?:the )?$")
_WHOSE = rf"(?:{_WORDS}(?:{_OFFICES}) (?:of|for|on) |(?:U\.S\. |US )?(?:House|Senate) )?"


def joined(text: str, guesses: Iterable[Guess], cuts: Sequence[int]) -> list[Guess]:
    """A zone's guesses, each with what else its name has. `cuts` are where names end that a headline sticks to."""
    found: list[Guess] = []
    for guess in guesses:
        if found and found[-1].end > guess.start:
            continue  # it lies in the name before it, which has grown
        odds = guess.odds
        if odds[1] > odds[0] and odds[1] > odds[2]:
            found.append(_person(text, guess, cuts))
        else:
            grown = _body(text, guess)
            while found and found[-1].end > grown.start:
                before = found.pop()
                grown = Guess(min(before.start, grown.start), grown.end, grown.odds)
            found.append(grown)
    return found


def _person(text: str, guess: Guess, cuts: Sequence[int]) -> Guess:
    """With "Jr." behind it, "de" before a surname alone, and the surname that a headline sticks to."""
    start, end, odds = guess
    junior = _JUNIOR.match(text, end)
    if junior:
        end = junior.end()
    elif text[end : end + 1] == " ":
        end = next((cut for cut in cuts if end + 2 < cut and text[end + 1 : cut].isalpha()), end)
    if text[start - 1 : start] == " " and " " not in text[start:end]:
        particle = _PARTICLE.search(text, max(0, start - 10), start)
        start = particle.start() if particle else start
    return Guess(start, end, odds)


def _body(text: str, guess: Guess) -> Guess:
    """With the first half of a name in two halves, and the body that is one "on" something."""
    start, end, odds = guess
    if text.startswith(" States", end) and text.endswith("the United", start, end):
        end += len(" States")
    before = text[max(0, start - _BEFORE) : start]
    half = None
    if before.endswith(" and "):
        for second, pattern in _second_halves().get(text[start:end].partition(" ")[0], ()):
            if text.startswith(second, start):
                half = pattern.search(before)
    elif before.endswith((" on ", " on the ")):
        half = _ABOUT.search(before)
    return Guess(start - len(half[0]) if half else start, end, odds)


@lru_cache(maxsize=1 << 12)
def is_one(first: str, second: str) -> bool:
    """Are two halves that "and" joins one name: "Department of Health" and "Human Services"?"""
    return any(
        second.startswith(behind) and pattern.search(f"{first} and ")
        for behind, pattern in _second_halves().get(second.partition(" ")[0], ())
    )


@lru_cache(maxsize=1)
def _second_halves() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """By its first word, what stands behind the "and" of a name in two halves, and what stands up to it."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for name in joined_names():
        first, _, second = name.rpartition(" and ")
        pattern = re.compile(rf"{_WHOSE}{re.escape(first)},? and $")
        found.setdefault(second.partition(" ")[0], []).append((second, pattern))
    return found
