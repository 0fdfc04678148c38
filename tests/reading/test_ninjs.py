import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from newsgraph.raw import RawArticle

ONE = {
    "uri": "http://wire.example/7",
    "type": "text",
    "version": "2",
    "versioncreated": "2024-05-01T13:00:00Z",
    "contentcreated": "2024-05-01T12:00:00Z",
    "pubstatus": "usable",
    "language": "en",
    "byline": "By Ada Orrin",
    "headline": "Quay shut",
    "located": "Brennick",
    "description_text": "No ferry sails.",
    "body_html": "<p>Shut.</p>",
    "body_text": "Shut.",
    "subject": [{"name": "harbour", "code": "1"}, {"code": "2"}],
    "person": [{"name": "Omri Vane"}],
    "place": [{"name": "Brennick"}],
    "infosource": [{"name": "Coast Wire"}],
    "associations": {"main": {"type": "picture", "uri": "http://wire.example/8"}},
}
TWO = {
    "uri": "http://wire.example/7",
    "type": "text",
    "versionCreated": "2024-05-01T13:00:00Z",
    "pubStatus": "usable",
    "contentCreated": "2024-05-01T12:00:00Z",
    "language": "en",
    "byline": "By Ada Orrin",
    "located": "Brennick",
    "headlines": [{"role": "short", "value": "Shut"}, {"role": "main", "value": "Quay shut"}],
    "descriptions": [{"value": "No ferry sails.", "contentType": "text/plain"}],
    "bodies": [
        {"value": "Shut.", "contentType": "text/plain"},
        {"value": "<p>Shut.</p>", "contentType": "text/html"},
    ],
    "subjects": [{"name": "harbour"}],
    "people": [{"name": "Omri Vane"}],
    "places": [{"name": "Brennick"}],
    "infosources": [{"name": "Coast Wire"}],
}


@pytest.mark.parametrize("item", [ONE, TWO], ids=["1.x", "2.x"])
@pytest.mark.parametrize("indent", [None, 2])
def test_both_versions_tell_the_same(
    item: dict[str, Any], indent: int | None, read_one: Callable[..., RawArticle]
) -> None:
    article = read_one(json.dumps(item, indent=indent))
    assert article == RawArticle(
        location=article.location,
        format="ninjs",
        body_html="<p>Shut.</p>",
        url="http://wire.example/7",
        external_id="http://wire.example/7",
        title="Quay shut",
        standfirst="No ferry sails.",
        byline="By Ada Orrin",
        published="2024-05-01T12:00:00Z",
        updated="2024-05-01T13:00:00Z",
        source="Coast Wire",
        dateline="Brennick",
        language="en",
        tags=("harbour", "Omri Vane", "Brennick"),
    )


@pytest.mark.parametrize("key", ["pubstatus", "pubStatus"])
@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_an_item_taken_back_is_withdrawn(key: str, status: str, read_one: Callable[..., RawArticle]) -> None:
    article = read_one(json.dumps({"uri": "http://wire.example/7", key: status}))
    assert (article.withdrawn, article.url, article.external_id) == (
        True,
        "http://wire.example/7",
        "http://wire.example/7",
    )


def test_an_embargo_is_kept(refusal: Callable[..., str], read_one: Callable[..., RawArticle]) -> None:
    item = json.dumps(ONE | {"embargoed": "2024-05-03T12:00:00Z"})
    assert "embargoed until 2024-05-03 12:00 UTC" in refusal(item, now=datetime(2024, 5, 2, tzinfo=UTC))
    assert read_one(item, now=datetime(2024, 5, 4, tzinfo=UTC)).title == "Quay shut"


def test_a_picture_is_refused(refusal: Callable[..., str]) -> None:
    assert "of type picture" in refusal('{"uri": "http://wire.example/8", "type": "picture", "pubstatus": "usable"}')


def test_an_item_with_only_a_description_is_partial(read_one: Callable[..., RawArticle]) -> None:
    item = {key: value for key, value in ONE.items() if not key.startswith("body")}
    article = read_one(json.dumps(item))
    assert (article.partial, article.body_text, article.standfirst) == (True, "No ferry sails.", "")


def test_items_a_line_are_read_too(read_bytes: Callable[..., list[RawArticle]]) -> None:
    found = read_bytes(f"{json.dumps(ONE)}\n{json.dumps(TWO)}\n")
    assert [(article.format, article.location) for article in found] == [("ninjs", "-:1"), ("ninjs", "-:2")]


def test_a_record_with_a_uri_is_no_ninjs_item(read_one: Callable[..., RawArticle]) -> None:
    assert read_one('{"uri": "7", "title": "Quay", "text": "Shut."}').format == "jsonl"
