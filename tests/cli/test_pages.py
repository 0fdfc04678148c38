"""What does it look like on a terminal?"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsgraph_cli.search_page import quoted
from newsgraph_cli.words import counted, day, duration, listed, minute, month, rate, size
from typer.testing import Result

Typed = Callable[..., Result]


def test_a_hit_is_its_headline_then_its_facts_then_the_line_that_matches(typed: Typed) -> None:
    lines = typed("search", "ferry", "--format", "text").stdout.splitlines()
    assert lines[:4] == [
        "1  Council votes to close the Skerrin ferry",
        f"{'   ▤ harbourpost.example · 3 June 2014':<64}article/f5171f95",
        "   “The harbour council voted on Tuesday night to close the ferry between …”",
        "",
    ]


def test_a_passage_from_beside_the_article_says_from_where(typed: Typed) -> None:
    page = typed("search", "covered", "--format", "text").stdout
    assert "\n   bio: “Mara Quill has covered the harbour since 2003.”\n" in page


def test_a_wide_window_has_room_for_authors_and_the_whole_id(typed: Typed, archive: Any) -> None:
    facts = typed("search", "ferry", "--format", "text", COLUMNS="120").stdout.splitlines()[1]
    assert "✎ Mara Quill and Tom Reyes" in facts
    assert facts.endswith(archive.held[0].id)
    assert len(facts) == 100


def test_an_id_shown_in_a_narrow_window_names_its_article(typed: Typed, archive: Any) -> None:
    page = typed("search", "ferry", "--format", "text", COLUMNS="60").stdout
    for article, short in zip(archive.held, re.findall(r"article/\w+", page), strict=True):
        assert article.id.startswith(short)


@pytest.mark.parametrize("columns", ["40", "60", "80", "120", "200"])
@pytest.mark.parametrize(
    "words",
    [("search", "ferry", "--facets"), ("show", "article/"), ("show", "article/", "--zones"), ("stats",)],
)
def test_no_line_is_wider_than_the_window_or_ends_in_blanks(typed: Typed, words, columns: str) -> None:
    lines = typed(*words, "--format", "text", COLUMNS=columns).stdout.splitlines()
    urls = [line for line in lines if line.startswith("http")]
    assert all(len(line) <= int(columns) for line in lines if line not in urls)
    assert [line for line in lines if line != line.rstrip()] == []


def test_what_was_left_out_is_said_with_what_to_type_for_it(typed: Typed) -> None:
    page = typed("search", "ferry", "--format", "text", "--limit", "2").stdout
    assert page.endswith("3 articles match · 1 to 2 shown · 1 more: --offset 2\n")
    page = typed("search", "ferry", "--format", "text", "--limit", "2", "--offset", "2").stdout
    assert page.startswith("3  Undated ferry notice")
    assert page.endswith("3 articles match · number 3 shown\n")


def test_facets_say_what_they_count(typed: Typed) -> None:
    page = typed("search", "ferry", "--format", "text", "--facets").stdout
    assert "Of the 3 articles that match:" in page
    assert re.search(r"▤ Sources +Years\n2  harbourpost\.example   1  2014", page)


def test_an_article_reads_from_headline_to_id(typed: Typed, archive: Any) -> None:
    page = typed("show", "article/", "--format", "text").stdout
    assert page.splitlines()[:5] == [
        "Council votes to close the Skerrin ferry",
        "▤ harbourpost.example · 3 June 2014, 14:05 UTC · ✎ Mara Quill and Tom Reyes",
        "Local",
        "",
        "The last boat leaves on Monday.",
    ]
    assert "Copied from northwire.example (line 'Original Source:')" in page
    assert "Subscribe" not in page
    assert page.endswith(f"{archive.held[0].id} · 2 other zones of the page: --zones\n")


def test_zones_show_the_furniture_under_its_label(typed: Typed) -> None:
    page = typed("show", "article/", "--zones", "--format", "text").stdout
    assert " furniture  Subscribe to our newsletter" in page
    assert "      bio" in page


def test_versions_are_listed_first_to_last(typed: Typed) -> None:
    page = typed("show", "article/", "--versions", "--format", "text").stdout
    assert page.splitlines()[:2] == [
        "1  2 January 2024, 09:30 UTC  former   Council to vote",
        "2  2 January 2024, 09:30 UTC  current  Council votes to close the Skerrin ferry",
    ]


def test_stats_say_what_each_number_counts(typed: Typed) -> None:
    page = typed("stats", "--format", "text").stdout
    assert page.startswith("3 articles in indexes/default, published from 21 November 2013 to 3 June 2014\n")
    assert "1  of which only a summary has arrived" in page
    assert page.endswith("1.9 MB on disk (archive.db 1.4 MB, text 512 kB) · text engine tantivy\nrevision 7\n")


def test_an_empty_answer_offers_a_better_query(typed: Typed) -> None:
    result = typed("search", "fery", "--format", "text")
    assert result.stdout == ""
    assert result.stderr == "nothing matches fery\nhint:  did you mean ferry\n"


def test_colour_marks_the_matched_words_where_it_is_wanted(typed: Typed) -> None:
    words = ("search", "ferry", "--format", "text")
    assert "\x1b[1;33mferry\x1b[0m" in typed(*words, FORCE_COLOR="1").stdout
    assert "\x1b" not in typed(*words).stdout


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_escape_sequence_is_written_where_none_is_wanted(typed: Typed, env: dict[str, str]) -> None:
    assert "\x1b" not in typed("search", "ferry", "--format", "text", "--facets", **env).stdout
    assert "\x1b" not in typed("nosuch", **env).stderr


def test_forced_colour_never_reaches_a_record(typed: Typed) -> None:
    for form in ("lines", "tsv", "csv", "json", "jsonl"):
        assert "\x1b" not in typed("search", "ferry", "--format", form, FORCE_COLOR="1").stdout


PASSAGE = "Boats lay idle in the harbour while the crews of the ferry met for a second night and voted again."


@pytest.mark.parametrize(
    ("marks", "room", "shown"),
    [
        ((), 200, f"“{PASSAGE}”"),
        (((51, 56),), 40, "“… of the ferry met for a second …”"),
        (((0, 5),), 40, "“Boats lay idle in the harbour …”"),
        (((81, 86),), 40, "“… a second night and voted again.”"),
    ],
)
def test_a_passage_is_cut_between_words_around_what_matches(marks, room: int, shown: str) -> None:
    assert quoted(PASSAGE, marks, room=room).plain == shown


@settings(deadline=None)  # a busy machine is not a failure
@given(st.text(alphabet="ab c", max_size=200), st.integers(0, 200), st.integers(20, 120))
def test_a_quoted_passage_fits_and_its_match_is_in_it(text: str, at: int, room: int) -> None:
    marks = [(at, at + 1)] if at < len(text) and text[at] != " " else []
    line = quoted(text, marks, room=room)
    assert len(line.plain) <= room
    assert len([span for span in line.spans if span.style == "bold yellow"]) == len(marks)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (day(datetime(2014, 6, 3, 14, 5, tzinfo=UTC)), "3 June 2014"),
        (day(None), "no date"),
        (minute(datetime(2014, 6, 3, 14, 5, tzinfo=UTC)), "3 June 2014, 14:05 UTC"),
        (minute(datetime(2014, 6, 3, tzinfo=UTC)), "3 June 2014"),
        (month("2014-06"), "June 2014"),
        (month("2014-13"), "2014-13"),
        (counted(1, "article"), "1 article"),
        (counted(12_345, "article"), "12,345 articles"),
        (listed(["A"]), "A"),
        (listed(["A", "B"]), "A and B"),
        (listed(["A", "B", "C"]), "A, B and C"),
        (listed(["A", "B", "C", "D"], most=2), "A, B and 2 more"),
        (listed([]), ""),
        (size(512), "512 bytes"),
        (size(1_400_000), "1.4 MB"),
        (size(999_960), "1 MB"),
        (duration(0.04), "40 ms"),
        (duration(1.44), "1.4 seconds"),
        (duration(61), "1 min 1 s"),
        (duration(7500), "2 h 5 min"),
        (rate(1_640, 1.0), "1,640 a second"),
        (rate(3, 2.0), "1.5 a second"),
    ],
)
def test_numbers_and_dates_are_written_out(said: str, written: str) -> None:
    assert said == written
