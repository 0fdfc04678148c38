"""Which reading of each name is the likeliest? Signs, weighed and added up, until no reading changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from newsgraph.resolving.context import Context, Home, Signs, own_signs, score, witness
from newsgraph.resolving.place import Place, PlaceKind
from newsgraph.resolving.place_names import PlaceName

WEIGHTS = Signs(
    people=1.2,
    is_country=0.5,
    is_admin1=-0.3,
    is_admin2=0.6,
    is_region=3.1,
    other_name=-2.2,
    as_called=0.8,
    home_country=1.3,
    home_region=2.1,
    home_near=1.7,
    same_country=4.2,
    same_region=5.4,
    near=1.1,
    nearest=2.0,
    renown=2.7,
    capital=0.5,
)
ROUNDS = 3
ADMINISTRATIVE = (PlaceKind.CITY, PlaceKind.ADMIN2, PlaceKind.ADMIN1, PlaceKind.COUNTRY)
SMALL_TOWN = 20_000
UNKNOWN_BEYOND = 9


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name is taken for. `share` is its probability among the name's readings, before calibration."""

    place: Place
    signs: Signs
    share: float
    rivals: int


@dataclass(slots=True)
class Choice:
    """A name, its possible readings and their signs by themselves."""

    name: PlaceName
    places: tuple[Place, ...]
    signs: tuple[Signs, ...]


def choices(names: Sequence[PlaceName], home: Home | None) -> list[Choice]:
    found = []
    for name in names:
        places = name.candidates
        if name.inside:
            places = tuple(place for place in places if name.inside & set(place.within))
        elif any(place.kind not in ADMINISTRATIVE for place in places):
            places = tuple(place for place in places if not shadowed(place, home))
        found.append(Choice(name, places, tuple(own_signs(name, place, home) for place in places)))
    return found


def shadowed(place: Place, home: Home | None) -> bool:
    """Whether it is a small town that nobody far away has heard of, by the name of something that everybody knows.

    The Middle East is not the quarter of Baltimore even in an article of Maryland, the White House no town in
    Tennessee; only their own papers may mean these.
    """
    small = place.population < SMALL_TOWN or (place.alternate and place.kind is PlaceKind.ADMIN2)
    unknown = small and place.renown <= UNKNOWN_BEYOND and place.kind in ADMINISTRATIVE
    return unknown and (home is None or place.admin1 != home.admin1)


def weigh(
    names: Sequence[PlaceName], people: Mapping[str, float], home: Home | None, *, weights: Signs = WEIGHTS
) -> dict[str, Reading]:
    """The likeliest reading of each name that has one, by the name's key."""
    todo = [choice for choice in choices(names, home) if choice.places]
    picks: dict[str, int] = {c.name.key: best([score(s, weights) for s in c.signs]) for c in todo}
    seen: list[Sequence[Signs]] = []
    for _ in range(ROUNDS):
        context = Context({c.name.key: witness(c.name, c.places[picks[c.name.key]]) for c in todo}, people)
        seen = [
            [context.beside(c.name.key, place, signs) for place, signs in zip(c.places, c.signs, strict=True)]
            for c in todo
        ]
        after = {
            c.name.key: best([score(s, weights) for s in all_signs]) for c, all_signs in zip(todo, seen, strict=True)
        }
        if after == picks:
            break
        picks = after
    return {
        c.name.key: _reading(c, all_signs, picks[c.name.key], weights) for c, all_signs in zip(todo, seen, strict=True)
    }


def best(scores: Sequence[float]) -> int:
    """The first of the highest: readings stand largest first, ties by id."""
    return max(range(len(scores)), key=lambda i: (round(scores[i], 6), -i))


def _reading(choice: Choice, signs: Sequence[Signs], pick: int, weights: Signs) -> Reading:
    scores = [score(s, weights) for s in signs]
    top = scores[pick]
    return Reading(choice.places[pick], signs[pick], 1 / sum(exp(s - top) for s in scores), len(scores))
