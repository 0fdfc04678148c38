"""What have people decided, and what would a further decision change?"""

from collections.abc import Callable, Iterable
from functools import partial

from newsgraph.entity import Apart, Decision, DecisionKind, EntityId, EntityKind
from newsgraph.resolving.groups import Group
from newsgraph.resolving.nodes import nodes_of
from newsgraph.resolving.profiles import Profile, keys_of_id, reading


def judged(
    groups: dict[EntityId, Group], decisions: Iterable[Decision]
) -> tuple[dict[EntityId, Group], dict[EntityId, EntityId]]:
    """The groups after the decisions, taken in order, and where other ids lead.

    A decision that names an id which nobody has any more, and none that leads anywhere, changes nothing: it waits for
    the articles to come back.
    """
    redirects, apart = _redirects(groups), Apart()
    for decision in decisions:
        apart.hear(decision)
        if decision.kind is DecisionKind.SAME:
            _same(groups, redirects, decision, apart)
        else:
            _DONE[decision.kind](groups, redirects, decision)
    return dict(sorted(groups.items())), dict(sorted(redirects.items()))


def decision_keys(decision: Decision) -> frozenset[str]:
    """The blocks that a decision ties together, for `ties.tied`."""
    return frozenset(key for ident in decision.ids for key in keys_of_id(ident))


def _redirects(groups: dict[EntityId, Group]) -> dict[EntityId, EntityId]:
    """Ids that some article's profile has by its name and no entity: to the entity that all such profiles belong to.
    (Not "actor/tarrant-2", which an article calls the second of two.)"""
    found: dict[EntityId, EntityId | None] = {}
    for ident, group in groups.items():
        for local, name, person in {(p.local, p.name, p.kind is EntityKind.PERSON) for p in group.profiles}:
            if local not in groups and local == f"actor/{reading(name, person).slug}":
                found[local] = ident if found.get(local, ident) == ident else None
    return {local: ident for local, ident in found.items() if ident}


def _holder(groups: dict[EntityId, Group], redirects: dict[EntityId, EntityId], ident: EntityId) -> EntityId | None:
    seen = ident if ident in groups else redirects.get(ident)
    return seen if seen in groups else None


def _same(groups: dict[EntityId, Group], redirects: dict[EntityId, EntityId], decision: Decision, apart: Apart) -> None:
    """All become the first one, but for those that are kept apart from whom it is by now."""
    found = [holder for ident in decision.ids if (holder := _holder(groups, redirects, ident))]
    first, *others = dict.fromkeys(found) or [None]
    for other in others:
        if first is not None and other is not None:
            if apart.forbids(_who_is(first, redirects), _who_is(other, redirects)):
                continue
            groups[first].profiles += groups.pop(other).profiles
            for old, new in list(redirects.items()):
                if new == other:
                    redirects[old] = first
            redirects[other] = first


def _who_is(ident: EntityId, redirects: dict[EntityId, EntityId]) -> set[EntityId]:
    return {ident, *(old for old, new in redirects.items() if new == ident)}


def _different(groups: dict[EntityId, Group], redirects: dict[EntityId, EntityId], decision: Decision) -> None:
    """Those that share an entity part: each takes the profiles of its own name, or those of the articles named."""
    for ident in decision.ids:
        holder = _holder(groups, redirects, ident)
        if holder is None:
            continue
        if decision.articles:
            apart = EntityId(f"{ident}-{min(decision.articles).rpartition('/')[2][:8]}")
            _part(groups, holder, lambda profile: profile.article in decision.articles, apart)
        elif holder != ident and holder in {
            _holder(groups, redirects, other) for other in decision.ids if other != ident
        }:
            _part(groups, holder, partial(_is_of, ident), ident)
            redirects.pop(ident, None)


def _is_of(local: EntityId, profile: Profile) -> bool:
    return profile.local == local


def _part(groups: dict[EntityId, Group], holder: EntityId, takes: Callable[[Profile], bool], ident: EntityId) -> None:
    """Give the profiles that `takes` says to a new entity, unless it would be all or none."""
    group = groups[holder]
    gone = [profile for profile in group.profiles if takes(profile)]
    if 0 < len(gone) < len(group.profiles):
        group.profiles = [profile for profile in group.profiles if not takes(profile)]
        groups[ident] = Group(max(nodes_of(gone), key=lambda node: (node.read.full, node.size, node.key)), gone)


def _rename(groups: dict[EntityId, Group], redirects: dict[EntityId, EntityId], decision: Decision) -> None:
    for ident in decision.ids:
        if holder := _holder(groups, redirects, ident):
            groups[holder].renamed = decision.name


def _hide(groups: dict[EntityId, Group], redirects: dict[EntityId, EntityId], decision: Decision) -> None:
    for ident in decision.ids:
        if holder := _holder(groups, redirects, ident):
            groups[holder].hidden = True


_DONE = {
    DecisionKind.DIFFERENT: _different,
    DecisionKind.RENAME: _rename,
    DecisionKind.HIDE: _hide,
}
