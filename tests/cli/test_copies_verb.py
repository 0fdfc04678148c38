"""`newsgraph copies`, typed at a real archive of the examples."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from newsgraph_cli.app import app
from newsgraph_cli.copies import COLUMNS
from typer.testing import CliRunner, Result

import newsgraph

EXAMPLES = Path(__file__).parents[2] / "examples"
DEAL = "https://www.averincourier.example/harbour/deal-at-dawn-ends-the-strike-40611"
Typed = Callable[..., Result]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copies") / "archive"
    with newsgraph.open_archive(folder, create=True, names=False) as made:
        made.add([EXAMPLES / name for name in ("news", "feeds", "exports", "records")])
    return folder


@pytest.fixture
def typed(archive: Path) -> Typed:
    def run(*words: str) -> Result:
        env = {"NEWSGRAPH_INDEX": str(archive), "COLUMNS": "100"}
        return CliRunner(env=env).invoke(app, list(words), prog_name="newsgraph")

    return run


def test_the_page_names_who_ran_it_and_what_speaks_for_the_origin(typed: Typed) -> None:
    result = typed("copies", DEAL, "--format", "text")
    assert result.exit_code == 0
    assert "It is the first" in result.stdout
    assert "named as the origin, dailycurrents.example: canonical link" in result.stdout
    assert "dailycurrents.example · 19 April 2024 · copy, 66% of it" in result.stdout
    assert "left out  “The talks" in result.stdout


def test_a_copy_says_which_article_it_is_from(typed: Typed) -> None:
    (copy,) = (line.split("\t")[0] for line in typed("copies", DEAL).stdout.splitlines() if "\tran\t" in line)
    origin = json.loads(typed("copies", copy, "--json").stdout)["origin"]
    assert f"It is from {origin}" in typed("copies", copy, "--format", "text").stdout
    assert f"First in averincourier.example, {origin}" in " ".join(
        typed("show", copy, "--format", "text").stdout.split()
    )
    assert "First in" not in typed("show", origin, "--format", "text").stdout


def test_the_forms_say_the_same(typed: Typed) -> None:
    document = json.loads(typed("copies", DEAL, "--json").stdout)
    assert json.loads(typed("copies", DEAL, "--jsonl").stdout) == document
    header, *rows = (line.split("\t") for line in typed("copies", DEAL, "--format", "tsv").stdout.splitlines())
    assert header == [column.name for column in COLUMNS]
    assert [row[0] for row in rows] == [document["first"]["article"], *(one["article"] for one in document["ran"])]
    first, ran = (dict(zip(header, row, strict=True)) for row in rows)
    assert (first["what"], ran["what"], ran["kind"]) == ("first", "ran", "copy")
    assert int(ran["left_out"]) == len(document["ran"][0]["left_out"]) == 2


def test_an_origin_that_is_not_held_is_an_outlet(typed: Typed) -> None:
    found = typed("search", "Port Averin Dockworkers Launch Historic Walkout", "--limit", "1").stdout.split("\t")
    name = next(cell for cell in found if cell.startswith("article/"))
    result = typed("copies", name, "--format", "text")
    assert result.exit_code == 0
    assert "It is from averincourier.example; that article was not found here" in result.stdout
    assert json.loads(typed("copies", name, "--json").stdout)["origin"] == "source/averincourier.example"


def test_nobody_copied_it_is_an_answer_with_exit_code_1(typed: Typed, archive: Path) -> None:
    with newsgraph.open_archive(archive) as opened:
        answers = [opened.copies(article.id) for article in opened.articles()]
    alone = next(one for one in answers if not one.ran and not one.shares and one.origin == one.article)
    result = typed("copies", alone.article, "--format", "text")
    assert result.exit_code == 1
    assert "No other article of the archive ran it." in result.stdout


def test_an_unknown_article_says_how_to_find_one(typed: Typed) -> None:
    result = typed("copies", "nothing-of-that-name")
    assert result.exit_code == 1
    assert "newsgraph search" in result.stderr
