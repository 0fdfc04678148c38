"""Pairs as articles come and go: nothing depends on the order."""

import random
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.article import Article, ArticleId
from newsgraph.tracing import CopyKind, FingerprintIndex, MemoryIndex, Tracer, groups, reached
from newsgraph.tracing.candidates import sketch_of
from newsgraph.tracing.groups import ties
from tests.tracing.sqlite_index import SqliteIndex
from tests.tracing.writing import MINE, STRIKE, article

COMMON_PHRASES = 3


def tracer(*articles: Article) -> Tracer:
    found = Tracer(MemoryIndex(common=COMMON_PHRASES))
    for one in articles:
        found.add(one)
    return found


def grouped(found: Tracer) -> list[tuple[ArticleId, ...]]:
    return groups(found.pairs(), {one.id: one.published for one in found.articles.values()})


PARAGRAPHS = st.lists(st.sampled_from([*STRIKE, *MINE]), min_size=1, max_size=6)
ARCHIVES = st.lists(st.tuples(PARAGRAPHS, st.none() | st.integers(1, 28)), min_size=2, max_size=8)


@settings(max_examples=60, deadline=None)
@given(ARCHIVES, st.randoms(use_true_random=False))
def test_pairs_and_groups_depend_on_no_order(
    archive: list[tuple[list[str], int | None]], choice: random.Random
) -> None:
    articles = [article(str(number), *body, day=day) for number, (body, day) in enumerate(archive)]
    shuffled = choice.sample(articles, len(articles))
    one, other = tracer(*articles), tracer(*shuffled)
    assert one.pairs() == other.pairs()
    assert grouped(one) == grouped(other)


@settings(max_examples=60, deadline=None)
@given(ARCHIVES, st.data())
def test_what_was_removed_leaves_no_trace(archive: list[tuple[list[str], int | None]], data: st.DataObject) -> None:
    articles = [article(str(number), *body, day=day) for number, (body, day) in enumerate(archive)]
    gone = data.draw(st.sampled_from(articles))
    found = tracer(*articles)
    found.remove(gone.id)
    assert found.pairs() == tracer(*(one for one in articles if one is not gone)).pairs()


@settings(max_examples=60, deadline=None)
@given(ARCHIVES, PARAGRAPHS)
def test_a_new_text_takes_the_place_of_the_old(archive: list[tuple[list[str], int | None]], body: list[str]) -> None:
    articles = [article(str(number), *body, day=day) for number, (body, day) in enumerate(archive)]
    changed = article("0", *body, day=archive[0][1])
    found = tracer(*articles)
    found.add(changed)
    assert found.pairs() == tracer(changed, *articles[1:]).pairs()


def test_whoever_is_told_to_have_changed_has_changed_and_nobody_else() -> None:
    choice = random.Random(3)
    found = Tracer(MemoryIndex(common=COMMON_PHRASES))
    for number in range(40):
        before = {pair[:2] for pair in found.pairs()}
        new = article(str(number), *choice.choices([*STRIKE, *MINE], k=3), day=choice.randint(1, 28))
        told = found.add(new)
        changed = before ^ {pair[:2] for pair in found.pairs()}
        assert told == {new.id}.union(*changed)


@settings(max_examples=60, deadline=None)
@given(ARCHIVES, PARAGRAPHS)
def test_groups_told_anew_for_the_touched_alone_are_the_groups_of_all(
    archive: list[tuple[list[str], int | None]], body: list[str]
) -> None:
    found = tracer(*(article(str(number), *paragraphs, day=day) for number, (paragraphs, day) in enumerate(archive)))
    before = grouped(found)
    touched = reached(found.add(article("0", *body, day=archive[0][1])), found.pairs_of)
    kept = [group for group in before if not touched & {*group}]
    told = {pair for one in touched for pair in found.pairs_of(one)}
    published = {one.id: one.published for one in found.articles.values()}
    anew = [group for group in groups(told, published) if touched & {*group}]
    assert sorted([*kept, *anew]) == grouped(found)


def test_a_reprint_is_found_within_ten_days_and_not_after() -> None:
    first, soon, late = article("a", *STRIKE, day=1), article("b", *STRIKE, day=11), article("c", *STRIKE, day=22)
    assert [pair[:2] for pair in tracer(first, soon).pairs()] == [(first.id, soon.id)]
    assert not tracer(first, late).pairs()


def test_a_reprint_without_a_date_is_always_found() -> None:
    assert len(tracer(article("a", *STRIKE, day=1), article("b", *STRIKE)).pairs()) == 1


INDEXES: list[Callable[..., FingerprintIndex]] = [MemoryIndex, SqliteIndex]


@pytest.mark.parametrize("make", INDEXES)
def test_every_index_finds_whom_a_plain_search_finds(make: Callable[..., FingerprintIndex]) -> None:
    choice = np.random.default_rng(7)
    index = make(common=5, least=3, undated=4)
    kept: dict[ArticleId, tuple[set[int], int | None]] = {}
    for number in range(120):
        prints = np.unique(choice.integers(0, 150, 12))
        day = None if number % 7 == 0 else int(choice.integers(0, 40))
        id = ArticleId(f"article/{number % 100}")  # the last ones are new texts of the first
        index.add(id, prints, day)
        kept[id] = set(prints.tolist()), day
        if number % 11 == 10:
            index.remove(id)
            del kept[id]
        assert index.candidates(prints, day) == plain_candidates(kept, set(prints.tolist()), day)


def test_every_index_touches_the_same_articles() -> None:
    choice = np.random.default_rng(11)
    made = [make(common=5, least=3, undated=4) for make in INDEXES]
    ever = set()
    for number in range(150):
        prints = np.unique(choice.integers(0, 150, 12))
        id = ArticleId(f"article/{number % 100}")
        one, other = (index.add(id, prints, number % 30) for index in made)
        assert one == other
        ever |= one
        if number % 9 == 8:
            one, other = (index.remove(id) for index in made)
            assert one == other
    assert ever


def sketch(prints: set[int]) -> int:
    return sketch_of(np.array(sorted(prints), np.int64))


def plain_candidates(
    kept: dict[ArticleId, tuple[set[int], int | None]], prints: set[int], day: int | None
) -> list[tuple[ArticleId, int]]:
    rare = {one for one in prints if len({sketch(theirs) for theirs, _ in kept.values() if one in theirs}) <= 5}
    found = []
    for id, (theirs, their_day) in kept.items():
        dated = day is not None and their_day is not None
        near = not dated or abs((day or 0) - (their_day or 0)) <= 10
        if near and len(rare & theirs) >= (3 if dated else 4):
            found.append((id, len(rare & theirs)))
    return sorted(found, key=lambda one: (-one[1], one[0]))


def test_a_text_that_very_many_sites_print_stays_one_group() -> None:
    copies = [article(f"copy{number}", *STRIKE, day=3) for number in range(4 * COMMON_PHRASES)]
    assert grouped(tracer(*copies)) == [tuple(sorted(one.id for one in copies))]


def test_what_an_outlet_prints_under_everything_is_looked_up_while_it_is_rare() -> None:
    words = " ".join(STRIKE).split()
    reports = [article(str(n), " ".join(f"{word}{n}" for word in words), *MINE[:2], day=1) for n in range(12)]
    assert len(tracer(*reports[:COMMON_PHRASES]).pairs()) == 3
    assert tracer(*reports).pairs() == []


def test_passages_tie_no_group() -> None:
    one, other, both = article("a", *STRIKE, day=1), article("b", *MINE, day=1), article("c", *MINE, STRIKE[0], day=2)
    assert grouped(tracer(one, other, both)) == [(other.id, both.id)]


def test_a_review_that_carries_two_reports_whole_makes_no_group_of_them() -> None:
    strike, mine = article("a", *STRIKE, day=1), article("b", *MINE, day=2)
    review = article("c", *STRIKE, *MINE, "That was the week on the coast.", day=4)
    found = grouped(tracer(strike, mine, review))
    assert not any({strike.id, mine.id} <= {*group} for group in found)


def test_two_different_cuts_of_an_older_text_are_one_group() -> None:
    whole = article("a", *STRIKE, *MINE, day=1)
    head, tail = article("b", *STRIKE[:4], day=2), article("c", *MINE, day=2)
    pairs = tracer(whole, head, tail).pairs()
    published = {one.id: one.published for one in (whole, head, tail)}
    assert {pair.kind for pair in pairs} == {CopyKind.EXCERPT}
    assert len(ties(pairs, published)) == 2
