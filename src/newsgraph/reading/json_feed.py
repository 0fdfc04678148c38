"""JSON Feed 1 and 1.1 (jsonfeed.org)."""

from collections.abc import Iterator, Mapping
from typing import Any

from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading.listing import Listed, absolute
from newsgraph.reading.options import ReadOptions
from newsgraph.reading.records import listed, moment, words

VERSION = "jsonfeed.org/version/"


def is_json_feed(value: Mapping[str, object]) -> bool:
    """Whether the object says so itself."""
    return "items" in value and VERSION in words(value.get("version"))


def feed_items(
    feed: Mapping[str, object], location: str, options: ReadOptions
) -> Iterator[RawArticle | Rejection | Listed]:
    """The items, under "feed.json#3". One that has only a summary is partial, or its page is asked for."""
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        raise ArticleRejected("a feed without items")
    for number, item in enumerate(items, 1):
        place = f"{location}#{number}"
        article = _article(item, feed, place) if isinstance(item, dict) else None
        if article and article.partial and article.url and options.follow:
            yield Listed(article.url, article)
        else:
            yield article or _without_content(item, feed, place, options)


def _without_content(item: object, feed: Mapping[str, object], place: str, options: ReadOptions) -> Rejection | Listed:
    url = _url(item, feed) if isinstance(item, dict) else ""
    return Listed(url) if url and options.follow else Rejection(place, "an item without content or summary")


def _article(item: Mapping[str, object], feed: Mapping[str, object], place: str) -> RawArticle | None:
    html, text, summary = (words(item.get(key)) for key in ("content_html", "content_text", "summary"))
    partial = not (html.strip() or text.strip())
    if partial and not summary.strip():
        return None
    body: dict[str, Any] = {"body_html": html} if html.strip() else {"body_text": text if text.strip() else summary}
    return RawArticle(
        location=place,
        format="jsonfeed",
        **body,
        url=_url(item, feed),
        external_id=words(item.get("id")),
        title=words(item.get("title")),
        standfirst="" if partial else summary,
        authors=_authors(item) or _authors(feed),
        published=moment(item.get("date_published")),
        updated=moment(item.get("date_modified")),
        source=words(feed.get("home_page_url")) or words(feed.get("title")),
        language=words(item.get("language")) or words(feed.get("language")),
        tags=listed(item.get("tags")),
        partial=partial,
    )


def _url(item: Mapping[str, object], feed: Mapping[str, object]) -> str:
    """The item's page; ids often are its address, and then need no `url`."""
    home = words(feed.get("home_page_url"))
    return absolute(home, words(item.get("url"))) or absolute("", words(item.get("id")))


def _authors(thing: Mapping[str, object]) -> tuple[str, ...]:
    """Version 1.1 has a list, version 1 a single author."""
    return listed(thing.get("authors")) or listed([thing.get("author")])
