"""The fields that a query can name, and what an article puts into each."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from newsgraph.article import Article, Zone, ZoneKind
from newsgraph.text.analysis import forms, tokens

ZONES = tuple(kind.value for kind in ZoneKind)
SEARCHED = ("title", "standfirst", "body")
"""The zones that plain words are looked up in: never the author's biography, never the comments, unless
asked."""

NAMES = ("source", "author", "place", "actor", "tag", "section", "lang")
"""Fields that hold names, matched as a whole or by words that stand side by side in them; they filter,
never score."""

FACETS = ("source", "author", "place", "actor", "tag", "year", "month")
"""What `facets=` may name. A year is "2014", a month "2014-05"; undated articles are counted in neither."""

BETWEEN = "|"  # stands between two names, captions, biographies: no phrase reaches across, nobody can type it
WHOLE = "="  # begins the token of a whole name


class Spelled(NamedTuple):
    """An entity as `document` takes it: its id, which facets count, and all else that it is found by (its names; of a
    place also the ids and names of those around it)."""

    id: str
    names: tuple[str, ...]


class Document(NamedTuple):
    """An article as the engines index it: every string is tokens with a space between.

    `forms` and `stems` are keyed by zone, only zones that have words; `names` by NAMES; `values` are the
    facet values as they are shown, by NAMES. `published` is in seconds since 1970, UTC, None where the
    article states no date; `month` is year * 100 + month.
    """

    id: str
    forms: Mapping[str, str]
    stems: Mapping[str, str]
    names: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]
    published: int | None
    month: int | None


def document(article: Article, places: Iterable[Spelled] = (), actors: Iterable[Spelled] = ()) -> Document:
    """What is indexed of an article that names these entities. Its source is found also by its origin's host.

    Tokens are those of `newsgraph.text.analysis`, by the article's own language. This is the larger part of the
    work of indexing, and depends on nothing else: it may be done in another process.
    """
    places, actors = tuple(places), tuple(actors)
    spoken = {kind.value: _zone(article, kind, zones) for kind, zones in _by_kind(article.zones).items()}
    values = {
        "source": _distinct([article.source]),
        "author": _distinct(article.authors),
        "place": _distinct(place.id for place in places),
        "actor": _distinct(actor.id for actor in actors),
        "tag": _distinct(article.tags),
        "section": _distinct([article.section]),
        "lang": _distinct([article.language]),
    }
    found_by = {
        **values,
        "source": _distinct([article.source, _outlet(article.origin or "")]),
        "place": _distinct(name for place in places for name in (place.id, *place.names)),
        "actor": _distinct(name for actor in actors for name in (actor.id, *actor.names)),
    }
    return Document(
        id=article.id,
        forms={kind: found for kind, (found, _) in spoken.items() if found},
        stems={kind: found for kind, (_, found) in spoken.items() if found},
        names={name: " ".join(map(_name, given)) for name, given in found_by.items() if given},
        values=values,
        published=seconds(article.published) if article.published else None,
        month=article.published.year * 100 + article.published.month if article.published else None,
    )


def _by_kind(zones: Iterable[Zone]) -> dict[ZoneKind, list[Zone]]:
    found: dict[ZoneKind, list[Zone]] = {}
    for zone in zones:
        found.setdefault(zone[0], []).append(zone)
    return found


def _zone(article: Article, kind: ZoneKind, zones: Sequence[Zone]) -> tuple[str, str]:
    """Paragraphs of the body follow one another; between other zones of one kind stands BETWEEN."""
    first, last = zones[0], zones[-1]
    if len(zones) == 1 or (kind is ZoneKind.BODY and _in_a_row(article.zones, first, last, len(zones))):
        return tokens(article.text[first.start : last.end], article.language)
    parts = [tokens(article.text[zone.start : zone.end], article.language) for zone in zones]
    joint = " " if kind is ZoneKind.BODY else f" {BETWEEN} "
    return joint.join([part[0] for part in parts]), " ".join([part[1] for part in parts])


def _in_a_row(zones: Sequence[Zone], first: Zone, last: Zone, count: int) -> bool:
    """Whether nothing stands between the first and the last of so many zones."""
    return zones[zones.index(first) + count - 1] is last


def _outlet(origin: str) -> str:
    """The host of an origin that is a host or a URL, without `www.`."""
    return origin.partition("://")[2].partition("/")[0].removeprefix("www.") or origin.removeprefix("www.")


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))


@lru_cache(maxsize=100_000)
def _name(value: str) -> str:
    """The tokens of one name: the whole of it, then its words; of an id such as "place/cd/goma" what
    follows the kind."""
    kind, _, rest = value.partition("/")
    spoken = rest if kind in ("place", "actor", "author", "source") and rest else value
    return f"{_whole_name(value)} {BETWEEN} {' '.join(forms(spoken))} {BETWEEN}"


def whole(value: str) -> str:
    """A name as one token: case folded, spaces as "_"."""
    return "_".join(unicodedata.normalize("NFKC", value).casefold().split())


def _whole_name(value: str) -> str:
    """The token that stands for the whole of a name, or of an id, in the fields of NAMES."""
    return f"{WHOLE}{whole(value)}"


def seconds(moment: datetime) -> int:
    """Whole seconds since 1970 UTC of an aware moment, rounded down; negative before it."""
    return int(moment.timestamp() // 1)


def shown_month(month: int) -> str:
    return f"{month // 100:04d}-{month % 100:02d}"
