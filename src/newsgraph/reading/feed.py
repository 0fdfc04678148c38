"""RSS 2.0, RSS 1.0 and Atom, with all that feeds do wrong: read by feedparser, a piece at a time."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any

import feedparser

from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading.feed_pieces import Piece, Pieces
from newsgraph.reading.listing import Listed, absolute
from newsgraph.reading.options import ReadOptions
from newsgraph.reading.stream import Member
from newsgraph.reading.xml_text import without_bad_numbers

Entry = dict[str, Any]  # a FeedParserDict

KNOWN_DATE = re.compile(r"\s*(?:[A-Za-z]{3},? +)?\d{1,2} [A-Za-z]{3} \d{4} |\s*\d{4}-\d\d-\d\d(?:[T ]|\s*\Z)")
MARKUP = re.compile(r"<[^<>]*>")
MAIL = re.compile(r"\s*[^\s@()]+@[^\s@()]+\s*")
BEHIND_MAIL = re.compile(r"\S*\s*\(([^()]+)\)?\Z")
LONGEST_STANDFIRST = 1_000  # characters; a longer description is an excerpt


def read_feed(member: Member, options: ReadOptions) -> Iterator[RawArticle | Rejection | Listed]:
    """The items, under "feed.xml#3", of a feed of any length. One that has only a summary is partial, or its page is
    asked for by `options.follow`. Raises ArticleRejected for a feed without items, or after the last whole one where
    it is cut off.
    """
    pieces = Pieces(member.stream, member.charset, options.largest)
    number, version = 0, ""
    for piece in pieces:
        for feed in _feeds(piece, member.url):
            if isinstance(feed, ArticleRejected):
                number += 1
                yield Rejection(f"{member.location}#{number}", str(feed))
                continue
            version = feed.get("version", "") or version  # nothing at all has none
            for entry in feed.entries:
                number += 1
                yield _item(entry, feed.feed, f"{member.location}#{number}", options)
    if not number:
        raise ArticleRejected("a feed without items" if version or not pieces.cut else "no feed: no items in it")
    if pieces.cut:
        raise ArticleRejected("cut off: the feed has no end")


def _feeds(piece: Piece, url: str) -> Iterator[Any]:  # feedparser has no types
    """The piece as it reads it; where it breaks at it, each item by itself, or the reason why not. Raises
    ArticleRejected where the fault is in the head."""
    try:
        yield _parsed(piece.text, url)
    except ArticleRejected:
        _parsed(piece.empty, url)
        for text in piece.alone():
            yield _parsed_or_reason(text, url)


def _parsed_or_reason(text: str, url: str) -> Any:
    try:
        return _parsed(text, url)
    except ArticleRejected as reason:
        return reason


def _parsed(text: str, url: str) -> Any:
    headers = {"content-type": "application/xml; charset=utf-8"} | ({"content-location": url} if url else {})
    # Never the text itself: feedparser would take a short one for an address and open it.
    data = BytesIO(without_bad_numbers(text).encode("utf-8", "replace"))
    based = bool(url) or "xml:base" in text
    try:
        return feedparser.parse(data, response_headers=headers, sanitize_html=False, resolve_relative_uris=based)
    except Exception as fault:  # its readers of rare extensions trip over what is broken, each in its own way
        raise ArticleRejected(f"no feed that can be read: {type(fault).__name__}") from fault


def _item(entry: Entry, feed: Entry, location: str, options: ReadOptions) -> RawArticle | Rejection | Listed:
    link = _link(entry, feed)
    content, partial = _content(entry)
    if not content and not (options.follow and link):
        return Rejection(location, "an item without content or summary")
    article = _article(entry, feed, content, location=location, partial=partial) if content else None
    return Listed(link, article) if partial and link and options.follow else article or Listed(link)


def _article(entry: Entry, feed: Entry, content: dict[str, str], *, location: str, partial: bool) -> RawArticle:
    authors = _authors(entry) or _authors(feed)
    return RawArticle(
        location=location,
        format="feed",
        **content,  # type: ignore[arg-type]
        url=_link(entry, feed),
        external_id=_said(entry, "id"),
        title=_plain(_said(entry, "title")),
        standfirst="" if partial else _standfirst(entry),
        authors=authors,
        published=_moment(entry, "published") or _moment(entry, "created"),
        updated=_moment(entry, "updated"),
        source=_said(feed, "link") or _plain(_said(feed, "title")),
        origin=_origin(entry),
        language=_language(entry) or _said(feed, "language"),
        tags=_tags(entry),
        partial=partial,
    )


def _content(entry: Entry) -> tuple[dict[str, str], bool]:
    """The content as an argument of RawArticle, and whether it is only a summary."""
    for kinds in (("html",), ("text/plain", "")):
        for part in _raw(entry, "content") or ():
            value, kind = part.get("value") or "", part.get("type") or ""
            if value.strip() and any(sign in kind if sign else True for sign in kinds):
                return {"body_html" if "html" in kind or MARKUP.search(value) else "body_text": value}, False
    summary = _said(entry, "summary")
    return (
        {"body_html": summary} if MARKUP.search(summary) else {"body_text": unescape(summary)}
    ) if summary else {}, True


def _standfirst(entry: Entry) -> str:
    summary = _plain(_said(entry, "summary"))
    said = any(
        _plain(part.get("value") or "").startswith(summary.rstrip("….[] ")) for part in _raw(entry, "content") or ()
    )
    return "" if said or len(summary) > LONGEST_STANDFIRST else summary


def _link(entry: Entry, feed: Entry) -> str:
    return absolute(_said(feed, "link"), _said(entry, "feedburner_origlink") or _said(entry, "link"))


def _authors(entry: Entry) -> tuple[str, ...]:
    """Names in the order given; mail addresses are none. RSS has "mail (Name)", of which feedparser takes
    apart only those with a short top-level domain."""
    names = [part.get("name") or "" for part in _raw(entry, "authors") or ()] or [_said(entry, "author")]
    if "@" in _said(entry, "author"):
        names = [behind[1] if (behind := BEHIND_MAIL.match(name)) else name for name in names]
    return tuple(dict.fromkeys(filter(None, (_plain(MAIL.sub("", name)) for name in names))))


def _origin(entry: Entry) -> str:
    """RSS names the feed that an item is from by its URL; Atom puts that feed's own head into the entry."""
    source = _raw(entry, "source") or {}
    return next(filter(None, (_said(source, key) for key in ("href", "link", "id", "title"))), "")


def _language(entry: Entry) -> str:
    parts = [
        *(_raw(entry, "content") or ()),
        _raw(entry, "summary_detail") or {},
        _raw(entry, "title_detail") or {},
    ]
    return next((str(part["language"]) for part in parts if part.get("language")), "")


def _tags(entry: Entry) -> tuple[str, ...]:
    tags = (_plain(tag.get("label") or tag.get("term") or "") for tag in _raw(entry, "tags") or ())
    return tuple(dict.fromkeys(filter(None, tags)))


def _moment(entry: Entry, name: str) -> str:
    """As written where that is a form that everybody reads; else as feedparser understood it, in ISO 8601."""
    written, parsed = _said(entry, name), _raw(entry, f"{name}_parsed")
    if written and parsed and not KNOWN_DATE.match(written):
        return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed[:6])
    return written


def _raw(entry: Entry, key: str) -> Any:
    """What is under that very key: feedparser's own look-up gives `published` for a missing `updated`."""
    return dict.get(entry, key)


def _said(entry: Entry, key: str) -> str:
    value = _raw(entry, key)
    return value.strip() if isinstance(value, str) else ""


def _plain(markup: str) -> str:
    return " ".join(unescape(MARKUP.sub(" ", markup)).split())
