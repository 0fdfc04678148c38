"""`site` and `rules` as they are typed."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from newsgraph_cli.app import FOUND, NOTHING, USAGE, app
from typer.testing import CliRunner, Result

Typed = Callable[..., Result]
DEAL = "https://www.averincourier.example/harbour/deal-at-dawn-ends-the-strike-40611"


@pytest.fixture
def type_in(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Types a command line into the command, in a folder of one's own with the examples' archive."""
    shutil.copytree(corpus, tmp_path / "indexes/default")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NEWSGRAPH_INDEX", raising=False)
    return lambda *words: CliRunner().invoke(app, list(words), prog_name="newsgraph", catch_exceptions=False)


def test_a_site_is_told_by_its_files_in_a_pipe_and_by_a_line_on_a_terminal(type_in: Typed) -> None:
    first = type_in("site", "public/ng", "--workers", "1")
    assert first.exit_code == FOUND
    assert "newsgraph.css" in first.stdout.splitlines()
    assert "boxes and" in first.stderr
    again = type_in("site", "public/ng", "--workers", "1", "--format", "text")
    assert "0 lists made" in again.stdout
    assert "0 boxes and 0 files changed" in again.stdout


def test_a_dry_run_says_what_would_change(type_in: Typed) -> None:
    told = json.loads(type_in("site", "out", "--dry-run", "--json", "--base-url", "https://x.example/ng/").stdout)
    assert not Path("out").exists()
    assert told["pages"] == len(told["lists"]) > 0
    assert "https://x.example/ng/newsgraph.css" in told["changed"]


def test_rules_are_checked_before_they_change_anything(type_in: Typed) -> None:
    type_in("site", "public/newsgraph")
    Path("rules.toml").write_text(f"[[block]]\npage = '{DEAL}'\nshow = 'https://nowhere.example/'\n", encoding="utf-8")
    wrong = type_in("rules", "check", "rules.toml")
    assert wrong.exit_code == USAGE
    assert "rules.toml, line 3: found show" in wrong.stderr
    (listed, *_) = json.loads(type_in("related", DEAL, "--json").stdout)["related"]
    Path("rules.toml").write_text(f"[[block]]\npage = '{DEAL}'\nshow = '{listed['id']}'\n", encoding="utf-8")
    (line,) = type_in("rules", "check", "rules.toml").stdout.splitlines()
    assert listed["id"] in line.split("\t")[3]
    assert listed["id"] not in line.split("\t")[4]
    assert "would change" in type_in("rules", "check", "rules.toml", "--format", "text").stdout
    Path("rules.toml").write_text("", encoding="utf-8")
    assert type_in("rules", "check", "rules.toml").exit_code == NOTHING


def test_without_a_site_there_is_nothing_to_check(type_in: Typed) -> None:
    Path("rules.toml").write_text("", encoding="utf-8")
    told = type_in("rules", "check", "rules.toml")
    assert told.exit_code == USAGE
    assert "newsgraph site public/newsgraph" in told.stderr
