"""Which of a page's machine-readable objects is the article? The others describe what stands around it."""

from collections.abc import Iterator
from typing import Any

from newsgraph.address import canonical_url
from newsgraph.cleaning.markup import Json, Markup, json_types
from newsgraph.cleaning.person_names import folded_name

# schema.org types by how surely they are the article of the page, best first.
_RANKS = {
    "NewsArticle": 0, "ReportageNewsArticle": 0, "AnalysisNewsArticle": 0, "OpinionNewsArticle": 0,
    "BackgroundNewsArticle": 0, "AskPublicNewsArticle": 0, "ReviewNewsArticle": 0, "LiveBlogPosting": 0,
    "AdvertiserContentArticle": 0, "Article": 1, "BlogPosting": 1, "TechArticle": 1, "ScholarlyArticle": 1,
    "Report": 1,
    "MedicalScholarlyArticle": 1, "SocialMediaPosting": 2, "Review": 2, "CriticReview": 2, "Recipe": 2,
    "HowTo": 2,
    "PodcastEpisode": 2, "CreativeWork": 3, "VideoObject": 4, "WebPage": 4, "ItemPage": 4,
    "MedicalWebPage": 4,
}  # fmt: skip
_PAGE_RANK = 4  # it tells of the page, or of a film on it: believed where nothing better is there


def article_node(markup: Markup) -> Json:
    """The JSON-LD object of the article; {} where none is. Of several the one with this page's URL or
    headline."""
    nodes = [(rank, i, node) for i, node in enumerate(markup.json_ld) if (rank := _rank(node)) is not None]
    nodes = [entry for entry in nodes if entry[0] < _PAGE_RANK]
    if not nodes:
        return {}
    if len(nodes) == 1:
        return nodes[0][2]
    own = canonical_url(markup.url)
    headline = {folded_name(text) for text in markup.meta("og:title")[:1]}
    return min(nodes, key=lambda entry: (_rank_among(entry[2], own, headline), entry[0], entry[1]))[2]


def page_node(markup: Markup) -> Json:
    """The JSON-LD object of the page itself (WebPage, VideoObject): {} where none is."""
    return next((node for node in markup.json_ld if _rank(node) == _PAGE_RANK), {})


def _rank(node: Json) -> int | None:
    ranks = [_RANKS[kind] for kind in json_types(node) if kind in _RANKS]
    return min(ranks) if ranks else None


def _rank_among(node: Json, own: str, headlines: set[str]) -> int:
    """0 for this page's, 2 for another page's, 1 where it does not say."""
    urls = {canonical_url(text) for text in strings(node.get("url")) + strings(node.get("mainEntityOfPage"))} - {""}
    title = next(iter(strings(node.get("headline")) + strings(node.get("name"))), "")
    if own in urls or (title and folded_name(title) in headlines):
        return 0
    return 2 if urls or not title else 1


def strings(value: Any) -> list[str]:
    """The strings in a JSON-LD value: itself, those in a list, an object's `@id`, `url`, `name` or
    `@value`."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list):
        return [text for item in value[:50] for text in strings(item)]
    if isinstance(value, dict):
        found = (value.get(key) for key in ("@id", "url", "name", "@value"))
        return [text.strip() for text in found if isinstance(text, str) and text.strip()]
    return []


def resolved(markup: Markup, value: Any) -> Iterator[Json | str]:
    """Each thing that a JSON-LD value names: objects (`@id` references looked up on the page) and bare
    strings."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            name = item.get("@id")
            full = markup.by_json_id.get(name, {}) if isinstance(name, str) else {}
            yield {**full, **item}
        elif isinstance(item, str) and item.strip():
            yield markup.by_json_id.get(item, item)
        elif isinstance(item, list):
            yield from resolved(markup, item)
