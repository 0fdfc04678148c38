"""Who and where the project's own corpus names. All of its names are invented, in no list: the evidence must carry.

`corpus_names.jsonl` has one article a line: its `location` below examples/, and the names by kind, each the fullest
form that it prints and, after "|", other forms that are right as well. What is in `open` (streets, ships, cranes) may
be found or not. No gazetteer is asked.
"""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from newsgraph.article import Article
from newsgraph.cleaning import clean
from newsgraph.entity import Mention
from newsgraph.finding import ArchiveVotes, archive_votes, find_all
from newsgraph.reading import read

EXAMPLES = Path(__file__).parents[2] / "examples"
GOLD = [json.loads(line) for line in (Path(__file__).parent / "corpus_names.jsonl").read_text("utf-8").splitlines()]
KINDS = ("place", "person", "organisation", "group")
NEVER = ("Nadia Fenn", "Sandmouth Mercury", "Lake Corvane", "Ferryman Prize", "Tobias Renn", "Jonna Beck")

Found = dict[str, set[tuple[str, str]]]


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    raw = read([str(EXAMPLES / name) for name in ("news", "feeds", "exports", "records")])
    return [clean(one) for one in raw]  # type: ignore[arg-type]


def by_location(articles: Iterable[Article], mentions: Iterable[list[Mention]]) -> Found:
    return {
        str(Path(article.location).relative_to(EXAMPLES)): {(m.kind.value, article.text[m.start : m.end]) for m in here}
        for article, here in zip(articles, mentions, strict=True)
    }


@pytest.fixture(scope="module")
def alone(articles: list[Article]) -> Found:
    return by_location(articles, find_all(articles))


@pytest.fixture(scope="module")
def together(articles: list[Article]) -> Found:
    archive = ArchiveVotes().merged(*archive_votes(articles))
    return by_location(articles, find_all(articles, archive=archive))


def counts(gold: dict[str, list[str]], found: set[tuple[str, str]]) -> tuple[int, int, int]:
    """Right, extra, missed."""
    forms = {(kind, name): {(kind, form) for form in name.split("|")} for kind in KINDS for name in gold[kind]}
    right = sum(bool(wanted & found) for wanted in forms.values())
    extra = found - {form for wanted in forms.values() for form in wanted}
    return right, sum(name not in gold["open"] for _, name in extra), len(forms) - right


def f1(found: Found) -> float:
    rows = [counts(gold, found[gold["location"]]) for gold in GOLD]
    right, extra, missed = (sum(column) for column in zip(*rows, strict=True))
    return 2 * right / (2 * right + extra + missed)


def test_articles_alone_give_most_of_their_names(alone: Found) -> None:
    assert f1(alone) >= 0.78


def test_the_archive_gives_more_of_them(alone: Found, together: Found) -> None:
    assert f1(together) >= max(0.84, f1(alone))


@pytest.mark.parametrize("gold", GOLD, ids=[gold["location"].rpartition("/")[2] for gold in GOLD])
def test_each_article_gives_who_and_where_it_names(gold: dict[str, list[str]], together: Found) -> None:
    right, extra, missed = counts(gold, together[str(gold["location"])])
    assert right >= 2 * missed
    assert extra <= 2


def test_who_is_only_in_biographies_captions_and_comments_is_never_found(together: Found) -> None:
    gold = {gold["location"]: gold for gold in GOLD}
    for location in gold:
        assert not {name for _, name in together[location]} & set(NEVER) - set(gold[location]["open"])
