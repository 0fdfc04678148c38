"""What is at that URL? Fetched politely, within limits, and nothing that the person did not name.

Decided here, because the reasons are easily forgotten:

- A redirect is followed up to `max_redirects` times, and each hop is held to all the rules again. One from
  https to http is not followed: whoever sits on the line could then have written the article.
- Proxies from the environment are not used: a proxy resolves names itself, and the check of addresses would
  be void.
- Cookies live as long as one named URL: some sites set one and redirect to the same page.
- A site is asked for its robots.txt before its first page; while that cannot be read (5xx, no answer),
  nothing of the site is (RFC 9309, 2.3.1.4).
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from newsgraph.errors import ArticleRejected, UsageError
from newsgraph.reading.content_coding import ACCEPTED, first_of, too_large, unpacked
from newsgraph.reading.robots import LARGEST, Robots, read_robots

if TYPE_CHECKING:
    import httpcore

    from newsgraph.reading.web_client import Client, Reply, Resolve, Target

# The format is told by content, so a type only has to be one that text may hide behind.
CONTENT_TYPES = (
    "text/*", "application/xml", "application/*+xml", "application/json", "application/*+json",
    "application/x-ndjson", "application/ndjson", "application/jsonl", "application/json-seq",
    "application/csv", "application/gzip", "application/x-gzip", "application/zip",
    "application/x-zip-compressed", "application/warc", "multipart/related", "application/octet-stream",
    "binary/octet-stream",
)  # fmt: skip
REDIRECTS = (301, 302, 303, 307, 308)
ROBOTS_REDIRECTS = 5  # RFC 9309, 2.3.1.2: "at least five consecutive redirects"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRules:
    """How URLs are fetched. Times in seconds; `max_bytes` counts the body both packed and unpacked.

    `total_seconds` bounds one named URL with its redirects and robots.txt, waiting for its turn apart.
    `delay_seconds` lies between two requests to a host; its robots.txt may ask for more, up to
    `longest_delay_seconds`. `allow_private` permits addresses that are not public: this machine, the local
    network, a cloud's metadata service. `user_agent` "" is newsgraph's own. `content_types` are patterns; an
    answer without a type is taken.
    """

    max_bytes: int = 20 << 20
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0
    max_redirects: int = 5
    allow_private: bool = False
    obey_robots: bool = True
    user_agent: str = ""
    delay_seconds: float = 1.0
    longest_delay_seconds: float = 30.0
    content_types: tuple[str, ...] = CONTENT_TYPES


class Fetched(NamedTuple):
    """What was there. `url` is where it was found in the end, without fragment; `content_type` is a bare
    media type in lower case, `charset` what the transport declared where Python knows it, both "" otherwise.
    `body` is unpacked from its transport (a .gz file stays one). With `unchanged` the site said that it is as
    it was: no body."""

    url: str
    content_type: str
    body: bytes
    charset: str = ""
    last_modified: str = ""
    etag: str = ""
    unchanged: bool = False


def fetch(url: str, rules: FetchRules | None = None) -> Fetched:
    """What is at that one URL; see Fetcher for several, which are asked for politely only by the same
    Fetcher."""
    with Fetcher(rules) as fetcher:
        return fetcher.fetch(url)


class Fetcher:
    """Fetches named URLs, one after the other: remembers each site's robots.txt and when it was last asked.

    Free until something is fetched; then raises UsageError where the extra `web` is not installed. `resolve`
    gives the addresses of a host and `network` opens the sockets, for who has a network of his own. Not to be
    shared between threads.
    """

    def __init__(
        self,
        rules: FetchRules | None = None,
        *,
        resolve: "Resolve | None" = None,
        network: "httpcore.NetworkBackend | None" = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._rules = rules or FetchRules()
        self._resolve = resolve
        self._network = network
        self._sleep = sleep
        self._agent = self._rules.user_agent or _own_name()
        self._robots: dict[str, Robots] = {}
        self._asked: dict[str, float] = {}  # host → when it last answered, by the monotonic clock
        self._made: Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._made is not None:
            self._made.close()
            self._made = None

    @property
    def _client(self) -> "Client":
        """Made when first needed: importing httpx takes longer than many a whole run without URLs."""
        if self._made is None:
            self._made = _client(self._rules, self._resolve, self._network)
        return self._made

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """What is at `url` now. Given the `etag` or `last_modified` of an earlier answer, a site that has
        nothing new is asked for nothing more (RFC 9110, 13.1).

        Raises ArticleRejected, in one line: not a URL, refused by our rules or by the site, unreachable, too
        large, too slow, not text. Where that was after a redirect, the line begins with the URL that it led
        to.
        """
        known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        self._client.begin()
        visit = _Visit(self._client.target(url))
        while True:
            try:
                answer = self._step(visit, {name: value for name, value in known.items() if value})
            except ArticleRejected as refused:
                if visit.here is visit.start:
                    raise
                where = visit.here.url
                raise ArticleRejected(f"leads to {where}: {refused}", hint=refused.hint) from refused
            if answer is not None:
                return answer

    # -- one hop ---------------------------------------------------------------------------------------------

    def _step(self, visit: "_Visit", known: dict[str, str]) -> Fetched | None:
        """What is at the visit's present place; None where that only led to the next."""
        here = visit.here
        self._permitted(here)
        if here.host not in visit.hosts:
            self._wait_for_turn(here)
        visit.hosts.add(here.host)
        try:
            with self._client.get(here, {**self._headers(), **known}) as reply:
                if reply.status not in REDIRECTS:
                    return self._received(here, reply, asked_for_news=bool(known))
                onward = self._onward(here, reply)
        finally:
            self._asked[here.host] = time.monotonic()
        visit.move(onward, self._rules.max_redirects)
        return None

    def _permitted(self, where: "Target") -> None:
        """Raises ArticleRejected where our rules or the site's keep us out. Addresses come first: a host that
        may not be reached is not asked for its robots.txt either."""
        self._client.check(where)
        if self._rules.obey_robots:
            refusal = self._robots_of(where).refusal(where.url, self._product)
            if refusal:
                raise ArticleRejected(refusal, hint="save the page in a browser and add the file")

    @property
    def _product(self) -> str:
        """The name that robots.txt files know us by."""
        return self._agent.partition("/")[0].partition(" ")[0]

    def _headers(self) -> dict[str, str]:
        return {"User-Agent": self._agent, "Accept": "text/html, */*;q=0.8", "Accept-Encoding": ACCEPTED}

    def _onward(self, here: "Target", reply: "Reply") -> "Target":
        """Where a redirect leads. Raises ArticleRejected where it must not be followed."""
        location = reply.headers.get("location", "")
        if not location:
            raise ArticleRejected(f"redirects (HTTP status {reply.status}) without saying where")
        onward = self._client.target(location, base=here.url)
        if here.scheme == "https" and onward.scheme == "http":
            raise ArticleRejected(
                f"redirects from https to {onward.url}, where anybody on the line could change it",
                hint=f"newsgraph add {onward.url}",
            )
        return onward

    def _wait_for_turn(self, where: "Target") -> None:
        last = self._asked.get(where.host)
        if last is None:
            return
        asked = self._robots_of(where).delay(self._product) if self._rules.obey_robots else 0.0
        delay = max(self._rules.delay_seconds, min(asked, self._rules.longest_delay_seconds))
        wait = last + delay - time.monotonic()
        if wait > 0:
            self._sleep(wait)
            self._client.deadline.extend(wait)

    def _received(self, here: "Target", reply: "Reply", *, asked_for_news: bool) -> Fetched:
        content_type, charset = _declared(reply.headers.get("content-type", ""))
        kept = (charset, reply.headers.get("last-modified", ""), reply.headers.get("etag", ""))
        if reply.status == 304 and asked_for_news:
            return Fetched(here.url, content_type, b"", *kept, unchanged=True)
        if reply.status != 200:
            raise _refused(reply)
        if content_type and not any(fnmatchcase(content_type, known) for known in self._rules.content_types):
            raise ArticleRejected(f"is {content_type}, expected a page, a feed or an export")
        limit = self._rules.max_bytes
        if _number(reply.headers.get("content-length", "")) > limit:
            raise too_large(limit)
        body = unpacked(reply.packed, reply.headers.get("content-encoding", ""), limit=limit)
        return Fetched(here.url, content_type, body, *kept)

    # -- robots.txt ------------------------------------------------------------------------------------------

    def _robots_of(self, where: "Target") -> Robots:
        if where.origin not in self._robots:
            try:
                self._robots[where.origin] = self._read_robots(self._client.target(f"{where.origin}/robots.txt"))
            except ArticleRejected as trouble:
                closed = f"robots.txt there cannot be read ({trouble}), so nothing of the site may be"
                self._robots[where.origin] = Robots(closed=closed)
        return self._robots[where.origin]

    def _read_robots(self, here: "Target") -> Robots:
        """RFC 9309, 2.3.1: a 4xx or too many redirects permit all, anything else that is no success permits
        nothing."""
        for _ in range(ROBOTS_REDIRECTS + 1):
            with self._client.get(here, self._headers()) as reply:
                if 200 <= reply.status < 300:
                    coding = reply.headers.get("content-encoding", "")
                    return read_robots(first_of(reply.packed, coding, limit=LARGEST + 1))
                if 400 <= reply.status < 500:
                    return Robots()
                if reply.status not in REDIRECTS:
                    raise ArticleRejected(f"HTTP status {reply.status}")
                here = self._onward(here, reply)
        return Robots()


class _Visit:
    """The way from a named URL to what is there."""

    def __init__(self, start: "Target") -> None:
        self.start = self.here = start
        self.hops: list[str] = []
        self.hosts: set[str] = set()

    def move(self, onward: "Target", most: int) -> None:
        self.hops.append(onward.url)
        if len(self.hops) > most:
            circle = onward.url == self.start.url or self.hops.count(onward.url) > 1
            raise ArticleRejected("redirects in a circle" if circle else f"redirects more than {most} times")
        self.here = onward


def _refused(reply: "Reply") -> ArticleRejected:
    """What a status other than success means, and what can be done."""
    told = f"HTTP status {reply.status}"
    by_hand = "save the page in a browser and add the file"
    if reply.status in (401, 402, 403, 407, 451):
        return ArticleRejected(f"the site refuses it ({told})", hint=by_hand)
    if reply.status in (404, 410):
        return ArticleRejected(f"there is no such page ({told})", hint="look for it in a web archive")
    if reply.status in (429, 503):
        seconds = _number(reply.headers.get("retry-after", ""))
        return ArticleRejected(f"the site is too busy ({told})", hint=f"try again in {max(seconds, 60)} s")
    if reply.status >= 500:
        return ArticleRejected(f"the site has a fault ({told})", hint="try again later")
    return ArticleRejected(f"answered with {told}, expected 200")


def _declared(header: str) -> tuple[str, str]:
    """Media type and charset of a Content-Type header."""
    found = re.search(r"charset\s*=\s*[\"']?([\w.:+-]+)", header, re.IGNORECASE)
    charset = found.group(1).lower() if found else ""
    try:
        "".encode(charset or "utf-8")
    except LookupError:  # nothing that Python knows, or no encoding of text ("hex")
        charset = ""
    return header.partition(";")[0].strip().lower(), charset


def _number(header: str) -> int:
    return int(header) if re.fullmatch(r"[0-9]{1,18}", header.strip()) else 0


def _own_name() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"newsgraph/{version('newsgraph')} (fetches what a person named)"
    except PackageNotFoundError:  # run from a source tree that nobody installed
        return "newsgraph (fetches what a person named)"


def _client(rules: FetchRules, resolve: "Resolve | None", network: "httpcore.NetworkBackend | None") -> "Client":
    try:
        import protego  # noqa: F401 - a missing half of the extra is told now, not at the first robots.txt

        from newsgraph.reading.web_client import Client, Limits, system_resolver
    except ModuleNotFoundError as missing:
        raise UsageError(
            f"reading from the web needs {missing.name}, which is not installed",
            hint="pip install 'newsgraph[web]'",
        ) from missing
    limits = Limits(rules.connect_seconds, rules.read_seconds, rules.total_seconds, rules.allow_private)
    return Client(limits, resolve or system_resolver, network)
