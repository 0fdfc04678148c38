"""Pages of three layouts, each written for this test about the town of Brackwater, taken apart."""

import pytest

from newsgraph.cleaning.markup import Markup
from newsgraph.cleaning.page_zones import PageParts, page_parts

TITLE = "Dockers vote to strike over night shifts at Brackwater"
AUTHORS = ("Maren Holt",)
PARAGRAPHS = (
    "Dockers at the port of Brackwater voted on Monday to stop work for three days, after talks about night shifts "
    "ended without a result, their union said.",
    "The walkout, which begins on Thursday morning, is the first at the port since 1998, and it will close both of "
    "the container terminals on the northern bank.",
    "“Nobody here wants to strike, but nobody can work eleven nights in a row either,” said Piet Lammers, who speaks "
    "for the crane drivers.",
    "What the port offers",
    "The port authority had offered an allowance of four percent and a limit of nine nights, which the union had "
    "called a start but not an answer.",
    "Ships bound for Brackwater will be sent to Saltholm, the authority said, and the ferries are to run as usual.",
)
STANDFIRST = "Both container terminals will close for three days from Thursday, the first walkout since 1998."
BIO = "Maren Holt is a reporter for the Brackwater Herald, where she covers the port and the unions."
CAPTION = "Cranes on the northern bank, seen from the ferry. Photo: Jonte Brandt"
COMMENT = "My father worked those cranes for thirty years and he never had more than seven nights."
MENU = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in ("Home", "Port", "Council", "Sport"))
TEASERS = "".join(
    f'<div class="card"><a href="/a/{n}"><h3>Council meets again about the river wall, part {n}</h3></a></div>'
    for n in range(3)
)


def semantic() -> str:
    body = "".join(f"<h2>{t}</h2>" if len(t) < 40 else f"<p>{t}</p>" for t in PARAGRAPHS)
    body = body.replace("the union had", '<a href="/a/talks">the union</a> had')
    return f"""<!doctype html><html lang="en"><head><title>{TITLE} - Brackwater Herald</title></head><body>
      <nav><ul>{MENU}</ul></nav>
      <main><article><header><h1>{TITLE}</h1><p class="standfirst">{STANDFIRST}</p>
      <p class="byline">By <a rel="author" href="/maren-holt">Maren Holt</a></p><time>3 June 2024</time></header>
      <figure><img src="c.jpg"><figcaption>{CAPTION}</figcaption></figure>
      <div itemprop="articleBody">{body}</div>
      <aside class="author-bio"><h4>Maren Holt</h4><p>{BIO}</p></aside></article>
      <section id="comments"><h3>1 comment</h3><p>{COMMENT}</p>
      <form><label>Leave a reply</label><textarea></textarea>
      <p>Your email address will not be published.</p></form></section>
      <section class="related-stories"><h2>Related stories</h2>{TEASERS}</section></main>
      <footer><p>© 2024 Brackwater Herald. All rights reserved.</p></footer></body></html>"""


def blog() -> str:
    body = "".join(f"<h3><strong>{t}</strong></h3>" if len(t) < 40 else f"<p>{t}</p>\n" for t in PARAGRAPHS)
    body = body.replace("the union had", '<a href="/a/talks">the union</a> had')
    return f"""<html><body class="single single-post has-sidebar"><div id="page"><div class="menu-main">{MENU}</div>
      <div id="content" class="site-content"><div class="content-area"><div class="post hentry">
      <h1 class="entry-title">{TITLE}</h1><h2 class="entry-subtitle">{STANDFIRST}</h2>
      <div class="entry-meta"><span class="byline">By Maren Holt</span> <span class="date">June 3, 2024</span></div>
      <div class="entry-content"><div class="wp-caption"><img src="c.jpg"><p class="wp-caption-text">{CAPTION}</p></div>
      {body}<div class="sharedaddy"><h3>Share this:</h3><a href="#">Facebook</a> <a href="#">X</a></div></div>
      <div class="author-box"><div class="author-description"><p>{BIO}</p></div></div></div>
      <div id="comments" class="comments-area"><h2>One thought</h2><ol class="comment-list"><li class="comment">
      <p>{COMMENT}</p></li></ol><div id="respond" class="comment-respond"><h3>Leave a Reply</h3>
      <form><p>Your email address will not be published. Required fields are marked *</p></form></div></div></div>
      <div id="secondary" class="sidebar widget-area"><h2>Most read</h2>{TEASERS}</div></div>
      <div id="colophon" class="site-footer">All rights reserved. Proudly printed in Brackwater.</div>
      </div></body></html>"""


def tables() -> str:
    body = "<br><br>".join(f"<b>{t}</b>" if len(t) < 40 else t for t in PARAGRAPHS)
    body = body.replace("the union had", '<a href="/a/talks">the union</a> had')
    return f"""<html><body bgcolor="#ffffff"><table width="760"><tr><td class="menu"><ul>{MENU}</ul></td></tr>
      <tr><td><h1>{TITLE}</h1><div class="subhead">{STANDFIRST}</div><div class="byline">By Maren Holt</div>
      <table align="right"><tr><td class="caption">{CAPTION}</td></tr></table>
      <div class="storytext">{body}</div><div class="about-the-author">{BIO}</div>
      <div class="comments"><b>1 comment</b><div>{COMMENT}</div><form>Leave a comment</form></div></td>
      <td class="related">{TEASERS}</td></tr></table></body></html>"""


LAYOUTS = {"semantic": semantic(), "blog": blog(), "tables": tables()}


@pytest.fixture(params=sorted(LAYOUTS))
def parts(request: pytest.FixtureRequest) -> PageParts:
    markup = Markup(LAYOUTS[request.param], "https://herald.example/2024/06/strike")
    return page_parts(markup, title=TITLE, authors=AUTHORS)


def test_the_body_is_the_paragraphs_and_subheadings_and_nothing_else(parts: PageParts) -> None:
    assert parts.paragraphs == PARAGRAPHS


def test_the_standfirst_is_not_part_of_the_body(parts: PageParts) -> None:
    assert parts.standfirst == (STANDFIRST,)


def test_the_biography_belongs_to_its_author(parts: PageParts) -> None:
    assert parts.bios == (("Maren Holt", BIO),)


def test_what_readers_say_is_a_comment_and_their_form_is_furniture(parts: PageParts) -> None:
    assert parts.comments == (COMMENT,)
    assert any("leave a" in line.lower() for line in parts.furniture)


def test_a_caption_is_kept_out_of_the_body(parts: PageParts) -> None:
    assert parts.captions == (CAPTION,)


def test_the_byline_is_found(parts: PageParts) -> None:
    assert any(line.startswith("By Maren Holt") for line in parts.bylines)


def test_menus_and_teasers_are_furniture(parts: PageParts) -> None:
    lines = "\n".join(parts.furniture).split("\n")
    assert any(line in ("Council", "Home Port Council Sport") for line in lines)
    assert sum("Council meets again" in line for line in lines) == 3


def test_a_link_in_the_body_is_absolute_and_keeps_its_place(parts: PageParts) -> None:
    (link,) = parts.links
    assert link.url == "https://herald.example/a/talks"
    assert parts.paragraphs[link.paragraph][link.start : link.end] == "the union"


def page(body: str, head: str = "") -> PageParts:
    html = f"<html><head>{head}</head><body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    return page_parts(Markup(html, "https://herald.example/x"), title=TITLE, authors=AUTHORS)


def plain(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_list_items_and_table_rows_are_paragraphs_of_their_own() -> None:
    rest = "<ul><li>Monday: the vote of the dockers, counted in the hall on Quay Street.</li><li>Thursday: the walkout "
    rest += "begins at six in the morning, at both terminals.</li></ul><table><tr><td>Terminal</td><td>Cranes</td></tr>"
    rest += "<tr><td>North quay</td><td>14</td></tr></table>"
    found = page(plain(PARAGRAPHS[:3]) + rest + plain(PARAGRAPHS[4:])).paragraphs
    assert found[3] == "Monday: the vote of the dockers, counted in the hall on Quay Street."
    assert "North quay 14" in found or "North quay 14" not in "".join(found)


def test_a_paragraph_printed_twice_is_kept_once() -> None:
    doubled = plain(PARAGRAPHS[:3]) + f'<div class="mobile">{plain(PARAGRAPHS[:1])}</div>' + plain(PARAGRAPHS[4:])
    assert page(doubled).paragraphs.count(PARAGRAPHS[0]) == 1


def test_an_unmarked_biography_behind_the_last_paragraph_is_no_part_of_the_body() -> None:
    found = page(plain((*PARAGRAPHS, BIO)))
    assert BIO not in found.paragraphs
    assert found.bios == (("Maren Holt", BIO),)


def test_a_sentence_about_a_reporter_inside_the_article_stays_in_it() -> None:
    about = "Ada Brook is a reporter for a rival paper, and she was the first to write about the nights, in March."
    found = page(plain((*PARAGRAPHS[:2], about, *PARAGRAPHS[2:], *PARAGRAPHS[4:])))
    assert about in found.paragraphs


def test_a_body_that_only_the_metadata_gives_is_taken_from_there() -> None:
    told = "\\n".join(PARAGRAPHS).replace('"', '\\"')
    told = told.replace("Ships bound", "More of them had been on their way since Sunday evening. Ships bound")
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{told}"}}</script>'
    found = page(f"<p>{PARAGRAPHS[0]}</p><p>Subscribe to read on.</p>", head)
    assert found.paragraphs[0] == PARAGRAPHS[0]
    assert len(found.paragraphs) == len(PARAGRAPHS)
    assert found.links == ()


def test_metadata_that_tells_another_story_is_not_believed() -> None:
    other = "The river wall is to be rebuilt next year, and the council has found the money for it at last. " * 8
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{other}"}}</script>'
    assert page(plain(PARAGRAPHS[:2]), head).paragraphs == PARAGRAPHS[:2]


def test_furniture_is_bounded() -> None:
    menu = "".join(f"<li><a href='/{n}'>Entry number {n} of the menu</a></li>" for n in range(5_000))
    found = page_parts(Markup(f"<nav><ul>{menu}</ul></nav>{plain(PARAGRAPHS)}"), title="", authors=())
    assert sum(map(len, found.furniture)) <= 20_000
    assert found.paragraphs == PARAGRAPHS
