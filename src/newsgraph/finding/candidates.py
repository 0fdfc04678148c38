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


@lru_cache(maxsize=256)
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


class Counted(NamedTuple):
    """Votes and their sums by kind."""

    votes: tuple[Vote, ...]
    totals: tuple[float, ...]


class Told(NamedTuple):
    """What the tagger says of a span: its odds as votes, and which of LEADS they show. `odds` is None for silence."""

    votes: tuple[Vote, ...]
    totals: tuple[float, ...]
    odds: Odds | None
    leads: int


SILENCE = Told((), (0.0,) * len(KINDS), None, 0)
SEEN, PLACE_LEADS, ORGANISATION_LEADS, PERSON_LEADS = 1, 2, 4, 8
"""LEADS, added up: it sees a name; nothing is likelier than a place; nothing is than an organisation, or a person, by
`SURE_OF_BOUNDS`."""
SURE_OF_BOUNDS = 1.0
"""From these odds on the tagger knows where a name begins and ends: "All Blacks", "First Chicago Corp."."""
NO_CONTEXT = (0.0, 0.0, 0.0, 0.0)


class Spelling(NamedTuple):
    """What is known of a name by itself, wherever it stands.

    `key` is the folded surface, `form` what its words vote. `small` is its small form where it is a single word that is
    not all in capitals, else "". `is_loud`: all in capitals. `is_common`: its words are common ones. `dotted` is the
    abbreviated place that it is with the full stop behind it.
    """

    surface: str
    key: str
    form: Counted
    small: str = ""
    is_single: bool = False
    is_loud: bool = False
    is_common: bool = False
    is_facility: bool = False
    dotted: "Spelling | None" = None


class Candidate:
    """A span that could be a name. `start` and `end` are offsets in the named text.

    `sums` are `totals(votes)` at any time; `context` is the part of them that the words beside it gave.
    """

    __slots__ = ("_heard", "_told", "context", "end", "guess", "headline", "key", "role", "spelling", "start", "sums")

    def __init__(self, start: int, end: int, spelling: Spelling, told: Told) -> None:
        """The votes of the name's form come first, then the tagger's: both come counted, many names have the same."""
        self.start, self.end = start, end
        self.spelling, self.key = spelling, spelling.key
        self.role = ""
        self.headline = False
        self.context: Sequence[float] = NO_CONTEXT
        self._told, self.guess = told, told.odds
        self._heard: list[tuple[str, int, float]] = []
        a, b, c, d = spelling.form.totals
        e, f, g, h = told.totals
        self.sums: Sums = [a + e, b + f, c + g, d + h]

    @property
    def surface(self) -> str:
        return self.spelling.surface

    @property
    def votes(self) -> list[Vote]:
        """All that was said for and against, in order. Made when somebody asks: what decides are the sums."""
        return [*self.spelling.form.votes, *self._told.votes, *map(Vote._make, self._heard)]

    def add(self, one: tuple[str, int, float]) -> None:
        """Counts a vote; a plain tuple of what makes one does as well."""
        self._heard.append(one)
        _, row, weight = one
        sums = self.sums
        if row == ANY:
            a, b, c, d = sums
            self.sums = [a + weight, b + weight, c + weight, d + weight]
        else:
            sums[row] += weight

    def add_rows(self, all_of_them: Sequence[tuple[str, int, float]]) -> None:
        """Counts several votes, each for one kind."""
        self._heard += all_of_them
        sums = self.sums
        for _, row, weight in all_of_them:
            sums[row] += weight

    def add_context(self, one: Vote) -> None:
        """Counts a vote for one kind that is of this mention's surroundings, so that its namesakes may hear of it."""
        self._heard.append(one)
        _, row, weight = one
        self.sums[row] += weight
        if self.context is NO_CONTEXT:
            self.context = [*NO_CONTEXT]
        self.context[row] += weight  # type: ignore[index]


@lru_cache(maxsize=1 << 14)
def told_by(odds: Odds) -> Told:
    """A tagger's odds as votes."""
    weights = [WEIGHTS["tagger"] * value for value in odds]
    most = max(odds)
    leads = SEEN + PLACE_LEADS * (odds[0] == most)
    leads += ORGANISATION_LEADS * (odds[2] == most > SURE_OF_BOUNDS) + PERSON_LEADS * (odds[1] == most > SURE_OF_BOUNDS)
    votes = tuple(Vote("tagger", row, weight) for row, weight in enumerate(weights))
    return Told(votes, (*weights, 0.0), odds, leads)
