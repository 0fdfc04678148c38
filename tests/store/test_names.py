"""What articles name, as it is kept."""

import json
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.article import ArticleId
from newsgraph.entity import EntityId, EntityKind, Location, Mention, Named
from newsgraph.gathering import blocks_of
from newsgraph.store.names import KeptName, bare_from, loose_from, names_from
from newsgraph.store.packing import pack_names

thousandths = st.integers(0, 1000).map(lambda n: n / 1000)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
degrees = st.integers(-9_000_000, 9_000_000).map(lambda n: n / 100_000)
mentions = st.builds(
    Mention, st.integers(0, 9999), st.integers(0, 9999), st.sampled_from(EntityKind), thousandths, words
)
locations = st.builds(Location, degrees, degrees, words, st.none() | st.integers(1, 9**9), st.booleans())
named = st.builds(
    Named,
    id=words.map(EntityId),
    kind=st.sampled_from(EntityKind),
    name=words,
    confidence=thousandths,
    mentions=st.lists(mentions, max_size=4).map(tuple),
    location=st.none() | locations,
    within=st.lists(words.map(EntityId), max_size=3).map(tuple),
    aliases=st.lists(words, max_size=3).map(tuple),
    roles=st.lists(words, max_size=3).map(tuple),
)
placed = st.tuples(named, st.sampled_from([(False, False), (True, False), (True, True)])).map(
    lambda pair: replace(pair[0], provisional=pair[1][0], placed=pair[1][1])
)
kept = st.builds(KeptName, placed, st.lists(st.tuples(words, st.integers(1, 99)), max_size=3).map(tuple), words)


@given(st.lists(kept, max_size=4))
def test_what_an_article_names_comes_back_as_it_went_in(names: list[KeptName]) -> None:
    assert names_from("article/1", pack_names(names).column) == tuple(names)


@given(st.lists(kept, max_size=4))
def test_names_are_written_as_json_writes_them(names: list[KeptName]) -> None:
    packed = pack_names(names)
    assert packed.column == json_of([row_of(one) for one in names])
    assert packed.bare == tuple(json_of([*row[:4], [], *row[5:]]) for row in map(row_of, names))


@given(kept)
def test_a_name_comes_back_without_its_mentions(one: KeptName) -> None:
    assert bare_from(pack_names([one]).bare[0]) == one._replace(named=replace(one.named, mentions=()))


def row_of(kept: KeptName) -> list[object]:
    """The plain way: everything as lists."""
    one = kept.named
    where = None if one.location is None else [*one.location]
    facts = [where, [*one.within], one.provisional + one.placed, [*one.aliases], [*one.roles]]
    row = [one.id, one.kind.value, one.name, one.confidence, [mention_of(one, m) for m in one.mentions], facts]
    told = [[list(form) for form in kept.forms], kept.bio]
    return row + (told if kept.bio else told[:1] if kept.forms else [])


def mention_of(one: Named, mention: Mention) -> list[object]:
    row: list[object] = [mention.start, mention.end, mention.confidence, mention.kind.value, mention.role]
    return row if mention.role else row[:4] if mention.kind is not one.kind else row[:3]


def json_of(rows: list[object]) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


@given(st.lists(kept, max_size=6))
def test_what_is_in_no_block_is_made_of_the_column_alone(names: list[KeptName]) -> None:
    column, bare = pack_names(names)
    in_a_block = {one.number for one in blocks_of(ArticleId("article/1"), names, bare)}
    every = enumerate(names_from("article/1", column, mentions=False))
    assert loose_from("article/1", column) == [(number, one) for number, one in every if number not in in_a_block]


@pytest.mark.parametrize("column", ["", "{}", "[[1]]", '[["a","nonsense","n",1,[],[null,[],0,[],[]]]]', "null"])
def test_a_column_that_newsgraph_did_not_write_is_damage(column: str) -> None:
    with pytest.raises(sqlite3.DatabaseError, match="did not write"):
        names_from("article/1", column)
    with pytest.raises(sqlite3.DatabaseError, match="did not write"):
        loose_from("article/1", column)
