"""Links as columns are the links as rows, and the graph of both is one."""

from datetime import date
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.entity import EntityKind
from newsgraph.graph.arrays import Arrays, flat
from newsgraph.graph.assembling import assemble
from newsgraph.graph.columns import article_rows, called, dated, entity_rows, whole_articles, whole_entities
from newsgraph.graph.linking import batches, links_of, weighed, whole_links
from newsgraph.graph.rows import ArticleRow, EntityRow, LinkRow, day_of
from tests.graph.worlds import World, worlds


class Written(NamedTuple):
    """Columns as the store hands them over."""

    articles: list[int]
    named: list[int]
    numbers: str
    entities: str
    weighed: list[int]
    weights: str


class Kept(NamedTuple):
    """Articles as the store hands them over."""

    keys: list[int]
    ids: list[str]
    published: list[str | None]
    leads: list[str]


class Held(NamedTuple):
    """Entities as the store hands them over."""

    keys: list[int]
    ids: list[str]
    kinds: list[str]
    names: list[str]
    hidden: list[int]


Told = tuple[int, list[tuple[int, int]], list[int]]  # an article: places and entities that it names, its weights
told = st.lists(
    st.tuples(
        st.integers(0, 2**31),
        st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2**31)), min_size=1, max_size=5),
        st.lists(st.integers(0, 1024), max_size=5),
    ),
    max_size=5,
)


def written(articles: list[Told]) -> Written:
    pairs = [pair for _, named, _ in articles for pair in named]
    return Written(
        [key for key, *_ in articles],
        [len(named) for _, named, _ in articles],
        ",".join(str(place) for place, _ in pairs),
        ",".join(str(entity) for _, entity in pairs),
        [len(weights) for *_, weights in articles],
        ",".join(str(weight) for *_, weights in articles for weight in weights),
    )


@given(told)
def test_columns_are_read_as_one_would_read_them_by_hand(articles: list[Told]) -> None:
    links = weighed(written(articles))
    assert list(zip(*(part.tolist() for part in links), strict=True)) == [
        (key, entity, weights[place])
        for key, named, weights in articles
        for place, entity in named
        if place < len(weights) and weights[place]
    ]
    assert links.named() == set(links.entities.tolist())


def assert_same(one: Arrays, other: Arrays) -> None:
    for (name, mine), (_, theirs) in zip(flat(one), flat(other), strict=True):
        assert mine.dtype == theirs.dtype, name
        assert np.array_equal(mine, theirs), name


@settings(deadline=None)
@given(worlds, st.integers(0, 9))
def test_a_graph_of_columns_is_the_graph_of_rows(world: World, cut: int) -> None:
    rows = world.rows()
    links = [link for link in rows.links if isinstance(link, LinkRow)]
    parts = [links_of(links[:cut]), links_of(links[cut:])]
    assert_same(assemble(rows), assemble(rows._replace(links=parts)))


@settings(deadline=None)
@given(worlds, st.integers(0, 9))
def test_a_graph_of_whole_columns_is_the_graph_of_rows(world: World, cut: int) -> None:
    rows = world.rows()
    articles, entities = list(article_rows(rows.articles)), list(entity_rows(rows.entities))
    columns = rows._replace(
        articles=[whole_articles(articles[:cut]), whole_articles(articles[cut:])],
        entities=[whole_entities(entities[:cut]), whole_entities(entities[cut:])],
    )
    assert list(article_rows(columns.articles)) == articles
    assert list(entity_rows(columns.entities)) == entities
    assert_same(assemble(rows), assemble(columns))


def test_the_columns_of_the_store_are_read_as_its_rows_would_be() -> None:
    kept = Kept([4, 2], ["article/b", "article/a"], ["2012-06-03", None], ["article/a", ""])
    assert list(article_rows([dated(kept)])) == [
        ArticleRow(4, "article/b", day_of(date(2012, 6, 3)), "article/a"),
        ArticleRow(2, "article/a"),
    ]
    held = Held([7], ["place/eskham"], ["place"], ["Eskham"], [1])
    assert list(entity_rows([called(held)])) == [EntityRow(7, "place/eskham", EntityKind.PLACE, "Eskham", True)]


@pytest.mark.parametrize("weight", [0.0, 0.1, 0.5, 1.0, 7.0])
def test_weights_are_kept_between_the_least_and_one(weight: float) -> None:
    (found,) = batches([LinkRow(1, 2, weight)])
    assert found.weights.tolist() == [max(1, min(1024, round(weight * 1024)))]


def test_no_links_are_three_empty_columns() -> None:
    assert [part.size for part in whole_links([])] == [0, 0, 0]
