"""What is to be typed next asks the archive that was asked."""

import shlex
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from newsgraph_cli.app import commands, load
from newsgraph_cli.speaking import ASKING, speak_of, to_type
from typer.testing import Result

from newsgraph.answers import Problem
from newsgraph.errors import UnknownName
from newsgraph.raw import Rejection

Typed = Callable[..., Result]
HERE = {"NEWSGRAPH_INDEX": "here"}


@pytest.mark.parametrize(
    ("words", "env", "told"),
    [
        ((), {}, "newsgraph show"),
        ((), HERE, "newsgraph show"),
        (("--index", "here"), HERE, "newsgraph show"),
        (("--index", "here"), {}, "newsgraph show --index here"),
        (("--index", "there"), HERE, "newsgraph show --index there"),
        (("--index", "indexes/default"), {}, "newsgraph show"),
        (("--index", "indexes/default"), HERE, "newsgraph show --index indexes/default"),
        (("--index", "old news/$1"), {}, "newsgraph show --index 'old news/$1'"),
    ],
)
def test_a_hint_repeats_the_archive_unless_it_is_asked_anyway(
    typed: Typed, archive: Any, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], env: dict[str, str], told: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise UnknownName("it has no version 7", hint="newsgraph show article/3f --versions")

    monkeypatch.setattr(archive, "article", fail)
    hint = typed("show", "article/3f", *words, **env).stderr.splitlines()[-1]
    assert hint == f"hint:  {told} article/3f --versions"


@pytest.mark.parametrize(
    ("hint", "told"),
    [
        ("newsgraph search WORDS prints ids", "newsgraph search --index here WORDS prints ids"),
        ("newsgraph judge log", "newsgraph judge log --index here"),
        ("save it, then newsgraph add FILE", "save it, then newsgraph add --index here FILE"),
        ("newsgraph rebuild --index there", "newsgraph rebuild --index there"),
        ("newsgraph judge --help", "newsgraph judge --help"),
        ("newsgraph extract FILE", "newsgraph extract FILE"),
        ("newsgraph demo", "newsgraph demo"),
        ("pip install 'newsgraph[web]'", "pip install 'newsgraph[web]'"),
        ("type more of the id", "type more of the id"),
    ],
)
def test_commands_of_archives_alone_get_it_and_none_gets_it_twice(hint: str, told: str) -> None:
    speak_of("here")
    assert to_type(hint) == told
    speak_of("")
    assert to_type(hint) == hint


def test_the_next_command_does_not_repeat_the_last_ones_archive(typed: Typed, archive: Any) -> None:
    archive.problems = (Problem("the text index is behind", "newsgraph rebuild"),)
    first = typed("verify", "--format", "text", "--index", "here").stderr.splitlines()[-1]
    second = typed("verify", "--format", "text").stderr.splitlines()[-1]
    assert (first, second) == ("hint:  newsgraph rebuild --index here", "hint:  newsgraph rebuild")


def test_what_is_rejected_says_how_to_fetch_it_into_the_same_archive(
    typed: Typed, archive: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = "a sitemap; to fetch them: newsgraph add --follow map.xml"
    report = archive.add([])
    refused = replace(report, rejected=(Rejection("map.xml", reason),), rejected_count=1, notices=())
    monkeypatch.setattr(archive, "add", lambda *_, **__: refused)
    assert "newsgraph add --index here --follow map.xml" in typed("add", "map.xml", "--index", "here").stderr


def test_the_verbs_that_ask_an_archive_are_those_with_its_flag() -> None:
    asking = {verb for verb in commands() if any("--index" in param.opts for param in load(verb).params)}
    assert asking - {"demo"} == set(ASKING.split("|"))


@pytest.mark.parametrize("verb", ASKING.split("|"))
def test_the_flag_may_stand_right_behind_the_verb(verb: str) -> None:
    needed = {"search": "ferry", "show": "x", "entity": "Quill", "why": "x y", "add": "news"}
    needed |= {"judge undo": "3", "judge replay": "x", "judge rename": "x y --because x", "judge hide": "x --because x"}
    needed |= {f"judge {verdict}": "x y --because x" for verdict in ("same", "different", "place", "home")}
    needed |= {"copies": "x", "near": "Quill", "connect": "Quill Skerrin", "timeline": "ferry"}
    needed |= {"export": "--format gexf", "replay": "receipt.json"}
    needed |= {
        "site": "out",
        "rules": "check rules.toml",
        "listed": "x",
        "watch": "feeds.toml",
        "suggest": "x",
        "story": "x",
        "chain": "x y",
    }
    needed |= {"gazetteer": "add CD.txt", "reindex": "--engine whoosh"}
    typed = ["--index", "here", *shlex.split(needed.get(verb, ""))]
    made = load(verb).make_context(verb, typed)
    assert str(made.params["index"]) == "here"
