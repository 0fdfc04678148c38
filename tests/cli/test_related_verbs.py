"""The verbs of related articles, typed at a real archive of the examples."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from newsgraph_cli.app import app
from typer.testing import CliRunner, Result

import newsgraph

EXAMPLES = [Path(__file__).parents[2] / "examples" / name for name in ("news", "feeds", "exports", "records")]
Typed = Callable[..., Result]
DRAFT = """Boats close the harbour of Port Averin

Fishing boats of Flotilla 22 anchored in a line across the entrance of Port Averin on Monday. Bettina Sarre said that
they would stay until the harbour company takes its dues back, and Henrik Vasse called it a blockade.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("related") / "archive"
    with newsgraph.open_archive(folder, create=True) as made:
        made.add(EXAMPLES)
    return folder


@pytest.fixture
def typed(archive: Path) -> Typed:
    def run(*words: str, stdin: str = "") -> Result:
        env = {"NEWSGRAPH_INDEX": str(archive), "COLUMNS": "80"}
        return CliRunner(env=env).invoke(app, list(words), prog_name="newsgraph", input=stdin)

    return run


@pytest.fixture
def blockade(archive: Path) -> str:
    with newsgraph.open_archive(archive) as opened:
        return str(opened.search("fishing fleet blocks entrance").hits[0].id)


def test_related_articles_come_with_the_reasons_for_them(typed: Typed, blockade: str) -> None:
    result = typed("related", blockade, "--json", "--limit", "3")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert document["article"] == blockade
    assert 0 < len(document["related"]) <= 3
    for one in document["related"]:
        assert one["score"] == pytest.approx(sum(reason["value"] for reason in one["reasons"]))
        assert one["line"]
        assert one["id"] != blockade


@pytest.mark.parametrize("form", ["text", "lines", "tsv", "csv", "json", "jsonl"])
@pytest.mark.parametrize("verb", ["related", "why"])
def test_every_form_is_written(typed: Typed, blockade: str, verb: str, form: str) -> None:
    other = json.loads(typed("related", blockade, "--json").stdout)["related"][0]
    words = (blockade, other["id"]) if verb == "why" else (blockade,)
    result = typed(verb, *words, "--format", form)
    assert result.exit_code == 0
    assert (other["title"] if verb == "related" else "opening") in result.stdout.replace("\n    ", " ")


def test_a_draft_is_read_from_a_file_or_from_standard_input(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(DRAFT, encoding="utf-8")
    found = json.loads(typed("related", "--text", str(file), "--json").stdout)
    assert found["article"] == ""
    assert found["related"]
    assert json.loads(typed("related", "--text", "-", "--json", stdin=DRAFT).stdout) == found


@pytest.mark.parametrize("form", ["text", "lines", "tsv", "csv", "json", "jsonl"])
def test_an_article_is_listed_beside_those_whose_list_it_stands_in(typed: Typed, blockade: str, form: str) -> None:
    first = json.loads(typed("related", blockade, "--json").stdout)["related"][0]
    result = typed("listed", first["id"], "--format", form)
    assert result.exit_code == 0
    assert blockade in result.stdout
    if form == "json":
        (beside,) = (one for one in json.loads(result.stdout)["listed"] if one["id"] == blockade)
        assert (beside["place"], beside["score"]) == (1, first["score"])
        assert beside["line"] == first["line"]


def test_the_lists_that_an_article_enters_are_those_that_have_it(archive: Path) -> None:
    with newsgraph.open_archive(archive) as opened:
        lists = {hit.id: opened.related(hit.id) for hit in opened.search("*", limit=500).hits}
        for article in lists:
            having = {reader for reader, list in lists.items() if article in {one.id for one in list}}
            assert {one.id for one in opened.listed(article)} == having


def test_what_is_asked_wrongly_is_a_usage_error(typed: Typed, blockade: str) -> None:
    assert typed("related").exit_code == 2
    assert typed("related", blockade, "--text", "x").exit_code == 2


def test_an_unknown_article_is_not_found(typed: Typed, blockade: str) -> None:
    assert typed("related", "article/00000000").exit_code == 1
    assert typed("why", blockade, "article/00000000").exit_code == 1


def test_why_tells_what_keeps_an_article_out(typed: Typed, blockade: str) -> None:
    assert "it is the article itself" in typed("why", blockade, blockade, "--format", "text").stdout


def test_a_list_can_be_asked_to_be_full(typed: Typed, blockade: str) -> None:
    found = json.loads(typed("related", blockade, "--full", "--limit", "12", "--json").stdout)["related"]
    assert len(found) == 12


@pytest.mark.parametrize("form", ["text", "lines", "tsv", "csv", "json", "jsonl"])
@pytest.mark.parametrize("verb", ["story", "stories", "chain"])
def test_stories_and_chains_are_written_in_every_form(
    typed: Typed, archive: Path, blockade: str, verb: str, form: str
) -> None:
    with newsgraph.open_archive(archive) as opened:
        first = opened.search("dockers strike port averin").hits[0]
    words = {"story": (first.id,), "stories": ("--days", "400"), "chain": (first.id, blockade)}[verb]
    result = typed(verb, *words, "--format", form)
    assert result.exit_code == 0
    shown = "Dockers vote nine to one for strike" if verb == "stories" else first.title
    assert shown in result.stdout.replace("\n    ", " ")


def test_a_story_is_in_order_of_time_and_says_what_is_new(typed: Typed, archive: Path) -> None:
    with newsgraph.open_archive(archive) as opened:
        many = max(opened.stories(days=400, limit=50), key=lambda story: len(story.reports))
    found = json.loads(typed("story", many.reports[0].article, "--json").stdout)["reports"]
    days = [report["published"] for report in found]
    assert days == sorted(days)
    assert len(found) > 1
    assert found[0]["fresh"] == []
    assert any(report["fresh"] for report in found[1:])


def test_a_chain_runs_with_time_and_is_as_strong_as_its_weakest_link(
    typed: Typed, archive: Path, blockade: str
) -> None:
    with newsgraph.open_archive(archive) as opened:
        first = opened.search("dockers strike port averin").hits[0].id
    found = json.loads(typed("chain", blockade, first, "--json").stdout)
    assert {found["reports"][0]["article"], found["reports"][-1]["article"]} == {blockade, first}
    assert found["strength"] == pytest.approx(min(report["link"] for report in found["reports"][1:]))
    days = [report["published"][:10] for report in found["reports"]]
    assert days == sorted(days)


def test_a_list_is_narrowed_by_days_a_query_and_a_relation(typed: Typed, blockade: str) -> None:
    def ids(*words: str) -> list[dict[str, str]]:
        return list(
            json.loads(typed("related", blockade, "--json", "--full", "--limit", "30", *words).stdout)["related"]
        )

    since, before = ids("--since", "2024-03-01"), ids("--as-of", "2024-03-01")
    assert since
    assert before
    assert all(one["published"] >= "2024-03-01" for one in since)
    assert all(one["published"][:10] <= "2024-03-01" for one in before)
    matching = json.loads(typed("search", "source:halyard.example", "--json", "--limit", "50").stdout)["hits"]
    listed = {one["id"] for one in ids("--query", "source:halyard.example")}
    assert listed
    assert listed <= {hit["id"] for hit in matching}
    related = json.loads(typed("related", blockade, "--json", "--relation", "background").stdout)["related"]
    assert related
    assert all(one["published"] < "2024-03-18" for one in related)
    assert all(one["relation"] not in ("the same subject", "the same place") for one in related)
    assert typed("related", blockade, "--relation", "gossip").exit_code == 2
