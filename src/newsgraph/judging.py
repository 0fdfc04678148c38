"""What does a person decide about entities? A proposal is checked, its effect shown, and then it is taken."""

import getpass
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from newsgraph.address import host_of
from newsgraph.article import ArticleId
from newsgraph.entity import Decision, DecisionKind, EntityId, in_force
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
            _must_join_nobody_apart(store, known, ids)
    return Decision(kind=known, ids=ids, name=said, because="", who="", when=datetime.now(UTC))


def signed(decision: Decision, *, because: str, who: str, articles: Sequence[ArticleId] = ()) -> Decision:
    """The decision with why, by whom (the account's name for "") and in which articles only."""
    if articles and decision.kind is not DecisionKind.DIFFERENT:
        raise UsageError(f"{decision.kind} holds in every article", hint="leave out --in")
    if decision.kind is DecisionKind.DIFFERENT and not articles and len(set(decision.ids)) < 2:
        raise UsageError(f"different takes {_SHAPES[decision.kind]}", hint="newsgraph judge --help")
    return replace(decision, because=because, who=who or _account(), articles=tuple(sorted(articles)))


class LogToTake(NamedTuple):
    """Decisions of another log that are to be taken, in order; how many of it are taken already, and which entities
    nobody has here: what is decided about these waits for articles that name them."""

    decisions: tuple[Decision, ...]
    known: int
    waiting: tuple[EntityId, ...]


def log_to_take(store: Store, gazetteer: Gazetteer, log: Sequence[Decision]) -> LogToTake:
    """What of another archive's log is to be taken here, with who took it, when and why. An undoing is of the decision
    that it undid there, whatever its number is here. Raises UsageError for the first that is no decision."""
    own = store.decisions()
    numbers = {_told(one): one.number for one in own}
    here: dict[str, int] = {}  # by their numbers there
    taken: list[Decision] = []
    for one in log:
        _check(gazetteer, one, here)
        if one.kind is DecisionKind.UNDO:
            one = replace(one, name=str(here[one.name]))
        known = numbers.get(_told(one))
        here[str(one.number)] = known or len(own) + len(taken) + 1
        if known is None:
            taken.append(one)
    named = dict.fromkeys(id for one in taken for id in one.ids)
    return LogToTake(tuple(taken), len(log) - len(taken), tuple(id for id in named if store.entity(id) is None))


def _told(one: Decision) -> Decision:
    return replace(one, number=0)


def _check(gazetteer: Gazetteer, one: Decision, here: Mapping[str, int]) -> None:
    """Raises UsageError where it could not have been taken."""
    trouble = ""
    ids = len(set(one.ids))
    match one.kind:
        case DecisionKind.UNDO:
            trouble = "" if one.name in here and not ids else "undoes no decision before it"
        case DecisionKind.SAME | DecisionKind.DIFFERENT:
            some_articles = one.kind is DecisionKind.DIFFERENT and one.articles
            trouble = "" if ids >= (1 if some_articles else 2) else f"takes {_SHAPES[one.kind]}"
        case DecisionKind.PLACE:
            found = _POSITION.fullmatch(one.name)
            there = found is not None and abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180
            trouble = "" if there and ids == 1 else f"takes {_SHAPES[one.kind]}"
        case DecisionKind.HOME:
            there = gazetteer.place(EntityId(one.name)) is not None and one.ids[0].startswith("source/")
            trouble = "" if there and ids == 1 else f"takes {_SHAPES[one.kind]}"
        case _:
            named = bool(one.name.strip()) == (one.kind is DecisionKind.RENAME)
            trouble = "" if ids == 1 and named else f"takes {_SHAPES[one.kind]}"
    if not trouble and str(one.number) in here:
        trouble = "has the number of one before it"
    if trouble:
        raise UsageError(f"decision {one.number} of the log, {one.kind}, {trouble}: nothing was taken")


def _must_join_nobody_apart(store: Store, kind: DecisionKind, ids: Sequence[EntityId]) -> None:
    """Raises UsageError where two that were decided to be different would be one by way of a third."""
    if kind is not DecisionKind.SAME:
        return
    for one in in_force(store.decisions()):
        if one.kind is not DecisionKind.DIFFERENT or one.articles or len(set(one.ids) & set(ids)) > 1:
            continue
        now = {known.id for id in one.ids if (known := store.entity(id)) is not None}
        if len(now & set(ids)) > 1:
            who = " and ".join(one.ids)
            raise UsageError(
                f"{who} were decided to be different (decision {one.number}), and this would make them one",
                hint=f"newsgraph judge undo {one.number}",
            )


def _fits(kind: DecisionKind, count: int) -> bool:
    if kind is DecisionKind.SAME:
        return count >= 2
    if kind is DecisionKind.DIFFERENT:
        return count >= 1
    return count == (1 if kind in (DecisionKind.HIDE, DecisionKind.UNDO) else 2)


def _number(store: Store, typed: str) -> str:
    if not typed.isdigit() or not 1 <= int(typed) <= len(store.decisions()):
        raise UnknownName(f"there is no decision {typed}", hint="newsgraph judge log")
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
