"""What has come since the last look? Feeds and sitemaps are polled into an archive; what was taken down is told.

A feed is asked only whether there is anything new (RFC 9110, conditional requests), one that fails less and less often,
and each site as slowly as its robots.txt wants. What is known of each address lies in `watch.json` in the archive's
folder, so that a look can be taken from a timer as well as by a process that stays.
"""

import json
import re
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from newsgraph.answers import IngestReport
from newsgraph.archive import Archive
from newsgraph.errors import ArticleRejected, UsageError
from newsgraph.reading.polling import Marks, Poller, is_gone
from newsgraph.reading.web import FetchRules

STATE = "watch.json"
EVERY = 15 * 60.0  # seconds between two looks, where a feed says nothing else
LEAST = 60.0
LONGEST = 24 * 3600.0  # seconds after which one that fails is asked again at the latest
GONE = 2  # looks in a row at which a page has to be gone before it is told: a site may stumble
CHECKED = 10  # pages that are asked for again at each look, those that were asked longest ago first
CHECKED_FOR = 7 * 24 * 3600.0  # seconds after it came for which a page is asked for again
_UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_SPAN = re.compile(r"(\d+)\s*([smhd]?)")


class Feed(NamedTuple):
    """A feed, a sitemap, or any other list of articles; `every` in seconds. With `follow` the pages that it lists are
    fetched."""

    url: str
    every: float = EVERY
    follow: bool = False


@dataclass(slots=True, kw_only=True)
class FeedState:
    """How it is with a feed: when it is due (seconds since 1970), what it said last, how often in a row it failed, and
    what came from it in all."""

    url: str
    due: float = 0.0
    looked: float | None = None
    said: str = "never asked"
    failures: int = 0
    added: int = 0
    corrected: int = 0
    removed: int = 0
    etag: str = ""
    last_modified: str = ""


@dataclass(slots=True, kw_only=True)
class _Page:
    """A page that came from a feed: when it came and was asked for last, at how many looks in a row it was gone."""

    feed: str
    came: float
    asked: float
    gone: int = 0
    etag: str = ""
    last_modified: str = ""


class Look(NamedTuple):
    """What a look at one feed gave: the ids of what is new and of what was corrected, and the addresses of pages that
    are gone; `said` in words."""

    feed: str
    said: str
    added: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def read_feeds(path: Path) -> list[Feed]:
    """The feeds that a TOML file names. Raises UsageError, which tells what was found and what was expected.

    every = "15m"                     # of all that say nothing else

    [[feeds]]
    url = "https://averincourier.example/rss"
    every = "5m"
    follow = true
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", hint="newsgraph watch --help shows one") from error
    usual = _seconds(told.get("every", EVERY), f"{path}: every")
    feeds = told.get("feeds")
    if not isinstance(feeds, list) or not feeds:
        raise UsageError(f"{path} names no feed: expected [[feeds]] with a url each", hint="newsgraph watch --help")
    unknown = sorted({*told} - {"every", "feeds"})
    if unknown:
        raise UsageError(f"{path}: found {unknown[0]!r}, expected every and feeds", hint="newsgraph watch --help")
    return [_feed(one, f"{path}: feed {number}", usual) for number, one in enumerate(feeds, 1)]


def _feed(told: Any, where: str, usual: float) -> Feed:
    if not isinstance(told, dict) or not isinstance(told.get("url"), str):
        raise UsageError(f"{where} has no url", hint='url = "https://averincourier.example/rss"')
    unknown = sorted({*told} - {"url", "every", "follow"})
    if unknown:
        raise UsageError(f"{where}: found {unknown[0]!r}, expected url, every and follow")
    follow = told.get("follow", False)
    if not isinstance(follow, bool):
        raise UsageError(f"{where}: found follow = {follow!r}, expected true or false")
    return Feed(told["url"], _seconds(told.get("every", usual), f"{where}: every"), follow)


def _seconds(told: Any, where: str) -> float:
    found = _SPAN.fullmatch(told) if isinstance(told, str) else None
    seconds = float(told) if isinstance(told, int | float) else -1.0
    if found:
        seconds = int(found[1]) * _UNITS[found[2]]
    if seconds < LEAST:
        raise UsageError(f"{where}: found {told!r}, expected a span of a minute or more", hint='every = "15m"')
    return seconds


class Watch:
    """Feeds that are polled into an archive. `clock` gives seconds since 1970."""

    def __init__(
        self,
        archive: Archive,
        feeds: Sequence[Feed],
        *,
        poller: Poller | None = None,
        allow_private: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._archive, self._feeds, self._clock = archive, feeds, clock
        self._poller = poller or Poller(FetchRules(allow_private=allow_private))
        self._allow_private = allow_private
        self._path = archive.folder / STATE
        self._states, self._pages = _read(self._path)
        for feed in feeds:
            self._states.setdefault(feed.url, FeedState(url=feed.url))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._poller.close()

    def states(self) -> list[FeedState]:
        """How it is with each feed, in the order in which they were named."""
        return [replace(self._states[feed.url]) for feed in self._feeds]

    def wait(self) -> float:
        """Seconds until the next feed is due; 0 where one is."""
        return max(0.0, min(self._states[feed.url].due for feed in self._feeds) - self._clock())

    def look(self) -> Iterator[Look]:
        """A look at each feed that is due, one after the other. Raises ArchiveLocked where somebody else writes."""
        for feed in self._feeds:
            if self._states[feed.url].due <= self._clock():
                yield self._looked(feed)
                self._write()

    def _looked(self, feed: Feed) -> Look:
        state = self._states[feed.url]
        try:
            new, marks = self._poller.poll(feed.url, Marks(state.etag, state.last_modified))
        except ArticleRejected as reason:
            return self._failed(feed, state, reason)
        found = self._added(feed) if new else Look(feed.url, "nothing new")
        checked = self._checked(feed)
        found = found._replace(corrected=(*found.corrected, *checked.corrected), removed=checked.removed)
        state.etag, state.last_modified = marks
        state.looked, state.failures, state.said = self._clock(), 0, found.said
        state.due = self._clock() + feed.every
        state.added += len(found.added)
        state.corrected += len(found.corrected)
        state.removed += len(found.removed)
        return found

    def _failed(self, feed: Feed, state: FeedState, reason: ArticleRejected) -> Look:
        """Asked again after twice the time of before, a day at most, or when the site itself says."""
        state.looked, state.said = self._clock(), str(reason)
        asked_for = re.search(r"try again in (\d+) s", reason.hint)
        wait = max(feed.every * 2 ** min(state.failures, 20), float(asked_for[1]) if asked_for else 0.0)
        state.failures += 1
        state.due = self._clock() + min(wait, max(LONGEST, feed.every))
        return Look(feed.url, str(reason))

    def _added(self, feed: Feed) -> Look:
        before = self._archive.stats().revision
        report = self._add(feed.url, follow=feed.follow)
        new = [id for id in report.ids if len(self._archive.versions(id)) == 1]
        for id in report.ids:
            url = self._archive.article(id).url
            if url:
                self._pages[url] = _Page(feed=feed.url, came=self._clock(), asked=self._clock())
        corrected = tuple(id for id in report.ids if id not in set(new))
        said = _in_words(report) if self._archive.stats().revision != before else "nothing new in it"
        return Look(feed.url, said, tuple(new), corrected)

    def _checked(self, feed: Feed) -> Look:
        """Pages of the feed that came lately are asked for again: are they corrected, or gone?"""
        now = self._clock()
        self._pages = {url: page for url, page in self._pages.items() if now - page.came <= CHECKED_FOR}
        some = sorted((page.asked, url) for url, page in self._pages.items() if page.feed == feed.url)
        corrected, removed = list[str](), list[str]()
        for asked, url in some[:CHECKED]:
            page = self._pages[url]
            if asked >= now or not page.feed:
                continue
            page.asked = now
            try:
                new, (page.etag, page.last_modified) = self._poller.poll(url, Marks(page.etag, page.last_modified))
            except ArticleRejected as reason:
                page.gone = page.gone + 1 if is_gone(reason) else 0
                if page.gone == GONE:
                    removed.append(url)
                continue
            page.gone = 0
            if new:
                corrected += self._add(url).ids
        return Look(feed.url, "", (), tuple(corrected), tuple(removed))

    def _add(self, url: str, *, follow: bool = False) -> IngestReport:
        return self._archive.add([url], follow=follow, fetcher=self._poller, allow_private=self._allow_private)

    def _write(self) -> None:
        told = {
            "format": 1,
            "feeds": [asdict(state) for _, state in sorted(self._states.items())],
            "pages": {url: asdict(page) for url, page in sorted(self._pages.items())},
        }
        unfinished = self._path.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(told, indent=1), encoding="utf-8")
        unfinished.replace(self._path)


def _in_words(report: IngestReport) -> str:
    parts = [(report.added, "new"), (report.updated, "corrected"), (report.withdrawn, "withdrawn")]
    parts.append((report.rejected_count, "rejected"))
    return ", ".join(f"{many} {what}" for many, what in parts if many) or "nothing new in it"


def _read(path: Path) -> tuple[dict[str, FeedState], dict[str, _Page]]:
    """What was written there; nothing where it cannot be read: then all is asked anew."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        states = {one["url"]: FeedState(**one) for one in told["feeds"]}
        return states, {url: _Page(**page) for url, page in told["pages"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}, {}
