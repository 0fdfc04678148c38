"""How does a page that was saved as plain text become an article?"""

from newsgraph.article import Article, Evidence, Part, ZoneKind
from newsgraph.cleaning.assembling import Facts, assemble, container_dates
from newsgraph.cleaning.bylines import read_credits
from newsgraph.cleaning.origins import Mark, dateline_marks, line_marks, text_marks
from newsgraph.cleaning.page_dates import url_date
from newsgraph.cleaning.plain_page import PlainPage, read_plain_page
from newsgraph.cleaning.sources import outlet
from newsgraph.raw import RawArticle


def clean_plain_page(raw: RawArticle) -> Article:
    """An article whose whole page, furniture and all, arrived as text."""
    page = read_plain_page(raw.plain_page or "", title=raw.title, source=raw.source)
    url = raw.url or page.url
    where = "container source" if raw.source else "site header"
    source, evidence = outlet(raw.source or page.source, url, how=where)
    facts = Facts(parts=_parts(raw, page), url=url, source=source, evidence=evidence)
    facts.credits = read_credits(page.bylines, source=source)
    if facts.credits.authors or facts.credits.agencies:
        named = ", ".join(facts.credits.authors + facts.credits.agencies)
        facts.evidence.append(Evidence("authors", named, "byline", True))
    facts.published, facts.updated = container_dates(raw)
    facts.published += [*page.published, *url_date(url)]
    facts.updated += page.updated
    facts.marks = [*dateline_marks(raw.dateline), *_marks(page)]
    facts.declared = [(page.language, "header line 'language'")] if page.language else []
    facts.section, facts.tags = page.section, page.tags
    return assemble(raw, facts)


def _parts(raw: RawArticle, page: PlainPage) -> list[Part]:
    """The page's parts, with the title and standfirst that only the container knows in front."""
    kinds = {part.kind for part in page.parts}
    known = [(ZoneKind.TITLE, raw.title), (ZoneKind.STANDFIRST, raw.standfirst)]
    return [Part(kind, words) for kind, words in known if words and kind not in kinds] + page.parts


def _marks(page: PlainPage) -> list[Mark]:
    """The marks in the body and in the lines around it, but not those in comments."""
    said = (ZoneKind.BODY, ZoneKind.FURNITURE, ZoneKind.BIO)
    body = [part.text for part in page.parts if part.kind is ZoneKind.BODY]
    rest = [part.text for part in page.parts if part.kind in said[1:]]
    return [
        *text_marks("\n".join(body)),
        *line_marks(rest),
    ]
