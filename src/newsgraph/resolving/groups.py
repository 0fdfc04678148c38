"""What is an actor called, and what is its id?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from newsgraph.entity import EntityId, EntityKind
from newsgraph.resolving.aliases import known_organisation
from newsgraph.resolving.forms import majority
from newsgraph.resolving.names import plain
from newsgraph.resolving.nodes import Node
from newsgraph.resolving.organisations import is_generic
from newsgraph.resolving.profiles import Profile


@dataclass(eq=False)
class Group:
    """The profiles of one actor, and the node of whose name it is called."""

    head: Node
    profiles: list[Profile]
    renamed: str = ""
    hidden: bool = False
    slugs: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """What a decision calls it, what the list of organisations does, or the head's most frequent spelling."""
        if self.renamed:
            return self.renamed
        known = None if self.head.person else known_organisation(next(iter(self.head.spellings)))
        spellings = self.head.spellings
        if known or len(spellings) == 1:
            return known.name if known else next(iter(spellings))
        return min(spellings, key=lambda name: (name.isupper(), -spellings[name], name))

    @property
    def forms(self) -> dict[str, int]:
        """Every printed form with the number of its mentions, without the quotation marks and brackets around it; words
        that stand for any organisation ("the Court") are left out."""
        total: dict[str, int] = {}
        for profile in self.profiles:
            total.setdefault(profile.name, 0)
            person = profile.kind is EntityKind.PERSON
            for printed, count in profile.forms:
                form = plain(printed, person)
                if person or form == profile.name or not is_generic(form.casefold()):
                    total[form] = total.get(form, 0) + count
        return total

    @property
    def kind(self) -> EntityKind:
        """What most articles that name it in full take it for."""
        return majority(self.head.votes)


def identified(groups: Iterable[Group]) -> dict[EntityId, Group]:
    """The groups by id. The one with most articles has the plain id of a name that several bear."""
    found: dict[EntityId, Group] = {}
    for group in sorted(groups, key=lambda group: (-len(group.profiles), not group.head.read.full, group.head.key)):
        ident = next(ident for ident in _ids(group) if ident not in found)
        found[ident] = group
    return found


def _ids(group: Group) -> Iterator[EntityId]:
    """The ids that it may have, the plainest first: by its name, its walk of life or its kind, its first article."""
    plain = f"actor/{group.head.slug}"
    if group.head.life:
        yield EntityId(f"{plain}-{group.head.life}")
    yield EntityId(plain)
    yield EntityId(f"{plain}-{group.kind}")
    if group.head.sex:
        yield EntityId(f"{plain}-{'mr' if group.head.sex == 'm' else 'mrs'}")
    first = min((profile.article, profile.local) for profile in group.profiles)
    yield EntityId(f"{plain}-{sha256(repr(first).encode()).hexdigest()[:8]}")
