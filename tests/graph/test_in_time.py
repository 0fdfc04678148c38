"""Where no chain is left that keeps the order of time, there is none; where the search was cut short, it says so."""

from math import inf

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsgraph.entity import EntityKind
from newsgraph.graph import in_time
from newsgraph.graph.assembling import assemble
from newsgraph.graph.graph import Graph, graph_of
from newsgraph.graph.paths import Chain, connect
from newsgraph.graph.rows import ArticleRow, EntityRow, LinkRow, Rows, date_of, day_of

Report = tuple[int, frozenset[int]]  # its day, and who is in it
BOSUN, CLERK = 0, 1
reports = st.lists(
    st.tuples(st.integers(100, 106), st.frozensets(st.integers(0, 7), min_size=2, max_size=3)), max_size=16
)
# A second way comes in time (0, 6, 4, 5, 1), and by cost alone it is not seen: 4 is reached cheaper on the last day.
DEARER = [(101, {0, 2}), (102, {0, 6}), (102, {4, 6}), (104, {4, 5}), (105, {1, 2, 7}), (107, {0, 4, 7}), (107, {1, 5})]


def graph(found: list[Report]) -> Graph:
    return graph_of(
        assemble(
            Rows(
                [ArticleRow(at, f"article/{at:02}", day) for at, (day, _) in enumerate(found)],
                [EntityRow(at, f"actor/{at}", EntityKind.PERSON, f"Docker {at}") for at in range(8)],
                [LinkRow(at, who) for at, (_, cast) in enumerate(found) for who in cast],
            )
        )
    )


def arrives(found: list[Report]) -> float:
    """The first day on which the clerk is reached from the bosun: day by day, going round in each until it is still."""
    there = {BOSUN}
    for day in sorted({day for day, _ in found}):
        casts = [cast for when, cast in found if when == day]
        for _ in casts:
            there = there.union(*(cast for cast in casts if cast & there))
        if CLERK in there:
            return day
    return inf


def number(id: str) -> int:
    return int(id.partition("/")[2])


def left_by(chain: Chain, found: list[Report]) -> list[Report]:
    """The same places in the list: a report that may not be used again names nobody, and nobody between is named."""
    quoted = {number(hop.articles[0]) for hop in chain.hops}
    between = {number(hop.head.id) for hop in chain.hops[:-1]}
    if len(chain.hops) == 1:
        quoted = {at for at, (_, cast) in enumerate(found) if {BOSUN, CLERK} <= cast}
    return [(day, frozenset() if at in quoted else cast - between) for at, (day, cast) in enumerate(found)]


@settings(deadline=None, max_examples=400)
@given(reports)
@example([(day, frozenset(cast)) for day, cast in DEARER])
def test_no_chain_is_left_where_it_is_said_that_there_is_none(found: list[Report]) -> None:
    told = connect(graph(found), "actor/0", "actor/1", limit=9, in_order=True)
    assert told.complete
    left = found
    for chain in told.chains:
        assert arrives(left) < inf
        days = [day_of(hop.day) for hop in chain.hops]
        assert days == sorted(days)
        left = left_by(chain, left)
    assert arrives(left) == inf


@pytest.mark.parametrize("steps", range(12))
def test_a_search_that_was_cut_short_does_not_say_that_there_is_none(
    monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Each docker hands on to the next, the last of whom hears of it again later; the clerk never does."""
    monkeypatch.setattr(in_time, "MOST_STEPS", steps)
    line = [(100 + at, frozenset({at, at + 1})) for at in range(2, 7)]
    told = connect(
        graph([*line, (100, frozenset({0, 2})), (109, frozenset({0, 7}))]), "actor/0", "actor/1", in_order=True
    )
    assert told.chains == ()
    assert told.complete == (steps >= 7)
    if told.looked:
        assert (told.looked.names, told.looked.cost) == (steps, None)
        days = (None, 100, 102, 103, 104, 105, 106)[steps]
        assert told.looked.day == (None if days is None else date_of(days))
