"""In how many reports do two names stand together? Counted over all who stand beside one, at once."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.graph.graph import Graph
from newsgraph.graph.rows import ALWAYS, Period
from newsgraph.graph.sparse import runs
from newsgraph.graph.strings import Ints

_FEWER = 2
"""So many names of reports for each entity that there is are counted in a table of all entities; fewer are sorted."""


class Beside(NamedTuple):
    """Who stands beside somebody, ascending by number, and in how many reports."""

    entities: Ints
    both: Ints

    def only(self, kept: NDArray[np.bool_] | NDArray[np.int64]) -> "Beside":
        return Beside(self.entities[kept], self.both[kept])


def beside(graph: Graph, own: int, period: Period = ALWAYS) -> Beside:
    """Everybody beside the entity in the period, itself left out. Nobody waits for the largest: what was counted when
    the arrays were built is taken, and what changed since is added to it."""
    built = graph.arrays.crowds.of(own) if period == ALWAYS else None
    if built and graph.reporting.dead is None:
        return Beside(*built)
    found = _changed(graph, own, Beside(*built)) if built else counted(graph, graph.reports(own, period))
    return found.only(found.entities != own)


def counted(graph: Graph, reports: Ints) -> Beside:
    """The entities of these reports, and in how many of them each is."""
    named = graph.reporting.gather(reports)
    if named.size < graph.kinds.size * _FEWER:
        return Beside(*runs(named))
    return _counts(np.bincount(named, minlength=graph.kinds.size))


def _counts(counts: NDArray[np.int64]) -> Beside:
    entities = np.flatnonzero(counts).astype(np.int32)
    return Beside(entities, counts[entities])


def _changed(graph: Graph, own: int, built: Beside) -> Beside:
    """Without the reports that died, with those that came."""
    layer = graph.reporting
    old = layer.backward.row(own)
    gone = layer.forward.gather(old[layer.dead[old]] if layer.dead is not None else old[:0])
    came = layer.more.gather(layer.back.row(own))
    counts = np.bincount(came, minlength=graph.kinds.size) - np.bincount(gone, minlength=graph.kinds.size)
    counts[built.entities] += built.both
    return _counts(counts)


def reports_in(graph: Graph, entities: Ints, period: Period) -> NDArray[np.int64]:
    """In how many reports of the period each of these entities is named, without reading all that name it."""
    if period == ALWAYS:
        return graph.counts[entities]
    layer, built = graph.reporting, graph.arrays.reported
    low, high = graph.range(period)
    old = entities[entities < built.rows]
    found = np.zeros(entities.size, np.int64)
    found[entities < built.rows] = built.below(old, high) - built.below(old, low)
    if layer.dead is None:
        return found
    gone = np.flatnonzero(layer.dead[low:high]) + low
    came = graph.newer_in(period)
    size = graph.kinds.size
    came_counts = np.bincount(layer.more.gather(came), minlength=size)
    return found + (came_counts - np.bincount(layer.forward.gather(gone), minlength=size))[entities]
