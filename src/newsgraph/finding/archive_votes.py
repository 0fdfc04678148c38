"""How the articles of a whole archive use a name: counts that can be merged, kept and asked."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from newsgraph.entity import EntityKind
from newsgraph.finding.candidates import ANY, KINDS, PRIORS, Candidate, Vote
from newsgraph.finding.weights import WEIGHTS

MOST_PER_ARTICLE = 3
"""No article says a name's kind louder than three times."""
_FORMAT = 1


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

    def without(self, other: "ArchiveVotes") -> "ArchiveVotes":
        """Takes an article's counts back, when it is changed or withdrawn; no count falls below zero."""
        left = Counter({(name, kind): count for name, kind, count in self})
        left.subtract({(name, kind): count for name, kind, count in other})
        return ArchiveVotes((name, kind, count) for (name, kind), count in left.items() if count > 0)

    def votes(self, name: str) -> tuple[Vote, ...]:
        """What the archive says of a name: more, the more articles agree; nothing from a single one."""
        counts = self._counts.get(name)
        return _votes(tuple(counts)) if counts else ()

    def to_bytes(self) -> bytes:
        """JSON in UTF-8: `{"format": 1, "counts": {name: [place, person, organisation, group]}}`, names sorted."""
        counts = {name: self._counts[name] for name in sorted(self._counts)}
        return json.dumps({"format": _FORMAT, "counts": counts}, ensure_ascii=False).encode("utf-8")

    @classmethod
    def from_bytes(cls, data: bytes) -> "ArchiveVotes":
        """Raises ValueError where the bytes are of another format."""
        held = json.loads(data)
        if not isinstance(held, dict) or held.get("format") != _FORMAT:
            raise ValueError(f"archive votes of format {_FORMAT} expected")
        rows = held["counts"].items()
        return cls((name, kind, n) for name, row in rows for kind, n in zip(KINDS, row, strict=True))


@lru_cache(maxsize=1 << 14)
def _votes(counts: tuple[int, ...]) -> tuple[Vote, ...]:
    total = sum(counts)
    if total <= MOST_PER_ARTICLE:
        return ()
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
