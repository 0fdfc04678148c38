"""Which written forms of names does an article have, and what does it say beside them?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from newsgraph.entity import EntityKind, Mention
from newsgraph.resolving.acronyms import acronym_letters
from newsgraph.resolving.aliases import Known, known_organisation
from newsgraph.resolving.names import PersonName, folded, organisation_tokens, person_name

Tokens = tuple[str, ...]
_PLACE, _PERSON = EntityKind.PLACE, EntityKind.PERSON  # asked of an enumeration they cost a name's look-up each time


@dataclass(slots=True, eq=False)
class Form:
    """One written form and all its mentions in the article; `person` is how it was read.

    `votes` has the confidence of each kind, summed; `printed` the spellings with their numbers, in order of first use.
    `titled` says that honorifics stand in some of them. `known` is what the list of organisations says of the form,
    `acronym` its letters where it is written like one.
    """

    name: PersonName
    person: bool
    mentions: list[Mention] = field(default_factory=list)
    votes: dict[EntityKind, float] = field(default_factory=dict)
    printed: dict[str, int] = field(default_factory=dict)
    known: Known | None = None
    acronym: str = ""
    titled: bool = False

    @property
    def tokens(self) -> Tokens:
        return self.name.tokens

    @property
    def is_full_person(self) -> bool:
        """Whether it names a person by more than a surname or a first name."""
        return self.person and len(self.name.tokens) > 1 and not self.name.surname_only


def forms_of(text: str, mentions: Iterable[Mention]) -> list[Form]:
    """The forms in order of first mention. What is a person here and an organisation there is read as most say."""
    found: dict[object, Form] = {}
    people: dict[str, Form | None] = {}
    others: dict[str, Form | None] = {}
    for mention in mentions:
        start, end, kind, confidence, _ = mention
        printed = text[start:end]
        person = kind is _PERSON
        seen = people if person else others
        if printed not in seen:
            seen[printed] = _form(found, printed, person)
        form = seen[printed]
        if form is not None:
            form.mentions.append(mention)
            votes, spelt = form.votes, form.printed
            votes[kind] = votes.get(kind, 0.0) + confidence
            spelt[printed] = spelt.get(printed, 0) + 1
    forms = _one_sense(found)
    for form in forms:
        _read(form)
    return forms


def _one_sense(found: dict[object, Form]) -> list[Form]:
    """The forms; a word that is mostly a person's is one where it was taken for an organisation's too, and so the other
    way round."""
    for key, form in list(found.items()):
        tokens, suffix, _, _ = form.name
        other = found.get((tokens, suffix, not form.person)) if len(tokens) == 1 else None
        if other is not None and sum(other.votes.values()) >= 2 * sum(form.votes.values()):
            other.mentions = sorted(other.mentions + form.mentions)
            for printed, count in form.printed.items():
                other.printed[printed] = other.printed.get(printed, 0) + count
            del found[key]
    return list(found.values())


def _form(found: dict[object, Form], printed: str, person: bool) -> Form | None:
    """The form that this spelling is one of, made where there is none yet; None for a spelling without letters."""
    name = person_name(printed) if person else organisation_name(printed)
    if not name.tokens:
        return None
    key = (name.tokens, name.suffix, person if len(name.tokens) == 1 else None)
    form = found.get(key) or found.setdefault(key, Form(name, person))
    form.titled = form.titled or bool(name.titles)
    return form


@lru_cache(maxsize=1 << 14)
def organisation_name(printed: str) -> PersonName:
    """The tokens of an organisation's name, in the shape in which names are compared."""
    return PersonName(organisation_tokens(printed))


def _read(form: Form) -> None:
    """Settle how the form is read, and look it up."""
    if len(form.votes) > 1:
        _settle_kind(form)
    if form.person and len(form.name.tokens) == 1:
        return
    form.known, acronym = _looked_up(next(iter(form.printed)))
    if form.known and form.person:
        form.person, form.name = False, organisation_name(next(iter(form.printed)))
    form.acronym = "" if form.person else acronym


def _settle_kind(form: Form) -> None:
    """A person's where most of the confidence says so; then the name is read as that."""
    person = form.votes.get(_PERSON, 0.0) * 2 > sum(form.votes.values())
    if person != form.person:
        printed = next(iter(form.printed))
        form.person, form.name = person, person_name(printed) if person else organisation_name(printed)


@lru_cache(maxsize=1 << 14)
def _looked_up(printed: str) -> tuple[Known | None, str]:
    """What the list of organisations says of a spelling, and its letters where it is an acronym."""
    return known_organisation(printed), acronym_letters(printed)


def majority(votes: dict[EntityKind, float]) -> EntityKind:
    """The kind that has most confidence; ties go to the first by name."""
    return min(votes, key=lambda kind: (-votes[kind], kind))


def titles_of(mention: Mention, printed: str) -> Tokens:
    """The honorifics and roles of one mention, folded: from its role, and from the name where they stand in it."""
    inside = person_name(printed).titles if " " in printed else ()
    return _role_words(mention.role) + inside if mention.role else inside


@lru_cache(maxsize=16384)
def _role_words(role: str) -> Tokens:
    return tuple(folded(role).replace(".", "").split())


def place_tokens(text: str, mentions: Sequence[Mention]) -> frozenset[Tokens]:
    """How the article's places are written: no short form of an organisation is one of them."""
    return frozenset(organisation_tokens(text[m.start : m.end]) for m in mentions if m.kind is _PLACE)
