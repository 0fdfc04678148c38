"""Where does a name stand in a sorted list that is never read as a whole?"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]


class Strings(NamedTuple):
    """Strings in one blob of UTF-8: number n is `blob[bounds[n]:bounds[n + 1]]`. int64[n + 1], uint8[…]."""

    bounds: NDArray[np.int64]
    blob: NDArray[np.uint8]

    @property
    def size(self) -> int:
        return self.bounds.size - 1

    def at(self, number: int) -> str:
        """The string of that number."""
        return self._raw(number).decode("utf-8")

    def find(self, text: str) -> int:
        """The number of the string, -1 where there is none. They must be sorted; nothing is read but some twenty."""
        place = self.place(text)
        return place if place < self.size and self._raw(place) == text.encode("utf-8", "replace") else -1

    def place(self, text: str) -> int:
        """How many of the sorted strings come before the text."""
        wanted = text.encode("utf-8", "replace")
        low, high = 0, self.size
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._raw(middle) < wanted else (low, middle)
        return low

    def _raw(self, number: int) -> bytes:
        return self.blob[self.bounds[number] : self.bounds[number + 1]].tobytes()


def strings(texts: Sequence[str]) -> Strings:
    """The strings in the order given."""
    lengths = [len(text) if text.isascii() else len(text.encode("utf-8", "replace")) for text in texts]
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.array(lengths, np.int64), out=bounds[1:])
    return Strings(bounds, np.frombuffer("".join(texts).encode("utf-8", "replace"), np.uint8))
