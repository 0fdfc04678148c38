"""How surprising is it that two names stand together so often? The log-likelihood ratio of a table of four counts."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

STEP = 1024
"""What a hop between two names costs that only ever stand together. Costs are whole numbers: equal ones are equal."""
Counts = NDArray[np.integer[Any]] | int


def log_likelihood_ratio(both: Counts, first: Counts, second: Counts, total: Counts) -> NDArray[np.float64]:
    """G² of Dunning (1993), "Accurate methods for the statistics of surprise and coincidence", section 6.

    Of `total` reports `first` have the one name, `second` the other, `both` both. Above 0 where they stand together
    more often than chance would have it, below 0 where less often; beyond 10.83 chance does so once in a thousand
    pairs. Natural logarithms. All may be arrays of one shape.
    """
    both, first, second, total = (np.asarray(count, np.float64) for count in (both, first, second, total))
    cells = (both, first - both, second - both, total - first - second + both)
    rows, columns = (first, total - first), (second, total - second)
    ratio = 2 * (_sum_of_logs(cells) - _sum_of_logs(rows) - _sum_of_logs(columns) + _sum_of_logs((total,)))
    signed: NDArray[np.float64] = np.where(both * total >= first * second, 1, -1) * np.maximum(ratio, 0)
    return signed


def _sum_of_logs(counts: tuple[NDArray[np.float64], ...]) -> NDArray[np.float64]:
    """Σ n ln n, 0 for n = 0."""
    summed = np.zeros(())
    for count in counts:
        summed = summed + count * np.log(np.maximum(count, 1))
    return summed


def whole_logs(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Natural logarithms of counts above 0, in units of 1/STEP."""
    logs: NDArray[np.int64] = np.rint(STEP * np.log(counts)).astype(np.int64)
    return logs
