"""Sitemaps, sitemap indexes and news sitemaps: lists of pages, never articles."""

from collections.abc import Iterator

from newsgraph.errors import ArticleRejected
from newsgraph.raw import Rejection
from newsgraph.reading.listing import Listed
from newsgraph.reading.options import ReadOptions
from newsgraph.reading.stream import Member
from newsgraph.reading.xml_stream import child_text, local, records

SCHEMES = ("http://", "https://")


def read_sitemap(member: Member, options: ReadOptions) -> Iterator[Rejection | Listed]:
    """With `options.follow` each page listed; else one Rejection that says how many there are and how to
    get them.

    A news sitemap has titles and dates but no text, so its entries are pages to be fetched like any other.
    """
    pages = maps = 0
    for element in records(member, ("{*}url", "{*}sitemap"), options):
        address = child_text(element, "{*}loc")
        if not address.startswith(SCHEMES):
            continue
        pages += local(element) == "url"
        maps += local(element) == "sitemap"
        if options.follow:
            yield Listed(address)
    if not pages + maps:
        raise ArticleRejected("a sitemap that lists nothing")
    if not options.follow:
        what = f"{pages:,} page{'s' * (pages != 1)}" if pages else f"{maps:,} sitemap{'s' * (maps != 1)}"
        reason = f"a sitemap: lists {what}, none fetched; to fetch them: newsgraph add --follow {member.location}"
        yield Rejection(member.location, reason)
