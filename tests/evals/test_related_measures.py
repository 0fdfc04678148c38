"""Measures of rankings, worked out by hand."""

import math

import numpy as np
import pytest

from evals.related_measures import average_precision, mean_ap, mean_ndcg, ndcg, order


def test_average_precision_of_first_and_third() -> None:
    assert average_precision([7, 1, 9, 2], {7, 9}) == pytest.approx((1 / 1 + 2 / 3) / 2)


def test_what_is_never_found_counts_as_nothing() -> None:
    assert average_precision([7, 1], {7, 9}) == pytest.approx(0.5)


def test_ndcg_of_one_in_second_place() -> None:
    assert ndcg([1, 7, 2], {7}) == pytest.approx(1 / math.log2(3))


def test_the_perfect_list_has_1() -> None:
    assert ndcg([3, 4, 0], {3, 4}) == 1.0


def test_the_query_is_no_answer_and_ties_stand_in_order() -> None:
    assert order(np.array([0.5, 0.9, 0.5, 0.1]), 1) == [0, 2, 3]


def test_means_are_over_queries() -> None:
    scores = [np.array([0.0, 1.0, 0.5]), np.array([0.5, 0.0, 1.0])]
    relevant = [(0, {1}), (1, {0})]
    assert mean_ap(scores, relevant) == pytest.approx((1 + 1 / 2) / 2)
    assert mean_ndcg(scores, relevant) == pytest.approx((1 + 1 / math.log2(3)) / 2)
