"""Which outlet published it, and what do we know of that outlet?"""

import re
from collections.abc import Sequence
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


def resolve_source(article: Article) -> list[Named]:
    """The outlet, with what its pages call it, and the outlet that the article was copied from, where it says so."""
    found = []
    for host in dict.fromkeys(filter(None, (article.source, origin_host(article)))):
        printed = outlet_names(article) if host == article.source else ()
        ident = EntityId(f"source/{source_key(host)}")
        found.append(Named(id=ident, kind=EntityKind.SOURCE, name=host, confidence=1.0, aliases=printed))
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
