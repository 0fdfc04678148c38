"""A page as saved: HTML, MHTML (a browser's "single file"), plain text."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message

from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading.decoding import decoded
from newsgraph.reading.options import ReadOptions
from newsgraph.reading.stream import Member

# Browsers write where a page came from into its first lines.
SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:)\s*(https?://[^\s>]+)", re.IGNORECASE
)


def read_html(member: Member, options: ReadOptions) -> Iterator[RawArticle | Rejection]:
    """One article: the page. Of MHTML, the page in it."""
    data = member.stream.whole(options.largest)
    url, charset = member.url, member.charset
    if re.match(rb"\s*[\w-]+:", data) and b"multipart/related" in data[:8192].lower():
        data, url, charset = _unwrapped(data, url)
    yield html_page(member.location, data, url=url, charset=charset)


def html_page(location: str, data: bytes, *, url: str, charset: str) -> RawArticle:
    """The article that is this page. Raises ArticleRejected where there is no character in it."""
    page = decoded(data, charset).lstrip("\ufeff")
    if not page.strip():
        raise ArticleRejected("empty page")
    saved = SAVED_FROM.search(page[:4096])
    return RawArticle(location=location, format="html", page=page, url=url or (saved[1] if saved else ""))


def read_text(member: Member, options: ReadOptions) -> Iterator[RawArticle | Rejection]:
    """One article: the page, furniture and all."""
    page = decoded(member.stream.whole(options.largest), member.charset).lstrip("\ufeff")
    page = page.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not page.strip():
        raise ArticleRejected("empty page")
    yield RawArticle(location=member.location, format="text", plain_page=page, url=member.url)


def _unwrapped(data: bytes, url: str) -> tuple[bytes, str, str]:
    """The first HTML part of an MHTML file (RFC 2557: the root), its address and its charset."""
    message: Message = message_from_bytes(data, policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            body = part.get_payload(decode=True)
            address = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
            web = address if address.startswith(("http://", "https://")) else ""
            return body if isinstance(body, bytes) else b"", url or web, part.get_content_charset() or ""
    raise ArticleRejected("MHTML without a page in it")
