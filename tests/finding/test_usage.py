"""Counts over a whole archive: a value that can be merged in any order and asked, and is heard in steps."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from newsgraph.article import Article, ArticleId, Part, ZoneKind, compose
from newsgraph.entity import EntityKind
from newsgraph.finding import ArchiveVotes, archive_votes, explain, find, verdict
from newsgraph.finding.candidates import KINDS
from newsgraph.finding.usage import MOST_HEARD, MOST_PER_ARTICLE

COUNTS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(KINDS), st.integers(1, 3)), max_size=6)


def article(body: str) -> Article:
    text, zones = compose([Part(ZoneKind.BODY, body)])
    return Article(id=ArticleId("article/1"), text=text, zones=zones, language="en")


@given(COUNTS, COUNTS, COUNTS)
def test_merging_does_not_depend_on_order(a: list, b: list, c: list) -> None:
    one, two, three = ArchiveVotes(a), ArchiveVotes(b), ArchiveVotes(c)
    assert one.merged(two, three) == three.merged(one).merged(two)


@given(st.lists(st.integers(0, 5_000), min_size=4, max_size=4))
def test_a_verdict_is_in_steps_that_keep_who_is_ahead(counts: list[int]) -> None:
    heard = verdict(counts)
    assert (heard == ()) == (sum(counts) <= MOST_PER_ARTICLE)
    assert all(step == 0 or (step & (step - 1) == 0 and step <= MOST_HEARD) for step in heard)
    if heard:
        assert heard[counts.index(max(counts))] == max(heard) > 0
        assert all(step == 0 for step, count in zip(heard, counts, strict=True) if not count)


def test_one_article_more_hardly_ever_changes_a_verdict() -> None:
    verdicts = [verdict((count, 2, 0, 0)) for count in range(4, 1_000)]
    assert sum(one != other for one, other in pairwise(verdicts)) < 10


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
