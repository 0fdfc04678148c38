"""What would a decision change?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsgraph.article import ArticleId
from newsgraph.entity import Decision, EntityId
from newsgraph.resolving.identity import Identities, Identity, identify
from newsgraph.resolving.profiles import Profile

Link = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What will be otherwise, each in order of id.

    `articles` name an entity that is another one, has another name or is hidden afterwards. `links` are pairs of ids
    that share an article before or after, not both. `entities` come or go or look otherwise, as (before, after).
    """

    articles: tuple[ArticleId, ...]
    links: tuple[Link, ...]
    entities: tuple[tuple[Identity | None, Identity | None], ...]


def preview(profiles: Iterable[Profile], decisions: Sequence[Decision], new: Decision) -> Change:
    """What `new` would change after these decisions. To undo one, see `difference` of the log with and without it."""
    known = list(profiles)
    return difference(known, identify(known, decisions), identify(known, [*decisions, new]))


def difference(profiles: Iterable[Profile], before: Identities, after: Identities) -> Change:
    """How two identities of the same profiles differ."""
    known = list(profiles)
    idents = before.entities.keys() | after.entities.keys()
    pairs = [(before.entities.get(ident), after.entities.get(ident)) for ident in sorted(idents)]
    changed = {ident for ident in idents if _looks(before, ident) != _looks(after, ident)}
    moved = [p for p in known if _of(before, p) != _of(after, p) or _looks_of(before, p) != _looks_of(after, p)]
    touched = {profile.article for profile in moved}
    links = _links(known, before, touched) ^ _links(known, after, touched)
    untouched = _links(known, before, {p.article for p in known} - touched) if links else set()
    return Change(
        articles=tuple(sorted(touched)),
        links=tuple(sorted(links - untouched)),
        entities=tuple(
            pair for ident, pair in zip(sorted(idents), pairs, strict=True) if pair[0] != pair[1] or ident in changed
        ),
    )


def _of(identities: Identities, profile: Profile) -> EntityId | None:
    return identities.entity_of.get((profile.article, profile.local))


def _looks(identities: Identities, ident: EntityId | None) -> tuple[str, bool] | None:
    entity = identities.entities.get(ident) if ident else None
    return (entity.name, entity.hidden) if entity else None


def _looks_of(identities: Identities, profile: Profile) -> tuple[str, bool] | None:
    return _looks(identities, _of(identities, profile))


def _links(profiles: Iterable[Profile], identities: Identities, articles: set[ArticleId]) -> set[Link]:
    """The pairs of ids that share one of these articles; those of hidden entities are none."""
    found: set[Link] = set()
    for profile in profiles:
        own = _of(identities, profile)
        if profile.article in articles and own and not identities.entities[own].hidden:
            for local in profile.beside:
                other = identities.entity_of.get((profile.article, EntityId(local)), EntityId(local))
                entity = identities.entities.get(other)
                if other != own and not (entity and entity.hidden):
                    found.add((own, other) if own < other else (other, own))
    return found
