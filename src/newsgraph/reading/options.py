"""How shall the locations be read? Limits, a forced format, names of columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from newsgraph.errors import UsageError
from newsgraph.reading.schema import SCHEMA

if TYPE_CHECKING:
    from newsgraph.reading.meter import Meter
    from newsgraph.reading.web import Fetcher, FetchRules

# What --format takes. Packed input (gzip, zip) is unpacked first whatever was forced.
FORMATS = (
    "html",  # a page as saved, also MHTML
    "text",  # a page as plain text
    "feed",  # RSS 2.0, RSS 1.0, Atom
    "jsonfeed",
    "sitemap",  # sitemap, sitemap index, news sitemap
    "wordpress",  # WXR export
    "newsml",  # NewsML-G2
    "nitf",
    "ninjs",
    "warc",
    "jsonl",  # records, one a line; also a JSON array of records or a single one
    "csv",  # also separated by semicolons or tabs
)
SYNONYMS = {
    "atom": "feed", "rss": "feed", "rdf": "feed", "json": "jsonl", "ndjson": "jsonl", "tsv": "csv",
    "wxr": "wordpress", "htm": "html", "mhtml": "html", "txt": "text",
    "newsml-g2": "newsml", "newsmlg2": "newsml",
}  # fmt: skip
MEBIBYTE = 1 << 20


def _unnoticed(location: str, message: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How to read. Raises UsageError for a format or a mapped field that there is not.

    `mapping` gives, for a field of SCHEMA, the column that holds it ({"title": "headline"}). `largest` is
    the bytes that one page, document or record may have after unpacking: that much is held in memory,
    several times over while it is decoded. `expansion` is how many times larger than what was read unpacked
    data may be (deflate reaches 1032; real pages and exports stay under 30) once it passes `free_expansion`
    bytes; `layers` how many times packed. `follow` permits fetching the pages that sitemaps list and that
    feeds only summarise, at most `most_followed` a document. `notice` hears (location, message) of what was
    left out on purpose: drafts, unknown columns, images in a WARC. `meter` follows how far the reading is, for
    whoever watches. `fetcher` fetches in place of one that is made by the `rules`, and stays open. `now` decides about
    embargoes; None is the clock.
    """

    format: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    largest: int = 16 * MEBIBYTE
    expansion: int = 200
    free_expansion: int = 64 * MEBIBYTE
    layers: int = 3
    follow: bool = False
    most_followed: int = 10_000
    rules: "FetchRules | None" = None
    fetcher: "Fetcher | None" = None
    stdin: BinaryIO | None = None
    notice: Callable[[str, str], None] = _unnoticed
    meter: "Meter | None" = None
    now: datetime | None = None

    def __post_init__(self) -> None:
        name = self.format.lower()
        name = SYNONYMS.get(name, name)
        if name and name not in FORMATS:
            raise UsageError(f"no format {self.format!r}", hint=f"--format takes one of: {', '.join(FORMATS)}")
        object.__setattr__(self, "format", name)
        unknown = sorted(set(self.mapping) - set(SCHEMA))
        if unknown:
            hint = f"--map FIELD=COLUMN, where FIELD is one of: {', '.join(SCHEMA)}"
            raise UsageError(f"no field {unknown[0]!r} to map a column to", hint=hint)

    def share(self) -> float | None:
        """The part of the input that has been read, 0 to 1; None where nobody can know, or no meter follows."""
        return self.meter.share if self.meter is not None else None

    @property
    def clock(self) -> datetime:
        return self.now or datetime.now(UTC)
