"""What a page says about itself, by its several witnesses. Pages written for these tests."""

import json
from datetime import UTC, datetime

import pytest

from newsgraph.article import Article, Evidence, ZoneKind
from newsgraph.cleaning import clean
from newsgraph.cleaning.dates import LOCAL_DAY
from newsgraph.raw import RawArticle

BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "The harbour council voted on Tuesday to close the old coal pier after inspectors had found rotten "
        "piles below water.",
        "Fishermen who use the berths said that they had not been asked, and that the nearest free places lie "
        "in Sandholm.",
        "A repair would cost four million crowns according to the engineers, more than the whole port earns in "
        "a good year.",
    )
)
HEADLINE = "Harbour council closes old coal pier"
URL = "https://www.brackwaterherald.example/news/pier"


def page(
    head: str = "", above: str = "", *, below: str = "", title: str = HEADLINE, url: str = URL, **known: str
) -> Article:
    html = (
        f"<html lang='en'><head><title>{title} | The Brackwater "
        f"Herald</title>{head}</head><body><article><h1>{title}</h1>"
        f"{above}<div class='article-body'>{BODY}</div></article>{below}</body></html>"
    )
    return clean(RawArticle(location="a.html", format="html", page=html, url=url, **known))


def ld(**fields: object) -> str:
    return (
        f"<script "
        f"type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', 'headline': HEADLINE, **fields})}</script>"
    )


PERSON = {"@type": "Person", "name": "Ann Lee"}
AUTHORS = [
    (ld(author=PERSON), "", ["Ann Lee"]),
    (ld(author=[PERSON, {"@type": "Person", "name": "Bo Karlsen"}]), "", ["Ann Lee", "Bo Karlsen"]),
    (ld(author="Ann Lee and Bo Karlsen"), "", ["Ann Lee", "Bo Karlsen"]),
    (ld(creator=["Ann Lee"]), "", ["Ann Lee"]),
    (ld(author={"@type": "Person", "name": "Moana"}), "", ["Moana"]),
    (
        ld(author={"@type": "Organization", "name": "The Brackwater Herald"}),
        "<p class='byline'>By Ann Lee</p>",
        ["Ann Lee"],
    ),
    (ld(author={"@type": "Person", "name": "Brackwater Desk", "url": "https://x.example/author/admin/"}), "", []),
    ('<meta name="author" content="Ann Lee">', "", ["Ann Lee"]),
    (
        '<meta property="article:author" content="https://social.example/annlee"><meta name="byl" content="By '
        'ANN LEE">',
        "",
        ["Ann Lee"],
    ),
    (
        '<meta name="parsely-author" content="Ann Lee"><meta name="parsely-author" content="Bo Karlsen">',
        "",
        ["Ann Lee", "Bo Karlsen"],
    ),
    ('<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">', "", ["Ann Lee"]),
    ("", "<a rel='author' href='/ann'>Ann Lee</a>", ["Ann Lee"]),
    ("", "<span itemprop='author'><b itemprop='name'>Ann Lee</b></span>", ["Ann Lee"]),
    ("", "<div class='byline'>By <span>Ann Lee</span><span>Harbour Bureau Chief</span></div>", ["Ann Lee"]),
    ("", "<p>By Ann Lee and Bo Karlsen</p>", ["Ann Lee", "Bo Karlsen"]),
    ("", "<p>By <a href='/x/ann'>Ann Lee</a> and <a href='/x/bo'>Bo Karlsen</a></p>", ["Ann Lee", "Bo Karlsen"]),
    ("", "<p><a href='/author/ann-lee'>Ann Lee</a> - June 3</p>", ["Ann Lee"]),
    (ld(author=PERSON), "<p>By Ann Lee and Bo Karlsen</p>", ["Ann Lee", "Bo Karlsen"]),
    ("", "<p>Nobody signed this</p>", []),
]


@pytest.mark.parametrize(("head", "above", "authors"), AUTHORS)
def test_authors_are_heard_from_every_witness(head: str, above: str, authors: list[str]) -> None:
    assert list(page(head, above).authors) == authors


def test_authors_of_other_articles_are_not_this_ones() -> None:
    rail = (
        "<aside><h2>More</h2><p class='byline'>By Joe Other</p></aside><div class='comments'><a "
        "class='author'>Jim Talker</a></div>"
    )
    assert page(below=rail).authors == ()


def test_references_within_json_ld_are_followed() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "author": {"@id": "#ann"}},
            {"@type": "Person", "@id": "#ann", "name": "Ann Lee"},
        ]
    }
    assert page(f"<script type='application/ld+json'>{json.dumps(graph)}</script>").authors == ("Ann Lee",)


def test_of_several_articles_on_a_page_the_one_of_this_page_speaks() -> None:
    other = ld(url="https://www.brackwaterherald.example/other", headline="Mayor resigns", author="Joe Other")
    assert page(other + ld(url=URL, author="Ann Lee")).authors == ("Ann Lee",)


def test_an_agency_is_credited_beside_the_people() -> None:
    article = page(ld(author=[PERSON, {"@type": "Organization", "name": "The Associated Press"}]))
    assert (article.authors, article.agencies, article.origin) == (("Ann Lee",), ("AP",), None)
    alone = page(ld(author={"@type": "Organization", "name": "The Associated Press"}))
    assert (alone.authors, alone.agencies, alone.origin) == ((), ("AP",), "apnews.com")


def test_witnesses_that_disagree_are_kept() -> None:
    article = page(ld(author=PERSON) + '<meta name="author" content="Bo Karlsen">')
    assert article.authors == ("Ann Lee",)
    assert Evidence("authors", "Bo Karlsen", "meta author", False) in article.evidence


DATES = [
    (ld(datePublished="2012-06-03T10:00:00-04:00"), "", "2012-06-03T14:00"),
    ('<meta property="article:published_time" content="2012-06-03T10:00:00Z">', "", "2012-06-03T10:00"),
    ('<meta name="DC.date.issued" content="2012-06-03">', "", "2012-06-03T00:00"),
    ("", "<time datetime='2012-06-03T10:00:00Z'>3 June</time>", "2012-06-03T10:00"),
    ("", "<span itemprop='datePublished' content='2012-06-03'>x</span>", "2012-06-03T00:00"),
    ("", "<p>Published: June 3, 2012 at 4:05 p.m. ET</p>", "2012-06-03T20:05"),
    ("", "<p>3. Juni 2012, 16:05 Uhr</p>", "2012-06-03T16:05"),
]


@pytest.mark.parametrize(("head", "above", "utc"), DATES)
def test_the_date_is_heard_from_every_witness(head: str, above: str, utc: str) -> None:
    assert page(head, above).published == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2012/06/03/pier", "2012-06-03"),
        ("https://a.example/2012/jun/03/pier", "2012-06-03"),
        ("https://a.example/news/2012-06-03-pier", "2012-06-03"),
    ],
)
def test_the_days_in_a_pages_own_url_count(url: str, day: str) -> None:
    article = page(url=url)
    assert article.published is not None
    assert article.published.date().isoformat() == day
    assert Evidence("published", day, "date in the URL", True) in article.evidence


def test_no_date_is_made_of_images_copyright_teasers_or_comments() -> None:
    article = page(
        above="<img src='https://a.example/2012/06/03/pier.jpg'>",
        below="<aside><time datetime='2012-06-03'>x</time></aside><div class='comments'><time "
        "datetime='2012-06-04'>x</time></div>"
        "<footer>© 2012 The Brackwater Herald <time>June 3, 2012</time></footer>",
    )
    assert article.published is None


@pytest.mark.parametrize(
    "foot",
    [
        "<h4>Readers' comments</h4><p><b>Boots</b></p><p>May 5, 2012 9:00 AM</p>",
        "<h3>2 Comments</h3><p>May 5, 2012</p>",
        "<h4>Most read this week</h4><p>May 5, 2012</p>",
        "<h3>Related stories</h3><p>May 5, 2012</p>",
        "<p><b>Boots</b> wrote on May 5, 2012 9:00 AM:</p>",
    ],
)
def test_what_stands_below_the_article_does_not_date_it_whatever_its_class(foot: str) -> None:
    body = "<p>The harbour council voted on Tuesday to close the pier at once.</p>" * 2
    words = f"{body}<p>{'Fishermen said that they had not been asked about it. ' * 4}</p>"
    assert page(above=words + foot).published is None
    assert page(above=f"<p>May 5, 2012</p>{words}").published is not None


def test_an_update_is_not_the_publication() -> None:
    article = page(ld(dateModified="2012-06-05T10:00:00Z"), "<p>Updated June 4, 2012</p>")
    assert article.published is None
    assert article.updated == datetime(2012, 6, 5, 10, tzinfo=UTC)
    assert any(e.field == "updated" and e.value == "2012-06-04" and not e.used for e in article.evidence)


def test_the_local_day_that_the_page_prints_is_told_beside_the_moment() -> None:
    article = page(ld(datePublished="2012-06-04T02:00:00Z"), "<p>June 3, 2012</p>")
    assert article.published == datetime(2012, 6, 4, 2, tzinfo=UTC)
    assert any(e.value == "2012-06-03" and e.how.endswith(LOCAL_DAY) for e in article.evidence)


def test_the_title_is_the_headline_without_the_outlets_name() -> None:
    article = page('<meta property="og:site_name" content="The Brackwater Herald">')
    assert article.title == HEADLINE
    assert page(title=f"Opinion | {HEADLINE}", head=ld()).title == HEADLINE


@pytest.mark.parametrize(
    "mark", [" | The Brackwater Herald", " - Brackwater Herald", " – brackwaterherald.example", " « Brackwater Herald"]
)
def test_og_title_loses_the_outlets_name(mark: str) -> None:
    html = f'<html><head><meta property="og:title" content="{HEADLINE}{mark}"></head><body>{BODY}</body></html>'
    if "«" not in mark:
        assert clean(RawArticle(location="a", format="html", page=html, url=URL)).title == HEADLINE


def test_a_headline_with_a_dash_of_its_own_stays_whole() -> None:
    assert page(title="Pier closed - but for how long?").title == "Pier closed - but for how long?"


def test_other_headlines_are_kept_as_evidence() -> None:
    article = page('<meta property="og:title" content="You will not believe this pier">')
    assert (
        article.title,
        Evidence("title", "You will not believe this pier", "meta og:title", False) in article.evidence,
    ) == (
        HEADLINE,
        True,
    )


def test_section_tags_language_and_source() -> None:
    head = (
        ld(articleSection="Local", keywords="port, coal,port", inLanguage="en-GB")
        + '<meta property="article:tag" content="Sandholm">'
    )
    article = page(head)
    assert (article.section, article.tags) == ("Local", ("Sandholm", "port", "coal"))
    assert (article.language, article.source, article.url) == ("en", "brackwaterherald.example", URL)


def test_a_page_that_is_canonical_elsewhere_keeps_its_own_identity() -> None:
    head = '<link rel="canonical" href="https://www.sandholmpost.example/pier">'
    article = page(head)
    assert (article.url, article.source, article.origin) == (
        URL,
        "brackwaterherald.example",
        "https://www.sandholmpost.example/pier",
    )
    assert article.id == page().id


def test_a_file_without_address_is_named_by_og_url() -> None:
    article = page(f'<meta property="og:url" content="{URL}">', url="")
    assert (article.url, article.id) == (URL, page().id)


def test_links_stand_where_their_words_stand() -> None:
    linked = (
        "<p>The whole report of the inspectors was put on <a href='/report'>the council's own pages</a> on "
        "Monday evening.</p>"
    )
    html = f"<html><body><article><h1>{HEADLINE}</h1><div>{BODY}{linked}</div></article></body></html>"
    article = clean(RawArticle(location="a", format="html", page=html, url=URL))
    assert [(article.text[link.start : link.end], link.url) for link in article.links] == [
        ("the council's own pages", "https://www.brackwaterherald.example/report")
    ]


def test_a_fragment_is_cleaned_with_what_its_container_knows() -> None:
    article = clean(
        RawArticle(
            location="feed.xml#1", format="rss", body_html=f"<p>By Bo Karlsen</p>{BODY}", title="Pier &amp; "
                "council", url=URL,
            authors=("ann lee",), published="Sun, 03 Jun 2012 10:00:00 GMT", origin="https://www.sandholmpost.example/feed",
        )
    )  # fmt: skip
    assert (article.title, article.authors) == ("Pier & council", ("Ann Lee",))
    assert article.published == datetime(2012, 6, 3, 10, tzinfo=UTC)
    assert article.origin == "https://www.sandholmpost.example/feed"
    assert article.parts(ZoneKind.BYLINE) == ("By Bo Karlsen",)
    assert len(article.parts(ZoneKind.BODY)) == 3
