"""When was there suddenly more of it? Kleinberg's automaton of two states over counts."""

from collections.abc import Sequence
from math import lgamma, log
from typing import NamedTuple

SCALE, GAMMA = 3.0, 1.0
"""Kleinberg's s and γ: in a burst the share is SCALE times the usual one; to begin one costs GAMMA ln(steps).

Looked at with 2, 3 and 4 on five names of 18,000 real articles (a candidate, a judge, a leaker, a town, a country): the
bursts began in the same weeks, but for one that 2 began seven weeks early. At 2 they ran on for months after the matter
was over; at 4 one fell into two.
"""
_MOST = 1 - 1e-9  # the share in a burst of what is nearly always there


class Burst(NamedTuple):
    """Steps first to last, without last, with more than usual. `weight` is how much likelier they are as a burst."""

    first: int
    last: int
    weight: float


def bursts(counts: Sequence[int], totals: Sequence[int], *, scale: float = SCALE, gamma: float = GAMMA) -> list[Burst]:
    """Bursts of `counts` out of `totals`, in order of time; batched arrivals of Kleinberg (2002), "Bursty and
    hierarchical structure in streams", section 4, with two states.

    The cheapest sequence of states by dynamic programming; of equally cheap ones the one with fewer steps in bursts.
    """
    usual = sum(counts) / (sum(totals) or 1)
    raised = min(usual * scale, _MOST)
    if not 0 < usual < raised or len(counts) < 2:
        return []
    costs = [
        (cost(count, total, usual), cost(count, total, raised)) for count, total in zip(counts, totals, strict=True)
    ]
    return _runs(cheapest_states(costs, gamma * log(len(counts))), costs)


def cost(count: int, total: int, share: float) -> float:
    """-ln of the binomial probability of so many out of the total."""
    ways = lgamma(total + 1) - lgamma(count + 1) - lgamma(total - count + 1)
    return -(ways + count * log(share) + (total - count) * log(1 - share))


def cheapest_states(costs: Sequence[tuple[float, float]], up: float) -> list[int]:
    """For each step 0, or 1 within a burst. To go up costs `up`, to go down nothing; it begins below."""
    low, high = 0.0, float("inf")
    came: list[tuple[int, int]] = []
    for calm, burst in costs:
        down, rise = high < low, low + up <= high
        came.append((int(down), int(not rise)))
        low, high = min(low, high) + calm, min(low + up, high) + burst
    state = int(high < low)
    states: list[int] = []
    for step in reversed(came):
        states.append(state)
        state = step[state]
    return states[::-1]


def _runs(states: Sequence[int], costs: Sequence[tuple[float, float]]) -> list[Burst]:
    found: list[Burst] = []
    first = -1
    for at, state in enumerate([*states, 0]):
        if state and first < 0:
            first = at
        elif not state and first >= 0:
            found.append(Burst(first, at, round(sum(calm - burst for calm, burst in costs[first:at]), 3)))
            first = -1
    return found
