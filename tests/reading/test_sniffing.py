from collections.abc import Callable

import pytest

from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle
from newsgraph.reading.sniffing import sniffed

TOLD = {
    "text": [
        "The harbour at Brennick\n\nwas closed on Monday.",
        "Title, date and place\n\nare what a report needs, the editor said.",
        "RIFF is what guitarists call it.",
        "BM is short for Brennick Mining.",
        "[Updated] The council met.",
        "{The council met}",
        "[[File:harbour.jpg]] The council met.",
        "3 < 4 and 5 > 4, the teacher said.",
    ],
    "html": [
        "<!DOCTYPE html><html><body><p>Rain.</p></body></html>",
        "\ufeff\n<!-- saved --><HTML>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html xmlns="x">',
        "<p>A fragment.</p>",
        "<div class='a'>A fragment.</div>",
        "From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x",
        "<title>News</title><p>A feed that is HTML: rss</p>",
    ],
    "feed": [
        '<?xml version="1.0"?><rss version="2.0"><channel>',
        '<!-- a comment --><feed xmlns="http://www.w3.org/2005/Atom">',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">',
        '<!DOCTYPE rss [<!ENTITY a "b">]><rss>',
        "<rss><channel><item><description>&lt;p&gt;",
    ],
    "wordpress": ['<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/">'],
    "sitemap": ['<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', "<sitemapindex>"],
    "newsml": ['<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">', "<a:newsMessage xmlns:a='x'>"],
    "nitf": ['<!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf>'],
    "jsonl": [
        '{"title": "a"}\n{"title": "b"}',
        '[{"a": 1}]',
        "[ ]",
        '{\n  "a": 1\n}',
        'garbage\n{"title": "a"}\n',
        "[[[[",
        "[[1, 2], [3]]",
        '[ ["a"] ]',
    ],
    "csv": ["title,text\na,b", "Headline;Body;Published At\n", "id\ttitle\ttext\n"],
}


@pytest.mark.parametrize(("format", "text"), [(format, text) for format, texts in TOLD.items() for text in texts])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_format_is_told_by_content(format: str, text: str, encoding: str) -> None:
    assert sniffed(text.encode(encoding)) == format


def test_a_crawl_is_one_whatever_its_records_hold() -> None:
    assert sniffed(b"WARC/1.1\r\nWARC-Type: response\r\n" + bytes(900)) == "warc"


def test_a_mapped_column_makes_a_table() -> None:
    header = b"Kop,Tekst\nStaking,De haven ligt stil."
    assert sniffed(header) == "text"
    assert sniffed(header, mapping={"title": "Kop", "text": "Tekst"}) == "csv"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"SQLite format 3\0" + bytes(90), "SQLite"),
        (b"MZ\x90\0\3\0\0\0\4\0" + bytes(90), "Windows program"),
        (b"\x7fELF\2\1\1" + bytes(90), "Linux program"),
        (b"{\\rtf1\\ansi The council", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(90), "Office"),
        (b"\0\0\0\x18ftypmp42" + bytes(90), "MP4"),
        (bytes(range(256)) * 8, "binary data"),
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "<svg>"),
        (b"<?xml version='1.0'?><invoice><total>3</total></invoice>", "<invoice>"),
    ],
)
def test_what_holds_no_articles_is_refused_by_name(data: bytes, reason: str, refusal: Callable[..., str]) -> None:
    with pytest.raises(ArticleRejected, match=reason):
        sniffed(data)
    assert reason in refusal(data)


def test_forcing_a_format_does_not_force_a_picture_into_it(refusal: Callable[..., str]) -> None:
    assert "JPEG" in refusal(b"\xff\xd8\xff\xe0\0\x10JFIF", format="html")


@pytest.mark.parametrize(
    "code",
    [
        ".byline { color: #333; margin: 0 }\n.quay a:hover { color: red; }\n" * 9,
        "function f(a){var b=a.c;if(b){return b;}};var quay={a:1,b:2};" * 9,
    ],
)
def test_scripts_and_style_sheets_are_refused_unless_forced(
    code: str, refusal: Callable[..., str], read_one: Callable[..., RawArticle]
) -> None:
    assert "script or style sheet" in refusal(code)
    assert read_one(code, format="text").plain_page == code


def test_prose_about_code_is_prose(read_one: Callable[..., RawArticle]) -> None:
    prose = "The port's web site failed over one sign, a brace } at the end; nobody had looked, said the clerk, "
    prose += "since the council cut the post of the one person who could have read x = 1 aloud.\n"
    prose *= 20
    assert read_one(prose).format == "text"
