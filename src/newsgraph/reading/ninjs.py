"""ninjs 1.x and 2.x (IPTC's news in JSON). Version 2 turned `headline`, `body_*` and `description_*` into
lists."""

from collections.abc import Mapping
from typing import Any

from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle
from newsgraph.reading.embargo import embargoed_until
from newsgraph.reading.options import ReadOptions
from newsgraph.reading.records import listed, moment, words
from newsgraph.reading.schema import folded

Item = Mapping[str, object]

# One of these beside "uri" makes an object a ninjs item: fields that no other format here has.
SIGNS = {
    "versioncreated", "versionCreated", "pubstatus", "pubStatus", "bodies", "headlines", "representationtype",
    "representationType", "renditions", "body_text", "body_html", "body_xhtml", "usageterms", "usageTerms",
    "infosource",
}  # fmt: skip
SUBJECTS = ("subject", "subjects", "person", "people", "organisation", "organisations", "place", "places")
GONE = ("canceled", "cancelled", "withheld")


def is_ninjs(value: Item) -> bool:
    """Whether the object has a ninjs item's name and one of its own fields."""
    return "uri" in value and not SIGNS.isdisjoint(value)


def ninjs_article(item: Item, location: str, options: ReadOptions, url: str = "") -> RawArticle:
    """The article. Canceled and withheld ones are withdrawn, for they may not be shown.

    Raises ArticleRejected while it is under embargo, and for pictures, films and packages, which have no
    text.
    """
    said = {folded(key): value for key, value in item.items()}  # version 2 writes pubStatus, version 1 pubstatus
    name = words(said.get("uri"))
    known: dict[str, Any] = {
        "location": location,
        "format": "ninjs",
        "external_id": name,
        "url": url or (name if name.startswith(("http://", "https://")) else ""),
        "source": _source(said),
    }
    if words(said.get("pubstatus")).lower() in GONE:
        return RawArticle(withdrawn=True, **known)
    embargoed_until(words(said.get("embargoed")), options.clock)
    body, partial = _body(item, said)
    return RawArticle(**known, **body, **_told(item, said, partial), partial=partial)


def _told(item: Item, said: Item, partial: bool) -> dict[str, Any]:
    """What the item says about itself."""
    return {
        "title": _main(said.get("headlines")) or words(said.get("headline")) or words(said.get("title")),
        "standfirst": "" if partial else _described(item, said),
        "byline": words(said.get("byline")) or words(said.get("by")),
        "authors": _creators(said),
        "published": moment(said.get("contentcreated") or said.get("firstcreated") or said.get("versioncreated")),
        "updated": moment(said.get("versioncreated")),
        "dateline": words(said.get("located")),
        "language": words(said.get("language")),
        "tags": tuple(dict.fromkeys(tag for key in SUBJECTS for tag in listed(_named(said.get(key))))),
    }


def _body(item: Item, said: Item) -> tuple[dict[str, Any], bool]:
    """The content as an argument of RawArticle, and whether it is only a description."""
    for value, html in _contents(item, said, "body", "bodies"):
        return {"body_html" if html else "body_text": value}, False
    kind = words(said.get("type")) or "text"
    if kind != "text":
        raise ArticleRejected(f"a ninjs item of type {kind}, without text")
    description = _described(item, said)
    if not description:
        raise ArticleRejected("a ninjs item without a body")
    return {"body_text": description}, True


def _contents(item: Item, said: Item, single: str, several: str) -> list[tuple[str, bool]]:
    """Values of `single_*` (version 1) or `several` (version 2) that are not empty, HTML ones first."""
    found = [
        (words(value), "html" in key.lower()) for key, value in item.items() if key.lower().startswith(f"{single}_")
    ]
    parts = said.get(several)
    for part in sorted(filter(_is_item, parts), key=_rank) if isinstance(parts, list) else ():
        kind = f"{part.get('contenttype', '')}{part.get('contentType', '')}".lower()
        found.append((words(part.get("value")), "html" in kind))
    return sorted((pair for pair in found if pair[0].strip()), key=lambda pair: not pair[1])


def _described(item: Item, said: Item) -> str:
    plain = [value for value, html in _contents(item, said, "description", "descriptions") if not html]
    return plain[0] if plain else words(said.get("description"))


def _main(parts: object) -> str:
    """The value of the main one, else of the first."""
    known = sorted(filter(_is_item, parts), key=_rank) if isinstance(parts, list) else []
    return next((words(part.get("value")) for part in known if part.get("value")), "")


def _rank(part: Item) -> int:
    role = words(part.get("role")).lower()
    return 0 if role.endswith("main") else 1 if not role else 2


def _is_item(part: object) -> bool:
    return isinstance(part, dict)


def _named(parts: object) -> list[object]:
    """Names of subjects; one that has only a code has none."""
    found = parts if isinstance(parts, list) else [parts]
    return [part.get("name") or part.get("literal") if isinstance(part, dict) else part for part in found]


def _creators(said: Item) -> tuple[str, ...]:
    people = said.get("people") or said.get("creator") or []
    creators = (
        [p for p in people if isinstance(p, dict) and words(p.get("rel")).lower() in ("creator", "author", "byline")]
        if isinstance(people, list)
        else []
    )
    return listed(_named(creators))


def _source(said: Item) -> str:
    for key in ("infosource", "infosources", "provider", "source", "copyrightholder"):
        names = listed(_named(said.get(key)))
        if names:
            return names[0]
    return ""
