from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.cleaning.blocks import page_blocks
from newsgraph.cleaning.links import body_links
from newsgraph.cleaning.markup import parse_html

BASE = "https://herald.example/a/b"


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/c", "https://herald.example/c"),
        ("c", "https://herald.example/a/c"),
        ("//other.example/x", "https://other.example/x"),
        ("HTTP://other.example/", "HTTP://other.example/"),
        ("#top", None),
        ("mailto:a@b.example", None),
        ("javascript:void(0)", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_only_links_to_other_pages_count(href: str, url: str | None) -> None:
    blocks = page_blocks(parse_html(f"<p>to <a href='{href}'>there</a></p>"))
    assert [link.url for link in body_links(blocks, BASE)] == ([url] if url else [])


@given(
    st.from_regex(r"https?://[a-z.]{1,9}/[\w/.~-]{0,9}(\?[\w=&;.]{0,9})?(#\w{0,3})?", fullmatch=True),
    st.sampled_from((BASE, "http://herald.example", "")),
)
def test_an_absolute_link_is_what_joining_makes_of_it(href: str, base: str) -> None:
    blocks = page_blocks(parse_html(f"<p>to <a href='{href}'>there</a></p>"))
    assert [link.url for link in body_links(blocks, base)] == [urljoin(base, href)]


def test_the_second_of_two_links_with_the_same_words_keeps_its_place() -> None:
    blocks = page_blocks(parse_html("<p>see <a href=/1>here</a> and  <a href=/2>here</a></p>"))
    assert [(link.start, link.end) for link in body_links(blocks, BASE)] == [(4, 8), (13, 17)]


@given(st.lists(st.tuples(st.text("ab \n\u0301\u200b", max_size=6), st.booleans()), max_size=8))
def test_linked_words_stand_where_the_link_says(pieces: list[tuple[str, bool]]) -> None:
    html = "".join(f"<a href='/x'>{text}</a>" if linked else text for text, linked in pieces)
    blocks = page_blocks(parse_html(f"<p>{html}</p>"))
    for link in body_links(blocks, BASE):
        words = blocks[link.paragraph].text[link.start : link.end]
        assert words
        assert words == words.strip()
