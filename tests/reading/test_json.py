import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading import SCHEMA
from newsgraph.reading.json_values import values
from newsgraph.reading.records import Columns, article_of
from newsgraph.reading.stream import Stream

Read = Callable[..., list[Any]]


def of(**record: object) -> RawArticle:
    return article_of(Columns({}).fields(record), location="x", format="jsonl")


def test_each_line_is_an_article_named_by_its_line(read_bytes: Read) -> None:
    first, garbage, second = read_bytes('{"text": "The tide."}\n\n{"text": "The ti\n{"title": "T", "text": "Out."}\n')
    assert first.location == "-:1"
    assert garbage == Rejection("-:3", garbage.reason)
    assert garbage.reason.startswith("no JSON: ")
    assert (second.location, second.title, second.body_text) == ("-:4", "T", "Out.")


@pytest.mark.parametrize("text", ["[%s, %s]", "[\n%s,\n%s\n]\n", "\ufeff[%s\n,%s]"])
def test_an_array_is_read_item_by_item(text: str, read_bytes: Read) -> None:
    found = read_bytes(text % ('{"id": 1, "text": "a"}', '{\n"id": 2, "text": "b"}'))
    assert [(article.location, article.external_id) for article in found] == [("-#1", "1"), ("-#2", "2")]


@pytest.mark.parametrize("indent", [None, 2])
def test_one_object_is_one_article(indent: int | None, read_one: Callable[..., RawArticle]) -> None:
    assert read_one(json.dumps({"title": "Quay", "text": "The quay."}, indent=indent)).title == "Quay"


def test_every_field_of_the_schema_arrives() -> None:
    article = of(
        id=7,
        title="Quay",
        text="Shut.",
        url="https://b.example/q",
        source="The Brennick Bell",
        date="2024-05-01",
        updated="2024-05-02",
        authors=["Ada Orrin", "Per Lind"],
        byline="By Ada Orrin",
        tags=["port", "port", "strike"],
        section="Local",
        language="en",
        standfirst="No ferries.",
        dateline="BRENNICK",
        origin="wire.example",
        toponyms=[{"start": 2, "end": 4, "name": "Quay"}, {"start": 0, "end": 1}, {"start": "no span"}, 5],
    )
    assert article == RawArticle(
        location="x",
        format="jsonl",
        external_id="7",
        title="Quay",
        body_text="Shut.",
        url="https://b.example/q",
        source="The Brennick Bell",
        published="2024-05-01",
        updated="2024-05-02",
        authors=("Ada Orrin", "Per Lind"),
        byline="By Ada Orrin",
        tags=("port", "strike"),
        section="Local",
        language="en",
        standfirst="No ferries.",
        dateline="BRENNICK",
        origin="wire.example",
        spans=((0, 1), (2, 4)),
        counted=True,
    )


def test_no_name_in_the_schema_means_two_things() -> None:
    names = [name for field, (_, synonyms) in SCHEMA.items() for name in (field, *synonyms)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        ({"Body": "a"}, "body_text", "a"),
        ({"articleBody": "a"}, "body_text", "a"),
        ({"text": "a", "content": "b"}, "body_text", "a"),
        ({"content": "b", "text": "a"}, "body_text", "a"),
        ({"text": "", "content": "b"}, "body_text", "b"),
        ({"html": "<p>a</p>", "text": "a"}, "body_html", "<p>a</p>"),
        ({"text": " <p>a</p>"}, "body_html", " <p>a</p>"),
        ({"text": "<CHEM> rose"}, "body_text", "<CHEM> rose"),
        ({"text": "<A/S Norske Skip>, it said"}, "body_text", "<A/S Norske Skip>, it said"),
        ({"text": '<a href="/q">Quay</a> shut'}, "body_html", '<a href="/q">Quay</a> shut'),
        ({"html": "<!doctype html><p>a"}, "page", "<!doctype html><p>a"),
        ({"text": "a", "author": "By Ada Orrin and Per Lind"}, "byline", "By Ada Orrin and Per Lind"),
        ({"text": "a", "author": "Ada Orrin; Per Lind"}, "authors", ("Ada Orrin", "Per Lind")),
        ({"text": "a", "author": {"name": "Ada Orrin"}}, "authors", ("Ada Orrin",)),
        (
            {"text": "a", "authors": [{"name": "Ada Orrin"}, "Per Lind", ""]},
            "authors",
            ("Ada Orrin", "Per Lind"),
        ),
        ({"text": "a", "author": ""}, "authors", ()),
        ({"text": "a", "keywords": "port, strike"}, "tags", ("port", "strike")),
        ({"text": "a", "keywords": "port, north; strike"}, "tags", ("port, north", "strike")),
        ({"text": "a", "topic": "port"}, "tags", ("port",)),
        ({"text": "a", "source": "The Bell", "source_url": "bell.example"}, "source", "bell.example"),
        ({"text": "a", "timestamp": 1714564800}, "published", "2024-05-01T12:00:00+00:00"),
        ({"text": "a", "timestamp": "1714564800000"}, "published", "2024-05-01T12:00:00+00:00"),
        ({"text": "a", "date": "20240501"}, "published", "20240501"),
        ({"text": "a", "date": "2024050112"}, "published", "2024050112"),
        ({"text": "a", "date": "202405011200"}, "published", "202405011200"),
        ({"text": "a", "date": 20240501120000}, "published", "20240501120000"),
        ({"text": "a", "date": 1714564800.25}, "published", "2024-05-01T12:00:00+00:00"),
        ({"text": "a", "date": "13-MAR-1987 14:24:53.75"}, "published", "13-MAR-1987 14:24:53.75"),
        ({"text": "a", "publishedAt": "2024"}, "published", "2024"),
    ],
)
def test_records_as_people_have_them(record: dict[str, object], field: str, value: object) -> None:
    assert getattr(of(**record), field) == value


def test_a_record_with_only_a_summary_is_partial() -> None:
    article = of(title="Quay", summary="Shut since Monday.")
    assert (article.partial, article.body_text) == (True, "Shut since Monday.")


def test_a_record_without_text_is_refused() -> None:
    with pytest.raises(ArticleRejected, match="no text"):
        of(title="Quay", text="  ")


def test_a_withdrawn_record_needs_no_text() -> None:
    article = of(id="7", source="b.example", withdrawn=True)
    assert (article.withdrawn, article.external_id, article.source) == (True, "7", "b.example")


def test_columns_are_mapped_and_the_unused_ones_told(read_bytes: Read) -> None:
    heard: list[tuple[str, str]] = []
    line = '{"kop": "Staking", "tekst": "De haven.", "mood": "grim", "text": "other"}\n'
    options = {"mapping": {"title": "kop", "text": "tekst"}, "notice": lambda *told: heard.append(told)}
    first, _ = read_bytes(line * 2, **options)
    assert (first.title, first.body_text) == ("Staking", "De haven.")
    assert heard == [("-", "not used: mood")]


@pytest.mark.parametrize("line", ["1", "null", '"text"', "[1]", "{}", "[]"])
def test_a_line_that_is_no_record_is_refused(line: str, read_bytes: Read) -> None:
    _, rejection = read_bytes('{"text": "a"}\n' + line + "\n")
    assert isinstance(rejection, Rejection)
    assert rejection.location == "-:2"


def test_half_a_character_and_bad_bytes_do_no_harm(read_bytes: Read) -> None:
    lone, bad = read_bytes(b'{"title": "a", "text": "x \\ud83d y"}\n{"text": "caf\xe9"}\n')
    assert lone.body_text == "x \ufffd y"
    assert bad.body_text == "café"


def test_utf16_lines_are_read(read_bytes: Read) -> None:
    assert [a.body_text for a in read_bytes('{"text": "Fähre"}\n{"text": "Kai"}\n'.encode("utf-16"))] == [
        "Fähre",
        "Kai",
    ]


def test_an_array_cut_off_gives_what_came_before(read_bytes: Read) -> None:
    *found, last = read_bytes('[{"text": "a"}, {"text": "b"}, {"text": "c')
    assert [article.body_text for article in found] == ["a", "b"]
    assert "cut off" in last.reason
    *found, last = read_bytes('[{"text": "a"},')
    assert len(found) == 1
    assert "cut off" in last.reason


def test_a_long_line_is_refused_and_the_next_one_read(read_bytes: Read) -> None:
    data = '{"text": "a"}\n{"text": "%s"}\n{"text": "b"}\n' % ("long " * 500_000)
    first, long, last = read_bytes(data, largest=1 << 20)
    assert "longer than 1 MiB" in long.reason
    assert (first.body_text, last.location) == ("a", "-:3")


def test_a_long_value_in_an_array_is_refused(read_bytes: Read) -> None:
    _, long = read_bytes('[{"text": "a"}, {"text": "%s"}]' % ("long " * 1_000_000), largest=1 << 20)
    assert "larger than 1 MiB" in long.reason


@pytest.mark.parametrize("data", ['{"text": ' + "[" * 100_000, "[" * 100_000, '{"a":' * 5_000 + "1" + "}" * 5_000])
def test_deep_nesting_is_refused(data: str, refusal: Callable[..., str]) -> None:
    assert refusal(data, format="jsonl")


def test_endless_garbage_is_given_up(read_bytes: Read) -> None:
    found = read_bytes('{"text": "a"}\n' + "garbage\n" * 5_000)
    assert len(found) == 1_002
    assert "gave up" in found[-1].reason


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@settings(max_examples=50)
@given(st.lists(JSON), st.integers(0, 3))
def test_an_array_gives_its_items(items: list[object], indent: int) -> None:
    data = json.dumps(items, indent=indent or None).encode()
    assert list(values(Stream(BytesIO(data).read), 1 << 20)) == items


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(sorted(SCHEMA)), JSON))
def test_any_record_is_an_article_or_refused(record: dict[str, object]) -> None:
    try:
        assert of(**record).format == "jsonl"
    except ArticleRejected as refused:
        reason = str(refused)
    else:
        reason = "none needed"
    assert reason


@pytest.mark.parametrize("line", ["%", "1", "[]"])
def test_lines_upon_lines_without_an_object_are_given_up(line: str, read_bytes: Callable[..., list[Any]]) -> None:
    first, *refused, last = read_bytes('{"text": "The tide came in."}\n' + f"{line}\n" * 5_000, format="jsonl")
    assert first.body_text == "The tide came in."
    assert len(refused) == 1_000
    assert last.reason == "1,000 lines in a row are no JSON objects; gave up at line 1001"


def test_records_without_a_text_hide_no_article_behind_them(read_bytes: Callable[..., list[Any]]) -> None:
    *refused, last = read_bytes('{"title": "Tide"}\n' * 1_500 + '{"text": "The tide came in."}\n')
    assert len(refused) == 1_500
    assert last.body_text == "The tide came in."
