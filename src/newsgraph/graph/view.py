"""What do networkx's algorithms see? A read-only networkx.Graph whose rows are read off the arrays when asked for.

    view = networkx_view(graph)                             # opens in milliseconds, whatever the size
    networkx.shortest_path(view, "actor/marta-quillan", "place/eskham")
    copy = networkx_view(graph, kinds=[LinkKind.NAMES]).copy()        # a real graph, to change

Nodes are ids, with `kind` ("article" or an entity's kind) and for articles `day` (a date or None), for entities `name`.
An edge has `kinds`, the kinds of its links in alphabetical order, and `weight`, the greatest of theirs: salience for
names, 1 for all others but WRITES_FOR, which counts the independent reports of the author that stood in the source.
Some of networkx's algorithms, such as its page rank, want scipy, which newsgraph itself does without.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from newsgraph.entity import ACTORS, EntityKind
from newsgraph.graph.graph import Graph
from newsgraph.graph.rows import ALWAYS, KINDS, TIES, LinkKind, Period, date_of
from newsgraph.graph.strings import Ints

if TYPE_CHECKING:  # 0.16 s, which nobody waits for who asks no algorithm of it
    import networkx

    NetworkxGraph: TypeAlias = networkx.Graph[str]

Row = Mapping[str, dict[str, Any]]
_KEPT_ROWS = 2_000
_LINK_OF = {
    **dict.fromkeys((*ACTORS, EntityKind.PLACE), LinkKind.NAMES),
    EntityKind.AUTHOR: LinkKind.BY,
    EntityKind.SOURCE: LinkKind.IN,
}
_BESIDES = {EntityKind.AUTHOR: EntityKind.SOURCE, EntityKind.SOURCE: EntityKind.AUTHOR}


class Sight(NamedTuple):
    """What a view shows: links of some kinds and of `least` weight or more, articles of a period."""

    kinds: frozenset[LinkKind]
    period: Period
    least: float


def networkx_view(
    graph: Graph,
    *,
    kinds: Collection[LinkKind] = tuple(LinkKind),
    period: Period = ALWAYS,
    least: float = 0.0,
) -> "NetworkxGraph":
    """A frozen networkx.Graph: every algorithm of networkx runs on it, and whatever would change it raises
    networkx.NetworkXError. All entities that are not hidden are nodes, and the articles of the period."""
    import networkx

    seen = _Rows(graph, Sight(frozenset(kinds), period, least))
    view = networkx.freeze(networkx.Graph())
    view._node = _Nodes(seen)
    view._adj = _Adjacency(seen)
    return view


class _Rows:
    """Who is on the other end, for each id. A few thousand rows are remembered."""

    def __init__(self, graph: Graph, sight: Sight) -> None:
        self.graph, self.sight = graph, sight
        self._rows: OrderedDict[str, Row] = OrderedDict()

    def __contains__(self, id: object) -> bool:
        if not isinstance(id, str):
            return False
        article = self.graph.article_ids.find(id)
        return self._shows_article(article) if article >= 0 else self._shows_entity(self.graph.entity_ids.find(id))

    def ids(self) -> Iterator[str]:
        graph = self.graph
        dead = graph.article_ids.dead
        for article in range(graph.days.size):
            if self._shows_article(article) and not (dead is not None and article < dead.size and dead[article]):
                yield graph.article_ids.at(article)
        for entity in np.flatnonzero(~graph.hidden).tolist():
            yield graph.entity_ids.at(entity)

    def size(self) -> int:
        days, period, dead = self.graph.days, self.sight.period, self.graph.article_ids.dead
        shown = (days >= period.since) & (days < period.until)
        gone = 0 if dead is None else int(np.count_nonzero(dead & shown[: dead.size]))
        return int(np.count_nonzero(shown)) - gone + int(np.count_nonzero(~self.graph.hidden))

    def about(self, id: str) -> dict[str, Any]:
        """What is told of a node. Raises KeyError."""
        if id not in self:
            raise KeyError(id)
        article = self.graph.article_ids.find(id)
        if article >= 0:
            return {"kind": "article", "day": date_of(int(self.graph.days[article]))}
        entity = self.graph.entity_ids.find(id)
        return {"kind": self.graph.kind(entity).value, "name": self.graph.names.at(entity)}

    def row(self, id: str) -> Row:
        """The neighbours of a node, in order of id. Raises KeyError."""
        found = self._rows.get(id)
        if found is None:
            if id not in self:
                raise KeyError(id)
            links: dict[str, dict[LinkKind, float]] = {}
            for other, kind, weight in self._links(id):
                if kind in self.sight.kinds and weight >= self.sight.least:
                    links.setdefault(other, {})[kind] = weight
            found = {
                other: {"kinds": tuple(sorted(kind.value for kind in told)), "weight": max(told.values())}
                for other, told in sorted(links.items())
            }
            self._rows[id] = found
            if len(self._rows) > _KEPT_ROWS:
                self._rows.popitem(last=False)
        return found

    def _links(self, id: str) -> Iterator[tuple[str, LinkKind, float]]:
        article = self.graph.article_ids.find(id)
        if article >= 0:
            yield from self._named(article)
        else:
            entity = self.graph.entity_ids.find(id)
            yield from self._naming(entity)
            if self.graph.kind(entity) in _BESIDES and LinkKind.WRITES_FOR in self.sight.kinds:
                yield from self._writing(entity)
        for other, kind in ties_of(self.graph, id):
            if other in self:
                yield other, kind, 1.0

    def _named(self, article: int) -> Iterator[tuple[str, LinkKind, float]]:
        entities, weights = self.graph.naming.row(article)
        for entity, weight in zip(entities.tolist(), weights.tolist(), strict=True):
            if self._shows_entity(entity):
                yield self.graph.entity_ids.at(entity), _LINK_OF[self.graph.kind(entity)], weight

    def _naming(self, entity: int) -> Iterator[tuple[str, LinkKind, float]]:
        articles, weights = self.graph.naming.tails(entity)
        kind = _LINK_OF[self.graph.kind(entity)]
        for article, weight in zip(articles.tolist(), weights.tolist(), strict=True):
            if self._shows_article(article):
                yield self.graph.article_ids.at(article), kind, weight

    def _writing(self, entity: int) -> Iterator[tuple[str, LinkKind, float]]:
        """An author's sources, a source's authors: those of the articles that both have, which are counted once for
        each report."""
        graph = self.graph
        sought = KINDS.index(_BESIDES[graph.kind(entity)])
        reports: dict[int, set[int]] = {}
        for article in graph.naming.tails(entity)[0].tolist():
            if self._shows_article(article):
                for other in _of_kind(graph, article, sought).tolist():
                    reports.setdefault(other, set()).add(int(graph.report_of[article]))
        for other, found in reports.items():
            if self._shows_entity(other):
                yield graph.entity_ids.at(other), LinkKind.WRITES_FOR, float(len(found))

    def _shows_entity(self, entity: int) -> bool:
        return entity >= 0 and not self.graph.hidden[entity]

    def _shows_article(self, article: int) -> bool:
        return bool(self.sight.period.since <= self.graph.days[article] < self.sight.period.until)


class _Nodes(Mapping[str, dict[str, Any]]):
    """`Graph._node`: what is told of each node."""

    def __init__(self, rows: _Rows) -> None:
        self._rows = rows

    def __getitem__(self, id: str) -> dict[str, Any]:
        return self._rows.about(id)

    def __contains__(self, id: object) -> bool:
        return id in self._rows

    def __iter__(self) -> Iterator[str]:
        return self._rows.ids()

    def __len__(self) -> int:
        return self._rows.size()


class _Adjacency(Mapping[str, Row]):
    """`Graph._adj`: the neighbours of each node."""

    def __init__(self, rows: _Rows) -> None:
        self._rows = rows

    def __getitem__(self, id: str) -> Row:
        return self._rows.row(id)

    def __contains__(self, id: object) -> bool:
        return id in self._rows

    def __iter__(self) -> Iterator[str]:
        return self._rows.ids()

    def __len__(self) -> int:
        return self._rows.size()


def ties_of(graph: Graph, id: str) -> Iterator[tuple[str, LinkKind]]:
    """The ties of an article or entity, and of an article its tie to the one that stands for its copies."""
    yield from _copies(graph, id)
    for other, code in graph.newer_ties.get(id, ()):
        yield other, TIES[code // 2]
    articles, ties = graph.article_ids.built.size, graph.arrays.ties
    number = graph.article_ids.built.find(id)
    if number < 0:
        number = graph.entity_ids.built.find(id)
        if number < 0:
            return
        number += articles
    for at in range(int(ties.starts[number]), int(ties.starts[number + 1])):
        other_number, code = int(ties.others[at]), int(ties.codes[at])
        built = graph.article_ids.built if other_number < articles else graph.entity_ids.built
        other = built.at(other_number - (0 if other_number < articles else articles))
        tail, head = (other, id) if code % 2 else (id, other)
        if tail not in graph.retied and head not in graph.untied:
            yield other, TIES[code // 2]


def _copies(graph: Graph, id: str) -> Iterator[tuple[str, LinkKind]]:
    article = graph.article_ids.find(id)
    if article >= 0:
        report = int(graph.report_of[article])
        stands = int(graph.report_articles[report])
        others = graph.articles_in(report).tolist() if article == stands else [stands]
        for other in others:
            if other != article:
                yield graph.article_ids.at(other), LinkKind.COPIED


def _of_kind(graph: Graph, article: int, kind: int) -> Ints:
    entities, _ = graph.naming.row(article)
    found: Ints = entities[graph.kinds[entities] == kind]
    return found
