"""What does the graph tell? Built from the store, what came since laid over it, its answers quoted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from newsgraph import graph as walks
from newsgraph.answers import Company, Progress, Quote, Watcher
from newsgraph.article import Article, ArticleId, article_id
from newsgraph.entity import EntityId, EntityKind, Named
from newsgraph.errors import ArchiveError, ArchiveNotFound
from newsgraph.knowing import kinds_of, names
from newsgraph.leads import (
    Chain,
    Change,
    Community,
    Comparison,
    Connections,
    Hop,
    Neighbour,
    Node,
    Peak,
    Reach,
    Sketch,
    Spread,
    Step,
    Tie,
    Timeline,
)
from newsgraph.resolving import source_key
from newsgraph.store import ArticleColumns, EntityColumns, Store, Summary

if TYPE_CHECKING:
    from newsgraph.graph import Delta, Graph, Rows, TieRow
    from newsgraph.graph.view import NetworkxGraph

FOLDER = "graph"  # in the archive's folder
# Articles that are laid over the arrays when they are opened: a few milliseconds a thousand. More, and they are built
# anew when the next `add` ends.
MOST_LAID_OVER = 1_000
NAMED_BY = 3  # members that a community is called by
LOOKED_AT = 100  # articles that `verify` compares with the store, spread over all
CHAINS = 2  # that a picture of several names shows beside their neighbours
QUOTED_FROM = 3  # articles of an answer that are looked through for a sentence that names both


def build(store: Store, folder: Path, *, always: bool = False, watch: Watcher | None = None) -> bool:
    """Make the arrays in the folder anew where there are none, or where more than MOST_LAID_OVER articles and a tenth
    of all changed since; `always`, in any case. Gives whether it did."""
    everything, covers = store.changes(0), _covers(folder)
    laid_over = covers is not None and store.changes(covers) <= max(MOST_LAID_OVER, everything // 10)
    if not always and (laid_over or not everything):
        return False
    if watch:
        watch(Progress("building the graph", 0, None, "articles"))
    walks.build(folder, rows(store), revision=store.revision)
    return True


def _covers(folder: Path) -> int | None:
    """The revision that the arrays cover, None where there are none that could be read."""
    with suppress(ArchiveError):
        return walks.covers(folder)
    return None


def opened(store: Store, folder: Path) -> "Graph":
    """The graph as the store is now; where none was built, and none may be, all of it laid over nothing."""
    try:
        graph, covers = walks.open_graph(folder)
    except ArchiveNotFound:
        graph, covers = walks.graph_of(walks.assemble(walks.Rows((), (), ()))), 0
    return graph if covers == store.revision else walks.overlay(graph.arrays, _delta(store, graph, covers))


def verify(store: Store, folder: Path) -> list[str]:
    """What is wrong with the graph in the folder: by itself, and by LOOKED_AT articles that did not change since
    it was made. None is no trouble: it is made when it is first asked."""
    try:
        if wrong := walks.check(folder):
            return wrong
        held, covers = walks.open_graph(folder)
    except ArchiveNotFound:
        return []
    except ArchiveError as error:
        return [str(error)]
    changed = {change.id for change in store.changed_since(covers)}
    step = max(1, held.days.size // LOOKED_AT)
    some = {ArticleId(held.article_ids.at(at)) for at in range(0, held.days.size, step)} - changed
    known = rows(store, sorted(some))
    shown = {id for part in store.linked_articles(sorted(some)) for id in part.ids}
    others = {*(some - shown), *walks.differing(held, known)}
    return [f"it tells of {id} what the store does not" for id in sorted(others)]


# -- rows ----------------------------------------------------------------------------------------------------


def rows(store: Store, ids: Sequence[ArticleId] | None = None) -> "Rows":
    """All that the store holds of the graph; of these articles, with all that they name."""
    links = [walks.weighed(columns) for columns in store.links(ids)]
    named = None if ids is None else set[int]().union(*(part.named() for part in links))
    articles, entities = list(store.linked_articles(ids)), list(store.linked_entities(named))
    return walks.Rows(
        articles=list(map(walks.dated, articles)),
        entities=list(map(walks.called, entities)),
        links=links,
        ties=[*_ties(articles, entities), *_cites(store, ids)],
    )


def _ties(articles: Iterable[ArticleColumns], entities: Iterable[EntityColumns]) -> "Iterator[TieRow]":
    kind = walks.LinkKind
    for some in entities:
        yield from (
            walks.TieRow(kind.WITHIN, id, around) for id, around in zip(some.ids, some.within, strict=True) if around
        )
    for one in articles:
        for id, outlet in zip(one.ids, one.outlets, strict=True):
            if outlet:
                yield walks.TieRow(kind.COPIED, id, f"source/{source_key(outlet.removeprefix('source/'))}")


def _cites(store: Store, ids: Sequence[ArticleId] | None) -> "Iterator[TieRow]":
    for article, address in store.hyperlinks(ids):
        yield walks.TieRow(walks.LinkKind.CITES, article, article_id(url=address))


def _delta(store: Store, graph: "Graph", covers: int) -> "Delta":
    changes = list(store.changed_since(covers))
    shown = [change.id for change in changes if not change.withdrawn]
    found = rows(store, shown)
    # Only an article that changed can have been the last that named an entity.
    before = {id for change in changes for id in _named_before(graph, change.id)}
    gone = [*(change.id for change in changes if change.withdrawn), *(before - store.entities(before).keys())]
    return walks.Delta(found, gone)


def _named_before(graph: "Graph", article: ArticleId) -> Iterator[EntityId]:
    number = graph.article_ids.find(article)
    if number >= 0:
        yield from (EntityId(graph.entity_ids.at(int(entity))) for entity in graph.naming.row(number)[0])


# -- answers -------------------------------------------------------------------------------------------------


class Walk:
    """Questions to the graph of an archive, its answers with names as they are now and quoted sentences."""

    def __init__(self, store: Store, graph: "Graph") -> None:
        self._store, self._graph = store, graph

    @property
    def graph(self) -> "Graph":
        """The arrays that are asked."""
        return self._graph

    def near(
        self, id: EntityId, *, limit: int, kinds: Sequence[str], days: tuple[date | None, date | None]
    ) -> list[Neighbour]:
        wanted = kinds_of(kinds) if kinds else walks.WHO_AND_WHERE
        found = walks.near(self._graph, id, limit=limit, kinds=wanted, period=walks.Period.between(*days))
        node = self._nodes(one.id for one in found)
        return [
            Neighbour(
                node=node(one.id, one.kind, one.name),
                origins=one.origins,
                of=one.of,
                significance=one.significance,
                first=one.first,
                last=one.last,
                articles=one.articles,
                quote=self._quote(one.articles, (id, one.id)),
            )
            for one in found
        ]

    def company(self, id: EntityId, limit: int) -> Company:
        """How many independent reports name it, and who stands in most of them."""
        found = walks.company(self._graph, id, limit=limit)
        node = self._nodes(one.id for one in found.most)
        most = (one._replace(name=node(one.id, one.kind, one.name).name) for one in found.most)
        return found._replace(most=tuple(most))

    def compare(
        self,
        id: EntityId,
        days: tuple[tuple[date, date | None], tuple[date, date]],
        *,
        kinds: Sequence[str],
        limit: int,
    ) -> Comparison:
        """`days` are those of now and those of before."""
        periods = walks.Period.between(*days[0]), walks.Period.between(*days[1])
        wanted = kinds_of(kinds) if kinds else walks.WHO_AND_WHERE
        found = walks.compare(self._graph, id, periods, limit=limit, kinds=wanted)
        new, vanished = (self._changes(part, (id,)) for part in (found.new, found.vanished))
        return Comparison(new, vanished, found.now, found.then)

    def trending(self, *, until: date | None, days: int, limit: int) -> list[Change]:
        end = None if until is None else walks.day_of(until)
        return list(self._changes(walks.trending(self._graph, until=end, days=days, limit=limit)))

    def latest(self) -> date | None:
        """The day of the last report; None where none states one."""
        return walks.date_of(int(self._graph.report_days.max(initial=walks.UNDATED)))

    def connect(self, ids: Sequence[EntityId], *, limit: int, in_order: bool, avoid: Sequence[EntityId]) -> Connections:
        if len(ids) > 2:
            return self._connect_all(ids, avoid)
        found = walks.connect(self._graph, *ids, limit=limit, in_order=in_order, avoid=avoid)
        chains = tuple(Chain(self._hops(one.hops), one.cost) for one in found.chains)
        return Connections(chains, found.complete, looked=_reach(found.looked))

    def _connect_all(self, ids: Sequence[EntityId], avoid: Sequence[EntityId]) -> Connections:
        tree = walks.connect_all(self._graph, ids, avoid=avoid)
        chains = (Chain(self._hops(tree.hops), tree.cost),) if tree.hops else ()
        apart = [id for id in dict.fromkeys(ids) if id in tree.apart or not tree.hops]
        known = self._store.entities(set(apart))
        told = tuple(Node(id, known[id].kind, known[id].name) for id in apart)
        return Connections(chains, tree.looked is None, told, _reach(tree.looked))

    def timeline(
        self, about: EntityId | Sequence[ArticleId], *, days: tuple[date | None, date | None], wide: int | None
    ) -> Timeline:
        found = walks.timeline(self._graph, about, period=walks.Period.between(*days), days=wide)
        known = {one.id: one for one in self._store.summaries([peak.article for peak in found.peaks])}
        return Timeline(
            days=found.days,
            steps=tuple(Step(*step) for step in found.steps),
            peaks=tuple(_peak(one, known.get(one.article)) for one in found.peaks),
            undated=found.undated,
        )

    def communities(self, *, limit: int, days: tuple[date | None, date | None]) -> list[Community]:
        found = walks.communities(self._graph, period=walks.Period.between(*days))[:limit]
        node = self._nodes(one.id for community in found for one in community.members)
        told = [tuple(node(one.id, one.kind, one.name) for one in community.members) for community in found]
        return [
            Community(", ".join(one.name for one in members[:NAMED_BY]), members, community.origins)
            for community, members in zip(found, told, strict=True)
        ]

    def sketch(
        self,
        ids: Sequence[EntityId],
        *,
        most: int,
        hops: int,
        without: Sequence[EntityId],
        days: tuple[date | None, date | None],
    ) -> Sketch:
        """Of several, with those over whom they hang together."""
        between: dict[EntityId, None] = {}
        if len(ids) > 1:
            chains = self.connect(ids, limit=CHAINS, in_order=False, avoid=without).chains
            between = {end.id: None for chain in chains for hop in chain.hops for end in (hop.tail, hop.head)}
        found = walks.sketch(
            self._graph,
            ids,
            between=list(between)[: most - len(ids)],
            most=most,
            hops=hops,
            without=without,
            period=walks.Period.between(*days),
        )
        known = self._store.entities({id for id, *_ in found.entities})
        node = self._nodes(known)
        nodes = {id: node(id, kind, name) for id, kind, name, _ in found.entities}
        told = tuple(
            (nodes[id], origins, id in known and known[id].provisional) for id, _, _, origins in found.entities
        )
        return Sketch(told, len(ids), tuple(_tie(one, nodes) for one in found.ties), found.left_out)

    def tie(self, one: EntityId, other: EntityId, *, limit: int, days: tuple[date | None, date | None]) -> Tie:
        graph, period = self._graph, walks.Period.between(*days)
        found = walks.tie(graph, (graph.entity(one), graph.entity(other)), period, most=limit)
        known = self._store.entities({one, other})
        nodes = {id: Node(id, known[id].kind, known[id].name) for id in (one, other)}
        quotes = (self._quote([article], (one, other)) for article in found.articles)
        return _tie(found, nodes, tuple(quote for quote in quotes if quote))

    def prominent(self, *, kinds: Sequence[str], limit: int) -> list[tuple[Node, int]]:
        found = walks.prominent(self._graph, kinds=kinds_of(kinds), limit=limit)
        known = self._store.entities({id for id, _ in found})
        return [(Node(id, known[id].kind, known[id].name), origins) for id, origins in found if id in known]

    def spread(self, *, limit: int) -> list[Spread]:
        found = walks.prominent(self._graph, kinds=(EntityKind.PLACE,), limit=limit)
        known = self._store.entities({id for id, _ in found})
        return [Spread(known[id], *walks.months(self._graph, id)) for id, _ in found if id in known]

    def view(self) -> "NetworkxGraph":
        return walks.networkx_view(self._graph)

    # -- inside ----------------------------------------------------------------------------------------------

    def _nodes(self, ids: Iterable[EntityId]) -> Callable[[EntityId, EntityKind, str], Node]:
        """Makes nodes with names as they are now: a new name of an entity changes no article, and no arrays."""
        known = self._store.entities(set(ids))

        def node(id: EntityId, kind: EntityKind, name: str) -> Node:
            return Node(id, kind, known[id].name if id in known else name)

        return node

    def _changes(self, found: "Iterable[walks.Change]", beside: tuple[EntityId, ...] = ()) -> tuple[Change, ...]:
        some = list(found)
        node = self._nodes(one.id for one in some)
        return tuple(
            Change(
                node=node(one.id, one.kind, one.name),
                now=one.now,
                before=one.then,
                significance=one.significance,
                articles=one.articles,
                quote=self._quote(one.articles, (*beside, one.id)),
            )
            for one in some
        )

    def _hops(self, found: "Sequence[walks.Hop]") -> tuple[Hop, ...]:
        node = self._nodes(end.id for hop in found for end in (hop.tail, hop.head))
        return tuple(
            Hop(
                tail=node(hop.tail.id, hop.tail.kind, hop.tail.name),
                head=node(hop.head.id, hop.head.kind, hop.head.name),
                origins=hop.origins,
                day=hop.day,
                articles=hop.articles,
                quote=self._quote(hop.articles, (hop.tail.id, hop.head.id)),
            )
            for hop in found
        )

    def _quote(self, articles: Sequence[ArticleId], both: Sequence[EntityId]) -> Quote | None:
        """The sentence of the first of the articles that names both in one; else what names one of them."""
        best: Quote | None = None
        for article in self._store.articles(articles[:QUOTED_FROM]):
            found = _quoted(article, names(self._store, article.id), both)
            if found and found.both:
                return found
            best = best or found
        return best


def _reach(found: "walks.Reach | None") -> Reach | None:
    return None if found is None else Reach(found.names, found.ties, found.cost, found.day)


def _tie(found: "walks.Tie", nodes: Mapping[EntityId, Node], quotes: tuple[Quote, ...] = ()) -> Tie:
    return Tie(
        tail=nodes[found.tail],
        head=nodes[found.head],
        origins=found.origins,
        significance=found.significance,
        articles=found.articles,
        first=found.first,
        last=found.last,
        quotes=quotes,
    )


def _peak(found: "walks.Peak", article: Summary | None) -> Peak:
    told = ("", "", None) if article is None else (article.title, article.source, article.published)
    return Peak(found.first, found.last, found.origins, found.weight, found.article, *told)


def _quoted(article: Article, named: Sequence[Named], both: Sequence[EntityId]) -> Quote | None:
    passage = walks.sentence(article, named, both)
    if passage is None:
        return None
    text = article.text[passage.start : passage.end]
    told = (article.id, article.title, article.source, article.published)
    return Quote(*told, passage.start, text, passage.marks, passage.both)
