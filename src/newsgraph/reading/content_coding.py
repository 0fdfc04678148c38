"""How is a packed body unpacked so that it never becomes more than was agreed?"""

import zlib
from collections.abc import Iterable, Iterator

from newsgraph.errors import ArticleRejected

PIECE = 1 << 16
ACCEPTED = "gzip, deflate"  # what Accept-Encoding asks for


def unpacked(packed: Iterable[bytes], encoding: str, *, limit: int) -> bytes:
    """The body, its Content-Encoding undone. Raises ArticleRejected as soon as more than `limit` bytes came,
    packed or unpacked, or where it breaks off; holds no more than `limit` bytes and one piece at any time.

    httpx's own decoders unpack each piece whole: 64 KiB could become gigabytes before anybody counts.
    """
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _collected(packed, limit)
    if name not in ("gzip", "x-gzip", "deflate"):
        raise ArticleRejected(f"is packed with {name!r}, expected one of: {ACCEPTED}")
    return _collected(_inflated(packed, limit), limit)


def first_of(packed: Iterable[bytes], encoding: str, *, limit: int) -> bytes:
    """Like `unpacked`, but what stands after `limit` bytes is left unread instead of refused."""
    body = bytearray()
    plain = packed if encoding.strip().lower() in ("", "identity") else _inflated(packed, limit)
    for piece in plain:
        body += piece
        if len(body) >= limit:
            break
    return bytes(body[:limit])


def too_large(limit: int) -> ArticleRejected:
    """What to raise at the first byte too many."""
    return ArticleRejected(f"larger than {limit:,} bytes, which is the limit for one fetched page")


def _collected(pieces: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > limit:
            raise too_large(limit)
    return bytes(body)


def _inflated(packed: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """The unpacked bytes in pieces of at most PIECE (RFC 1950, 1951, 1952). An empty body unpacks to
    nothing."""
    inflater, came = None, 0
    for piece in packed:
        came += len(piece)
        if came > limit + PIECE:  # empty blocks unpack to nothing, for ever; what does not shrink grows a little
            raise too_large(limit)
        if piece:
            inflater = inflater or zlib.decompressobj(_window(piece))
            yield from _inflate(inflater, piece)
    if inflater is not None and not inflater.eof:
        raise ArticleRejected("its packed body breaks off before its end")


def _inflate(inflater: "zlib._Decompress", piece: bytes) -> Iterator[bytes]:
    """All that `piece` unpacks to. A full piece of output may have more behind it though all input is
    taken."""
    more = True
    while more and not inflater.eof:
        try:
            plain = inflater.decompress(piece, PIECE)
        except zlib.error as error:
            raise ArticleRejected(f"its packed body is damaged: {error}") from error
        yield plain
        piece = inflater.unconsumed_tail
        more = bool(piece) or len(plain) == PIECE


def _window(first: bytes) -> int:
    """Gzip and zlib tell themselves apart; many servers send "deflate" without zlib's two bytes in front."""
    zlib_header = first[0] & 0x0F == 8 and (len(first) < 2 or int.from_bytes(first[:2], "big") % 31 == 0)
    return zlib.MAX_WBITS | 32 if zlib_header or first[:1] == b"\x1f" else -zlib.MAX_WBITS
