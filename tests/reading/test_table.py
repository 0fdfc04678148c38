import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.raw import Rejection
from newsgraph.reading import ReadOptions, read

Read = Callable[..., list[Any]]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_dialect_is_told(sign: str, encoding: str, read_bytes: Read) -> None:
    table = f'Title{sign}Text{sign}Tags\n"Fähre{sign} Kai"{sign}"Kein Schiff\n\nheute ""hier"""{sign}Hafen\n'
    (article,) = read_bytes(table.encode(encoding))
    assert (article.format, article.location) == ("csv", "-:4")
    assert (article.title, article.body_text) == (f"Fähre{sign} Kai", 'Kein Schiff\n\nheute "hier"')
    assert article.tags == ("Hafen",)


def test_the_line_in_a_location_is_the_one_in_an_editor(read_bytes: Read) -> None:
    found = read_bytes("title,text\nA,a\nB,b\n\nC,c\n")
    assert [article.location for article in found] == ["-:2", "-:3", "-:5"]


def test_a_large_field_is_read_and_a_larger_one_refused(read_bytes: Read) -> None:
    found = read_bytes(f"title,text\nA,{'a' * 500_000}\nB,{'b' * 1_200_000}\nC,c\n", largest=1 << 20)
    assert len(found[0].body_text) == 500_000
    assert isinstance(found[1], Rejection)
    assert "larger than 1 MiB" in found[1].reason
    assert found[2].title == "C"


def test_an_open_quotation_mark_does_not_swallow_the_memory(read_bytes: Read) -> None:
    found = read_bytes('title,text\nA,"a\n' + "row,row\n" * 5_000, largest=1 << 14)
    assert "quotation mark" in found[0].reason


def test_too_many_cells_are_said(read_bytes: Read) -> None:
    (rejection,) = read_bytes("title,text\nA,a,b\n")
    assert "3 cells under 2 columns" in rejection.reason


def test_missing_cells_are_empty(read_bytes: Read) -> None:
    (article,) = read_bytes("text,title,author\na\n")
    assert (article.body_text, article.title) == ("a", "")


def test_columns_that_nobody_knows_are_named_with_the_way_out(refusal: Callable[..., str]) -> None:
    reason = refusal("kop,tekst\nA,a\n", format="csv")
    assert "kop, tekst" in reason
    assert "--map" in reason


def test_mapped_columns_are_read(read_bytes: Read) -> None:
    (article,) = read_bytes("kop,tekst\nA,a\n", mapping={"title": "kop", "text": "tekst"})
    assert (article.title, article.body_text) == ("A", "a")


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=30
).filter(str.strip)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_what_a_spreadsheet_writes_comes_back(rows: list[tuple[str, str]], sign: str) -> None:
    held = io.StringIO()
    csv.writer(held, delimiter=sign).writerows([("title", "text"), *rows])
    found = list(read(["-"], ReadOptions(stdin=io.BytesIO(held.getvalue().encode()), format="csv")))
    assert [(a.title, a.body_text or a.body_html) for a in found] == rows  # type: ignore[union-attr]
