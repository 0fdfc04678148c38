"""How much is an article about somebody? A weight from where, how early and how often it names them."""

from collections.abc import Sequence

from newsgraph.article import Article, ZoneKind
from newsgraph.entity import NAMED_IN, EntityId, EntityKind, Named
from newsgraph.graph.sentences import sentences_of
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
    lead, last = _lead_end(article), _last_quarter(article)
    counts = {one.id: _count(article, one, lead=lead, last=last) for one in names}
    greatest = max((count for count, _ in counts.values()), default=0.0) or 1.0
    weights: dict[EntityId, float] = {}
    for one in names:
        count, more = counts[one.id]
        weight = 1.0 if one.kind in (EntityKind.AUTHOR, EntityKind.SOURCE) else min(1.0, count / greatest + more)
        if weight >= LEAST:
            weights[one.id] = round(weight * UNIT) / UNIT
    return weights


def _count(article: Article, one: Named, *, lead: int, last: int) -> tuple[float, float]:
    """The mentions by their weight, and what being in headline and lead adds."""
    if one.kind in (EntityKind.AUTHOR, EntityKind.SOURCE):
        return 0.0, 0.0
    found = [_place(article, mention.start, lead=lead, last=last) for mention in one.mentions]
    return sum(found), IN_TITLE * (TITLE in found) + IN_LEAD * (LEAD in found)


def _place(article: Article, at: int, *, lead: int, last: int) -> float:
    kind = next((zone.kind for zone in article.zones if zone.start <= at < zone.end), ZoneKind.FURNITURE)
    if kind not in NAMED_IN:
        return 0.0
    if kind is ZoneKind.TITLE:
        return TITLE
    if kind is ZoneKind.STANDFIRST or at < lead:
        return LEAD
    return LAST if at >= last else BODY


def _lead_end(article: Article) -> int:
    """Where the lead of the body ends."""
    body = [one for one in sentences_of(article) if one.kind is ZoneKind.BODY]
    if not body:
        return 0
    sentences = body[min(_LEAD_SENTENCES, len(body)) - 1].end
    at = body[0].start
    for word in article.text[at : body[-1].end].split()[:_LEAD_WORDS]:
        at = article.text.index(word, at) + len(word)
    return max(sentences, at)


def _last_quarter(article: Article) -> int:
    """Where the last quarter of the body begins."""
    bodies = [zone for zone in article.zones if zone.kind is ZoneKind.BODY]
    left = sum(zone.end - zone.start for zone in bodies) / 4
    for zone in reversed(bodies):
        if zone.end - zone.start >= left:
            return int(zone.end - left)
        left -= zone.end - zone.start
    return 0
