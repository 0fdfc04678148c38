"""Which of the related stand in a list? Hard rules, one of each story, and a choice that does not say one thing ten
times.

The choice is by maximal marginal relevance (Carbonell and Goldstein 1998): each next one is worth its score, less what
is told already by one that was chosen.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.relating.closeness import Few
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.numbered import NO_DAY
from newsgraph.relating.reasons import Related, Relation
from newsgraph.relating.scoring import Scores
from newsgraph.relating.signals import SignalName
from newsgraph.relating.weights import FLOOR, STRONG

DIVERSITY = 0.3  # share of the choice that what is already chosen has: λ 0.7, as in most of the literature
CHOSEN_FROM = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the archive knows besides. `original` is the article that one copies; `hidden` are withdrawn or
    under embargo."""

    original: Mapping[ArticleId, ArticleId] = field(default_factory=dict)
    hidden: AbstractSet[ArticleId] = frozenset()


class Among(NamedTuple):
    """Which articles may stand in a list: published from `since` to `until`, both included, and of `ids`, where they
    are given. What states no date is in no period."""

    since: date | None = None
    until: date | None = None
    ids: Sequence[ArticleId] | None = None

    def rows(self, corpus: Corpus) -> NDArray[np.bool_] | None:
        """Of each row of the corpus whether it may; None where all may."""
        if self == ANY:
            return None
        days = corpus.days
        allowed = np.ones(len(days), dtype=np.bool_)
        if self.since or self.until:
            allowed = (days != NO_DAY) & (days >= (self.since or date.min).toordinal())
            allowed &= days <= (self.until or date.max).toordinal()
        if self.ids is not None:
            named = np.zeros(len(days), dtype=np.bool_)
            named[corpus.rows_of(self.ids)] = True
            allowed &= named
        return np.asarray(allowed, dtype=np.bool_)


ANY = Among()


class Wanted(StrEnum):
    """What a reader may ask for: what came after the article and what went before, others on the event, others of
    another outlet on it, the same place, the same people or organisations."""

    FOLLOW_UP = "follow-up"
    BACKGROUND = "background"
    SAME_EVENT = "same-event"
    OTHER_VIEW = "other-view"
    PLACE = "place"
    ACTOR = "actor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a list is chosen. `collapse` leaves one article of each story (of any two that are as close as those of
    one are on average); `full` fills the list by the ladder of `Rung`. At most half of a list is of one source, where
    others have something to say. Where anything is `wanted`, an article must be one of it; with `copies` copies are
    listed too, those of the article itself among them."""

    limit: int = 10
    floor: float = FLOOR
    collapse: bool = True
    full: bool = False
    wanted: AbstractSet[Wanted] = frozenset()
    copies: bool = False


def kept_out(one: ArticleId, other: ArticleId, known: Known, *, copy: bool, copies: bool = False) -> str:
    """Which hard rule bars the other, in words, "" for none; `copy` says that its words are the one's. With `copies`
    these may stand in a list."""
    if other == one:
        return "it is the article itself"
    if other in known.hidden:
        return "it is withdrawn or under embargo"
    if copies:
        return ""
    if copy:
        return "it is a copy of the article"
    if known.original.get(other, other) == known.original.get(one, one):
        return "it is a copy of the article, or both are of one"
    return ""


def too_little(substance: float, floor: float) -> str:
    """Why the floor bars an article, in words, "" where it does not."""
    return "" if substance >= floor else f"what they share, {substance:.3f}, is below the floor {floor:.3f}"


def fits(related: Related, wanted: AbstractSet[Wanted], *, same_source: bool) -> bool:
    """Whether it is any of what is wanted. What has names or a place in common has them whatever else it is."""
    strong = {reason.signal: reason.strength for reason in related.reasons}
    names = max(strong.get(SignalName.PEOPLE, 0.0), strong.get(SignalName.ORGANISATIONS, 0.0))
    days, relation = related.days or 0, related.relation
    is_it = {
        Wanted.FOLLOW_UP: relation in (Relation.SAME_EVENT, Relation.SINCE, Relation.SAME_NAMES) and days > 0,
        Wanted.BACKGROUND: relation in (Relation.SAME_EVENT, Relation.BEFORE, Relation.SAME_NAMES) and days < 0,
        Wanted.SAME_EVENT: relation is Relation.SAME_EVENT,
        Wanted.OTHER_VIEW: relation is Relation.SAME_EVENT and not same_source,
        Wanted.PLACE: relation is Relation.SAME_PLACE or strong.get(SignalName.PLACES, 0.0) >= STRONG,
        Wanted.ACTOR: relation is Relation.SAME_NAMES or names >= STRONG,
    }
    return any(is_it[one] for one in wanted)


def choice(scores: Scores, places: Sequence[int], rules: Rules, known: Known) -> list[int]:
    """Places in the block, at most the limit, in order of score. `places` are best first and barred by no rule."""
    left = representatives(scores, places, known, rules)[:CHOSEN_FROM]
    limit, corpus = min(rules.limit, len(left)), scores.block.corpus
    rows, totals = scores.block.rows[left], scores.totals[left]
    sources, few, most = corpus.sources[rows], Few(corpus, rows), max(1, (rules.limit + 1) // 2)
    counted: Counter[int] = Counter()
    often, told = np.zeros(len(left), dtype=np.bool_), np.zeros(len(left))
    free, chosen = ~often, list[int]()
    while len(chosen) < limit and free.any():
        fair = free & ~often
        worth = np.where(fair if fair.any() else free, totals * (1 - DIVERSITY - DIVERSITY * told), -np.inf)
        best = int(worth.argmax())  # of equals the first, which has the higher score or the smaller id
        chosen.append(best)
        free[best] = False
        counted[source := int(sources[best])] += 1
        if source and counted[source] == most:
            often |= sources == source
        alike = few.alike(best)
        told = np.maximum(told, alike)
        if rules.collapse:
            free &= ~few.same_story(best, alike)
    return [left[at] for at in sorted(chosen)]


def representatives(scores: Scores, places: Sequence[int], known: Known, rules: Rules) -> list[int]:
    """The best of each group of copies; all where copies are asked for."""
    if rules.copies or not known.original:
        return list(places)
    best: dict[ArticleId, int] = {}
    for at, id in scores.ids(places).items():
        best.setdefault(known.original.get(id, id), at)
    return list(best.values())
