"""Which reading of each name is the likeliest? Signs, weighed and added up, until no reading changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from newsgraph.resolving.context import ADMINISTRATIVE, Context, Home, Signs, own_signs, score, witness
from newsgraph.resolving.geometry import distance_km
from newsgraph.resolving.place import Place, PlaceKind
from newsgraph.resolving.place_names import PlaceName

# Fitted by `evals/fit_places.py` to LGL, GeoWebNews and GeoVirus (development halves) together, then rounded. Of names
# with readings .903 / .896 / .946 are right in five-fold cross-validation, .905 / .904 / .946 by the fitted weights of
# the whole: there is little to overfit. Half or twice any one weight moves a set by .005 at most, but `people` (twice:
# -.017, half: -.012), half of `other_name` (-.017 on GeoWebNews), none of `home_region` or `same_region` (-.013, -.017
# on LGL). Tried and left out, as none moved a set by .003: weights for countries, first- and second-level regions, the
# number of near places, witnesses weighed by their own share or by how often they are named. `capital` came out near 0
# and is kept at what makes Washington the city where nothing speaks for the state. `namesake` was added last: anywhere
# from -.5 to -2 the sets gain .001 to .003.
WEIGHTS = Signs(
    people=1.2,
    is_region=3.5,
    other_name=-2.0,
    as_called=1.0,
    home_country=1.2,
    home_region=2.0,
    home_near=2.0,
    same_country=4.0,
    same_region=5.0,
    nearest=3.0,
    renown=2.5,
    capital=0.5,
    namesake=-1.0,
)
ROUNDS = 3
SMALL_TOWN = 20_000
SIDE_BY_SIDE_KM = 50
UNKNOWN_BEYOND = 9


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name is taken for. `share` is its probability among the name's readings, before calibration."""

    place: Place
    signs: Signs
    share: float


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
    own = {choice.name.key: [score(signs, weights) for signs in choice.signs] for choice in todo}
    undecided = [choice for choice in todo if len(choice.places) > 1]
    picks = {key: best(scores) for key, scores in own.items()}
    context = context_of(todo, picks, people)
    for _ in range(ROUNDS):
        after = picks | {c.name.key: best(scores_in(context, c, own[c.name.key], weights)) for c in undecided}
        if after == picks:
            break
        picks = after
        context = context_of(todo, picks, people)
    return {
        choice.name.key: _reading(choice, picks[choice.name.key], context, weights, own=own[choice.name.key])
        for choice in todo
    }


def scores_in(context: Context, choice: Choice, own: Sequence[float], weights: Signs) -> list[float]:
    """The readings' own scores with what the other names add."""
    key, w_country, w_region, w_nearest = choice.name.key, weights.same_country, weights.same_region, weights.nearest
    found = []
    for place, alone in zip(choice.places, own, strict=True):
        country, region, nearest = context.beside(key, place)
        found.append(alone + w_country * country + w_region * region + w_nearest * nearest)
    return found


def context_of(todo: Sequence[Choice], picks: Mapping[str, int], people: Mapping[str, float]) -> Context:
    return Context({c.name.key: witness(c.name, c.places[picks[c.name.key]]) for c in todo}, people)


def in_context(choice: Choice, number: int, context: Context) -> Signs:
    """The signs of one of the name's readings, with what the other names say of it."""
    country, region, nearest = context.beside(choice.name.key, choice.places[number])
    return choice.signs[number]._replace(same_country=country, same_region=region, nearest=nearest)


def best(scores: Sequence[float]) -> int:
    """The first of the highest: readings stand largest first, ties by id."""
    return max(range(len(scores)), key=lambda i: (round(scores[i], 6), -i))


def _reading(choice: Choice, pick: int, context: Context, weights: Signs, *, own: Sequence[float]) -> Reading:
    scores = scores_in(context, choice, own, weights)
    return Reading(choice.places[pick], in_context(choice, pick, context), share_of(choice, pick, scores))


def share_of(choice: Choice, pick: int, scores: Sequence[float]) -> float:
    """The probability that the name means this place or one that is as good as the same: Osaka town and region."""
    chosen, top = choice.places[pick], scores[pick]
    odds = [exp(other - top) for other in scores]
    same = sum(odd for odd, place in zip(odds, choice.places, strict=True) if as_good_as_same(place, chosen))
    return same / sum(odds)


def as_good_as_same(one: Place, other: Place) -> bool:
    """The same, a town and the region around it, or side by side."""
    if one is other or (
        PlaceKind.COUNTRY not in (one.kind, other.kind) and (one.id in other.within or other.id in one.within)
    ):
        return True
    return abs(one.lat - other.lat) < 1 and distance_km(one.lat, one.lon, other.lat, other.lon) < SIDE_BY_SIDE_KM
