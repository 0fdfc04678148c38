"""What do two articles share, and which of it tells most? Words and names by their columns, the keys of the heaviest."""

import numpy as np
from numpy.typing import NDArray

from newsgraph.relating.cells import Ints, Sparse
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.features import Field
from newsgraph.relating.numbering import Hashes
from newsgraph.relating.signals import SignalName
from newsgraph.relating.told import Told

MOST_KEYS = 40  # of what is shared are looked at: the heaviest
FIELDS: dict[SignalName, tuple[Field, Field]] = {
    SignalName.OPENING: (Field.OPENING, Field.WHOLE),
    SignalName.WORDING: (Field.WHOLE, Field.WHOLE),
    SignalName.TITLE: (Field.TITLE, Field.WHOLE),
    SignalName.TOPICS: (Field.OPENING, Field.OPENING),
    SignalName.MEANING: (Field.OPENING, Field.OPENING),
    SignalName.QUOTES: (Field.QUOTED, Field.QUOTED),
    SignalName.PEOPLE: (Field.PEOPLE, Field.PEOPLE),
    SignalName.ORGANISATIONS: (Field.ORGANISATIONS, Field.ORGANISATIONS),
    SignalName.PLACES: (Field.PLACES_FIRST, Field.PLACES),
}


def shared_keys(signal: SignalName, corpus: Corpus, one: Told, other: Told) -> list[str]:
    """What both have and the other shows, by how much it adds to the strength (both ways), ties by the alphabet:
    MOST_KEYS at most. A country around its towns is no name in it."""
    part, whole = FIELDS[signal]
    columns, weights = other.vector(corpus, whole)
    adds = corpus.matched(one.vector(corpus, part), columns) * weights
    if part is whole:
        adds *= 2
    else:  # each column of a part is one of its whole
        adds += corpus.matched(one.vector(corpus, whole), columns) * corpus.matched(other.vector(corpus, part), columns)
    return _heaviest_first(adds, whole, corpus, other)


def new_keys(corpus: Corpus, one: Told, other: Told) -> list[str]:
    """The words that the other has and the one has not, by what they weigh, ties by the alphabet: MOST_KEYS at most."""
    mine, theirs = one.vector(corpus, Field.WHOLE), other.vector(corpus, Field.WHOLE)
    had = corpus.matched(Sparse(mine.columns, np.ones_like(mine.columns)), theirs.columns)
    return _heaviest_first(np.where(had, 0, theirs.weights), Field.WHOLE, corpus, other)


def _heaviest_first(adds: Ints, field: Field, corpus: Corpus, other: Told) -> list[str]:
    """The telling keys that the other shows, by what they add: `adds` is for each of the cells of its field."""
    cells = other.telling(corpus, field)
    some = np.flatnonzero((adds > 0) & cells.telling)
    heaviest = _heaviest(adds[some])
    found = _shown(adds[some[heaviest]], cells.hashes[some[heaviest]], field, other)
    if len(found) < min(MOST_KEYS, len(some)):  # some of them it does not show
        found = _shown(adds[some], cells.hashes[some], field, other)
    return found[:MOST_KEYS]


def _heaviest(adds: Ints) -> NDArray[np.bool_]:
    """Which are as heavy as the last of MOST_KEYS, or heavier."""
    if len(adds) <= MOST_KEYS:
        return np.ones(len(adds), dtype=np.bool_)
    return np.asarray(adds >= np.partition(adds, len(adds) - MOST_KEYS)[len(adds) - MOST_KEYS])


def _shown(adds: Ints, hashes: Hashes, field: Field, other: Told) -> list[str]:
    told = zip(adds.tolist(), [other.key(field, hashed) for hashed in hashes.tolist()], strict=True)
    return [key for _, key in sorted((-add, key) for add, key in told if key is not None)]
