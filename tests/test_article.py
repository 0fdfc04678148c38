"""What an article is, once it is clean."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from newsgraph.article import Article, Part, ZoneKind, article_id, compose

parts = st.builds(Part, st.sampled_from(ZoneKind), st.text(), st.just(""))


@given(st.lists(parts))
def test_zones_cut_the_very_words_that_were_put_in(given_parts: list[Part]) -> None:
    text, zones = compose(given_parts)
    kept = [unicodedata.normalize("NFC", part.text).strip() for part in given_parts]
    assert [text[zone.start : zone.end] for zone in zones] == [words for words in kept if words]
    assert unicodedata.is_normalized("NFC", text)


def test_title_standfirst_and_body_come_from_the_zones() -> None:
    text, zones = compose(
        [
            Part(ZoneKind.TITLE, "Cranes stand still"),
            Part(ZoneKind.STANDFIRST, "Talks fail again."),
            Part(ZoneKind.BODY, "The port was silent."),
            Part(ZoneKind.BIO, "Ana Ruiz covers the port.", "Ana Ruiz"),
            Part(ZoneKind.BODY, "Nobody came."),
        ]
    )
    article = Article(id=article_id(title="x"), text=text, zones=zones)
    assert article.title == "Cranes stand still"
    assert article.standfirst == "Talks fail again."
    assert article.body == "The port was silent.\n\nNobody came."
    assert article.parts(ZoneKind.BIO) == ("Ana Ruiz covers the port.",)
    assert [zone.about for zone in article.zones if zone.kind is ZoneKind.BIO] == ["Ana Ruiz"]


def test_an_address_names_an_article_whatever_its_text() -> None:
    one = article_id(url="http://www.a.example/x/", title="Old", body="old")
    assert one == article_id(url="https://a.example/x?utm_medium=mail", title="New", body="new")


def test_a_record_is_named_by_its_source_and_its_own_id() -> None:
    assert article_id(source="agency", external_id="7") != article_id(source="other", external_id="7")
    assert article_id(source="agency", external_id="7", body="a") == article_id(
        source="agency", external_id="7", body="b"
    )


def test_without_address_or_id_the_content_names_it() -> None:
    assert article_id(title="A", body="b  c\n") == article_id(title="A", body="b c")
    assert article_id(title="A", body="b") != article_id(title="A", body="c")
    assert article_id(title="A", external_id="7") == article_id(title="A", external_id="8")


@given(st.text(), st.text(), st.text(), st.text())
def test_an_id_always_has_the_same_form(url: str, source: str, external_id: str, title: str) -> None:
    made = article_id(url=url, source=source, external_id=external_id, title=title)
    assert made.startswith("article/")
    assert len(made) == len("article/") + 16
