"""Which outlet published it, and what do we know of that outlet?"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsgraph.address import host_of
from newsgraph.article import Article
from newsgraph.entity import EntityId, EntityKind, Named
from newsgraph.resolving.names import folded, words

# Labels under which registries let others register: a family is one label more than these.
_SECOND_LEVEL = words("co com org net gov edu ac or ne go gob gouv govt nom gen ltd plc me sch mil asn id info")
# Hosts that many publishers share: each of their subdomains is a family of its own.
_SHARED = words("""
    blogspot.com wordpress.com substack.com medium.com tumblr.com github.io typepad.com livejournal.com blogger.com
    wixsite.com weebly.com netlify.app ghost.io squarespace.com""")
# Families that publish under several registered names, written from general knowledge; the first is the family's.
_FAMILIES = """
bbc bbc.co.uk bbc.com bbci.co.uk
cnn cnn.com cnnespanol.cnn.com edition.cnn.com
guardian theguardian.com guardian.co.uk
nytimes nytimes.com nyti.ms
washingtonpost washingtonpost.com wapo.st
reuters reuters.com reut.rs thomsonreuters.com
dailymail dailymail.co.uk mailonline.co.uk
independent independent.co.uk independent.com
ft ft.com financialtimes.com
foxnews foxnews.com foxbusiness.com
huffpost huffpost.com huffingtonpost.com huffingtonpost.co.uk huffpost.co.uk huffingtonpost.ca huffingtonpost.fr
businessinsider businessinsider.com insider.com businessinsider.de
aljazeera aljazeera.com aljazeera.net
dw dw.com dw.de
spiegel spiegel.de spiegel.com
apnews apnews.com ap.org
"""
_SPACES = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A source as the archive knows it. `names` are what its pages call it, the most frequent first; `family` is shared
    by the hosts of one owner; `language` is the one that most of its articles are in, "" where none says."""

    id: EntityId
    host: str
    names: tuple[str, ...]
    family: str
    language: str
    articles: int


def resolve_source(article: Article, names: dict[str, str] | None = None) -> list[Named]:
    """The outlet, and the outlet that the article was copied from, where it says so.

    `names` has display names by host, as `outlets` learns them; without one the host is the name.
    """
    found = []
    hosts = (article.source, origin_host(article))
    for host in dict.fromkeys(filter(None, hosts)):
        ident = EntityId(f"source/{source_key(host)}")
        name = (names or {}).get(host, "") or host
        found.append(Named(id=ident, kind=EntityKind.SOURCE, name=name, confidence=1.0))
    return found


def origin_host(article: Article) -> str:
    """The host that the article says it was copied from, "" for none. Its own host is none."""
    host = host_of(article.origin or "")
    return "" if host == article.source else host


@lru_cache(maxsize=8192)
def source_key(source: str) -> str:
    """The part of the id: the host, or an outlet's name that has none, folded."""
    return host_of(source) or _SPACES.sub("-", folded(source)).strip("-.")


def outlet_names(article: Article) -> tuple[str, ...]:
    """What the page calls its outlet."""
    return tuple(e.value for e in article.evidence if e.field == "source" and not host_of(e.value))


def outlets(articles: Iterable[Article]) -> list[Outlet]:
    """All outlets of these articles, in order of id."""
    counts: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    languages: dict[str, Counter[str]] = {}
    for article in articles:
        if article.source:
            counts[article.source] += 1
            names.setdefault(article.source, Counter()).update(outlet_names(article))
            languages.setdefault(article.source, Counter()).update(filter(None, [article.language]))
    return [
        Outlet(
            id=EntityId(f"source/{source_key(source)}"),
            host=source,
            names=_most(names[source]),
            family=family_of(source),
            language=next(iter(_most(languages[source])), ""),
            articles=counts[source],
        )
        for source in sorted(counts)
    ]


def _most(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


@lru_cache(maxsize=8192)
def family_of(host: str) -> str:
    """The owner's label: "bbc" for news.bbc.co.uk and bbc.com, the registered name for a host of no known family.

    Public suffixes are known by rule (a country's "co", "com", "org" …), not by the whole public list.
    """
    registered = registered_name(host)
    return _families().get(host) or _families().get(registered) or registered


def registered_name(host: str) -> str:
    """What was registered: news.bbc.co.uk → bbc.co.uk, ann.blogspot.com → itself."""
    labels = host.split(".")
    keep = 2
    if len(labels) > 2 and (".".join(labels[-2:]) in _SHARED or (len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL)):
        keep = 3
    return ".".join(labels[-keep:])


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    rows: Sequence[list[str]] = [line.split() for line in _FAMILIES.strip().splitlines()]
    return {host: row[0] for row in rows for host in row[1:]}
