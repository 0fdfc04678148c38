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


def whole_logs(counts: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Natural logarithms of counts above 0, in units of 1/STEP."""
    logs: NDArray[np.int64] = np.rint(STEP * np.log(counts)).astype(np.int64)
    return logs
