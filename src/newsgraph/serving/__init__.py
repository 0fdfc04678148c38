"""How do others reach the archive?"""

from newsgraph.serving.entity_wire import EntitiesWire, EntityWire, ExtractionWire, JudgedWire, LogWire
from newsgraph.serving.json_schema import json_schema
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
    Wire,
)

__all__ = [
    "AddWire",
    "ArticleWire",
    "DemoWire",
    "EntitiesWire",
    "EntityWire",
    "ExtractionWire",
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
