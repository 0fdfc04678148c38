"""Who is who among these names? All that are tied together, and what people decided about them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from newsgraph.article import ArticleId
from newsgraph.entity import ACTORS, Apart, Decision, DecisionKind, EntityId, EntityKind, Location, Named
from newsgraph.resolving import AuthorProfile, Profile, block_keys, decision_keys, identify, identify_authors
from newsgraph.store import Held, InBlocks, KeptName, Settled, Told

_OF_ACTORS = (DecisionKind.SAME, DecisionKind.DIFFERENT, DecisionKind.RENAME, DecisionKind.HIDE)


class Part(NamedTuple):
    """Who is who among some names: their actors and authors (`settled`). Places and sources are known only when all
    parts are together: `others` is what these articles say of them, `alike` leads from provisional places to the one
    that they are."""

    settled: Settled
    others: Mapping[EntityId, Named]
    alike: Mapping[EntityId, EntityId]


def part_of(names: Iterable[Held], decisions: Sequence[Decision]) -> Part:
    """Who these names are. Of actors, authors and provisional places there must be all that are tied together."""
    gathered = _Gathered()
    for held in names:
        gathered.take(held)
    return gathered.part(decisions)


@dataclass(slots=True)
class _Gathered:
    """Names of many articles, as little of each as telling them apart needs."""

    actors: list[Profile] = field(default_factory=list)
    authors: list[AuthorProfile] = field(default_factory=list)
    alone: list[tuple[ArticleId, int, EntityId]] = field(default_factory=list)  # the places and sources
    numbers: dict[tuple[ArticleId, EntityId], int] = field(default_factory=dict)  # of the actors and authors
    others: dict[EntityId, Named] = field(default_factory=dict)
    provisional: dict[str, Counter[EntityId]] = field(default_factory=dict)
    said: Counter[EntityId] = field(default_factory=Counter)

    def take(self, held: Held) -> None:
        one = held.kept.named
        if one.kind in ACTORS:
            self.numbers[held.article, one.id] = held.number
            self.actors.append(_profile(held))
        elif one.kind is EntityKind.AUTHOR:
            self.numbers[held.article, one.id] = held.number
            self.authors.append(_author(held))
        else:
            self.alone.append((held.article, held.number, one.id))
            self._take_other(one)

    def _take_other(self, one: Named) -> None:
        known = self.others.get(one.id)
        if known is None or one.provisional or one.name != known.name or not set(one.aliases) <= set(known.aliases):
            bare = replace(one, mentions=(), confidence=1.0, roles=())
            self.others[one.id] = agreed(known or bare, bare)
        if one.provisional:
            self.provisional.setdefault(_place_block(one.id), Counter())[one.id] += 1
            if one.placed:
                self.said[one.id] += 1

    def part(self, decisions: Sequence[Decision]) -> Part:
        people = identify(self.actors, [one for one in decisions if one.kind in _OF_ACTORS])
        writers = identify_authors(self.authors, decisions)
        author_of = {id: author.id for author in writers for id in (author.id, *author.also)}
        entities = {
            id: Named(id=id, kind=who.kind, name=who.name, confidence=1.0, aliases=who.aliases)
            for id, who in people.entities.items()
        }
        for author in writers:
            entities[author.id] = Named(id=author.id, kind=EntityKind.AUTHOR, name=author.name, confidence=1.0)
        told = [
            Told(article, number, who, who != id)
            for (article, id), number in self.numbers.items()
            for who in (people.entity_of.get((article, id)) or author_of.get(id, id),)
        ]
        told += [Told(article, number, id, False) for article, number, id in self.alone]
        settled = Settled(
            told=told,
            entities=entities,
            hidden=frozenset(id for id, who in people.entities.items() if who.hidden),
            redirects={**people.redirects, **{old: new for old, new in author_of.items() if old != new}},
        )
        alike = {old: new for ids in self.provisional.values() for old, new in _one_place(ids, self.said).items()}
        return Part(settled, self.others, alike)


def _profile(held: Held) -> Profile:
    one = held.kept.named
    return Profile(
        article=held.article,
        local=one.id,
        name=one.name,
        kind=one.kind,
        confidence=one.confidence,
        forms=held.kept.forms,
        roles=one.roles,
        beside=held.beside,
        source=held.source,
        section=held.section,
        published=held.published,
    )


def _author(held: Held) -> AuthorProfile:
    one = held.kept.named
    return AuthorProfile(
        article=held.article,
        local=one.id,
        name=one.name,
        source=held.source,
        bio=held.kept.bio,
        agencies=held.agencies,
    )


# -- blocks --------------------------------------------------------------------------------------------------


def blocks_of(article: ArticleId, names: Sequence[KeptName], bare: Sequence[str]) -> Iterator[InBlocks]:
    """An article's actors, authors and provisional places, and the blocks that each is in; `bare` are all its names as
    `pack_names` gives them."""
    for number, (kept, facts) in enumerate(zip(names, bare, strict=True)):
        one = kept.named
        if one.kind in ACTORS:
            alone = Profile(article, one.id, one.name, one.kind, one.confidence, kept.forms)
            yield InBlocks(number, tuple(sorted(block_keys(alone))), facts)
        elif one.kind is EntityKind.AUTHOR:
            yield InBlocks(number, (_writer_block(one.id),), facts)
        elif one.provisional:
            yield InBlocks(number, (_place_block(one.id),), facts)


def keys(decision: Decision) -> frozenset[str]:
    """The blocks that a decision is about."""
    writers = {_writer_block(id) for id in decision.ids if id.startswith("author/")}
    return decision_keys(decision) | writers


def _writer_block(id: EntityId) -> str:
    """Authors of different outlets may only be one where their names are the same."""
    return f"author {id.rpartition('/')[2]}"


def _place_block(id: EntityId) -> str:
    """Provisional places may only be one where their names are the same."""
    return f"place {id.rpartition('/')[2]}"


# -- places and sources --------------------------------------------------------------------------------------


class Others:
    """Places and sources, each as all articles together tell of it."""

    def __init__(self) -> None:
        self.found: dict[EntityId, Named] = {}
        self._alike: dict[EntityId, EntityId] = {}

    def add(self, found: Mapping[EntityId, Named], alike: Mapping[EntityId, EntityId] | None = None) -> None:
        for id, one in found.items():
            known = self.found.get(id)
            self.found[id] = one if known is None else agreed(known, one)
        self._alike.update(alike or {})

    def settled(self, decisions: Iterable[Decision]) -> Settled:
        rest = _judged(self.found, self._alike, decisions)
        return Settled(entities=rest.entities, hidden=frozenset(rest.hidden), redirects=rest.meant, joined=rest.meant)


def agreed(one: Named, other: Named) -> Named:
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
    decisions, parted = list(decisions), Apart()
    for one in decisions:
        parted.hear(one)
    for old, new in sorted(alike.items()):
        if parted.forbids({old}, _who_is(new, meant)):
            continue
        other, kept = entities.pop(old), entities[new]
        name = min(kept.name, other.name, key=str.isupper)  # of one name in capitals and not, the one that is not
        names = {kept.name, *kept.aliases, other.name, *other.aliases} - {name}
        entities[new] = replace(kept, name=name, aliases=tuple(sorted(names)))
        meant[old] = new
    apart = Apart()
    for one in decisions:
        apart.hear(one)
        ids = [id for id in (meant.get(id, id) for id in one.ids) if id in entities]
        match one.kind:
            case DecisionKind.SAME:
                for id in dict.fromkeys(ids[1:]):
                    if id == ids[0] or apart.forbids(_who_is(ids[0], meant), _who_is(id, meant)):
                        continue
                    entities[ids[0]] = agreed(entities[ids[0]], replace(entities.pop(id), id=ids[0]))
                    meant |= {old: ids[0] for old, new in meant.items() if new == id} | {id: ids[0]}
            case DecisionKind.RENAME:
                entities |= {id: _renamed(entities[id], one.name) for id in ids}
            case DecisionKind.HIDE:
                hidden |= set(ids)
            case DecisionKind.PLACE:
                entities |= {id: _placed(entities[id], one.name) for id in ids}
    return _Judged(entities, meant, hidden)


def _who_is(id: EntityId, meant: Mapping[EntityId, EntityId]) -> set[EntityId]:
    return {id, *(old for old, new in meant.items() if new == id)}


def _renamed(one: Named, name: str) -> Named:
    return replace(one, name=name, aliases=tuple(dict.fromkeys((one.name, *one.aliases))))


def _placed(one: Named, where: str) -> Named:
    """A place whose position a person gave, as "LAT,LON"."""
    lat, lon = map(float, where.split(","))
    country = one.location.country if one.location else ""
    return replace(one, location=Location(lat, lon, country), provisional=False)
