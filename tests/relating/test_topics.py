"""Topics of an archive: what varies together."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import random_array
from threadpoolctl import threadpool_limits

from newsgraph.article import ArticleId
from newsgraph.relating import Corpus, Features, Field, Rules, ranked
from newsgraph.relating import topics as topics_module
from newsgraph.relating.closeness import closeness, least_of, tied
from newsgraph.relating.topics import AT_ONCE, LENGTH

PORT = ("crane", "dock", "quay", "ship", "strike", "harbour")
MINE = ("rope", "shaft", "pit", "miner", "winch", "gallery")


def archive(many: int = 120) -> list[Features]:
    """Half about the port, half about the mine; each with three of the six words, and one of its own."""
    made = []
    for name in range(many):
        words = (PORT if name % 2 else MINE)[name % 4 :][:3]
        bag = {f"en:{word}": 1 + name % 3 for word in words} | {f"en:own{name}": 1, f"en:pair{name // 4}": 1}
        made.append(
            Features(
                article=ArticleId(f"article/{name:03}"),
                bags={Field.WHOLE: dict(sorted(bag.items())), Field.OPENING: bag},
            )
        )
    return made


def test_topics_are_the_same_in_any_order_of_arrival() -> None:
    one = Corpus.of(archive(), topics=2).epoch.topics
    other = Corpus.of(reversed(archive()), topics=2).epoch.topics
    assert one is not None
    assert other is not None
    assert (one.directions == other.directions).all()


def test_topics_are_the_same_on_any_number_of_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    words = random_array((700, 900), density=0.1, format="csr", dtype=np.float32, rng=np.random.default_rng(3))
    found = []
    for cores in (1, 2, 5):
        monkeypatch.setattr(topics_module, "cpu_count", lambda cores=cores: cores)
        with threadpool_limits(cores, "blas"):
            found.append(topics_module._directions(words, 2 * AT_ONCE).tobytes())
    assert found[1:] == found[:1] * 2


def test_directions_are_orthonormal() -> None:
    topics = Corpus.of(archive(), topics=4).epoch.topics
    assert topics is not None
    assert np.allclose(topics.directions.T @ topics.directions, np.eye(4), atol=1e-3)


def test_articles_that_share_no_word_meet_in_a_topic() -> None:
    corpus = Corpus.of(archive(), topics=2)
    rows = np.array([corpus.row_of(ArticleId(f"article/{name:03}")) for name in range(120)])
    where = corpus.topics(Field.WHOLE, rows)
    alike = where @ where.T / LENGTH**2
    assert alike[1, 3] > 0.9, "crane and ship both are the port's"
    assert alike[1, 2] < 0.5, "the mine is elsewhere"


def test_a_small_archive_has_no_topics() -> None:
    assert Corpus.of(archive()).epoch.topics is None


def test_many_articles_with_hardly_a_word_between_them_have_no_topics() -> None:
    one_word = [Features(article=one.article, bags={Field.WHOLE: {"en:strike": 1}}) for one in archive()]
    no_word = [Features(article=one.article, bags={}) for one in archive()]
    for articles in (one_word, no_word):
        assert Corpus.of(articles, topics=2).epoch.topics is None


def test_who_is_close_is_told_by_topics_as_by_all_pairs() -> None:
    days = (None, 10, 11, 40, 400)
    corpus = Corpus.of([replace(one, day=days[at % 5]) for at, one in enumerate(archive())], topics=4)
    rows = corpus.rows()
    each = [closeness(corpus, corpus.own(int(row)), rows) for row in rows]
    least, found = least_of(corpus), 0
    for at, some, close in tied(corpus, rows):
        near = [other for other in range(at + 1, len(rows)) if each[at][other] >= least]
        assert some.tolist() == near
        assert close.tolist() == each[at][near].tolist()
        found += len(near)
    assert 0 < found < len(rows) * (len(rows) - 1) // 4


def test_scores_with_topics_are_the_same_in_any_order() -> None:
    rules = Rules(floor=0.0)
    one, other = Corpus.of(archive(), topics=2), Corpus.of(list(reversed(archive())), topics=2)
    assert ranked(one, ArticleId("article/001"), rules=rules) == ranked(other, ArticleId("article/001"), rules=rules)
