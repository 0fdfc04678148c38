import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.cleaning.blocks import page_blocks, squeezed, walk
from newsgraph.cleaning.hints import VOCABULARY, Hint, hints_of
from newsgraph.cleaning.markup import Markup, parse_html
from newsgraph.cleaning.page_zones import page_parts


def texts(html: str) -> list[str]:
    return [block.text for block in page_blocks(parse_html(html))]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>The <b>river</b> wall</p><p>holds</p>", ["The river wall", "holds"]),
        ("<p><span class=drop>T</span>he wall</p>", ["The wall"]),
        ("<div>before<p>inside</p>after</div>", ["before", "inside", "after"]),
        ("<div>one<br>line<br> <br>two</div>", ["one line", "two"]),
        ("<div>one <i>x</i>\n<br>still one</div>", ["one x still one"]),
        ("<table><tr><td>North</td><td>14</td></tr><tr><td>South</td></tr></table>", ["North 14", "South"]),
        ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", ["a", "b", "c"]),
        ("<p>a<script>var x = 'no'</script>b<style>p {}</style>c</p>", ["abc"]),
        ("<p>a<!-- no -->b</p>", ["ab"]),
        ("<p>Read <span class='sr-only'>opens in a new tab</span>this</p>", ["Read this"]),
        ("<p>har\xadbour\u200b wall\ufeff</p>", ["harbour wall"]),
        ("<p>cafe\u0301 &amp; bar&nbsp;now</p>", ["café & bar now"]),
        ("<unknown-thing>kept</unknown-thing>", ["kept"]),
        ("", []),
    ],
)
def test_a_block_ends_where_a_reader_sees_it_end(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def test_a_link_around_blocks_links_each_of_them() -> None:
    blocks = page_blocks(parse_html("<a href='/a'><h3>Head</h3><p>Text</p></a><p>Rest</p>"))
    assert [(block.text, round(block.linked)) for block in blocks] == [("Head", 1), ("Text", 1), ("Rest", 0)]
    assert [block.links[0][2] for block in blocks[:2]] == ["/a", "/a"]


def test_the_tree_is_left_as_it_was() -> None:
    tree = parse_html("<div>a<!-- x --><p>b <i>c</i> d</p>e</div>")
    before = tree.text_content()
    page_blocks(tree)
    assert tree.text_content() == before


def test_elements_that_are_marked_come_in_order_of_the_page() -> None:
    tree = parse_html(
        "<head><meta itemprop=datePublished content=2024></head><div class=author-box>By <a rel=author id=1>Ann</a>"
        "<p><span data-testid=byline id=2>Lee</span></p></div><div class=authors></div><b itemprop=name>B</b><i>C</i>"
    )
    assert [element.tag for element in walk(tree).marked] == ["meta", "div", "a", "span", "b"]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("articleBody", Hint.BODY),
        ("Article__Body--wide", Hint.BODY),
        ("author_bio", Hint.BIO),
        ("wp-caption-text", Hint.CAPTION),
        ("comments-area", Hint.COMMENTS),
        ("td-related-posts", Hint.RELATED),
    ],
)
def test_a_name_hints_however_it_is_spelled(name: str, hint: int) -> None:
    assert hints_of(name) & hint


def test_every_phrase_of_the_vocabulary_hints_alone_and_among_others() -> None:
    for hint, phrases in VOCABULARY.items():
        for phrase in phrases.split():
            assert hints_of(phrase) & hint, phrase
            assert hints_of(f"css-1x {phrase}__12 y") & hint, phrase
            assert len(phrase.split("-")[-1]) < 3 or hints_of(f"{phrase.removesuffix('s')}s") & hint, phrase


@pytest.mark.parametrize(
    ("name", "hint"), [("uploads", Hint.ADVERT), ("commentary-text", Hint.COMMENTS), ("css-1x", -1)]
)
def test_a_word_inside_another_word_is_no_hint(name: str, hint: int) -> None:
    assert not hints_of(name) & hint


TAGS = (
    "div",
    "p",
    "a",
    "span",
    "li",
    "table",
    "tr",
    "td",
    "article",
    "h1",
    "figure",
    "br",
    "section",
    "aside",
    "b",
)
NAMES = (
    "",
    " class='byline'",
    " class='author-bio'",
    " id=comments",
    " href='//['",
    " style='display:none'",
    " class='caption'",
)
WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Tags opened and closed in any order, with any words between."""
    pieces = []
    for _ in range(draw(st.integers(0, 25))):
        tag = draw(st.sampled_from(TAGS))
        pieces.append(draw(st.sampled_from((f"<{tag}{draw(st.sampled_from(NAMES))}>", f"</{tag}>"))))
        pieces.append(draw(WORDS).replace("<", " "))
    return "".join(pieces)


@settings(max_examples=60, deadline=None)
@given(pages(), st.text(max_size=10))
def test_any_page_is_taken_apart_and_nothing_is_invented(html: str, author: str) -> None:
    markup = Markup(html, "https://herald.example/")
    parts = page_parts(markup, title="", authors=(author,))
    shown = "".join("".join(markup.tree.itertext()).split())
    shown = "".join(squeezed(shown).split())
    for text in (*parts.paragraphs, *parts.standfirst, *parts.captions, *parts.comments, *parts.bylines):
        assert "".join(text.split()) in shown
    for link in parts.links:
        assert parts.paragraphs[link.paragraph][link.start : link.end]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_a_page(html: str) -> None:
    page_parts(Markup(html), title=html[:20], authors=(html[20:30],))


@given(st.text(max_size=60))
def test_squeezing_is_done_once(text: str) -> None:
    once = squeezed(text)
    assert squeezed(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + "<p>deep</p>",
        "<b><a href='x'>" * 20_000,
        "<table><tr><td>" * 5_000,
        "<p class='x'>word</p>" * 15_000,
        "<p>" + "word, " * 300_000,
        "<br>" * 100_000,
        f"<div class='{'a-' * 200_000}'>x</div>",
    ],
    ids=["divs", "links", "tables", "paragraphs", "one paragraph", "breaks", "class name"],
)
def test_a_monstrous_page_comes_to_an_end(html: str) -> None:
    parts = page_parts(Markup(html), title="", authors=("Ann Lee",))
    assert sum(map(len, parts.furniture)) <= 20_000
