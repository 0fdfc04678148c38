"""How does a command end? An exit code that scripts can trust, an error in one line, its hint in the next."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from newsgraph.answers import ArticleIds, IngestReport, Problem
from newsgraph.errors import (
    ArchiveDamaged,
    ArchiveLocked,
    ArchiveNotFound,
    ArchiveOutdated,
    EngineMissing,
    NewsgraphError,
    UnknownName,
    UsageError,
)

Typed = Callable[..., Result]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("search", "ferry"), 0),
        (("search", "nosuchword"), 1),
        (("search", "nosuchword", "--json"), 1),
        (("search", "ferry", "--limit", "0"), 0),
        (("search", "ferry", "--offset", "50"), 1),
        (("search", "ferry", "--explain-query"), 0),
        (("show", "article/"), 0),
        (("show", "article/zzz"), 1),
        (("stats",), 0),
        (("verify",), 0),
        (("rebuild",), 0),
        (("reindex", "--engine", "whoosh"), 0),
        (("add", "news/"), 1),  # one was rejected
        (("search", "ferry", "--index", "nowhere"), 3),
        (("--version",), 0),
        (("--help",), 0),
        ((), 2),
        (("serch", "x"), 2),
        (("search",), 2),
        (("search", "x", "--limti", "5"), 2),
        (("search", "x", "--limit", "-1"), 2),
        (("search", "x", "--limit", "many"), 2),
        (("search", "x", "--sort", "best"), 2),
        (("search", "x", "--format", "xml"), 2),
        (("stats", "--jsno"), 2),
        (("stats", "extra"), 2),
        (("reindex",), 2),
        (("reindex", "--engine", "lucene"), 2),
        (("show", "article/", "--versions", "--zones"), 2),
        (("show", "article/", "--version", "0"), 2),
        (("add", "x", "--map", "headline"), 2),
        (("add", "x", "--map", "headlin=h"), 2),
        (("add", "x", "--format", "docx"), 2),
        (("demo", "--examples", "nowhere"), 2),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, tuple) else None,
)
def test_the_exit_code_tells(typed: Typed, words: tuple[str, ...], code: int) -> None:
    result = typed(*words)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ArchiveNotFound, 3),
        (ArchiveLocked, 3),
        (ArchiveDamaged, 3),
        (ArchiveOutdated, 3),
        (EngineMissing, 3),
        (UsageError, 2),
        (UnknownName, 1),
        (NewsgraphError, 1),
    ],
)
def test_an_error_is_one_line_and_its_hint_the_next(
    typed: Typed, archive: Any, monkeypatch: pytest.MonkeyPatch, error: type[NewsgraphError], code: int
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error("it is\nbroken\x1b[2J", hint="mend it")

    monkeypatch.setattr(archive, "search", fail)
    result = typed("search", "ferry")
    assert result.exit_code == code
    assert result.stderr == "error: it is broken␛[2J\nhint:  mend it\n"
    assert result.stdout == ""


def test_what_the_system_refuses_is_one_line_too(typed: Typed, archive: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device", "indexes/default/archive.db")

    monkeypatch.setattr(archive, "add", full)
    result = typed("add", "news/")
    assert result.exit_code == 3
    assert result.stderr.startswith("error: indexes/default/archive.db: No space left on device\nhint:  ")


def test_a_fault_of_ours_is_not_dressed_up(typed: Typed, archive: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "search", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        typed("search", "ferry")


def test_ctrl_c_ends_with_130_and_says_what_is_kept(
    typed: Typed, archive: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(archive, "add", interrupted)
    result = typed("add", "news/")
    assert result.exit_code == 130
    assert result.stderr.startswith("error: interrupted\nhint:  what was committed is kept")


def test_a_mistyped_verb_or_flag_is_met_with_the_right_one(typed: Typed) -> None:
    assert "did you mean 'search'?" in typed("serch", "x").stderr
    assert "did you mean --help?" in typed("search", "-h").stderr
    assert "did you mean --limit?" in typed("search", "x", "--limti", "5").stderr
    assert typed("search", "x", "--sort", "best").stderr.splitlines() == [
        "error: invalid value for '--sort': found 'best', expected score, newest or oldest",
        "hint:  newsgraph search --help",
    ]


def test_a_minus_before_a_word_excludes_it_and_is_no_flag(typed: Typed, archive: Any) -> None:
    typed("search", "ferry", "-strike", "+council", "--limit", "3")
    (query, options) = archive.calls[-1][1]
    assert query == "ferry -strike +council"
    assert options["limit"] == 3


def test_after_two_dashes_everything_is_a_word(typed: Typed, archive: Any) -> None:
    assert typed("search", "--", "ferry", "-5").exit_code in (0, 1)
    assert archive.calls[-1][1][0] == "ferry -5"


def test_bytes_that_are_no_text_become_a_query_that_can_be_shown(typed: Typed, archive: Any) -> None:
    result = typed("search", "ferry\udcff", "--json")
    assert archive.calls[-1][1][0] == "ferry\ufffd"
    assert result.exit_code in (0, 1)


@pytest.mark.parametrize(
    ("words", "env", "folder"),
    [
        ((), {}, "indexes/default"),
        ((), {"NEWSGRAPH_INDEX": "elsewhere"}, "elsewhere"),
        (("--index", "here"), {"NEWSGRAPH_INDEX": "elsewhere"}, "here"),
    ],
)
def test_the_archive_is_the_flag_else_the_environment_else_the_default(
    typed: Typed, archive: Any, words: tuple[str, ...], env: dict[str, str], folder: str
) -> None:
    typed("stats", *words, **env)
    assert archive.calls[0] == ("open", (str(Path(folder)), False, ""))


def test_add_hands_on_everything_that_was_asked(typed: Typed, archive: Any) -> None:
    typed(
        *("add", "a.csv", "-", "--format", "csv", "--map", "title=headline", "--map", "text=story=1"),
        *("--engine", "whoosh", "--follow", "--allow-private", "--workers", "3"),
    )
    assert archive.calls[0] == ("open", ("indexes/default", True, "whoosh"))
    locations, options = archive.calls[1][1]
    assert locations == ["a.csv", "-"]
    assert options == {
        "format": "csv",
        "mapping": {"title": "headline", "text": "story=1"},
        "follow": True,
        "allow_private": True,
        "workers": 3,
        "watch": None,
    }


@pytest.mark.parametrize(
    ("report", "code", "said"),
    [
        ({"read": 3, "added": 3}, 0, "3 articles read in 2.0 seconds (1.5 a second): 3 added"),
        ({"read": 3, "unchanged": 3}, 0, "3 articles read in 2.0 seconds (1.5 a second): 3 unchanged"),
        ({"read": 0}, 1, "no article found in 2.0 seconds: nothing was there"),
    ],
)
def test_add_says_what_became_of_what_was_read(
    typed: Typed, archive: Any, report: dict[str, int], code: int, said: str
) -> None:
    counts = {"read": 0, "added": 0, "updated": 0, "unchanged": 0, "withdrawn": 0, **report}
    archive.report = IngestReport(**counts, rejected_count=0, rejected=(), notices=(), ids=ArticleIds(), seconds=2.0)
    result = typed("add", "news/")
    assert (result.exit_code, result.stderr) == (code, f"note: {said}\n")


def test_many_rejections_are_counted_where_they_are_not_shown(typed: Typed, archive: Any) -> None:
    from newsgraph.raw import Rejection

    rejected = tuple(Rejection(f"{n}.html", "is empty") for n in range(25))
    archive.report = IngestReport(
        **dict.fromkeys(("added", "updated", "unchanged", "withdrawn"), 0),
        read=25,
        rejected_count=25,
        rejected=rejected,
        notices=rejected[:7],
        ids=ArticleIds(),
        seconds=0.1,
    )
    lines = typed("add", "news/").stderr.splitlines()
    assert len([line for line in lines if line.startswith("rejected: ")]) == 10
    assert "and 15 more rejected: --json lists them" in lines
    assert lines[-1] == "note: and 2 more left out on purpose: --json lists them"


def test_verify_names_each_problem_and_the_command_that_mends_it(typed: Typed, archive: Any) -> None:
    archive.problems = (Problem("the text index is behind", "newsgraph rebuild"),)
    result = typed("verify", "--format", "text")
    assert result.exit_code == 3
    assert result.stderr == "error: the text index is behind\nhint:  newsgraph rebuild\n"
    assert typed("verify").stdout == "the text index is behind\tnewsgraph rebuild\n"
