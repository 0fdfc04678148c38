"""Which number has a key? Its hash is looked up in sorted runs; the strings themselves are nowhere kept.

64 bits of BLAKE2b: among 30 million keys (those of a million articles) two have the same once in forty thousand
archives, and then a word is taken for another.
"""

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
REMEMBERED = 1 << 16
"""Keys, at 130 bytes; with half as many, of what 75 lists with their evidence ask of 3,000 articles 78 of 100 were
asked before. Not swept."""
MERGED_BELOW = 8
"""A run is merged into the new one behind it while it is less than so many times as long: of a million rows that
came one by one there are seven runs at most, and each row was merged about as often. Not swept."""


class _Known(dict[str, int]):
    """Keys that were asked for, with their hashes. Forgets all when full, which costs less than keeping order."""

    def __missing__(self, key: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        self[key] = found = _hash(key)
        return found


_known = _Known()


def hash_of(key: str) -> int:
    """64 bits; never 0, which stands for nothing."""
    return _known[key]


def hashes_of(keys: Iterable[str]) -> Hashes:
    return np.array(list(map(_known.__getitem__, keys)), dtype=np.uint64)


def hashes_of_new(keys: Iterable[str]) -> Hashes:
    """The same of keys that hardly come again: remembering them would only drive out others."""
    return np.array(list(map(_hash, keys)), dtype=np.uint64)


def _hash(key: str) -> int:
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little") or 1


class Run(NamedTuple):
    """Hashes in order, and the number of each; `name` is that of its files, "" where it is in none."""

    hashes: Hashes
    numbers: NDArray[np.int32]
    name: str = ""


class Numbering:
    """Numbers by hash. `runs` are looked through from the newest back: a later number hides an earlier one."""

    def __init__(self, runs: Iterable[Run] = ()) -> None:
        self.runs = list(runs)

    def find(self, hashes: Hashes) -> NDArray[np.int64]:
        """The number of each, -1 where there is none."""
        found = np.full(len(hashes), -1, dtype=np.int64)
        for run in reversed(self.runs):
            at = np.minimum(np.searchsorted(run.hashes, hashes), len(run.hashes) - 1)
            hit = (found < 0) & (run.hashes[at] == hashes)
            found[hit] = run.numbers[at[hit]]
        return found

    def put(self, hashes: Hashes, numbers: NDArray[np.int32]) -> None:
        """Distinct hashes, in any order."""
        if not len(hashes):
            return
        order = np.argsort(hashes, kind="stable")
        new = Run(hashes[order], numbers[order])
        while self.runs and len(self.runs[-1].hashes) < MERGED_BELOW * len(new.hashes):
            new = _merged(self.runs.pop(), new)
        self.runs.append(new)


def _merged(old: Run, new: Run) -> Run:
    hashes = np.concatenate((old.hashes, new.hashes))
    numbers = np.concatenate((old.numbers, new.numbers))
    order = np.argsort(hashes, kind="stable")
    hashes, numbers = hashes[order], numbers[order]
    last = np.append(hashes[1:] != hashes[:-1], True)  # of equal hashes the new one
    return Run(hashes[last], numbers[last])
