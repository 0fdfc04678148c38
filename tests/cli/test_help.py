"""What does the command say about itself, and what does it cost to ask?"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from newsgraph_cli import judge
from newsgraph_cli.app import VERBS, commands
from typer.testing import Result

Typed = Callable[..., Result]
HEAVY = {"pydantic", "whoosh", "tantivy", "trafilatura", "networkx", "lxml", "sqlite3", "rich", "httpx"}


def modules_after(*words: str) -> set[str]:
    """The modules that are loaded once the command has run, in a process of its own."""
    code = (
        "import sys\n"
        "from newsgraph_cli import main\n"
        f"sys.argv = ['newsgraph', *{list(words)!r}]\n"
        "try: main()\n"
        "except SystemExit: print('\\nMODULES', *sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.partition("MODULES")[2].split())


@pytest.mark.parametrize(
    "words", [("--help",), ("search", "--help"), ("add", "--help"), ("near", "--help"), ("nosuch",)]
)
def test_asking_for_help_loads_no_engine(words: tuple[str, ...]) -> None:
    loaded = modules_after(*words)
    assert "newsgraph_cli.app" in loaded
    assert not loaded & HEAVY


def test_a_verb_is_read_only_when_it_is_called() -> None:
    assert {name for name in modules_after("--help") if name.startswith("newsgraph_cli.")} == {
        "newsgraph_cli.app",
        "newsgraph_cli.speaking",
        "newsgraph_cli.verb",
        "newsgraph_cli.words",
    }


def test_flags_are_converted_without_pydantic() -> None:
    """Where typer would convert them, it would import all of pydantic first."""
    flags = ("--limit", "3", "--sort", "newest", "--index", "/nowhere")
    assert "typer._adapters" not in modules_after("search", "ferry", *flags)


def test_one_article_is_named_without_what_only_many_need(tmp_path: Path) -> None:
    """Processes, other verbs' shapes of JSON, and the masked arrays that numpy imports for `unique`."""
    file = tmp_path / "quay.jsonl"
    file.write_text(
        '{"title": "A strike", "text": "Marta Quillan spoke in Port Averin on Monday."}\n', encoding="utf-8"
    )
    loaded = modules_after("extract", str(file))
    assert "newsgraph.finding" in loaded
    assert not loaded & {"multiprocessing", "concurrent.futures", "numpy.ma", "newsgraph.serving.wire", "sqlite3"}


@pytest.mark.parametrize("verb", tuple(commands()))
def test_help_ends_with_an_example_that_is_a_command(typed: Typed, verb: str) -> None:
    page = typed(*verb.split(), "--help").stdout
    _, heading, examples = page.partition("Example")
    assert heading
    lines = [line.strip() for line in examples.splitlines()[1:] if line.strip()]
    assert lines
    assert all(f"newsgraph {verb}" in line or "| newsgraph" in line for line in lines)


@pytest.mark.parametrize("verb", tuple(commands()))
def test_the_list_of_verbs_says_what_each_help_says_first(typed: Typed, verb: str) -> None:
    page = typed(*verb.split(), "--help").stdout.partition("\n\n")[2]
    told = {**VERBS, **{f"judge {inner}": words for inner, words in judge.VERBS.items()}}[verb]
    assert " ".join(page.partition("\n\n")[0].split()) == told


def test_the_help_of_add_names_every_format_that_is_read(typed: Typed) -> None:
    from newsgraph.reading import FORMATS

    page = " ".join(typed("add", "--help").stdout.split())
    assert f"goes wrong: {', '.join(FORMATS[:-1])} or {FORMATS[-1]}." in page


def test_help_fits_80_columns(typed: Typed) -> None:
    for words in ((), *(verb.split() for verb in commands())):
        lines = typed(*words, "--help").stdout.splitlines()
        wide = [line for line in lines if len(line) > 80 and "newsgraph " not in line]
        assert wide == []


def test_the_version_is_that_of_the_installed_package(typed: Typed) -> None:
    from importlib.metadata import version

    assert typed("--version").stdout == f"newsgraph {version('newsgraph')}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(shell: str) -> None:
    env = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    command = [sys.executable, "-m", "newsgraph_cli", "--show-completion", shell]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    assert "_NEWSGRAPH_COMPLETE" in done.stdout


@pytest.mark.parametrize(
    ("typed_so_far", "offered"),
    [
        ("newsgraph re", ["related", "replay", "rebuild", "reindex"]),
        ("newsgraph search x --sort ", ["score", "newest", "oldest"]),
    ],
)
def test_completion_offers_verbs_and_values(typed_so_far: str, offered: list[str]) -> None:
    words = typed_so_far.split(" ")
    env = {
        **os.environ,
        "_NEWSGRAPH_COMPLETE": "complete_bash",
        "COMP_WORDS": typed_so_far,
        "COMP_CWORD": str(len(words) - 1),
    }
    command = [sys.executable, "-m", "newsgraph_cli"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    assert done.stdout.split() == offered
