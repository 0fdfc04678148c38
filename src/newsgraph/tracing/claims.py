"""From where does an article say that it is? What cleaning found, as one claim with the line that makes it."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsgraph.address import canonical_url, host_of
from newsgraph.article import Article, ArticleId, Evidence

_SIGNS = re.compile(r"[\W_]+")


class Claim(NamedTuple):
    """What an article says that it is copied from: a host, its address if it gives one, and the line that says so.
    `agency` where the line only credits an agency, as a dateline does."""

    host: str
    url: str
    evidence: Evidence
    agency: bool


def claims_of(members: Sequence[Article]) -> dict[ArticleId, Claim]:
    """The claims of a group of copies: the origins that they state, and the agencies that they credit where another one
    of them was published by that agency itself ("(Halyard) -" and halyard.example)."""
    found = {}
    for article in members:
        claim = claim_of(article) or _credit(article, members)
        if claim:
            found[article.id] = claim
    return found


def claim_of(article: Article) -> Claim | None:
    """The line by which `article.origin` was found, None where it has none or names its own outlet."""
    host = host_of(article.origin or "")
    if not host or host == article.source:
        return None
    used = [one for one in article.evidence if one.field == "origin" and one.used]
    evidence = used[0] if used else Evidence("origin", article.origin or "", "stated", True)
    url = canonical_url(article.origin or "")
    return Claim(host, "" if url == canonical_url(host) else url, evidence, not host_of(evidence.value))


def meant(claim: Claim, members: Sequence[Article], witness: ArticleId) -> list[ArticleId]:
    """Whom of these articles a claim of one of them means: the one at that address, else those of that host."""
    others = [one for one in members if one.id != witness]
    exact = [one.id for one in others if claim.url and canonical_url(one.url) == claim.url]
    return exact or [one.id for one in others if claim.host in (one.source, host_of(one.url))]


def _credit(article: Article, members: Sequence[Article]) -> Claim | None:
    """The agency that an article credits, found by the name in the host of another member."""
    hosts: Mapping[str, str] = {
        _plain(label): one.source for one in reversed(members) for label in one.source.split(".")[:-1]
    }
    for agency in article.agencies:
        host = hosts.get(_plain(agency), "")
        if host and host != article.source:
            lines = [one for one in article.evidence if one.field in ("origin", "agencies") and one.value == agency]
            return Claim(host, "", lines[0] if lines else Evidence("agencies", agency, "credited", True), True)
    return None


def _plain(name: str) -> str:
    return _SIGNS.sub("", name).casefold()
