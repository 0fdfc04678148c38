"""A feed cut between its items says the same as the feed in one piece."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading import ReadOptions, feed_pieces, read

Read = Callable[..., list[Any]]

RSS = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:c="http://purl.org/rss/1.0/modules/content/">'
    "<channel><title>The Brennick Bell</title><link>https://bell.example/</link><language>en-GB</language>",
    "</channel></rss>",
)
ATOM = (
    '<!-- made <entry> by hand --><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nb" xml:base="https://fjord.example/">'
    '<title>Fjord</title><author><name>The Desk</name></author><link href="https://fjord.example/"/>',
    "</feed>",
)
RDF = (
    '<!DOCTYPE rdf:RDF [<!ENTITY quay "the quay">]>'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    '<channel rdf:about="https://mine.example/"><title>Mine</title><link>https://mine.example/</link>'
    "<items><rdf:Seq><rdf:li rdf:resource='1'/></rdf:Seq></items></channel>",
    "</rdf:RDF>",
)
# Well-formed, all of it: what is not makes feedparser read the whole feed, or the piece, less strictly.
WORDS = (
    "The ferry is late",
    "5 &lt; 6 &amp; 7 &gt; 6",
    "<![CDATA[<p>In a box</p><item>not an item</item>]]>",
    "&lt;p&gt;A bold &lt;b&gt;word&lt;/b&gt; of the harbour master&lt;/p&gt;",
    "&#233; &#xD800;",
    "<!-- </item> --> after a note",
    "",
)
PARTS = {
    RSS: (
        "<item><title>{n} {a}</title><link>/{n}</link><description>{b}</description></item>",
        "<item><guid>{n}</guid><dc:creator>Ada Orrin</dc:creator><c:encoded>{a}</c:encoded></item>",
        "<item/>",
        "<item><title>{n}</title><description>{a}<br/>{b}</description><category>{n}</category></item>",
        "<lastBuildDate>{n}</lastBuildDate>",
        "\n\n",
    ),
    ATOM: (
        "<entry><id>{n}</id><title type='html'>{a}</title><link href='{n}'/><content type='html'>{b}</content></entry>",
        "<entry><id>{n}</id><source><id>x</id><title>{a}</title></source><summary>{b}</summary></entry>",
        "<entry xml:lang='en'><id>{n}</id><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{a}"
        "<p>{b}<entry>inner</entry></p></div></content></entry>",
        "<!-- {n} -->",
    ),
    RDF: (
        "<item rdf:about='{n}'><title>{a} &quay;</title><link>/{n}</link><description>{b}</description></item>",
        "<textinput rdf:about='x'><title>{n}</title></textinput>",
        "\r\n",
    ),
}  # fmt: skip


@st.composite
def feeds(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from([RSS, ATOM, RDF]))
    parts = draw(st.lists(st.sampled_from(PARTS[kind]), max_size=8))
    words = st.sampled_from(WORDS)
    items = "".join(part.format(n=n, a=draw(words), b=draw(words)) for n, part in enumerate(parts))
    return kind[0] + items + kind[1]


def cut_up(patch: pytest.MonkeyPatch, *, piece: int) -> None:
    patch.setattr(feed_pieces, "PIECE", piece)
    patch.setattr(feed_pieces, "HEADS", 0)
    patch.setattr(feed_pieces, "CHUNK", piece)


def arrivals(text: str, **options: Any) -> list[RawArticle | Rejection]:
    return list(read(["-"], ReadOptions(format="feed", stdin=BytesIO(text.encode()), **options)))


@settings(deadline=None)
@given(feed=feeds(), piece=st.integers(1, 300))
def test_wherever_a_feed_is_cut_it_says_the_same(feed: str, piece: int) -> None:
    whole = arrivals(feed)
    with pytest.MonkeyPatch.context() as patch:
        cut_up(patch, piece=piece)
        assert arrivals(feed) == whole


@settings(deadline=None)
@given(feed=feeds(), end=st.integers(1, 2_000), piece=st.integers(1, 300))
def test_wherever_a_feed_breaks_off_no_more_is_read_than_was_whole(feed: str, end: int, piece: int) -> None:
    whole = [item for item in arrivals(feed) if isinstance(item, RawArticle)]
    with pytest.MonkeyPatch.context() as patch:
        cut_up(patch, piece=piece)
        some = [item for item in arrivals(feed[:end]) if isinstance(item, RawArticle)]
    assert [item.location for item in some] == [item.location for item in whole[: len(some)]]


@pytest.mark.parametrize("piece", [1, 10_000])
def test_an_item_that_is_no_xml_does_not_change_how_many_are_read(
    piece: int, read_bytes: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = "<item><title>Ferry &amp; quay</title><description>{}</description></item>"
    kinds = ("plain", "&eacute; & <br> bare", "<p>open", "</b>closed", "a < b", "<i x=y>odd</i>", "plain")
    cut_up(monkeypatch, piece=piece)
    found = read_bytes(RSS[0] + "".join(map(item.format, kinds)) + RSS[1])
    assert [article.title for article in found] == ["Ferry & quay"] * len(kinds)


def long_feed(items: int) -> str:
    item = "<item><title>{n}</title><link>https://bell.example/{n}</link><description>{words}</description></item>"
    return RSS[0] + "".join(item.format(n=n, words="No ferry sails. " * 20) for n in range(items)) + RSS[1]


def test_a_feed_far_larger_than_one_document_may_be_is_read_to_its_end(
    read_bytes: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_up(monkeypatch, piece=10_000)
    found = read_bytes(long_feed(500), largest=20_000)
    assert [article.title for article in found] == [str(n) for n in range(500)]
    assert {article.source for article in found} == {"https://bell.example/"}
    assert found[-1].location == "-#500"


def test_no_more_than_a_piece_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    cut_up(monkeypatch, piece=10_000)
    feed = long_feed(500)
    pieces = list(feed_pieces.Pieces(feed_pieces.Stream(BytesIO(feed.encode()).read), "", 1 << 20))
    assert len(pieces) > 10
    assert max(len(piece.text) for piece in pieces) < 25_000
    assert all(piece.text.startswith(RSS[0]) and piece.text.endswith(RSS[1]) for piece in pieces)


def test_an_item_that_breaks_the_parser_costs_itself_alone(read_bytes: Read) -> None:
    broken = (
        "<item><title>Chapters</title><description>Words</description>"
        "<chapters xmlns='http://podlove.org/simple-chapters'><chapter/></chapters></item>"
    )
    good = "<item><title>{}</title><description>Words</description></item>"
    before, fault, after = read_bytes(RSS[0] + good.format(1) + broken + good.format(2) + RSS[1])
    assert (before.title, after.title, after.location) == ("1", "2", "-#3")
    assert isinstance(fault, Rejection)
    assert fault.location == "-#2"


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<x>" * 300, "nested too deeply"),
        ("<x>" * 300 + "</x>" * 300, "nested too deeply"),
        ("<x/>" * 200_001, "more than 200,000 elements"),
        ("words " * 4_000, "one item is larger than 19 KiB"),
    ],
)
def test_an_item_that_no_feed_has_is_refused_and_those_before_it_kept(
    inside: str, reason: str, read_bytes: Read
) -> None:
    good = "<item><title>Ferry</title><description>It sails.</description></item>"
    feed = RSS[0] + good + f"<item><description>{inside}</description></item>" + good + RSS[1]
    kept, refused = read_bytes(feed, largest=20_000 if "words" in inside else 1 << 24)
    assert kept.title == "Ferry"
    assert reason in refused.reason


def test_unclosed_line_breaks_are_no_depth(read_bytes: Read) -> None:
    feed = f"{RSS[0]}<item><description>{'Words<br>' * 300}</description></item>{RSS[1]}"
    assert len(read_bytes(feed)) == 1
