"""`newsgraph judge queue`, `log`, `undo` and `replay`, typed at a real archive of the examples."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from newsgraph_cli.app import app
from typer.testing import CliRunner, Result

import newsgraph

Typed = Callable[..., Result]
WHO = ("--because", "a test", "--who", "ana")


def typist(archive: Path) -> Typed:
    def run(*words: str, stdin: str = "") -> Result:
        env = {"NEWSGRAPH_INDEX": str(archive), "COLUMNS": "80"}
        return CliRunner(env=env).invoke(app, ["judge", *words], prog_name="newsgraph", input=stdin)

    return run


@pytest.fixture
def typed(corpus: Path, tmp_path: Path) -> Typed:
    return typist(Path(shutil.copytree(corpus, tmp_path / "archive")))


@pytest.fixture
def other(corpus: Path, tmp_path: Path) -> Typed:
    return typist(Path(shutil.copytree(corpus, tmp_path / "other")))


def who_is_who(folder: Path) -> dict[str, list[tuple[str, str]]]:
    with newsgraph.open_archive(folder) as archive:
        return {one.id: [(name.id, name.name) for name in archive.names(one.id)] for one in archive.articles()}


def decide(typed: Typed) -> None:
    """A log of every kind of decision, one of them undone."""
    for words in (
        ("same", "Marta Quillan", "Corinna Aldous"),
        ("different", "Ansel Quillan", "Marta Quillan"),
        ("rename", "Henrik Vasse", "H. Vasse"),
        ("hide", "Emil Rask"),
        ("place", "Port Averin", "53.1,4.9"),
        ("home", "averincourier.example", "Norfolk"),
    ):
        assert typed(*words, *WHO).exit_code == 0
    assert typed("undo", "4", *WHO).exit_code == 0


@pytest.mark.parametrize("form", ["text", "lines", "tsv", "csv", "json", "jsonl"])
def test_the_queue_leaves_in_every_form(typed: Typed, form: str) -> None:
    result = typed("queue", "--limit", "2", "--format", form)
    assert result.exit_code == 0
    assert "dunmarrow" in result.stdout.casefold()


def test_a_decision_takes_a_pair_off_the_queue(typed: Typed) -> None:
    first = json.loads(typed("queue", "--json").stdout)["pairs"][0]
    pair = (first["keep"]["id"], first["join"]["id"])
    taken = typed("same", *pair, *WHO, "--json")
    assert first["join"]["id"] in json.loads(taken.stdout)["gone"]
    left = json.loads(typed("queue", "--json").stdout)["pairs"]
    assert pair not in [(one["keep"]["id"], one["join"]["id"]) for one in left]


def test_a_log_that_is_replayed_makes_the_same_archive(typed: Typed, other: Typed, tmp_path: Path) -> None:
    decide(typed)
    log = typed("log", "--format", "jsonl").stdout
    shown = other("replay", "-", "--dry-run", stdin=log)
    assert (shown.exit_code, shown.stdout) == (0, "")
    both = "Marta Quillan (actor/marta-quillan) and Corinna Aldous (actor/corinna-aldous)"
    assert f"same {both} (ana, " in shown.stderr
    assert other("log").exit_code == 1
    taken = other("replay", "-", "--json", stdin=log)
    told = json.loads(taken.stdout)
    assert [one["number"] for one in told["decisions"]] == [1, 2, 3, 4, 5, 6, 7]
    assert other("log", "--format", "jsonl").stdout == log
    assert who_is_who(tmp_path / "archive") == who_is_who(tmp_path / "other")
    again = other("replay", "-", "--json", stdin=log)
    assert (again.exit_code, again.stdout) == (0, "")
    assert "taken already: 7 decisions" in again.stderr
    assert other("log", "--format", "jsonl").stdout == log


def test_the_log_has_names_and_ids_in_every_form(typed: Typed) -> None:
    decide(typed)
    told = " ".join(typed("log", "--format", "text").stdout.split())
    assert "1 same Marta Quillan (actor/marta-quillan) and Corinna Aldous (actor/corinna-aldous)" in told
    assert "6 home averincourier.example (source/averincourier.example) Norfolk (place/gn-2641455)" in told
    rows = [line.split("\t") for line in typed("log", "--format", "tsv").stdout.splitlines()]
    assert (rows[0][4], rows[0][7]) == ("ids", "called")
    assert rows[1][4:] == ["actor/marta-quillan actor/corinna-aldous", "", "a test", "Marta Quillan; Corinna Aldous"]
    lines = [json.loads(line) for line in typed("log", "--format", "jsonl").stdout.splitlines()]
    assert lines[0]["called"]["actor/corinna-aldous"] == "Corinna Aldous"  # which is nobody's id any more
    assert lines[2]["called"] == {"actor/henrik-vasse": "Henrik Vasse"}  # as it was called before it was renamed


def test_a_preview_says_by_name_who_goes(typed: Typed) -> None:
    shown = typed("same", "Marta Quillan", "Corinna Aldous", *WHO, "--dry-run")
    assert "Corinna Aldous (actor/corinna-aldous) will be no entity of its own" in shown.stderr
    taken = json.loads(typed("same", "Marta Quillan", "Corinna Aldous", *WHO, "--json").stdout)
    assert taken["called"] == {"actor/corinna-aldous": "Corinna Aldous"}
    shown = typed("undo", "1", *WHO, "--dry-run")
    assert "Corinna Aldous (actor/corinna-aldous) will be new" in shown.stderr


def test_a_log_of_before_names_stood_in_it_is_taken(typed: Typed) -> None:
    assert "called" not in LINE
    assert typed("replay", "-", stdin=json.dumps(LINE)).exit_code == 0


def test_an_undoing_undoes_what_it_undid_there(typed: Typed, other: Typed, tmp_path: Path) -> None:
    decide(typed)
    other("rename", "Ansel Quillan", "Judge Quillan", *WHO)
    (tmp_path / "log.jsonl").write_text(typed("log", "--format", "jsonl").stdout, encoding="utf-8")
    other("replay", str(tmp_path / "log.jsonl"), "--quiet")
    log = [json.loads(line) for line in other("log", "--format", "jsonl").stdout.splitlines()]
    assert (log[7]["kind"], log[7]["name"], log[4]["kind"]) == ("undo", "5", "hide")


def test_what_nobody_is_called_waits_for_its_articles(typed: Typed, tmp_path: Path) -> None:
    with newsgraph.open_archive(tmp_path / "empty", create=True):
        pass
    typed("rename", "Henrik Vasse", "H. Vasse", *WHO)
    log = typed("log", "--format", "jsonl").stdout
    taken = typist(tmp_path / "empty")("replay", "-", stdin=log)
    assert taken.exit_code == 0
    assert "waits: actor/henrik-vasse" in taken.stderr
    with newsgraph.open_archive(tmp_path / "empty") as archive:
        archive.add([Path(__file__).parents[2] / "examples" / "news"])
        assert archive.entity("actor/henrik-vasse").entity.name == "H. Vasse"


LINE = {
    "number": 1,
    "when": "2024-07-01T09:00:00Z",
    "who": "ana",
    "kind": "hide",
    "ids": ["actor/emil-rask"],
    "name": "",
    "articles": [],
    "because": "a test",
}


@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        ({"kind": "burn"}, "line 2"),
        ({"ids": []}, "takes one entity"),
        ({"kind": "same"}, "takes two entities"),
        ({"kind": "rename"}, "new name"),
        ({"kind": "place", "name": "95,200"}, "position"),
        ({"kind": "place", "name": "north"}, "position"),
        ({"kind": "home", "name": "place/nowhere"}, "outlet"),
        ({"kind": "undo", "ids": [], "name": "9"}, "undoes no decision"),
        ({"surprise": 1}, "line 2"),
        ({"number": 1}, "number of one before"),
    ],
)
def test_a_log_with_a_line_that_is_none_is_not_taken(typed: Typed, changes: dict[str, object], trouble: str) -> None:
    lines = [LINE, {**LINE, "number": 2, "ids": ["actor/henrik-vasse"], **changes}]
    refused = typed("replay", "-", stdin="\n".join(map(json.dumps, lines)))
    assert refused.exit_code == 2
    assert trouble in refused.stderr
    assert typed("log").exit_code == 1


def test_what_is_no_log_is_refused(typed: Typed) -> None:
    assert typed("replay", "-", stdin="nonsense").exit_code == 2
    assert "line 1, is no decision" in typed("replay", "-", stdin="{}").stderr
    assert typed("replay", "/nowhere/at/all").exit_code == 3


def test_former_ways_to_type_it_are_gone(typed: Typed) -> None:
    for verb in ("log", "undo"):
        assert CliRunner().invoke(app, [verb], prog_name="newsgraph").exit_code == 2
    assert typed("sme").exit_code == 2
    assert "did you mean 'same'" in typed("sme").stderr
