"""Why is an article related? Signals with what backs them: names, words, a quoted sentence, days."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from newsgraph.article import ArticleId
from newsgraph.relating.signals import SignalName


class Quotation(NamedTuple):
    """A sentence that backs a reason: `article.text[start:end]` of that article."""

    article: ArticleId
    start: int
    end: int


class Evidence(NamedTuple):
    """What backs a reason. `names` are shared entities, `words` shared words as printed in the related article, most
    telling first; `days` is how many days later (negative: earlier) the related article was published."""

    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    quotation: Quotation | None = None
    days: int | None = None


NO_EVIDENCE = Evidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One addend of a score: `value` is weight × strength. `strength` is 0 to 1."""

    signal: SignalName
    strength: float
    weight: float
    evidence: Evidence = NO_EVIDENCE

    @property
    def value(self) -> float:
        return self.weight * self.strength


class Relation(StrEnum):
    """What the related article is to the one that is read, in words that stand alone."""

    COPY = "a copy of it"
    SAME_EVENT = "the same event"
    BEFORE = "what came before"
    SINCE = "what happened since"
    SAME_NAMES = "the same people or organisations"
    SAME_PLACE = "the same place"
    SAME_SUBJECT = "the same subject"


class Rung(StrEnum):
    """Which rules a related article came in by. All but the first only where a list must always be full."""

    RELATED = "related"
    SAME_STORY = "more of one story"
    WEAK = "weakly related"
    ANY = "something in common"
    RECENT = "recent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A related article. `reasons` are all that are not 0, the largest first, and `score` is the sum of their values.
    `line` says it in plain words; it was published so many `days` later (below 0: earlier). `kept_out` is why a list
    leaves it out, "" where it may stand in one."""

    article: ArticleId
    score: float
    reasons: tuple[Reason, ...]
    relation: Relation
    line: str = ""
    days: int | None = None
    rung: Rung = Rung.RELATED
    kept_out: str = ""


def total(reasons: tuple[Reason, ...]) -> float:
    """The sum of the reasons, rounded once, in whatever order they stand."""
    return math.fsum(reason.value for reason in reasons)
