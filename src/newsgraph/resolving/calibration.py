"""How likely is it that a reading is right? Its share among its rivals, and what else there is to doubt about it."""

from math import exp, log
from operator import mul
from typing import NamedTuple

from newsgraph.resolving.place import PlaceKind
from newsgraph.resolving.place_names import PlaceName
from newsgraph.resolving.weighing import Reading


class Grounds(NamedTuple):
    """What makes a reading sure or doubtful, each times its weight in `SURENESS`, summed to log odds."""

    always: float = 1.0
    share: float = 0.0  # log odds of the reading among the name's readings, -3 to 5
    trimmed: float = 0.0  # only found without a word beside it: "Zion National Park"
    other_name: float = 0.0  # not the place's own name: "White House" for Casablanca
    alone: float = 0.0  # no other place of the article in its country, its outlet not from there
    small_alone: float = 0.0  # ... and below 50,000 inhabitants
    near: float = 0.0  # how near the nearest other place is
    at_home: float = 0.0  # in the outlet's region
    said: float = 0.0  # the article says what it lies in
    country: float = 0.0
    unheard: float = 0.0  # 1 for a place that nobody far away has heard of, 0 for a world city


# Fitted by `evals/fit_places.py` (logistic regression on held-out readings of the three gold sets). Cross-validated, of
# names given .9 to .95 .91 are right, of those given .5 to .6 .65, of those below .3 one in five.
SURENESS = Grounds(
    always=0.0,
    share=0.5,
    trimmed=-1.5,
    other_name=-0.4,
    alone=-0.3,
    small_alone=-0.5,
    near=1.5,
    at_home=0.9,
    said=0.8,
    country=1.3,
    unheard=-0.7,
)
# Below this the name is left unresolved. LGL is a set of small papers' hard names; in other news a large city that
# stands alone ("the convention in Cleveland") is the one that everybody knows: it gets .4, Springfield alone .22. On
# the development sets 26 names of 5,737 fall below, 20 of them wrong.
LEAST_CONFIDENCE = 0.35
FEW_PEOPLE = 2.7  # decimal logarithm, less 2: 50,000


def grounds(name: PlaceName, reading: Reading) -> Grounds:
    signs = reading.signs
    share = min(max(reading.share, 1e-6), 1 - 1e-6)
    alone = float(signs.same_country < 0.1 and not signs.home_country and reading.place.country != "")
    town = reading.place.kind in (PlaceKind.CITY, PlaceKind.ADMIN2)
    return Grounds(
        share=min(5.0, max(-3.0, log(share / (1 - share)))),
        trimmed=float(name.possible.trimmed),
        other_name=signs.other_name,
        alone=alone * town,
        small_alone=alone * town * (signs.people < FEW_PEOPLE),
        near=signs.nearest,
        at_home=signs.home_region,
        said=float(not name.inside.isdisjoint(reading.place.within)),
        country=float(reading.place.kind is PlaceKind.COUNTRY),
        unheard=town * (1 - signs.renown),
    )


def confidence(name: PlaceName, reading: Reading) -> float:
    """The probability, 0 to 1, that the name means this place."""
    odds = sum(map(mul, grounds(name, reading), SURENESS))
    return 1 / (1 + exp(-odds))
