"""An article as rows, and back: what goes in comes out equal."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import starmap
from typing import Any, NamedTuple

from newsgraph.article import Article, ArticleId, Evidence, Hyperlink, Zone, ZoneKind

# The columns that make an Article, in the order in which `article_from` takes them.
FACTS = (
    *("location", "url", "external_id", "source", "published", "updated", "title", "authors", "agencies"),
    *("origin", "language", "section", "tags", "partial"),
)
_PLACE = {name: place for place, name in enumerate(FACTS)}
WORDS = ("text", "zones", "links", "evidence")
# An article's address is not its content: the same text read again from elsewhere, or under a URL with a
# tracking parameter, is the same. The title is in the text.
_NOT_CONTENT = {"location", "url", "title"}
_KINDS = {kind.value: kind for kind in ZoneKind}
_DEFAULTS: tuple[object, ...] = (None, "", "[]", 0)

# What Zone(…) calls in the end: 2.4 µs instead of 3.9 for an article of ten zones.
_cut = tuple.__new__
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_KEYS = "SELECT article.id, article.key FROM json_each(?) AS wanted JOIN article ON article.id = wanted.value"
_decode = json.JSONDecoder().raw_decode  # without the search for white space around it


class Packed(NamedTuple):
    """An article as it is kept: `facts` in the order of FACTS, `words` in that of WORDS, their hash.

    Packing is pure, and a third of the work of keeping; packed articles travel between processes at a tenth of what
    an Article costs. Dates are `stamp`s, None where there is none.
    """

    id: ArticleId
    facts: tuple[str | int | None, ...]
    words: tuple[str, ...]
    hash: bytes

    def fact(self, name: str) -> str:
        """One of FACTS, as text; "" for None."""
        return str(self.facts[_PLACE[name]] or "")

    @property
    def partial(self) -> bool:
        return self.facts[_PLACE["partial"]] == 1


def pack(article: Article) -> Packed:
    """The article as it is kept. A lone surrogate, which no file can hold, becomes "?"; offsets stay right."""
    facts, words = _facts(article), _words(article)
    try:
        return Packed(article.id, facts, words, content_hash(facts, words))
    except UnicodeEncodeError:
        facts, words = tuple(map(_storable, facts)), tuple(str(_storable(column)) for column in words)
        return Packed(article.id, facts, words, content_hash(facts, words))


def content_hash(facts: tuple[str | int | None, ...], words: tuple[str, ...]) -> bytes:
    """SHA-256 over the columns that are content and not empty, each as `name length\\nvalue\\n`, in their
    order.

    Empty columns are left out, so that a field which later formats add changes no hash of what lacks it.
    """
    pieces = [
        f"{name} {len(str(value))}\n{value}\n"
        for name, value in zip(FACTS + WORDS, facts + words, strict=True)
        if value not in _DEFAULTS and name not in _NOT_CONTENT
    ]
    return hashlib.sha256("".join(pieces).encode()).digest()


def keys_of(connection: sqlite3.Connection, ids: Iterable[ArticleId]) -> dict[ArticleId, int]:
    """What stands for each article inside the file; those that never were in the archive are left out."""
    rows = connection.execute(_KEYS, (json.dumps(list(ids)),))
    return {ArticleId(id): key for id, key in rows}


def article_from(name: str, columns: tuple[Any, ...]) -> Article:
    """The article called `name`, from its columns FACTS + WORDS; sqlite3.DatabaseError if they are not."""
    try:
        return _article(name, columns)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise sqlite3.DatabaseError(f"{name} has columns that newsgraph did not write: {error!r}") from error


def _article(name: str, columns: tuple[Any, ...]) -> Article:
    location, url, external_id, source, published, updated, _title, authors, agencies = columns[:9]
    origin, language, section, tags, partial, text, zones, links, evidence = columns[9:]
    return Article(
        id=ArticleId(name),
        text=text,
        zones=_zones(zones),
        url=url,
        external_id=external_id,
        location=location,
        source=source,
        authors=strings(authors),
        agencies=strings(agencies),
        published=moment(published),
        updated=moment(updated),
        origin=origin,
        language=language,
        section=section,
        tags=strings(tags),
        links=tuple(starmap(Hyperlink, _decode(links)[0])) if links != "[]" else (),
        evidence=tuple(starmap(Evidence, _decode(evidence)[0])) if evidence != "[]" else (),
        partial=partial == 1,
    )


def _zones(column: str) -> tuple[Zone, ...]:
    return tuple([_cut(Zone, (_KINDS[kind], start, end, about)) for kind, start, end, about in _decode(column)[0]])


def strings(column: str) -> tuple[str, ...]:
    return tuple(_decode(column)[0]) if column != "[]" else ()


def moment(column: str | None) -> datetime | None:
    return None if column is None else datetime.fromisoformat(column)


def stamp(when: datetime | None) -> str | None:
    """The date as it is kept: in UTC, so that texts sort as dates do. Without a zone it is taken for UTC."""
    if when is None:
        return None
    return (when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)).isoformat()


def _facts(article: Article) -> tuple[str | int | None, ...]:
    return (
        article.location,
        article.url,
        article.external_id,
        article.source,
        stamp(article.published),
        stamp(article.updated),
        article.title,
        _list(article.authors),
        _list(article.agencies),
        article.origin,
        article.language,
        article.section,
        _list(article.tags),
        int(article.partial),
    )


def _words(article: Article) -> tuple[str, ...]:
    return article.text, _list(article.zones), _list(article.links), _list(article.evidence)


def _list(values: tuple[object, ...]) -> str:
    return _encode(values) if values else "[]"


def _storable(column: str | int | None) -> str | int | None:
    return column.encode("utf-8", "replace").decode() if isinstance(column, str) else column
