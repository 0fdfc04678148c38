"""Outlets that print the same texts are one voice."""

import random
from collections import Counter
from collections.abc import Sequence

from newsgraph.article import ArticleId
from newsgraph.tracing import CopyKind, Pair, copies_between, families


def copy(one: str, other: str, kind: CopyKind = CopyKind.COPY) -> Pair:
    first, second = sorted((ArticleId(one), ArticleId(other)))
    return Pair(first, second, kind, (9, 9), (9, 9), 9)


def told(pairs: Sequence[Pair], **counts: int) -> list[tuple[str, ...]]:
    """The families among outlets with so many articles: NAME/0, NAME/1 …"""
    outlet = {ArticleId(f"{name}/{n}"): name for name, count in counts.items() for n in range(count)}
    return families(Counter(outlet.values()), copies_between(pairs, outlet))


def test_two_that_share_most_of_their_texts_are_one() -> None:
    assert told([copy(f"north/{n}", f"south/{n}") for n in range(6)], north=8, south=10) == [("north", "south")]


def test_an_agency_and_a_paper_that_prints_some_of_it_are_two() -> None:
    assert told([copy(f"halyard/{n}", f"paper/{n}") for n in range(8)], halyard=100, paper=8) == []


def test_a_few_copies_make_no_family() -> None:
    assert told([copy(f"north/{n}", f"south/{n}") for n in range(4)], north=4, south=4) == []


def test_many_copies_of_one_article_count_once() -> None:
    assert told([copy("north/0", f"south/{n}") for n in range(8)], north=1, south=8) == []


def test_shared_passages_and_excerpts_make_no_family() -> None:
    for kind in (CopyKind.PASSAGES, CopyKind.EXCERPT):
        assert told([copy(f"north/{n}", f"south/{n}", kind) for n in range(8)], north=8, south=8) == []


def test_families_grow_through_each_other_in_any_order() -> None:
    pairs = [copy(f"{one}/{n}", f"{other}/{n}") for one, other in ("ab", "bc", "de") for n in range(6)]
    random.Random(2).shuffle(pairs)
    assert told(pairs, a=6, b=6, c=6, d=6, e=6, f=6) == [("a", "b", "c"), ("d", "e")]
