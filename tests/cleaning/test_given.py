"""A record's own words, letter for letter."""

from hypothesis import given
from hypothesis import strategies as st

from newsgraph.article import ZoneKind
from newsgraph.cleaning import clean
from newsgraph.cleaning.given import as_given
from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle

prose = st.lists(st.sampled_from(["Goma", "fell", ".", "\n", "\n\n", " ", "  \n \n", "\t", "é", "e\u0301", "&amp;"]))


def record(text: str, title: str = "") -> RawArticle:
    return RawArticle(location="x", format="jsonl", body_text=text, title=title)


@given(prose.map("".join), st.sampled_from(["", "Title", "  a title&amp; "]))
def test_no_letter_of_what_was_given_moves(text: str, title: str) -> None:
    raw = record(text, title)
    try:
        article = clean(raw)
    except ArticleRejected:
        return
    given_article, title_end, start = as_given(raw, article)
    assert given_article.text[start:] == text
    assert given_article.text[:title_end] == title
    assert all(a.end <= b.start for a, b in zip(given_article.zones, given_article.zones[1:], strict=False))
    covered = "".join(given_article.text[zone.start : zone.end] for zone in given_article.zones if zone.start >= start)
    assert "".join(covered.split()) == "".join(text.split())


def test_a_byline_in_the_text_stays_a_byline() -> None:
    raw = record("By Nadia Fenn\n\nThe cranes stood still.\n\nNobody worked.")
    found = as_given(raw, clean(raw)).article
    assert [zone.kind for zone in found.zones] == [ZoneKind.BYLINE, ZoneKind.BODY, ZoneKind.BODY]


def test_a_page_is_as_cleaning_left_it() -> None:
    raw = RawArticle(location="x", format="html", body_html="<p>The cranes <b>stood</b> still on Monday.</p>")
    article = clean(raw)
    assert as_given(raw, article).article is article
