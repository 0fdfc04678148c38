"""What do two articles share, and which of it tells most? Words and names, by their columns; then the keys of these."""

from collections.abc import Callable
from functools import partial

import numpy as np

from newsgraph.relating.cells import Ints, Rows, Sparse
from newsgraph.relating.corpus import Corpus
from newsgraph.relating.features import Field
from newsgraph.relating.numbering import Hashes
from newsgraph.relating.signals import SignalName
from newsgraph.relating.told import Telling, Told

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


def shared_keys(signal: SignalName, corpus: Corpus, one: Told, other: Told, *, most: int) -> list[str]:
    """What both have and the other shows, by how much it adds to the strength (both ways), ties by the alphabet: so
    many at most. A country around its towns is no name in it."""
    part, whole = FIELDS[signal]
    columns, weights = other.vector(corpus, whole)
    adds = corpus.matched(one.vector(corpus, part), columns) * weights
    if part is whole:
        adds *= 2
    else:  # each column of a part is one of its whole
        adds += corpus.matched(one.vector(corpus, whole), columns) * corpus.matched(other.vector(corpus, part), columns)
    return _heaviest_first(adds, other.telling(corpus, whole), most, partial(other.key, whole))


def new_keys(corpus: Corpus, one: Told, other: Told, *, most: int) -> list[str]:
    """The words that the other has and the one has not, by what they weigh, ties by the alphabet: so many at most."""
    mine, theirs = one.vector(corpus, Field.WHOLE), other.vector(corpus, Field.WHOLE)
    had = corpus.matched(Sparse(mine.columns, np.ones_like(mine.columns)), theirs.columns)
    adds = np.where(had, 0, theirs.weights)
    return _heaviest_first(adds, other.telling(corpus, Field.WHOLE), most, partial(other.key, Field.WHOLE))


def _heaviest_first(adds: Ints, cells: Telling, most: int, key: Callable[[int], str | None]) -> list[str]:
    """The keys of the telling cells, by what they add, which `adds` says of each; `key` is that of a hash, None for
    what is not shown."""
    some = np.flatnonzero((adds > 0) & cells.telling)
    adds, hashes = adds[some], cells.hashes[some]
    heavy = _heaviest(adds, most)
    found = _shown(adds[heavy], hashes[heavy], key)
    if len(found) < min(most, len(some)):  # some of them it does not show
        found = _shown(adds, hashes, key)
    return found[:most]


def _heaviest(adds: Ints, most: int) -> Rows:
    """The places of those that are as heavy as the last of so many, or heavier."""
    if len(adds) <= most:
        return np.arange(len(adds))
    return np.flatnonzero(adds >= np.partition(adds, len(adds) - most)[len(adds) - most])


def _shown(adds: Ints, hashes: Hashes, key: Callable[[int], str | None]) -> list[str]:
    told = zip(adds.tolist(), map(key, hashes.tolist()), strict=True)
    return [key for _, key in sorted((-add, key) for add, key in told if key is not None)]
