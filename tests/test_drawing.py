"""Pictures: no label on another, the same each time, pinned names where they were put."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.drawing import Box, layout

BOXES = st.lists(st.builds(Box, st.integers(4, 90), st.integers(6, 16), st.integers(20, 34)), min_size=1, max_size=16)


@st.composite
def pictures(draw: st.DrawFn) -> tuple[list[Box], list[tuple[int, int]]]:
    boxes = draw(BOXES)
    number = st.integers(0, len(boxes) - 1)
    ties = draw(st.lists(st.tuples(number, number).filter(lambda pair: pair[0] != pair[1]), max_size=30))
    return boxes, ties


def overlap(one: tuple[tuple[int, int], Box], other: tuple[tuple[int, int], Box]) -> bool:
    ((x, y), box), ((far_x, far_y), next_box) = one, other
    across = abs(x - far_x) < box.half + next_box.half
    return across and y - box.above < far_y + next_box.below and far_y - next_box.above < y + box.below


@settings(max_examples=60, deadline=None)
@given(pictures())
def test_no_label_stands_on_another(picture: tuple[list[Box], list[tuple[int, int]]]) -> None:
    boxes, ties = picture
    points = layout(boxes, ties)
    assert len(points) == len(boxes)
    assert not [pair for pair in combinations(zip(points, boxes, strict=True), 2) if overlap(*pair)]
    assert layout(boxes, ties) == points


@settings(max_examples=30, deadline=None)
@given(pictures(), st.integers(-400, 400), st.integers(-400, 400))
def test_a_pinned_name_stands_where_it_was_put_and_the_others_beside_it(
    picture: tuple[list[Box], list[tuple[int, int]]], x: int, y: int
) -> None:
    boxes, ties = picture
    points = layout(boxes, ties, {0: (float(x), float(y))})
    assert points[0] == (x, y)
    assert not [pair for pair in combinations(zip(points, boxes, strict=True), 2) if overlap(*pair)]


def test_whom_much_ties_stand_closer_than_whom_nothing_does() -> None:
    boxes = [Box(20, 8, 24)] * 6
    points = layout(boxes, [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)])

    def far(one: int, other: int) -> float:
        return float(((points[one][0] - points[other][0]) ** 2 + (points[one][1] - points[other][1]) ** 2) ** 0.5)

    within = max(far(0, 1), far(1, 2), far(0, 2), far(3, 4), far(4, 5), far(3, 5))
    between = [far(one, other) for one in range(3) for other in range(3, 6)]
    assert within < sum(between) / len(between)


def test_an_empty_picture_is_one_too() -> None:
    assert layout([], []) == []
    assert layout([Box(9, 9, 9)], []) == [(0, 0)]
