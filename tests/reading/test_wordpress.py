from collections.abc import Callable
from typing import Any

import pytest

from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading.shortcodes import post_html

Read = Callable[..., list[Any]]

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>Bell</title><link>https://bell.example</link><language>en-GB</language><wp:base_blog_url>https://bell.example</wp:base_blog_url>
<wp:author><wp:author_login>aorrin</wp:author_login><wp:author_display_name><![CDATA[Ada Orrin]]></wp:author_display_name></wp:author>
<wp:author><wp:author_login>plind</wp:author_login><wp:author_first_name>Per</wp:author_first_name><wp:author_last_name>Lind</wp:author_last_name></wp:author>
<wp:term><wp:term_id>3</wp:term_id></wp:term>"""  # noqa: E501


def item(body: str = "The quay is shut.", **said: str) -> str:
    fields = {"status": "publish", "post_type": "post", "post_date_gmt": "2024-05-01 12:00:00"} | said
    told = "".join(f"<wp:{name}><![CDATA[{value}]]></wp:{name}>" for name, value in fields.items())
    return (
        "<item><title>Quay &amp;#8217;s end</title><link>https://bell.example/quay/</link><dc:creator>aorrin</dc:creator>"
        '<guid isPermaLink="false">https://bell.example/?p=7</guid>'
        f"<content:encoded><![CDATA[{body}]]></content:encoded><excerpt:encoded><![CDATA[No ferry.]]></excerpt:encoded>{told}"  # noqa: E501
        '<category domain="category" nicename="port"><![CDATA[Port]]></category>'
        '<category domain="post_tag" nicename="strike"><![CDATA[Strike &amp; pay]]></category>'
        '<category domain="post_format" nicename="aside"><![CDATA[Aside]]></category></item>'
    )


def export(*items: str) -> str:
    return HEAD + "".join(items) + "</channel></rss>"


def test_a_post_tells_all_it_knows(read_one: Callable[..., RawArticle]) -> None:
    assert read_one(export(item())) == RawArticle(
        location="-#1",
        format="wordpress",
        body_html="<p>The quay is shut.</p>",
        url="https://bell.example/quay/",
        external_id="https://bell.example/?p=7",
        title="Quay ’s end",
        standfirst="No ferry.",
        authors=("Ada Orrin",),
        published="2024-05-01T12:00:00Z",
        source="https://bell.example",
        language="en-GB",
        section="Port",
        tags=("Port", "Strike & pay"),
    )


def test_only_published_posts_come_in_and_the_others_are_counted(read_bytes: Read) -> None:
    heard: list[tuple[str, str]] = []
    kept_out = [item(status=status) for status in ("draft", "draft", "private", "pending", "trash", "inherit")]
    kept_out += [item(post_type="page"), item(post_type="attachment"), item(post_password="secret")]
    (article,) = read_bytes(export(*kept_out, item()), notice=lambda *told: heard.append(told))
    assert article.location == "-#10"
    ((_, told),) = heard
    assert "2 draft posts" in told
    assert "1 private posts" in told
    assert "1 pages" in told
    assert "1 password-protected posts" in told


def test_an_export_without_published_posts_says_what_it_has(refusal: Callable[..., str]) -> None:
    assert refusal(export(item(status="draft"))) == "a WordPress export without published posts (1 draft posts)"


def test_authors_have_their_full_names(read_one: Callable[..., RawArticle]) -> None:
    assert read_one(export(item().replace(">aorrin<", ">plind<"))).authors == ("Per Lind",)
    assert read_one(export(item().replace(">aorrin<", ">guest<"))).authors == ("guest",)


def test_a_post_that_never_appeared_has_no_date(read_one: Callable[..., RawArticle]) -> None:
    post = item(post_date_gmt="0000-00-00 00:00:00", post_date="2024-05-01 14:00:00")
    assert read_one(export(post)).published == "2024-05-01 14:00:00"


def test_an_export_cut_off_gives_the_posts_before_the_cut(read_bytes: Read) -> None:
    whole = export(item(), item(), item())
    *posts, cut = read_bytes(whole[: len(whole) - 300])
    assert len(posts) == 2
    assert cut == Rejection("-", "cut off: the XML ends inside an element")


def test_a_bare_ampersand_is_one(read_bytes: Read) -> None:
    first, second = read_bytes(export(item().replace("Quay &amp;#8217;s end", "Quay & mine"), item()))
    assert (first.title, second.title) == ("Quay & mine", "Quay ’s end")


def test_what_no_xml_may_contain_is_dropped(read_one: Callable[..., RawArticle]) -> None:
    assert read_one(export(item("The \x08quay\x00 &nbsp; is shut."))).body_html == "<p>The quay &nbsp; is shut.</p>"


@pytest.mark.parametrize(
    ("post", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("One.\r\nStill one.", "<p>One.<br>\nStill one.</p>"),
        ("One.\n<h2>Head</h2>\nTwo.", "<p>One.</p>\n<h2>Head</h2>\n<p>Two.</p>"),
        ("<p>One.</p>\n<p>Two.</p>", "<p>One.</p>\n<p>Two.</p>"),
        ("<!-- wp:paragraph -->\n<p>One.</p>\n<!-- /wp:paragraph -->", "<p>One.</p>"),
        ("One.<!--more-->\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ('[gallery ids="1,2"]One.[/gallery]', "<p>One.</p>"),
        ("[vc_row][vc_column width='1/2']One.[/vc_column][/vc_row]", "<p>One.</p>"),
        ("[embed]https://films.example/1[/embed]\n\nOne.", "<p>One.</p>"),
        ("https://films.example/1\n\nOne.", "<p>One.</p>"),
        ('One.[contact-form-7 id="5"]', "<p>One.</p>"),
        ("He said [sic] that [the minister] left.", "<p>He said [sic] that [the minister] left.</p>"),
        ("Type [[gallery]] for pictures.", "<p>Type [gallery] for pictures.</p>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("<script>track()</script>One.<style>p{}</style>", "<p>One.</p>"),
        (
            "[caption id='a' width='9']<img src='q.jpg'> The quay[/caption]\n\nOne.",
            "<figure><img src='q.jpg'><figcaption>The quay</figcaption></figure>\n<p>One.</p>",
        ),
        (
            '[caption width="9" caption="The quay"]<a href="/q"><img src="q.jpg"></a>[/caption]One.',
            '<figure><a href="/q"><img src="q.jpg"></a><figcaption>The quay</figcaption></figure>\n<p>One.</p>',
        ),
    ],
)
def test_a_post_reads_as_wordpress_shows_it(post: str, html: str) -> None:
    assert post_html(post) == html
