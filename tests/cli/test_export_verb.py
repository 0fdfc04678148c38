"""`newsgraph export`, typed at a real archive of the examples."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import networkx
import pytest
from newsgraph_cli.app import app
from newsgraph_cli.export import FormatName
from typer.testing import CliRunner, Result

from newsgraph.serving import Format

Typed = Callable[..., Result]


@pytest.fixture
def typed(corpus: Path) -> Typed:
    def run(*words: str) -> Result:
        env = {"NEWSGRAPH_INDEX": str(corpus), "COLUMNS": "80"}
        return CliRunner(env=env).invoke(app, ["export", *words], prog_name="newsgraph")

    return run


def test_what_it_says_is_what_is_in_the_file(typed: Typed, tmp_path: Path) -> None:
    out = tmp_path / "port.gexf"
    result = typed("--format", "gexf", str(out), "--min-weight", "2", "--top-nodes", "50", "--with-articles")
    assert (result.exit_code, result.stdout) == (0, "")
    told = re.search(r"^note: ([\d,]+) nodes and ([\d,]+) links were written$", result.stderr, re.MULTILINE)
    assert told
    read = networkx.read_gexf(out)
    counts = [int(number.replace(",", "")) for number in told.groups()]
    assert counts == [read.number_of_nodes(), read.number_of_edges()]
    assert "left out, in fewer than 2 independent reports together" in result.stderr
    assert "left out, not among the 50 in most reports" in result.stderr


def test_a_pipe_gets_the_same_bytes_as_a_file(typed: Typed, tmp_path: Path) -> None:
    typed("--format", "jsonl", str(tmp_path / "file"), "--around", "Marta Quillan")
    result = typed("--format", "jsonl", "--around", "Marta Quillan", "--quiet")
    assert result.stderr == ""
    assert result.stdout_bytes == (tmp_path / "file").read_bytes()


def test_a_dry_run_counts_and_writes_nothing(typed: Typed, tmp_path: Path) -> None:
    asked = ("--around", "Marta Quillan", "--hops", "1", "--k-core", "4")
    result = typed("--format", "sqlite", str(tmp_path / "x"), "--dry-run", *asked, "--json")
    told = json.loads(result.stdout)
    assert told["out"] is None
    assert list(tmp_path.iterdir()) == []
    assert f"{told['nodes']} nodes and {told['links']:,} links would be written" in result.stderr
    written = json.loads(typed("--format", "sqlite", str(tmp_path / "x"), *asked, "--json").stdout)
    assert (written["nodes"], written["links"]) == (told["nodes"], told["links"])
    assert written["out"] == str(tmp_path / "x")


def test_where_nothing_is_left_nothing_is_written(typed: Typed, tmp_path: Path) -> None:
    result = typed("--format", "csv", str(tmp_path / "x"), "--k-core", "5000")
    assert result.exit_code == 1
    assert "nothing was written" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ("--format", "parquet"),
        ("--format", "sqlite", "-"),
        ("--format", "gexf", "--json"),
        ("--format", "gexf", "--hops", "2"),
    ],
)
def test_what_does_not_go_into_a_pipe_says_so(typed: Typed, words: tuple[str, ...]) -> None:
    result = typed(*words)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_the_formats_that_are_offered_are_those_that_there_are() -> None:
    assert [one.value for one in FormatName] == [one.value for one in Format]
