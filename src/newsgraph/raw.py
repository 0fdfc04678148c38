"""What does an article look like as it arrives? Nothing here is trusted yet."""

from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, model_validator


class RawArticle(BaseModel):
    """An article as it came through the door: exactly one of the four contents, unless it is withdrawn.

    `page` is a whole HTML page; `plain_page` a whole page as plain text, furniture and all; `body_html` an HTML
    fragment that is the body alone (a feed's content, a WordPress post); `body_text` the body's words alone,
    paragraphs parted by empty lines. The other fields are what the container said, as it said it (dates unparsed,
    bylines unsplit); "" or () where it said nothing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    location: str  # where it was read, to be shown to a person: "news.zip/a.html", "dump.jsonl:17", "feed.xml#3"
    format: str  # the name that --format takes: "html", "text", "feed", "wordpress", "jsonl", …

    page: str | None = None
    plain_page: str | None = None
    body_html: str | None = None
    body_text: str | None = None

    url: str = ""
    external_id: str = ""
    title: str = ""
    standfirst: str = ""
    byline: str = ""  # as printed: "By A and B, Reuters"
    authors: tuple[str, ...] = ()  # when the container lists them one by one
    published: str = ""
    updated: str = ""
    source: str = ""  # a host, a URL or a name
    origin: str = ""  # a host or URL that the container names as the first publisher (RSS <source url>, isBasedOn)
    dateline: str = ""
    language: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    partial: bool = False  # the content is only a summary
    spans: tuple[tuple[int, int], ...] | None = None  # where the record says that `body_text` names places, half-open
    counted: bool = False  # its external_id was a number, not words
    withdrawn: bool = False  # the publisher took it back (ninjs/NewsML pubstatus canceled): leaves a tombstone

    @model_validator(mode="after")
    def _one_content(self) -> Self:
        given = sum(c is not None for c in (self.page, self.plain_page, self.body_html, self.body_text))
        if given != (0 if self.withdrawn else 1):
            raise ValueError(f"an article has exactly one content and a withdrawn one has none, found {given}")
        return self


class Rejection(NamedTuple):
    """Something that could not become an article: one clear line, and the rest goes on."""

    location: str
    reason: str
