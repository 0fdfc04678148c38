"""Which JSON leaves?"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from newsgraph.answers import (
    ArticleIds,
    Facet,
    FacetCount,
    Highlight,
    Hit,
    IngestReport,
    Problem,
    SearchResult,
    Stats,
    Version,
)
from newsgraph.article import Article, ArticleId, Evidence, Hyperlink, Part, ZoneKind, compose
from newsgraph.raw import Rejection
from newsgraph.serving import (
    AddWire,
    ArticleWire,
    SearchWire,
    StatsWire,
    VerifyWire,
    VersionsWire,
    Wire,
    json_schema,
)
from newsgraph.serving.schemas import DOCUMENTS

TEXT, ZONES = compose([Part(ZoneKind.TITLE, "Deal at dawn"), Part(ZoneKind.BODY, "The cranes “turn” again.")])
NOON = datetime(2024, 4, 19, 12, tzinfo=UTC)
words = st.text(max_size=40)
offsets = st.integers(0, 1000)
hits = st.builds(
    Hit,
    id=words.map(ArticleId),
    title=words,
    url=words,
    source=words,
    authors=st.tuples(words),
    published=st.none() | st.datetimes(timezones=st.just(UTC)),
    score=st.floats(allow_nan=False, allow_infinity=False),
    highlights=st.tuples(st.builds(Highlight, words, offsets, words, st.tuples(st.tuples(offsets, offsets)))),
)
results = st.builds(
    SearchResult,
    query=words,
    read_as=words,
    notes=st.tuples(words),
    did_you_mean=words,
    total=offsets,
    offset=offsets,
    hits=st.tuples(hits),
    facets=st.dictionaries(words, st.tuples(st.builds(Facet, words, offsets, words)), max_size=3),
)


def examples() -> Iterator[tuple[str, Wire]]:
    article = Article(
        id=ArticleId("article/1"),
        text=TEXT,
        zones=ZONES,
        published=NOON,
        links=(Hyperlink("https://a.example/", 14, 17),),
        evidence=(Evidence("published", "2024", "meta", True),),
    )
    rejected = (Rejection("a.html", "is empty"),)
    report = IngestReport(
        **dict.fromkeys(("added", "updated", "unchanged", "withdrawn"), 0),
        read=1,
        rejected_count=1,
        rejected=rejected,
        notices=rejected,
        ids=ArticleIds([ArticleId("article/00000000000000ff")]),
        seconds=0.1,
    )
    yield "article", ArticleWire.of(article)
    yield "add", AddWire.of(report)
    yield "versions", VersionsWire.of("article/1", [Version(1, 1, NOON, "Deal", False, True)])
    yield "verify", VerifyWire.of("indexes/demo", [Problem("it is behind", "newsgraph rebuild")])
    yield "stats", StatsWire.of(stats())


def stats() -> Stats:
    return Stats(
        folder="indexes/demo",
        format_version=3,
        engine="tantivy",
        revision=2,
        articles=1,
        versions=1,
        withdrawn=0,
        partial=0,
        undated=0,
        first=NOON,
        last=None,
        sources=(FacetCount("a.example", 1),),
        authors=(),
        languages=(),
        years=(),
        bytes_on_disk={"archive.db": 1},
    )


@pytest.mark.parametrize(("name", "document"), list(examples()), ids=[name for name, _ in examples()])
def test_a_document_reads_back_as_itself(name: str, document: Wire) -> None:
    assert type(document).model_validate_json(document.model_dump_json()) == document


@settings(deadline=None)  # a busy machine is not a failure
@given(results)
def test_every_search_result_becomes_json_and_back(result: SearchResult) -> None:
    document = SearchWire.of(result)
    again = SearchWire.model_validate_json(json.dumps(document.model_dump(mode="json")))
    assert again == document
    assert [hit.id for hit in again.hits] == [hit.id for hit in result.hits]
    assert [h.marks for hit in again.hits for h in hit.highlights] == [
        h.marks for hit in result.hits for h in hit.highlights
    ]


def test_an_article_keeps_its_text_and_the_offsets_into_it() -> None:
    document = dict(examples())["article"].model_dump(mode="json")
    assert [document["text"][z["start"] : z["end"]] for z in document["zones"]] == [
        "Deal at dawn",
        "The cranes “turn” again.",
    ]
    assert document["published"] == "2024-04-19T12:00:00Z"


def test_the_shape_and_the_archive_have_versions_of_their_own() -> None:
    document = StatsWire.of(stats())
    assert (document.format_version, document.archive_format) == (1, 3)


def test_outlets_and_authors_are_listed_in_part_and_counted_whole() -> None:
    many = tuple(FacetCount(f"author {at:03}", 1000 - at) for at in range(120))
    told = StatsWire.of(replace(stats(), authors=many)).model_dump(mode="json")
    assert [one["value"] for one in told["authors"]] == [value for value, _ in many[:50]]
    assert told["totals"] == {"sources": 1, "authors": 120}


@pytest.mark.parametrize("model", DOCUMENTS, ids=lambda model: model.__name__)
def test_every_document_pins_its_shape_and_refuses_unknown_fields(model: type[Wire]) -> None:
    schema = model.model_json_schema(mode="serialization")
    assert schema["properties"]["format_version"]["const"] == 1
    assert schema["additionalProperties"] is False
    with pytest.raises(ValidationError, match="extra_forbidden"):
        model.model_validate({"format_version": 1, "surprise": True})


def fields() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, model in json_schema()["$defs"].items():
        for field, facts in model["properties"].items():
            yield name, field, facts


def test_every_field_is_described() -> None:
    assert [(name, field) for name, field, facts in fields() if not facts.get("description")] == []


def test_every_example_is_one() -> None:
    """An example in the schema must be a value that the field takes."""
    from pydantic import TypeAdapter

    from newsgraph.serving import (
        copies_wire,
        entity_wire,
        graph_wire,
        named_wire,
        receipt_wire,
        related_wire,
        site_wire,
        story_wire,
        watch_wire,
        wire,
    )

    files = (wire, entity_wire, named_wire, graph_wire, related_wire, story_wire, copies_wire, receipt_wire, watch_wire)
    files = (*files, site_wire)
    for name, field, facts in fields():
        model = next(getattr(file, name) for file in files if hasattr(file, name))
        adapter = TypeAdapter(model.model_fields[field].annotation)
        for example in facts.get("examples", []):
            adapter.validate_json(json.dumps(example))


def test_the_search_document_has_not_lost_a_field() -> None:
    """What programs read: a field may be added, none may go or be renamed."""
    assert set(SearchWire.model_fields) >= {
        *("format_version", "query", "read_as", "notes", "did_you_mean"),
        *("total", "offset", "hits", "facets"),
    }
    committed = json.loads((Path(__file__).parents[2] / "docs" / "wire.schema.json").read_text(encoding="utf-8"))
    assert set(committed["$defs"]) == set(json_schema()["$defs"])
