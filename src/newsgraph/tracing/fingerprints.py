"""Which few numbers stand for a text, so that whoever shares a passage with it shares some of them?

The 3-grams of its words as 64-bit numbers, thinned by winnowing (Schleimer, Wilkerson, Aiken 2003): of every eight
in a row the smallest is kept. So two texts that share ten words in a row share a fingerprint, wherever these
stand, and about 2 in 9 of all 3-grams are kept. The same text gives the same numbers in every process.
"""

import numpy as np
from numpy.typing import NDArray

from newsgraph.tracing.words import Numbers, Words, distinct, mixed

GRAM = 3
"""Words in a row that are compared as one."""
WINDOW = 8
"""3-grams in a row of which one is kept."""
RULES = f"{GRAM}-grams, one of {WINDOW} in a row, 1"
"""By which rules fingerprints are made and compared: an archive remembers them with its own, and what others made is to
be made again. The last number grows with any other change that gives other fingerprints or other pairs: of what a word
is, of the bounds of candidates, of the kinds of copies."""

Fingerprints = NDArray[np.int64]
_FACTORS = tuple(np.uint64(odd) for odd in (0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB))


def grams_of(words: Words) -> Numbers:
    """The number of each 3-gram in order, uint64, shape (max(n - 2, 0),)."""
    count = max(len(words) - GRAM + 1, 0)
    total = np.zeros(count, np.uint64)
    for at, factor in enumerate(_FACTORS):
        total += words.numbers[at : at + count] * factor
    return mixed(total)


def fingerprints_of(words: Words) -> Fingerprints:
    """The kept 3-grams, each once, ascending, int64 (as SQLite holds whole numbers); empty below three words."""
    kept = winnowed(grams_of(words))
    return distinct(kept.view(np.int64))


def winnowed(grams: Numbers) -> Numbers:
    """The smallest of every `WINDOW` in a row; of a shorter text the smallest of all."""
    if len(grams) <= WINDOW:
        return grams.min(keepdims=True) if len(grams) else grams
    least, reach = grams, 1
    while reach < WINDOW:  # the least of 1, 2, 4, 8 in a row
        step = min(reach, WINDOW - reach)
        least = np.minimum(least[:-step], least[step:])
        reach += step
    return least
