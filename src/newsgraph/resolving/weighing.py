"""Which reading of each name is the likeliest? Signs, weighed and added up, until no reading changes."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp
from typing import NamedTuple

from newsgraph.entity import EntityId
from newsgraph.resolving.context import (
    ADMINISTRATIVE,
    Context,
    Home,
    Signs,
    Witness,
    own_score,
    own_signs,
    spot_of,
    witness,
)
from newsgraph.resolving.geometry import distance_km
from newsgraph.resolving.place import Place, PlaceKind
from newsgraph.resolving.place_names import PlaceName, Possible

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
READINGS_KEPT = 2048  # 600 articles have 1,200, of 2 kB each


class Reading(NamedTuple):
    """What a name is taken for. `share` is its probability among the name's readings, before calibration."""

    place: Place
    signs: Signs
    share: float


class Readings:
    """The places that a name may be where its article calls it so and puts it there, and what each says by itself: the
    same for every article, so they are kept."""

    def __init__(self, possible: Possible, as_kind: PlaceKind | None, inside: frozenset[EntityId], home: Home | None):
        places = possible.candidates
        if inside:
            places = tuple(place for place in places if not inside.isdisjoint(place.within))
        elif any(place.kind not in ADMINISTRATIVE for place in places):
            places = tuple(place for place in places if not shadowed(place, home))
        self.places = places
        self._possible, self._as_kind, self._said_in, self._home = possible, as_kind, bool(inside), home
        self.own = tuple(own_score(possible, as_kind, place, home, weights=WEIGHTS) for place in places)
        self.spots = tuple(map(spot_of, places))
        self.first = best(self.own) if places else 0
        self._signs: dict[int, Signs] = {}
        self._witnesses: dict[int, Witness] = {}
        self._same: dict[int, list[int]] = {}

    def _signs_of(self, place: Place) -> Signs:
        return own_signs(self._possible, self._as_kind, place, self._home)

    def signs(self, number: int) -> Signs:
        """What one of the readings says by itself. Few are asked for; all would take half as much room again."""
        found = self._signs.get(number)
        if found is None:
            found = self._signs[number] = self._signs_of(self.places[number])
        return found

    def witness(self, pick: int) -> Witness:
        """The reading as the other names see it."""
        found = self._witnesses.get(pick)
        if found is None:
            found = self._witnesses[pick] = witness(self._possible, self.places[pick], said_in=self._said_in)
        return found

    def as_good_as(self, pick: int) -> list[int]:
        """The readings that are the same as this one or as good as the same."""
        found = self._same.get(pick)
        if found is None:
            chosen = self.places[pick]
            found = [i for i, place in enumerate(self.places) if as_good_as_same(place, chosen)]
            self._same[pick] = found
        return found


readings = lru_cache(READINGS_KEPT)(Readings)


class Choice(NamedTuple):
    """A name and its possible readings."""

    name: PlaceName
    readings: Readings

    @property
    def places(self) -> tuple[Place, ...]:
        return self.readings.places

    @property
    def signs(self) -> tuple[Signs, ...]:
        """What each says by itself."""
        return tuple(self.readings.signs(number) for number in range(len(self.places)))


def choices(names: Sequence[PlaceName], home: Home | None) -> list[Choice]:
    return [Choice(name, readings(name.possible, name.as_kind, name.inside, home)) for name in names]


def shadowed(place: Place, home: Home | None) -> bool:
    """Whether it is a small town that nobody far away has heard of, by the name of something that everybody knows.

    The Middle East is not the quarter of Baltimore even in an article of Maryland, the White House no town in
    Tennessee; only their own papers may mean these.
    """
    small = place.population < SMALL_TOWN or (place.alternate and place.kind is PlaceKind.ADMIN2)
    unknown = small and place.renown <= UNKNOWN_BEYOND and place.kind in ADMINISTRATIVE
    return unknown and (home is None or place.admin1 != home.admin1)


def weigh(names: Sequence[PlaceName], people: Mapping[str, float], home: Home | None) -> dict[str, Reading]:
    """The likeliest reading of each name that has one, by the name's key."""
    todo = [choice for choice in choices(names, home) if choice.places]
    undecided = [choice for choice in todo if len(choice.places) > 1]
    picks = {choice.name.key: choice.readings.first for choice in todo}
    context = context_of(todo, picks, people)
    scores: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        scores = {choice.name.key: scores_in(context, choice) for choice in undecided}
        after = picks | {key: best(found) for key, found in scores.items()}
        if after == picks:
            break
        picks, scores = after, {}
        context = context_of(todo, picks, people)
    return {
        choice.name.key: _reading(choice, picks[choice.name.key], context, scores.get(choice.name.key))
        for choice in todo
    }


def scores_in(context: Context, choice: Choice) -> list[float]:
    """The readings' own scores with what the other names add."""
    w_country, w_region, w_nearest = WEIGHTS.same_country, WEIGHTS.same_region, WEIGHTS.nearest
    beside = context.beside(choice.name.key, choice.readings.spots)
    return [
        alone + w_country * country + w_region * region + w_nearest * nearest
        for alone, (country, region, nearest) in zip(choice.readings.own, beside, strict=True)
    ]


def context_of(todo: Sequence[Choice], picks: Mapping[str, int], people: Mapping[str, float]) -> Context:
    return Context({c.name.key: c.readings.witness(picks[c.name.key]) for c in todo}, people)


def in_context(choice: Choice, number: int, context: Context) -> Signs:
    """The signs of one of the name's readings, with what the other names say of it."""
    ((country, region, nearest),) = context.beside(choice.name.key, (choice.readings.spots[number],))
    return choice.readings.signs(number)._replace(same_country=country, same_region=region, nearest=nearest)


def best(scores: Sequence[float]) -> int:
    """The first of the highest, to a millionth: readings stand largest first, ties by id."""
    highest = max(scores)
    top = round(highest, 6)
    return next(i for i, one in enumerate(scores) if one == highest or (one > highest - 2e-6 and round(one, 6) == top))


def _reading(choice: Choice, pick: int, context: Context, scores: Sequence[float] | None) -> Reading:
    """The reading that was picked; `scores` are those in this context, None where nobody has asked for them."""
    share = share_of(choice, pick, scores or scores_in(context, choice)) if len(choice.places) > 1 else 1.0
    return Reading(choice.places[pick], in_context(choice, pick, context), share)


def share_of(choice: Choice, pick: int, scores: Sequence[float]) -> float:
    """The probability that the name means this place or one that is as good as the same: Osaka town and region."""
    top = scores[pick]
    odds = [exp(other - top) for other in scores]
    return sum([odds[i] for i in choice.readings.as_good_as(pick)]) / sum(odds)


def as_good_as_same(one: Place, other: Place) -> bool:
    """The same, a town and the region around it, or side by side."""
    if one is other or (
        PlaceKind.COUNTRY not in (one.kind, other.kind) and (one.id in other.within or other.id in one.within)
    ):
        return True
    return abs(one.lat - other.lat) < 1 and distance_km(one.lat, one.lon, other.lat, other.lon) < SIDE_BY_SIDE_KM
