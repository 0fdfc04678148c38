"""Who does the page say wrote it? Its witnesses are heard in turn, and the better ones correct the others."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement

from newsgraph.article import Evidence
from newsgraph.cleaning.bylines import Credits, is_institution, joined_credits, read_credits
from newsgraph.cleaning.claims import article_node, page_node, resolved, strings
from newsgraph.cleaning.markup import Json, Markup, json_types
from newsgraph.cleaning.near_headline import Chunk
from newsgraph.cleaning.person_names import folded_name

METAS = (
    "author", "article:author", "authors", "byl", "parsely-author", "sailthru.author", "dc.creator",
    "dcterms.creator",
    "dcsext.author", "article:author_name", "og:author", "og:article:author", "cxenseparse:author",
    "citation_author",
    "dc.contributor", "creator", "article.author", "rbauthors", "byline", "vr:author",
    "shareaholic:article_author_name",
    "thumbs-author", "bt:author", "twitter:author", "article_author", "content-author", "mediator_author",
    "author_name",
)  # fmt: skip


_CHARTBEAT = re.compile(r"_sf_async_config\.authors\s*=\s*[\"']([^\"'<>\n]{3,200})[\"']")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|staff|reporters?|contributors?|columnists?|journalists?|autor(?:en|es|in)?|auteurs?|"
    r"bios?|byline)/(?!admin)[^/?]",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:(?:written|posted|story|words)\s+)?by\b|von\b|par\b|por\b|author\s*:", re.IGNORECASE)


_OPEN_END = re.compile(r"(?:^|\s)(?:by|von|par|por|and|und|et|y)$|[,&:]$", re.IGNORECASE)
_OPEN_START = re.compile(r"(?:and|und|et|y)\b|[,&]", re.IGNORECASE)
PRINTED = "line 'By …'"


class Claim(NamedTuple):
    """What one witness says: the credits as read, and where it stood."""

    credits: Credits
    how: str


def page_credits(markup: Markup, source: str, near: Sequence[Chunk] = ()) -> tuple[Credits, list[Evidence]]:
    """Who the page credits, and each claim as evidence.

    The best witness with a person speaks for the page; a byline that names all of these and more people
    corrects it. Agencies and institutions count when that witness or, without a person, any witness names
    them.
    """
    heard = list(claims(markup, source, near))
    chosen = next((claim for claim in heard if claim.credits.authors), None) or next(iter(heard), None)
    if chosen is None:
        return Credits(), []
    for claim in heard:
        if claim.how == PRINTED and _corrects(claim.credits, chosen.credits):
            chosen = claim
    evidence = [
        Evidence("authors", ", ".join(claim.credits.authors + claim.credits.agencies), claim.how, claim is chosen)
        for claim in heard
        if claim is chosen or _differs(claim.credits, chosen.credits)
    ]
    return chosen.credits, evidence


def _corrects(printed: Credits, marked: Credits) -> bool:
    """Markup often leaves out the second author. (It also adds editors and photographers, but where a
    printed line names fewer than the markup it was as often the line that was read too short: 3
    pages better, 3 worse.)"""
    seen, said = ({folded_name(name) for name in credits.authors} for credits in (printed, marked))
    sentence = any(piece.count(" ") > 3 for piece in printed.dropped)
    return bool(said) and said < seen and len(seen) <= len(said) + 3 and not sentence


def _differs(one: Credits, other: Credits) -> bool:
    return {folded_name(name) for name in one.authors} != {folded_name(name) for name in other.authors}


def claims(markup: Markup, source: str, near: Sequence[Chunk] = ()) -> Iterator[Claim]:
    """Every witness on the page with something to say, best first."""
    for persons, texts, how in _witnesses(markup, near):
        read = joined_credits(
            read_credits(persons, source=source, named_persons=True), read_credits(texts, source=source)
        )
        if not read.authors and not read.agencies and "byline" in how:
            read = read._replace(agencies=tuple(filter(is_institution, read.dropped[:3])))
        if read.authors or read.agencies:
            yield Claim(read, how)


# Names that the page calls persons (one word may be one), other credits, and where they stood.
Said = tuple[list[str], list[str], str]


def _witnesses(markup: Markup, near: Sequence[Chunk]) -> Iterator[Said]:
    yield from _from_json(markup, article_node(markup), "json-ld author")
    metas = markup.metas
    for name in filter(metas.__contains__, METAS):
        texts = [text for text in metas[name] if "://" not in text]
        if texts:
            yield [], texts, f"meta {name}"
    yield from _from_labels(markup)
    yield from _from_marked(markup)
    yield from _from_print(near)
    yield from _from_json(markup, page_node(markup), "json-ld page author")
    if chartbeat := _CHARTBEAT.search(markup.page) if "_sf_async_config" in markup.page else None:
        yield [], [chartbeat[1]], "chartbeat authors"


def _from_json(markup: Markup, node: Json, how: str) -> Iterator[Said]:
    """schema.org `author`, else `creator`: what it calls persons apart from what it calls organisations."""
    for key in ("author", "creator"):
        persons: list[str] = []
        others: list[str] = []
        for item in resolved(markup, node.get(key)):
            names = strings(item["name"] if isinstance(item, dict) and "name" in item else item)
            kinds = json_types(item) if isinstance(item, dict) else []
            names = [name for name in names if "://" not in name] if not _is_admin(item) else []
            (persons if "Person" in kinds else others).extend(names)
        if persons or others:
            yield persons, others, how
            return


def _is_admin(item: Json | str) -> bool:
    """A content system's account of the house: whatever name it carries, nobody is behind it."""
    return isinstance(item, dict) and any(
        re.search(r"/author/(?:admin\w*|editor|staff|newsroom|webmaster)/?$", text)
        for text in strings(item.get("@id")) + strings(item.get("url"))
    )


def _from_labels(markup: Markup) -> Iterator[Said]:
    """Twitter's free labels: label1 "Written by", data1 the name."""
    for number in ("1", "2"):
        label = " ".join(markup.meta(f"twitter:label{number}")).casefold()
        if re.search(r"\b(?:written by|author|by|verfasst von|écrit par|escrito por|geschrieben von)\b", label):
            yield markup.meta(f"twitter:data{number}"), [], f"meta twitter:data{number}"


_NOT_HERE = re.compile(
    r"comment|related|sidebar|side-bar|recommend|footer|promo|newsletter|most-?(?:read|popular)|trending|"
    r"teaser|recirc|more-?(?:from|stories)|"
    r"read-?next|popular|card\b|widget|carousel|latest|river|feed-|listing|bio\b|biograph|about-?the|"
    r"caption|credit|photo|image|disqus|reply|social",
    re.IGNORECASE,
)
_ELSEWHERE = {"aside", "footer", "nav", "figure", "figcaption", "li", "script", "style", "form", "blockquote"}
_ASKED = 30  # elements looked at before giving up: the byline stands at the top


def _from_marked(markup: Markup) -> Iterator[Said]:
    """Elements that are marked as author or byline, outside of comments, sidebars and teasers of other
    articles."""
    marked = markup.walk.marked
    named = [element for element in marked if _names_author(element) and element.tag not in _TOO_LARGE]
    bylines = [element for element in named[:_ASKED] if _is_byline(element)]
    groups = (
        ("rel author", [element for element in marked if element.get("rel") == "author"]),
        ("itemprop author", [element for element in marked if "author" in element.get("itemprop", "")]),
        ("class byline", bylines),
        ("class author", [element for element in named[:_ASKED] if element not in bylines]),
    )
    for how, elements in groups:
        texts = [_lines(element) for element in elements[:_ASKED] if not _elsewhere(element)]
        texts = [text for text in texts if 3 < len(text) < 200]
        if texts:
            names = list(dict.fromkeys(texts[:6]))
            yield (names, [], how) if how == "rel author" else ([], names, how)


_TOO_LARGE = frozenset({"body", "html", "article", "main", "img", "svg", "input"})


def _names_author(element: HtmlElement) -> bool:
    names = f"{element.get('class', '')} {element.get('data-testid', '')}"
    return "uthor" in names or "yline" in names


def _is_byline(element: HtmlElement) -> bool:
    return "byline" in f"{element.get('class', '')} {element.get('data-testid', '')}".casefold()


def _from_print(near: Sequence[Chunk]) -> Iterator[Said]:
    """A line "By …" under the headline, and names that link to an author's page."""
    for i, chunk in enumerate(near):
        if _BY.match(chunk.text) and len(chunk.text) < 120:
            yield [], [_continued(near[i : i + 8])], PRINTED
            break
    linked = [chunk.text for chunk in near if _AUTHOR_PAGE.search(chunk.href) and len(chunk.text) < 60]
    if linked:
        yield [], list(dict.fromkeys(linked))[:3], "link to an author's page"


def _continued(near: Sequence[Chunk]) -> str:
    """The byline's runs of text: the next belongs to it where this one ends, or that one begins, with a
    joining word."""
    texts = [near[0].text]
    for chunk in near[1:]:
        if not (_OPEN_END.search(texts[-1]) or _OPEN_START.match(chunk.text)):
            break
        texts.append(chunk.text)
    return " | ".join(texts)


def _lines(element: HtmlElement) -> str:
    """Its texts with a bar where one element ends: "By | Ann Lee | Harbour Bureau"."""
    return " | ".join(words for text in element.itertext() if (words := " ".join(text.split())))


def _elsewhere(element: HtmlElement) -> bool:
    for depth, node in enumerate([element, *element.iterancestors()]):
        if node.tag in ("body", "html", "article", "main"):
            return False
        if (node.tag in _ELSEWHERE and (depth or node.tag not in ("li",))) or _is_other(
            f"{node.get('class', '')} {node.get('id', '')}"
        ):
            return True
    return False


@lru_cache(maxsize=4096)
def _is_other(names: str) -> bool:
    return bool(_NOT_HERE.search(names))
