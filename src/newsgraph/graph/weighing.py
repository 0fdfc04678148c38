"""How much is an article about somebody? A weight from where, how early and how often it names them."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice

from newsgraph.article import Article, ZoneKind
from newsgraph.entity import NAMED_IN, EntityId, EntityKind, Named
from newsgraph.graph.sentences import sentences_in
from newsgraph.graph.sparse import UNIT

TITLE, LEAD, BODY, LAST = 2.0, 1.5, 1.0, 0.8
IN_TITLE, IN_LEAD = 0.3, 0.2
LEAST = 0.1
"""A name that weighs less is no link."""
_LEAD_SENTENCES, _LEAD_WORDS = 2, 25


def salience(article: Article, names: Sequence[Named]) -> dict[EntityId, float]:
    """The weight of each entity's link, above 0 to 1, in the order of `names`; those below LEAST are left out.

    A mention counts TITLE in the headline, LEAD in the standfirst and in the body's first two sentences or 25 words,
    whichever end later, LAST in the body's last quarter, else BODY. An entity's count as a share of the article's
    greatest, with IN_TITLE more for who is in the headline and IN_LEAD for who is in the lead, at most 1, is its
    weight, rounded to 1/UNIT. Authors and sources, which are not what it is about, weigh 1.
    """
    places = _Places(article)
    counts = {one.id: _count(places, one) for one in names}
    greatest = max((count for count, _ in counts.values()), default=0.0) or 1.0
    weights: dict[EntityId, float] = {}
    for one in names:
        count, more = counts[one.id]
        weight = 1.0 if one.kind in (EntityKind.AUTHOR, EntityKind.SOURCE) else min(1.0, count / greatest + more)
        if weight >= LEAST:
            weights[one.id] = round(weight * UNIT) / UNIT
    return weights


def _count(places: "_Places", one: Named) -> tuple[float, float]:
    """The mentions by their weight, and what being in headline and lead adds."""
    if one.kind in (EntityKind.AUTHOR, EntityKind.SOURCE):
        return 0.0, 0.0
    found = [places.weight(mention.start) for mention in one.mentions]
    return sum(found), IN_TITLE * (TITLE in found) + IN_LEAD * (LEAD in found)


class _Places:
    """What a mention counts by where it stands. Zones follow each other, so the last that begins before it holds it."""

    def __init__(self, article: Article) -> None:
        self._zones = article.zones
        self._begins = [zone.start for zone in article.zones]
        self._lead, self._last = _lead_end(article), _last_quarter(article)

    def weight(self, at: int) -> float:
        number = bisect_right(self._begins, at) - 1
        if number < 0:
            return 0.0
        zone = self._zones[number]
        if at >= zone.end or zone.kind not in NAMED_IN:
            return 0.0
        if zone.kind is ZoneKind.TITLE:
            return TITLE
        if zone.kind is ZoneKind.STANDFIRST or at < self._lead:
            return LEAD
        return LAST if at >= self._last else BODY


def _lead_end(article: Article) -> int:
    """Where the lead of the body ends. No sentence is looked for behind it: all of them would take as long as all else
    that a weight takes."""
    bodies = [zone for zone in article.zones if zone.kind is ZoneKind.BODY]
    body = [zone for zone in bodies if article.text[zone.start : zone.end].strip()]
    lead = list(islice(sentences_in(article.text, body), _LEAD_SENTENCES))
    if not lead:
        return 0
    at = lead[0].start
    for word in article.text[at : body[-1].end].split(None, _LEAD_WORDS)[:_LEAD_WORDS]:
        at = article.text.index(word, at) + len(word)
    return max(lead[-1].end, at)


def _last_quarter(article: Article) -> int:
    """Where the last quarter of the body begins."""
    bodies = [zone for zone in article.zones if zone.kind is ZoneKind.BODY]
    left = sum(zone.end - zone.start for zone in bodies) / 4
    for zone in reversed(bodies):
        if zone.end - zone.start >= left:
            return int(zone.end - left)
        left -= zone.end - zone.start
    return 0
