"""How do others reach the archive?"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsgraph.serving.copies_wire import CopiesWire
    from newsgraph.serving.drafts import read_draft
    from newsgraph.serving.entity_wire import (
        EntitiesWire,
        EntityWire,
        GazetteerWire,
        JudgedWire,
        LogWire,
        QueueWire,
        SuggestWire,
        TakenWire,
        read_log,
    )
    from newsgraph.serving.exports import Format, export, is_stream
    from newsgraph.serving.graph_wire import (
        CommunitiesWire,
        ComparisonWire,
        ConnectWire,
        ExportWire,
        NearWire,
        TimelineWire,
        TrendingWire,
    )
    from newsgraph.serving.named_wire import ExtractionWire
    from newsgraph.serving.receipt_wire import ReceiptWire, ReplayWire
    from newsgraph.serving.related_wire import ListedWire, RelatedWire, WhyWire
    from newsgraph.serving.schemas import json_schema
    from newsgraph.serving.shape import Wire
    from newsgraph.serving.site import Ruled, SiteOptions, SiteReport, build_site, checked_rules
    from newsgraph.serving.site_wire import RulesWire, SiteWire
    from newsgraph.serving.story_wire import StoriesWire, StoryWire, TrailWire
    from newsgraph.serving.watch_wire import WatchWire
    from newsgraph.serving.wire import (
        AddWire,
        ArticleWire,
        DemoWire,
        KeptWire,
        MadeWire,
        QueryWire,
        RefusedWire,
        SearchWire,
        StatsWire,
        VerifyWire,
        VersionsWire,
    )

__all__ = [
    "AddWire",
    "ArticleWire",
    "CommunitiesWire",
    "ComparisonWire",
    "ConnectWire",
    "CopiesWire",
    "DemoWire",
    "EntitiesWire",
    "EntityWire",
    "ExportWire",
    "ExtractionWire",
    "Format",
    "GazetteerWire",
    "JudgedWire",
    "KeptWire",
    "ListedWire",
    "LogWire",
    "MadeWire",
    "NearWire",
    "QueryWire",
    "QueueWire",
    "ReceiptWire",
    "RefusedWire",
    "RelatedWire",
    "ReplayWire",
    "Ruled",
    "RulesWire",
    "SearchWire",
    "SiteOptions",
    "SiteReport",
    "SiteWire",
    "StatsWire",
    "StoriesWire",
    "StoryWire",
    "SuggestWire",
    "TakenWire",
    "TimelineWire",
    "TrailWire",
    "TrendingWire",
    "VerifyWire",
    "VersionsWire",
    "WatchWire",
    "WhyWire",
    "Wire",
    "build_site",
    "checked_rules",
    "export",
    "is_stream",
    "json_schema",
    "read_draft",
    "read_log",
]

# Shapes are loaded when they are first used: each takes pydantic half a millisecond to make, and a command writes one.
_HOME = {
    "AddWire": "wire",
    "ArticleWire": "wire",
    "TrailWire": "story_wire",
    "CommunitiesWire": "graph_wire",
    "ComparisonWire": "graph_wire",
    "ConnectWire": "graph_wire",
    "CopiesWire": "copies_wire",
    "DemoWire": "wire",
    "EntitiesWire": "entity_wire",
    "EntityWire": "entity_wire",
    "ExportWire": "graph_wire",
    "ExtractionWire": "named_wire",
    "Format": "exports",
    "GazetteerWire": "entity_wire",
    "JudgedWire": "entity_wire",
    "KeptWire": "wire",
    "ListedWire": "related_wire",
    "LogWire": "entity_wire",
    "MadeWire": "wire",
    "NearWire": "graph_wire",
    "QueryWire": "wire",
    "QueueWire": "entity_wire",
    "ReceiptWire": "receipt_wire",
    "RefusedWire": "wire",
    "RelatedWire": "related_wire",
    "ReplayWire": "receipt_wire",
    "Ruled": "site",
    "RulesWire": "site_wire",
    "SearchWire": "wire",
    "SiteOptions": "site",
    "SiteReport": "site",
    "SiteWire": "site_wire",
    "StatsWire": "wire",
    "StoriesWire": "story_wire",
    "StoryWire": "story_wire",
    "SuggestWire": "entity_wire",
    "TakenWire": "entity_wire",
    "TimelineWire": "graph_wire",
    "TrendingWire": "graph_wire",
    "VerifyWire": "wire",
    "VersionsWire": "wire",
    "WatchWire": "watch_wire",
    "WhyWire": "related_wire",
    "Wire": "shape",
    "export": "exports",
    "is_stream": "exports",
    "build_site": "site",
    "checked_rules": "site",
    "json_schema": "schemas",
    "read_draft": "drafts",
    "read_log": "entity_wire",
}


def __getattr__(name: str) -> object:
    """PEP 562: a module is loaded when somebody asks for what is in it."""
    if name not in _HOME:
        raise AttributeError(f"module 'newsgraph.serving' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"newsgraph.serving.{_HOME[name]}"), name)
    globals()[name] = value
    return value
