import json
from collections.abc import Callable
from typing import Any

import pytest

from newsgraph.raw import RawArticle, Rejection

Read = Callable[..., list[Any]]

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel><title>The Brennick Bell</title><link>https://bell.example/</link><language>en-GB</language>
<item><title>Quay &amp;amp; ferry</title><link>https://proxy.example/1</link>
<feedburner:origLink>https://bell.example/quay</feedburner:origLink><guid isPermaLink="false">bell-1</guid>
<dc:creator>Ada Orrin</dc:creator><dc:creator>Per Lind</dc:creator><description>No ferry sails.</description>
<content:encoded><![CDATA[<p>The quay is shut.</p><p>No ferry sails.</p>]]></content:encoded>
<source url="https://wire.example/feed">Coast Wire</source><pubDate>Wed, 01 May 2024 12:00:00 +0100</pubDate>
<category>Port</category><category>Port</category><category>Strike</category></item>
<item><title>Mine</title><link>/mine</link><author>desk@bell.example (News Desk)</author>
<description>&lt;b&gt;The mine&lt;/b&gt; reopens.</description></item>
<item><title>Only a title</title></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nb"><title>Fjord</title><link href="https://fjord.example/"/>
<entry xml:lang="en"><id>tag:fjord.example,2024:1</id><title type="html">The &lt;i&gt;Gull&lt;/i&gt;</title>
<link href="https://fjord.example/1"/><author><name>Ada Orrin</name></author><author><name>Per Lind</name></author>
<published>2024-05-01T12:00:00Z</published><updated>2024-05-02T12:00:00Z</updated><category term="port" label="Harbour"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The Gull sank.</p></div></content>
<source><id>urn:wire</id><title>Coast Wire</title><link href="https://wire.example/"/></source></entry></feed>"""  # noqa: E501


def test_an_rss_item_tells_all_it_knows(read_bytes: Read) -> None:
    assert read_bytes(RSS)[0] == RawArticle(
        location="-#1",
        format="feed",
        body_html="<p>The quay is shut.</p><p>No ferry sails.</p>",
        url="https://bell.example/quay",
        external_id="bell-1",
        title="Quay & ferry",
        standfirst="No ferry sails.",
        authors=("Ada Orrin", "Per Lind"),
        published="Wed, 01 May 2024 12:00:00 +0100",
        source="https://bell.example/",
        origin="https://wire.example/feed",
        language="en-GB",
        tags=("Port", "Strike"),
    )


def test_an_item_with_only_a_summary_is_partial_and_one_with_less_refused(read_bytes: Read) -> None:
    _, summary, nothing = read_bytes(RSS)
    assert (summary.partial, summary.body_html, summary.standfirst) == (True, "<b>The mine</b> reopens.", "")
    assert (summary.url, summary.authors) == ("https://bell.example/mine", ("News Desk",))
    assert nothing == Rejection("-#3", "an item without content or summary")


def test_an_atom_entry_names_the_feed_that_it_is_from(read_one: Callable[..., RawArticle]) -> None:
    article = read_one(ATOM)
    assert (article.origin, article.language, article.title) == ("https://wire.example/", "en", "The Gull")
    assert article.authors == ("Ada Orrin", "Per Lind")
    assert (article.published, article.updated) == ("2024-05-01T12:00:00Z", "2024-05-02T12:00:00Z")
    assert (article.tags, article.external_id) == (("Harbour",), "tag:fjord.example,2024:1")


def test_a_missing_update_is_not_taken_from_the_publication(read_bytes: Read) -> None:
    assert read_bytes(RSS)[0].updated == ""


def test_an_odd_date_is_put_as_feedparser_reads_it(read_bytes: Read) -> None:
    odd = RSS.replace("Wed, 01 May 2024 12:00:00 +0100", "Wed May  1 12:00:00 2024")
    assert read_bytes(odd)[0].published == "2024-05-01T12:00:00Z"


@pytest.mark.parametrize("feed", [RSS, ATOM])
def test_rss_in_any_encoding(feed: str, read_bytes: Read) -> None:
    text = feed.replace("utf-8", "windows-1251").replace("The ", "Порт The ")
    if "windows-1251" in text:
        assert "Порт" in (read_bytes(text.encode("cp1251"))[0].body_html or "")
    assert "Порт" in (read_bytes(text.replace("windows-1251", "utf-16").encode("utf-16"))[0].body_html or "")


def test_a_feed_cut_off_gives_the_items_before_the_cut(read_bytes: Read) -> None:
    first, cut = read_bytes(RSS[: RSS.index("<description>&lt;b")])
    assert first.external_id == "bell-1"
    assert cut == Rejection("-", "cut off: the feed has no end")


@pytest.mark.parametrize(
    "feed", ["<rss version='2.0'><channel><title>Empty</title></channel></rss>", "<feed/>", "<rss>"]
)
def test_a_feed_without_items_is_said(feed: str, refusal: Callable[..., str]) -> None:
    assert "items" in refusal(feed)


def test_a_feed_that_is_a_page_is_a_page_or_said(
    read_one: Callable[..., RawArticle], refusal: Callable[..., str]
) -> None:
    page = "<!DOCTYPE html><title>rss</title><p>We moved."
    assert read_one(page).format == "html"
    assert "no feed" in refusal(page, format="feed")


def test_entities_of_a_feed_stay_unread(read_bytes: Read) -> None:
    evil = '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + RSS.partition("?>")[2].strip().replace(
        "No ferry", "&f; ferry"
    )
    assert "root:" not in str(read_bytes(evil))


JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Bell",
    "home_page_url": "https://bell.example/",
    "language": "en",
    "authors": [{"name": "The Desk"}],
    "items": [
        {
            "id": "1",
            "url": "/quay",
            "title": "Quay",
            "content_html": "<p>Shut.</p>",
            "summary": "No ferry.",
            "date_published": "2024-05-01T12:00:00Z",
            "authors": [{"name": "Ada Orrin"}],
            "tags": ["port"],
        },
        {"id": "2", "content_text": "Open.", "author": {"name": "Per Lind"}},
        {"id": "https://bell.example/3", "summary": "Soon."},
        {"id": "4"},
        5,
    ],
}


@pytest.mark.parametrize("indent", [None, 1])
def test_a_json_feed_is_read(indent: int | None, read_bytes: Read) -> None:
    full, text, partial, nothing, number = read_bytes(json.dumps(JSON_FEED, indent=indent))
    assert (full.format, full.url, full.standfirst, full.authors) == (
        "jsonfeed",
        "https://bell.example/quay",
        "No ferry.",
        ("Ada Orrin",),
    )
    assert full.location.endswith("#1")
    assert (text.body_text, text.authors, text.language) == ("Open.", ("Per Lind",), "en")
    assert (partial.partial, partial.url, partial.authors) == (True, "https://bell.example/3", ("The Desk",))
    assert isinstance(nothing, Rejection)
    assert isinstance(number, Rejection)


def test_a_json_feed_without_items_is_said(refusal: Callable[..., str]) -> None:
    assert "without items" in refusal(json.dumps(JSON_FEED | {"items": []}))


@pytest.mark.parametrize("nothing", [b"\xff\xfe", b"\xfe\xff"])
def test_a_mark_of_the_coding_alone_is_no_feed(refusal: Callable[..., str], nothing: bytes) -> None:
    assert refusal(nothing, format="feed") == "no feed: no items in it"
