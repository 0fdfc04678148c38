"""Is a line printed in headline case, and which names of the article does it repeat?"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from newsgraph.finding.spans import fold

MOST_LETTERS, MOST_WORDS = 240, 24
"""A longer line is a paragraph."""
SHARE = 0.6
_WORD = re.compile(r"[\w’'.-]*\w\.?")
_LONGEST = 6


def headline_case(line: str, language: str) -> bool:
    """Does a capital tell nothing here, because most words have one ("Title Case", "ALL CAPS")?

    Only English prints headlines in title case, and none ends with a full stop.
    """
    if len(line) > MOST_LETTERS:
        return False
    if line[-1:] == "." and not line.isupper():  # most paragraphs, before they are cut into words
        return False
    words = line.split()
    if not 3 <= len(words) <= MOST_WORDS:
        return False
    if language != "en" or line[-1] == ".":
        return line.isupper()
    letters = [word.lstrip("\"'“‘«„(") for word in words if len(word) > 3]
    capital = sum(word[:1].isupper() for word in letters)
    return len(letters) > 2 and capital >= SHARE * len(letters) + 1


class Repeat(NamedTuple):
    """A name of the article that stands in a headline."""

    start: int
    end: int
    key: str


def repeats(line: str, begin: int, keys: Mapping[str, str]) -> Iterator[Repeat]:
    """The names of `keys` (case-folded form to key) in a line, longest first from the left; offsets from `begin`."""
    words = [match.span() for match in _WORD.finditer(line)]
    at = 0
    while at < len(words):
        start = words[at][0]
        for length in range(min(_LONGEST, len(words) - at) if line[start].isupper() else 0, 0, -1):
            end = words[at + length - 1][1]
            while end > start:
                form = fold(line[start:end]).casefold()
                if form in keys:
                    yield Repeat(begin + start, begin + end, keys[form])
                    break
                end = _shorter(line, start, end)
            if end > start:
                at += length - 1
                break
        at += 1


def _shorter(line: str, start: int, end: int) -> int:
    """Without a possessive or a last full stop; `start` where there is none."""
    if line[end - 1] not in "s'’.":
        return start
    for tail in ("'s", "’s", "'", "’", "."):
        if line.endswith(tail, start, end):
            return end - len(tail)
    return start
