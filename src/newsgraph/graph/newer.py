"""What came since the graph was built? Laid over its arrays, so that answers are those of a graph built anew."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsgraph.graph.arrays import Arrays
from newsgraph.graph.assembling import TIE_PLACES, Reports, grouped, numbered, read_links, salts
from newsgraph.graph.columns import article_rows, entity_rows, kind_places
from newsgraph.graph.graph import Graph, TieEnds, graph_of
from newsgraph.graph.layers import Labels, Layer
from newsgraph.graph.rows import TIES, ArticleRow, EntityRow, Rows, TieRow
from newsgraph.graph.sparse import UNIT, Sparse, packed, sparse, turned
from newsgraph.graph.strings import Ints


class Delta(NamedTuple):
    """What changed in the store since a graph was built.

    `rows.articles` are the new and the changed ones, also those whose origin alone is another now, with all of their
    links; `rows.entities` all entities of these links, with whatever is new of them, and other entities that changed;
    `rows.ties` all ties from such an article or entity; those from what did not change are still in the arrays, also
    those that waited for a new article or entity. `gone` are the ids of articles and entities that are no more.
    """

    rows: Rows
    gone: Collection[str] = ()


class _Newer(NamedTuple):
    """The newer articles, in order of id, with their links to entities by number."""

    rows: list[ArticleRow]
    naming: Sparse
    dead: NDArray[np.bool_]  # of built articles: changed or gone


class _Regrouped(NamedTuple):
    """The reports that changed: those that are no more, and what became of their articles."""

    dead: NDArray[np.bool_]
    articles: NDArray[np.int64]  # in order of id: built ones, and newer ones behind all built
    reports: Reports


def overlay(arrays: Arrays, delta: Delta) -> Graph:
    """The graph of the arrays with what changed. Takes a few milliseconds a thousand rows, and reads no more of the
    arrays than stands around them."""
    plain = graph_of(arrays)
    entities = sorted(entity_rows(delta.rows.entities), key=lambda row: row.id)
    graph, keys = _with_entities(plain, entities, delta.gone)
    newer = _newer(plain, delta, keys, graph.kinds.size)
    regrouped = _regrouped(plain, newer)
    graph = _with_reports(graph, newer, regrouped)
    articles = frozenset(row.id for row in newer.rows).union(delta.gone)
    touched = articles.union(row.id for row in entities)
    still = _still(plain, articles.difference(delta.gone), articles)
    ties = [*delta.rows.ties, *still, *_awaited(plain, touched.difference(delta.gone), touched)]
    return replace(graph, retied=touched, untied=articles, newer_ties=_ties(ties))


# -- entities --------------------------------------------------------------------------------------------------


def _with_entities(plain: Graph, rows: Sequence[EntityRow], gone: Collection[str]) -> tuple[Graph, NDArray[np.int32]]:
    """The graph with these entities, and their numbers by key."""
    built = plain.kinds.size
    found = [plain.entity_ids.find(row.id) for row in rows]
    new = [row for row, number in zip(rows, found, strict=True) if number < 0]
    count = iter(range(built, built + len(new)))
    numbers = np.array([next(count) if number < 0 else number for number in found], np.int64)
    kinds = np.concatenate((plain.kinds, np.zeros(len(new), np.int8)))
    hidden = np.concatenate((plain.hidden, np.zeros(len(new), np.bool_)))
    kinds[numbers] = kind_places([row.kind for row in rows])
    hidden[numbers] = [row.hidden for row in rows]
    dead = _marked(plain.entity_ids, gone)
    hidden[:built] |= dead
    old = {int(number): row.name for row, number in zip(rows, numbers, strict=True) if number < built}
    ids = Labels(plain.entity_ids.built, tuple(row.id for row in new), dead=dead).with_places(built)
    names = Labels(plain.names.built, tuple(row.name for row in new), changed=old)
    graph = replace(
        plain,
        kinds=kinds,
        hidden=hidden,
        salts=np.concatenate((plain.salts, salts([row.id for row in new]))),
        entity_ids=ids,
        names=names,
        ranks=_ranks(plain, new),
    )
    keys = np.full(max((row.key for row in rows), default=-1) + 1, -1, np.int32)
    keys[[row.key for row in rows]] = numbers
    return graph, keys


def _ranks(plain: Graph, new: Sequence[EntityRow]) -> NDArray[np.float64]:
    """Places in the order of ids: new ones, which are sorted, between the built ones."""
    places = np.array([plain.entity_ids.built.place(row.id) for row in new], np.float64)
    return np.concatenate((np.arange(plain.kinds.size), places - 1 + (1 + np.arange(len(new))) / (len(new) + 2)))


def _marked(ids: Labels, gone: Collection[str]) -> NDArray[np.bool_]:
    marks = np.zeros(ids.built.size, np.bool_)
    found = np.array([ids.built.find(id) for id in gone], np.int64)
    marks[found[found >= 0]] = True
    return marks


# -- articles and reports ----------------------------------------------------------------------------------------


def _newer(plain: Graph, delta: Delta, entities: NDArray[np.int32], size: int) -> _Newer:
    rows = sorted(article_rows(delta.rows.articles), key=lambda row: row.id)
    keys = numbered(np.array([row.key for row in rows], np.int64), [row.id for row in rows]).numbers
    naming = sparse(read_links(delta.rows.links, keys, entities), len(rows))
    return _Newer(rows, naming, _marked(plain.article_ids, [*delta.gone, *(row.id for row in rows)]))


def _regrouped(plain: Graph, newer: _Newer) -> _Regrouped:
    """Every report that lost, got or may get an article is made anew."""
    built = plain.days.size
    places = {row.id: built + at for at, row in enumerate(newer.rows)}
    leads = [_place(plain, newer, places, row.origin or row.id) for row in newer.rows]
    joined = np.array([lead for lead in leads if 0 <= lead < built], np.int64)
    dead = np.zeros(plain.report_days.size, np.bool_)
    dead[plain.report_of[newer.dead]] = True
    dead[plain.report_of[joined]] = True
    kept = np.sort(plain.arrays.members.gather(np.flatnonzero(dead))).astype(np.int64)
    kept = kept[~newer.dead[kept]]
    lead_of = {built + at: lead for at, lead in enumerate(leads)}
    for article in kept.tolist():
        stands = plain.article_ids.built.at(int(plain.report_articles[plain.report_of[article]]))
        lead_of[article] = _place(plain, newer, places, stands)
    return _Regrouped(dead, *_grouped_anew(plain, newer, lead_of))


def _place(plain: Graph, newer: _Newer, places: dict[str, int], id: str) -> int:
    """The number of the article of that id, among the newer or the built ones that live; -1 for none."""
    found = places.get(id)
    if found is None:
        found = plain.article_ids.built.find(id)
    return found if found >= plain.days.size or (found >= 0 and not newer.dead[found]) else -1


def _grouped_anew(plain: Graph, newer: _Newer, lead_of: dict[int, int]) -> tuple[NDArray[np.int64], Reports]:
    built = plain.days.size
    ids = {at: newer.rows[at - built].id if at >= built else plain.article_ids.built.at(at) for at in lead_of}
    order = sorted(lead_of, key=ids.__getitem__)
    local = {number: at for at, number in enumerate(order)}
    leads = np.array([local.get(lead_of[number], at) for at, number in enumerate(order)], np.int32)
    days = [newer.rows[at - built].day if at >= built else int(plain.days[at]) for at in order]
    return np.array(order, np.int64), grouped(leads, np.array(days, np.int32))


def _with_reports(graph: Graph, newer: _Newer, regrouped: _Regrouped) -> Graph:
    """The graph with these articles and reports."""
    arrays, size, built = graph.arrays, graph.kinds.size, graph.report_days.size
    reports, articles = regrouped.reports, regrouped.articles
    naming = Layer(arrays.naming, arrays.named, newer.naming, turned(newer.naming, size), newer.dead)
    links = np.concatenate(_links_of(naming, articles, reports.report_of)) if articles.size else _NO_LINKS
    more = sparse(links, reports.days.size)
    report_of = np.concatenate((graph.report_of, np.zeros(len(newer.rows), np.int32)))
    report_of[articles] = built + reports.report_of
    lost = np.bincount(arrays.reporting.gather(np.flatnonzero(regrouped.dead)), minlength=size)
    counts = np.bincount(more.heads, minlength=size) - lost
    counts[: graph.counts.size] += graph.counts
    members = reports.members
    ids = Labels(graph.article_ids.built, tuple(row.id for row in newer.rows), dead=newer.dead)
    return replace(
        graph,
        article_ids=ids.with_places(graph.days.size),
        days=np.concatenate((graph.days, np.array([row.day for row in newer.rows], np.int32))),
        report_of=report_of,
        report_days=np.concatenate((graph.report_days, reports.days)),
        report_articles=np.concatenate((graph.report_articles, articles[reports.articles].astype(np.int32))),
        newer_members=Sparse(members.starts, articles[members.heads].astype(np.int32), members.weights),
        naming=naming,
        reporting=Layer(arrays.reporting, arrays.reported, more, turned(more, size), regrouped.dead),
        counts=counts,
    )


_NO_LINKS = np.zeros(0, np.int64)


def _links_of(naming: Layer, articles: NDArray[np.int64], reports: Ints) -> list[NDArray[np.int64]]:
    """The packed links of these articles, by the reports that they are in."""
    found = []
    for article, report in zip(articles.tolist(), reports.tolist(), strict=True):
        entities, weights = naming.row(article)
        whole = (weights * UNIT).astype(np.int64)
        found.append(packed(np.full(entities.size, report), entities, whole))
    return found


# -- ties --------------------------------------------------------------------------------------------------------


def _still(plain: Graph, ids: Iterable[str], changed: Collection[str]) -> Iterator[TieRow]:
    """The built ties to these articles from those that did not change."""
    articles, ties = plain.article_ids.built.size, plain.arrays.ties
    for id in ids:
        number = plain.article_ids.find(id)
        if number < 0:
            continue
        for at in range(int(ties.starts[number]), int(ties.starts[number + 1])):
            kind, is_head = divmod(int(ties.codes[at]), 2)
            tail = plain.article_ids.at(int(ties.others[at])) if is_head and ties.others[at] < articles else ""
            if tail and tail not in changed:
                yield TieRow(TIES[kind], tail, id)


def _awaited(plain: Graph, ids: Iterable[str], changed: Collection[str]) -> Iterator[TieRow]:
    """The ties that waited for these, from what did not change."""
    arrays, articles = plain.arrays, plain.article_ids.built.size
    for id in ids:
        place = arrays.awaited.find(id)
        if place < 0:
            continue
        for at in range(int(arrays.waiting.starts[place]), int(arrays.waiting.starts[place + 1])):
            node = int(arrays.waiting.others[at])
            tail = plain.article_ids.at(node) if node < articles else plain.entity_ids.at(node - articles)
            if tail not in changed:
                yield TieRow(TIES[int(arrays.waiting.codes[at]) // 2], tail, id)


def _ties(rows: Iterable[TieRow]) -> TieEnds:
    ends: dict[str, list[tuple[str, int]]] = {}
    for row in set(rows):
        if row.tail != row.head:
            ends.setdefault(row.tail, []).append((row.head, 2 * TIE_PLACES[row.kind]))
            ends.setdefault(row.head, []).append((row.tail, 2 * TIE_PLACES[row.kind] + 1))
    return {id: tuple(sorted(found)) for id, found in ends.items()}
