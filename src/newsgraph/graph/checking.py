"""Are the arrays of a graph whole? Each file by its header, each array by others, some articles by the store."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np

from newsgraph.errors import ArchiveError
from newsgraph.graph.arrays import Arrays, load
from newsgraph.graph.assembling import joined
from newsgraph.graph.columns import article_rows, entity_rows
from newsgraph.graph.graph import Graph
from newsgraph.graph.header import header
from newsgraph.graph.linking import whole_links
from newsgraph.graph.rows import KINDS, Rows
from newsgraph.graph.sparse import UNIT, Sparse, packed, sparse, turned
from newsgraph.graph.strings import Ints, Strings
from newsgraph.mapped import inside, rising, trouble


def check(folder: Path) -> list[str]:
    """What is wrong with the arrays in the folder, by themselves; reads all of them. A million articles take some ten
    seconds. Raises ArchiveNotFound where there are none, ArchiveDamaged and ArchiveOutdated for their header."""
    while True:
        told = header(folder)
        found = _wrong_in(folder, folder / told.folder)
        if not found or header(folder) == told:  # else they were replaced between two looks
            return found


def _wrong_in(folder: Path, place: Path) -> list[str]:
    files = [trouble(file) for file in sorted(place.glob("*.npy"))]
    if any(files):
        return [wrong for wrong in files if wrong]
    try:
        arrays, _ = load(folder)
    except ArchiveError as error:
        return [str(error)]
    return [*_wrong_sizes(arrays), *_wrong_rows(arrays)] or list(_contradictions(arrays))


def _wrong_sizes(arrays: Arrays) -> Iterator[str]:
    articles, entities, reports = arrays.article_ids.size, arrays.entity_ids.size, arrays.report_days.size
    for names, size in (
        (("kinds", "hidden", "salts"), entities),
        (("days", "report_of"), articles),
        (("report_articles",), reports),
    ):
        yield from (f"{name} has not {size} rows" for name in names if getattr(arrays, name).size != size)
    for name, rows, heads in (
        ("members", reports, articles),
        ("naming", articles, entities),
        ("named", entities, articles),
        ("reporting", reports, entities),
        ("reported", entities, reports),
    ):
        part: Sparse = getattr(arrays, name)
        if part.rows != rows or part.heads.size != part.weights.size or not inside(part.heads, heads):
            yield f"{name} does not lead from {rows} to {heads}"
    if not inside(arrays.report_of, reports) or not inside(arrays.report_articles, articles):
        yield "report_of and report_articles lead outside"
    if not inside(arrays.kinds, len(KINDS)):
        yield "kinds are others than there are"
    if arrays.ties.starts.size != articles + entities + 1 or not inside(arrays.ties.others, articles + entities):
        yield "ties lead outside"
    if arrays.waiting.starts.size != arrays.awaited.size + 1 or not inside(arrays.waiting.others, articles + entities):
        yield "waiting ties lead outside"


def _wrong_rows(arrays: Arrays) -> Iterator[str]:
    for name in ("members", "naming", "named", "reporting", "reported"):
        part: Sparse = getattr(arrays, name)
        yield from _wrong_starts(f"{name}.starts", part.starts, part.heads.size)
    yield from _wrong_starts("ties.starts", arrays.ties.starts, arrays.ties.others.size)
    yield from _wrong_starts("waiting.starts", arrays.waiting.starts, arrays.waiting.others.size)
    yield from _wrong_starts("crowds.starts", arrays.crowds.starts, arrays.crowds.others.size)
    yield from _wrong_starts("crowds.tops", arrays.crowds.tops, arrays.crowds.cheap.size)
    for name in ("article_ids", "entity_ids", "entity_names", "awaited"):
        texts: Strings = getattr(arrays, name)
        yield from _wrong_starts(f"{name}.bounds", texts.bounds, texts.blob.size)


def _wrong_starts(name: str, starts: Ints, end: int) -> Iterator[str]:
    if not starts.size or starts[0] != 0 or starts[-1] != end or not rising(starts):
        yield f"{name} does not rise from 0 to {end}"


def _contradictions(arrays: Arrays) -> Iterator[str]:
    """What is sorted, and what is there twice, seen from either end."""
    ids = {name: _raw(getattr(arrays, name)) for name in ("article_ids", "entity_ids", "awaited")}
    yield from (f"{name} are not in order" for name, some in ids.items() if any(a >= b for a, b in pairwise(some)))
    if not rising(arrays.report_days):
        yield "report_days are not in order"
    if [crc32(id) & 0xFFFF for id in ids["entity_ids"]] != arrays.salts.tolist():
        yield "salts are not those of entity_ids"
    yield from _turned_otherwise(arrays)


def _raw(texts: Strings) -> list[bytes]:
    blob = texts.blob.tobytes()
    return [blob[start:end] for start, end in pairwise(texts.bounds.tolist())]


def _turned_otherwise(arrays: Arrays) -> Iterator[str]:
    articles, entities, reports = arrays.article_ids.size, arrays.entity_ids.size, arrays.report_days.size
    members = sparse(packed(arrays.report_of, np.arange(articles, dtype=np.int32), np.full(articles, UNIT)), reports)
    for name, made in (
        ("members", members),
        ("named", turned(arrays.naming, entities)),
        ("reporting", joined(arrays.naming, arrays.report_of, members)),
        ("reported", turned(arrays.reporting, entities)),
    ):
        if not _same(getattr(arrays, name), made):
            yield f"{name} does not tell what the arrays tell that it is made from"


def _same(one: Sparse, other: Sparse) -> bool:
    return (
        np.array_equal(one.starts, other.starts)
        and np.array_equal(one.heads, other.heads)
        and np.array_equal(one.weights, other.weights)
    )


def differing(graph: Graph, rows: Rows) -> list[str]:
    """The ids of those of these articles that the graph knows otherwise: of another day, or naming others."""
    ids = {row.key: row.id for row in entity_rows(rows.entities)}
    links: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for article, entity, weight in zip(*(part.tolist() for part in whole_links(rows.links)), strict=True):
        links[article][ids[entity]] = max(weight, links[article].get(ids[entity], 0))
    found = []
    for row in article_rows(rows.articles):
        number = graph.article_ids.find(row.id)
        if number < 0 or graph.days[number] != row.day or _told(graph, number) != links[row.key]:
            found.append(row.id)
    return found


def _told(graph: Graph, article: int) -> dict[str, int]:
    entities, weights = graph.naming.row(article)
    pairs = zip(entities.tolist(), weights.tolist(), strict=True)
    return {graph.entity_ids.at(entity): round(weight * UNIT) for entity, weight in pairs}
