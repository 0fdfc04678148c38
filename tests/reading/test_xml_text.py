from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.reading.stream import Member, Stream
from newsgraph.reading.xml_text import characters


def mended(text: str, size: int = 1 << 16) -> str:
    held = BytesIO(text.encode())
    return "".join(characters(Member("x", Stream(lambda _: held.read(size)))))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<a>Quay & mine</a>", "<a>Quay &amp; mine</a>"),
        ("<a>&amp;&lt;&#233;&#xe9;</a>", "<a>&amp;&lt;&#233;&#xe9;</a>"),
        ("<a>&nbsp;&eacute;&mdash;</a>", "<a>\xa0é—</a>"),
        ("<a>&house;</a>", "<a>&house;</a>"),
        ("<a>&#xD800;&#0;</a>", "<a>\ufffd\ufffd</a>"),
        ("<a>AT&T; R&D</a>", "<a>AT&T; R&amp;D</a>"),
        ("<a><![CDATA[Quay & mine &nbsp;]]> &</a>", "<a><![CDATA[Quay & mine &nbsp;]]> &amp;</a>"),
        ("<?xml version='1.0' encoding='ebcdic'?><a/>", "<a/>"),
        ("\n <a>\x08</a>", "<a></a>"),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_what_would_stop_the_parser_is_mended_wherever_a_piece_ends(written: str, read: str, size: int) -> None:
    assert mended(written + " " * 70_000, size).rstrip() == read


@given(st.text(st.sampled_from("<![CDATA]>&;#x1a "), max_size=60), st.integers(1, 9))
def test_pieces_make_no_difference(text: str, size: int) -> None:
    assert mended(f"<a>{text}", size) == mended(f"<a>{text}")
