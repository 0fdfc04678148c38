"""Which reading of each name is the likeliest? Signs, weighed and added up, until no reading changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from newsgraph.resolving.context import Context, Home, Signs, own_signs, score, witness
from newsgraph.resolving.place import Place
from newsgraph.resolving.place_names import PlaceName

WEIGHTS = Signs(
    people=1.0,
    is_country=3.0,
    is_admin1=1.0,
    is_admin2=-0.5,
    is_region=3.0,
    other_name=-1.5,
    as_called=2.0,
    home_country=1.0,
    home_region=2.5,
    home_near=1.0,
    same_country=3.0,
    same_region=3.0,
    near=1.0,
    nearest=1.0,
    largest=0.0,
)
ROUNDS = 3


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
            places = tuple(place for place in places if name.inside & set(place.within)) or places
        found.append(Choice(name, places, tuple(own_signs(name, place, home) for place in places)))
    return found


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
