"""Which place does a local body's name begin with? "Richmond Police Department" is in Richmond."""

from functools import lru_cache

from newsgraph.finding.form import Places
from newsgraph.finding.signs import abbreviated_places, civic_words, common_words, organisations, regions, words_of

LEAST_PEOPLE = 3000
"""A smaller namesake does not count: of 216 places in names of organisations in LGL, 209 are larger."""
_LONGEST = 3
_NO_TOWNS = words_of(
    """Justice Commerce Treasury Energy Labor Defense Interior White Tea Green Central Middle Reform Independence
    Liberty Unity Freedom Union Republic Supreme Progress Hope Enterprise"""
)
"""Towns of these names are, and what a country's own bodies begin with far more often: "Justice Department", "White
House Counsel", "Tea Party Patriots"."""


@lru_cache(maxsize=1 << 14)
def embedded_place(name: str, places: Places) -> str:
    """The place that an organisation's name begins with, "" where there is none.

    Only before a word of civic bodies: "Bank of England", "Washington Post" and "Texas Instruments" hold no place.
    """
    words = name.split()
    if name in organisations():
        return ""
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        first = " ".join(words[:length])
        if words[length].replace("’", "'") in civic_words() and _is_place(first, places):
            return first
    return ""


def _is_place(name: str, places: Places) -> bool:
    if name in abbreviated_places() or name in regions():
        return True
    return name not in _NO_TOWNS and not _is_common(name) and places(name) >= LEAST_PEOPLE


@lru_cache(maxsize=1 << 14)
def _is_common(name: str) -> bool:
    return all(word in civic_words() or word.lower() in common_words() for word in name.split())
