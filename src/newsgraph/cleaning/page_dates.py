"""When does the page say it was published and changed? Its witnesses, the most reliable first."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from newsgraph.address import host_of
from newsgraph.cleaning.claims import article_node, page_node, strings
from newsgraph.cleaning.date_words import MONTHS
from newsgraph.cleaning.dates import Witness
from newsgraph.cleaning.markup import Markup
from newsgraph.cleaning.near_headline import Chunk
from newsgraph.patterns import late

PUBLISHED_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time", "article:published",
    "datepublished",
    "parsely-pub-date", "sailthru.date", "publish-date", "publishdate", "publish_date", "pubdate",
    "published_date",
    "publication_date", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date",
    "dcterms.date",
    "dcterms.available", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article_date_original",
    "article.published", "published", "created", "datecreated", "date_published", "last_published",
    "originalpublicationdate",
    "citation_publication_date", "ptime", "pub_date", "dcsext.articlefirstpublished",
    "dcsext.articlepublisheddate",
    "rnews:datepublished", "og:release_date", "article:date", "article_publication_date", "bt:pubdate",
    "vr:published_time",
    "displaydate", "shareaholic:article_published_time", "rbpubdate", "analyticsattributes.articledate",
    "date", "lastpubdate",
)  # fmt: skip
UPDATED_METAS = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "article:modified",
    "datemodified",
    "dcterms.modified", "dc.date.modified", "lastmod", "last-modified", "last_modified", "modified",
    "updated",
    "sailthru.updated", "article.updated", "date_modified", "dcsext.articleupdateddate",
)  # fmt: skip

_MONTH = "|".join(sorted({name for name in MONTHS if len(name) > 2}, key=len, reverse=True))
_PRINTED_DATE = late(
    rf"\b(?:{_MONTH})\b\.?\s*\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\b\d{{1,2}}(?:st|nd|rd|th|\.|"
    rf"er)?[\s-](?:de\s+)?"
    rf"(?:{_MONTH})\b\.?,?[\s-](?:de\s+)?\d{{4}}|\b\d{{4}}[-/.]\d{{2}}[-/.]\d{{2}}|"
    rf"\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}"
    r"|\d{4}\s*[年년]\s*\d{1,2}\s*[月월]\s*\d{1,2}\s*[日일]",
    re.IGNORECASE,
)
_YEAR = late(r"\d{4}")  # is in every printed date; where none is, it tells fifty times faster
_UPDATED_WORD = late(
    r"\b(?:updated?|modified|last\s+changed|edited|aktualisiert|mis à jour|actualizado|aggiornato|"
    r"atualizado|stand:)",
    re.IGNORECASE,
)
# What introduces another date than that of publication: an update's, a reader's comment's.
_NOT_ITS_OWN = late(
    rf"{_UPDATED_WORD.pattern}|\b(?:wrote|writes|says|said|commented|comments|replied|answered|schrieb|schreibt|écrit|"
    r"escribió)\b",
    re.IGNORECASE,
)
_URL_DATE = late(
    r"/((?:19|20)\d{2})/(\d{1,2}|[a-z]{3})/(\d{1,2})(?=[/-]|$)|[/-]((?:19|"
    r"20)\d{2})-(\d{2})-(\d{2})(?=[/.-]|$)|/((?:19|20)\d{2})(\d{2})(\d{2})(?=/)",
    re.IGNORECASE,
)
_MOST_TIMES = 40
# What stands around a printed date: times, zones, weekdays, labels. More than 25 other characters are a
# sentence.
_DATE_WORDS = late(
    r"\b(?:[a-z]{3,9}day|mon|tue|wed|thu|fri|sat|sun|published|posted|first|on|at|um|uhr|am|pm|[ap]\.m\.?|"
    r"[ecmp][sd]?t|gmt|utc|bst|cet|"
    r"min(?:ute)?s?|read|by|le|à|el|del?|date|created|originally|local|time)\b|[\d\W_]",
    re.IGNORECASE,
)
_MOST_OTHER = 25


def date_witnesses(
    markup: Markup, near: Sequence[Chunk], headline: HtmlElement | None
) -> tuple[list[Witness], list[Witness]]:
    """Who says when it was published and when it was last changed, the most reliable first: JSON-LD, meta,
    marked times, the page's own URL. Never a URL of an image, a copyright year or the date of another
    article's teaser."""
    times = list(_marked(markup, headline))
    published = [
        *_json(markup, "datePublished", "dateCreated", "uploadDate"),
        *_metas(markup, PUBLISHED_METAS),
        *(witness for witness, is_update in times if not is_update),
        *url_date(markup.url),
    ]
    updated = [
        *_json(markup, "dateModified"),
        *_metas(markup, UPDATED_METAS),
        *(witness for witness, is_update in times if is_update),
        *_printed_update(near),
    ]
    return published, updated


def printed_date(near: Sequence[Chunk]) -> Witness | None:
    """The date printed under the headline: a run of text that is a date and little else, and is not called
    an update."""
    for chunk in near:
        found = _PRINTED_DATE.search(chunk.text) if len(chunk.text) < 120 and _YEAR.search(chunk.text) else None
        if found and not _NOT_ITS_OWN.search(chunk.text[: found.start()]):
            rest = _DATE_WORDS.sub("", chunk.text[: found.start()] + chunk.text[found.end() :])
            if len(rest) <= _MOST_OTHER:
                return Witness(chunk.text[found.start() :], "printed under the headline")
    return None


def _printed_update(near: Sequence[Chunk]) -> Iterator[Witness]:
    for chunk in near:
        word = _UPDATED_WORD.search(chunk.text) if len(chunk.text) < 160 and _YEAR.search(chunk.text) else None
        if word and _PRINTED_DATE.search(chunk.text, word.end()):
            yield Witness(chunk.text[word.end() :], "printed under the headline")
            return


def url_date(url: str) -> Iterator[Witness]:
    """The day in the path of the article's own URL: /2012/06/03/, /2012/jun/03/, /2012-06-03-."""
    path = url.partition("//")[2].partition("/")[2].partition("?")[0]
    if host_of(url) and (m := _URL_DATE.search(f"/{path}")):
        year, month, day = (part for part in m.groups() if part)
        yield Witness(
            f"{day} {month} {year}" if month.isalpha() else f"{year}-{month:0>2}-{day:0>2}", "date in the URL"
        )


def _json(markup: Markup, *keys: str) -> Iterator[Witness]:
    for node, how in ((article_node(markup), "json-ld"), (page_node(markup), "json-ld page")):
        for key in keys:
            yield from (Witness(text, f"{how} {key}") for text in strings(node.get(key))[:1])


def _metas(markup: Markup, names: Sequence[str]) -> Iterator[Witness]:
    metas = markup.metas
    for name in filter(metas.__contains__, names):
        yield Witness(metas[name][0], f"meta {name}")


def _marked(markup: Markup, headline: HtmlElement | None) -> Iterator[tuple[Witness, bool]]:
    """`<time>` and itemprop dates outside of teasers and comments, and whether each tells of an update."""
    marked = [element for element in markup.itemprops if "date" in element.get("itemprop", "")]
    times = [element for element in markup.named("time")[:_MOST_TIMES] if not element.get("itemprop")]
    for element in (*marked[:_MOST_TIMES], *times):
        names = f"{element.get('itemprop', '')} {element.get('class', '')}".casefold()
        text = element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
        if not text.strip() or _stands_elsewhere(element):
            continue
        own = "datepublished" in names or "datemodified" in names
        if "date" in element.get("itemprop", "") and not own and element.tag != "time":
            continue
        if not own and headline is None:
            continue
        updated = "modified" in names or "update" in names or bool(_UPDATED_WORD.search(_before(element)))
        yield Witness(text, "itemprop" if own else "time element"), updated


def _before(element: HtmlElement) -> str:
    """The words that introduce the element: "Updated" in its own text or right before it."""
    previous = element.getprevious()
    parent = element.getparent()
    lead = (
        (previous.tail or previous.text_content()[-40:])
        if previous is not None
        else (parent.text or "" if parent is not None else "")
    )
    return f"{lead[-40:]} {element.text or ''}"


_OTHER = late(
    r"comment|related|sidebar|recommend|footer|promo|newsletter|popular|trending|teaser|recirc|"
    r"more-?(?:from|stories)|read-?next|"
    r"carousel|latest|ticker|card|widget|listing|river",
    re.IGNORECASE,
)


def _stands_elsewhere(element: HtmlElement) -> bool:
    for depth, node in enumerate(element.iterancestors()):
        if depth > 8 or node.tag in ("body", "main"):
            return False
        if node.tag in ("aside", "footer", "nav") or _is_other(f"{node.get('class', '')} {node.get('id', '')}"):
            return True
    return False


@lru_cache(maxsize=4096)
def _is_other(names: str) -> bool:
    return bool(_OTHER.search(names))
