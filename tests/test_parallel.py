"""How is work spread over the cores, in order and within bounds?"""

import os
from collections.abc import Iterator

import pytest

from newsgraph.parallel import spread


def double(chunk: list[int]) -> list[int]:
    return [2 * item for item in chunk]


def double_or_die(chunk: list[int]) -> list[int]:
    if 13 in chunk:
        os.kill(os.getpid(), 9)
    return double(chunk)


def gone(item: int) -> int:
    return -item


CHUNKS = [[n, n + 1] for n in range(0, 40, 2)]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_chunks(workers: int) -> None:
    assert list(spread(CHUNKS, double, workers=workers, crashed=gone)) == [double(chunk) for chunk in CHUNKS]


def test_an_item_that_kills_its_process_costs_only_itself() -> None:
    done = [item for chunk in spread(CHUNKS, double_or_die, workers=2, crashed=gone) for item in chunk]
    assert done == [-13 if n == 13 else 2 * n for n in range(40)]


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_gives_nothing(workers: int) -> None:
    assert list(spread([], double, workers=workers, crashed=gone)) == []


def test_no_more_is_read_than_is_on_its_way() -> None:
    taken = []

    def endless() -> Iterator[list[int]]:
        n = 0
        while True:
            taken.append(n)
            yield [n]
            n += 1

    results = spread(endless(), double, workers=2, crashed=gone)
    assert [next(results) for _ in range(3)] == [[0], [2], [4]]
    assert len(taken) <= 3 + 2 * 2 + 1
    results.close()
