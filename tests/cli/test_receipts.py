"""`--receipt` and `newsgraph replay`: asked again, the same bytes, or what has changed."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from newsgraph_cli.app import ANSWERING, VERBS, app, load
from typer.testing import CliRunner, Result

import newsgraph
from newsgraph.article import Withdrawal
from newsgraph.store import Store

Typed = Callable[..., Result]
ASKED = {
    "search": "strike --limit 3",
    "show": "{one}",
    "copies": "{one}",
    "related": "{one} --limit 4 --stories",
    "why": "{one} {other}",
    "listed": "{one}",
    "story": "{one}",
    "stories": "--days 60",
    "chain": "{one} {other}",
    "entity": "Quillan",
    "entities": "--kind person --kind place --limit 4",
    "near": "Quillan --kind person --since 2024-02-01",
    "connect": "Quillan Skarrow",
    "timeline": "strike",
    "trending": "--days 14",
    "communities": "--limit 2",
}


@pytest.fixture
def archive(corpus: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(corpus, tmp_path / "archive"))


@pytest.fixture
def typed(archive: Path) -> Typed:
    def run(*words: str, stdin: str = "") -> Result:
        env = {"NEWSGRAPH_INDEX": str(archive), "COLUMNS": "80"}
        return CliRunner(env=env).invoke(app, list(words), prog_name="newsgraph", input=stdin)

    return run


def words_of(verb: str, typed: Typed) -> list[str]:
    found = [line.split("\t")[0] for line in typed("search", "strike", "--limit", "2").stdout.splitlines()]
    return ASKED[verb].format(one=found[0], other=found[1]).split()


def test_every_verb_that_answers_takes_a_receipt() -> None:
    assert set(ASKED) == set(ANSWERING)
    with_json = {verb for verb in VERBS if any("--json" in param.opts for param in load(verb).params)}
    others = {"add", "watch", "suggest", "extract", "export", "replay", "gazetteer", "stats", "verify"}
    others |= {"rebuild", "reindex", "demo", "site", "rules"}
    assert with_json - others == set(ANSWERING)


@pytest.mark.parametrize("verb", ANSWERING)
def test_asked_again_it_is_the_same_to_the_byte(typed: Typed, verb: str, tmp_path: Path) -> None:
    words, file = words_of(verb, typed), tmp_path / "receipt.json"
    plain, kept = typed(verb, *words), typed(verb, *words, "--receipt", str(file))
    assert (kept.exit_code, kept.stdout) == (plain.exit_code, plain.stdout)
    assert "receipt kept" in kept.stderr
    again = typed("replay", str(file))
    assert again.exit_code == 0
    assert again.stderr == ""
    assert again.stdout_bytes == typed(verb, *words, "--json").stdout_bytes
    told = json.loads(file.read_text(encoding="utf-8"))
    assert again.stdout == json.dumps(told["answer"], ensure_ascii=False, indent=2) + "\n"
    assert told["verb"] == verb


def test_a_receipt_names_what_the_answer_rests_on(typed: Typed, archive: Path, tmp_path: Path) -> None:
    typed("search", "strike", "--limit", "3", "--receipt", str(tmp_path / "r"))
    told = json.loads((tmp_path / "r").read_text(encoding="utf-8"))
    ids = [hit["id"] for hit in told["answer"]["hits"]]
    assert sorted(told["articles"]) == sorted(ids)
    with newsgraph.open_archive(archive) as opened:
        assert told["articles"] == opened.hashes(ids)
        assert told["archive"] == opened.stand()._asdict()
    assert str(archive) not in (tmp_path / "r").read_text(encoding="utf-8")


RECORD = {
    "id": "1",
    "source": "harbour.example",
    "title": "Strike committee meets at the strike hall",
    "text": "The strike committee met. A strike is a strike, said the strike hall.",
    "date": "2024-06-01",
}


def add(archive: Path, tmp_path: Path, **changes: Any) -> str:
    (tmp_path / "record.jsonl").write_text(json.dumps({**RECORD, **changes}) + "\n", encoding="utf-8")
    with newsgraph.open_archive(archive) as opened:
        return next(iter(opened.add([tmp_path / "record.jsonl"]).ids))


def test_what_was_added_and_corrected_is_told(typed: Typed, archive: Path, tmp_path: Path) -> None:
    file = str(tmp_path / "r")
    typed("search", "strike", "--limit", "3", "--receipt", file)
    id = add(archive, tmp_path)
    replayed = typed("replay", file)
    assert (replayed.exit_code, replayed.stdout) == (1, "")
    assert f"new in the answer: 1 article: {id}" in replayed.stderr
    typed("search", "strike", "--limit", "3", "--receipt", file)
    add(archive, tmp_path, text=RECORD["text"] + " Nobody came to the strike.")
    told = json.loads(typed("replay", file, "--json").stdout)
    assert (told["same"], told["corrected"], told["added"]) == (False, [id], [])
    assert told["now"]["revision"] > told["then"]["revision"]


def test_what_was_withdrawn_is_told(typed: Typed, archive: Path, tmp_path: Path) -> None:
    id = add(archive, tmp_path)
    typed("show", id, "--receipt", str(tmp_path / "r"))
    with Store.open(archive, write=True) as store:
        store.keep([Withdrawal(url="", external_id="1", source="harbour.example")])
    replayed = typed("replay", str(tmp_path / "r"))
    assert (replayed.exit_code, replayed.stdout) == (1, "")
    assert f"withdrawn: 1 article: {id}" in replayed.stderr
    assert "asked again, it says" in replayed.stderr


def test_a_change_that_does_not_touch_the_answer_is_a_note(typed: Typed, archive: Path, tmp_path: Path) -> None:
    typed("connect", "Quillan", "Skarrow", "--receipt", str(tmp_path / "r"))
    add(archive, tmp_path, title="Bread", text="Bread is dear.", date="2019-01-01")
    replayed = typed("replay", str(tmp_path / "r"))
    assert replayed.exit_code in (0, 1)
    assert "the archive shows other articles" in replayed.stderr


def test_a_decision_is_told(typed: Typed, archive: Path, tmp_path: Path) -> None:
    typed("near", "Quillan", "--receipt", str(tmp_path / "r"))
    with newsgraph.open_archive(archive) as opened:
        opened.judge(opened.proposed("rename", ["Marta Quillan", "M. Quillan"], because="a test", who="ana"))
    replayed = typed("replay", str(tmp_path / "r"))
    assert replayed.exit_code == 1
    assert "decisions: 0 then, 1 now" in replayed.stderr


def test_a_draft_is_kept_with_what_was_related_to_it(typed: Typed, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(
        "Strike at Port Averin\n\nDockers in Port Averin walked out, said Marta Quillan.", encoding="utf-8"
    )
    plain = typed("related", "--text", str(draft))
    kept = typed("related", "--text", str(draft), "--receipt", str(tmp_path / "r"))
    assert kept.stdout == plain.stdout != ""
    piped = typed("related", "--text", "-", "--receipt", str(tmp_path / "s"), stdin=draft.read_text(encoding="utf-8"))
    assert piped.stdout == plain.stdout
    draft.unlink()
    assert typed("replay", str(tmp_path / "r")).exit_code == 0
    assert (tmp_path / "r").read_bytes() == (tmp_path / "s").read_bytes()


def test_that_nothing_was_found_is_an_answer_too(typed: Typed, tmp_path: Path) -> None:
    kept = typed("search", "xylophone", "--receipt", str(tmp_path / "r"))
    assert kept.exit_code == 1
    assert typed("replay", str(tmp_path / "r")).exit_code == 0


def test_what_fails_leaves_no_receipt(typed: Typed, tmp_path: Path) -> None:
    assert typed("near", "Nobody At All", "--receipt", str(tmp_path / "r")).exit_code == 1
    assert not (tmp_path / "r").exists()


def test_a_receipt_goes_into_a_file_or_a_pipe_with_a_name(typed: Typed) -> None:
    assert typed("entities", "--receipt", "-").exit_code == 2
    assert typed("entities", "--receipt", "/dev/null").exit_code == 0
    assert Path("/dev/null").is_char_device()
    assert typed("entities", "--receipt", "/nowhere/at/all").exit_code == 3


@pytest.mark.parametrize("text", ["", "nonsense", "{}", '{"format_version": 1, "verb": "rebuild"}'])
def test_what_is_no_receipt_is_refused(typed: Typed, tmp_path: Path, text: str) -> None:
    (tmp_path / "r").write_text(text, encoding="utf-8")
    refused = typed("replay", str(tmp_path / "r"))
    assert refused.exit_code == 2
    assert "is no receipt" in refused.stderr


def test_a_receipt_can_ask_nothing_but_what_answers(typed: Typed, tmp_path: Path) -> None:
    typed("entities", "--receipt", str(tmp_path / "r"))
    told = json.loads((tmp_path / "r").read_text(encoding="utf-8"))
    (tmp_path / "r").write_text(json.dumps({**told, "verb": "rebuild"}), encoding="utf-8")
    assert typed("replay", str(tmp_path / "r")).exit_code == 2


def test_an_answer_that_was_changed_by_hand_is_no_receipt(typed: Typed, tmp_path: Path) -> None:
    typed("entities", "--receipt", str(tmp_path / "r"))
    text = (tmp_path / "r").read_text(encoding="utf-8")
    (tmp_path / "r").write_text(text.replace("Port Averin", "Port Merrin"), encoding="utf-8")
    refused = typed("replay", str(tmp_path / "r"))
    assert refused.exit_code == 2
    assert "sha256" in refused.stderr
