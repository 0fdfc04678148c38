"""How do new rows lie over old ones? Rows that died are left out of the old, and rows that came stand behind them."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.graph.sparse import EMPTY, Floats, Sparse
from newsgraph.graph.strings import Ints, Strings


class Layer(NamedTuple):
    """Links from tails to entities, seen from both ends, with what changed since they were built.

    Tails below `forward.rows` are old, those behind it stand in `more`, which `back` has from the entities' end (by
    their place in `more`). Nobody asks for the rows of old tails that are `dead`; entities leave them out.
    """

    forward: Sparse
    backward: Sparse
    more: Sparse = EMPTY
    back: Sparse = EMPTY
    dead: NDArray[np.bool_] | None = None

    def gather(self, tails: Ints) -> NDArray[np.int32]:
        """The entities of these tails, tail after tail, the old tails first."""
        if self.dead is None:
            return self.forward.gather(tails)
        old = tails < self.forward.rows
        return np.concatenate((self.forward.gather(tails[old]), self.more.gather(tails[~old] - self.forward.rows)))

    def lengths(self, tails: Ints) -> NDArray[np.int64]:
        """How many entities each of these tails has; old tails first, as `gather` has them."""
        if self.dead is None:
            return self.forward.lengths(tails)
        old = tails < self.forward.rows
        return np.concatenate((self.forward.lengths(tails[old]), self.more.lengths(tails[~old] - self.forward.rows)))

    def rows(self, tails: Ints) -> tuple[NDArray[np.int32], Floats, NDArray[np.int64]]:
        """What `gather` gives of these tails, its weights, and what `lengths` gives; the old tails stand first."""
        parts = [(where, *where.spread(some)) for where, some in self._parts(tails)]
        heads = np.concatenate([where.heads[places] for where, places, _ in parts])
        weights = np.concatenate([where.weights[places] for where, places, _ in parts])
        return heads, weights, np.concatenate([lengths for *_, lengths in parts])

    def ends(self, tails: Ints) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """What `rows` gives without the weights."""
        if self.dead is None:
            places, lengths = self.forward.spread(tails)
            return self.forward.heads[places], lengths
        return self.gather(tails), self.lengths(tails)

    def _parts(self, tails: Ints) -> list[tuple[Sparse, Ints]]:
        if self.dead is None:
            return [(self.forward, tails)]
        old = int(np.searchsorted(tails, np.int32(self.forward.rows)))
        return [(self.forward, tails[:old]), (self.more, tails[old:] - self.forward.rows)]

    def row(self, tail: int) -> tuple[NDArray[np.int32], Floats]:
        """The entities of one tail, ascending, and their weights."""
        where, at = (self.forward, tail) if tail < self.forward.rows else (self.more, tail - self.forward.rows)
        return where.row(at), where.row_weights(at)

    def tails(self, entity: int) -> tuple[NDArray[np.int32], Floats]:
        """The tails of one entity, ascending, and their weights."""
        if entity < self.backward.rows:
            tails, weights = self.backward.row(entity), self.backward.row_weights(entity)
        else:
            tails, weights = EMPTY.heads, EMPTY.weights
        if self.dead is None:
            return tails, weights
        living = ~self.dead[tails]
        new = self.back.row(entity) + np.int32(self.forward.rows)
        return np.concatenate((tails[living], new)), np.concatenate((weights[living], self.back.row_weights(entity)))


class Labels(NamedTuple):
    """Ids or names by number: those that were built, and behind them those that came. `where` has the numbers of what
    came, also of what took an old one's place; old ones that `dead` marks are not found."""

    built: Strings
    more: tuple[str, ...] = ()
    where: Mapping[str, int] = {}
    dead: NDArray[np.bool_] | None = None
    changed: Mapping[int, str] = {}

    def at(self, number: int) -> str:
        if number >= self.built.size:
            return self.more[number - self.built.size]
        return self.changed[number] if number in self.changed else self.built.at(number)

    def with_places(self, first: int) -> "Labels":
        """Those that came can be found: they are numbered from `first` on."""
        return self._replace(where={id: first + at for at, id in enumerate(self.more)})

    def find(self, id: str) -> int:
        """The number of that id, -1 where there is none."""
        found = self.where.get(id)
        if found is not None:
            return found
        found = self.built.find(id)
        return -1 if found >= 0 and self.dead is not None and self.dead[found] else found
