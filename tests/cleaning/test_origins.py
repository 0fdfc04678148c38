import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.cleaning.markup import Markup
from newsgraph.cleaning.origins import (
    AFFILIATION,
    Mark,
    confirmed,
    line_marks,
    page_marks,
    same_site,
    settle_origin,
    text_marks,
)

MARKS = [  # text, what it names, agency
    ("Para.\n\nOriginal Source: www.sandholmpost.example\n\nAnn Lee", "www.sandholmpost.example", ""),
    ("Para.\n\nOriginal article: https://sandholm.example/a-b", "https://sandholm.example/a-b", ""),
    ("Para.\n\nSource: Reuters", "Reuters", "Reuters"),
    ("Para.\n\nQuelle: dpa", "dpa", "dpa"),
    ("This article was originally published on sandholm.example.", "sandholm.example", ""),
    ("This story first appeared in the Sandholm Post on June 3, 2012.", "the Sandholm Post", ""),
    ("This piece was republished with permission from The Sandholm Post under a licence.", "The Sandholm Post", ""),
    ("Der Text ist zuerst erschienen bei sandholm.example.", "sandholm.example", ""),
    ("Read the original article on https://sandholm.example/a", "https://sandholm.example/a", ""),
    ("GOMA, June 3 (Reuters) - Text", "Reuters", "Reuters"),
    ("(AP) — Text", "AP", "AP"),
    ("BRACKWATER, Md. (AP) -- Text", "AP", "AP"),
    ("Berlin (dpa/lno) - Der Text", "dpa", "dpa"),
    ("Text.\n\n© 2019 The Associated Press. All rights reserved.", "The Associated Press", "AP"),
    ("Text.\n\nCopyright © copyright 2019 Agence France-Presse", "Agence France-Presse", "AFP"),
    ("Text here\n REUTER", "Reuters", "Reuters"),
    ("Text.\n\n(AP)", "AP", "AP"),
]
NO_MARKS = [
    "The mayor (Jones) said so.",
    "He told (AP) that nothing was lost.",
    "This book was first published in 1962.",
    "Her column was first published in May.",
    "They came via Sandholm and went on.",
    "The source of the river lies in the hills.",
    "",
]


@pytest.mark.parametrize(("text", "value", "agency"), MARKS)
def test_a_reprint_mark_is_found(text: str, value: str, agency: str) -> None:
    assert [(mark.value, mark.agency) for mark in text_marks(text)] == [(value, agency)]


@pytest.mark.parametrize("text", NO_MARKS)
def test_other_sentences_are_no_marks(text: str) -> None:
    assert list(text_marks(text)) == []


def test_a_dateline_may_name_two_agencies() -> None:
    assert [mark.agency for mark in text_marks("NEW YORK, June 3 (AP/AFP) Text")] == ["AP", "AFP"]


def test_marks_are_found_at_the_end_of_a_long_text() -> None:
    text = "Word after word. " * 1000 + "\n\nOriginally published at sandholm.example"
    assert [mark.value for mark in text_marks(text)] == ["sandholm.example"]


def page(head: str, address: str = "https://brackwater.example/a") -> list[Mark]:
    return list(page_marks(Markup(f"<html><head>{head}</head><body></body></html>", address)))


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://www.sandholm.example/b">',
        '<meta name="syndication-source" content="https://www.sandholm.example/b">',
        '<meta name="original-source" content="https://www.sandholm.example/b">',
        "<script "
        'type="application/ld+json">{"@type":"NewsArticle","isBasedOn":"https://www.sandholm.example/b"}</script>',
        "<script "
        'type="application/ld+json">{"@type":"Article","isBasedOn":{"@id":"https://www.sandholm.example/b"}}</script>',
    ],
)
def test_metadata_that_names_another_publisher_is_a_mark(head: str) -> None:
    assert [mark.value for mark in page(head)] == ["https://www.sandholm.example/b"]
    assert settle_origin(page(head), source="brackwater.example").origin == "https://www.sandholm.example/b"


@pytest.mark.parametrize(
    "href", ["https://www.brackwater.example/b", "https://m.brackwater.example/a", "/a", "http://["]
)
def test_a_canonical_link_within_the_site_is_none(href: str) -> None:
    assert page(f'<link rel="canonical" href="{href}">') == []


def test_a_canonical_link_is_measured_against_og_url_where_the_address_is_unknown() -> None:
    head = (
        '<meta property="og:url" content="https://brackwater.example/a"><link rel="canonical" '
        'href="https://sandholm.example/">'
    )
    assert [mark.how for mark in page(head, "")] == ["canonical link to another host"]


def test_the_strongest_mark_is_the_first_that_names_another_host() -> None:
    marks = [Mark("The Sandholm Post", "x"), Mark("AP", "dateline", "AP"), Mark("www.sandholm.example", "line")]
    origin = settle_origin(marks, source="brackwater.example")
    assert origin.origin == "www.sandholm.example"
    assert origin.agencies == ("AP",)
    assert [(e.value, e.used) for e in origin.evidence] == [
        ("The Sandholm Post", False),
        ("AP", False),
        ("www.sandholm.example", True),
    ]


def test_an_agency_is_the_origin_of_what_another_outlet_prints_under_its_mark() -> None:
    dateline = [Mark("AP", "dateline", "AP")]
    assert settle_origin(dateline, source="brackwater.example").origin == "apnews.com"
    assert settle_origin(dateline, source="brackwater.example", alone=False).origin == "apnews.com"


@pytest.mark.parametrize("source", ["apnews.com", "AP", "Associated Press", "hosted.apnews.com"])
def test_an_agency_is_not_the_origin_of_its_own_text(source: str) -> None:
    origin = settle_origin([Mark("AP", "dateline", "AP")], source=source)
    assert (origin.origin, origin.agencies, origin.evidence) == (None, ("AP",), ())


def test_an_agency_that_helped_a_named_author_is_not_the_origin() -> None:
    assert settle_origin([Mark("AP", "byline", "AP")], source="brackwater.example", alone=False).origin is None


@pytest.mark.parametrize(
    "value", ["www.brackwater.example", "https://m.brackwater.example/x", "Brackwater", "The Brackwater"]
)
def test_a_mark_that_names_the_source_itself_is_none(value: str) -> None:
    assert settle_origin([Mark(value, "copyright line")], source="brackwater.example").evidence == ()


def test_hosts_belong_together_by_their_registered_name() -> None:
    assert same_site("m.harbour.co.uk", "harbour.co.uk")
    assert not same_site("harbour.co.uk", "sandholm.co.uk")
    assert same_site("amp.harbour.com", "edition.harbour.com")


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text: str) -> None:
    settle_origin(text_marks(text), source="brackwater.example")


@pytest.mark.parametrize(
    "text",
    [
        "PORT MARROW, March 4 (Skerrywire) - The ferry ran aground.",
        "PORT MARROW, Sandholm, March 4 (Skerrywire) -- The ferry ran aground.",
        "BRACKWATER, 4. März (Skerrywire) – Die Fähre lief auf Grund.",
    ],
)
def test_a_whole_wire_dateline_names_an_agency_that_no_list_knows(text: str) -> None:
    assert list(text_marks(text)) == [Mark("Skerrywire", "dateline", "Skerrywire")]


@pytest.mark.parametrize(
    "text",
    [
        "A ferry off Port Marrow, March 4, 2017. (Ann Lee) The ferry ran aground.",
        "The ferry ran aground on March 4 (Monday) - and stayed there.",
        "PORT MARROW, March 4 (photo: Ann Lee/Skerrywire) - The ferry.",
        "On June 3, the Marrow Ferry Authority (MFA) - its owner - said nothing.",
        "UPDATE (12/12/2017): The ferry floats.",
        "MARROW (population 900) - The ferry ran aground.",
    ],
)
def test_what_else_stands_in_brackets_is_no_agency(text: str) -> None:
    assert [mark for mark in text_marks(text) if mark.agency] == []


def test_an_unlisted_name_in_a_dateline_without_day_needs_a_second_witness() -> None:
    marks = list(text_marks("PORT MARROW (Skerrywire) - The ferry ran aground."))
    assert list(confirmed(marks, {"marrow herald"})) == []
    assert list(confirmed(marks, {"skerrywire"})) == [Mark("Skerrywire", "dateline", "Skerrywire")]


def test_a_line_outside_of_the_body_marks_a_copy_and_no_dateline_does() -> None:
    lines = ["PORT MARROW, March 4 (Reuters) - Text", "Source: dpa", "© 2019 Marrow Herald", "© 2019 AFP"]
    assert [mark.agency for mark in line_marks(lines)] == ["dpa", "AFP"]
    assert [mark.agency for mark in line_marks(["Marrow Herald\n– quelle: dpa", ""])] == ["dpa"]
    assert list(line_marks([])) == []


def test_an_affiliation_claims_the_whole_text_for_its_agency() -> None:
    marks = [Mark("Reuters", AFFILIATION, "Reuters")]
    assert settle_origin(marks, source="brackwater.example", alone=False).origin == "reuters.com"
