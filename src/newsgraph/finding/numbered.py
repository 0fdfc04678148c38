"""Which number does a string have? A table that is asked as it lies on disk, where a dict would first be built.

Strings are ordered by bucket, which a checksum tells, and stand one to a line; a bucket holds a few. Asking takes twice
as long as asking a dict, but there is nothing to build and nothing to hold but the bytes: with dicts of the shipped
words and features a tagger took 60 ms to load instead of 15, and 31 MiB of each process instead of 8, and one article
asks for a hundredth of them. In exchange the tagger's first meeting with a word takes 19 µs instead of 18 over 79,000
words, and a fifth longer among the first of them, when little is kept of what words share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

_FEW = 4
"""Strings in a bucket, on average, at most."""


class Numbered(Mapping[str, int]):
    """The numbers of strings, from 1 on, in the order of iteration. None holds a line end."""

    def __init__(self, text: bytes, counts: NDArray[np.uint8]):
        """`text` and `counts` are as `packed` gives them."""
        firsts = np.concatenate([[0], counts.cumsum(dtype=np.int64)])
        ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord("\n"))
        self._text, self._count = text, len(ends) - 1
        self.number = _asking(text, firsts.astype(np.int32), ends[firsts].astype(np.int32))
        """A string's number, 0 if it has none."""

    def get(self, string: str, default: Any = None) -> Any:
        return self.number(string) or default

    def __getitem__(self, string: str) -> int:
        number = self.number(string)
        if not number:
            raise KeyError(string)
        return number

    def __iter__(self) -> Iterator[str]:
        return iter(self._text[1:-1].decode("utf-8").split("\n") if self._count else ())

    def __len__(self) -> int:
        return self._count


def _asking(text: bytes, firsts: NDArray[np.int32], starts: NDArray[np.int32]) -> Callable[[str], int]:
    """What gives a string's number, 0 if it has none. A closure, because it is asked five times for every new word.

    Of each bucket, `firsts` are the number before its first string's, `starts` where in the text it begins.
    """
    find, count, last = text.find, text.count, len(firsts) - 2
    # Memory views give Python's own numbers, at a quarter of what it costs to ask an array.
    before, begins = firsts.data, starts.data

    def number(string: str) -> int:
        try:
            line = f"\n{string}\n".encode()
        except UnicodeEncodeError:  # half a surrogate pair
            return 0
        bucket = crc32(line) & last
        start = begins[bucket]
        at = find(line, start, begins[bucket + 1] + 1)
        if at < 0 or "\n" in string:
            return 0
        return before[bucket] + 1 + count(b"\n", start, at)

    return number


def packed(strings: Iterable[str]) -> tuple[bytes, NDArray[np.uint8]]:
    """All strings in order of their numbers, each between line ends, and how many are in each bucket.

    Repeated ones count once. Raises ValueError where a string holds a line end or is no Unicode.
    """
    lines = {string: f"\n{string}\n".encode() for string in sorted(set(strings))}
    if any("\n" in string for string in lines):
        raise ValueError("found a string of several lines, expected one")
    buckets = 1
    while buckets * _FEW < len(lines):
        buckets *= 2
    place = {string: crc32(line) & (buckets - 1) for string, line in lines.items()}
    ordered = sorted(lines, key=lambda string: place[string])
    counts = np.bincount([place[string] for string in ordered], minlength=buckets).astype(np.uint8)
    return b"".join(lines[string][:-1] for string in ordered) + b"\n", counts
