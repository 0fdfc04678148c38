"""Who is who across articles? The blocks that changed are told apart anew, with what people decided."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from newsgraph.answers import Effect, Progress, Watcher
from newsgraph.article import ArticleId
from newsgraph.entity import ACTORS, Decision, DecisionKind, EntityId, EntityKind, Named
from newsgraph.resolving import (
    AuthorProfile,
    Profile,
    author_block,
    block_keys,
    decision_keys,
    fold,
    identify,
    identify_authors,
)
from newsgraph.store import Naming, Settled, Slot, Store

BATCH = 2_000  # articles whose names are in memory at once while blocks are made
ACTOR_DECISIONS = (DecisionKind.SAME, DecisionKind.DIFFERENT, DecisionKind.RENAME, DecisionKind.HIDE)


def settle(store: Store, *, watch: Watcher | None = None, anew: bool = False) -> int:
    """Bring who is who to the store's revision, or make it `anew` from every article; gives how many articles have
    names that are other entities than they were taken for.

    A pure function of the set of articles and the log of decisions: settling each batch as it comes and settling
    everything once end in the same.
    """
    upto, since = store.revision, 0 if anew else store.settled
    if upto == since:
        return 0
    changed = [change.id for change in store.changed_since(since)]
    touched = store.blocks_of(changed)
    for some in _batches(changed):
        touched |= _put_blocks(store, some)
        if watch:
            watch(Progress("telling names apart", 0, len(changed), "articles"))
    decisions = in_force(store.decisions())
    settled = _told_apart(store, changed, _closed(store, touched, decisions), decisions)
    moved = store.settle(settled, upto=upto)
    if watch:
        watch(Progress("telling names apart", len(changed), len(changed), "articles"))
    return moved


def in_force(log: Iterable[Decision]) -> list[Decision]:
    """The decisions that hold, in order: without those that were undone, and without the undoing."""
    decisions = list(log)
    undone: set[int] = set()
    for one in reversed(decisions):
        if one.kind is DecisionKind.UNDO and one.number not in undone:
            undone.add(int(one.name))
    return [one for one in decisions if one.number not in undone and one.kind is not DecisionKind.UNDO]


def decide(store: Store, decision: Decision, *, watch: Watcher | None = None) -> int:
    """Take the decision and what follows from it; gives its number in the log."""
    before = in_force(store.decisions())
    number = store.decide(decision)
    after = in_force(store.decisions())
    settled = _after(store, before, after)
    store.settle(settled, upto=store.revision)
    return number


def effect_of(store: Store, decision: Decision) -> Effect:
    """What taking the decision would change; nothing is changed."""
    log = store.decisions()
    asked = [*log, decision._replace_number(len(log) + 1)]
    settled = _after(store, in_force(log), in_force(asked))
    return _effect(store, settled)
