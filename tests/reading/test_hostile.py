"""Input that means harm, or that is only very broken: one clear line each, and bounded memory."""

import gzip
import io
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading import FORMATS, ReadOptions, read
from newsgraph.reading.dispatch import FAULT

Read = Callable[..., list[Any]]

OPENINGS = [
    b"",
    b"<html><p>",
    b"<?xml version='1.0'?>",
    b"<rss version='2.0'><channel><item>",
    b"<feed><entry><content>",
    b"<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel><item>",
    b"<newsItem><contentSet><inlineXML><nitf>",
    b"<nitf><body>",
    b"<urlset><url><loc>",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nHTTP/1.1 200 OK\r\n",
    b'{"text": "',
    b'{"a": 1}\n',
    b"[",
    b'[{"text": "a"},',
    b"title,text\n",
    b"\x1f\x8b\x08\0\0\0\0\0\0\3",
    b"PK\3\4\x14\0\0\0\x08\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n",
    b"<!DOCTYPE x [",
    b'{"version": "https://jsonfeed.org/version/1", "items": [',
    b'{"uri": "1", "pubstatus": ',
]
PIECES = st.sampled_from(
    [
        b"<p>",
        b"</p>",
        b"<a",
        b">",
        b"&",
        b"&lt;",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"-->",
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b":",
        b",",
        b"\n",
        b"\r\n",
        b"\0",
        b"\xff",
        b"\xc3",
        b"</item>",
        b"</rss>",
        b"</newsItem>",
        b"text",
        b"\\ud800",
        b"1e999",
        b"null",
    ]
)
MESS = st.lists(PIECES | st.binary(max_size=9), max_size=25).map(b"".join)


@given(st.sampled_from(OPENINGS), MESS, st.sampled_from(["", *FORMATS]), st.booleans())
def test_whatever_comes_in_articles_or_reasons_come_out(opening: bytes, mess: bytes, format: str, packed: bool) -> None:
    data = gzip.compress(opening + mess) if packed else opening + mess
    for arrival in read(["-"], ReadOptions(format=format, stdin=io.BytesIO(data))):
        assert isinstance(arrival, RawArticle | Rejection)
        if isinstance(arrival, Rejection):
            assert arrival.reason
            assert not arrival.reason.startswith(FAULT)
            assert "\n" not in arrival.reason


LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
BOMB = f"<!DOCTYPE x [<!ENTITY l0 'ha'>{LAUGHS}]>"
FILE = '<!DOCTYPE x [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>'
STORIES = {
    "feed": "<rss version='2.0'><channel><item><title>&l11;</title><description>Shut. &l11;</description></item></channel></rss>",  # noqa: E501
    "wordpress": "<rss xmlns:wp='http://wordpress.org/export/1.2/' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
    "<channel><item><content:encoded>Shut. &l11;</content:encoded></item></channel></rss>",
    "nitf": "<nitf><body><body.content><p>Shut. &l11;</p></body.content></body></nitf>",
    "newsml": "<newsItem><contentSet><inlineData>Shut. &l11;</inlineData></contentSet></newsItem>",
    "sitemap": "<urlset><url><loc>https://bell.example/&l11;</loc></url></urlset>",
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
@pytest.mark.parametrize("head", [BOMB, FILE], ids=["laughs", "file"])
def test_no_entity_is_ever_put_in(head: str, story: str, read_bytes: Read) -> None:
    found = str(read_bytes(head + story))
    assert "root:" not in found
    assert "haha" not in found


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_deep_nesting_ends_in_a_reason_or_an_article(story: str, read_bytes: Read) -> None:
    for found in read_bytes(story.replace("&l11;", "<b>" * 20_000)):
        assert isinstance(found, RawArticle | Rejection)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
@pytest.mark.parametrize("number", ["&#xD800;", "&#0;", "&#x110000;", "&#99999999999999999999;", "&#xFFFF"])
def test_characters_that_there_are_not_do_no_harm(number: str, story: str, read_bytes: Read) -> None:
    for found in read_bytes(story.replace("&l11;", number)):
        str(found).encode()
        assert isinstance(found, Rejection) == ("<urlset" in story)


def test_a_fault_of_ours_costs_one_file(
    monkeypatch: pytest.MonkeyPatch, put: Callable[..., Path], tmp_path: Path
) -> None:
    put("a.txt"), put("b.html", "<p>The quay.")
    monkeypatch.setattr("newsgraph.reading.page.decoded", lambda data, said: 1 / 0 if b"ferry" in data else "<p>")
    fault, article = read([str(tmp_path)])
    assert isinstance(fault, Rejection)
    assert "ZeroDivisionError" in fault.reason
    assert isinstance(article, RawArticle)


def test_an_address_that_is_none_costs_its_item_nothing(read_bytes: Read) -> None:
    feed = (
        "<rss version='2.0'><channel><link>http://[</link><item><link>/q</link><description>Shut.</description></item>"
    )
    (article,) = read_bytes(feed + "</channel></rss>")
    assert (article.url, article.body_text) == ("", "Shut.")


def test_a_reason_is_short_whatever_the_input_calls_itself(refusal: Callable[..., str]) -> None:
    assert len(refusal(f"<?xml version='1.0'?><{'x' * 5_000}>")) < 200


def test_xml_nested_too_deeply_is_said(refusal: Callable[..., str]) -> None:
    assert refusal("<nitf>" + "<block>" * 5_000) == "nested too deeply"


def test_an_xml_record_without_end_is_refused(read_bytes: Read) -> None:
    endless = "<newsMessage><newsItem><contentSet>" + "<a>rain</a>" * 200_000
    (refused,) = read_bytes(endless, largest=1 << 20)
    assert refused.reason == "one record is larger than 1 MiB"


@pytest.mark.parametrize("prologue", ["<?a?>", "<!--x-->", "<!DOCTYPE x [ ] ", "<!DOCTYPE ["])
def test_a_long_prologue_costs_no_more_than_its_length(
    prologue: str, refusal: Callable[..., str], read_bytes: Read
) -> None:
    assert read_bytes(prologue * 8_000)


READER = """
    import resource, sys
    from newsgraph.reading import ReadOptions, read

    class Endless:
        def __init__(self, head, body, size):
            self.head, self.body, self.left = head, body, size

        def read(self, size):
            piece = self.head or (self.body * (size // len(self.body) + 1))[: min(size, self.left)]
            self.head, self.left = b"", self.left - len(piece)
            return piece

    def memory():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    before, found = memory(), 0
    for arrival in read(["-"], ReadOptions(stdin=Endless({head!r}, {body!r}, 200 << 20))):
        found += 1
        last = arrival
    print(found, (memory() - before) >> 10, str(last)[-200:], sep="|")
"""


@pytest.mark.parametrize(
    ("head", "body", "reason"),
    [
        (b"<html><p>", b"rain ", "larger than 16 MiB"),
        (b"", b"The tide came in. ", "larger than 16 MiB"),
        (b'{"text": "a"}\n{"text": "', b"rain ", "longer than 16 MiB"),
        (b'[{"text": "', b"rain ", "larger than 16 MiB"),
        (b"title,text\na,", b"rain ", "larger than 16 MiB"),
        (b"<newsMessage><newsItem>", b"<a>rain</a>", "larger than 16 MiB"),
        (b"<rss><channel><item>", b"<a>rain</a>", "200,000 elements"),
        (b"<rss><channel><item><description>", b"rain ", "larger than 16 MiB"),
        (b"<rss><channel><item><description><![CDATA[", b"<p>rain", "larger than 16 MiB"),
    ],
)
def test_two_hundred_megabytes_are_refused_in_bounded_memory(head: bytes, body: bytes, reason: str) -> None:
    code = textwrap.dedent(READER).format(head=head, body=body)
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    _, grown, last = answer.stdout.strip().split("|", 2)
    assert reason in last
    assert int(grown) < 200, f"{grown} MiB"
