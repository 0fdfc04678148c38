"""Which neighbouring words are together a name that everybody knows? Evidence for the tagger, from a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_LONGEST = 8
_BITS = 16


class KnownNames:
    """Names of at least two words, each with a number for what it names; words are known by numbers of their own.

    Of names that begin at the same word the longest counts, and names are taken from the left.
    """

    def __init__(self, kinds: Mapping[str, int]):
        self._words: dict[str, int] = {}
        self._kinds: dict[tuple[int, ...], int] = {}
        for name, kind in kinds.items():
            key = tuple(self._words.setdefault(word, len(self._words) + 1) for word in name.split(" "))
            self._kinds[key] = kind
        openings = np.array([key[:2] for key in self._kinds], np.int64).reshape(-1, 2)
        self._openings = np.zeros(1 << _BITS, np.bool_)
        self._openings[_hashed(openings[:, 0], openings[:, 1])] = True

    def numbers(self, words: Iterable[str]) -> list[int]:
        """The number of each word, 0 for one that is in no name."""
        return [self._words.get(word, 0) for word in words]

    def found(self, numbers: Ints) -> list[tuple[int, int, int]]:
        """Start, end and kind of the names in a text of words with these numbers; no name goes over a 0."""
        first, second = numbers[:-1], numbers[1:]
        both = np.flatnonzero((first != 0) & (second != 0))
        both = both[self._openings[_hashed(first[both], second[both])]]
        names: list[tuple[int, int, int]] = []
        for at in both.tolist():
            if not names or at >= names[-1][1]:
                window = tuple(numbers[at : at + _LONGEST].tolist())
                size = next((n for n in range(len(window), 1, -1) if window[:n] in self._kinds), 0)
                if size:
                    names.append((at, at + size, self._kinds[window[:size]]))
        return names


def _hashed(first: Ints, second: Ints) -> Ints:
    return (first * 40503 + second * 9973) & ((1 << _BITS) - 1)
