"""The hard rules of related articles, over every article of the examples."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsgraph
from tests.relating import hard_rules
from tests.relating.hard_rules import LIMIT, Lists

EXAMPLES = Path(__file__).parents[1] / "examples"
PARTS = [EXAMPLES / name for name in ("news", "feeds", "exports", "records")]


@pytest.fixture(scope="module")
def lists(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lists]:
    folder = shutil.copytree(corpus, tmp_path_factory.mktemp("lists") / "archive")
    with newsgraph.open_archive(folder) as archive:
        yield Lists(archive)


@pytest.mark.parametrize("rule", [name for name in sorted(vars(hard_rules)) if name.startswith("check_")])
def test_every_list_of_the_examples_keeps_the_rule(rule: str, lists: Lists) -> None:
    check = getattr(hard_rules, rule)
    if rule == "check_full":
        assert set(check(lists, lists.articles))
    else:
        check(lists)


def test_what_was_withdrawn_stands_in_no_list(lists: Lists, tmp_path: Path) -> None:
    """Every fifth of them, all of which stood in some list before."""
    listed = sorted({one.article for found in lists.usual.values() for one in found})
    gone = [one for one in (lists.articles[id] for id in listed[::5]) if one.url or one.external_id]
    notices = [{"uri": one.url or one.external_id, "pubstatus": "canceled", "type": "text"} for one in gone]
    path = tmp_path / "notices.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in notices), encoding="utf-8")
    folder = shutil.copytree(lists.archive.folder, tmp_path / "archive")
    with newsgraph.open_archive(folder) as archive:
        assert archive.add([path]).withdrawn == len(gone)
        held = {article.id for article in archive.articles()}
        assert not held & {one.id for one in gone}
        for id in sorted(held):
            assert held >= {one.id for one in archive.related(id, limit=LIMIT, full=True)}


def test_lists_are_the_same_whatever_came_first(lists: Lists, tmp_path: Path) -> None:
    with newsgraph.open_archive(tmp_path / "other", create=True) as other:
        for part in reversed(PARTS):
            other.add([part])
        other.rebuild()
        assert {id: other.related(id, limit=LIMIT) for id in lists.articles} == lists.shown
