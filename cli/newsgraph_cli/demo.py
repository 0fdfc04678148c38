"""`newsgraph demo`: what would I get?"""

import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from newsgraph_cli.add import summary
from newsgraph_cli.app import FOUND, NOTHING
from newsgraph_cli.options import DEMO_INDEX, Json, Quiet, cores
from newsgraph_cli.output import write_json
from newsgraph_cli.progress import watching
from newsgraph_cli.speaking import say_rejected
from newsgraph_cli.words import plain, styled

if TYPE_CHECKING:
    from newsgraph import IngestReport, SearchResult

EXAMPLES = ("newsgraph demo", "newsgraph demo --examples ~/newsgraph/examples --index /tmp/demo")
QUERY = "strike"
HITS = 5


def demo(
    *,
    examples: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="The example articles; by itself examples/ of the checkout."),
    ] = None,
    index: Annotated[Path, typer.Option("--index", metavar="PATH", help="The archive's folder.")] = DEMO_INDEX,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Build a small archive from the examples and search it.

    The examples are about sixty pages, feeds and exports around one invented port town. Typed again,
    it changes nothing and shows the search again.
    """
    import newsgraph

    folder = examples or _examples()
    if not folder.is_dir():
        raise typer.BadParameter(f"there is no folder {plain(str(folder))}: name the examples with --examples FOLDER")
    with newsgraph.open_archive(index, create=True) as archive, watching(quiet=quiet) as watch:
        report = archive.add(_locations(folder), workers=cores(), watch=watch)
        result = archive.search(QUERY, limit=HITS)
    if as_json:
        _write_json(index, report, result)
    else:
        _show(folder, index, report, result)
    raise typer.Exit(FOUND if result.hits else NOTHING)


def _examples() -> Path:
    """`examples/` of the checkout that this file is part of, else of the folder that we are in."""
    beside = Path(__file__).resolve().parents[2] / "examples"
    return beside if beside.is_dir() else Path("examples")


def _locations(folder: Path) -> list[Path]:
    """The folders of the examples, corrections last; what lies beside them tells about them."""
    inside = [path for path in folder.iterdir() if path.is_dir() and path.name != "sites"]  # those show archives
    return sorted(inside, key=lambda path: (path.name == "corrections", path.name)) or [folder]


def _next(index: Path, result: "SearchResult") -> tuple[str, ...]:
    """Commands that work as they stand here, on this archive, to type next."""
    read = [_typed(f"show {result.hits[0].id}", index)] if result.hits else []
    more = (
        _typed("search 'title:mine OR river' --facets", index),
        _typed("entity 'Calder Marine Surveys'", index),
        _typed("entities --kind person --limit 10", index),
        _typed("connect 'Marta Quillan' 'Rhona Pell'", index),
    )
    return (*read, *more, f"{_called()} add FOLDER-OR-FILE")


def _typed(words: str, index: Path) -> str:
    return f"{_called()} {words} --index {shlex.quote(str(index))}"


def _called() -> str:
    """How to call this command from here: by its name where the shell finds it, else by its path."""
    found, mine = shutil.which("newsgraph"), Path(sys.argv[0])
    if found and mine.exists() and Path(found).resolve() == mine.resolve():
        return "newsgraph"
    if mine.name != "newsgraph":
        return "newsgraph" if found else f"{shlex.quote(sys.executable)} -m newsgraph_cli"
    return shlex.quote(_near(mine))


def _near(path: Path) -> str:
    """The path as seen from here, where it is below."""
    here, there = Path.cwd(), path.absolute()
    return str(there.relative_to(here)) if there.is_relative_to(here) else str(path)


def _write_json(index: Path, report: "IngestReport", result: "SearchResult") -> None:
    from newsgraph.serving import AddWire, DemoWire, SearchWire

    found = SearchWire.of(result)
    write_json(DemoWire(folder=str(index), add=AddWire.of(report), search=found, next=_next(index, result)))


def _show(folder: Path, index: Path, report: "IngestReport", result: "SearchResult") -> None:
    from newsgraph_cli.search_page import show_result

    print(f"{plain(_near(folder))}: {summary(report)}")
    say_rejected(report.rejected, count=report.rejected_count, most=3)
    print(f"\n{styled(_typed(f'search {QUERY} --limit {HITS}', index), '1', sys.stdout)}\n")
    show_result(result)
    print("\nType next:")
    for line in _next(index, result):
        print(f"  {line}")
