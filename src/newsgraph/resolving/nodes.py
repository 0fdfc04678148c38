"""Which profiles bear one name? They are one node: what is compared across articles is nodes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import sqrt
from operator import itemgetter

from newsgraph.entity import EntityKind
from newsgraph.resolving.persons import sex_of_person
from newsgraph.resolving.profiles import LONGEST_ACRONYM, Profile, Reading, learnt_acronym, reading, sex_in

SAMPLE = 200  # profiles, the first by id: as many of a node's as its company is learnt from


@dataclass(eq=False)
class Node:
    """All profiles of one name, in order of article and local id. `key` is unique and made of content alone. `life` is
    the walk of life of a namesake that was parted from others, else ""."""

    key: str
    read: Reading
    person: bool
    sex: str
    profiles: list[Profile] = field(default_factory=list)
    life: str = ""

    @property
    def slug(self) -> str:
        return self.read.slug

    @property
    def size(self) -> int:
        return len(self.profiles)

    @cached_property
    def blocks(self) -> frozenset[str]:
        """Every key of its profiles."""
        names = {(profile.name, profile.kind is EntityKind.PERSON) for profile in self.profiles}
        keys = [reading(name, person).blocks for name, person in names]
        keys += [reading(letters, False).blocks for letters in self.acronyms]
        return keys[0].union(*keys[1:])

    @cached_property
    def acronyms(self) -> Counter[str]:
        """The acronyms that articles use for it, with the number of articles."""
        if self.person:
            return Counter()
        found: Counter[str] = Counter()
        for profile in self.profiles:
            taught = {learnt_acronym(form, profile.name) for form, _ in profile.forms if len(form) <= LONGEST_ACRONYM}
            found.update(taught - {"", self.read.acronym} if taught else ())
        return found

    @cached_property
    def short_forms(self) -> Counter[str]:
        """The single words that articles go on to call it by, with the number of articles."""
        found = ({reading(form, False).slug for form, _ in p.forms if " " not in form} for p in self.profiles)
        return Counter(short for each in found for short in each)

    @cached_property
    def company(self) -> Counter[str]:
        """What its articles name beside it."""
        return company_of(self.profiles)

    @cached_property
    def sources(self) -> frozenset[str]:
        return frozenset(profile.source for profile in self.profiles if profile.source)

    @cached_property
    def roles(self) -> Counter[str]:
        """What articles call it, each with the number of articles; under "" those that call it anything."""
        told = ({role.casefold().strip(".") for role in profile.roles} for profile in self.profiles if profile.roles)
        return Counter(role for roles in told for role in (*roles, ""))

    @cached_property
    def votes(self) -> dict[EntityKind, float]:
        votes: dict[EntityKind, float] = {}
        for profile in self.profiles:
            votes[profile.kind] = votes.get(profile.kind, 0.0) + profile.confidence
        return votes

    @cached_property
    def spellings(self) -> dict[str, int]:
        """How it is written, each with the number of articles, in their order."""
        found: dict[str, int] = {}
        for profile in self.profiles:
            found[profile.name] = found.get(profile.name, 0) + 1
        return found


def nodes_of(profiles: Iterable[Profile]) -> list[Node]:
    """The nodes, in order of their keys. A full name is one node, whatever kind it was taken for here and there; a
    single word is one as a person and another as an organisation, and Mr and Mrs of one surname are two."""
    found: dict[str, Node] = {}
    full: dict[tuple[str, bool], Node] = {}  # the nodes of the full names that came already
    for profile in profiles:
        person = profile.kind is EntityKind.PERSON
        if same := full.get((profile.name, person)):
            same.profiles.append(profile)
            continue
        read = reading(profile.name, person)
        sex = (sex_in(profile.roles) if profile.roles else "") if person and not read.full else ""
        key = read.slug if read.full else f"{read.slug}?{'p' if person else 'o'}{sex}"
        node = found.get(key)
        if node is None:
            node = found[key] = Node(key, read, person, sex)
        if read.full:
            full[profile.name, person] = node
        node.profiles.append(profile)
    for node in found.values():
        _settle(node)
    return [found[key] for key in sorted(found)]


def _settle(node: Node) -> None:
    """Order the profiles, and read the name as most of them do: the first to come must not decide anything."""
    if len(node.profiles) > 1:
        node.profiles.sort(key=itemgetter(0, 1))  # article and local id
    if node.read.full:
        node.person = node.votes.get(EntityKind.PERSON, 0.0) * 2 > sum(node.votes.values())
    node.read = reading(_spelling(node), node.person)
    if node.read.full:
        told = [sex_in(profile.roles) for profile in node.profiles if profile.roles] if node.person else []
        node.sex = _most(told) or (sex_of_person(node.read.name) if node.person else "")


def _spelling(node: Node) -> str:
    spellings = node.spellings
    if len(spellings) == 1:
        return next(iter(spellings))
    return min(spellings, key=lambda name: (-spellings[name], name))


def _most(told: list[str]) -> str:
    male, female = told.count("m"), told.count("f")
    return "" if male == female else "m" if male > female else "f"


def company_of(profiles: Sequence[Profile]) -> Counter[str]:
    """What the first SAMPLE of these profiles' articles name beside them."""
    return Counter(chain.from_iterable(map(_others, profiles[:SAMPLE])))


def _others(profile: Profile) -> Sequence[str]:
    beside, own = profile.beside, profile.local
    if beside.count(own) != 1:
        return [other for other in beside if other != own]
    at = beside.index(own)
    return beside[:at] + beside[at + 1 :]


def closeness(one: Counter[str], other: Counter[str]) -> float:
    """0 to 1: the cosine of two companies, the square roots of their numbers."""
    few, many = sorted((one, other), key=len)
    shared = sum(sqrt(count * many[name]) for name, count in few.items() if name in many)
    return shared / sqrt(few.total() * many.total()) if shared else 0.0


def share(profile: Profile, company: Counter[str]) -> float:
    """0 to 1: the same of one article's company."""
    shared = sum(sqrt(company[name]) for name in profile.beside if name in company)
    return shared / sqrt(len(profile.beside) * company.total()) if shared else 0.0
