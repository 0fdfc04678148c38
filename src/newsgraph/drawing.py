"""Where does each name stand in a picture? A layout that is the same on every visit, its labels beside each other.

Distances on the page follow distances in the graph (stress, by gradient steps of pairs: Zheng, Pawar and Goodman 2018),
then boxes that overlap are pushed apart. Only sums, products, quotients and square roots, which IEEE 754 rounds alike
everywhere, in an order that the question alone decides.
"""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple

LENGTH = 125.0  # pixels of a tie, before boxes are pushed apart
WIDE = 1.7  # labels are wide: what is beside one is further away than what is below it
ROUNDS, PUSHES = 40, 400
GAP = 6.0  # pixels between two boxes
_TURN = (-0.7373688780783197, 0.6754902942615238)  # by the golden angle: the leaves of a plant, nobody on another

Point = tuple[float, float]


class Box(NamedTuple):
    """How much room a name and its mark take: half of its width, and pixels above and below the middle of its mark."""

    half: int
    above: int
    below: int


def layout(
    boxes: Sequence[Box], ties: Sequence[tuple[int, int]], pinned: Mapping[int, Point] | None = None
) -> list[tuple[int, int]]:
    """A point in whole pixels for each box, about (0, 0). No two boxes overlap; pinned ones stand where they are, even
    if on each other, and others move only to make room for them. Ties are between boxes by number."""
    held = dict(pinned or {})
    places = _started(len(boxes))
    _follow_distances(places, _distances(len(boxes), ties))
    for number, point in held.items():
        places[number] = list(point)
    _part(places, boxes, held)
    return [(round(x), round(y)) for x, y in places]


def _started(count: int) -> list[list[float]]:
    found, (x, y) = [], (1.0, 0.0)
    for number in range(count):
        far = LENGTH * sqrt(number / 2)
        found.append([far * x, far * y])
        x, y = x * _TURN[0] - y * _TURN[1], x * _TURN[1] + y * _TURN[0]
    return found


def _distances(count: int, ties: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Steps from each to each; what nothing ties is one step further than the longest way."""
    beside: list[set[int]] = [set() for _ in range(count)]
    for one, other in ties:
        beside[one].add(other)
        beside[other].add(one)
    rows = [_steps_from(start, beside) for start in range(count)]
    longest = max((max(row.values()) for row in rows), default=0)
    return [[row.get(other, longest + 1) for other in range(count)] for row in rows]


def _steps_from(start: int, beside: Sequence[set[int]]) -> dict[int, int]:
    found, ring = {start: 0}, [start]
    while ring:
        ring = sorted({other for one in ring for other in beside[one]} - found.keys())
        far = found[start] + max(found.values()) + 1
        found.update(dict.fromkeys(ring, far))
    return found


def _follow_distances(places: list[list[float]], distances: Sequence[Sequence[int]]) -> None:
    count = len(places)
    pairs = [(one, other) for gap in range(1, count) for one in range(count) if (other := one + gap) < count]
    for turn in range(ROUNDS):
        step = 1.0 / (1.0 + 0.35 * turn)
        for one, other in pairs if turn % 2 == 0 else reversed(pairs):
            far = distances[one][other]
            dx = (places[one][0] - places[other][0]) / WIDE
            dy = places[one][1] - places[other][1]
            now = sqrt(dx * dx + dy * dy) or 1.0
            pull = min(1.0, step * 4.0 / (far * far)) * (now - far * LENGTH) / now
            _move(places, (one, other), (pull * dx * WIDE, pull * dy), {})


def _move(places: list[list[float]], pair: tuple[int, int], by: Point, held: Mapping[int, Point]) -> None:
    """The two closer by that; half each, or all of it the one that is free."""
    free = [number for number in pair if number not in held]
    for number in free:
        sign = -1.0 if number == pair[0] else 1.0
        places[number][0] += sign * by[0] / len(free)
        places[number][1] += sign * by[1] / len(free)


def _part(places: list[list[float]], boxes: Sequence[Box], held: Mapping[int, Point]) -> None:
    """Push boxes apart, along the side on which they overlap less; where that does not end, give all more room."""
    while not _parted(places, boxes, held):
        for number, place in enumerate(places):
            if number not in held:
                place[0], place[1] = place[0] * 1.15 + 0.5, place[1] * 1.15


def _parted(places: list[list[float]], boxes: Sequence[Box], held: Mapping[int, Point]) -> bool:
    for _ in range(PUSHES):
        moved = False
        for one in range(len(boxes)):
            for other in range(one + 1, len(boxes)):
                if (one in held and other in held) or not (over := _overlap(places, boxes, one, other)):
                    continue
                _move(places, (one, other), over, held)
                moved = True
        if not moved:
            return True
    return False


def _overlap(places: Sequence[Sequence[float]], boxes: Sequence[Box], one: int, other: int) -> Point | None:
    """By how much the two must come closer, below 0, along one side; None where they stand apart."""
    (x, y), (far_x, far_y), box, next_box = places[one], places[other], boxes[one], boxes[other]
    across = box.half + next_box.half + GAP - abs(x - far_x)
    if across <= 0:
        return None
    lower, upper = (one, other) if y > far_y else (other, one)
    down = boxes[lower].above + boxes[upper].below + GAP - abs(y - far_y)
    if down <= 0:
        return None
    if across < down:
        return (-across - 0.5 if x >= far_x else across + 0.5), 0.0
    return 0.0, (-down - 0.5 if lower == one else down + 0.5)
