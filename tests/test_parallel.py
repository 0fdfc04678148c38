"""How is work spread over the cores, in order and within bounds?"""

import os
from collections.abc import Iterator
from itertools import chain

import pytest

from newsgraph.parallel import Crew, Work


def double(chunk: list[int]) -> list[int]:
    return [2 * item for item in chunk]


def double_or_die(chunk: list[int]) -> list[int]:
    if 13 in chunk:
        os.kill(os.getpid(), 9)
    return double(chunk)


def process(chunk: list[int]) -> list[int]:
    return [os.getpid()]


def gone(item: int) -> int:
    return -item


CHUNKS = [[n, n + 1] for n in range(0, 40, 2)]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_chunks(workers: int) -> None:
    with Crew(workers) as crew:
        assert list(crew.spread(CHUNKS, double, crashed=gone)) == [double(chunk) for chunk in CHUNKS]


def test_an_item_that_kills_its_process_costs_only_itself() -> None:
    with Crew(2) as crew:
        done = list(chain.from_iterable(crew.spread(CHUNKS, double_or_die, crashed=gone)))
    assert done == [-13 if n == 13 else 2 * n for n in range(40)]


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_gives_nothing(workers: int) -> None:
    with Crew(workers) as crew:
        assert list(crew.spread([], double, crashed=gone)) == []


def test_no_more_is_read_than_is_on_its_way() -> None:
    taken = []

    def endless() -> Iterator[list[int]]:
        n = 0
        while True:
            taken.append(n)
            yield [n]
            n += 1

    with Crew(2) as crew:
        results = crew.spread(endless(), double, crashed=gone)
        assert [next(results) for _ in range(3)] == [[0], [2], [4]]
        assert len(taken) <= 3 + 2 * 2 + 1
        results.close()


@pytest.mark.parametrize("inner", [double, double_or_die])
def test_one_job_runs_in_the_midst_of_another(inner: Work[int, int]) -> None:
    """Keeping a batch of articles has words analysed by those who clean the next: also where one of them dies."""
    doubled = [double(chunk) for chunk in CHUNKS]
    with Crew(2) as crew:
        outer = crew.spread(CHUNKS, double, crashed=gone)
        first = [next(outer) for _ in range(3)]
        within = list(chain.from_iterable(crew.spread(CHUNKS, inner, crashed=gone)))
        assert first + list(outer) == doubled
    assert within == [-13 if n == 13 and inner is double_or_die else 2 * n for n in range(40)]


def test_a_job_that_is_given_up_leaves_the_crew_to_the_next() -> None:
    with Crew(2) as crew:
        given_up = crew.spread(CHUNKS, double, crashed=gone)
        next(given_up)
        given_up.close()
        assert list(crew.spread(CHUNKS, double, crashed=gone)) == [double(chunk) for chunk in CHUNKS]


def test_the_processes_are_the_same_from_one_job_to_the_next() -> None:
    with Crew(2) as crew:
        before, after = (set(chain.from_iterable(crew.spread(CHUNKS, process, crashed=gone))) for _ in range(2))
    assert before & after
    assert os.getpid() not in before | after


def test_a_crew_rests_only_when_no_job_waits_for_it() -> None:
    with Crew(2) as crew:
        outer = crew.spread(CHUNKS, process, crashed=gone)
        working = {*next(outer)}
        crew.rest()
        working |= set(chain.from_iterable(outer))
        assert len(working) <= 2
        crew.rest()
        assert working.isdisjoint(chain.from_iterable(crew.spread(CHUNKS, process, crashed=gone)))
