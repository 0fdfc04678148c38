"""What is each of some articles worth after this one, and for which reasons? The sum, and nothing chosen yet."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsgraph.article import ArticleId
from newsgraph.relating.cells import Rows
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.features import Field
from newsgraph.relating.numbered import NO_DAY
from newsgraph.relating.reasons import Reason, Related, Relation, total
from newsgraph.relating.signals import SIGNALS, Block, SignalName, Strengths, most_novelty, strengths
from newsgraph.relating.weights import COPY, SAME_EVENT_WORDING, SAME_SUBJECT_WORDING, STRONG, weights_of


def weights_in(corpus: Corpus) -> Mapping[SignalName, float]:
    """An archive that is too small for topics gives their weight to the words; one with meanings has a set of its
    own."""
    return weights_of(topics=corpus.epoch.topics is not None, meanings=corpus.meanings.model.width > 0)


@dataclass(frozen=True, slots=True)
class Scores:
    """A block with all its strengths, worked out once. `substances` are the scores without what days add: two articles
    are not related by being of one day."""

    block: Block
    strengths: Mapping[SignalName, Strengths]
    totals: Strengths
    substances: Strengths

    @classmethod
    def of(cls, block: Block) -> "Scores":
        found, weights = strengths(block), weights_in(block.corpus)
        worth = {name: weights[name] * found[name] for name in found}
        days = worth.pop(SignalName.DAYS)
        substances = np.sum(list(worth.values()), axis=0)
        return cls(block, found, totals=substances + days, substances=substances)

    def ids(self, places: Sequence[int]) -> dict[int, ArticleId]:
        """Of the articles at those places of the block, in that order."""
        return dict(zip(places, self.block.corpus.ids(self.block.rows[np.array(places, dtype=np.intp)]), strict=True))

    def for_them(self) -> tuple[Strengths, Strengths]:
        """The most that the one can be worth to each of the others: totals and substances. All signals but novelty are
        the same both ways, but for the order in which they are summed."""
        weight = weights_in(self.block.corpus)[SignalName.NOVELTY]
        more = weight * (most_novelty(self.block) - self.strengths[SignalName.NOVELTY])
        return self.totals + more, self.substances + more

    @property
    def copies(self) -> NDArray[np.bool_]:
        """Of which articles all words are (nearly) the same as the one's."""
        return np.asarray(self._alike >= COPY, dtype=np.bool_)

    @property
    def _alike(self) -> Strengths:
        return self.block.cosine(Field.WHOLE, Field.WHOLE)

    def best(self, limit: int) -> list[int]:
        """Places in the block, best first, ties by id; those with a score of 0 are left out."""
        place = {int(row): at for at, row in enumerate(self.block.rows)}
        return [place[int(row)] for row in self.block.corpus.best(self.block.rows, self.totals, limit)]

    def explained(self, places: Iterable[int]) -> list[Related]:
        """Those places of the block with their reasons (all that are not 0, the largest first) and relation, in that
        order."""
        corpus, some = self.block.corpus, np.fromiter(places, np.intp)
        alike = self._alike[some].tolist()
        rows = self.block.rows[some].tolist()
        found = []
        for row, like, why in zip(rows, alike, self._reasons(some), strict=True):
            days = _days_later(self.block.one.day, int(corpus.days[row]))
            relation = _relation(why, like, days)
            found.append(Related(article=corpus.id(row), score=total(why), reasons=why, relation=relation, days=days))
        return found

    def _reasons(self, places: Rows) -> Iterator[tuple[Reason, ...]]:
        weights = weights_in(self.block.corpus)
        told = [(signal.name, weights[signal.name]) for signal in SIGNALS if weights.get(signal.name, 0) > 0]
        for strong in np.array([self.strengths[name][places] for name, _ in told]).T.tolist():
            reasons = [
                Reason(signal=name, strength=strength, weight=weight)
                for (name, weight), strength in zip(told, strong, strict=True)
                if strength > 0
            ]
            yield tuple(sorted(reasons, key=lambda reason: (-reason.value, reason.signal)))


def _days_later(one: int, other: int) -> int | None:
    return None if NO_DAY in (one, other) else other - one


def _relation(reasons: Sequence[Reason], alike: float, days: int | None) -> Relation:
    """In words. Days apart of 3 or less (or unknown) and much the same words: one event."""
    if alike >= COPY:
        return Relation.COPY
    near = days is None or abs(days) <= 3
    strong = {reason.signal: reason.strength for reason in reasons}
    if alike >= SAME_EVENT_WORDING**2:
        if near:
            return Relation.SAME_EVENT
        return Relation.SINCE if days and days > 0 else Relation.BEFORE
    if max(strong.get(SignalName.PEOPLE, 0), strong.get(SignalName.ORGANISATIONS, 0)) >= STRONG:
        return Relation.SAME_NAMES
    place = alike < SAME_SUBJECT_WORDING**2 and strong.get(SignalName.PLACES, 0) >= STRONG
    return Relation.SAME_PLACE if place else Relation.SAME_SUBJECT
