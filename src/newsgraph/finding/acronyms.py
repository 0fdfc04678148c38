"""Which short forms does a text define? "Doctors Without Borders (MSF)", "MSF (Médecins Sans Frontières)".

After Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003), with
whole words instead of letters: each word of the long form gives its first letter, function words may give none.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsgraph.finding.signs import words_of


class Definition(NamedTuple):
    """`long` is what `short` stands for, both as printed."""

    short: str
    long: str


_IN_BRACKETS = re.compile(r"\(([^()\n]{2,60})\)")
_SHORT = re.compile(r"[A-Z][A-Za-z0-9.&/-]{0,8}[A-Z0-9]\.?s?")
_SHORT_BEFORE = re.compile(r"([A-Z][A-Za-z0-9.&-]{0,8}[A-Z0-9]) ?$")
_WORD = re.compile(r"[^\s,;:()\"“”]+")
_FURTHER = re.compile(r"[;,]| or ")
_NO_LETTER = re.compile(r"[^A-Z0-9]")
_REACH = 120
_SKIPPED = words_of(
    """of the and for in on to a an de la le les du des et y el los las del und der die das für & von per di"""
)


def definitions(text: str) -> Iterator[Definition]:
    """The definitions in a text, in order."""
    for match in _IN_BRACKETS.finditer(text):
        inside = _FURTHER.split(match[1])[0].strip(" '\"“”‘’")
        if _SHORT.fullmatch(inside):
            yield from _long_before(text[max(0, match.start() - _REACH) : match.start()], inside)
        elif inside[:1].isupper():
            yield from _short_before(text[max(0, match.start() - 14) : match.start()], inside)


def _long_before(left: str, short: str) -> Iterator[Definition]:
    """ "Long Form (LF)": the shortest words before the bracket that spell the short form."""
    letters = _letters(short)
    line = left.rpartition("\n")[2]
    words = list(_WORD.finditer(line))[-(2 * len(letters) + 3) :]
    for word in reversed(words):
        long = line[word.start() : words[-1].end()]
        if long[0].isupper() and spells(long, letters):
            yield Definition(short, long)
            return


def _short_before(left: str, long: str) -> Iterator[Definition]:
    """ "LF (Long Form)"."""
    before = _SHORT_BEFORE.search(left)
    if before and spells(long, _letters(before[1])):
        yield Definition(before[1], long)


def _letters(short: str) -> str:
    return _NO_LETTER.sub("", short.rstrip("s")).casefold()


def spells(long: str, letters: str) -> bool:
    """Do the words of the long form begin with these letters, in order, no word left out but function words?"""
    words = [word.casefold().lstrip("'’\"“") for part in long.split() for word in part.split("-") if word]
    return len(letters) > 1 and _spelt(words, letters)


def _spelt(words: list[str], letters: str) -> bool:
    if not words:
        return not letters
    head, rest = words[0], words[1:]
    if letters and head[:1] == letters[0] and _spelt(rest, letters[1:]):
        return True
    return head in _SKIPPED and _spelt(rest, letters)
