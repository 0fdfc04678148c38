"""Who is who across articles? The blocks that changed are told apart anew, with what people decided."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from newsgraph.answers import Effect, Progress, Watcher
from newsgraph.article import ArticleId
from newsgraph.entity import ACTORS, Decision, DecisionKind, EntityId, EntityKind, Location, Named
from newsgraph.resolving import (
    AuthorProfile,
    Profile,
    block_keys,
    decision_keys,
    fold,
    identify,
    identify_authors,
)
from newsgraph.store import KeptName, Naming, Settled, Slot, Store

BATCH = 200  # articles whose names are in memory at once


def settle(store: Store, *, watch: Watcher | None = None) -> int:
    """Bring who is who to the store's revision; gives how many articles have names that are other entities now.

    A pure function of the set of articles and the log of decisions: settling after every batch and settling once in
    the end give the same.
    """
    upto, since = store.revision, store.settled
    if upto == since:
        return 0
    changed = [change.id for change in store.changed_since(since)]
    if watch:
        watch(Progress("telling names apart", 0, len(changed), "articles"))
    touched = store.touched(since)
    settled = _told_apart(store, _Question(in_force(store.decisions()), touched, whole=frozenset(changed)))
    return store.settle(settled, upto=upto)


def in_force(log: Sequence[Decision]) -> list[Decision]:
    """The decisions that hold, in order: without those that were undone and without the undoing."""
    undone: set[int] = set()
    for one in reversed(log):
        if one.kind is DecisionKind.UNDO and one.number not in undone:
            undone.add(int(one.name))
    return [one for one in log if one.number not in undone and one.kind is not DecisionKind.UNDO]


class _Question(NamedTuple):
    """Who is who among the names in the blocks `touched` and in all that is tied to them; among all names of the
    articles `whole`, whose blocks are all touched; and among the names `also`, which are in no block.

    Where those are all the names that their places and sources have (`complete`), what was known of these is left out.
    """

    decisions: Sequence[Decision]
    touched: Iterable[str]
    whole: frozenset[ArticleId] = frozenset()
    also: frozenset[Slot] = frozenset()
    complete: bool = False


def _told_apart(store: Store, asked: _Question) -> Settled:
    """The answer. Changes nothing."""
    tied = store.tied({*asked.touched, *(key for one in asked.decisions for key in _keys(one))})
    slots = store.in_blocks(tied, besides=asked.whole) | asked.also
    gathered = _Gathered()
    for some in _batches(sorted({article for article, _ in slots} | asked.whole)):
        for article, naming in store.namings(some, mentions=False).items():
            for number, kept in enumerate(naming.names):
                if article in asked.whole or (article, number) in slots:
                    gathered.take((article, number), kept, naming)
    if not asked.complete:
        gathered.recall(store, asked.decisions)
    return gathered.settled(asked.whole, asked.decisions)


def _keys(decision: Decision) -> frozenset[str]:
    """The blocks that a decision is about."""
    writers = {_writer_block(id) for id in decision.ids if id.startswith("author/")}
    return decision_keys(decision) | writers


def _writer_block(id: EntityId) -> str:
    """Authors of different outlets may only be one where their names are the same."""
    return f"author {id.rpartition('/')[2]}"


def _place_block(id: EntityId) -> str:
    """Provisional places may only be one where their names are the same."""
    return f"place {id.rpartition('/')[2]}"


@dataclass(slots=True)
class _Gathered:
    """Names of many articles, as little of each as telling them apart needs."""

    actors: list[Profile] = field(default_factory=list)
    authors: list[AuthorProfile] = field(default_factory=list)
    alone: dict[ArticleId, dict[int, EntityId]] = field(default_factory=dict)
    others: dict[EntityId, Named] = field(default_factory=dict)
    provisional: dict[str, Counter[EntityId]] = field(default_factory=dict)
    said: Counter[EntityId] = field(default_factory=Counter)
    _beside: tuple[ArticleId, tuple[str, ...]] = (ArticleId(""), ())

    def take(self, slot: Slot, kept: KeptName, naming: Naming) -> None:
        one = kept.named
        self.alone.setdefault(slot[0], {})[slot[1]] = one.id
        if one.kind in ACTORS:
            self.actors.append(_profile(slot[0], kept, naming, self._company(slot[0], naming)))
        elif one.kind is EntityKind.AUTHOR:
            self.authors.append(_author(slot[0], kept, naming))
        else:
            self._take_place(one)
            if one.provisional:
                self.provisional.setdefault(_place_block(one.id), Counter())[one.id] += 1
                if one.placed:
                    self.said[one.id] += 1

    def _take_place(self, one: Named) -> None:
        known = self.others.get(one.id)
        if known is None or one.provisional or one.name != known.name or not set(one.aliases) <= set(known.aliases):
            bare = replace(one, mentions=(), confidence=1.0, roles=())
            self.others[one.id] = _agreed(known or bare, bare)

    def _company(self, article: ArticleId, naming: Naming) -> tuple[str, ...]:
        if self._beside[0] != article:
            self._beside = article, tuple(sorted(kept.named.id for kept in naming.names))
        return self._beside[1]

    def recall(self, store: Store, decisions: Iterable[Decision]) -> None:
        """Add what is known already of the places and sources that are named here or decided about."""
        for id, known in store.entities({*self.others, *(id for one in decisions for id in one.ids)}).items():
            if known.kind in (EntityKind.PLACE, EntityKind.SOURCE):
                self.others[id] = _agreed(self.others.get(id, known), known)

    def settled(self, whole: frozenset[ArticleId], decisions: Sequence[Decision]) -> Settled:
        people = identify(self.actors, [one for one in decisions if one.kind in _OF_ACTORS])
        writers = {
            id: author for author in identify_authors(self.authors, decisions) for id in (author.id, *author.also)
        }
        alike = {old: new for ids in self.provisional.values() for old, new in _one_place(ids, self.said).items()}
        rest = _judged(self.others, alike, decisions)
        told = {id: writer.id for id, writer in writers.items()} | rest.meant
        entity_of = {
            article: {n: people.entity_of.get((article, id)) or told.get(id, id) for n, id in names.items()}
            for article, names in self.alone.items()
        }
        entities = dict(rest.entities)
        for id, who in people.entities.items():
            entities[id] = Named(id=id, kind=who.kind, name=who.name, confidence=1.0, aliases=who.aliases)
        for author in writers.values():
            entities[author.id] = Named(id=author.id, kind=EntityKind.AUTHOR, name=author.name, confidence=1.0)
        hidden = {id for id, who in people.entities.items() if who.hidden} | rest.hidden
        also = {old: author.id for old, author in writers.items() if old != author.id}
        return Settled(
            entity_of=entity_of,
            alone=self.alone,
            whole=whole,
            entities=entities,
            hidden=frozenset(hidden),
            folded=fold,
            redirects={**people.redirects, **also, **rest.meant},
        )


_OF_ACTORS = (DecisionKind.SAME, DecisionKind.DIFFERENT, DecisionKind.RENAME, DecisionKind.HIDE)


def _profile(article: ArticleId, kept: KeptName, naming: Naming, beside: tuple[str, ...]) -> Profile:
    one = kept.named
    return Profile(
        article=article,
        local=one.id,
        name=one.name,
        kind=one.kind,
        confidence=one.confidence,
        forms=kept.forms,
        roles=one.roles,
        beside=beside,
        source=naming.source,
        section=naming.section,
        published=naming.published,
    )


def _author(article: ArticleId, kept: KeptName, naming: Naming) -> AuthorProfile:
    one = kept.named
    return AuthorProfile(
        article=article, local=one.id, name=one.name, source=naming.source, bio=kept.bio, agencies=naming.agencies
    )


def _agreed(one: Named, other: Named) -> Named:
    """What two articles say of one place: not in capitals, then the fuller containment, else the first by position and
    name; all names."""
    first = min(
        one, other, key=lambda named: (named.name.isupper(), -len(named.within), str(named.location), named.name)
    )
    aliases = {one.name, other.name, *one.aliases, *other.aliases} - {first.name}
    return replace(first, aliases=tuple(sorted(aliases)))


class _Judged(NamedTuple):
    """Places and sources after the decisions; `meant` leads from ids that are another's now."""

    entities: dict[EntityId, Named]
    meant: dict[EntityId, EntityId]
    hidden: set[EntityId]


def _one_place(ids: Mapping[EntityId, int], said: Mapping[EntityId, int]) -> dict[EntityId, EntityId]:
    """Which of the provisional places of one name are one: all of them join the one in a place that most articles name,
    those that say so themselves (`said`) counting three times, ties by id; but for those that some article itself puts
    in a place which is neither inside the first one's nor around it: "two towns called Eskham"."""
    order = sorted(ids, key=lambda id: (not _around(id), -ids[id] - 2 * said.get(id, 0), id))
    kept: list[EntityId] = []
    joined: dict[EntityId, EntityId] = {}
    for id in order:
        same = next((other for other in kept if _nested(_around(id), _around(other))), None)
        if same is not None or (kept and id not in said):
            joined[id] = same or kept[0]
        else:
            kept.append(id)
    return joined


def _around(id: EntityId) -> tuple[str, ...]:
    """The places around a provisional place, as its id tells: ("gb", "eng") of place/gb/eng/eskham."""
    return tuple(id.split("/")[1:-1])


def _nested(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return one == other[: len(one)] or other == one[: len(other)]


def _judged(
    found: Mapping[EntityId, Named], alike: Mapping[EntityId, EntityId], decisions: Iterable[Decision]
) -> _Judged:
    entities, meant, hidden = dict(sorted(found.items())), dict[EntityId, EntityId](), set[EntityId]()
    for old, new in sorted(alike.items()):
        other = entities.pop(old)
        names = {*entities[new].aliases, other.name, *other.aliases} - {entities[new].name}
        entities[new] = replace(entities[new], aliases=tuple(sorted(names)))
        meant[old] = new
    for one in decisions:
        ids = [id for id in (meant.get(id, id) for id in one.ids) if id in entities]
        match one.kind:
            case DecisionKind.SAME:
                for id in ids[1:]:
                    entities[ids[0]] = _agreed(entities[ids[0]], replace(entities.pop(id), id=ids[0]))
                    meant |= {old: ids[0] for old, new in meant.items() if new == id} | {id: ids[0]}
            case DecisionKind.RENAME:
                entities |= {id: _renamed(entities[id], one.name) for id in ids}
            case DecisionKind.HIDE:
                hidden |= set(ids)
            case DecisionKind.PLACE:
                entities |= {id: _placed(entities[id], one.name) for id in ids}
    return _Judged(entities, meant, hidden)


def _renamed(one: Named, name: str) -> Named:
    return replace(one, name=name, aliases=tuple(dict.fromkeys((one.name, *one.aliases))))


def _placed(one: Named, where: str) -> Named:
    """A place whose position a person gave, as "LAT,LON"."""
    lat, lon = map(float, where.split(","))
    country = one.location.country if one.location else ""
    return replace(one, location=Location(lat, lon, country), provisional=False)


def blocks_of(article: ArticleId, names: Sequence[KeptName]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The blocks that each of an article's actors, authors and provisional places is in, by its number."""
    nobody = Naming("", "", None, (), ())
    for number, kept in enumerate(names):
        one = kept.named
        if one.kind in ACTORS:
            yield number, tuple(sorted(block_keys(_profile(article, kept, nobody, ()))))
        elif one.kind is EntityKind.AUTHOR:
            yield number, (_writer_block(one.id),)
        elif one.provisional:
            yield number, (_place_block(one.id),)


def _batches(ids: Sequence[ArticleId]) -> Iterator[list[ArticleId]]:
    for start in range(0, len(ids), BATCH):
        yield list(ids[start : start + BATCH])


# -- decisions -----------------------------------------------------------------------------------------------


def decide(store: Store, decision: Decision) -> int:
    """Take the decision and what follows from it; gives its number in the log."""
    before = store.decisions()
    number = store.decide(decision)
    settled = _after(store, in_force(before), in_force(store.decisions()))
    store.settle(settled, upto=store.revision)
    return number


def effect_of(store: Store, decision: Decision) -> Effect:
    """What taking the decision would change; nothing is changed."""
    log = store.decisions()
    asked = [*log, replace(decision, number=len(log) + 1)]
    homes = [one for one in _turned(in_force(log), in_force(asked)) if one.kind is DecisionKind.HOME]
    if homes:
        articles = [id for one in homes for id in store.articles_of(one.ids[0].removeprefix("source/"))]
        return Effect(tuple(articles), 0, (), ())
    settled = _after(store, in_force(log), in_force(asked))
    now_of = {(article, n): id for article, names in settled.entity_of.items() for n, id in names.items()}
    identities = store.identities(settled.entity_of)
    known = {slot: id for slot, (id, _) in identities.items()}
    hidden = {id for id, is_hidden in identities.values() if is_hidden}
    moved = {slot for slot, id in now_of.items() if known.get(slot) != id}
    before = store.entities({known[slot] for slot in now_of if slot in known})
    looks = {id for id, one in settled.entities.items() if id in before and _looks(one) != _looks(before[id])}
    looks |= (settled.hidden ^ hidden) & before.keys()
    moved |= {slot for slot, id in now_of.items() if id in looks}
    now = set(now_of.values())
    return Effect(
        articles=tuple(sorted({article for article, _ in moved})),
        links=len(moved),
        gone=tuple(sorted(before.keys() - now)),
        new=tuple(sorted(now - before.keys())),
    )


def _looks(one: Named) -> tuple[object, ...]:
    return one.name, one.location, one.provisional


def _turned(before: Sequence[Decision], after: Sequence[Decision]) -> list[Decision]:
    """The decisions that hold in one of the two only."""
    return [one for one in (*before, *after) if (one in before) != (one in after)]


def _after(store: Store, before: Sequence[Decision], after: Sequence[Decision]) -> Settled:
    """Who is who once these decisions hold, among all whom those that come or go are about."""
    turned = _turned(before, after)
    ids = {id for one in (*turned, *after) for id in one.ids}
    current = {known.id for id in ids if (known := store.entity(id))} | ids
    also = {slot for id in current if not id.startswith(("actor/", "author/")) for slot in store.appearances(id)}
    touched = {key for one in turned for key in _keys(one)}
    return _told_apart(store, _Question(after, touched, also=frozenset(also), complete=True))
