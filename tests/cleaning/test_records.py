import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.article import Article, Evidence, ZoneKind
from newsgraph.cleaning import clean
from newsgraph.cleaning.records import paragraphs
from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle

TEXT = (
    "The harbour council voted on Tuesday to close the pier.\n\nFishermen said that they had not been asked about it."
)


def record(text: str = TEXT, **fields: object) -> Article:
    return clean(RawArticle.model_validate({"location": "a.jsonl:1", "format": "jsonl", "body_text": text, **fields}))


def test_a_record_becomes_an_article() -> None:
    article = record(
        title="Council &amp; pier", standfirst="It closes.", url="https://www.brackwater.example/a?utm_source=x",
        external_id="7",
        authors=('"Cortney OBrannigan"', "Cnn Wire", "Comment Count"), published="2012-06-03",
        updated="2012-06-04T10:00:00+02:00",
        section="Local", tags=("port", "Port", ""), language="en",
    )  # fmt: skip
    assert article.title == "Council & pier"
    assert article.standfirst == "It closes."
    assert article.parts(ZoneKind.BODY) == tuple(TEXT.split("\n\n"))
    assert article.authors == ("Cortney O'Brannigan",)
    assert article.agencies == ("CNN Wire",)
    assert article.published == datetime(2012, 6, 3, tzinfo=UTC)
    assert article.updated == datetime(2012, 6, 4, 8, tzinfo=UTC)
    assert (article.source, article.section, article.tags) == ("brackwater.example", "Local", ("port",))
    assert (article.external_id, article.location, article.language) == ("7", "a.jsonl:1", "en")
    assert Evidence("authors", "Comment Count", "container authors: no person's name", False) in article.evidence


def test_the_zones_cover_the_text() -> None:
    article = record(title="Pier", byline="By Ann Lee")
    for zone in article.zones:
        assert article.text[zone.start : zone.end].strip() == article.text[zone.start : zone.end] != ""
    assert article.parts(ZoneKind.BYLINE) == ("By Ann Lee",)
    assert article.authors == ("Ann Lee",)


def test_the_same_record_has_the_same_id_wherever_it_is_read() -> None:
    one = record(title="Pier", source="brackwater.example")
    two = clean(
        RawArticle(location="other.csv:9", format="csv", body_text=TEXT, title="Pier", source="www.brackwater.example")
    )
    assert one.id == two.id
    assert one.id != record(title="Other pier", source="brackwater.example").id


def test_a_url_names_the_article_before_anything_else() -> None:
    assert (
        record(url="http://www.brackwater.example/a/").id
        == record("Other text here.", url="https://brackwater.example/a").id
    )


def test_disagreeing_and_impossible_dates_are_kept_and_not_used() -> None:
    article = record(published="2099-01-01")
    assert article.published is None
    assert Evidence("published", "2099-01-01", "container date: in the future", False) in article.evidence


@pytest.mark.parametrize(
    ("language", "url", "day"),
    [
        ("en-US", "", 3),
        ("de", "", 4),
        ("en", "https://a.example.uk/", 4),
        ("en", "https://a.example.us/", 3),
        ("", "", None),
    ],
)
def test_locale_and_country_settle_the_order_of_day_and_month(language: str, url: str, day: int | None) -> None:
    article = record(published="03/04/2012", language=language, url=url)
    month = article.published.month if article.published else None
    assert month == day


@pytest.mark.parametrize(
    ("byline", "text", "agencies"),
    [
        ("By Ann Lee and Bo Marsh, Skerrywire", "PORT MARROW (Skerrywire) - The ferry ran aground.", ("Skerrywire",)),
        ("By Ann Lee, Political Editor", "PORT MARROW - The ferry ran aground.", ()),
        ("By Ann Lee, Sandholm", "SANDHOLM (Marrow) - The ferry ran aground.", ()),
        ("By Ann Lee in Sandholm", "SANDHOLM, June 3 (Skerrywire) - The ferry ran aground.", ("Skerrywire",)),
    ],
)
def test_places_and_roles_behind_a_name_are_no_agencies(byline: str, text: str, agencies: tuple[str, ...]) -> None:
    article = record(f"{text}\n\n{TEXT}", byline=byline, source="brackwater.example")
    assert article.agencies == agencies
    assert article.authors[0] == "Ann Lee"


def test_an_agencys_own_dispatch_names_the_agency_and_no_origin() -> None:
    text = f"PORT MARROW, June 3 (Skerrywire) - The ferry ran aground.\n\n{TEXT}"
    article = record(text, source="skerrywire.example", authors=("Ann Lee",))
    assert (article.agencies, article.authors, article.origin) == (("Skerrywire",), ("Ann Lee",), None)


def test_the_address_that_is_kept_tells_nothing_of_how_the_reader_came() -> None:
    article = record(url="https://www.brackwater.example/a?utm_source=x&id=7")
    assert article.url == "https://www.brackwater.example/a?id=7"
    assert article.id == record(url="https://brackwater.example/a/?id=7").id


def test_a_byline_in_the_first_line_is_read_where_the_record_names_nobody() -> None:
    article = record(f"By Ann Lee and Bo Karlsen, Reuters\n\n{TEXT}")
    assert (article.authors, article.agencies) == (("Ann Lee", "Bo Karlsen"), ("Reuters",))
    assert article.parts(ZoneKind.BODY) == tuple(TEXT.split("\n\n"))


def test_a_first_sentence_that_begins_with_by_is_body() -> None:
    assert record(f"By Tuesday the pier was closed.\n\n{TEXT}").parts(ZoneKind.BYLINE) == ()


def test_a_wire_text_is_parted_at_its_indents_and_signed_off() -> None:
    article = record(
        "The council closed\nthe pier on Tuesday.\n    Fishermen said\nthey were not asked.\n REUTER", source="Reuters"
    )
    assert article.parts(ZoneKind.BODY) == (
        "The council closed the pier on Tuesday.",
        "Fishermen said they were not asked.",
        "REUTER",
    )
    assert (article.agencies, article.origin) == (("Reuters",), None)


def test_the_containers_origin_is_the_strongest_mark() -> None:
    text = f"GOMA, June 3 (Reuters) - {TEXT}\n\nOriginally published at sandholm.example"
    article = record(text, url="https://brackwater.example/a", origin="https://www.hillpost.example/feed")
    assert article.origin == "https://www.hillpost.example/feed"
    assert article.agencies == ("Reuters",)
    assert [e.value for e in article.evidence if e.field == "origin"] == [
        "https://www.hillpost.example/feed", "Reuters", "sandholm.example",
    ]  # fmt: skip


def test_a_containers_origin_that_is_the_source_itself_is_none() -> None:
    assert record(url="https://brackwater.example/a", origin="https://www.brackwater.example/feed").origin is None


def test_advertisements_between_paragraphs_are_furniture() -> None:
    article = record("ADVERTISEMENT\n\n" + TEXT + "\n\nShare this:")
    assert article.parts(ZoneKind.FURNITURE) == ("ADVERTISEMENT", "Share this:")
    assert article.parts(ZoneKind.BODY) == tuple(TEXT.split("\n\n"))


@pytest.mark.parametrize("text", ["", "  \n \n"])
def test_a_record_without_text_is_rejected_with_a_reason(text: str) -> None:
    with pytest.raises(ArticleRejected, match="text"):
        record(text, title="Pier")


def test_a_summary_alone_is_an_article_in_part() -> None:
    article = record("", title="Pier closed", partial=True)
    assert (article.title, article.body, article.partial) == ("Pier closed", "", True)


PARAGRAPHS = [
    ("a b\n\nc d", ["a b", "c d"]),
    ("a b\r\n\r\nc d", ["a b", "c d"]),
    ("a\nb\n\nc", ["a b", "c"]),
    ("a b.\nc d.", ["a b.", "c d."]),
    ("a  b\u00a0c", ["a b c"]),
    ("AT&amp;T rose", ["AT&T rose"]),
    ("AT&T rose", ["AT&T rose"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


@given(st.text(max_size=300))
def test_any_text_is_cleaned_or_rejected(text: str) -> None:
    try:
        article = record(text, title="Pier")
    except ArticleRejected:
        return
    assert unicodedata.is_normalized("NFC", article.text)
    assert "".join(article.parts(*ZoneKind)).replace("\n", "") == article.text.replace("\n", "")


@given(
    st.lists(st.text(alphabet="abcdé ,.", min_size=1, max_size=30).filter(lambda t: t.strip()), min_size=1, max_size=6)
)
def test_paragraphs_come_back(blocks: list[str]) -> None:
    assert paragraphs("\n\n".join(blocks)) == [" ".join(block.split()) for block in blocks]


@pytest.mark.parametrize(
    ("byline", "authors", "origin"),
    [
        ("By Ann Lee, Reuters", ("Ann Lee",), "reuters.com"),
        ("By Ann Lee and The Associated Press", ("Ann Lee",), None),
        ("The Associated Press", (), "apnews.com"),
        ("By Ann Lee", ("Ann Lee",), None),
    ],
)
def test_what_a_byline_says_of_the_origin(byline: str, authors: tuple[str, ...], origin: str | None) -> None:
    article = record(byline=byline, source="brackwater.example")
    assert (article.authors, article.origin) == (authors, origin)


def test_one_word_in_an_authors_list_is_a_name() -> None:
    assert record(authors=("Moana", "admin", "Staff")).authors == ("Moana",)


def test_half_characters_do_not_reach_the_archive() -> None:
    article = record(
        "The pier \ud800 closes \x00 soon.", title="\udfff Pier", authors=("Ann \ud800 Lee",), tags=("\udc00x",)
    )
    for words in (article.text, article.title, *article.authors, *article.tags):
        words.encode()
    assert article.body.startswith("The pier ? closes")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The Courier's Ann Lee and Jo Marl contributed to this report.", ZoneKind.FURNITURE),
        ("- Ann Lee in Skarrow also contributed reporting", ZoneKind.FURNITURE),
        ("(Reporting by Ann Lee in Skarrow; editing by Jo Marl)", ZoneKind.FURNITURE),
        ("Enlarge this image toggle caption Ann Lee/Halyard Ann Lee/Halyard", ZoneKind.CAPTION),
        ("Image copyright Halyard Image caption The crane of berth 4 before it fell", ZoneKind.CAPTION),
        ("Media playback is unsupported on your device Media caption The harbour master: “We knew”", ZoneKind.CAPTION),
        ("toggle caption Ann Lee/Halyard", ZoneKind.CAPTION),
        (
            "The quay at dawn. Hide Caption 1 of 6 Photos: The crane The crane at noon. Hide Caption 2 of 6",
            ZoneKind.CAPTION,
        ),
        ("JUST WATCHED The crane falls Replay More Videos ... MUST WATCH The crane falls 02:09", ZoneKind.FURNITURE),
        (
            "Image caption or not, the harbour master kept the picture, and " + "kept it well; " * 20 + "he said.",
            ZoneKind.BODY,
        ),
        ("She asked them to hide caption and picture.", ZoneKind.BODY),
        ("Ann Lee/AFP/Getty Images", ZoneKind.CAPTION),
        ("Rust contributed to the fall of the crane, Ann Lee said.", ZoneKind.BODY),
        ("The reporting by Ann Lee led to an inquiry into the harbour company.", ZoneKind.BODY),
        ("Ann Lee told the AP/dpa joint desk that she would stay.", ZoneKind.BODY),
    ],
)
def test_who_helped_or_took_the_picture_is_not_whom_it_is_about(line: str, kind: ZoneKind) -> None:
    assert line in record(f"{TEXT}\n\n{line}").parts(kind)
