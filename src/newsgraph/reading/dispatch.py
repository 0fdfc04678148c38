"""Who reads what? From a location to articles."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing

from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading.listing import Listed
from newsgraph.reading.locations import Web, members
from newsgraph.reading.options import ReadOptions
from newsgraph.reading.sniffing import HEAD, is_code, packing, sniffed
from newsgraph.reading.stream import Member
from newsgraph.reading.unpacking import Guard, gunzipped, unzipped

Arrival = RawArticle | Rejection
Reader = Callable[[Member, ReadOptions], Iterator[RawArticle | Rejection | Listed]]

FAULT = "cannot be read, by a fault in newsgraph that should be reported"
LONGEST_REASON = 300  # characters
FURTHEST = 3  # links followed one after the other: a sitemap index, its sitemap, the page


def read(locations: Iterable[str], options: ReadOptions | None = None) -> Iterator[Arrival]:
    """Articles from the locations, in their order, as they are read: nothing is held longer than it is
    looked at.

    A location is a file, a folder (with all that is below it, in order of name; hidden files and the
    `…_files` folders of saved pages left out), a glob, "-" for standard input, or an http(s) URL. What
    cannot be read gives a Rejection with its place and the reason, and the rest goes on. Nothing is raised
    for what the input is like.
    """
    chosen = options or ReadOptions()
    with closing(Web(chosen)) as web:
        reading = _Reading(chosen, web)
        for location in locations:
            with closing(members(location, chosen, web)) as found:
                for member in found:
                    yield from reading.arrivals(member, Guard(chosen))


class _Reading:
    """One run over all locations."""

    def __init__(self, options: ReadOptions, web: Web) -> None:
        self._options, self._web = options, web

    def arrivals(self, member: Member | Rejection, guard: Guard) -> Iterator[Arrival]:
        if isinstance(member, Rejection):
            yield member
            return
        try:
            yield from self._unpacked(member, guard)
        except ArticleRejected as reason:
            yield _in_a_line(Rejection(member.location, str(reason)))
        except Exception as fault:  # one file that nobody thought of must not cost the thousands behind it
            yield _in_a_line(Rejection(member.location, f"{FAULT}: {type(fault).__name__}: {fault}"))

    def _unpacked(self, member: Member, guard: Guard) -> Iterator[Arrival]:
        head = member.stream.peek(HEAD)
        packed = packing(head)
        if packed == "gzip":
            yield from self.arrivals(gunzipped(member, guard), guard)
        elif packed == "zip":
            for inner in unzipped(member, guard):
                yield from self.arrivals(inner, guard)
        else:
            yield from self._read(member, self._format(member, head))

    def _format(self, member: Member, head: bytes) -> str:
        """What it is told to be, else what it looks like. Nothing empty or binary is any of the formats."""
        told = sniffed(head, charset=member.charset, mapping=self._options.mapping)
        if told == "text" and not self._options.format and is_code(head):
            raise ArticleRejected("looks like a script or style sheet, not like articles; force it with --format text")
        return self._options.format or told

    def _read(self, member: Member, format: str) -> Iterator[Arrival]:
        listed = 0
        for item in reader_of(format)(member, self._options):
            if not isinstance(item, Listed):
                yield _in_a_line(item) if isinstance(item, Rejection) else item
                continue
            listed += 1
            if listed > self._options.most_followed:
                raise ArticleRejected(f"lists more than {self._options.most_followed:,} pages; stopped there")
            yield from self._followed(item, member)

    def _followed(self, item: Listed, member: Member) -> Iterator[Arrival]:
        """The page that was listed; where it cannot be had, the reason, and what the list itself knew."""
        if member.hops >= FURTHEST:
            page: Member | Rejection = Rejection(item.url, f"listed {FURTHEST} lists deep; not followed")
        else:
            page = self._web.member(item.url, hops=member.hops + 1)
        if isinstance(page, Rejection) and item.instead is not None:
            yield item.instead
        yield from self.arrivals(page, Guard(self._options))


def _in_a_line(rejection: Rejection) -> Rejection:
    """Its reason in one short line, whatever the input calls its elements."""
    return Rejection(rejection.location, " ".join(rejection.reason.split())[:LONGEST_REASON])


def reader_of(name: str) -> Reader:
    """The reader of a format (one of FORMATS). Each imports its parser only here, when it is needed."""
    reader: Reader
    match name:
        case "html":
            from newsgraph.reading.page import read_html

            reader = read_html
        case "text":
            from newsgraph.reading.page import read_text

            reader = read_text
        case "csv":
            from newsgraph.reading.table import read_table

            reader = read_table
        case "feed":
            from newsgraph.reading.feed import read_feed

            reader = read_feed
        case "wordpress":
            from newsgraph.reading.wordpress import read_wordpress

            reader = read_wordpress
        case "warc":
            from newsgraph.reading.warc import read_warc

            reader = read_warc
        case _:
            reader = _other_reader(name)
    return reader


def _other_reader(name: str) -> Reader:
    if name == "sitemap":
        from newsgraph.reading.sitemap import read_sitemap

        return read_sitemap
    if name in ("newsml", "nitf"):
        from newsgraph.reading.newsml import read_newsml

        return read_newsml
    from newsgraph.reading.json_values import read_json

    return read_json
