"""How do rows become arrays? Numbered in the order of ids, packed, sorted: a pure function of the set of rows."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import repeat
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from newsgraph.errors import ArchiveDamaged
from newsgraph.graph.arrays import Arrays, Crowds, Ties, save
from newsgraph.graph.columns import picked, whole_articles, whole_entities
from newsgraph.graph.linking import batches
from newsgraph.graph.rows import TIES, UNDATED, LinkRow, Links, Rows, TieRow
from newsgraph.graph.significance import NO_HOP, cheapest_of, hop_costs
from newsgraph.graph.sparse import ROWS, UNIT, Sparse, packed, runs, sparse, turned, whole
from newsgraph.graph.strings import Ints, Strings, strings

TIE_PLACES = {kind: place for place, kind in enumerate(TIES)}
CROWD = 10_000
"""Reports of an entity from which on who stands beside it is counted when the graph is built.

Swept on a million real articles told again: from 2,000 to 20,000 reports on `near` takes 8 ms and `connect` 34 to 39
(p95) all the same, but 595 to 98 entities are counted, in 3.5 to 1.9 s and 424 to 205 MiB. At 10,000 it is 228, 2.6 s
and 300 MiB.
"""
_MOST_SPARSE = 64  # keys may be so many times as high as there are rows before a table of them is too wide


class Numbered(NamedTuple):
    """Ids in order, and the number of each key: `numbers[key]`, -1 for none."""

    ids: list[str]
    numbers: NDArray[np.int32]
    order: NDArray[np.int64]  # where each stood before


def build(folder: Path, rows: Rows, *, revision: int) -> None:
    """Write the graph of these rows into the folder, in the place of the one there. `revision` is the store's that the
    rows were read at. Raises ArchiveDamaged where a link has a key that no row explains."""
    save(assemble(rows), folder, revision=revision)


def assemble(rows: Rows) -> Arrays:
    """The same in memory. Links are read in batches and held in 8 bytes each; articles and entities are held whole."""
    articles, entities = whole_articles(rows.articles), whole_entities(rows.entities)
    told, known = numbered(articles.keys, articles.ids), numbered(entities.keys, entities.ids)
    days = articles.days[told.order]
    leads = group_leads(told.ids, articles.origins, told.order)
    naming = sparse(read_links(rows.links, told.numbers, known.numbers), len(told.ids))
    reports = grouped(leads, days)
    reporting = joined(naming, reports.report_of, reports.members)
    reported = turned(reporting, len(known.ids))
    return Arrays(
        strings(told.ids),
        strings(known.ids),
        strings(picked(entities.names, known.order)),
        entities.kinds[known.order],
        entities.hidden[known.order],
        salts(entities.ids)[known.order],  # in the order in which they lie in memory, which is read twice as fast
        days,
        reports.report_of,
        reports.days,
        reports.articles,
        reports.members,
        naming,
        turned(naming, len(known.ids)),
        reporting,
        reported,
        *tied(rows.ties, told.ids, known.ids),
        crowds(reporting, reported),
    )


def numbered(keys: NDArray[np.int64], ids: Sequence[str]) -> Numbered:
    """The order of the ids, and how it is told by key."""
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
    lowest, highest = int(keys.min(initial=0)), int(keys.max(initial=-1))
    if lowest < 0 or highest > _MOST_SPARSE * len(ids) + 10_000:
        raise ArchiveDamaged(f"keys of rows are small whole numbers: found {lowest} to {highest}")
    numbers = np.full(highest + 1, -1, np.int32)
    numbers[keys[order]] = np.arange(order.size, dtype=np.int32)
    return Numbered(picked(ids, order), numbers, order)


def salts(ids: Sequence[str]) -> NDArray[np.uint16]:
    """A number for each id that depends on nothing else: the lower half of its CRC-32."""
    written = map(str.encode, ids, repeat("utf-8"), repeat("replace"))
    return (np.fromiter(map(crc32, written), np.int64, len(ids)) & 0xFFFF).astype(np.uint16)


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


def group_leads(ids: Sequence[str], origins: Sequence[str], order: Ints) -> NDArray[np.int32]:
    """For each article the number of the one that stands for its copies; its own where that one is not here. `origins`
    are as they came, `order` where each article stands in them."""
    leads = np.arange(len(ids), dtype=np.int32)
    for at, origin in enumerate(picked(origins, order)):
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


def joined(naming: Sparse, report_of: Ints, members: Sparse) -> Sparse:
    """The links of articles as those of their reports. In the order of reports nearly all stand sorted: only those of
    reports with copies are sorted anew."""
    many = np.diff(members.starts) > 1
    links, copied = np.empty(naming.heads.size, np.int64), np.empty(naming.heads.size, np.bool_)
    end = 0
    for first in range(0, members.heads.size, ROWS):
        articles = members.heads[first : first + ROWS]
        at = naming.places(articles)
        tails = np.repeat(report_of[articles], naming.lengths(articles))
        part = slice(end, end := end + at.size)
        links[part] = packed(tails, naming.heads[at], whole(naming.weights[at]))
        copied[part] = many[tails]
    links[copied] = np.sort(links[copied])
    return sparse(links, members.rows, in_order=True)


def crowds(reporting: Sparse, reported: Sparse) -> Crowds:
    """Of all entities in CROWD reports or more."""
    reports = np.diff(reported.starts)
    entities = np.flatnonzero(reports >= CROWD).astype(np.int32)
    none = np.zeros(0, np.int32)
    others, counts, starts, cheapest = [none], [none], [0], []
    tops, cheap, beyond = [0], [none], []
    for entity in entities.tolist():
        found, both = runs(reporting.gather(reported.row(entity)))
        own = int(np.searchsorted(found, np.int32(entity)))
        found, both = np.delete(found, own), np.delete(both, own)
        others.append(found)
        counts.append(both.astype(np.int32))
        starts.append(starts[-1] + found.size)
        costs = hop_costs(int(reports[entity]), reports[found], both, reporting.rows)
        cheapest.append(int(costs.min(initial=NO_HOP)))
        places, further = cheapest_of(costs)
        cheap.append(places.astype(np.int32))
        tops.append(tops[-1] + places.size)
        beyond.append(further)
    return Crowds(
        entities,
        np.array(starts, np.int64),
        np.concatenate(others),
        np.concatenate(counts),
        np.array(cheapest, np.int32),
        np.array([CROWD], np.int32),
        np.array(tops, np.int64),
        np.concatenate(cheap),
        np.array(beyond, np.int32),
    )


def tied(ties: Iterable[TieRow], articles: Sequence[str], entities: Sequence[str]) -> tuple[Ties, Strings, Ties]:
    """Ties by the numbers of their ends, and those that wait for their head (`Arrays.awaited`, `Arrays.waiting`). Those
    whose tail is not here are left out, and ties to oneself."""
    rows = set(ties)
    nodes = {end: _node(end, articles, entities) for row in rows for end in (row.tail, row.head)}
    known = [row for row in rows if nodes[row.tail] >= 0 and row.tail != row.head]
    found = [(nodes[row.tail], nodes[row.head], TIE_PLACES[row.kind]) for row in known if nodes[row.head] >= 0]
    size = len(articles) + len(entities)
    late = [row for row in known if nodes[row.head] < 0]
    heads = sorted({row.head for row in late})
    places = {head: at for at, head in enumerate(heads)}
    waiting = sorted((places[row.head], nodes[row.tail], TIE_PLACES[row.kind]) for row in late)
    return tie_rows(_three(found), size), strings(heads), _waiting(_three(waiting), len(heads))


def _node(id: str, articles: Sequence[str], entities: Sequence[str]) -> int:
    """The number of the article or the entity of this id as a node, -1 for none."""
    for ids, before in ((articles, 0), (entities, len(articles))):
        place = bisect_left(ids, id)
        if place < len(ids) and ids[place] == id:
            return before + place
    return -1


def _three(found: Sequence[tuple[int, int, int]]) -> NDArray[np.int64]:
    return np.array(found, np.int64).reshape(-1, 3)


def _waiting(found: NDArray[np.int64], heads: int) -> Ties:
    """Sorted rows of (which head, tail, place in TIES)."""
    starts = np.searchsorted(found[:, 0], np.arange(heads + 1)).astype(np.int64)
    return Ties(starts, found[:, 1].astype(np.int32), (2 * found[:, 2] + 1).astype(np.int8))


def tie_rows(found: NDArray[np.int64], nodes: int) -> Ties:
    """Rows of (tail, head, place in TIES)."""
    tails = np.concatenate((found[:, 0], found[:, 1]))
    others = np.concatenate((found[:, 1], found[:, 0]))
    codes = np.concatenate((2 * found[:, 2], 2 * found[:, 2] + 1))
    order = np.lexsort((codes, others, tails))
    starts = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(tails, minlength=nodes), out=starts[1:])
    return Ties(starts, others[order].astype(np.int32), codes[order].astype(np.int8))
