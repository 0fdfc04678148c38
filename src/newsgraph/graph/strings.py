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


_PIECE = 16_384  # strings that are looked at together: they stay near the processor meanwhile


def strings(texts: Sequence[str]) -> Strings:
    """The strings in the order given."""
    lengths, blobs = [np.zeros(1, np.int64)], []
    for at in range(0, len(texts), _PIECE):
        piece = texts[at : at + _PIECE]
        whole = "".join(piece)
        written = piece if whole.isascii() else [text.encode("utf-8", "replace") for text in piece]
        lengths.append(np.fromiter(map(len, written), np.int64, len(piece)))
        blobs.append(whole.encode("utf-8", "replace"))
    return Strings(np.cumsum(np.concatenate(lengths)), np.frombuffer(b"".join(blobs), np.uint8))
