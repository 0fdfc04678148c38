"""newsgraph: news articles in; full-text search now, a graph and related articles with reasons on the same ground.

Names are loaded when they are first used, so that `newsgraph --help` costs no engine.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsgraph.answers import (
        Effect,
        EntityCount,
        EntityView,
        Hit,
        IngestReport,
        Progress,
        Quote,
        Role,
        SearchResult,
        Stats,
        Suggestion,
        Version,
    )
    from newsgraph.archive import Archive, open_archive
    from newsgraph.article import Article, ArticleId, Zone, ZoneKind
    from newsgraph.entity import Decision, Extraction, Named
    from newsgraph.errors import NewsgraphError
    from newsgraph.excerpt import Excerpt, GraphLink, GraphNode
    from newsgraph.extracting import Extracted, extract, extract_all
    from newsgraph.leads import (
        Chain,
        Change,
        Community,
        Comparison,
        Connections,
        Copies,
        Fresh,
        Hop,
        Listing,
        Neighbour,
        Node,
        Peak,
        Ran,
        Reach,
        Related,
        Report,
        Step,
        Story,
        Timeline,
        Trail,
        Undecided,
    )
    from newsgraph.raw import RawArticle, Rejection
    from newsgraph.reading import ReadOptions
    from newsgraph.watching import FeedState, Look, Watch, read_feeds

__all__ = [
    "Archive",
    "Article",
    "ArticleId",
    "Chain",
    "Change",
    "Community",
    "Comparison",
    "Connections",
    "Copies",
    "Decision",
    "Effect",
    "EntityCount",
    "EntityView",
    "Excerpt",
    "Extracted",
    "Extraction",
    "FeedState",
    "Fresh",
    "GraphLink",
    "GraphNode",
    "Hit",
    "Hop",
    "IngestReport",
    "Listing",
    "Look",
    "Named",
    "Neighbour",
    "NewsgraphError",
    "Node",
    "Peak",
    "Progress",
    "Quote",
    "Ran",
    "RawArticle",
    "Reach",
    "ReadOptions",
    "Rejection",
    "Related",
    "Report",
    "Role",
    "SearchResult",
    "Stats",
    "Step",
    "Story",
    "Suggestion",
    "Timeline",
    "Trail",
    "Undecided",
    "Version",
    "Watch",
    "Zone",
    "ZoneKind",
    "extract",
    "extract_all",
    "open_archive",
    "read_feeds",
]

_HOME = {
    "Archive": "archive",
    "Article": "article",
    "ArticleId": "article",
    "Chain": "leads",
    "Change": "leads",
    "Community": "leads",
    "Comparison": "leads",
    "Connections": "leads",
    "Copies": "leads",
    "Decision": "entity",
    "Effect": "answers",
    "EntityCount": "answers",
    "EntityView": "answers",
    "Excerpt": "excerpt",
    "Extracted": "extracting",
    "Extraction": "entity",
    "FeedState": "watching",
    "Fresh": "leads",
    "GraphLink": "excerpt",
    "GraphNode": "excerpt",
    "Hit": "answers",
    "Hop": "leads",
    "IngestReport": "answers",
    "Listing": "leads",
    "Look": "watching",
    "Named": "entity",
    "Neighbour": "leads",
    "NewsgraphError": "errors",
    "Node": "leads",
    "Peak": "leads",
    "Progress": "answers",
    "Quote": "answers",
    "Ran": "leads",
    "RawArticle": "raw",
    "Reach": "leads",
    "ReadOptions": "reading",
    "Rejection": "raw",
    "Related": "leads",
    "Report": "leads",
    "Role": "answers",
    "SearchResult": "answers",
    "Stats": "answers",
    "Step": "leads",
    "Story": "leads",
    "Suggestion": "answers",
    "Timeline": "leads",
    "Trail": "leads",
    "Undecided": "leads",
    "Version": "answers",
    "Watch": "watching",
    "Zone": "article",
    "ZoneKind": "article",
    "extract": "extracting",
    "extract_all": "extracting",
    "open_archive": "archive",
    "read_feeds": "watching",
}


def __getattr__(name: str) -> object:
    """PEP 562: the front door opens a room when somebody asks for what is in it."""
    if name not in _HOME:
        raise AttributeError(f"module 'newsgraph' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"newsgraph.{_HOME[name]}"), name)
    globals()[name] = value
    return value
