"""Which short forms does a text define? "Doctors Without Borders (MSF)", "MSF (Médecins Sans Frontières)".

After Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003): the
letters of the short form are found in the long form from the right, the first one at the beginning of a word. Here
the long form's words with a capital must give the letters, function words may be skipped, and a second form in
brackets may be the name in another language, whose letters differ.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Definition(NamedTuple):
    """`text[long_start:long_end]` is what `text[short_start:short_end]` stands for."""

    short: str
    short_start: int
    short_end: int
    long: str
    long_start: int
    long_end: int


_IN_BRACKETS = re.compile(r"\(([^()]{2,60})\)")
_SHORT = re.compile(r"[A-Z][A-Za-z0-9.&/-]{0,8}[A-Z0-9]\.?s?")
_WORD = re.compile(r"[^\s,;:()\"“”]+")
_SKIPPED = frozenset(
    "of the and for in on to a an de la le les du des et y el los las del und der die das für & von per di".split()
)


def definitions(text: str, start: int, end: int) -> Iterator[Definition]:
    """The definitions in `text[start:end]`, in order."""
    for match in _IN_BRACKETS.finditer(text, start, end):
        inside = re.split(r"[;,]| or ", match[1])[0].strip(" '\"“”‘’")
        at = text.index(inside, match.start(1)) if inside else 0
        if _SHORT.fullmatch(inside):
            yield from _long_before(text, start, match.start(), inside, at)
        elif inside[:1].isupper():
            yield from _short_before(text, start, match.start(), inside, at)


def _long_before(text: str, start: int, bracket: int, short: str, at: int) -> Iterator[Definition]:
    """ "Long Form (LF)"."""
    letters = _letters(short)
    left = max(start, bracket - 120)
    words = [m for m in _WORD.finditer(text, left, bracket)][-(2 * len(letters) + 3) :]
    for first in range(len(words) - 1, -1, -1):
        long = text[words[first].start() : words[-1].end()]
        if words[first].group()[0].isupper() and spells(long, letters):
            yield Definition(short, at, at + len(short), long, words[first].start(), words[-1].end())
            return


def _short_before(text: str, start: int, bracket: int, long: str, at: int) -> Iterator[Definition]:
    """ "LF (Long Form)"."""
    before = re.search(r"([A-Z][A-Za-z0-9.&-]{0,8}[A-Z0-9]) ?$", text[max(start, bracket - 14) : bracket])
    if before and spells(long, _letters(before[1])):
        short_start = max(start, bracket - 14) + before.start(1)
        yield Definition(before[1], short_start, short_start + len(before[1]), long, at, at + len(long))


def _letters(short: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", short.rstrip("s")).casefold()


def spells(long: str, letters: str) -> bool:
    """Do the letters begin words of the long form, in order, all of them and no capital word left out?

    One word may give several letters ("MONUSCO"); function words may give one or none.
    """
    if len(letters) < 2:
        return False
    words = [word for part in long.split() for word in part.split("-") if word]
    return _spelt([w.casefold().lstrip("'’\"“") for w in words], [w[:1].isupper() for w in words], letters)


def _spelt(words: list[str], capital: list[bool], letters: str) -> bool:
    if not words or not letters:
        return not letters and not any(capital)
    head, rest, rest_capital = words[0], words[1:], capital[1:]
    if head[:1] == letters[0] and _spelt(rest, rest_capital, letters[1:]):
        return True
    return head in _SKIPPED and _spelt(rest, rest_capital, letters)
