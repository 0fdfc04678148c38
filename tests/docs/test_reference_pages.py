"""The pages that are written by a program say what the code says, and the notebook runs."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import newsgraph
from newsgraph.relating.signals import SIGNALS
from newsgraph.relating.weights import weights_of

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLES = [DOCS.parent / "examples" / name for name in ("exports", "feeds", "news", "records", "corrections")]
HOW = "run: python docs/make_reference.py"
RUN = """
import nbclient, nbformat, sys
notebook = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
print(sum("image/png" in one.get("data", {}) for cell in notebook.cells for one in cell.get("outputs", [])))
"""


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reference", DOCS / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_python_has_not_drifted_from_the_docstrings(maker: ModuleType) -> None:
    assert (DOCS / "python.md").read_text(encoding="utf-8") == maker.python(), HOW


def test_the_page_of_http_has_not_drifted_from_the_routes(maker: ModuleType) -> None:
    assert (DOCS / "http.md").read_text(encoding="utf-8") == maker.http(), HOW


def test_the_table_of_signals_has_not_drifted_from_the_weights(maker: ModuleType) -> None:
    page = (DOCS / "ranking.md").read_text(encoding="utf-8")
    assert page == maker.ranking(page), HOW
    assert all(f"| `{one.name}` |" in page for one in SIGNALS)


@pytest.mark.parametrize("topics", [False, True])
@pytest.mark.parametrize("meanings", [False, True])
def test_the_weights_sum_to_one_but_for_rounding_as_the_page_says(topics: bool, meanings: bool) -> None:
    assert sum(weights_of(topics=topics, meanings=meanings).values()) == pytest.approx(1, abs=0.005)


def test_everything_at_the_front_door_has_its_place_on_the_page(maker: ModuleType) -> None:
    headings = {line.lstrip("# ").removeprefix("newsgraph.") for line in maker.python().splitlines() if line[:1] == "#"}
    assert set(newsgraph.__all__) <= headings


def test_the_notebook_is_kept_without_what_it_wrote() -> None:
    cells = json.loads((DOCS / "notebook.ipynb").read_text(encoding="utf-8"))["cells"]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


def test_the_notebook_runs_and_draws_one_picture(tmp_path: Path) -> None:
    for needed in ("nbclient", "ipykernel", "matplotlib"):
        if importlib.util.find_spec(needed) is None:
            pytest.skip(f"{needed} is not installed: make docs")
    with newsgraph.open_archive(tmp_path / "indexes/demo", create=True) as archive:
        archive.add(EXAMPLES)
    command = [sys.executable, "-c", RUN, str(DOCS / "notebook.ipynb")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout.split()) == (0, ["1"]), done.stderr
