"""How likely is it that a reading is right? The share among its rivals, corrected by what was right before."""

from math import exp, log

from newsgraph.resolving.place_names import PlaceName
from newsgraph.resolving.weighing import Reading

LEAST_CONFIDENCE = 0.35


def confidence(name: PlaceName, reading: Reading) -> float:
    """The probability, 0 to 1, that the name means this place."""
    share = min(max(reading.share, 1e-6), 1 - 1e-6)
    return 1 / (1 + exp(-(log(share / (1 - share)))))
