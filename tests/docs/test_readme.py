"""What the README shows is what happens."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import newsgraph

TOP = Path(__file__).parents[2]
README = (TOP / "README.md").read_text(encoding="utf-8")
EXAMPLES = [TOP / "examples" / name for name in ("news", "feeds", "exports", "records")]


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which indexes/demo and indexes/default hold the corpus."""
    place = tmp_path_factory.mktemp("readme")
    with newsgraph.open_archive(place / "indexes/demo", create=True) as archive:
        archive.add(EXAMPLES)
    (place / "indexes/default").symlink_to(place / "indexes/demo")
    return place


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_runs(code: str, folder: Path) -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 3


LINES = [line.partition("  #")[0].strip() for code in blocks("sh") for line in code.splitlines()]
SEARCHES = [line for line in LINES if " search " in line]
ABOUT_THE_DEMO = [line for line in LINES if line.endswith("--index indexes/demo")]


@pytest.mark.parametrize("line", ABOUT_THE_DEMO)
def test_what_is_asked_of_the_demo_is_found(line: str, folder: Path) -> None:
    verb = [sys.executable, "-m", "newsgraph_cli", *shlex.split(line)[1:]]
    done = subprocess.run(verb, cwd=folder, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.parametrize("line", SEARCHES)
def test_the_searches_are_understood(line: str, folder: Path) -> None:
    verb = [sys.executable, "-m", "newsgraph_cli", *shlex.split(line)[1:]]
    done = subprocess.run(verb, cwd=folder, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    assert "error" not in done.stderr


def test_the_lines_that_make_demo_runs_are_those_of_the_makefile() -> None:
    recipe = (TOP / "Makefile").read_text(encoding="utf-8").replace("--quiet ", "")
    told = next(code for code in blocks("sh") if "-m venv" in code).splitlines()
    for line in told:
        assert line.replace("python3", "$(PYTHON)").replace(".venv/bin", "$(BIN)").replace(".venv", "$(VENV)") in recipe


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "examples/README.md", "docs/cli.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (TOP / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert ((TOP / page).parent / target).exists(), target
