"""The verbs about who and where, typed at a real archive of the examples."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from newsgraph_cli.app import app
from typer.testing import CliRunner, Result

import newsgraph

EXAMPLES = Path(__file__).parents[2] / "examples"
Typed = Callable[..., Result]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("names") / "archive"
    with newsgraph.open_archive(folder, create=True) as made:
        made.add([EXAMPLES / "news" / "averincourier.example", EXAMPLES / "records"])
    return folder


@pytest.fixture
def typed(archive: Path) -> Typed:
    def run(*words: str, stdin: str = "") -> Result:
        env = {"NEWSGRAPH_INDEX": str(archive), "COLUMNS": "80"}
        return CliRunner(env=env).invoke(app, list(words), prog_name="newsgraph", input=stdin)

    return run


RECORD = {
    "id": 17,
    "title": "Marta Quillan in Paris",
    "text": "PARIS — Marta Quillan met the mayor of Paris, Texas.\n\nShe flew home to Goma, in Congo.",
    "source": "averincourier.example",
    "date": "2024-03-01",
}


def test_extract_writes_a_line_for_each_article_with_offsets_into_what_was_given(typed: Typed) -> None:
    result = typed("extract", stdin=json.dumps(RECORD))
    assert result.exit_code == 0
    line = json.loads(result.stdout)
    assert (line["id"], line["language"]) == (17, "en")
    for entity in line["entities"]:
        for mention in entity["mentions"]:
            given = RECORD["title"] if mention["zone"] == "title" else RECORD["text"]
            assert str(given)[mention["start"] : mention["end"]] == mention["text"]
    kinds = {entity["kind"] for entity in line["entities"]}
    assert {"person", "place", "source"} <= kinds
    goma = next(entity for entity in line["entities"] if entity["name"] == "Goma")
    assert goma["country"] == "CD"
    assert goma["lat"] == pytest.approx(-1.67, abs=0.1)
    assert goma["geonameid"] == 216281


def test_extract_resolves_every_span_that_is_given(typed: Typed) -> None:
    text = str(RECORD["text"])
    spans = [(match.start(), match.end()) for match in re.finditer("Paris, Texas|Goma|the mayor", text)]
    record = {**RECORD, "toponyms": [{"start": a, "end": b} for a, b in spans]}
    line = json.loads(typed("extract", "--spans", stdin=json.dumps(record)).stdout)
    places = [entity for entity in line["entities"] if entity["kind"] == "place"]
    told = {(m["start"], m["end"]) for place in places for m in place["mentions"] if m["zone"] == "body"}
    assert told == set(spans)


def test_extract_says_what_it_could_not_read(typed: Typed) -> None:
    result = typed("extract", "--format", "jsonl", stdin='{"text": "Goma fell."}\nnonsense\n')
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "rejected" in result.stderr


def test_an_id_in_words_stays_words(typed: Typed) -> None:
    assert json.loads(typed("extract", stdin=json.dumps({**RECORD, "id": "017"})).stdout)["id"] == "017"


def test_entities_are_one_a_line_in_a_pipe(typed: Typed) -> None:
    result = typed("entities", "--kind", "person", "--limit", "5")
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert [row[1] for row in rows] == ["person"] * 5
    counts = [int(row[3]) for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert typed("entities", "no such name").exit_code == 1


@pytest.mark.parametrize("form", ["text", "tsv", "csv", "json", "jsonl"])
def test_every_form_tells_of_an_entity(typed: Typed, form: str) -> None:
    result = typed("entity", "Marta Quillan", "--format", form)
    assert result.exit_code == 0
    assert "Marta Quillan" in result.stdout
    assert "actor/marta-quillan" in result.stdout


def test_a_name_that_nobody_has_is_not_found(typed: Typed) -> None:
    result = typed("entity", "Nobody At All")
    assert result.exit_code == 1
    assert "newsgraph entities" in result.stderr


def test_show_lists_whom_and_what_an_article_names(typed: Typed) -> None:
    found = typed("search", 'actor:"Marta Quillan"', "--limit", "1").stdout.split("\t")[0]
    assert re.search(r"^■ .*Marta Quillan", typed("show", found, "--format", "text").stdout, re.MULTILINE | re.DOTALL)
    article = json.loads(typed("show", found, "--json").stdout)
    quillan = next(entity for entity in article["entities"] if entity["id"] == "actor/marta-quillan")
    for mention in quillan["mentions"]:
        assert article["text"][mention["start"] : mention["end"]] == mention["text"]


def test_a_decision_is_shown_before_it_is_taken_and_can_be_undone(typed: Typed) -> None:
    asked = ("judge", "rename", "Henrik Vasse", "H. Vasse", "--because", "as he signs", "--who", "ana")
    tried = typed(*asked, "--dry-run")
    assert (tried.exit_code, tried.stdout) == (0, "")
    assert re.search(r"\d+ articles? and \d+ links? will change", tried.stderr)
    assert typed("judge", "log").exit_code == 1
    assert typed(*asked).stdout == "1\n"
    assert json.loads(typed("entity", "H. Vasse", "--json").stdout)["decisions"][0]["because"] == "as he signs"
    undone = json.loads(typed("judge", "undo", "1", "--because", "no", "--json").stdout)
    assert undone["number"] == 2
    assert [row.split("\t")[3] for row in typed("judge", "log").stdout.splitlines()] == ["rename", "undo"]
    assert "(undone)" in typed("judge", "log", "--format", "text").stdout


def test_a_hidden_name_is_told_with_the_decision_that_hides_it(typed: Typed) -> None:
    taken = json.loads(typed("judge", "hide", "Henrik Vasse", "--because", "asked us to", "--json").stdout)
    number = taken["number"]
    page = typed("entity", "actor/henrik-vasse", "--format", "text").stdout
    assert f"hidden from every list, by decision {number}: asked us to" in page
    assert f"hidden\t{number}\tasked us to" in typed("entity", "actor/henrik-vasse", "--format", "tsv").stdout
    assert json.loads(typed("entity", "actor/henrik-vasse", "--json").stdout)["hidden_by"]["who"]
    typed("judge", "undo", str(number), "--because", "no longer")
    assert "hidden" not in typed("entity", "actor/henrik-vasse", "--format", "text").stdout


def test_a_dump_of_a_country_adds_its_villages(typed: Typed, tmp_path: Path) -> None:
    row = [
        "203104",
        "Walikale",
        "Walikale",
        "",
        "-1.42",
        "28.06",
        "P",
        "PPL",
        "CD",
        "",
        "11",
        "",
        "",
        "",
        "0",
        "",
        "",
        "",
        "",
    ]
    (tmp_path / "CD.txt").write_text("\t".join(row) + "\n", encoding="utf-8")
    result = typed("gazetteer", "add", str(tmp_path / "CD.txt"), "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["read"], told["kept"], told["countries"]) == (1, 1, ["CD"])
    assert typed("gazetteer", "add", str(EXAMPLES / "README.md")).exit_code == 2
