"""How do others reach the archive?"""

from newsgraph.serving.entity_wire import EntitiesWire, EntityWire, ExtractionWire, GazetteerWire, JudgedWire, LogWire
from newsgraph.serving.json_schema import json_schema
from newsgraph.serving.shape import Wire
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
    "DemoWire",
    "EntitiesWire",
    "EntityWire",
    "ExtractionWire",
    "GazetteerWire",
    "JudgedWire",
    "KeptWire",
    "LogWire",
    "MadeWire",
    "QueryWire",
    "RefusedWire",
    "SearchWire",
    "StatsWire",
    "VerifyWire",
    "VersionsWire",
    "Wire",
    "json_schema",
]
