"""Outlets that print the same texts are one voice."""

import random

from newsgraph.article import ArticleId
from newsgraph.tracing import CopyKind, Family, Pair, families


def copy(one: str, other: str, kind: CopyKind = CopyKind.COPY) -> Pair:
    first, second = sorted((ArticleId(one), ArticleId(other)))
    return Pair(first, second, kind, (9, 9), (9, 9), 9)


def outlets(**counts: int) -> dict[ArticleId, str]:
    return {ArticleId(f"{name}/{n}"): f"{name}.example" for name, count in counts.items() for n in range(count)}


def test_two_that_share_most_of_their_texts_are_one() -> None:
    pairs = [copy(f"north/{n}", f"south/{n}") for n in range(6)]
    assert families(pairs, outlets(north=8, south=10)) == [Family(("north.example", "south.example"), 12)]


def test_an_agency_and_a_paper_that_prints_some_of_it_are_two() -> None:
    pairs = [copy(f"halyard/{n}", f"paper/{n}") for n in range(8)]
    assert families(pairs, outlets(halyard=100, paper=8)) == []


def test_a_few_copies_make_no_family() -> None:
    pairs = [copy(f"north/{n}", f"south/{n}") for n in range(4)]
    assert families(pairs, outlets(north=4, south=4)) == []


def test_shared_passages_make_no_family() -> None:
    pairs = [copy(f"north/{n}", f"south/{n}", CopyKind.PASSAGES) for n in range(8)]
    assert families(pairs, outlets(north=8, south=8)) == []


def test_families_grow_through_each_other_in_any_order() -> None:
    pairs = [copy(f"{one}/{n}", f"{other}/{n}") for one, other in ("ab", "bc", "de") for n in range(6)]
    names = outlets(a=6, b=6, c=6, d=6, e=6, f=6)
    random.Random(2).shuffle(pairs)
    assert [one.outlets for one in families(pairs, names)] == [
        ("a.example", "b.example", "c.example"),
        ("d.example", "e.example"),
    ]
