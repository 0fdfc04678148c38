import gzip
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from newsgraph.raw import Rejection

Read = Callable[..., list[Any]]
PAGE = "<!DOCTYPE html><title>Fähre</title><p>The quay is shut.".encode()


def record(kind: str, block: bytes, uri: str = "https://bell.example/quay", **headers: str) -> bytes:
    lines = [f"WARC/1.0\r\nWARC-Type: {kind}", f"WARC-Target-URI: {uri}", f"Content-Length: {len(block)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def answer(body: bytes = PAGE, status: str = "200 OK", kind: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        *(f"{n.replace('_', '-')}: {v}" for n, v in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 20] for at in range(0, len(body), 20)]
    return b"".join(b"%x;ext=1\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


CRAWL = [
    record("warcinfo", b"software: x\r\n", uri=""),
    record("request", b"GET / HTTP/1.1\r\n\r\n"),
    record("response", answer()),
    record("response", answer(status="404 Not Found")),
    record("response", answer(b"\x89PNG", kind="image/png"), uri="https://bell.example/q.png"),
    record("response", b"dns", uri="dns:bell.example"),
    record("response", answer(), uri="<https://bell.example/old>"),
]


@pytest.mark.parametrize("packed", [False, True])
def test_the_pages_of_a_crawl_are_read_and_the_rest_counted(packed: bool, read_bytes: Read) -> None:
    heard: list[tuple[str, str]] = []
    data = b"".join(map(gzip.compress, CRAWL)) if packed else b"".join(CRAWL)
    quay, old = read_bytes(data, notice=lambda *told: heard.append(told))
    assert (quay.location, quay.url, quay.page) == ("-#3", "https://bell.example/quay", PAGE.decode())
    assert old.url == "https://bell.example/old"
    assert "1 of type image/png" in heard[0][1]
    assert "1 answers with status 404" in heard[0][1]


@pytest.mark.parametrize(
    "block",
    [
        answer(chunked(PAGE), Transfer_Encoding="chunked"),
        answer(PAGE, Transfer_Encoding="chunked"),
        answer(gzip.compress(PAGE), Content_Encoding="gzip"),
        answer(chunked(gzip.compress(PAGE)), Content_Encoding="gzip", Transfer_Encoding="chunked"),
        answer(PAGE, Content_Encoding="gzip"),
        answer(zlib.compress(PAGE), Content_Encoding="deflate"),
        answer(zlib.compress(PAGE, wbits=-15), Content_Encoding="deflate"),
        answer(PAGE, Content_Encoding="br"),
        answer(PAGE.decode().encode("cp1252"), kind="text/html; charset=iso-8859-1"),
        answer(PAGE).replace(b"\r\n", b"\n"),
    ],
)
def test_a_page_is_unwrapped_however_it_travelled(block: bytes, read_bytes: Read) -> None:
    (article,) = read_bytes(record("response", block))
    assert article.page == PAGE.decode()


def test_a_page_kept_without_its_answer_is_read(read_bytes: Read) -> None:
    (article,) = read_bytes(record("resource", PAGE, Content_Type="text/html"))
    assert article.page == PAGE.decode()


def test_a_record_cut_off_is_said_and_those_before_are_read(read_bytes: Read) -> None:
    article, cut = read_bytes(b"".join(CRAWL[:3]) + CRAWL[2][:-40])
    assert article.page == PAGE.decode()
    assert isinstance(cut, Rejection)
    assert "cut off" in cut.reason


def test_a_huge_record_is_passed_over(read_bytes: Read) -> None:
    huge, article = read_bytes(record("response", answer(b"<p>" + b"rain " * 500_000)) + CRAWL[2], largest=1 << 20)
    assert "larger" in huge.reason
    assert article.location == "-#2"


def test_a_page_that_unpacks_without_end_is_refused(refusal: Callable[..., str]) -> None:
    bomb = answer(gzip.compress(b"<p>" + bytes(4 << 20)), Content_Encoding="gzip")
    assert "unpacks to more" in refusal(record("response", bomb), largest=1 << 20)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "no WARC record"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "without its length"),
        (b"".join(CRAWL[:2]), "without a page"),
        (record("response", answer(b"\xce\xb2", Content_Encoding="br")), "packed with br"),
        (record("response", b"no answer"), "without an end"),
    ],
)
def test_what_is_wrong_with_a_crawl_is_said(data: bytes, reason: str, refusal: Callable[..., str]) -> None:
    assert reason in refusal(data)
