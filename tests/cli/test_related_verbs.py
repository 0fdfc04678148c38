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
