"""Under which names is a place listed? What the gazetteer's file holds of the names that its sources give."""

import re
from collections.abc import Iterable
from math import log2

from newsgraph.resolving.folding import fold

# What GeoNames lists among other names but no text means by them: airport and rail codes, links, postal codes.
CODE = re.compile(r"[A-Z]{2,4}|.*\d.*|.*[/:].*")
LATIN = re.compile(r"[\x20-\u024F\u1E00-\u1EFF’ʻ]+")
LONGEST_NAME = 32
MOST_RENOWN = 15


def useful(names: Iterable[str]) -> list[str]:
    """Without codes, other scripts, and what GeoNames made of names without capitals (from Arabic, Chinese) by rule."""
    return [
        name
        for name in names
        if len(name) <= LONGEST_NAME and LATIN.fullmatch(name) and not name.islower() and not CODE.fullmatch(name)
    ]


def listed(
    name: str, others: Iterable[str] = (), *, demonyms: Iterable[str] = (), codes: Iterable[str] = ()
) -> tuple[str, ...]:
    """A place's names as the file holds them (see `packing`): its own first, folded.

    Of the others, those that begin with "=" stay as they are; demonyms get a "~", codes a "#".
    """
    exact = [other for other in others if other.startswith("=")]
    folded = [fold(other) for other in others if not other.startswith("=")]
    keys = [*folded, *exact, *(f"~{fold(demonym)}" for demonym in demonyms), *(f"#{code.lower()}" for code in codes)]
    return (fold(name), *sorted({key for key in keys if key} - {fold(name)}))


def renown(names: Iterable[str]) -> int:
    """0 to 15: twice the binary logarithm of the number of names. Paris has 14, Paris in Texas 7."""
    return min(MOST_RENOWN, round(2 * log2(1 + len(set(names)))))
