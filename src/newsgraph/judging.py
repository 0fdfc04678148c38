"""What does a person decide about entities? A proposal is checked, its effect shown, and then it is taken."""

import getpass
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from newsgraph.address import host_of
from newsgraph.article import ArticleId
from newsgraph.entity import Decision, DecisionKind, EntityId
from newsgraph.errors import UnknownName, UsageError
from newsgraph.knowing import entity_id
from newsgraph.resolving import Gazetteer
from newsgraph.store import Store

_POSITION = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)")
_SHAPES = {
    DecisionKind.SAME: "two entities or more",
    DecisionKind.DIFFERENT: "two entities or more, or one and the articles in which it is another",
    DecisionKind.RENAME: "an entity and its new name",
    DecisionKind.HIDE: "one entity",
    DecisionKind.PLACE: "a place and its position as LAT,LON or the id of a place of the gazetteer",
    DecisionKind.HOME: "an outlet and the place that it is at home in",
    DecisionKind.UNDO: "the number of a decision",
}


def proposed(store: Store, gazetteer: Gazetteer, kind: str, names: Sequence[str]) -> Decision:
    """The decision that a person asks for, its names looked up; who, when and why are still to be said.

    Raises UsageError where it is none, UnknownName where a name is nobody's.
    """
    known = DecisionKind(kind)
    if not _fits(known, len(names)):
        raise UsageError(f"{kind} takes {_SHAPES[known]}, found {len(names)}", hint="newsgraph judge --help")
    ids: tuple[EntityId, ...]
    match known:
        case DecisionKind.UNDO:
            ids, said = (), _number(store, names[0])
        case DecisionKind.RENAME:
            ids, said = (entity_id(store, names[0]),), names[1]
        case DecisionKind.PLACE:
            ids, said = (entity_id(store, names[0]),), _position(gazetteer, names[1])
        case DecisionKind.HOME:
            ids, said = (_outlet(names[0]),), _place(gazetteer, names[1])
        case _:
            ids, said = tuple(entity_id(store, name) for name in names), ""
    return Decision(kind=known, ids=ids, name=said, because="", who="", when=datetime.now(UTC))


def signed(decision: Decision, *, because: str, who: str, articles: Sequence[ArticleId] = ()) -> Decision:
    """The decision with why, by whom (the account's name for "") and in which articles only."""
    if articles and decision.kind is not DecisionKind.DIFFERENT:
        raise UsageError(f"{decision.kind} holds in every article", hint="leave out --in")
    if decision.kind is DecisionKind.DIFFERENT and not articles and len(set(decision.ids)) < 2:
        raise UsageError(f"different takes {_SHAPES[decision.kind]}", hint="newsgraph judge --help")
    return replace(decision, because=because, who=who or _account(), articles=tuple(sorted(articles)))


def _fits(kind: DecisionKind, count: int) -> bool:
    if kind is DecisionKind.SAME:
        return count >= 2
    if kind is DecisionKind.DIFFERENT:
        return count >= 1
    return count == (1 if kind in (DecisionKind.HIDE, DecisionKind.UNDO) else 2)


def _number(store: Store, typed: str) -> str:
    if not typed.isdigit() or not 1 <= int(typed) <= len(store.decisions()):
        raise UnknownName(f"there is no decision {typed}", hint="newsgraph log")
    return str(int(typed))


def _position(gazetteer: Gazetteer, typed: str) -> str:
    """ "LAT,LON" in degrees."""
    found = _POSITION.fullmatch(typed.strip())
    if found is None:
        place = gazetteer.place(EntityId(_place(gazetteer, typed)))
        return "" if place is None else f"{place.lat},{place.lon}"
    lat, lon = float(found[1]), float(found[2])
    if abs(lat) > 90 or abs(lon) > 180:
        raise UsageError(f"no place is at {typed}", hint="LAT,LON: latitude first, in degrees, such as -1.42,28.06")
    return f"{lat},{lon}"


def _place(gazetteer: Gazetteer, typed: str) -> str:
    """The id of the gazetteer's place of that id or name; the largest of several."""
    place = gazetteer.place(EntityId(typed))
    candidates = (place,) if place else gazetteer.candidates(typed)
    if not candidates:
        raise UnknownName(
            f"the gazetteer knows no place {typed!r}", hint="give a position as LAT,LON, or a larger place"
        )
    return candidates[0].id


def _outlet(typed: str) -> EntityId:
    return EntityId(f"source/{host_of(typed) or typed.removeprefix('source/')}")


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"
