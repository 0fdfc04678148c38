"""WARC, plain or gzipped (ISO 28500): the pages among the response records of a crawl.

Read here and not by a library: warcio, the one that is kept, writes to standard error what it finds damaged
and holds header lines of any length.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping

from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading.options import ReadOptions
from newsgraph.reading.page import html_page
from newsgraph.reading.stream import Member, Stream, sized

VERSION = re.compile(rb"WARC/\d+\.\d+\s*\Z")
PAGES = {"text/html", "application/xhtml+xml"}
LONGEST_HEADER = 1 << 16
NO_PAGE = {"request", "metadata", "revisit", "warcinfo", "continuation", "conversion"}

Headers = dict[str, str]


def read_warc(member: Member, options: ReadOptions) -> Iterator[RawArticle | Rejection]:
    """The HTML pages with status 200, under "crawl.warc.gz#17": the 17th record. Others are counted and
    told to `options.notice`. Raises ArticleRejected where the file is cut off or no record can be found any
    more.
    """
    stream = member.stream
    others: Counter[str] = Counter()
    number = 0
    while headers := _record_headers(stream):
        number += 1
        left = _Body(stream, _length(headers))
        location = f"{member.location}#{number}"
        try:
            yield _page(headers, left, location, options)
        except _NoPage as reason:
            others[str(reason)] += 1
        except ArticleRejected as reason:
            yield Rejection(location, str(reason))
        left.skip()
    if others:
        options.notice(member.location, "left out: " + ", ".join(f"{n} {what}" for what, n in others.most_common(10)))
    if number == sum(others.values()):
        raise ArticleRejected(f"a WARC without a page among its {number} records")


class _NoPage(Exception):
    """The record is none of those asked for; its kind in words."""


class _Body:
    """A record's block: what is read of it, and the rest, which is passed over."""

    def __init__(self, stream: Stream, length: int) -> None:
        self._stream, self.left = stream, length

    def read(self, limit: int) -> bytes:
        """All of it. Raises ArticleRejected where that is too much, or where the file ends before."""
        if self.left > limit:
            raise ArticleRejected(f"record larger than {sized(limit)}")
        wanted, data = self.left, b"".join(self._stream.exactly(self.left))
        self.left = 0
        if len(data) < wanted:
            raise ArticleRejected("cut off: the file ends inside this record")
        return data

    def skip(self) -> None:
        for piece in self._stream.exactly(self.left):
            self.left -= len(piece)
        if self.left:
            raise ArticleRejected("cut off: the file ends inside a record")


def _record_headers(stream: Stream) -> Headers:
    """The headers of the next record, {} at the end of the file."""
    while stream.peek(2)[:1] in (b"\r", b"\n"):  # two of each end a record
        stream.read(1)
    head = stream.peek(LONGEST_HEADER)
    if not head:
        return {}
    block, version = _header_block(head)
    if block < 0 or not VERSION.match(version):
        raise ArticleRejected("cut off or damaged: no WARC record where one should begin")
    return _fields(stream.read(block))


def _header_block(head: bytes) -> tuple[int, bytes]:
    """Bytes up to and with the empty line, -1 without one; and the first line."""
    found = re.search(rb"\r?\n\r?\n", head)
    return (found.end() if found else -1), head.partition(b"\n")[0].rstrip(b"\r")


def _fields(block: bytes) -> Headers:
    """Names in lower case; the first of a name counts, lines that begin with a blank continue the one
    before."""
    lines = re.sub(r"\r?\n[ \t]+", " ", block.decode("utf-8", "replace")).splitlines()[1:]
    fields: Headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _length(headers: Headers) -> int:
    length = headers.get("content-length", "")
    if not re.fullmatch(r"\d{1,18}", length):
        raise ArticleRejected("damaged: a WARC record without its length")
    return int(length)


def _page(headers: Headers, body: _Body, location: str, options: ReadOptions) -> RawArticle:
    kind, url = headers.get("warc-type", "").lower(), headers.get("warc-target-uri", "").strip("<>")
    if kind not in ("response", "resource"):
        raise _NoPage(f"{kind or 'nameless'} records")
    if not url.startswith(("http://", "https://")):
        raise _NoPage("records not of the web")
    media = headers.get("content-type", "")
    if kind == "resource":
        _check_media(media)
        return html_page(location, body.read(options.largest), url=url, charset=_charset(media))
    return _response(body, url, location, options)


def _response(body: _Body, url: str, location: str, options: ReadOptions) -> RawArticle:
    data = body.read(2 * options.largest)
    start, status = _header_block(data[:LONGEST_HEADER])
    if start < 0:
        raise ArticleRejected("an HTTP answer without an end to its headers")
    code = status.split(b" ")[1:2]
    if code != [b"200"]:
        raise _NoPage(f"answers with status {code[0].decode('ascii', 'replace')[:3] if code else 'unknown'}")
    fields = _fields(data[:start])
    _check_media(fields.get("content-type", "text/html"))
    page = _unencoded(data[start:], fields, options.largest)
    return html_page(location, page, url=url, charset=_charset(fields.get("content-type", "")))


def _check_media(content_type: str) -> None:
    media = content_type.partition(";")[0].strip().lower()
    if media not in PAGES:
        raise _NoPage(f"of type {media or 'unknown'}")


def _charset(content_type: str) -> str:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    return found[1] if found else ""


def _unencoded(data: bytes, fields: Mapping[str, str], limit: int) -> bytes:
    """The page as the site meant it. Many crawlers take chunks apart but leave the header: data decides."""
    if "chunked" in fields.get("transfer-encoding", "").lower():
        data = _unchunked(data)
    coding = fields.get("content-encoding", "").strip().lower()
    if coding in ("gzip", "x-gzip") and data.startswith(b"\x1f\x8b"):
        return _inflated(data, 31, limit)
    if coding == "deflate" and data:
        return _inflated(data, 15 if data[0] & 0x0F == 8 else -15, limit)
    if coding in ("br", "zstd") and not data.lstrip()[:1] == b"<":
        raise ArticleRejected(f"packed with {coding}, which is not read")
    return data


def _unchunked(data: bytes) -> bytes:
    pieces, at = [], 0
    while found := re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n").match(data, at):
        size = int(found[1], 16)
        if not size:
            break
        pieces.append(data[found.end() : found.end() + size])
        at = found.end() + size
        at += 2 if data[at : at + 2] == b"\r\n" else data[at : at + 1] == b"\n"
    return b"".join(pieces) if pieces else data


def _inflated(data: bytes, window: int, limit: int) -> bytes:
    inflate = zlib.decompressobj(window)
    try:
        page = inflate.decompress(data, limit + 1)
    except zlib.error:
        raise ArticleRejected("damaged gzip data in the answer") from None
    if len(page) > limit:
        raise ArticleRejected(f"unpacks to more than {sized(limit)}")
    return page
