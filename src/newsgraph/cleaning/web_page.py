"""How does an HTML page, or the HTML that a feed carries, become an article?"""

import re
from collections.abc import Iterable, Sequence

from newsgraph.address import host_of
from newsgraph.article import Article, Evidence, Part, ZoneKind
from newsgraph.cleaning.assembling import Facts, assemble, container_dates
from newsgraph.cleaning.bylines import is_by_line, split_byline
from newsgraph.cleaning.claims import article_node, page_node, strings
from newsgraph.cleaning.fragment import fragment_parts
from newsgraph.cleaning.markup import Markup
from newsgraph.cleaning.near_headline import chunks_near, headline_element
from newsgraph.cleaning.origins import Mark, dateline_marks, line_marks, page_marks, text_marks
from newsgraph.cleaning.page_authors import page_credits
from newsgraph.cleaning.page_dates import date_witnesses, printed_date
from newsgraph.cleaning.page_zones import PageParts, page_parts
from newsgraph.cleaning.person_names import folded_name
from newsgraph.cleaning.sources import outlet, page_outlet
from newsgraph.cleaning.titles import page_standfirst, page_title, tidy
from newsgraph.raw import RawArticle


def clean_page(raw: RawArticle) -> Article:
    """An article that arrived as a whole HTML page. The page is parsed once; every fact is read from that
    tree."""
    markup = Markup(raw.page or "", raw.url)
    source, evidence = page_outlet(markup, raw.source)
    facts = Facts(url=markup.url, source=source, evidence=evidence)
    facts.published, facts.updated = container_dates(raw)
    headline = headline_element(markup)
    near = chunks_near(headline)
    title, titles = page_title(markup, headline)
    title = tidy(raw.title) if raw.title and not title else title
    facts.credits, authors = page_credits(markup, source, near)
    facts.evidence += [*titles, *authors]
    published, updated = date_witnesses(markup, near, headline)
    facts.published += published
    facts.printed = printed_date(near)
    facts.updated += updated
    facts.declared = _declared(markup)
    facts.section = next(iter(_sections(markup)), "")
    facts.tags = _tags(markup)
    marks = list(page_marks(markup))
    parts = page_parts(markup, title=title, authors=facts.credits.authors)
    facts.marks = marks + _printed_marks(parts)
    standfirst, found = _standfirst(raw, markup, parts, title)
    facts.evidence += found
    _compose(facts, parts, title=title, standfirst=standfirst)
    return assemble(raw, facts)


def clean_fragment(raw: RawArticle) -> Article:
    """An article whose body alone arrived as HTML: a feed's content, a WordPress post."""
    source, evidence = outlet(raw.source, raw.url)
    parts = fragment_parts(raw.body_html or "", base=raw.url)
    facts = Facts(url=raw.url, source=source, evidence=evidence)
    facts.published, facts.updated = container_dates(raw)
    facts.marks = [*dateline_marks(raw.dateline), *_printed_marks(parts)]
    _compose(facts, parts, title=tidy(raw.title), standfirst=(tidy(raw.standfirst),))
    _take_byline(facts)
    return assemble(raw, facts)


def _take_byline(facts: Facts) -> None:
    """The fragment's first paragraph, where it is a byline: "By Ann Lee, Brackwater Herald"."""
    at = next((i for i, part in enumerate(facts.parts) if part.kind is ZoneKind.BODY), None)
    words = facts.parts[at].text if at is not None else ""
    if at is None or len(words) > 120 or not is_by_line(words):
        return
    credits = split_byline(words, source=facts.source)
    if credits.authors or credits.agencies:
        facts.credits = credits
        facts.parts[at] = Part(ZoneKind.BYLINE, words)
        facts.evidence.append(Evidence("authors", ", ".join(credits.authors + credits.agencies), "byline", True))


def _printed_marks(parts: PageParts) -> list[Mark]:
    """The reprint marks in the body and in the page's short lines; a dateline only opens the body."""
    lines = [*parts.bylines, *(text for _, text in parts.bios)]
    lines += [line for run in parts.furniture for line in run.split("\n")]
    return [*text_marks("\n".join(parts.paragraphs)), *line_marks([line for line in lines if len(line) < 300])]


def _standfirst(raw: RawArticle, markup: Markup, parts: PageParts, title: str) -> tuple[Sequence[str], list[Evidence]]:
    """The printed one, else the page's description of itself unless the body begins with it, else the
    container's."""
    if parts.standfirst:
        words = " ".join(parts.standfirst)
        return parts.standfirst, [Evidence("standfirst", words, "printed under the headline", True)]
    words, evidence = page_standfirst(markup, title)
    words = words or tidy(raw.standfirst)
    opening = folded_name(" ".join(parts.paragraphs[:2])[: len(words) + 200])
    if words and folded_name(words)[:80] in opening:
        return (), []
    return (words,), evidence


def _compose(facts: Facts, parts: PageParts, *, title: str, standfirst: Sequence[str]) -> None:
    """All parts in the order in which an article is read, and the links' places among them."""
    facts.parts = [Part(ZoneKind.TITLE, title)]
    facts.parts += [Part(ZoneKind.STANDFIRST, words) for words in standfirst]
    facts.parts += [Part(ZoneKind.BYLINE, line) for line in parts.bylines]
    before = len(facts.parts)
    facts.parts += [Part(ZoneKind.BODY, words) for words in parts.paragraphs]
    facts.parts += [Part(ZoneKind.CAPTION, words) for words in parts.captions]
    facts.parts += [Part(ZoneKind.BIO, words, about) for about, words in parts.bios]
    facts.parts += [Part(ZoneKind.COMMENTS, words) for words in parts.comments]
    facts.parts += [Part(ZoneKind.FURNITURE, words) for words in parts.furniture]
    facts.links = [(before + link.paragraph, link.start, link.end, link.url) for link in parts.links]


def _declared(markup: Markup) -> list[tuple[str, str]]:
    """The languages that the page claims, the most specific claim first."""
    node = article_node(markup)
    claims = [(text, "json-ld inLanguage") for text in strings(node.get("inLanguage"))[:1]]
    claims += [(markup.tree.get("lang", ""), "html lang"), (markup.tree.get("xml:lang", ""), "html lang")]
    for name in ("og:locale", "content-language", "language", "dc.language"):
        claims += [(text, f"meta {name}") for text in markup.meta(name)[:1]]
    return [(text, how) for text, how in claims if text]


def _sections(markup: Markup) -> Iterable[str]:
    yield from strings(article_node(markup).get("articleSection"))[:1]
    for name in (
        "article:section",
        "parsely-section",
        "section",
        "og:section",
        "sailthru.section",
        "cxenseparse:section",
    ):
        yield from (text for text in markup.meta(name)[:1] if "://" not in text)
    yield from strings(page_node(markup).get("articleSection"))[:1]


def _tags(markup: Markup) -> list[str]:
    """The tags that the outlet gave the article: article:tag, JSON-LD, news keywords; plain keywords only
    without these."""
    tags = [*markup.meta("article:tag"), *markup.meta("og:article:tag")]
    for value in strings(article_node(markup).get("keywords")):
        tags += _split(value)
    for name in ("news_keywords", "parsely-tags", "sailthru.tags", "keywords"):
        if not tags:
            tags += [tag for value in markup.meta(name) for tag in _split(value)]
    host = host_of(markup.url).split(".")[0]
    return [tag for tag in tags if folded_name(tag) != host and ":" not in tag and "/" not in tag]


def _split(value: str) -> list[str]:
    return [tag.strip() for tag in re.split(r"[,;|]", value)] if re.search(r"[,;|]", value) else [value]
