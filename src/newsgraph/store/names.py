"""What an article names, back from its column: what `packing` was given comes out equal."""

import json
import sqlite3
from collections.abc import Iterable
from sys import intern
from typing import Any, NamedTuple

from newsgraph.entity import EntityId, EntityKind, Location, Mention, Named

_cut = tuple.__new__  # what Mention(…) calls in the end; half its time, and an article has sixty of them
_LOOSE = (EntityKind.PLACE, EntityKind.SOURCE)
KINDS = {kind.value: kind for kind in EntityKind}


class KeptName(NamedTuple):
    """A name as it is kept: `forms` are how an actor is printed and how often, `bio` what is told of an author."""

    named: Named
    forms: tuple[tuple[str, int], ...] = ()
    bio: str = ""


_decode = json.JSONDecoder().raw_decode  # without the search for white space around it


def _decoded(column: str) -> Any:
    return _decode(column)[0]


def bare_from(column: str) -> KeptName:
    """One name of those that `pack_names` was given; sqlite3.DatabaseError if it did not make the column."""
    try:
        return _kept_bare(_decoded(column))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise sqlite3.DatabaseError(f"a block has a name that newsgraph did not write: {error!r}") from error


def names_from(owner: str, column: str, *, mentions: bool = True) -> tuple[KeptName, ...]:
    """What `pack_names` was given; sqlite3.DatabaseError if it did not make the column.

    Without `mentions` they are left empty, which spares half of the work: who is who asks for none.
    """
    read = _kept if mentions else _kept_bare
    try:
        return tuple(map(read, _listed(_decoded(column))))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise sqlite3.DatabaseError(f"{owner} has names that newsgraph did not write: {error!r}") from error


def names_at(owner: str, column: str, places: Iterable[int]) -> tuple[KeptName, ...]:
    """Of the names that `pack_names` was given those at these places, where there are so many."""
    try:
        rows = _listed(_decoded(column))
        return tuple(_kept(rows[place]) for place in places if place < len(rows))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise sqlite3.DatabaseError(f"{owner} has names that newsgraph did not write: {error!r}") from error


def loose_from(owner: str, column: str) -> list[tuple[int, KeptName]]:
    """Of the names that `pack_names` was given those that are in no block, each with its place among all, without their
    mentions: places of the gazetteer, and sources. The rest is not made, which spares half of the work.
    """
    try:
        rows = enumerate(_listed(_decoded(column)))
        return [(number, _kept_bare(row)) for number, row in rows if KINDS[row[1]] in _LOOSE and not row[5][2]]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise sqlite3.DatabaseError(f"{owner} has names that newsgraph did not write: {error!r}") from error


def _listed(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list):
        raise TypeError(f"found a {type(rows).__name__}, expected a list")
    return rows


def _kept_bare(row: list[Any]) -> KeptName:
    """Its strings are interned: who is who asks for the names of thousands of articles at once, which repeat."""
    id, kind, name, confidence, _, (where, within, provisional, aliases, roles), *told = row
    named = Named(
        id=EntityId(intern(id)),
        kind=KINDS[kind],
        name=intern(name),
        confidence=confidence,
        location=None if where is None else _location(where),
        within=tuple([EntityId(intern(id)) for id in within]) if within else (),
        provisional=provisional > 0,
        placed=provisional == 2,
        aliases=_interned(aliases),
        roles=_interned(roles),
    )
    if not told:
        return KeptName(named)
    return KeptName(named, tuple([(intern(form), count) for form, count in told[0]]), told[1] if len(told) > 1 else "")


def _interned(words: list[str]) -> tuple[str, ...]:
    return tuple([intern(word) for word in words]) if words else ()


def _kept(row: list[Any]) -> KeptName:
    named = _named(row[:6])
    if len(row) == 6:
        return KeptName(named)
    return KeptName(named, tuple([(form, count) for form, count in row[6]]), row[7] if len(row) > 7 else "")


def entity_from(columns: tuple[Any, ...]) -> Named:
    """The entity of the columns id, kind, name, facts; without mentions, of full confidence."""
    name, kind, shown, facts = columns
    try:
        return _named([name, kind, shown, 1.0, [], _decoded(facts)])
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise sqlite3.DatabaseError(f"{name} has facts that newsgraph did not write: {error!r}") from error


def _named(row: list[Any]) -> Named:
    id, kind, name, confidence, mentions, facts = row
    where, within, provisional, aliases, roles = facts
    own = KINDS[kind]
    return Named(
        id=EntityId(id),
        kind=own,
        name=name,
        confidence=confidence,
        mentions=tuple([_mention_from(own, mention) for mention in mentions]) if mentions else (),
        location=None if where is None else _location(where),
        within=tuple(within),
        provisional=provisional > 0,
        placed=provisional == 2,
        aliases=tuple(aliases),
        roles=tuple(roles),
    )


def location_from(owner: str, column: str | None) -> Location | None:
    """Where a place is, of the first of its facts; sqlite3.DatabaseError if `pack_facts` did not make it."""
    try:
        return None if column is None else _location(_decoded(column))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise sqlite3.DatabaseError(f"{owner} has a position that newsgraph did not write: {error!r}") from error


def _location(where: list[Any]) -> Location:
    return Location(where[0], where[1], where[2], where[3], bool(where[4]))


def _mention_from(own: EntityKind, row: list[Any]) -> Mention:
    start, end, confidence, *more = row
    if not more:
        return _cut(Mention, (start, end, own, confidence, ""))
    return _cut(Mention, (start, end, KINDS[more[0]], confidence, more[1] if len(more) > 1 else ""))
