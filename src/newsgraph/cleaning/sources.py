"""Which outlet published it?"""

import re
from collections.abc import Iterator

from newsgraph.address import host_of
from newsgraph.article import Evidence
from newsgraph.cleaning.claims import article_node, strings
from newsgraph.cleaning.markup import Markup
from newsgraph.cleaning.titles import tidy

# Hosts that keep copies for others: what they serve was published elsewhere.
_CARRIERS = re.compile(
    r"(?:^|\.)(?:web\.archive\.org|archive\.(?:org|is|ph|today)|webcache\.googleusercontent\.com|amp\.dev|"
    r"feedburner\.com|"
    r"feedproxy\.google\.com|news\.google\.com|t\.co|bit\.ly|cdn\.ampproject\.org|localhost)$|"
    r"^\d+\.\d+\.\d+\.\d+$"
)
_PLACEHOLDERS = frozenset({"", "unknown", "none", "null", "n/a", "na", "-", "source", "various"})


def outlet(named: str, url: str, *, how: str = "container source") -> tuple[str, list[Evidence]]:
    """The host without `www.` of `url` or of what the container names, else the name that it gives, else "".

    A container that names a host goes before the URL's host only where the URL belongs to a carrier (a
    cache, a link shortener); a container that gives a mere name never does, as a host is the same in every
    list.
    """
    own, said = host_of(url), host_of(named)
    if own and _CARRIERS.search(own):
        own = _archived_host(url)
    source = own or said or _name(named)
    evidence = [Evidence("source", source, "url" if own else how, True)] if source else []
    if own and said and said != own:
        evidence.append(Evidence("source", said, how, False))
    return source, evidence


def page_outlet(markup: Markup, named: str) -> tuple[str, list[Evidence]]:
    """The outlet of an HTML page: its URL's host, else what the container says, else the name that it prints
    of itself."""
    source, evidence = outlet(named, markup.url)
    if source:
        return source, evidence
    for name, how in _printed_names(markup):
        if name:
            return name, [Evidence("source", name, how, True)]
    return "", []


def _printed_names(markup: Markup) -> Iterator[tuple[str, str]]:
    yield from ((tidy(text), "meta og:site_name") for text in markup.meta("og:site_name")[:1])
    for text in strings(article_node(markup).get("publisher")):
        if "://" not in text:
            yield tidy(text), "json-ld publisher"
    yield from ((tidy(text), "meta application-name") for text in markup.meta("application-name")[:1])


def _archived_host(url: str) -> str:
    """The host inside an archive's URL, "" where none is."""
    inner = re.search(r"https?://[^/]+/.*?(https?:/{1,2}[^/\s]+\S*)", url)
    return host_of(inner[1].replace(":/", "://", 1).replace(":///", "://")) if inner else ""


def _name(named: str) -> str:
    name = tidy(named)
    return "" if name.casefold() in _PLACEHOLDERS or len(name) > 120 else name
