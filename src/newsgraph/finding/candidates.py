"""What could be a name, and what is said for and against it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from newsgraph.entity import EntityKind
from newsgraph.finding.weights import WEIGHTS

KINDS = (EntityKind.PLACE, EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.GROUP)
"""The order of every row of four sums."""
PLACE, PERSON, ORGANISATION, GROUP = range(4)
ANY = -1
"""The row of a vote that counts for all kinds alike."""

Odds = tuple[float, float, float]
Sums = list[float]
PRIORS = tuple(WEIGHTS[f"prior {kind.value}"] for kind in KINDS)
"""What each kind has before any vote."""


class Guess(NamedTuple):
    """What a tagger holds of a span, offsets as in the text that it was given.

    `odds` are natural log-odds of (place, person, organisation) against "no name".
    """

    start: int
    end: int
    odds: Odds


class Vote(NamedTuple):
    """One sign's say: `weight` (natural log-odds) for the kind `KINDS[row]`; with ANY for all, against "no name"."""

    sign: str
    row: int
    weight: float

    @property
    def kind(self) -> EntityKind | None:
        """The kind that gains, None where all do."""
        return None if self.row == ANY else KINDS[self.row]


def vote(sign: str, row: int) -> Vote:
    """A vote with the weight that its sign has."""
    return Vote(sign, row, WEIGHTS[sign])


def totals(votes: Iterable[Vote]) -> Sums:
    """Priors and votes, summed: the log-odds of each kind against "no name"."""
    sums = list(PRIORS)
    for _, row, weight in votes:
        if row == ANY:
            sums = [value + weight for value in sums]
        else:
            sums[row] += weight
    return sums


class Candidate:
    """A span that could be a name. `start` and `end` are offsets in the named text; `key` is the folded surface.

    `sums` are `totals(votes)` at any time; `context` is the part of them that the words beside it gave.
    """

    __slots__ = ("context", "end", "guess", "headline", "key", "role", "start", "sums", "surface", "votes")

    def __init__(self, span: tuple[int, int], surface: str, key: str, guess: Odds | None) -> None:
        self.start, self.end = span
        self.surface, self.key, self.guess = surface, key, guess
        self.role = ""
        self.headline = False
        self.votes: list[Vote] = []
        self.sums: Sums = [*PRIORS]
        self.context: Sequence[float] = NO_CONTEXT

    def add(self, one: Vote) -> None:
        """Counts a vote."""
        self.votes.append(one)
        _, row, weight = one
        sums = self.sums
        if row == ANY:
            a, b, c, d = sums
            self.sums = [a + weight, b + weight, c + weight, d + weight]
        else:
            sums[row] += weight

    def add_context(self, one: Vote) -> None:
        """Counts a vote for one kind that is of this mention's surroundings, so that its namesakes may hear of it."""
        self.votes.append(one)
        _, row, weight = one
        self.sums[row] += weight
        context = [*self.context]
        context[row] += weight
        self.context = context

    def begin_with(self, form: "Counted", guess: "Counted") -> None:
        """Takes the votes of the name's form, and the tagger's: both come counted, many names have the same."""
        self.votes = [*form.votes, *guess.votes]
        a, b, c, d = form.totals
        e, f, g, h = guess.totals
        self.sums = [a + e, b + f, c + g, d + h]


NO_CONTEXT = (0.0, 0.0, 0.0, 0.0)


class Counted(NamedTuple):
    """Votes and their sums by kind."""

    votes: tuple[Vote, ...]
    totals: tuple[float, ...]


NOTHING = Counted((), (0.0,) * len(KINDS))


@lru_cache(maxsize=1 << 14)
def counted_odds(odds: Odds) -> Counted:
    """A tagger's odds as votes."""
    weights = [WEIGHTS["tagger"] * value for value in odds]
    return Counted(tuple(Vote("tagger", row, weight) for row, weight in enumerate(weights)), (*weights, 0.0))
