"""Who is who across articles? The blocks that changed are told apart anew, with what people decided."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn

from newsgraph.answers import Effect, Progress, Watcher
from newsgraph.article import ArticleId
from newsgraph.entity import Decision, DecisionKind, EntityKind, Named, in_force
from newsgraph.errors import ArchiveError
from newsgraph.gathering import Others, Part, keys, part_of
from newsgraph.parallel import Crew
from newsgraph.resolving import Ties, fold
from newsgraph.store import Held, Settled, Slot, Store

BATCH = 200  # articles whose names are in memory at once
AT_ONCE = 10_000
"""Names that are told apart at once, which bounds the memory: of 223,000 all at once took 400 MB more."""


def settle(store: Store, crew: Crew, *, watch: Watcher | None = None) -> int:
    """Bring who is who to the store's revision; gives how many articles have names that are other entities now.

    A pure function of the set of articles and the log of decisions: settling after every batch and settling once in
    the end give the same.
    """
    upto, since = store.revision, store.settled
    if upto == since:
        return 0
    changed = [change.id for change in store.changed_since(since)]
    asked = _Question(in_force(store.decisions()), store.touched(since), whole=changed)
    return store.settle(_told_apart(store, asked, crew, watch=watch), folded=fold, upto=upto)


class _Question(NamedTuple):
    """Who is who among the names in the blocks `touched` and in all that is tied to them; among all names of the
    articles `whole`, whose blocks are all touched; and among the names `also`, which are in no block.

    Where those are all the names that their places and sources have (`complete`), what was known of these is left out.
    """

    decisions: Sequence[Decision]
    touched: Iterable[str]
    whole: Sequence[ArticleId] = ()
    also: frozenset[Slot] = frozenset()
    complete: bool = False


def _told_apart(store: Store, asked: _Question, crew: Crew, *, watch: Watcher | None = None) -> Iterator[Settled]:
    """The answer, in parts. Changes nothing."""
    others = Others()
    for part in _parts(store, asked, crew, watch=watch):
        others.add(part.others, part.alike)
        yield part.settled
    if not asked.complete:
        about = {*others.found, *(id for one in asked.decisions for id in one.ids)}
        known = store.entities(about).items()
        others.add({id: one for id, one in known if one.kind in (EntityKind.PLACE, EntityKind.SOURCE)})
    yield others.settled(asked.decisions)


def _parts(store: Store, asked: _Question, crew: Crew, *, watch: Watcher | None) -> Iterator[Part]:
    """Actors, authors and provisional places by what is tied together; then what the articles say of the rest."""
    groups = _groups(store, asked)
    total, done = sum(group.size for group in groups) + len(asked.whole), 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        if watch:
            watch(Progress("telling names apart", done, total, "names"))

    tell(0)
    of_blocks = partial(_part_in, store.folder, asked.decisions)
    told = crew.spread(([group] for group in groups), of_blocks, crashed=_crashed)
    for group, (part,) in zip(groups, told, strict=True):
        yield part
        tell(group.size)
    batches = ([ids] for ids in _batches(asked.whole))
    for found in crew.spread(batches, partial(_others_in, store.folder), crashed=_crashed):
        yield from found
        tell(sum(len(part.settled.whole) for part in found))
    if asked.also:
        yield part_of(_slots(store, asked.also), asked.decisions)


class _Group(NamedTuple):
    """Blocks that nothing ties to others, and how many names they hold."""

    blocks: list[str]
    size: int


def _groups(store: Store, asked: _Question) -> list[_Group]:
    """The blocks that are touched and all that is tied to them, AT_ONCE names and more together but for the last."""
    ties = Ties()
    decided = [keys(one) for one in asked.decisions]
    sets = store.tied({*asked.touched, *(key for each in decided for key in each)})
    for each in (*sets, *filter(None, decided)):
        ties.join(each)
    sizes: dict[str, int] = {}
    for each, count in sets.items():
        top = ties.top(min(each))
        sizes[top] = sizes.get(top, 0) + count
    tied: dict[str, set[str]] = {}
    for each in sets:
        tied.setdefault(ties.top(min(each)), set()).update(each)
    return list(_together(sorted((sizes[top], sorted(blocks)) for top, blocks in tied.items())))


def _together(tied: Iterable[tuple[int, list[str]]]) -> Iterator[_Group]:
    blocks: list[str] = []
    total = 0
    for size, some in tied:
        blocks.extend(some)
        total += size
        if total >= AT_ONCE:
            yield _Group(blocks, total)
            blocks, total = [], 0
    if blocks:
        yield _Group(blocks, total)


def _part_in(folder: Path, decisions: Sequence[Decision], groups: list[_Group]) -> list[Part]:
    with Store.open(folder) as store:
        return [part_of(store.in_blocks(group.blocks), decisions) for group in groups]


def _others_in(folder: Path, batches: list[list[ArticleId]]) -> list[Part]:
    """What is in no block, and that the articles name nothing beside it and what is in one."""
    with Store.open(folder) as store:
        parts = [part_of(store.loose(ids), ()) for ids in batches]
    return [part._replace(settled=part.settled._replace(whole=ids)) for part, ids in zip(parts, batches, strict=True)]


def _slots(store: Store, slots: frozenset[Slot]) -> Iterator[Held]:
    for ids in _batches(sorted({article for article, _ in slots})):
        for article, naming in store.namings(ids, mentions=False).items():
            for number, kept in enumerate(naming.names):
                if (article, number) in slots:
                    yield Held(article, number, kept, *naming[:4], ())


def _crashed(_: object) -> NoReturn:
    raise ArchiveError("a process that tells names apart was killed", hint="run the same again, with less beside it")


def _batches(ids: Sequence[ArticleId]) -> Iterator[list[ArticleId]]:
    for start in range(0, len(ids), BATCH):
        yield list(ids[start : start + BATCH])


# -- decisions -----------------------------------------------------------------------------------------------


def decide(store: Store, *decisions: Decision) -> tuple[int, ...]:
    """Take the decisions and what follows from all of them; gives their numbers in the log."""
    before = store.decisions()
    numbers = tuple(store.decide(decision) for decision in decisions)
    settled = _after(store, in_force(before), in_force(store.decisions()))
    store.settle(settled, folded=fold, upto=store.revision)
    return numbers


def effect_of(store: Store, *decisions: Decision) -> Effect:
    """What taking these decisions would change; nothing is changed."""
    log = store.decisions()
    asked = [*log, *(replace(one, number=len(log) + place) for place, one in enumerate(decisions, 1))]
    turned = _turned(in_force(log), in_force(asked))
    homes = [one for one in turned if one.kind is DecisionKind.HOME]
    at_home = {id for one in homes for id in store.articles_of(one.ids[0].removeprefix("source/"))}
    if len(homes) == len(turned):
        return Effect(tuple(sorted(at_home)), 0, (), ())
    parts = list(_after(store, in_force(log), in_force(asked)))
    joined = {old: new for part in parts for old, new in part.joined.items()}
    now_of = {(one.article, one.number): joined.get(one.entity, one.entity) for part in parts for one in part.told}
    entities = {id: one for part in parts for id, one in part.entities.items()}
    now_hidden = {id for part in parts for id in part.hidden}
    identities = store.identities({article for article, _ in now_of})
    known = {slot: id for slot, (id, _) in identities.items()}
    hidden = {id for id, is_hidden in identities.values() if is_hidden}
    moved = {slot for slot, id in now_of.items() if known.get(slot) != id}
    before = store.entities({known[slot] for slot in now_of if slot in known})
    looks = {id for id, one in entities.items() if id in before and _looks(one) != _looks(before[id])}
    looks |= (now_hidden ^ hidden) & before.keys()
    moved |= {slot for slot, id in now_of.items() if id in looks}
    now = set(now_of.values())
    gone, new = sorted(before.keys() - now), sorted(now - before.keys())
    return Effect(
        articles=tuple(sorted({article for article, _ in moved} | at_home)),
        links=len(moved),
        gone=tuple(gone),
        new=tuple(new),
        called={**{id: before[id].name for id in gone}, **{id: entities[id].name for id in new if id in entities}},
    )


def _looks(one: Named) -> tuple[object, ...]:
    return one.name, one.location, one.provisional


def _turned(before: Sequence[Decision], after: Sequence[Decision]) -> list[Decision]:
    """The decisions that hold in one of the two only."""
    return [one for one in (*before, *after) if (one in before) != (one in after)]


def _after(store: Store, before: Sequence[Decision], after: Sequence[Decision]) -> Iterator[Settled]:
    """Who is who once these decisions hold, among all whom those that come or go are about."""
    turned = _turned(before, after)
    ids = {id for one in (*turned, *after) for id in one.ids}
    current = {known.id for id in ids if (known := store.entity(id))} | ids
    also = {slot for id in current if not id.startswith(("actor/", "author/")) for slot in store.appearances(id)}
    touched = {key for one in turned for key in keys(one)}
    return _told_apart(store, _Question(after, touched, also=frozenset(also), complete=True), Crew())
