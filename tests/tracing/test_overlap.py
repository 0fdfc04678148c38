"""What two texts share: the array way against sets and a plain dynamic program."""

from hypothesis import given
from hypothesis import strategies as st

from newsgraph.tracing import Text, overlap, shared_passages, text_of
from newsgraph.tracing.overlap import runs, shared_grams
from newsgraph.tracing.passages import tiles
from newsgraph.tracing.words import words_in

LETTERS = st.lists(st.sampled_from("abcdef"), max_size=40)


def text(letters: list[str]) -> Text:
    joined = " ".join(letters)
    return text_of(words_in(joined, [(0, len(joined))]))


def grams(letters: list[str]) -> set[tuple[str, ...]]:
    return {tuple(letters[at : at + 3]) for at in range(len(letters) - 2)}


def longest_common_run(one: list[str], other: list[str]) -> int:
    """The plain dynamic program; runs below three words do not count."""
    best, row = 0, [0] * (len(other) + 1)
    for letter in one:
        row = [0] + [row[at] + 1 if letter == there else 0 for at, there in enumerate(other)]
        best = max(best, *row)
    return best if best >= 3 else 0


@given(LETTERS, LETTERS)
def test_containment_is_that_of_plain_sets(one: list[str], other: list[str]) -> None:
    found = overlap(text(one), text(other))
    ours, theirs = grams(one), grams(other)
    assert found.containment == len(ours & theirs) / (min(len(ours), len(theirs)) or 1)
    assert found.jaccard == len(ours & theirs) / (len(ours | theirs) or 1)


@given(LETTERS, LETTERS)
def test_shared_words_are_those_in_a_common_gram(one: list[str], other: list[str]) -> None:
    found = overlap(text(one), text(other))
    common = grams(one) & grams(other)
    plain = {at + step for at in range(len(one) - 2) if tuple(one[at : at + 3]) in common for step in range(3)}
    assert found.shared[0] == len(plain)


@given(LETTERS, LETTERS)
def test_the_longest_run_is_that_of_a_plain_dynamic_program(one: list[str], other: list[str]) -> None:
    assert overlap(text(one), text(other)).longest == longest_common_run(one, other)


@given(LETTERS, LETTERS)
def test_the_overlap_is_the_same_from_both_sides(one: list[str], other: list[str]) -> None:
    assert overlap(text(one), text(other)) == overlap(text(other), text(one)).turned()


@given(LETTERS, LETTERS)
def test_a_run_is_said_by_both_and_cannot_be_made_longer(one: list[str], other: list[str]) -> None:
    ours, theirs = text(one), text(other)
    for run in runs(ours, theirs, shared_grams(ours, theirs)):
        assert one[run.one : run.one + run.length] == other[run.other : run.other + run.length]
        assert not (run.one and run.other) or one[run.one - 1] != other[run.other - 1]
        after, there = run.one + run.length, run.other + run.length
        assert after == len(one) or there == len(other) or one[after] != other[there]


@given(LETTERS, LETTERS)
def test_passages_take_no_word_twice(one: list[str], other: list[str]) -> None:
    laid = tiles(text(one), text(other))
    taken = [word for run in laid for word in range(run.other, run.other + run.length)]
    assert len(taken) == len(set(taken))
    assert all(one[run.one : run.one + run.length] == other[run.other : run.other + run.length] for run in laid)


def test_a_text_that_repeats_one_word_endlessly_is_compared_in_time() -> None:
    la = text(["la"] * 20_000)
    assert overlap(la, la).containment == 1


def test_shared_words_are_given_as_offsets_of_both_texts() -> None:
    one, other = "Nobody knew: the ferry left at dawn, late.", "Why THE FERRY LEFT AT DAWN"
    ours, theirs = (text_of(words_in(each, [(0, len(each))])) for each in (one, other))
    (found,) = shared_passages(ours, theirs)
    assert one[found.one_start : found.one_end] == "the ferry left at dawn"
    assert other[found.other_start : found.other_end] == "THE FERRY LEFT AT DAWN"
