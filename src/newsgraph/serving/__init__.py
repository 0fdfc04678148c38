"""How do others reach the archive?"""

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
    json_schema,
)

__all__ = [
    "AddWire",
    "ArticleWire",
    "DemoWire",
    "KeptWire",
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
