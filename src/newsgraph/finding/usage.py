"""How the articles of a whole archive use a name: counts that can be merged, kept and asked.

Each article says once, by itself, how it uses its names. What all together say of a name is heard in steps
(`verdict`), so that one article more hardly ever changes it, and it is heard only where an article by itself is in
doubt: so the names of an article are a function of its words and of the verdicts on its doubts.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from newsgraph.entity import EntityKind
from newsgraph.finding.candidates import ANY, KINDS, PRIORS, Candidate, Vote
from newsgraph.finding.weights import WEIGHTS

MOST_PER_ARTICLE = 3
"""No article says a name's kind louder than three times."""
MOST_HEARD = 64
"""More articles weigh no more: the logarithm of the sum is bounded by `_MOST_SURE`, 55 articles."""


class ArchiveVotes:
    """Counts of (name, kind) over articles. A value: merging gives a new one, and its order never matters."""

    __slots__ = ("_counts",)

    def __init__(self, counts: Iterable[tuple[str, EntityKind, int]] = ()) -> None:
        self._counts: dict[str, list[int]] = {}
        for name, kind, count in counts:
            self._counts.setdefault(name, [0] * len(KINDS))[KINDS.index(kind)] += count

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ArchiveVotes) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __iter__(self) -> Iterator[tuple[str, EntityKind, int]]:
        """Every count, sorted by name, kinds in the order of KINDS."""
        for name in sorted(self._counts):
            for kind, count in zip(KINDS, self._counts[name], strict=True):
                if count:
                    yield name, kind, count

    def merged(self, *others: "ArchiveVotes") -> "ArchiveVotes":
        return ArchiveVotes(row for votes in (self, *others) for row in votes)

    def votes(self, name: str) -> tuple[Vote, ...]:
        """What the archive says of a name: more, the more articles agree; nothing from a single one."""
        counts = self._counts.get(name)
        return _votes(verdict(counts)) if counts else ()


def verdict(counts: Sequence[int]) -> tuple[int, ...]:
    """What is heard of counts in the order of KINDS: the most frequent kind as a power of two up to MOST_HEARD, the
    others in proportion, rounded down to powers of two; () of too few."""
    if sum(counts) <= MOST_PER_ARTICLE:
        return ()
    shrunk = max(1.0, max(counts) / MOST_HEARD)
    return tuple(1 << (int(count / shrunk).bit_length() - 1) if count >= shrunk else 0 for count in counts)


def with_votes(sums: Sequence[float], counts: Sequence[int]) -> list[float]:
    """A candidate's own sums and the votes of all together, by KINDS."""
    weighed = [*sums]
    for _, row, weight in _votes(verdict(counts)):
        if row == ANY:
            weighed = [value + weight for value in weighed]
        else:
            weighed[row] += weight
    return weighed


@lru_cache(maxsize=1 << 14)
def _votes(counts: tuple[int, ...]) -> tuple[Vote, ...]:
    if not counts:
        return ()
    total = sum(counts)
    most = max(counts)
    found = [Vote("archive", ANY, round(WEIGHTS["archive"] * min(_MOST_SURE, math.log(total)), 3))]
    for row, count in enumerate(counts):
        odds = max(-_MOST_DOUBT, math.log((count + 0.5) / (most + 0.5)))
        found.append(Vote("archive", row, round(odds + _EVEN - PRIORS[row], 3)))
    return tuple(found)


_MOST_SURE, _MOST_DOUBT = 4.0, 3.0
_EVEN = max(PRIORS)
"""Where the archive knows a name, its counts take the place of the priors."""


def votes_of(candidates: Iterable[tuple[Candidate, EntityKind]]) -> ArchiveVotes:
    """One article's say: its names by kind, each at most three times."""
    counted = Counter((candidate.key, kind) for candidate, kind in candidates)
    return ArchiveVotes((key, kind, min(count, MOST_PER_ARTICLE)) for (key, kind), count in counted.items())
