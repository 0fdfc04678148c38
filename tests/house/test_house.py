"""The house rules, so that nobody has to remember them."""

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
HOUSE = TOP / "src" / "newsgraph"
CLI = TOP / "cli" / "newsgraph_cli"

# Who may import whom. This table is the architecture; ARCHITECTURE.md draws it.
MAY_IMPORT: dict[str, set[str]] = {
    "address": set(),
    "errors": set(),
    "mapped": set(),
    "sentences": set(),
    "folders": {"errors"},
    "raw": set(),
    "article": {"address"},
    "answers": {"article", "entity", "raw"},
    "leads": {"answers", "article", "entity"},
    "reading": {"raw", "address", "errors"},
    "cleaning": {"raw", "article", "address", "patterns", "errors"},
    "entity": {"article"},
    "excerpt": {"entity"},
    "finding": {"article", "entity", "errors"},
    "resolving": {"article", "entity", "address", "errors"},
    "tracing": {"article", "entity", "address"},
    "store": {"article", "entity", "address", "errors", "answers"},
    "text": {"article", "answers", "errors", "sentences"},
    "graph": {"answers", "article", "entity", "errors", "folders", "mapped", "sentences"},
    "relating": {"text", "article", "entity", "address", "errors", "folders", "mapped", "sentences"},
    "parallel": set(),
    "patterns": set(),
    "ingest": {"cleaning", "parallel", "article", "raw", "answers", "errors"},
    "naming": {"finding", "resolving", "article", "entity"},
    "extracting": {"reading", "cleaning", "naming", "resolving", "parallel", "article", "entity", "raw", "errors"},
    "gathering": {"resolving", "store", "article", "entity"},
    "settling": {"gathering", "resolving", "store", "parallel", "article", "entity", "answers", "errors"},
    "following": {"tracing", "store", "parallel", "article", "answers", "errors", "leads"},
    "surroundings": {
        *("naming", "finding", "gathering", "settling", "graph", "parallel", "store"),
        *("article", "entity", "answers"),
    },
    "boxes": {"article"},
    "ruling": {"boxes", "article", "errors"},
    "listing": {"boxes", "relating", "shelving", "store", "parallel", "article", "answers", "errors"},
    "findable": {"boxes", "store", "text", "parallel", "article", "answers"},
    "showing": {"leading", "listing", "findable", "ruling", "boxes", "parallel", "article", "answers"},
    "recommending": {"relating", "shelving", "store", "article", "entity", "answers", "errors", "leads"},
    "shelving": {"relating", "knowing", "store", "parallel", "article", "answers", "errors"},
    "walking": {"graph", "knowing", "resolving", "store", "article", "entity", "answers", "errors", "leads"},
    "deriving": {
        *("surroundings", "naming", "settling", "following", "walking", "shelving", "parallel", "store"),
        *("text", "article", "entity", "answers", "errors"),
    },
    "writing": {
        "ingest",
        "surroundings",
        "deriving",
        "settling",
        "following",
        "walking",
        "shelving",
        "parallel",
        "store",
        "text",
        "answers",
        "errors",
    },
    "excerpting": {"graph", "store", "article", "entity", "excerpt"},
    "undecided": {"graph", "resolving", "store", "entity", "answers", "leads"},
    "knowing": {"resolving", "store", "article", "entity", "answers", "errors", "leads", "sentences"},
    "judging": {"knowing", "resolving", "store", "article", "entity", "address", "errors"},
    "searching": {"knowing", "naming", "resolving", "store", "text", "answers", "article", "entity"},
    "telling": {"relating", "shelving", "store", "article", "answers", "leads"},
    "leading": {
        *("opened", "knowing", "recommending", "telling", "following", "walking", "excerpting", "undecided"),
        *("extracting", "relating", "graph", "excerpt", "article", "entity", "leads", "errors"),
    },
    "opened": {
        *("following", "shelving", "surroundings", "walking", "writing", "searching", "graph", "relating", "resolving"),
        *("knowing", "store", "text", "article", "entity", "answers", "errors"),
    },
    "archive": {
        *("opened", "showing", "reading", "ingest", "deriving", "writing", "settling", "shelving"),
        *("knowing", "judging", "searching"),
        *("resolving", "finding", "store", "text"),
        *("article", "entity", "answers", "leads", "errors"),
    },
    "watching": {"archive", "reading", "answers", "errors"},
    "drawing": set(),
    "serving": {
        *("boxes", "listing", "ruling"),
        "watching",
        "drawing",
        "archive",
        "extracting",
        "resolving",
        "answers",
        "article",
        "entity",
        "excerpt",
        "raw",
        "errors",
        "leads",
    },
}
FRONT_DOOR = {"", "errors", "serving"}  # what cli/ may reach: the door, what it raises, the wire
# Each engine lives in one place: swapping it is a change of one file.
ONLY_IN: dict[str, str] = {
    "sqlite3": r"store/\w+\.py|serving/exports/sqlite_file\.py",  # the archive's own; and one to take along
    "whoosh": r"text/(whoosh_\w+|query|grammar\w*)\.py",
    "tantivy": r"text/tantivy_\w+\.py",
    "networkx": r"graph/view\.py|serving/exports/xml_forms\.py",
    "pyarrow": r"serving/exports/parquet\.py",
    "numpy": r"((finding|graph|tracing|relating)/\w+|mapped)\.py",
    "scipy": r"relating/(compiled|topics|sentence_model)\.py",
    "threadpoolctl": r"relating/compiled\.py",
    "pydantic": r"(raw|serving/(web/)?\w+)\.py",
    "trafilatura": r"-",  # measured worse than cleaning/body.py
    "lxml": r"(reading|cleaning)/\w+\.py",
    "feedparser": r"reading/feed\.py",
    "httpx": r"reading/web(_\w+)?\.py",
    "spacy": r"finding/spacy_finder\.py",
    "tokenizers": r"relating/sentence_model\.py",
    "gliner": r"finding/gliner_finder\.py",
    "mcp": r"serving/mcp_server\.py",
    "fastapi": r"serving/web/\w+\.py",
    "starlette": r"serving/web/\w+\.py",
    "uvicorn": r"serving/web/(server|listening)\.py",
    "typer": r"-",
    "rich": r"-",
}
DRAWERS = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "base",
    "core",
    "manager",
    "handler",
    "factory",
}
FILES = sorted(HOUSE.rglob("*.py"))
CLI_FILES = sorted(CLI.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_name(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(path: Path) -> str:
    return path.relative_to(HOUSE).with_suffix("").parts[0]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def relative(path: Path) -> str:
    return str(path.relative_to(TOP))


def test_the_rooms_have_an_order() -> None:
    list(TopologicalSorter(MAY_IMPORT).static_order())  # raises CycleError on a circle


def test_every_room_is_in_the_table() -> None:
    assert {room(path) for path in FILES} - {"__init__"} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_rooms_import_only_what_they_may(path: Path) -> None:
    here = room(path)
    if here == "__init__":
        return
    for module in imports(path):
        package, _, rest = module.partition(".")
        if package == "newsgraph" and rest:
            assert rest.split(".")[0] in MAY_IMPORT[here] | {here}, f"{here} may not import {module}"


@pytest.mark.parametrize("path", CLI_FILES, ids=relative)
def test_the_command_line_uses_the_front_door(path: Path) -> None:
    for module in imports(path):
        package, _, rest = module.partition(".")
        if package == "newsgraph" and rest and rest not in front_door_names():
            assert rest.split(".")[0] in FRONT_DOOR, f"{path.name} goes round the front door: {module}"


def front_door_names() -> set[str]:
    import newsgraph

    return set(newsgraph.__all__)


@pytest.mark.parametrize("path", FILES + CLI_FILES, ids=relative)
def test_each_engine_lives_in_one_place(path: Path) -> None:
    if path in CLI_FILES:
        homes = {**ONLY_IN, "typer": ".*", "rich": ".*"}
        name = str(path.relative_to(CLI))
    else:
        homes, name = ONLY_IN, str(path.relative_to(HOUSE))
    for module in imports(path):
        home = homes.get(module.split(".")[0])
        assert home is None or re.fullmatch(home, name), f"{module} belongs in {home}"


def test_no_import_cycle_between_files() -> None:
    names = {f"newsgraph.{module_name(path, HOUSE)}".rstrip("."): path for path in FILES}
    graph = {name: files_imported(path, set(names)) - {name} for name, path in names.items()}
    graph["newsgraph"] = set()  # the front door loads late, by name
    list(TopologicalSorter(graph).static_order())


def files_imported(path: Path, names: set[str]) -> set[str]:
    """The modules that a file imports; `from room import file` is the file, not the room's __init__."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inside & names or {str(node.module)}
    return found & names


def test_functions_are_short() -> None:
    lengths = sorted((f.end_lineno or 0) - f.lineno + 1 for path in FILES + CLI_FILES for f in functions(path))
    assert statistics.median(lengths) <= 9
    assert lengths[int(0.95 * len(lengths))] <= 35
    assert lengths[-1] <= 60


@pytest.mark.parametrize("path", FILES + CLI_FILES, ids=relative)
def test_files_are_short_and_functions_take_few_positional_arguments(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 400
    for function in functions(path):
        if path in CLI_FILES and function.decorator_list:
            continue  # a typer command's parameters are its flags
        positional = [a for a in function.args.posonlyargs + function.args.args if a.arg not in ("self", "cls")]
        assert len(positional) <= 4, f"{path}:{function.lineno} {function.name}: use keywords"


@pytest.mark.parametrize("path", FILES, ids=relative)
def test_the_core_neither_asserts_nor_prints(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.Assert), f"{path}:{node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print", f"{path}:{node.lineno}"


def test_no_drawers() -> None:
    names = {part for path in FILES + CLI_FILES for part in path.relative_to(TOP).with_suffix("").parts}
    assert not {name for name in names if set(name.split("_")) & DRAWERS}


@pytest.mark.parametrize("name", sorted(MAY_IMPORT))
def test_the_map_quotes_every_room(name: str) -> None:
    """ARCHITECTURE.md has the first line of each room's docstring, word for word."""
    path = HOUSE / name / "__init__.py" if (HOUSE / name).is_dir() else HOUSE / f"{name}.py"
    first = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]
    assert first
    assert f"`{name}` {first}" in (TOP / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_the_map_shows_the_import_table() -> None:
    text = (TOP / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^    (\w+) +← +(.+)$", text, re.MULTILINE))
    told = {name: set() if what == "nothing" else set(what.split()) for name, what in rows.items()}
    assert told == MAY_IMPORT


def test_the_front_door_is_sorted_and_opens() -> None:
    import newsgraph

    assert newsgraph.__all__ == sorted(newsgraph.__all__)
    assert all(getattr(newsgraph, name) is not None for name in newsgraph.__all__)


def test_importing_the_package_imports_no_engine() -> None:
    code = "import sys, newsgraph; print(*sys.modules)"
    loaded = set(
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & {"tantivy", "whoosh", "pydantic", "trafilatura", "networkx", "lxml", "typer"}
