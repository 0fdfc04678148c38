"""How surprising is it that two names stand together so often? The log-likelihood ratio of a table of four counts."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.integer[Any]] | int


def log_likelihood_ratio(both: Counts, first: Counts, second: Counts, total: Counts) -> NDArray[np.float64]:
    """G² of Dunning (1993), "Accurate methods for the statistics of surprise and coincidence", section 6.

    Of `total` reports `first` have the one name, `second` the other, `both` both. Above 0 where they stand together
    more often than chance would have it, below 0 where less often; beyond 10.83 chance does so once in a thousand
    pairs. Natural logarithms; rounded to the millionth, which is what is lost to rounding. All may be arrays of one
    shape.
    """
    k, x, y, n = (np.asarray(count, np.float64) for count in (both, first, second, total))
    cells = _sum_of_logs(k, x - k, y - k, n - x - y + k) + _sum_of_logs(n)
    ratio = np.round(2 * (cells - _sum_of_logs(x, n - x) - _sum_of_logs(y, n - y)), 6)
    signed: NDArray[np.float64] = np.where(k * n >= x * y, 1, -1) * np.maximum(ratio, 0)
    return signed


def _sum_of_logs(*counts: NDArray[np.float64]) -> Any:
    """Σ n ln n, 0 for n = 0."""
    return sum(count * np.log(np.maximum(count, 1)) for count in counts)


STEP = 1024
"""Costs are whole numbers of 1/STEP: equal ones are equal."""
HOP = STEP // 2
"""What a hop between two names costs that only ever stand together.

Swept on planted chains (`python -m evals.connections`): at 1/10, 1/4, 1/2 and 1 of a STEP chains of three hops are
recovered to .94, .93, .92, .85, of four to .61, .55, .49, .31, of two always to .99. Less means longer chains, which
nobody likes to read: at 1/2 most of what is to be gained is there. The second logarithm of `hop_costs` taken twice
moves nothing by more than .01.
"""


_PIECE = 16_384  # that are worked out together: what is noted on the way stays near the processor
NO_HOP = 2**31 - 1
"""The cost of the cheapest hop where there is none."""
CHEAP = 2_000
"""How many of the hops from an entity that stands in most reports are looked at first.

Swept on a million real articles told again, 100 pairs of names drawn as often as they are mentioned: with 250 to 30,000
of them `connect` takes 50 to 58 ms (p95), least with 2,000; its first chains are the same up to 4,000.
"""


def hop_costs(first: int, second: NDArray[Any], both: NDArray[Any], total: int) -> NDArray[np.int64]:
    """What a hop costs between a name in `first` reports and others in `second`, `both` of them shared, in units of
    1/STEP: ½ + ln(√(first second) / both) + ln(1 + first second / total), HOP at least.

    The first logarithm is that of their cosine: a hop costs more the more common its ends are, and less the more
    reports carry it. The second takes off what chance alone would carry: a country that two reports in five name is
    also named in two of five of anybody's, which ties nobody to it. Without it a chain of real news went through the
    United States wherever there was no better one than that.
    """
    costs = np.empty(second.size, np.int64)
    for at in range(0, second.size, _PIECE):
        part = slice(at, at + _PIECE)
        product = first * second[part].astype(np.float64)
        logs = np.log(np.sqrt(product) * (1 + product / max(total, 1)) / both[part])  # both in one: they take longest
        costs[part] = np.maximum(np.rint(STEP * logs), 0)
    costs += HOP
    return costs


def cheapest_of(costs: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """The places of the CHEAP cheapest, ascending, with those that cost as much; and what the next costs."""
    if costs.size <= CHEAP:
        return np.arange(costs.size), NO_HOP
    bound = np.partition(costs, CHEAP - 1)[CHEAP - 1]
    cheap = costs <= bound
    return np.flatnonzero(cheap), int(costs[~cheap].min(initial=NO_HOP))
