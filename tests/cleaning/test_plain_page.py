"""Pages saved as plain text, in the layouts that outlets and archives use. Written for these tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.article import Article, ZoneKind
from newsgraph.cleaning import clean
from newsgraph.cleaning.plain_page import read_plain_page
from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle

ONE = (
    "The harbour council voted on Tuesday to close the old coal pier after inspectors had found that most of its piles "
    "were rotten below the water line. Nobody may moor there from Monday on."
)
TWO = (
    "Fishermen who use the berths said that they had not been asked, and that the nearest free places lie two hours up "
    "the coast in Sandholm. They plan to bring their boats to the town hall."
)
THREE = (
    "A repair would cost four million crowns according to the engineers, more than the port earns in a year. "
    "The council "
    "wants to hear other offers before the winter."
)
BODY = f"{ONE}\n\n{TWO}\n\n{THREE}"
HEAD = "Harbour council closes old coal pier"


def page(text: str, **known: str) -> Article:
    return clean(RawArticle(location="page.txt", format="text", plain_page=text, **known))


def test_a_site_page_with_header_tagline_standfirst_credit_author_and_form() -> None:
    article = page(
        "brackwater.example\n\nNews and views at brackwater.example\n\n"
        f"{HEAD}\n\n"
        "The old coal pier is closed after inspectors found rotten piles below the water line. The harbour "
        "council voted "
        "on Tuesday.\n\n"
        f"{BODY}\n\nOriginal Source: www.sandholmpost.example\n\nAnn Lee\n\n"
        "Ann Lee is a seasoned journalist who covers the coast. She studied in Sandholm.\n\n"
        "Leave a Reply\n\nYour email address will not be published. Required fields are marked *"
    )
    assert article.title == HEAD
    assert article.standfirst.startswith("The old coal pier is closed")
    assert article.parts(ZoneKind.BODY) == (ONE, TWO, THREE)
    assert (article.source, article.origin, article.authors) == (
        "brackwater.example",
        "www.sandholmpost.example",
        ("Ann Lee",),
    )
    bio = next(zone for zone in article.zones if zone.kind is ZoneKind.BIO)
    assert bio.about == "Ann Lee"
    assert article.text[bio.start : bio.end].startswith("Ann Lee is a seasoned")
    assert article.parts(ZoneKind.FURNITURE)[-2:] == (
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
    )
    assert (article.published, article.language) == (None, "en")


def test_headline_byline_date_and_paragraphs() -> None:
    article = page(
        f"{HEAD}\n\nBy Ann Lee and Bo Karlsen, Reuters\n\nJune 3, 2012\n\n{BODY}\n\n© 2012 The Brackwater Herald."
    )
    assert (article.title, article.authors, article.agencies) == (HEAD, ("Ann Lee", "Bo Karlsen"), ("Reuters",))
    assert article.published is not None
    assert article.published.date().isoformat() == "2012-06-03"
    assert article.parts(ZoneKind.BODY) == (ONE, TWO, THREE)
    assert article.parts(ZoneKind.BYLINE) == ("By Ann Lee and Bo Karlsen, Reuters",)


def test_a_newspapers_name_on_top_is_the_source_and_a_short_line_below_the_headline_the_standfirst() -> None:
    article = page(
        f"The Brackwater Herald\n\n{HEAD}\n\nRotten piles below the water line\n\nBy ANN LEE, Staff Writer | "
        f"June 3, 2012\n\n{BODY}"
    )
    assert (article.source, article.title) == ("The Brackwater Herald", HEAD)
    assert article.standfirst == "Rotten piles below the water line"
    assert article.authors == ("Ann Lee",)
    assert article.published is not None


def test_a_line_with_the_url_names_the_page() -> None:
    article = page(f"{HEAD}\n\nhttps://www.brackwater.example/news/2012/06/03/pier\n\n{BODY}")
    assert (article.url, article.source) == (
        "https://www.brackwater.example/news/2012/06/03/pier",
        "brackwater.example",
    )
    assert article.published is not None
    assert article.evidence[-1].how == "date in the URL"


def test_headers_like_those_of_a_mail() -> None:
    article = page(
        f"Title: {HEAD}\nAuthor: Ann Lee\nDate: 3 June 2012\nSource: brackwater.example\n"
        f"URL: https://brackwater.example/a\nTags: port, coal\nSection: Local\n\n{BODY}"
    )
    assert (article.title, article.authors, article.source) == (HEAD, ("Ann Lee",), "brackwater.example")
    assert (article.url, article.tags, article.section) == ("https://brackwater.example/a", ("port", "coal"), "Local")
    assert article.parts(ZoneKind.BODY) == (ONE, TWO, THREE)
    assert article.published is not None


def test_one_line_with_a_colon_is_a_headline_and_no_header() -> None:
    assert page(f"Date: the fruit that the port lives on\n\n{BODY}").title == "Date: the fruit that the port lives on"


def test_paragraphs_without_empty_lines_are_one_a_line() -> None:
    article = page(f"{HEAD}\n{ONE}\n{TWO}\n{THREE}")
    assert (article.title, article.parts(ZoneKind.BODY)) == (HEAD, (ONE, TWO, THREE))


def test_hard_wrapped_lines_are_joined() -> None:
    words = ONE.split()
    wrapped = "\n".join(" ".join(words[i : i + 9]) for i in range(0, len(words), 9))
    assert page(f"{HEAD}\n\n{wrapped}\n\n{TWO}").parts(ZoneKind.BODY) == (ONE, TWO)


def test_comments_and_links_to_other_articles_are_not_the_body() -> None:
    article = page(
        f"{HEAD}\n\n{BODY}\n\nRelated stories\n\nCoal is dead\n\n2 Comments\n\nJoe says: {TWO}\n\nLeave a "
        f"Reply\n\nName *"
    )
    assert article.parts(ZoneKind.BODY) == (ONE, TWO, THREE)
    assert article.parts(ZoneKind.COMMENTS) == (f"Joe says: {TWO}",)
    assert set(article.parts(ZoneKind.FURNITURE)) == {
        "Related stories",
        "Coal is dead",
        "2 Comments",
        "Leave a Reply",
        "Name *",
    }


def test_about_the_author_begins_a_biography_of_several_paragraphs() -> None:
    article = page(
        f"{HEAD}\n\nAnn Lee\n\nUpdated 4 June 2012\n\n{BODY}\n\nAbout the author\n\nAnn Lee is a reporter who "
        f"covers the port.\n\nShe lives in Sandholm."
    )
    assert [zone.about for zone in article.zones if zone.kind is ZoneKind.BIO] == ["Ann Lee", "Ann Lee"]
    assert (article.published, article.updated is not None) == (None, True)


def test_a_note_of_one_sentence_is_an_article() -> None:
    article = page(f"{HEAD}\n\nBy Ann Lee\n\nNobody may moor there from Monday on.")
    assert (article.title, article.body) == (HEAD, "Nobody may moor there from Monday on.")


def test_buttons_between_paragraphs_are_furniture() -> None:
    article = page(f"{HEAD}\n\n{ONE}\n\nAdvertisement\n\n{TWO}\n\nShare this:\n\n{THREE}")
    assert article.parts(ZoneKind.BODY) == (ONE, TWO, THREE)


def test_a_wire_story_carries_its_agency() -> None:
    article = page(f"{HEAD}\n\nBRACKWATER, June 3 (Reuters) - {BODY}", source="brackwater.example")
    assert (article.agencies, article.origin) == (("Reuters",), "reuters.com")


def test_what_the_container_knows_goes_first() -> None:
    article = page(f"{HEAD}\n\n{BODY}", title="Pier closed", url="https://brackwater.example/x", published="2012-06-03")
    assert article.title == "Pier closed"
    assert article.url == "https://brackwater.example/x"
    assert article.published is not None


@pytest.mark.parametrize("text", ["", "  \n\n ", "Leave a Reply\n\nName *", "just one line"])
def test_a_page_without_text_is_rejected_with_a_reason(text: str) -> None:
    with pytest.raises(ArticleRejected, match="text"):
        page(text)


LINES = st.sampled_from(
    [HEAD, ONE, TWO, THREE, "Ann Lee", "By Ann Lee", "June 3, 2012", "brackwater.example", "Leave a Reply", "", "x"]
)


@given(st.lists(LINES, max_size=14), st.sampled_from(["\n", "\n\n"]))
def test_no_word_is_lost_and_every_line_has_one_zone(lines: list[str], gap: str) -> None:
    text = gap.join(lines)
    parts = read_plain_page(text).parts
    assert " ".join(" ".join(part.text for part in parts).split()) == " ".join(text.split())


@given(st.text(max_size=500))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_plain_page(text)
