"""What shapes has all JSON that leaves?"""

from typing import Any

from pydantic.json_schema import models_json_schema

from newsgraph.serving.copies_wire import CopiesWire
from newsgraph.serving.entity_wire import (
    EntitiesWire,
    EntityWire,
    GazetteerWire,
    JudgedWire,
    LogWire,
    QueueWire,
    SuggestWire,
    TakenWire,
)
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
from newsgraph.serving.shape import Document, Wire
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

DOCUMENTS: tuple[type[Document], ...] = (
    AddWire,
    SearchWire,
    SuggestWire,
    QueryWire,
    ArticleWire,
    VersionsWire,
    CopiesWire,
    RelatedWire,
    WhyWire,
    ListedWire,
    SiteWire,
    RulesWire,
    StoryWire,
    StoriesWire,
    TrailWire,
    EntityWire,
    EntitiesWire,
    NearWire,
    ComparisonWire,
    ConnectWire,
    TimelineWire,
    TrendingWire,
    CommunitiesWire,
    ExportWire,
    ReceiptWire,
    ReplayWire,
    QueueWire,
    LogWire,
    TakenWire,
    JudgedWire,
    GazetteerWire,
    StatsWire,
    VerifyWire,
    MadeWire,
    DemoWire,
    WatchWire,
)
RECORDS: tuple[type[Wire], ...] = (KeptWire, RefusedWire, ExtractionWire)


def json_schema() -> dict[str, Any]:
    """One JSON Schema (draft 2020-12) with a definition of every document and record that leaves."""
    models = [*DOCUMENTS, *RECORDS]
    return models_json_schema([(model, "serialization") for model in models], title="newsgraph")[1]
