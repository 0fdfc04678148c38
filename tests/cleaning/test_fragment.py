import pytest

from newsgraph.article import ZoneKind
from newsgraph.cleaning import clean
from newsgraph.cleaning.fragment import fragment_parts
from newsgraph.raw import RawArticle


@pytest.mark.parametrize(
    ("html", "paragraphs"),
    [
        ("<p>One.</p><p>Two.</p>", ("One.", "Two.")),
        ("One.<br/><br/>Two.", ("One.", "Two.")),
        ("One.\n\nTwo\nlines.\n \n\nThree.", ("One.", "Two lines.", "Three.")),
        ("Words alone", ("Words alone",)),
        ("<h3>Head</h3><ul><li>a</li><li>b</li></ul>", ("Head", "a", "b")),
        ("<p>Unclosed <b>bold<p>Next", ("Unclosed bold", "Next")),
        ("AT&amp;T &lt;rises&gt;", ("AT&T <rises>",)),
        ("", ()),
        ("<img src='x.jpg'>", ()),
    ],
)
def test_all_of_a_fragment_is_its_body(html: str, paragraphs: tuple[str, ...]) -> None:
    assert fragment_parts(html).paragraphs == paragraphs


def test_captions_of_a_fragment_are_no_paragraphs() -> None:
    parts = fragment_parts("<figure><img><figcaption>The wall</figcaption></figure><p>It holds.</p>")
    assert (parts.captions, parts.paragraphs) == (("The wall",), ("It holds.",))


def test_links_of_a_fragment_are_relative_to_its_address() -> None:
    parts = fragment_parts("<p>See <a href='../b?x=1'>the   other</a> one</p>", "https://herald.example/n/a")
    (link,) = parts.links
    assert link.url == "https://herald.example/b?x=1"
    assert parts.paragraphs[link.paragraph][link.start : link.end] == "the other"


def test_a_credit_line_under_a_feed_item_still_names_its_origin() -> None:
    html = "<p>The ferry was late again on Monday, its owner said, and would be late on Tuesday.</p>" * 3
    raw = RawArticle(
        location="feed.xml#1",
        format="feed",
        url="https://currents.example/a",
        title="Ferry late",
        body_html=f"{html}<p>Original Source: www.harbourpost.example</p>",
    )
    article = clean(raw)
    assert article.origin == "www.harbourpost.example"
    assert "Original Source" not in article.body
    assert "Original Source" in " ".join(article.parts(ZoneKind.FURNITURE))
