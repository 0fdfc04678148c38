"""Whose names are so close that they may be one's? Pairs that were not made one, and what is alike in both."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newsgraph.entity import ACTORS, EntityId, EntityKind, Named
from newsgraph.resolving.folding import fold
from newsgraph.resolving.organisations import is_short_for, may_match, organisation_match
from newsgraph.resolving.persons import FULLER, NEAR, NOT, SAME, TYPO, person_match, sex_of_person
from newsgraph.resolving.profiles import Reading, reading

_LETTERS = 3  # that initials must have: "U.S." is not the US Senate
MOST = 300
"""Names of a block that are compared pair by pair: those that most articles name. A surname of more people than that
tells nothing by itself."""


class Alike(NamedTuple):
    """Two entities, the first by id first; `by_name` is how well the names fit, on the scale of `person_match`, `why`
    says it in words."""

    one: EntityId
    other: EntityId
    by_name: float
    why: str


def alike(entities: Iterable[Named]) -> Iterator[Alike]:
    """The pairs of these entities whose names are close: of each with those before it, in order of their ids. Give
    those first that most articles name: who wants the first pairs alone does not wait for the rest."""
    blocks: dict[tuple[str, str], list[tuple[Named, Reading | None]]] = {}
    for one in entities:
        read = reading(one.name, one.kind is EntityKind.PERSON) if one.kind in ACTORS else None
        found: dict[EntityId, Alike] = {}
        for block in _blocks(one, read):
            held = blocks.setdefault(block, [])
            if len(held) < MOST:
                found |= {other.id: pair for other, of in held if (pair := _pair((one, read), (other, of)))}
                held.append((one, read))
        yield from (found[id] for id in sorted(found))


def _pair(one: tuple[Named, Reading | None], other: tuple[Named, Reading | None]) -> Alike | None:
    fit = _fit(one, other)
    if fit is None:
        return None
    first, second = sorted((one[0].id, other[0].id))
    return Alike(first, second, *fit)


def _blocks(one: Named, read: Reading | None) -> Iterator[tuple[str, str]]:
    """Where a name that is close to it is, too."""
    if read is None:
        if one.kind in (EntityKind.AUTHOR, EntityKind.PLACE):
            yield one.kind.value, fold(one.name)
        return
    if one.kind is EntityKind.PERSON:
        yield from (("person", block) for block in sorted(read.blocks))
        return
    tokens = read.name.tokens
    yield from (("name", block) for block in sorted(read.blocks))
    yield from {("short", token) for token in (tokens[0], tokens[-1])} if tokens else ()
    letters = read.acronym or "".join(token[0] for token in tokens)
    if len(letters) >= _LETTERS:
        yield "letters", letters


def _fit(one: tuple[Named, Reading | None], other: tuple[Named, Reading | None]) -> tuple[float, str] | None:
    """How well two names of a block fit, and in words; None where they do not."""
    (named, read), (second, of_second) = one, other
    if named.id == second.id:
        return None
    if read is None or of_second is None:
        return _same_name(named, second)
    if EntityKind.PERSON in (named.kind, second.kind):
        return _people(read, of_second) if named.kind is second.kind else None
    return _organisations(read, of_second)


def _same_name(one: Named, other: Named) -> tuple[float, str] | None:
    if one.kind is not other.kind:
        return None
    if one.kind is EntityKind.AUTHOR:
        return SAME, "authors of one name at two outlets"
    return (SAME, "places of one name") if one.provisional or other.provisional else None


def _people(one: Reading, other: Reading) -> tuple[float, str] | None:
    sexes = sex_of_person(one.name), sex_of_person(other.name)
    if all(sexes) and sexes[0] != sexes[1]:
        return None
    if one.full and other.full:
        score = person_match(one.name, other.name)
        return None if score <= NOT else (score, _words(score))
    short, full = (other, one) if one.full else (one, other)
    if not full.full or not short.name.tokens:
        return None
    if len(short.name.tokens) > 1 and not short.name.surname_only:
        return (NEAR, "an initial") if person_match(short.name, full.name) > NOT else None
    ends = full.name.tokens[-len(short.name.tokens) :] == short.name.tokens
    return (TYPO, "a surname alone") if ends else None


def _organisations(one: Reading, other: Reading) -> tuple[float, str] | None:
    if one.acronym or other.acronym:
        short, full = (one, other) if one.acronym else (other, one)
        initials = "".join(token[0] for token in full.name.tokens)
        fits = not full.acronym and short.acronym == initials and len(initials) >= _LETTERS
        return (NEAR, "its initials") if fits else None
    tokens = one.name.tokens, other.name.tokens
    if not all(tokens):
        return None
    score = organisation_match(*tokens) if may_match(*tokens) else NOT
    if score > NOT:
        return score, _words(score)
    longer, shorter = sorted(tokens, key=len, reverse=True)
    return (TYPO, "a short form") if is_short_for(shorter, longer) else None


def _words(score: float) -> str:
    if score >= SAME:
        return "the same name"
    if score >= FULLER:
        return "a fuller form"
    return "an initial or a nickname" if score >= NEAR else "a letter or a word more or less"
