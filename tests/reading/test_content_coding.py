"""Is a packed body unpacked right, and never to more than was agreed?"""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.errors import ArticleRejected
from newsgraph.reading.content_coding import first_of, unpacked


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("X-GZip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "deflate without a header": ("deflate", raw_deflate),
    "identity": ("identity", bytes),
    "none": ("", bytes),
}


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


@pytest.mark.parametrize("name", PACKERS)
@given(data=st.binary(max_size=300), repeated=st.integers(1, 2000), size=st.integers(2, 3000))
def test_what_was_packed_comes_out_whatever_the_pieces(name: str, data: bytes, repeated: int, size: int) -> None:
    encoding, pack = PACKERS[name]
    body = data * repeated
    assert unpacked(pieces(pack(body), size), encoding, limit=len(body) + 1000) == body


@pytest.mark.parametrize("name", PACKERS)
def test_the_limit_is_the_last_byte_that_is_taken(name: str) -> None:
    encoding, pack = PACKERS[name]
    body = b"news " * 40_000
    assert len(unpacked([pack(body)], encoding, limit=len(body))) == len(body)
    with pytest.raises(ArticleRejected, match="larger than 199,999 bytes"):
        unpacked([pack(body)], encoding, limit=len(body) - 1)


def test_a_bomb_is_given_up_before_it_fills_the_memory() -> None:
    bomb = gzip.compress(bytes(200_000_000), 1)
    tracemalloc.start()
    with pytest.raises(ArticleRejected, match="larger than"):
        unpacked([bomb], "gzip", limit=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_blocks_that_unpack_to_nothing_are_given_up_too() -> None:
    empty_block = b"\x00\x00\x00\xff\xff"
    with pytest.raises(ArticleRejected, match="larger than"):
        unpacked((empty_block * 100 for _ in range(10_000)), "deflate", limit=10_000)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress"])
def test_what_was_not_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(ArticleRejected, match="expected one of: gzip, deflate"):
        unpacked([b"..."], encoding, limit=100)


def test_a_body_that_breaks_off_or_is_damaged_is_refused() -> None:
    packed = gzip.compress(b"news " * 1000)
    with pytest.raises(ArticleRejected, match="breaks off"):
        unpacked([packed[:-20]], "gzip", limit=100_000)
    with pytest.raises(ArticleRejected, match="damaged"):
        unpacked([packed[:20], b"\xff" * 200], "gzip", limit=100_000)


def test_an_empty_body_is_empty_whatever_it_says_it_is() -> None:
    assert unpacked([], "gzip", limit=10) == b""


def test_the_beginning_is_enough_where_the_rest_is_not_wanted() -> None:
    assert first_of([gzip.compress(b"a" * 100_000)], "gzip", limit=7) == b"a" * 7
    assert first_of(iter([b"abc", b"def"]), "", limit=4) == b"abcd"
    assert first_of([b"abc"], "", limit=4) == b"abc"
