"""The measures give the values that their authors print for their toy examples."""

import pytest

from evals.coreference import b_cubed, best_pairing, ceaf_e, lea, muc

GOLD = ["abcde", "fg", "hijkl"]  # Luo (2005), figure 1; also Bagga and Baldwin's
JOINED_SMALL = ["abcde", "fghijkl"]
JOINED_LARGE = ["abcdehijkl", "fg"]
ALL = ["abcdefghijkl"]
SINGLE = list("abcdefghijkl")


def sets(clusters: list[str]) -> list[set[str]]:
    return [set(cluster) for cluster in clusters]


@pytest.mark.parametrize(
    ("found", "muc_f1", "b_cubed_f1", "ceaf_e_f1"),
    [
        (JOINED_SMALL, 0.947, 0.865, 0.733),
        (JOINED_LARGE, 0.947, 0.737, 0.667),
        (ALL, 0.900, 0.545, 0.294),
    ],
)
def test_luos_examples(found: list[str], muc_f1: float, b_cubed_f1: float, ceaf_e_f1: float) -> None:
    gold = sets(GOLD)
    assert muc(gold, sets(found)).f1 == pytest.approx(muc_f1, abs=0.001)
    assert b_cubed(gold, sets(found)).f1 == pytest.approx(b_cubed_f1, abs=0.001)
    assert ceaf_e(gold, sets(found)).f1 == pytest.approx(ceaf_e_f1, abs=0.001)


def test_moosavi_and_strubes_example() -> None:
    gold, found = sets(["abc", "defg"]), sets(["ab", "cd", "fghi"])
    assert lea(gold, found).recall == pytest.approx(0.24, abs=0.01)
    assert lea(gold, found).precision == pytest.approx(0.33, abs=0.01)


@pytest.mark.parametrize("measure", [b_cubed, muc, ceaf_e, lea])
def test_the_gold_itself_is_right(measure) -> None:
    assert measure(sets(GOLD), sets(GOLD)).f1 == pytest.approx(1.0)


def test_mentions_that_are_not_found_count_against_recall() -> None:
    assert b_cubed(sets(["ab", "c"]), sets(["ab"])).recall == pytest.approx(2 / 3)


def test_the_best_pairing_is_not_the_greedy_one() -> None:
    assert best_pairing({(0, 0): 1.0, (0, 1): 0.9, (1, 0): 0.9}) == pytest.approx(1.8)
