"""The batched decoder against a plain one that walks all paths."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from newsgraph.finding.chain import KINDS, LABELS, SIZE, Chain, legal_steps, runs_of

FLOATS = st.floats(-4, 4, width=32)
STEPS = arrays.arrays(np.float32, (SIZE, SIZE), elements=st.floats(-2, 2, width=32))
LEGAL = legal_steps()


def plain_paths(scores: np.ndarray, steps: np.ndarray) -> dict[tuple[int, ...], float]:
    """The score of every legal path for words with O around them; O has the score 0."""
    whole = np.concatenate([np.zeros((len(scores), 1), np.float32), scores], axis=1)
    found = {}
    for path in product(range(SIZE), repeat=len(scores)):
        chain = (0, *path, 0)
        if all(LEGAL[a, b] for a, b in pairwise(chain)):
            found[path] = sum(float(whole[t, label]) for t, label in enumerate(path)) + sum(
                float(steps[a, b]) for a, b in pairwise(chain)
            )
    return found


def with_toll(scores: np.ndarray, chain: Chain) -> np.ndarray:
    own = np.zeros((len(scores), SIZE), np.float32)
    own[:, 1:] = scores + chain.toll
    return own


@settings(max_examples=60, deadline=None)
@given(STEPS, arrays.arrays(np.float32, (3, SIZE - 1), elements=FLOATS))
def test_the_best_path_is_the_best_of_all_paths(steps: np.ndarray, scores: np.ndarray) -> None:
    chain = Chain(steps)
    paths = plain_paths(scores, steps)
    found = tuple(chain.decode(with_toll(scores, chain), np.arange(3)).labels.tolist())
    assert paths[found] >= max(paths.values()) - 1e-3


@settings(max_examples=40, deadline=None)
@given(STEPS, arrays.arrays(np.float32, (3, SIZE - 1), elements=FLOATS))
def test_chances_are_the_shares_of_all_paths(steps: np.ndarray, scores: np.ndarray) -> None:
    chain = Chain(steps)
    decoded = chain.decode(with_toll(scores, chain), np.arange(3))
    labels = decoded.labels.tolist()
    paths = {path: np.exp(score) for path, score in plain_paths(scores, steps).items()}
    total = sum(paths.values())
    for t in range(3):
        here = sum(chance for path, chance in paths.items() if path[t] == labels[t])
        assert abs(decoded.alone[t] - here / total) < 1e-3
        if t:
            before = sum(chance for path, chance in paths.items() if path[t - 1] == labels[t - 1])
            both = sum(c for path, c in paths.items() if path[t - 1] == labels[t - 1] and path[t] == labels[t])
            assert abs(decoded.behind[t] - both / before) < 1e-3


@settings(max_examples=40, deadline=None)
@given(STEPS, st.lists(st.integers(1, 6), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_runs_side_by_side_are_decoded_as_each_alone(steps: np.ndarray, lengths: list[int], random: object) -> None:
    chain = Chain(steps)
    rng = np.random.default_rng(len(lengths))
    parts = [with_toll(rng.normal(0, 2, (n, SIZE - 1)).astype(np.float32), chain) for n in lengths]
    rows = np.concatenate([np.arange(n) + 20 * k for k, n in enumerate(lengths)])
    together = chain.decode(np.concatenate(parts), rows)
    alone = [chain.decode(part, np.arange(len(part))) for part in parts]
    assert together.labels.tolist() == [label for one in alone for label in one.labels.tolist()]
    np.testing.assert_allclose(together.alone, np.concatenate([one.alone for one in alone]), rtol=1e-4)


def test_runs_come_longest_first() -> None:
    runs = runs_of(np.array([3, 5, 6, 7, 9, 10]))
    assert runs.starts.tolist() == [1, 4, 0]
    assert runs.lengths.tolist() == [3, 2, 1]
    assert runs.alive == [3, 2, 1]


def test_a_name_begins_before_it_goes_on() -> None:
    number = {label: k for k, label in enumerate(LABELS)}
    assert LEGAL[number["B-PER"], number["L-PER"]]
    assert not LEGAL[number["B-PER"], number["L-ORG"]]
    assert not LEGAL[0, number["I-LOC"]]
    assert not LEGAL[number["B-LOC"], 0]
    assert len(LABELS) == 1 + 4 * len(KINDS)
