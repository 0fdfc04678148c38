"""Which of the related stand in a list? Hard rules, one of each story, and a choice that does not say one thing ten
times.

The choice is by maximal marginal relevance (Carbonell and Goldstein 1998): each next one is worth its score, less what
is told already by one that was chosen.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np

from newsgraph.article import ArticleId
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.features import Field
from newsgraph.relating.reasons import Related, Relation
from newsgraph.relating.signals import Block, SignalName, Strengths
from newsgraph.relating.weights import FLOOR

DIVERSITY = 0.3  # share of the choice that what is already chosen has: λ 0.7, as in most of the literature
CHOSEN_FROM = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the archive knows besides. `story` names the story of an article, `original` the article that it copies;
    `hidden` are withdrawn or under embargo."""

    story: Mapping[ArticleId, str] = field(default_factory=dict)
    original: Mapping[ArticleId, ArticleId] = field(default_factory=dict)
    hidden: AbstractSet[ArticleId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a list is chosen. `collapse` leaves one article of each story; `full` fills the list by the ladder of `Rung`.
    At most half of a list is of one source, where others have something to say."""

    limit: int = 10
    floor: float = FLOOR
    collapse: bool = True
    full: bool = False


def kept_out(article: ArticleId, related: Related, known: Known) -> str:
    """Which hard rule bars it, in words, "" for none."""
    other = related.article
    if other == article:
        return "it is the article itself"
    if other in known.hidden:
        return "it is withdrawn or under embargo"
    if related.relation is Relation.COPY:
        return "it is a copy of the article"
    if known.original.get(other, other) == known.original.get(article, article):
        return "it is a copy of the article, or both are of one"
    return ""


def too_little(related: Related, floor: float) -> str:
    """Why the floor bars it, in words, "" where it does not."""
    told = substance(related)
    return "" if told >= floor else f"what they share, {told:.3f}, is below the floor {floor:.3f}"


def substance(related: Related) -> float:
    """The score without what days add: two articles are not related by being of one day."""
    return math.fsum(reason.value for reason in related.reasons if reason.signal is not SignalName.DAYS)


def choice(corpus: Corpus, found: Sequence[Related], rules: Rules, known: Known) -> list[Related]:
    """At most the limit, in order of score. `found` is best first and barred by no rule."""
    left = representatives(found, known, collapse=rules.collapse)[:CHOSEN_FROM]
    rows = np.array([corpus.row_of[one.article] for one in left], dtype=np.intp)
    sources = [corpus.features[row].source for row in rows]
    most = max(1, (rules.limit + 1) // 2)
    told: Strengths = np.zeros(len(left))
    whole = Block(corpus, 0, rows)
    chosen: list[int] = []
    while len(chosen) < min(rules.limit, len(left)):
        counted = Counter(sources[i] for i in chosen if sources[i])
        free = [i for i in range(len(left)) if i not in chosen]
        fair = [i for i in free if counted[sources[i]] < most] or free
        best = max(fair, key=lambda i: (left[i].score * (1 - DIVERSITY - DIVERSITY * told[i]), -i))
        chosen.append(best)
        told = np.maximum(told, Block(corpus, int(rows[best]), rows, whole.fetched).cosine(Field.WHOLE, Field.WHOLE))
    return [left[i] for i in sorted(chosen)]


def representatives(found: Sequence[Related], known: Known, *, collapse: bool) -> list[Related]:
    """The best of each group of copies and, where asked, of each story."""
    seen: set[str] = set()
    kept = []
    for one in found:
        groups: set[str] = {known.original.get(one.article, one.article)}
        if collapse and one.article in known.story:
            groups.add(f"story {known.story[one.article]}")
        if groups.isdisjoint(seen):
            kept.append(one)
        seen |= groups
    return kept
