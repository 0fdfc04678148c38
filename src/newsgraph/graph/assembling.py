"""How do rows become arrays? Numbered in the order of ids, packed, sorted: a pure function of the set of rows."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from newsgraph.entity import EntityKind
from newsgraph.errors import ArchiveDamaged
from newsgraph.graph.arrays import Arrays, Crowds, Ties, save
from newsgraph.graph.linking import batches
from newsgraph.graph.rows import KINDS, TIES, UNDATED, ArticleRow, EntityRow, LinkRow, Links, Rows, TieRow
from newsgraph.graph.significance import hop_costs
from newsgraph.graph.sparse import UNIT, Sparse, packed, sparse, turned, unpacked
from newsgraph.graph.strings import Ints, Strings, strings

KIND_PLACES = {kind: place for place, kind in enumerate(KINDS)}
TIE_PLACES = {kind: place for place, kind in enumerate(TIES)}
CROWD = 5_000
"""Reports of an entity from which on who stands beside it is counted when the graph is built. On a million articles
that are some two hundred entities, 84 MB; at 5,000 reports counting takes 4 ms."""
_MOST_SPARSE = 64  # keys may be so many times as high as there are rows before a table of them is too wide


class Numbered(NamedTuple):
    """Ids in order, and the number of each key: `numbers[key]`, -1 for none."""

    ids: list[str]
    numbers: NDArray[np.int32]
    order: list[int]


def build(folder: Path, rows: Rows, *, revision: int) -> None:
    """Write the graph of these rows into the folder, in the place of the one there. `revision` is the store's that the
    rows were read at. Raises ArchiveDamaged where a link has a key that no row explains."""
    save(assemble(rows), folder, revision=revision)


def assemble(rows: Rows) -> Arrays:
    """The same in memory. Links are read in batches and held in 8 bytes each; articles and entities are held whole."""
    keys, ids, all_days, origins = columns_of(rows.articles, ArticleRow)
    told = numbered(keys, ids)
    days = np.array(all_days, np.int32)[told.order]
    leads = group_leads(told.ids, [origins[at] for at in told.order])
    keys, ids, *others = columns_of(rows.entities, EntityRow)
    known = numbered(keys, ids)
    kinds, hidden, names = entity_columns(known.order, *others)
    naming = sparse(read_links(rows.links, told.numbers, known.numbers), len(told.ids))
    reports = grouped(leads, days)
    reporting = joined(naming, reports.report_of, reports.days.size)
    reported = turned(reporting, len(known.ids))
    return Arrays(
        strings(told.ids),
        strings(known.ids),
        names,
        kinds,
        hidden,
        salts(known.ids),
        days,
        reports.report_of,
        reports.days,
        reports.articles,
        reports.members,
        naming,
        turned(naming, len(known.ids)),
        reporting,
        reported,
        tied(rows.ties, told.ids, known.ids),
        crowds(reporting, reported),
    )


def numbered(keys: Sequence[int], ids: Sequence[str]) -> Numbered:
    """The order of the ids, and how it is told by key."""
    order = sorted(range(len(ids)), key=ids.__getitem__)
    highest = max(keys, default=-1)
    if min(keys, default=0) < 0 or highest > _MOST_SPARSE * len(keys) + 10_000:
        raise ArchiveDamaged(f"keys of rows are small whole numbers: found {min(keys)} to {highest}")
    numbers = np.full(highest + 1, -1, np.int32)
    numbers[np.array(keys, np.int64)[order]] = np.arange(len(order), dtype=np.int32)
    return Numbered([ids[at] for at in order], numbers, order)


def columns_of(rows: Iterable[tuple[Any, ...]], row: type[ArticleRow | EntityRow]) -> list[Sequence[Any]]:
    """The rows turned: all values of each field together."""
    told = list(rows)
    return [list(map(itemgetter(at), told)) for at in range(len(row._fields))]


def entity_columns(
    order: Sequence[int], kinds: Sequence[EntityKind], names: Sequence[str], hidden: Sequence[bool]
) -> tuple[NDArray[np.int8], NDArray[np.bool_], Strings]:
    """Kinds, whether they are hidden, names, in that order."""
    places = np.fromiter(map(KIND_PLACES.__getitem__, kinds), np.int8, len(kinds))
    return places[order], np.array(hidden, np.bool_)[order], strings([names[at] for at in order])


def salts(ids: Sequence[str]) -> NDArray[np.uint16]:
    """A number for each id that depends on nothing else: the lower half of its CRC-32."""
    return np.fromiter((crc32(id.encode("utf-8", "replace")) & 0xFFFF for id in ids), np.uint16, len(ids))


def read_links(links: Iterable[LinkRow] | Iterable[Links], articles: Ints, entities: Ints) -> NDArray[np.int64]:
    """Packed, by the numbers that these tables have for the keys."""
    found = [
        packed(_looked_up(articles, one.articles), _looked_up(entities, one.entities), one.weights)
        for one in batches(links)
    ]
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _looked_up(numbers: Ints, keys: NDArray[np.int64]) -> Ints:
    inside = (keys >= 0) & (keys < numbers.size)
    found = numbers[keys] if inside.all() else np.full(1, -1)
    if found.size and found.min() < 0:
        wrong = keys[~inside][0] if not inside.all() else keys[found < 0][0]
        raise ArchiveDamaged(f"a link has the key {wrong}, which no row explains", hint="newsgraph verify")
    return found


def group_leads(ids: Sequence[str], origins: Sequence[str]) -> NDArray[np.int32]:
    """For each article the number of the one that stands for its copies; its own where that one is not here."""
    leads = np.arange(len(ids), dtype=np.int32)
    for at, origin in enumerate(origins):
        if origin:
            place = bisect_left(ids, origin)
            if place < len(ids) and ids[place] == origin:
                leads[at] = place
    return leads


class Reports(NamedTuple):
    """Groups of copies, in order of day and of the article that stands for them; fields as in `Arrays`."""

    report_of: NDArray[np.int32]
    days: NDArray[np.int32]
    articles: NDArray[np.int32]
    members: Sparse


def grouped(leads: NDArray[np.int32], days: NDArray[np.int32]) -> Reports:
    """Articles with the same lead are one report. The lead stands for it where it is in the group itself, else the
    first of them."""
    called, group = np.unique(leads, return_inverse=True)
    numbers = np.arange(leads.size, dtype=np.int32)
    standing = np.full(called.size, leads.size, np.int32)
    np.minimum.at(standing, group, numbers)
    own = leads == numbers
    standing[group[own]] = numbers[own]
    first = np.full(called.size, np.iinfo(np.int32).max, np.int32)
    dated = days != UNDATED
    np.minimum.at(first, group[dated], days[dated])
    first[first == np.iinfo(np.int32).max] = UNDATED
    order = np.lexsort((standing, first))
    place = np.empty(called.size, np.int32)
    place[order] = np.arange(called.size, dtype=np.int32)
    report_of = place[group]
    members = sparse(packed(report_of, numbers, np.full(leads.size, UNIT)), called.size)
    return Reports(report_of, first[order], standing[order], members)


def joined(naming: Sparse, report_of: Ints, reports: int) -> Sparse:
    """The links of articles as those of their reports."""
    tails, heads, weights = unpacked(naming)
    return sparse(packed(report_of[tails], heads, weights), reports)


def crowds(reporting: Sparse, reported: Sparse) -> Crowds:
    """Of all entities in CROWD reports or more."""
    reports = np.diff(reported.starts)
    entities = np.flatnonzero(reports >= CROWD).astype(np.int32)
    others, counts, starts, cheapest = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)], [0], []
    for entity in entities.tolist():
        both = np.bincount(reporting.gather(reported.row(entity)), minlength=reported.rows)
        both[entity] = 0
        found = np.flatnonzero(both)
        others.append(found.astype(np.int32))
        counts.append(both[found].astype(np.int32))
        starts.append(starts[-1] + found.size)
        costs = hop_costs(int(reports[entity]), reports[found], both[found], reporting.rows)
        cheapest.append(int(costs.min(initial=2**31 - 1)))
    return Crowds(
        entities,
        np.array(starts, np.int64),
        np.concatenate(others),
        np.concatenate(counts),
        np.array(cheapest, np.int32),
        np.array([CROWD], np.int32),
    )


def tied(ties: Iterable[TieRow], articles: Sequence[str], entities: Sequence[str]) -> Ties:
    """Ties by the numbers of their ends; those with an end that is not here are left out, and ties to oneself."""
    ties = list(ties)
    ends = {end for row in ties for end in (row.tail, row.head)}
    nodes = {id: number for number, id in enumerate(chain(articles, entities)) if id in ends} if ends else {}
    found = {
        (nodes[row.tail], nodes[row.head], TIE_PLACES[row.kind])
        for row in ties
        if row.tail in nodes and row.head in nodes and row.tail != row.head
    }
    return tie_rows(np.array(sorted(found), np.int64).reshape(-1, 3), len(articles) + len(entities))


def tie_rows(found: NDArray[np.int64], nodes: int) -> Ties:
    """Rows of (tail, head, place in TIES)."""
    tails = np.concatenate((found[:, 0], found[:, 1]))
    others = np.concatenate((found[:, 1], found[:, 0]))
    codes = np.concatenate((2 * found[:, 2], 2 * found[:, 2] + 1))
    order = np.lexsort((codes, others, tails))
    starts = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(tails, minlength=nodes), out=starts[1:])
    return Ties(starts, others[order].astype(np.int32), codes[order].astype(np.int8))
