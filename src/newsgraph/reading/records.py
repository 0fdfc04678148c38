"""What article is in this record? A JSON object or a row, by the schema."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle
from newsgraph.reading.schema import SPELLINGS, folded

PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
# Text that begins with a tag as HTML has them; "<A/S Norske Shell> said" does not.
MARKUP = re.compile(
    r"\s*<(?:p|div|article|section|main|h[1-6]|figure|span|strong|em|b|i|a|ul|ol|blockquote|img|br)"
    r"(?:\s+[\w:-]+\s*=[^>]*)?\s*/?>",
    re.IGNORECASE,
)
PARTED = re.compile(r"\s*[;|]\s*")
TRUE = {"true", "yes", "1", "y"}
# Seconds since 1970 from 1973 to 2033, and milliseconds from 2001 on: what is longer or shorter is a date written
# without signs, as 20140516, 2014051612 or 201405161230.
SECONDS, MILLISECONDS = range(10**8, 2 * 10**9), range(10**12, 10**13)


class Columns:
    """Which column holds which field. Remembers each column's name once it was looked up."""

    def __init__(self, mapping: Mapping[str, str]) -> None:
        self._known: dict[str, tuple[str, int] | None] = {}
        self._mapped = {folded(column): field for field, column in mapping.items()}

    def fields(self, record: Mapping[str, object]) -> dict[str, object]:
        """The record's values by field of the SCHEMA; empty ones are left out."""
        found: dict[str, object] = {}
        ranks: dict[str, int] = {}
        known = self._known
        for column, value in record.items():
            place = known[column] if column in known else self._look_up(column)
            if place is None or value is None or value == "" or value == [] or value == {}:
                continue
            field, rank = place
            if rank < ranks.get(field, 1_000):
                found[field], ranks[field] = value, rank
        return found

    def _look_up(self, column: str) -> tuple[str, int] | None:
        name = folded(column)
        place = (self._mapped[name], -1) if name in self._mapped else SPELLINGS.get(name)
        if len(self._known) < 10_000:  # records with a name of their own for everything must not fill the memory
            self._known[column] = place
        return place

    def unused(self) -> list[str]:
        """Columns met so far that the schema does not know, in alphabetical order."""
        return sorted(column for column, place in self._known.items() if place is None)


def article_of(fields: Mapping[str, object], *, location: str, format: str) -> RawArticle:
    """The article that the fields (of SCHEMA) describe. Raises ArticleRejected where they hold no text."""
    said: dict[str, Any] = {}
    for field, value in fields.items():
        name = PLAIN.get(field)
        if name:
            said[name] = words(value)
    if "source_url" in fields:
        said["source"] = words(fields["source_url"])
    if "date" in fields:
        said["published"] = moment(fields["date"])
    if "updated" in fields:
        said["updated"] = moment(fields["updated"])
    if "authors" in fields:
        _put_authors(said, fields["authors"])
    if "tags" in fields:
        tags = fields["tags"]
        said["tags"] = listed(tags, COMMAS if isinstance(tags, str) and not PARTED.search(tags) else PARTED)
    if "toponyms" in fields:
        said["spans"] = spans(fields["toponyms"])
    if isinstance(fields.get("id"), int):
        said["counted"] = True
    if "withdrawn" in fields and words(fields["withdrawn"]).lower() in TRUE:
        said["withdrawn"] = True
    else:
        _put_content(said, fields)
    return RawArticle(location=location, format=format, **said)


# Fields of SCHEMA that are text as they are, and what RawArticle calls them.
PLAIN = {
    "id": "external_id", "title": "title", "url": "url", "source": "source", "byline": "byline",
    "section": "section", "language": "language", "standfirst": "standfirst", "dateline": "dateline",
    "origin": "origin",
}  # fmt: skip
COMMAS = re.compile(r"\s*,\s*")


def _put_content(said: dict[str, Any], fields: Mapping[str, object]) -> None:
    html, text = words(fields.get("html", "")), words(fields.get("text", ""))
    content = html if html.strip() else text
    if PAGE.match(content):
        said["page"] = content
    elif html.strip() or MARKUP.match(content):
        said["body_html"] = content
    elif content.strip():
        said["body_text"] = content
    elif "standfirst" in said:
        said["body_text"], said["partial"] = said["standfirst"], True
    else:
        raise ArticleRejected("no text: no field text, html or standfirst, or all of them empty")


def spans(value: object) -> tuple[tuple[int, int], ...]:
    """The `start` and `end` of each, in order of the text; what is no span is left out."""
    rows = (
        [(row.get("start"), row.get("end")) for row in value if isinstance(row, Mapping)]
        if isinstance(value, list)
        else []
    )
    return tuple(sorted((a, b) for a, b in rows if isinstance(a, int) and isinstance(b, int) and 0 <= a < b))


def _put_authors(said: dict[str, Any], value: object) -> None:
    """A list names authors one by one; a string does only where signs part it that no byline has."""
    if isinstance(value, str) and not PARTED.search(value.strip("; |")):
        said.setdefault("byline", value.strip("; |"))
    else:
        said["authors"] = listed(value, PARTED)


def words(value: object) -> str:
    """The value as text: an object by its name, a list by its first words."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return next(
            (words(value[key]) for key in ("name", "value", "title", "url", "href", "term") if value.get(key)),
            "",
        )
    if isinstance(value, list):
        return ", ".join(filter(None, map(words, value)))
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def listed(value: object, parting: re.Pattern[str] = PARTED) -> tuple[str, ...]:
    """Each of the values, in order, none twice."""
    parts: Iterable[str] = (
        parting.split(value) if isinstance(value, str) else map(words, value if isinstance(value, list) else [value])
    )
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def moment(value: object) -> str:
    """A date as given; numbers, and strings of digits that are no calendar day, as ISO 8601 in UTC."""
    text = words(value).strip()
    if not text[:9].isdigit():
        return text
    try:
        number = int(float(text))
    except (ValueError, OverflowError):
        return text
    if number in SECONDS:
        return datetime.fromtimestamp(number, UTC).isoformat()
    return datetime.fromtimestamp(number / 1000, UTC).isoformat() if number in MILLISECONDS else text
