"""What an article says is data: it neither moves the cursor nor runs in a spreadsheet."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsgraph_cli.words import UNSAFE, in_place, kept_lines, plain
from typer.testing import Result

Typed = Callable[..., Result]
VERBS = [
    ("search", "ferry", "--facets"),
    ("search", "ferry", "--explain-query"),
    ("show", "article/"),
    ("show", "article/", "--zones"),
    ("show", "article/", "--versions"),
    ("stats",),
]
FORMS = ["text", "lines", "tsv", "csv", "json", "jsonl"]


@pytest.fixture
def hostile(archive: Any) -> Any:
    """An archive whose one article tries to clear the screen, ring, rename the window and turn text round."""
    from dataclasses import replace

    from newsgraph.article import Part, ZoneKind, compose

    text, zones = compose(
        [
            Part(ZoneKind.TITLE, "Ferry\x1b[31m red\x07 \x9b2J\u202ekcab"),
            Part(ZoneKind.BODY, "=1+1 is\ta ferry\x1b]0;owned\x07\x7f sum"),
            Part(ZoneKind.BIO, "A\x1bbout", "Ma\x1bra"),
        ]
    )
    strange = "=cmd|' /C calc'!A0\x1b[2J"
    first = replace(archive.held[0], text=text, zones=zones, source=strange, authors=(strange,), tags=(strange,))
    archive.held = (first,)
    archive.notes = ("note\x1b[31m",)
    return archive


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_no_control_character_reaches_the_terminal(typed: Typed, hostile: Any, words, form: str) -> None:
    result = typed(*words, "--format", form)
    for stream in (result.stdout, result.stderr):
        assert not UNSAFE.search(stream.replace("\t", "").replace("\n", ""))


def test_json_escapes_what_it_may_not_show_and_loses_nothing(typed: Typed, hostile: Any) -> None:
    document = json.loads(typed("show", "article/", "--json").stdout)
    assert document["text"] == hostile.held[0].text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_spreadsheet_is_given_no_formula(typed: Typed, archive: Any, cell: str) -> None:
    from dataclasses import replace

    archive.held = (replace(archive.held[0], source=cell),)
    table = list(csv.DictReader(io.StringIO(typed("search", "ferry", "--format", "csv").stdout)))
    assert table[0]["source"] == f"'{cell}"
    assert f"\t{cell}\t" in typed("search", "ferry").stdout


@settings(deadline=None)  # a busy machine is not a failure
@given(st.text())
def test_plain_words_are_one_safe_line(text: str) -> None:
    shown = plain(text)
    assert not UNSAFE.search(shown)
    assert shown == " ".join(shown.split())


@settings(deadline=None)  # a busy machine is not a failure
@given(st.text())
def test_plain_changes_no_letter(text: str) -> None:
    letters = "".join(c for c in text if c.isalnum())
    assert "".join(c for c in plain(text) if c.isalnum()) == letters


@settings(deadline=None)  # a busy machine is not a failure
@given(st.text())
def test_offsets_hold_in_text_made_safe_in_place(text: str) -> None:
    assert len(in_place(text)) == len(text)
    assert not UNSAFE.search(in_place(text))


@settings(deadline=None)  # a busy machine is not a failure
@given(st.text())
def test_lines_are_kept_where_lines_are_meant(text: str) -> None:
    assert kept_lines(text).count("\n") == text.replace("\r\n", "\n").count("\n")
    assert not UNSAFE.search(kept_lines(text))
