"""A file is bad: one line says where and why, the rest goes on, and the archive is whole."""

import gzip
import io
import json
import random
import struct
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from newsgraph import Archive, IngestReport

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4
NOISE = random.Random(7).randbytes(20_000)
BOMB_DTD = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
ITEM = (
    "<item><title>Crane {n}</title><link>https://varnpost.example/feed/{n}</link>"
    "<description>{text}</description></item>"
)


def feed(items: str) -> bytes:
    channel = f"<channel><title>Varn Post</title>{items}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode()


def item(made: Any, number: int, text: str = "") -> str:
    return ITEM.format(n=number, text=text or made.story(number))


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def repeated(words: bytes, times: int) -> bytes:
    """A gzip file that unpacks to them so many thousand times."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    parts = [packer.compress(words * 1_000) for _ in range(times)]
    return b"".join(parts) + packer.flush()


def nested_zip(depth: int) -> bytes:
    content = zipped({f"{n}.txt": b" " * 100_000 for n in range(16)})
    for _ in range(depth):
        content = zipped({f"{n}.zip": content for n in range(16)})
    return content


def lying_zip() -> bytes:
    """A zip whose list says that its member is 10 bytes long; it is 2 MB."""
    packed = bytearray(zipped({"a.txt": b"varn " * 400_000}))
    at = packed.rfind(b"PK\x01\x02")
    packed[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(packed)


# What the file is called, what is in it, and a word of the reason. Nothing in them is an article.
REFUSED: dict[str, tuple[str, Callable[[Any], bytes], str]] = {
    "an empty page": ("m.html", lambda made: b"", "empty"),
    "an empty text": ("m.txt", lambda made: b" \r\n\t\n", "empty"),
    "an empty jsonl": ("m.jsonl", lambda made: b"\xef\xbb\xbf\n", "empty"),
    "an empty gzip": ("m.gz", lambda made: gzip.compress(b""), "empty"),
    "a page of tags alone": ("m.html", lambda made: b"<html><head></head><body></body></html>", ""),
    "a picture called a page": ("m.html", lambda made: PNG, "PNG"),
    "noise called text": ("m.txt", lambda made: NOISE, "binary"),
    "nothing but zeros": ("m.txt", lambda made: bytes(100_000), "binary|empty|blank"),
    "a database": ("m.jsonl", lambda made: b"SQLite format 3\0" + bytes(4000), "SQLite"),
    "a pdf": ("m.pdf", lambda made: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", "PDF"),
    "a word file": ("m.docx", lambda made: zipped({"word/document.xml": b"<w/>"}), "Word"),
    "gzip that is noise": ("m.gz", lambda made: b"\x1f\x8b\x08\x00" + NOISE, "gzip"),
    "a zip without its end": ("m.zip", lambda made: zipped({"a.html": NOISE})[:-200], "cut off|damaged"),
    "a zip of noise": ("m.zip", lambda made: b"PK\x03\x04" + NOISE, "cut off|damaged"),
    "xml of no known kind": (
        "m.xml",
        lambda made: b'<?xml version="1.0"?><recipe><step/></recipe>',
        "recipe",
    ),
    "a gzip bomb of one line": ("m.gz", lambda made: repeated(b"varn " * 20, 720), "bomb|larger"),
    "a gzip bomb of blank lines": ("m.gz", lambda made: repeated(b"\n" * 100, 720), "bomb|blank"),
    "a gzip bomb in a gzip": (
        "m.gz",
        lambda made: gzip.compress(repeated(b"varn " * 20, 720)),
        "bomb|larger",
    ),
    "a line too long": (
        "m.jsonl",
        lambda made: b'{"text": "' + b"varn " * 4_000_000 + b'"}',
        "longer|larger",
    ),
    "a page too long": ("m.html", lambda made: b"<html><body><p>" + b"varn " * 4_000_000, "larger"),
    "json lists in lists": ("m.json", lambda made: b"[" * 200_000, "nested"),
    "json objects in objects": ("m.json", lambda made: b'{"text":' * 100_000, "nested"),
}
# Articles stand before (or around) what is bad: they are kept, and one line tells of the rest.
PARTLY: dict[str, tuple[str, Callable[[Any], bytes], int, str, str]] = {
    "a gzip cut in the middle": (
        "m.jsonl.gz",
        lambda made: gzip.compress("\n".join(made.record(n) for n in range(10, 400)).encode())[:-900],
        100,
        "m.jsonl.gz",
        "cut off",
    ),
    "a gzip bomb behind an article": (
        "m.jsonl.gz",
        lambda made: gzip.compress(made.record(10).encode() + b"\n") + repeated(b" " * 999 + b"\n", 72),
        1,
        "m.jsonl.gz",
        "bomb",
    ),
    "a jsonl cut in the middle": (
        "m.jsonl",
        lambda made: (made.record(10) + "\n" + made.record(11) + "\n" + made.record(12)[:150]).encode(),
        2,
        "m.jsonl:3",
        "no JSON",
    ),
    "a line of garbage": (
        "m.jsonl",
        lambda made: (made.record(10) + "\n%$§ garbage\n" + made.record(11) + "\n").encode(),
        2,
        "m.jsonl:2",
        "no JSON",
    ),
    "a line of bad bytes": (
        "m.jsonl",
        lambda made: made.record(10).encode() + b"\n\xff\xfe\x00\x01\n" + made.record(11).encode(),
        2,
        "m.jsonl:2",
        "no JSON",
    ),
    "a line nested too deeply": (
        "m.jsonl",
        lambda made: f"{made.record(10)}\n{'[' * 100_000}{']' * 100_000}\n{made.record(11)}\n".encode(),
        2,
        "m.jsonl:2",
        "",
    ),
    "a line that is no record": (
        "m.jsonl",
        lambda made: (made.record(10) + "\n[1, 2]\n" + made.record(11)).encode(),
        2,
        "m.jsonl:2",
        "not an object",
    ),
    "a record without text": (
        "m.jsonl",
        lambda made: (made.record(10) + '\n{"title": "Alone"}\n' + made.record(11)).encode(),
        2,
        "m.jsonl:2",
        "no text",
    ),
    "a feed cut in the middle": (
        "m.xml",
        lambda made: feed(item(made, 10) + item(made, 11) + item(made, 12)[:120])[:-25],
        2,
        "m.xml",
        "cut off|ends",
    ),
    "a json array cut in the middle": (
        "m.json",
        lambda made: f"[{made.record(10)},\n{made.record(11)},\n{made.record(12)[:90]}".encode(),
        2,
        "m.json",
        "cut off",
    ),
    "a csv row with too many cells": (
        "m.csv",
        lambda made: (
            f'id,title,text\n1,One,"{made.story(10)}"\n2,Two,"words",a,b,c\n3,Three,"{made.story(11)}"\n'
        ).encode(),
        2,
        "m.csv:",
        "cells",
    ),
    "a zip with a bad file in it": (
        "m.zip",
        lambda made: zipped({"a.html": made.page(10).encode(), "b.png": PNG, "c.html": made.page(11).encode()}),
        2,
        "m.zip/b.png",
        "PNG",
    ),
    "a zip with an encrypted file in it": (
        "m.zip",
        lambda made: encrypted(zipped({"a.html": made.page(10).encode(), "b.html": made.page(11).encode()})),
        1,
        "m.zip/b.html",
        "encrypted",
    ),
    "a zip with a damaged file in it": (
        "m.zip",
        lambda made: damaged({"a.html": made.page(10).encode(), "b.html": made.page(11).encode()}),
        1,
        "m.zip/b.html",
        "damaged",
    ),
}
# Wrong, but a person would see what is meant: read, and nothing said.
MENDED: dict[str, tuple[str, Callable[[Any], bytes], str]] = {
    "a page cut in the middle": (
        "m.html", lambda made: made.page(10).encode()[:-160], "The council of Varnmouth met on Tuesday"),
    "latin-1 that says utf-8": (
        "m.html", lambda made: made.page(10).replace("harbour", "café").encode("cp1252"), "café"),
    "utf-8 that says latin-1 in its xml": (
        "m.xml",
        lambda made: feed(item(made, 10).replace("harbour", "café")).replace(
            b'"1.0"', b'"1.0" encoding="us-ascii"'),
        "café",
    ),
    "utf-16": ("m.html", lambda made: made.page(10).replace("harbour", "café").encode("utf-16"), "café"),
    "utf-16 that does not say so": (
        "m.txt", lambda made: f"The café\n\n{made.story(10)}".encode("utf-16-le"), "café"),
    "jsonl in latin-1": (
        "m.jsonl",
        lambda made: made.record(10).replace("harbour", "café").encode("cp1252"),
        "café",
    ),
    "a stray zero": (
        "m.html", lambda made: made.page(10).replace("storms", "sto\0rms").encode(), "Varnmouth"),
    "a feed that is a page": ("m.rss", lambda made: made.page(10).encode(), "Varnmouth"),
    "a page in a thousand boxes": (
        "m.html",
        lambda made: made.page(10, body="<div>" * 1_000 + f"<p>{made.story(10)}</p>").encode(),
        "Varnmouth",
    ),
    "quotes in ten thousand quotes": (
        "m.html",
        lambda made: made.page(
            10, body=f"<p>{made.story(10)}</p>" + "<blockquote>" * 10_000 + "<p>And more.</p>"
        ).encode(),
        "Varnmouth",
    ),
    "padding behind a gzip": (
        "m.gz", lambda made: gzip.compress(made.page(10).encode()) + bytes(512), "Varnmouth"),
}  # fmt: skip


def encrypted(packed: bytes) -> bytes:
    """The zip, its last file said to be encrypted."""
    changed = bytearray(packed)
    changed[changed.rfind(b"PK\x03\x04") + 6] |= 1
    changed[changed.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def damaged(files: dict[str, bytes]) -> bytes:
    """The zip, a letter of its last file changed."""
    packed = bytearray(zipped(files, zipfile.ZIP_STORED))
    packed[packed.rfind(b"Varnmouth") + 2] ^= 1
    return bytes(packed)


def put(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def good_came(archive: Archive) -> bool:
    found = {article.url for article in archive.articles()}
    return {"https://varnpost.example/records/1", "https://varnpost.example/cranes/2"} <= found


def one_clear_line(report: IngestReport) -> tuple[str, str]:
    """The only rejection, after a look at its form."""
    assert len(report.rejected) == 1, report.rejected
    location, reason = report.rejected[0]
    assert "\n" not in location + reason
    assert 0 < len(reason) < 250
    assert "Traceback" not in reason
    assert "Error(" not in reason
    return location, reason


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_article_is_refused_in_one_line(archive: Archive, news: Path, made: Any, name: str) -> None:
    file, content, word = REFUSED[name]
    put(news, file, content(made))
    report = archive.add([news])
    location, reason = one_clear_line(report)
    assert f"news/{file}" in location
    assert_says(reason, word)
    assert report.added == 2
    assert good_came(archive)
    assert archive.verify() == []


@pytest.mark.parametrize("name", PARTLY)
def test_what_stands_around_the_fault_is_kept(archive: Archive, news: Path, made: Any, name: str) -> None:
    file, content, at_least, place, word = PARTLY[name]
    put(news, file, content(made))
    report = archive.add([news])
    location, reason = one_clear_line(report)
    assert f"news/{place}" in location
    assert_says(reason, word)
    assert report.added >= 2 + at_least
    assert good_came(archive)
    assert archive.verify() == []


@pytest.mark.parametrize("name", MENDED)
def test_what_a_person_could_read_is_read(archive: Archive, news: Path, made: Any, name: str) -> None:
    file, content, words = MENDED[name]
    put(news, file, content(made))
    report = archive.add([news])
    assert report.rejected == ()
    assert report.added == 3
    texts = [article.text for article in archive.articles() if file in article.location]
    assert len(texts) == 1
    assert words in texts[0]
    assert archive.verify() == []


def assert_says(reason: str, word: str) -> None:
    assert any(each.lower() in reason.lower() for each in word.split("|")), reason


def test_a_zip_in_zips_in_zips_is_left_alone(archive: Archive, news: Path) -> None:
    put(news, "m.zip", nested_zip(4))
    report = archive.add([news])
    assert report.added == 2
    location, reason = one_clear_line(report)
    assert f"news/m.zip{'/0.zip' * 3}" in location
    assert "packed more than 3 times over" in reason


def test_a_zip_that_lies_about_its_size_does_not_get_through(archive: Archive, news: Path) -> None:
    put(news, "m.zip", lying_zip())
    report = archive.add([news])
    one_clear_line(report)
    assert report.added == 2


@pytest.mark.parametrize("root", ["rss", "urlset", "html", "nitf", "newsItem", "x"])
def test_an_entity_bomb_does_not_go_off(archive: Archive, news: Path, made: Any, root: str) -> None:
    """A billion letters in ten lines ("billion laughs"), and a long one used often ("quadratic blowup")."""
    inner = {"rss": f"<channel>{item(made, 9, '&j;' * 20)}</channel>", "urlset": "<url><loc>&j;</loc></url>"}
    for name, dtd in (("m1.xml", BOMB_DTD), ("m2.xml", f'<!DOCTYPE x [<!ENTITY j "{"j" * 50_000}">]>')):
        body = inner.get(root, "<p>&j;</p>" * 20) * (1 if name == "m1.xml" else 500)
        put(news, name, f'<?xml version="1.0"?>{dtd}<{root}>{body}</{root}>'.encode())
    report = archive.add([news])
    assert good_came(archive)
    assert max(len(article.text) for article in archive.articles()) < 200_000
    assert all(reason and "\n" not in reason for _, reason in report.rejected)


def test_elements_in_elements_in_elements_end(archive: Archive, news: Path) -> None:
    put(news, "m1.xml", feed("<item>" + "<x>" * 20_000))
    put(news, "m2.xml", f"<urlset>{'<url>' * 100_000}</urlset>".encode())
    put(news, "m3.xml", b"<nitf><body><body.content>" + b"<block>" * 100_000 + b"Words")
    report = archive.add([news])
    assert good_came(archive)
    assert {Path(place).name[:2] for place, _ in report.rejected} == {"m1", "m2", "m3"}
    assert len(report.rejected) <= 6


def test_a_feed_forced_onto_a_page_is_refused(archive: Archive, tmp_path: Path, made: Any) -> None:
    page = put(tmp_path, "page.html", made.page(3).encode())
    one_clear_line(archive.add([page], format="feed"))


FORMATS = (
    "html", "text", "feed", "jsonfeed", "sitemap", "wordpress", "newsml", "nitf", "ninjs", "warc", "jsonl", "csv"
)  # fmt: skip
ANYTHING = (NOISE, b"", b"<a>" * 50_000, b"{" * 50_000, b"]\n}\n>\n,\n\"\n'\n" * 500)


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_forced_onto_anything_raises(archive: Archive, tmp_path: Path, format: str) -> None:
    for number, content in enumerate(ANYTHING):
        report = archive.add([put(tmp_path, f"m{number}", content)], format=format)
        assert report.read >= 1
        assert all(reason and "\n" not in reason for _, reason in report.rejected)
        assert len(report.rejected) <= 1_001


BREAKERS = {
    "half a character": "<item><title>&#xD800;</title><description>Words</description></item>",
    "a character beyond all": "<item><title>&#99999999999;</title><description>Words</description></item>",
    "chapters of nothing": "<chapters xmlns='http://podlove.org/simple-chapters'><chapter/></chapters>",
    "a date beyond all": "<item><title>T</title><pubDate>99999999999</pubDate><description>W</description></item>",
    "a link that is no address": "<item><title>T</title><link>http://[</link><description>Words</description></item>",
}


@pytest.mark.parametrize("name", BREAKERS)
def test_what_breaks_a_parser_breaks_nothing_else(archive: Archive, news: Path, made: Any, name: str) -> None:
    put(news, "m.xml", feed(item(made, 10) + BREAKERS[name] + item(made, 11)))
    report = archive.add([news])
    assert good_came(archive)
    assert report.added > 2 or report.rejected
    assert all(reason and "\n" not in reason for _, reason in report.rejected)


def test_a_reason_is_short_however_long_what_it_quotes(archive: Archive, tmp_path: Path) -> None:
    long = "a" * 5_000
    put(tmp_path, "m.xml", f'<?xml version="1.0"?><{long}/>'.encode())
    put(tmp_path, "m.csv", f"{long},{long}\n1,2\n".encode())
    report = archive.add([tmp_path / "m.xml"])
    report_of_table = archive.add([tmp_path / "m.csv"], format="csv")
    one_clear_line(report)
    one_clear_line(report_of_table)


def test_bytes_changed_at_random_never_raise(archive: Archive, tmp_path: Path, made: Any) -> None:
    """A hundred files, each a good one with a few bytes wrong, cut, doubled or swapped."""
    dice = random.Random(11)
    good = [
        made.page(10).encode(),
        "\n".join(made.record(n) for n in range(11, 14)).encode(),
        feed(item(made, 15) + item(made, 16)),
        gzip.compress(made.page(17).encode()),
        zipped({"a.html": made.page(18).encode(), "b.jsonl": made.record(19).encode()}),
        f"id,title,text\n1,One,{json.dumps(made.story(20))}\n".encode(),
    ]
    folder = tmp_path / "changed"
    folder.mkdir()
    for number in range(100):
        content = bytearray(dice.choice(good))
        for _ in range(dice.randrange(1, 6)):
            at, end = sorted((dice.randrange(len(content)), dice.randrange(len(content))))
            content[at : dice.choice((at + 1, end))] = dice.choice((dice.randbytes(2), b"", bytes(content[at:end])))
            content = content[:200_000] or bytearray(b"x")
        put(folder, f"{number:03}", bytes(content))
    report = archive.add([folder])
    fates = (report.added, report.updated, report.unchanged, report.withdrawn, report.rejected_count)
    assert report.read == sum(fates)
    assert all(reason and "\n" not in reason for _, reason in report.rejected)
    assert archive.verify() == []


# -- nothing is resolved, nothing is fetched -----------------------------------------------------------------


class Asked(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def outside() -> Iterator[HTTPServer]:
    """A server that nobody named."""
    server = HTTPServer(("127.0.0.1", 0), Asked)
    server.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("kind", ["rss", "sitemap", "newsml", "nitf", "html"])
def test_external_entities_stay_outside(
    archive: Archive, tmp_path: Path, made: Any, outside: HTTPServer, kind: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the password is herring", encoding="utf-8")
    web = f"http://127.0.0.1:{outside.server_port}"
    dtd = (
        f'<!DOCTYPE x SYSTEM "{web}/x.dtd" [<!ENTITY s SYSTEM "file://{secret}"><!ENTITY w SYSTEM "{web}/w">'
        f'<!ENTITY % p SYSTEM "{web}/p"> %p;]>'
    )
    words = f"{made.story(3)} &s; &w;"
    bodies = {
        "rss": f"<rss version='2.0'><channel>{item(made, 3, words)}</channel></rss>",
        "sitemap": f"<urlset xmlns='{SITEMAP}'><url><loc>{web}/&s;</loc></url></urlset>",
        "newsml": "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><contentMeta><headline>Cranes</headline>"
        f"</contentMeta><contentSet><inlineXML><p>{words}</p></inlineXML></contentSet></newsItem>",
        "nitf": "<nitf><head><title>Cranes</title></head><body><body.content>"
        f"<p>{words}</p></body.content></body></nitf>",
        "html": "<html xmlns:xi='http://www.w3.org/2001/XInclude'><head><title>Cranes</title>"
        f"<link rel=stylesheet href='{web}/a.css'></head><body><img src='{web}/a.png'>"
        f"<iframe src='{web}/f'></iframe><p>{words}</p>"
        f"<xi:include href='file://{secret}' parse='text'/></body></html>",
    }
    file = put(tmp_path, "m.xml", f'<?xml version="1.0"?>{dtd}{bodies[kind]}'.encode())
    report = archive.add([file])
    kept = [article.text for article in archive.articles()]
    told = [reason for _, reason in report.rejected]
    assert "herring" not in "".join(kept + told)
    assert outside.asked == []  # type: ignore[attr-defined]
    assert kept or told


def test_links_in_feeds_and_sitemaps_are_not_followed_unasked(
    archive: Archive, tmp_path: Path, made: Any, outside: HTTPServer
) -> None:
    web = f"http://127.0.0.1:{outside.server_port}"
    feed_file = put(tmp_path, "feed.xml", feed(item(made, 3).replace("https://varnpost.example", web)))
    sitemap = put(
        tmp_path,
        "map.xml",
        f"<urlset xmlns='{SITEMAP}'><url><loc>{web}/a</loc></url></urlset>".encode(),
    )
    archive.add([feed_file, sitemap])
    assert outside.asked == []  # type: ignore[attr-defined]


def test_a_private_address_is_refused_unless_it_is_permitted(archive: Archive, outside: HTTPServer) -> None:
    url = f"http://127.0.0.1:{outside.server_port}/page"
    _, reason = one_clear_line(archive.add([url]))
    assert "loopback" in reason
    assert "--allow-private" in reason
    assert outside.asked == []  # type: ignore[attr-defined]
    _, reason = one_clear_line(archive.add([url], allow_private=True))
    assert "404" in reason
    assert outside.asked == ["/robots.txt", "/page"]  # type: ignore[attr-defined]


def test_names_in_a_zip_reach_no_file_outside_of_it(archive: Archive, tmp_path: Path, made: Any) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    names = ["../../out.html", "/abs.html", "..\\w.html", "a\nb.html", "\x1b[31mred.html"]
    file = put(tmp_path, "m.zip", zipped({name: made.page(n).encode() for n, name in enumerate(names, 3)}))
    report = archive.add([file])
    assert report.added >= 3  # those outside may be left out
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({*before, "m.zip"})
