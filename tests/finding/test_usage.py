"""Counts over a whole archive: a value that can be merged in any order, kept as bytes, and asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.article import Article, ArticleId, Part, ZoneKind, compose
from newsgraph.entity import EntityKind
from newsgraph.finding import ArchiveVotes, archive_votes, explain, find
from newsgraph.finding.candidates import KINDS

COUNTS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(KINDS), st.integers(1, 3)), max_size=6)


def article(body: str) -> Article:
    text, zones = compose([Part(ZoneKind.BODY, body)])
    return Article(id=ArticleId("article/1"), text=text, zones=zones, language="en")


@given(COUNTS, COUNTS, COUNTS)
def test_merging_does_not_depend_on_order(a: list, b: list, c: list) -> None:
    one, two, three = ArchiveVotes(a), ArchiveVotes(b), ArchiveVotes(c)
    assert one.merged(two, three) == three.merged(one).merged(two)


@given(COUNTS, COUNTS)
def test_what_was_merged_can_be_taken_back(a: list, b: list) -> None:
    assert ArchiveVotes(a).merged(ArchiveVotes(b)).without(ArchiveVotes(b)) == ArchiveVotes(a)


@given(COUNTS)
def test_bytes_come_back_as_they_were(a: list) -> None:
    votes = ArchiveVotes(a)
    assert ArchiveVotes.from_bytes(votes.to_bytes()) == votes
    assert ArchiveVotes.from_bytes(votes.to_bytes()).to_bytes() == votes.to_bytes()


def test_bytes_of_another_format_are_refused() -> None:
    with pytest.raises(ValueError, match="format"):
        ArchiveVotes.from_bytes(b'{"format": 0, "counts": {}}')


def test_one_article_counts_at_most_three_times() -> None:
    body = " ".join(["They came to the town of Skarrow, and Mr Vasse asked."] * 9)
    (votes,) = archive_votes([article(body)])
    assert max(count for _, _, count in votes) == 3


def test_a_single_article_says_nothing_to_others() -> None:
    assert ArchiveVotes([("Skarrow", EntityKind.PLACE, 3)]).votes("Skarrow") == ()
    assert ArchiveVotes().votes("Skarrow") == ()


def test_a_name_that_the_archive_knows_is_found_where_the_article_does_not_tell() -> None:
    silent = article("It was a cold day and nobody spoke of Skarrow again.")
    archive = ArchiveVotes([("Skarrow", EntityKind.PLACE, 40)])
    assert find(silent) == []
    (mention,) = find(silent, archive=archive)
    assert mention.kind is EntityKind.PLACE
    assert "archive" in {vote.sign for shown in explain(silent, archive=archive) for vote in shown.votes}
