"""How can a look be taken at bytes before they are read, and how are they read within bounds?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from newsgraph.errors import ArticleRejected

CHUNK = 1 << 18


class Stream:
    """Bytes that are read once, front to back, by `source(size)`, which gives b"" at the end.

    Whatever `source` raises passes through; all that came before it has been handed out by then. `file` is
    the seekable file underneath where there is one (a zip is read from its end).
    """

    def __init__(self, source: Callable[[int], bytes], *, file: BinaryIO | None = None) -> None:
        self._source = source
        self._ahead = b""
        self.file = file

    def peek(self, size: int) -> bytes:
        """The next `size` bytes (fewer at the end), which stay to be read."""
        pieces, have = [self._ahead], len(self._ahead)
        while have < size:
            piece = self._source(max(size - have, 1))
            if not piece:
                break
            pieces.append(piece)
            have += len(piece)
        self._ahead = b"".join(pieces)
        return self._ahead[:size]

    def read(self, size: int = CHUNK) -> bytes:
        """At most `size` bytes, b"" at the end."""
        if not self._ahead:
            return self._source(size)
        piece, self._ahead = self._ahead[:size], self._ahead[size:]
        return piece

    def exactly(self, size: int) -> Iterator[bytes]:
        """Pieces of `size` bytes in all, fewer where the stream ends."""
        while size > 0 and (piece := self.read(min(size, CHUNK))):
            size -= len(piece)
            yield piece

    def whole(self, limit: int) -> bytes:
        """All of it. Raises ArticleRejected where that is more than `limit` bytes, having read no more."""
        pieces = list(self.exactly(limit))
        if self.peek(1):
            raise ArticleRejected(f"larger than {sized(limit)}, which is the limit for one document")
        return b"".join(pieces)

    def lines(self, limit: int) -> Iterator[bytes | None]:
        """Lines without their line feed; None in place of each that is longer than `limit` bytes."""
        rest, skipping = b"", False
        while chunk := self.read():
            first, *others = chunk.split(b"\n")
            if not others:  # no end of line in sight
                skipping = skipping or len(rest) + len(first) > limit
                rest = b"" if skipping else rest + first
                continue
            yield None if skipping else _within(rest + first, limit)
            for line in others[:-1]:
                yield _within(line, limit)
            rest, skipping = others[-1], False
        if rest or skipping:
            yield None if skipping else _within(rest, limit)


def _within(line: bytes, limit: int) -> bytes | None:
    return line if len(line) <= limit else None


@dataclass(slots=True)
class Member:
    """Something to be read: a file, a member of an archive, a fetched page.

    `location` is what a person is shown; `charset` is what its transport said of it, "" where it
    said nothing. `layers` is how often it was packed, `hops` how many lists of links led to it.
    """

    location: str
    stream: Stream
    url: str = ""
    charset: str = ""
    layers: int = 0
    hops: int = 0


def sized(size: int) -> str:
    """A number of bytes for people."""
    return f"{size >> 20} MiB" if size >> 20 else f"{size >> 10} KiB" if size >> 10 else f"{size} bytes"
