from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.reading.decoding import as_utf8, codec_named, decoded
from newsgraph.reading.stream import Stream

POLISH = "Rada miejska w Gdyni odłożyła głosowanie nad budżetem. Związkowcy zapowiedzieli strajk ostrzegawczy. " * 3
RUSSIAN = "Совет порта отложил голосование. Профсоюз объявил забастовку на следующей неделе. " * 3
FRENCH = "Le conseil municipal a différé le vote sur la jetée ; les dockers ont cessé le travail à midi. " * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [POLISH, RUSSIAN, FRENCH])
def test_a_byte_order_mark_or_utf8_needs_no_word(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)).lstrip("\ufeff") == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_its_mark_is_seen(encoding: str) -> None:
    assert decoded(FRENCH.encode(encoding)) == FRENCH


@pytest.mark.parametrize(
    ("text", "encoding"), [(POLISH, "cp1250"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (FRENCH, "cp1252")]
)
def test_an_encoding_is_believed_when_said_and_mostly_found_when_not(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert decoded(data, encoding) == text
    assert decoded(f'<meta charset="{encoding}">'.encode() + data).endswith(text)
    assert decoded(f"<?xml version='1.0' encoding='{encoding}'?>".encode() + data).endswith(text)
    assert decoded(data) == text


def test_a_false_word_is_not_believed() -> None:
    assert decoded(POLISH.encode(), "ascii-nonsense") == POLISH
    assert decoded(b'<meta charset="utf-16">' + POLISH.encode()).endswith(POLISH)
    assert decoded(RUSSIAN.encode("cp1251"), "utf-8") == RUSSIAN


def test_one_bad_byte_does_not_spoil_the_page() -> None:
    page = POLISH.encode() + b"caf\xe9 " + POLISH.encode()
    assert decoded(page) == f"{POLISH}café {POLISH}"


def test_latin_1_means_what_browsers_take_it_for() -> None:
    assert decoded("“quoted”".encode("cp1252"), "iso-8859-1") == "“quoted”"


@pytest.mark.parametrize("label", ["hex", "base64", "rot13", "no-such", "utf-16", "", "\0", "zip"])
def test_a_label_that_is_no_charset_names_none(label: str) -> None:
    assert codec_named(label) == ""


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "utf-8", "utf-16", "shift_jis", "gb2312", "nonsense", "idna"]),
)
def test_no_bytes_raise(data: bytes, said: str) -> None:
    decoded(data, said)
    b"".join(as_utf8(Stream(BytesIO(data).read), said).exactly(10_000)).decode("utf-8", "replace")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decoded(text.encode()) == text
