"""How do the facts about a text become an Article? The same last steps for every kind of content."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from newsgraph.address import without_tracking
from newsgraph.article import Article, Evidence, Hyperlink, Part, Zone, ZoneKind, article_id, compose
from newsgraph.cleaning.agencies import agency_named
from newsgraph.cleaning.bylines import Credits, joined_credits, read_credits
from newsgraph.cleaning.dates import Witness, settle_dates
from newsgraph.cleaning.language import settle_language
from newsgraph.cleaning.origins import AFFILIATION, UNSURE, Mark, confirmed, settle_origin
from newsgraph.cleaning.person_names import folded_name
from newsgraph.cleaning.titles import tidy
from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle


@dataclass(slots=True)
class Facts:
    """What one kind of content told about itself, before the container's fields are added.

    `parts` are in the order of the text. `links` are (index of the part, start, end, URL) with offsets into
    that part's text. `declared` languages come with where they stood, the most reliable first, as do date
    witnesses and marks.
    """

    parts: list[Part] = field(default_factory=list)
    url: str = ""
    source: str = ""
    credits: Credits = field(default_factory=Credits)
    published: list[Witness] = field(default_factory=list)
    printed: Witness | None = None
    updated: list[Witness] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    declared: list[tuple[str, str]] = field(default_factory=list)
    section: str = ""
    tags: Iterable[str] = ()
    links: Sequence[tuple[int, int, int, str]] = ()
    evidence: list[Evidence] = field(default_factory=list)


def assemble(raw: RawArticle, facts: Facts) -> Article:
    """The Article. Raises ArticleRejected where there is no text in it."""
    body = "\n\n".join([words for kind, words, _ in facts.parts if kind is ZoneKind.BODY])
    _demand_text(raw, facts.parts, body)
    credits = _with_container(raw, facts)
    marks = _origin_marks(raw, facts, credits)
    origin = settle_origin(marks, source=facts.source, alone=not credits.authors)
    declared = _declared(raw, facts)
    language, claims = settle_language(declared, body or " ".join(part.text for part in facts.parts))
    region = region_of([code for code, _ in declared], facts.source)
    published, when = settle_dates("published", facts.published, printed=facts.printed, region=region)
    updated, changed = settle_dates("updated", facts.updated, region=region)
    text, zones = compose(facts.parts)
    title = next((part.text for part in facts.parts if part.kind is ZoneKind.TITLE), "")
    languages = [Evidence("language", code, how, used) for code, how, used in claims]
    return Article(
        id=article_id(url=facts.url, source=facts.source, external_id=raw.external_id, title=title, body=body),
        text=text,
        zones=zones,
        url=without_tracking(facts.url),
        external_id=raw.external_id,
        location=raw.location,
        source=facts.source,
        authors=credits.authors,
        agencies=tuple(dict.fromkeys(credits.agencies + origin.agencies)),
        published=published,
        updated=updated,
        origin=origin.origin,
        language=language,
        section=tidy(raw.section or facts.section),
        tags=clean_tags([*raw.tags, *facts.tags]),
        links=placed_links(facts, text, zones),
        evidence=(*facts.evidence, *when, *changed, *origin.evidence, *languages),
        partial=raw.partial,
    )


def container_dates(raw: RawArticle) -> tuple[list[Witness], list[Witness]]:
    """What the container says of publication and update."""
    published = [Witness(raw.published, "container date")] if raw.published else []
    return published, [Witness(raw.updated, "container date")] if raw.updated else []


def _demand_text(raw: RawArticle, parts: Sequence[Part], body: str) -> None:
    if body.strip():
        return
    kinds = {part.kind for part in parts if part.text.strip()}
    if ZoneKind.STANDFIRST in kinds or (raw.partial and ZoneKind.TITLE in kinds):
        return
    raise ArticleRejected(
        "found no article text in it" if kinds else "is empty, expected the text of an article",
        hint="newsgraph add --format text FILE, if it is not what its first lines look like",
    )


def _with_container(raw: RawArticle, facts: Facts) -> Credits:
    """The container's authors and byline first, then what the content itself says where the container is
    silent."""
    if not raw.authors and not raw.byline:
        return facts.credits
    said = read_credits(raw.authors, source=facts.source, named_persons=True)
    if raw.byline:
        said = joined_credits(said, read_credits([raw.byline], source=facts.source))
    outlet = folded_name(raw.source)
    people = tuple(name for name in said.authors if folded_name(name) != outlet)
    if people or said.agencies:
        facts.evidence.append(Evidence("authors", ", ".join(people + said.agencies), "container authors", True))
    facts.evidence += [
        Evidence("authors", words, "container authors: no person's name", False) for words in said.dropped
    ]
    if not people:
        return Credits(facts.credits.authors, tuple(dict.fromkeys(said.agencies + facts.credits.agencies)))
    return Credits(people, tuple(dict.fromkeys(said.agencies + facts.credits.agencies)))


def _origin_marks(raw: RawArticle, facts: Facts, credits: Credits) -> list[Mark]:
    """In order of strength: the container's, those of the content, a byline that ends in an agency ("By Ann Lee,
    Reuters"), agencies that are credited in other ways."""
    marks = [Mark(raw.origin, "container origin")] if raw.origin else []
    tails = _byline_tails(facts.parts)
    if not (marks or facts.marks or tails or credits.agencies):
        return []
    unsure = any(mark.how == UNSURE for mark in facts.marks)
    marks += confirmed(facts.marks, {*tails, *map(folded_name, credits.dropped)}) if unsure else facts.marks
    for agency in filter(None, map(agency_named, tails.values())) if credits.agencies else ():
        marks.append(Mark(agency, AFFILIATION, agency))
    named = {mark.agency for mark in marks}
    return marks + [Mark(agency, "byline", agency) for agency in credits.agencies if agency not in named]


def _byline_tails(parts: Iterable[Part]) -> dict[str, str]:
    """What stands last in the bylines, behind a comma or a bar, by its folded form: "Reuters" in "By Ann Lee,
    Reuters"."""
    lines = [part.text for part in parts if part.kind is ZoneKind.BYLINE and "," in part.text]
    last = (re.split(r"[,|]", line)[-1].strip() for line in lines)
    return {folded_name(words): words for words in last if " and " not in words}


def _declared(raw: RawArticle, facts: Facts) -> list[tuple[str, str]]:
    return ([(raw.language, "container language")] if raw.language else []) + facts.declared


def placed_links(facts: Facts, text: str, zones: Sequence[Zone]) -> tuple[Hyperlink, ...]:
    """The links with offsets into the article's text; one whose words are not where they should be is left
    out."""
    if not facts.links:
        return ()
    said = (index for index, part in enumerate(facts.parts) if part.text.strip())
    starts = {index: zone.start for index, zone in zip(said, zones, strict=True)}
    return tuple(
        Hyperlink(url, starts[index] + start, starts[index] + end)
        for index, start, end, url in facts.links
        if index in starts and text[starts[index] + start : starts[index] + end].strip()
    )


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Each tag once, in the order given: white space single, case as printed, nothing longer than a tag
    is."""
    found: dict[str, str] = {}
    for tag in tags:
        words = " ".join(tag.split()) if "&" not in tag else tidy(tag)
        if 1 < len(words) <= 80:
            found.setdefault(words.casefold(), words)
    return tuple(found.values())


_NO_COUNTRY = {
    *("com", "org", "net", "info", "int", "tv", "io", "co", "news", "biz", "online", "site", "eu"),
    *("example", "test", "local"),
}


def region_of(languages: Sequence[str], source: str) -> str:
    """Whose way of writing dates it is: the locale's country, else a language other than English, else the
    country of the host's last label, else ""."""
    for code in languages:
        language, _, country = code.replace("_", "-").partition("-")
        if len(country) == 2:
            return country
        if language and language.casefold() != "en":
            return language
    last = source.rpartition(".")[2]
    return last if len(last) in (2, 3) and last.islower() and last not in _NO_COUNTRY else ""
