import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.cleaning.markup import Markup, json_types, read_json


def ld(block: str) -> list[dict[str, object]]:
    return Markup(f'<script type="application/ld+json">{block}</script>').json_ld


@pytest.mark.parametrize(
    "block",
    [
        '{"@type": "NewsArticle"}',
        '[{"@type": "NewsArticle"}]',
        '<!-- {"@type": "NewsArticle"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle"}\n//]]>',
        '{"@type": "NewsArticle",}',
        '{"@type": "NewsArticle"};',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;}",
        '{"@type": "NewsArticle"} and then it breaks {"@type": ',
    ],
)
def test_almost_json_is_read(block: str) -> None:
    assert ld(block) == [{"@type": "NewsArticle"}]


def test_graphs_lists_and_main_entities_are_flat_and_in_page_order() -> None:
    block = '{"@graph": [{"@type": "WebPage", "mainEntity": {"@type": "Article"}}, {"@type": "Person"}]}'
    assert [json_types(node) for node in ld(block)] == [[], ["WebPage"], ["Article"], ["Person"]]


def test_two_values_in_one_block_are_both_read() -> None:
    assert ld('{"a": 1}\n{"b": 2}') == [{"a": 1}, {"b": 2}]


def test_a_raw_line_break_in_a_string_does_no_harm() -> None:
    assert ld('{"headline": "Two\nlines"}') == [{"headline": "Two\nlines"}]


def test_of_two_objects_with_one_id_the_fuller_is_looked_up() -> None:
    markup = Markup('<script type="application/ld+json">[{"@id": "#ann"}, {"@id": "#ann", "name": "Ann Lee"}]</script>')
    assert markup.by_json_id["#ann"]["name"] == "Ann Lee"


def test_meta_is_found_by_name_property_and_itemprop_in_any_case() -> None:
    markup = Markup(
        '<meta name="Author" content=" Ann Lee "><meta property="author" content="Bo"><meta itemprop="author" '
        'content="">'
    )
    assert markup.meta("AUTHOR") == ["Ann Lee", "Bo"]
    assert markup.meta("nothing") == []


@pytest.mark.parametrize(
    ("page", "url"),
    [
        (
            '<meta property="og:url" content="https://a.example/1"><link rel=canonical href="https://b.example/2">',
            "https://a.example/1",
        ),
        ('<link rel="canonical" href="https://b.example/2">', "https://b.example/2"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","url":"https://c.example/3"}</script>',
            "https://c.example/3",
        ),
        (
            '<meta property="og:url" content="http://a.example/1?utm_source=x"><link rel=canonical href="https://www.a.example/1">',
            "https://www.a.example/1",
        ),
        (
            '<meta property="og:url" content="https://a.example/1"><link rel=canonical href="https://a.example/">',
            "https://a.example/1",
        ),
        ('<meta property="og:url" content="/1">', ""),
        ("", ""),
    ],
)
def test_the_pages_own_address(page: str, url: str) -> None:
    assert Markup(page).url == url
    assert Markup(page, "https://d.example/4").url == "https://d.example/4"


def test_what_stands_in_a_thousand_boxes_is_read() -> None:
    tree = Markup(f"{'<div>' * 1_000}<p>The ferry ran aground.</p>{'</div>' * 1_000}<p>It stayed.</p>").tree
    assert [element.text for element in tree.iter("p")] == ["The ferry ran aground.", "It stayed."]


@pytest.mark.parametrize(
    "page",
    [
        "", " ", "\0", "\ud800", "<!doctype html>", "<!-- x -->", '{"a": 1}', "<div>" * 20_000, "<base "
        "href='http://['>",
        '<?xml version="1.0" encoding="latin-1"?><html><body>é</body></html>', "<!ENTITY a 'b'>&a;", "<meta "
        "charset=utf-7>+AGE-",
    ],
)  # fmt: skip
def test_any_page_gives_a_tree_and_no_error(page: str) -> None:
    markup = Markup(page)
    assert markup.tree.tag == "html"
    assert (markup.json_ld, markup.meta("x"), markup.canonical, markup.itemprops) == ([], [], "", [])


def test_an_encoding_declaration_in_text_is_ignored() -> None:
    page = '<?xml version="1.0" encoding="latin-1"?><html><head><meta charset="latin-1"></head><body>Zoë</body></html>'
    assert Markup(page).tree.text_content() == "Zoë"


@given(st.text())
def test_any_text_is_parsed_without_an_error(text: str) -> None:
    assert Markup(text).tree.tag == "html"
    list(read_json(text))
