"""What does `add` do to an archive, and what does it leave alone?"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from newsgraph_cli.app import app
from typer.testing import CliRunner, Result

Add = Callable[..., Result]
RECORD = json.dumps(
    {"title": "The quay is closed", "text": "The quay of Hollin Bay is closed until the storm is over."}
)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def add(index: Path) -> Add:
    def type_in(*words: object) -> Result:
        line = ["add", *map(str, words), "--index", str(index)]
        return CliRunner().invoke(app, line, prog_name="newsgraph", catch_exceptions=False)

    return type_in


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text(RECORD + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "found", "next_to_type"),
    [
        (("--format", "docx"), "no format 'docx'", "--format takes one of: html, "),
        (("--map", "headlin=h"), "no field 'headlin'", "--map FIELD=COLUMN, where FIELD is one of: "),
        (("--map", "headline"), "--map headline: expected FIELD=COLUMN", "newsgraph add --help"),
        (("--engine", "lucene"), "lucene", "newsgraph add --help"),
        (("--workers", "-1"), "-1", "newsgraph add --help"),
    ],
)
def test_what_is_typed_wrong_leaves_no_archive_behind(
    add: Add, news: Path, index: Path, words: tuple[str, ...], found: str, next_to_type: str
) -> None:
    result = add(news, *words)
    assert result.exit_code == 2
    error, hint = result.stderr.splitlines()
    assert error.startswith("error: ")
    assert found in error
    assert hint.startswith(f"hint:  {next_to_type}")
    assert not index.exists()


def test_names_that_lead_nowhere_leave_no_archive_behind(add: Add, index: Path, tmp_path: Path) -> None:
    result = add(tmp_path / "nwes", tmp_path / "*.jsnol")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: no such file or folder: {tmp_path}/nwes and {tmp_path}/*.jsnol\n")
    assert not index.exists()


def test_a_name_that_leads_nowhere_costs_the_others_nothing(add: Add, news: Path, tmp_path: Path) -> None:
    result = add(tmp_path / "nwes", news)
    assert result.exit_code == 1
    assert "2 articles read" in result.stderr
    assert f"rejected: {tmp_path}/nwes: no such file or folder\n" in result.stderr
    assert result.stdout.startswith("article/")


def test_in_an_archive_that_is_there_a_name_that_leads_nowhere_is_a_rejection(
    add: Add, news: Path, tmp_path: Path
) -> None:
    assert add(news).exit_code == 0
    result = add(tmp_path / "nwes", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["rejected"] == [
        {"location": str(tmp_path / "nwes"), "reason": "no such file or folder"}
    ]


def test_a_file_whose_name_looks_like_a_glob_is_there(add: Add, news: Path) -> None:
    assert add(news.rename(news.with_name("news[1].jsonl"))).exit_code == 0


def test_an_empty_folder_ends_with_1_and_says_that_nothing_was_there(add: Add, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = add(tmp_path / "empty")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("note: no article found in ")
    assert result.stderr.endswith(": nothing was there\n")


def test_a_folder_without_an_article_ends_with_1_and_names_what_was_there(add: Add, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    result = add(tmp_path / "folder")
    assert (result.exit_code, result.stdout) == (1, "")
    note, rejected = result.stderr.splitlines()
    assert note.startswith("note: no article found in ")
    assert note.endswith(": 1 rejected")
    assert rejected.startswith(f"rejected: {tmp_path}/folder/a.png: ")
