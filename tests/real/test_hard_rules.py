"""The hard rules of related articles, over every one of 2,000 real articles. A minute and a half, most of it for
finding names and quoting evidence."""

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import newsgraph
from newsgraph.answers import IngestReport
from newsgraph.recommending import _known
from newsgraph.relating import Corpus, Rules, ranked
from newsgraph.shelving import told
from tests.relating import hard_rules
from tests.relating.hard_rules import LIMIT, Lists

ARTICLES = Path(__file__).parents[3] / "shared/data/articles"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not ARTICLES.is_dir(), reason="../shared/data/articles is not here"),
]
SHORT = 3_000  # characters: names are found in a third of the time that any 2,000 would take
EACH, PLANTED = 1_000, 20
RULES = [name for name in sorted(vars(hard_rules)) if name.startswith("check_")]


def short(name: str) -> list[dict[str, Any]]:
    """The first so many of a file that are short."""
    with gzip.open(ARTICLES / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = (json.loads(line) for line in lines)
        return list(islice((one for one in records if len(one["text"]) <= SHORT), EACH))


def planted(records: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Of twenty articles the notice that they are withdrawn, of twenty others the text under an embargo, at addresses
    of its own."""
    for one in records[::50][:PLANTED]:
        yield {"uri": one["url"], "type": "text", "pubstatus": "canceled"}
    for one in records[25::50][:PLANTED]:
        url = f"{one['url']}?early"
        text = {"headline": one["title"], "body_text": one["text"], "versioncreated": one["date"]}
        yield {"uri": url, "type": "text", "embargoed": "2999-01-01T00:00:00Z", **text}


@pytest.fixture(scope="module")
def report() -> list[IngestReport]:
    return []


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory, report: list[IngestReport]) -> Iterator[Lists]:
    folder = tmp_path_factory.mktemp("real")
    news = short("allsides-12k")
    parts = {"news": [*news, *short("reuters-6k")], "planted": list(planted(news))}
    for name, records in parts.items():
        text = "".join(json.dumps(one) + "\n" for one in records)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
    with newsgraph.open_archive(folder / "archive", create=True) as archive:
        report.append(archive.add([folder / f"{name}.jsonl" for name in parts], workers=2))
        yield Lists(archive, every=8)


def test_the_withdrawn_and_the_embargoed_are_in_no_list(lists: Lists, report: list[IngestReport]) -> None:
    (told,) = report
    assert (told.withdrawn, told.rejected_count) == (PLANTED, PLANTED)
    assert 2 * EACH - PLANTED - 40 < len(lists.articles) <= 2 * EACH - PLANTED
    listed = {one.article for found in lists.usual.values() for one in found}
    assert listed <= lists.articles.keys()
    assert len(listed) > len(lists.articles) / 2


@pytest.mark.parametrize("rule", RULES)
def test_every_list_of_real_articles_keeps_the_rule(rule: str, lists: Lists) -> None:
    check = getattr(hard_rules, rule)
    if rule == "check_full":
        assert set(check(lists, list(lists.articles)[::4]))
    else:
        check(lists)


def test_lists_are_the_same_whatever_came_first(lists: Lists) -> None:
    store = lists.archive._store
    features = [one.features for one in told(store, list(lists.articles)).values()]
    other = Corpus.of(sorted(features, key=lambda one: one.article, reverse=True))
    for id, found in lists.usual.items():
        assert ranked(other, id, rules=Rules(limit=LIMIT), known=lambda ids: _known(store, ids)) == found
