"""Which of a page's headlines is its title."""

import json

import pytest

from newsgraph.cleaning.markup import Markup
from newsgraph.cleaning.near_headline import headline_element
from newsgraph.cleaning.titles import page_title, tidy

PRINTED = "Dockers walk out over night shifts"
SEARCHED = "Port strike Brackwater: everything you need to know"
SHARED = "They walked out at midnight"
URL = "https://www.brackwater.example/port/strike"
TEXT = "<p>Two hundred dockers left their cranes on Sunday night.</p>"


def titled(body: str, *, ld: str = "", og: str = "", title: str = "", url: str = URL, head: str = "") -> str:
    """The title of a page with that body, JSON-LD headline, og:title and `<title>`."""
    graph = json.dumps({"@type": "NewsArticle", "headline": ld})
    head += f'<script type="application/ld+json">{graph}</script>' if ld else ""
    head += f'<meta property="og:title" content="{og}">' if og else ""
    markup = Markup(f"<html><head><title>{title}</title>{head}</head><body>{body}{TEXT}</body></html>", url)
    return page_title(markup, headline_element(markup))[0]


TRAILS = [
    f"<nav><ul><li><a href='/port'>Port</a></li><li><h1>{SEARCHED}</h1></li></ul></nav>",
    f"<ol class='crumbs'><li><h1 class='small'>{SEARCHED}</h1></li></ol>",
    f"<div class='Header_breadcrumb__x1'><a href='/port'>Port</a><h1>{SEARCHED}</h1></div>",
    f"<div data-testid='BreadcrumbArea'><div><h1>{SEARCHED}</h1></div></div>",
]


@pytest.mark.parametrize("trail", TRAILS)
def test_below_a_trail_of_links_the_printed_h2_is_the_title(trail: str) -> None:
    assert titled(f"{trail}<h2>{PRINTED}</h2>", ld=SEARCHED, og=PRINTED, title=SEARCHED) == PRINTED
    assert titled(f"{trail}<h2>{PRINTED}</h2>", ld=PRINTED, og=SEARCHED, title=SEARCHED) == PRINTED
    with_rubric = f"{trail}<h2><span>Harbour</span> <span>{PRINTED}</span></h2>"
    assert titled(with_rubric, ld=SEARCHED, og=PRINTED, title=SEARCHED) == PRINTED


def test_below_a_trail_json_ld_is_believed_where_the_h2_says_something_of_its_own() -> None:
    body = f"{TRAILS[0]}<h2>What the dockers want</h2>"
    assert titled(body, ld=PRINTED, og=SEARCHED, title=SEARCHED) == PRINTED
    assert titled(body, ld=SEARCHED, og=SHARED, title=SEARCHED) == SEARCHED
    assert titled(body, og=SHARED, title=SEARCHED) == SEARCHED


def test_an_h1_in_an_article_that_mentions_breadcrumbs_is_the_headline() -> None:
    body = f"<article class='with-breadcrumbs'><h1>{PRINTED}</h1>{TEXT}</article>"
    assert titled(body, ld=SEARCHED, og=SHARED, title=SEARCHED) == PRINTED
    assert titled(f"<ul><li><h1>{PRINTED}</h1>{TEXT}</li></ul>", ld=SEARCHED, og=SHARED, title=SEARCHED) == PRINTED


def test_the_printed_h1_stands_against_two_who_agree_but_not_against_all() -> None:
    body = f"<h1>{PRINTED}</h1>"
    assert titled(body, ld=SHARED, og=SHARED, title=SEARCHED) == PRINTED
    assert titled(body, ld=SHARED, og=SHARED, title=f"{SHARED} - Port - Brackwater") == SHARED
    twitter = f'<meta name="twitter:title" content="{PRINTED}">'
    assert titled(body, ld=SHARED, og=SHARED, title=SHARED, head=twitter) == PRINTED


def test_a_rubric_in_the_h1_is_no_part_of_the_title() -> None:
    assert titled(f"<h1>Opinion <b>{PRINTED}</b></h1>", ld=PRINTED, og=f"Opinion | {PRINTED}") == PRINTED
    assert titled("<h1>Kultur : „Was lesen wir?“ heute</h1>", ld='"Was lesen wir?" heute') == '"Was lesen wir?" heute'


def test_the_title_is_spelled_as_the_page_prints_it() -> None:
    assert titled(f"<h1>{PRINTED}</h1>", ld=PRINTED.title(), og=PRINTED.title()) == PRINTED


def test_the_outlets_own_name_in_an_h1_is_not_a_headline() -> None:
    site = '<meta property="og:site_name" content="The Brackwater Herald">'
    assert titled("<h1>Brackwater Herald</h1>", og=PRINTED, title=f"{PRINTED} | Port", head=site) == PRINTED
    assert titled("<h1>Brackwater Herald</h1>", head=site) == "Brackwater Herald"


def test_what_was_cut_off_is_never_preferred_to_the_whole() -> None:
    assert titled("", ld=f"{PRINTED[:20]}...", title=PRINTED) == PRINTED
    trail = TRAILS[0].replace(SEARCHED, PRINTED)
    assert titled(trail, ld=f"{PRINTED[:20]}…", og=SHARED, title=PRINTED) == PRINTED
    assert titled("", ld="And then ...") == "And then ..."


def test_a_short_host_behind_the_title_is_cut_off() -> None:
    assert titled("", og=f"{PRINTED} | BWH.EXAMPLE", url="https://www.bwh.example/a") == PRINTED


def test_soft_hyphens_and_invisible_spaces_are_not_in_a_title() -> None:
    assert tidy("Hafen\u00adarbeiter\u200b strei\u00adken") == "Hafenarbeiter streiken"
