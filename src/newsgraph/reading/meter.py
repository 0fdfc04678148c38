"""How far is the reading? In bytes as they lie on the disk, packed where they are packed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from newsgraph.raw import Rejection
from newsgraph.reading.files import found

URL_SCHEMES = ("http://", "https://")


class Meter:
    """What the locations weigh, and how much of that has been read.

    Making one walks their folders without opening a file. What cannot be read weighs nothing: it takes no time.
    """

    def __init__(self, locations: Iterable[str]) -> None:
        self._total = _weight(locations)
        self._passed = 0
        self._file: BinaryIO | None = None

    @property
    def share(self) -> float | None:
        """The part that has been read, 0 to 1; None where nobody can know it: standard input, URLs, pipes."""
        if not self._total:
            return None
        here = self._file.tell() if self._file is not None else 0
        return min((self._passed + here) / self._total, 1.0)

    @contextmanager
    def reading(self, file: BinaryIO, size: int | None) -> Iterator[None]:
        """While `file` is read; afterwards it counts as a whole, also where it was refused after a glance."""
        self._file = file
        try:
            yield
        finally:
            self._file = None
            self._passed += size or 0


def is_url(location: str) -> bool:
    return location.lower().startswith(URL_SCHEMES)


def _weight(locations: Iterable[str]) -> int | None:
    total = 0
    for location in locations:
        if location == "-" or is_url(location):
            return None
        for file in found(location):
            if isinstance(file, Rejection):
                continue
            if file.size is None:
                return None
            total += file.size
    return total
