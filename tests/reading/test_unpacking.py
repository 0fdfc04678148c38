import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading import read

JSONL = b"".join(b'{"title": "Report %d", "text": "The tide came in at %d."}\n' % (n, n) for n in range(400))


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def test_gzip_is_looked_into_whatever_its_name(put: Callable[..., Path]) -> None:
    path = put("dump.txt", gzip.compress(JSONL))
    articles = list(read([str(path)]))
    assert len(articles) == 400
    assert articles[16].location == f"{path}:17"


def test_gzip_members_back_to_back_are_one_stream(read_bytes: Callable[..., list[RawArticle]]) -> None:
    half = JSONL.index(b"\n", len(JSONL) // 2) - 5
    assert len(read_bytes(gzip.compress(JSONL[:half]) + gzip.compress(JSONL[half:]) + bytes(512))) == 400


@pytest.mark.parametrize("where", ["stdin", "file"])
def test_zip_members_are_read_in_order_under_their_names(
    where: str, put: Callable[..., Path], read_bytes: Callable[..., list[RawArticle]]
) -> None:
    data = zipped(
        {
            "news/a.html": b"<p>The quay.",
            "news/b.jsonl.gz": gzip.compress(JSONL[:200]),
            "empty/": b"",
            "__MACOSX/x": b"a",
            "c.zip": zipped({"d.txt": b"The river."}),
        }
    )
    if where == "file":
        path = str(put("news.zip", data))
        found = list(read([path]))
    else:
        path, found = "-", read_bytes(data)
    assert [
        (arrival.location.removeprefix(path), arrival.format) for arrival in found if arrival.location.endswith("1")
    ] == [("/news/b.jsonl.gz:1", "jsonl")]
    assert found[0].location == f"{path}/news/a.html"
    assert found[-1].location == f"{path}/c.zip/d.txt"


def test_what_came_before_a_cut_in_gzip_is_read(
    read_bytes: Callable[..., list[RawArticle | Rejection]],
) -> None:
    packed = gzip.compress(_varied(400))
    *articles, last = read_bytes(packed[: len(packed) // 2])
    assert len(articles) > 100
    assert all(isinstance(article, RawArticle) for article in articles)
    assert isinstance(last, Rejection)
    assert "cut off" in last.reason


def _varied(lines: int) -> bytes:
    dice = random.Random(1)
    return b"".join(b'{"text": "%s"}\n' % dice.randbytes(400).hex().encode() for _ in range(lines))


def test_a_page_cut_off_in_gzip_is_no_page(refusal: Callable[..., str]) -> None:
    assert "cut off" in refusal(gzip.compress(b"<html><p>" + _varied(9))[:-200])


def test_damaged_gzip_is_said(refusal: Callable[..., str]) -> None:
    assert "damaged gzip" in refusal(gzip.compress(b"")[:10] + b"\xff" * 200)


def test_a_zip_cut_off_is_said(refusal: Callable[..., str]) -> None:
    assert "cut off or damaged" in refusal(zipped({"a.txt": b"The mine."})[:-30])


def test_one_damaged_member_does_not_hide_the_others(
    read_bytes: Callable[..., list[RawArticle | Rejection]],
) -> None:
    data = bytearray(zipped({"a.txt": b"The mine is closed.", "b.txt": b"The mine is open."}, zipfile.ZIP_STORED))
    data[data.index(b"closed")] ^= 0xFF
    damaged, whole = read_bytes(bytes(data))
    assert damaged == Rejection("-/a.txt", damaged.reason)  # type: ignore[union-attr]
    assert isinstance(whole, RawArticle)


def test_an_encrypted_member_is_said(refusal: Callable[..., str]) -> None:
    data = bytearray(zipped({"a.txt": b"The mine."}))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    assert "encrypted" in refusal(bytes(data))


@pytest.mark.parametrize("name", ["word/document.xml", "xl/workbook.xml", "META-INF/container.xml"])
def test_documents_that_are_zip_files_are_refused_whole(name: str, refusal: Callable[..., str]) -> None:
    assert "looks like a" in refusal(zipped({name: b"<w/>", "a.xml": b"<x/>"}))


def bomb_gzip(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([packer.compress(b"[" + bytes(1 << 20)) for _ in range(size >> 20)]) + packer.flush()


LIMITS = {"free_expansion": 1 << 20}


def test_a_gzip_bomb_is_left_alone(refusal: Callable[..., str]) -> None:
    lines = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = b"".join(lines.compress(b'{"text": "aaaaaaaaaaaaaaaaaaaaa"}\n' * 1000) for _ in range(300)) + lines.flush()
    assert "bomb" in refusal(data, format="text", **LIMITS)


def test_a_zip_bomb_is_left_alone(refusal: Callable[..., str]) -> None:
    assert "bomb" in refusal(zipped({"a.txt": b"a" * (8 << 20)}), **LIMITS)


def test_a_bomb_of_many_members_is_left_alone(
    read_bytes: Callable[..., list[RawArticle | Rejection]],
) -> None:
    found = read_bytes(zipped({f"{n}.txt": b"a" * (1 << 20) for n in range(40)}), **LIMITS, expansion=20)
    assert isinstance(found[0], RawArticle)
    assert "bomb" in found[-1].reason  # type: ignore[union-attr]


def test_packing_has_a_depth(refusal: Callable[..., str]) -> None:
    data = b"The river."
    for _ in range(4):
        data = gzip.compress(data)
    assert "packed more than 3 times" in refusal(data)
    nested = b"The river."
    for _ in range(4):
        nested = zipped({"a.zip": nested})
    assert "packed more than 3 times" in refusal(nested)


def test_a_zip_with_an_endless_list_is_refused_before_the_list_is_read(refusal: Callable[..., str]) -> None:
    data = bytearray(zipped({"a.txt": b"The mine."}))
    struct.pack_into("<I", data, len(data) - 22 + 12, 1 << 30)
    assert "too many files" in refusal(bytes(data))


def test_what_is_packed_too_often_is_told_once_and_the_rest_is_read(
    read_bytes: Callable[..., list[RawArticle]],
) -> None:
    deep = {"a.gz": gzip.compress(b"x"), "b.txt": b"The river.", "c.zip": zipped({"d.txt": b"x"}), "e.gz": b"\x1f\x8b"}
    nest = zipped({"1.zip": zipped({"2.zip": zipped(deep), "3.zip": zipped(deep)}), "f.txt": b"The quay."})
    refused, *kept = read_bytes(nest)
    assert isinstance(refused, Rejection)
    assert refused.location == "-/1.zip/2.zip/a.gz"
    assert "packed more than 3 times over" in refused.reason
    assert [article.location for article in kept] == ["-/1.zip/2.zip/b.txt", "-/1.zip/3.zip/b.txt", "-/f.txt"]
