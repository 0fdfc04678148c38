"""In which form does an answer leave?"""

import csv
import io
import json
from collections.abc import Callable

import pytest
from newsgraph_cli import search, show, stats
from typer.testing import Result

from newsgraph.serving import AddWire, ArticleWire, SearchWire, StatsWire, VerifyWire, VersionsWire

Typed = Callable[..., Result]


def test_a_pipe_gets_one_record_a_line_with_the_id_first(typed, archive) -> None:
    lines = typed("search", "ferry").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == [article.id for article in archive.held]
    assert all(len(line.split("\t")) == len(search.COLUMNS) for line in lines)


def test_a_record_holds_the_documented_columns(typed, archive) -> None:
    first = typed("search", "ferry").stdout.splitlines()[0].split("\t")
    record = dict(zip([column.name for column in search.COLUMNS], first, strict=True))
    assert record["published"] == "2014-06-03T14:05:00Z"
    assert record["source"] == "harbourpost.example"
    assert record["authors"] == "Mara Quill; Tom Reyes"
    assert record["score"] == "2.5000"


def test_the_columns_of_a_search_are_never_moved() -> None:
    """Scripts count on them: a new one goes to the end, and only then does this list grow."""
    names = [column.name for column in search.COLUMNS]
    assert names[:8] == ["id", "published", "source", "title", "url", "authors", "score", "highlight"]


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        (("search", "ferry"), search.COLUMNS),
        (("show", "article/"), show.COLUMNS),
        (("show", "article/", "--zones"), show.ZONE_COLUMNS),
        (("show", "article/", "--versions"), show.VERSION_COLUMNS),
        (("stats",), stats.COLUMNS),
    ],
)
def test_tsv_and_csv_have_the_same_columns_under_a_header(typed: Typed, words, columns) -> None:
    names = [column.name for column in columns]
    tsv = [line.split("\t") for line in typed(*words, "--format", "tsv").stdout.splitlines()]
    table = list(csv.reader(io.StringIO(typed(*words, "--format", "csv").stdout)))
    assert tsv[0] == table[0] == names
    assert len(tsv) == len(table) > 1
    assert {len(row) for row in tsv} == {len(names)}


@pytest.mark.parametrize(
    ("words", "model"),
    [
        (("search", "ferry", "--facets"), SearchWire),
        (("show", "article/"), ArticleWire),
        (("show", "article/", "--versions"), VersionsWire),
        (("stats",), StatsWire),
        (("verify",), VerifyWire),
        (("add", "news/"), AddWire),
    ],
)
def test_json_is_one_document_of_the_documented_shape(typed: Typed, words, model) -> None:
    document = json.loads(typed(*words, "--json").stdout)
    assert document["format_version"] == 1
    assert model.model_validate_json(json.dumps(document)).model_dump(mode="json") == document


def test_json_of_a_search_says_all_that_the_answer_holds(typed: Typed) -> None:
    document = json.loads(typed("search", "ferry", "--json", "--facets").stdout)
    assert document["total"] == 3
    assert document["read_as"] == "ferry"
    assert document["facets"]["source"] == [{"value": "harbourpost.example", "articles": 2, "id": ""}]
    hit = document["hits"][0]
    assert set(hit) == {"id", "title", "url", "source", "authors", "published", "score", "highlights", "outlets"}
    passage = hit["highlights"][0]
    assert [passage["text"][start:end] for start, end in passage["marks"]] == ["ferry"]


def test_json_of_an_add_names_every_rejection_and_its_reason(typed: Typed) -> None:
    document = json.loads(typed("add", "news/", "--json").stdout)
    assert document["rejected"] == [{"location": "news/empty.html", "reason": "is empty: expected an article"}]
    counted = document["added"] + document["updated"] + document["unchanged"] + document["withdrawn"]
    assert document["read"] == counted + len(document["rejected"])
    assert document["seconds"] == 0.25


def test_jsonl_is_one_json_record_a_line(typed: Typed, archive) -> None:
    records = [json.loads(line) for line in typed("search", "ferry", "--jsonl").stdout.splitlines()]
    assert [record["id"] for record in records] == [article.id for article in archive.held]
    outcomes = [json.loads(line)["outcome"] for line in typed("add", "news/", "--jsonl").stdout.splitlines()]
    assert outcomes == ["kept", "kept", "kept", "rejected"]


@pytest.mark.parametrize("asked", [("--json", "--jsonl"), ("--json", "--format", "csv")])
def test_two_forms_at_once_are_refused(typed: Typed, asked) -> None:
    result = typed("search", "ferry", *asked)
    assert result.exit_code == 2
    assert "expected one form" in result.stderr


def test_format_json_is_json(typed: Typed) -> None:
    assert typed("stats", "--format", "json").stdout == typed("stats", "--json").stdout


def test_add_in_a_pipe_writes_the_ids_and_says_the_rest_on_stderr(typed: Typed, archive) -> None:
    result = typed("add", "news/")
    assert result.stdout.splitlines() == [article.id for article in archive.held]
    assert "4 articles read" in result.stderr
    assert "rejected: news/empty.html: is empty: expected an article" in result.stderr


def test_an_article_in_a_pipe_is_one_line_however_many_paragraphs(typed: Typed) -> None:
    (line,) = typed("show", "article/").stdout.splitlines()
    assert "since 1911. Dockers" in line.split("\t")[-1]


def test_zones_in_a_pipe_are_one_a_line_and_their_offsets_hold(typed: Typed, archive) -> None:
    rows = [line.split("\t") for line in typed("show", "article/", "--zones").stdout.splitlines()]
    text = archive.held[0].text
    assert [row[1] for row in rows] == ["title", "standfirst", "body", "body", "bio", "furniture"]
    assert all(text[int(row[2]) : int(row[3])] == row[5] for row in rows)


def test_explain_query_writes_the_tree_and_searches_nothing(typed: Typed, archive) -> None:
    result = typed("search", "ferry", "--explain-query")
    assert result.stdout == "AND\n  ferry\n"
    assert "search" not in [name for name, _ in archive.calls]
    assert json.loads(typed("search", "ferry", "--explain-query", "--json").stdout)["tree"] == "AND\n  ferry"


def test_quiet_leaves_stderr_empty(typed: Typed, archive) -> None:
    archive.notes = ("the bracket was never closed: searched as a word",)
    assert typed("search", "ferry").stderr
    assert typed("search", "ferry", "--quiet").stderr == ""


def test_a_note_on_the_query_goes_to_stderr_with_how_it_was_read(typed: Typed, archive) -> None:
    archive.notes = ("the bracket was never closed: searched as a word",)
    result = typed("search", "(ferry")
    assert result.stderr.splitlines() == [
        "note: the bracket was never closed: searched as a word",
        "note: read as ferry",
    ]
