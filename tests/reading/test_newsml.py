from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from newsgraph.raw import RawArticle, Rejection

Read = Callable[..., list[Any]]

BODY = """<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head>
<hedline><hl1>Inner head</hl1></hedline><byline>By Ada Orrin, <byttl>Port Reporter</byttl></byline>
<abstract><p>No ferry sails.</p></abstract></body.head><body.content><p>The <org>Port Council</org> &lt;met&gt;.</p>
<media media-type="image"><media-reference source="q.jpg">q.jpg</media-reference><media-caption>The quay</media-caption></media>
<hl2>Talks</hl2><p>It <em>ended</em>.</p></body.content></body></nitf></inlineXML>"""  # noqa: E501


def news_item(
    body: str = BODY, *, status: str = "stat:usable", meta: str = "", guid: str = "urn:newsml:wire.example:1"
) -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2" standard="NewsML-G2" xml:lang="en-GB">
<itemMeta><itemClass qcode="ninat:text"/><provider uri="http://wire.example/about"/><versionCreated>2024-05-01T13:00:00Z</versionCreated>
{meta}<pubStatus qcode="{status}"/></itemMeta><contentMeta><contentCreated>2024-05-01T12:00:00Z</contentCreated>
<creator uri="http://wire.example/staff/a"><name>Ada Orrin</name></creator><language tag="en"/>
<subject qcode="medtop:1"><name xml:lang="en">harbour</name><name xml:lang="de">Hafen</name></subject><subject qcode="x:2"/>
<keyword>quay</keyword><dateline>BRENNICK, May 1 -</dateline><by>By Ada Orrin</by><headline> Quay   shut </headline>
<description role="drol:summary">Ferries stay in port.</description></contentMeta><contentSet>{body}</contentSet></newsItem>"""  # noqa: E501


def test_a_news_item_tells_all_it_knows(read_one: Callable[..., RawArticle]) -> None:
    article = read_one(news_item())
    assert article == RawArticle(
        location="-#1",
        format="newsml",
        body_html=article.body_html,
        external_id="urn:newsml:wire.example:1",
        title="Quay shut",
        standfirst="Ferries stay in port.",
        byline="By Ada Orrin",
        authors=("Ada Orrin",),
        published="2024-05-01T12:00:00Z",
        updated="2024-05-01T13:00:00Z",
        source="http://wire.example/about",
        dateline="BRENNICK, May 1 -",
        language="en",
        tags=("harbour", "quay"),
    )


def test_nitf_becomes_html_with_its_captions_apart(read_one: Callable[..., RawArticle]) -> None:
    html = " ".join((read_one(news_item()).body_html or "").split())
    assert html == (
        "<div><p>The Port Council &lt;met&gt;.</p> <figure><figcaption>The quay</figcaption></figure> "
        "<h2>Talks</h2><p>It <em>ended</em>.</p></div>"
    )


@pytest.mark.parametrize(
    ("body", "field", "content"),
    [
        (
            '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>A.</p></body></html></inlineXML>',
            "body_html",
            "<body><p>A.</p></body>",
        ),
        ("<inlineXML><p>A.</p><p>B.</p></inlineXML>", "body_html", "<p>A.</p>\n<p>B.</p>"),
        ('<inlineData contenttype="text/plain">A.\n\nB.</inlineData>', "body_text", "A.\n\nB."),
        ('<inlineData contenttype="text/html">&lt;p&gt;A.&lt;/p&gt;</inlineData>', "body_html", "<p>A.</p>"),
        ('<inlineData contenttype="text/plain" encoding="encd:base64">QS4=</inlineData>', "body_text", "A."),
        ('<remoteContent href="q.jpg"/><inlineData>A.</inlineData>', "body_text", "A."),
    ],
)
def test_the_text_is_found_wherever_it_may_be(
    body: str, field: str, content: str, read_one: Callable[..., RawArticle]
) -> None:
    assert getattr(read_one(news_item(body)), field) == content


@pytest.mark.parametrize(
    "status", ["stat:canceled", "stat:withheld", "http://cv.iptc.org/newscodes/pubstatusg2/canceled"]
)
def test_an_item_taken_back_is_withdrawn(status: str, read_one: Callable[..., RawArticle]) -> None:
    article = read_one(news_item(status=status))
    assert (article.withdrawn, article.body_html, article.external_id) == (
        True,
        None,
        "urn:newsml:wire.example:1",
    )


@pytest.mark.parametrize(
    ("embargo", "reason"),
    [
        ("2024-05-03T12:00:00+02:00", "embargoed until 2024-05-03 10:00 UTC"),
        ("", "further notice"),
        ("Friday", "'Friday'"),
        ("2024-05-01T12:00:00Z", ""),
    ],
)
def test_an_embargo_is_kept(embargo: str, reason: str, read_bytes: Read) -> None:
    item = news_item(meta=f"<embargoed>{embargo}</embargoed>")
    (found,) = read_bytes(item, now=datetime(2024, 5, 2, tzinfo=UTC))
    assert isinstance(found, Rejection) == bool(reason)
    assert not reason or reason in found.reason


def test_a_message_gives_each_of_its_items(read_bytes: Read) -> None:
    package = "<packageItem guid='p'><groupSet root='g'><group id='g'><itemRef residref='1'/></group></groupSet></packageItem>"  # noqa: E501
    items = (
        news_item(),
        package,
        news_item("<remoteContent href='q.jpg'/>"),
        news_item(guid="https://wire.example/2"),
    )
    message = (
        f"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>{''.join(items)}</itemSet></newsMessage>"
    )
    first, pack, picture, second = read_bytes(message)
    assert first.location == "-#1"
    assert "package" in pack.reason
    assert "remoteContent" in picture.reason
    assert (second.location, second.url) == ("-#4", "https://wire.example/2")


@pytest.mark.parametrize(
    "name", ["conceptItem", "knowledgeItem", "planningItem", "catalogItem", "packageItem", "groupSet"]
)
def test_items_that_are_no_news_are_refused_in_words(name: str, refusal: Callable[..., str]) -> None:
    assert ":" in refusal(f"<{name} xmlns='http://iptc.org/std/nar/2006-10-01/'></{name}>")


def test_a_message_cut_off_gives_the_items_before_the_cut(read_bytes: Read) -> None:
    message = f"<newsMessage><itemSet>{news_item()}{news_item()}"
    _, second, cut = read_bytes(message)
    assert isinstance(second, RawArticle)
    assert "cut off" in cut.reason


NITF = """<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nitf SYSTEM "nitf-3-4.dtd"><nitf><head><title>Quay</title><docdata{status}>
<doc-id id-string="wire-7"/><date.issue norm="20240501T120000Z"/><date.release norm="20240503T120000Z"/>
<key-list><keyword key="harbour"/><keyword key="strike"/></key-list></docdata><pubdata position.section="Local"/></head><body><body.head>
<hedline><hl1>Quay shut</hl1><hl2>No ferry sails</hl2></hedline><byline>By <person>Ada Orrin</person><byttl>Port Reporter</byttl></byline>
<distributor>Coast Wire</distributor><dateline><location>BRENNICK</location>, May 1</dateline></body.head>
<body.content><p>Caf&eacute; Marina &amp; the quay.</p></body.content></body></nitf>"""  # noqa: E501


def test_a_nitf_story_tells_all_it_knows(read_one: Callable[..., RawArticle]) -> None:
    assert read_one(NITF.format(status="")) == RawArticle(
        location="-#1",
        format="nitf",
        body_html="<div><p>Café Marina &amp; the quay.</p></div>",
        external_id="wire-7",
        title="Quay shut",
        standfirst="No ferry sails",
        byline="By Ada Orrin",
        published="2024-05-01T12:00:00+00:00",
        updated="2024-05-03T12:00:00+00:00",
        source="Coast Wire",
        dateline="BRENNICK, May 1",
        section="Local",
        tags=("harbour", "strike"),
    )


def test_a_nitf_story_taken_back_is_withdrawn(read_one: Callable[..., RawArticle]) -> None:
    article = read_one(NITF.format(status=' management-status="canceled"'))
    assert (article.withdrawn, article.external_id) == (True, "wire-7")


def test_a_nitf_story_under_embargo_waits(refusal: Callable[..., str]) -> None:
    story = NITF.format(status=' management-status="embargoed"')
    assert "embargoed until 2024-05-03" in refusal(story, now=datetime(2024, 5, 2, tzinfo=UTC))
