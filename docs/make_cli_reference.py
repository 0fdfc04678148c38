"""Writes `docs/cli.md` and `docs/wire.schema.json` from the help of the verbs and the models of the JSON.

    python docs/make_cli_reference.py

A test compares both with what this would write.
"""

import json
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from newsgraph_cli.app import app, commands
from newsgraph_cli.output import Column
from typer.testing import CliRunner

from newsgraph.serving import json_schema

HERE = Path(__file__).parent
JSON = """\
## JSON

One model for each answer. `newsgraph.serving.json_schema()` gives their JSON Schema, which is also in
[wire.schema.json](wire.schema.json). Offsets count Unicode code points; times are ISO 8601 in UTC. Fields may
be added under the same `format_version`; none is removed, renamed or changes its meaning.
"""
# What is the same for every verb, written by hand.
INTRODUCTION = HERE / "cli_introduction.md"
NOTICE = "<!-- Written by docs/make_cli_reference.py from the verbs' help and cli_introduction.md. -->\n"
# Which columns a verb writes, by the name of the constant in its file, and what chooses them.
TABLES = {
    "COLUMNS": "",
    "ZONE_COLUMNS": " with `--zones`",
    "VERSION_COLUMNS": " with `--versions`",
    "CHANGE_COLUMNS": " with `--compare`",
}
MODELS = {
    "add": ["AddWire", "KeptWire", "RefusedWire"],
    "watch": ["WatchWire"],
    "search": ["SearchWire", "QueryWire"],
    "suggest": ["SuggestWire"],
    "show": ["ArticleWire", "VersionsWire"],
    "copies": ["CopiesWire"],
    "related": ["RelatedWire"],
    "why": ["WhyWire"],
    "listed": ["ListedWire"],
    "site": ["SiteWire"],
    "rules": ["RulesWire"],
    "story": ["StoryWire"],
    "stories": ["StoriesWire"],
    "chain": ["TrailWire"],
    "extract": ["ExtractionWire"],
    "entity": ["EntityWire"],
    "entities": ["EntitiesWire"],
    "near": ["NearWire", "ComparisonWire"],
    "connect": ["ConnectWire"],
    "timeline": ["TimelineWire"],
    "trending": ["TrendingWire"],
    "communities": ["CommunitiesWire"],
    "export": ["ExportWire"],
    "replay": ["ReceiptWire", "ReplayWire"],
    "judge": ["QueueWire", "JudgedWire", "LogWire", "TakenWire"],
    "judge queue": ["QueueWire"],
    **{f"judge {verdict}": ["JudgedWire"] for verdict in ("same", "different", "rename", "hide", "place", "home")},
    "judge undo": ["JudgedWire"],
    "judge log": ["LogWire"],
    "judge replay": ["TakenWire"],
    "gazetteer": ["GazetteerWire"],
    "serve": [],
    "mcp": [],
    "stats": ["StatsWire"],
    "verify": ["VerifyWire"],
    "rebuild": ["MadeWire"],
    "reindex": ["MadeWire"],
    "demo": ["DemoWire"],
}


def reference() -> str:
    """The text of `docs/cli.md`."""
    introduction = INTRODUCTION.read_text(encoding="utf-8")
    overview = _block("newsgraph", _help())
    return "\n".join([NOTICE, introduction, *overview, *_verbs(), JSON, *_documents()])


def schema() -> str:
    """The text of `docs/wire.schema.json`."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _help(*verb: str) -> str:
    result = CliRunner(env={"COLUMNS": "80"}).invoke(app, [*verb, "--help"], prog_name="newsgraph")
    return result.stdout.rstrip()


def _block(title: str, text: str) -> list[str]:
    return [f"## {title}", "", "```text", text, "```", ""]


def _verbs() -> Iterator[str]:
    for verb in commands():
        yield from _block(f"newsgraph {verb}", _help(*verb.split()))
        module = import_module(f"newsgraph_cli.{_file(verb)}")
        for constant, when in TABLES.items():
            if hasattr(module, constant):
                yield from _columns(getattr(module, constant), when)
        links = ", ".join(f"[{name}](#{name.lower()})" for name in MODELS[verb])
        yield f"JSON: {links}.\n" if links else "JSON: that of the verbs.\n"


def _file(verb: str) -> str:
    outer, _, name = verb.rpartition(" ")
    if outer:
        return str(import_module(f"newsgraph_cli.{outer}").FILES[name])
    return "making" if verb in ("rebuild", "reindex") else verb


def _columns(columns: Sequence[Column], when: str) -> Iterator[str]:
    yield f"Columns{when}:\n"
    yield "| column | holds |\n|---|---|"
    yield from (f"| `{column.name}` | {column.holds} |" for column in columns)
    yield ""


def _documents() -> Iterator[str]:
    for name, model in sorted(json_schema()["$defs"].items()):
        yield f"### {name}\n"
        yield f"{' '.join(model.get('description', '').split())}\n"
        yield "| field | type | holds | for example |\n|---|---|---|---|"
        yield from (_field(field, facts) for field, facts in model["properties"].items())
        yield ""


def _field(name: str, facts: dict[str, Any]) -> str:
    examples = [json.dumps(example, ensure_ascii=False) for example in facts.get("examples", [])[:1]]
    shown = f"`{examples[0]}`" if examples else ""
    return f"| `{name}` | {_type(facts)} | {facts.get('description', '')} | {shown} |"


def _type(facts: dict[str, Any]) -> str:
    """A JSON Schema type in words, references as links."""
    if "$ref" in facts:
        name = facts["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in facts:
        return " or ".join(_type(each) for each in facts["anyOf"])
    if "const" in facts:
        return f"`{json.dumps(facts['const'])}`"
    if facts.get("type") == "array":
        return f"array of {_type(facts['items'])}" if "items" in facts else "[start, end]"
    if facts.get("type") == "object":
        held = facts.get("additionalProperties")
        return f"object of {_type(held)}" if isinstance(held, dict) else "object"
    return {"date-time": "time", "date": "day"}.get(facts.get("format", ""), str(facts.get("type")))


if __name__ == "__main__":
    (HERE / "cli.md").write_text(reference(), encoding="utf-8")
    (HERE / "wire.schema.json").write_text(schema(), encoding="utf-8")
