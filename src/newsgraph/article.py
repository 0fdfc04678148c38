"""What an article is, once it is clean: its text, the zones in it, and how each fact about it was found."""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, NewType

from newsgraph.address import canonical_url

ArticleId = NewType("ArticleId", str)


class ZoneKind(StrEnum):
    """What a part of the page is. Search and names come from TITLE, STANDFIRST and BODY unless asked otherwise."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    BODY = "body"  # one zone a paragraph
    CAPTION = "caption"
    BYLINE = "byline"
    BIO = "bio"
    COMMENTS = "comments"
    FURNITURE = "furniture"


class Zone(NamedTuple):
    """`article.text[start:end]` is of this kind. `about` names the author that a BIO describes, else ""."""

    kind: ZoneKind
    start: int
    end: int
    about: str = ""


class Evidence(NamedTuple):
    """One thing that the page says about itself, used or not: disagreement is kept, not settled in silence.

    `field` is the Article field ("published", "origin", "authors", …), `value` what was found (dates in ISO 8601),
    `how` where it stood ("json-ld datePublished", "line 'Original Source:'"), `used` whether the field took it.
    """

    field: str
    value: str
    how: str
    used: bool


class Hyperlink(NamedTuple):
    """A link inside the body: `article.text[start:end]` is the linked words, `url` is absolute."""

    url: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A clean article.

    `text` is NFC and holds every zone, in the order of `zones`, two newlines between; offsets are code points, as
    `len()` counts them. Dates are UTC or None: never invented. `source` is the outlet's host without `www.`, else its
    name, else "". `origin` is the host or URL that it says it was copied from, else None. `language` is ISO 639-1 or
    "". `authors` are people in the order printed; `agencies` (Reuters, AP) are not people. `partial` means that only
    a summary of it arrived (a feed item), so that a full text may replace it and never the reverse.
    """

    id: ArticleId
    text: str
    zones: tuple[Zone, ...]
    url: str = ""
    external_id: str = ""
    location: str = ""
    source: str = ""
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    origin: str | None = None
    language: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[Hyperlink, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    partial: bool = False

    def parts(self, *kinds: ZoneKind) -> tuple[str, ...]:
        """The texts of the zones of these kinds, in order of the text."""
        return tuple(self.text[zone.start : zone.end] for zone in self.zones if zone.kind in kinds)

    @property
    def title(self) -> str:
        return " ".join(self.parts(ZoneKind.TITLE))

    @property
    def standfirst(self) -> str:
        return " ".join(self.parts(ZoneKind.STANDFIRST))

    @property
    def body(self) -> str:
        """The paragraphs of the body, an empty line between two."""
        return "\n\n".join(self.parts(ZoneKind.BODY))


class Withdrawal(NamedTuple):
    """Word from the publisher that an article is taken back, named by its URL or by its source's id for it."""

    url: str
    external_id: str
    source: str
    location: str = ""


class Part(NamedTuple):
    """One zone's words before they have a place in the text."""

    kind: ZoneKind
    text: str
    about: str = ""


_cut = tuple.__new__  # what Zone(…) calls in the end; half its time, and an article has thirty of them


def compose(parts: Iterable[Part]) -> tuple[str, tuple[Zone, ...]]:
    """The text and zones of an Article from its parts in order. Empty parts are dropped; words become NFC."""
    pieces: list[str] = []
    zones: list[Zone] = []
    at = 0
    for kind, text, about in parts:
        words = text.strip()
        if not words.isascii():
            words = unicodedata.normalize("NFC", words).strip()
        if words:
            end = at + len(words)
            zones.append(_cut(Zone, (kind, at, end, about)))
            pieces.append(words)
            at = end + 2
    return "\n\n".join(pieces), tuple(zones)


def article_id(*, url: str = "", source: str = "", external_id: str = "", title: str = "", body: str = "") -> ArticleId:
    """The same article gives the same id on every machine and in every order of ingest.

    Named by its canonical URL; without one by the id that its source gave it; without that by its content.
    64 bits of SHA-256: among a million articles the chance that any two collide is 3 in 10^8.
    """
    address = canonical_url(url)
    if address:
        key = f"url\0{address}"
    elif external_id and source:
        key = f"record\0{source}\0{external_id}"
    else:
        key = f"content\0{source}\0{_folded(title)}\0{_folded(body)}"
    return ArticleId(f"article/{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}")


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
