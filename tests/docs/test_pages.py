"""What the pages of docs/ show is what happens."""

import asyncio
import re
import shlex
import shutil
import sys
from collections import Counter
from pathlib import Path

import httpx
import pytest

import newsgraph
from newsgraph.serving.web.application import Settings, application
from tests.docs.fences import DOCS, PAGES, SAYS_SO, Fence, fences, is_told_by, run

TOP = DOCS.parent
EXAMPLES = [TOP / "examples" / name for name in ("exports", "feeds", "news", "records", "corrections")]
# Blocks that no test runs, by page: each says above itself why not. Another one has to be counted here.
NOT_RUN = {
    "at_the_terminal.md": 1,
    "explorer.md": 2,
    "exports.md": 2,
    "for_research.md": 1,
    "http.md": 1,
    "index.md": 1,
    "mcp.md": 2,
    "on_a_site.md": 3,
    "privacy.md": 1,
}
SHOWN = {page.name: list(fences(page)) for page in PAGES}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive as `newsgraph demo` makes it."""
    folder = tmp_path_factory.mktemp("demo") / "archive"
    with newsgraph.open_archive(folder, create=True) as archive:
        archive.add(EXAMPLES)
    return folder


@pytest.fixture
def folder(demo: Path, tmp_path: Path) -> Path:
    """What a reader has in front of them after `make demo`: the examples, the archive, and the command."""
    shutil.copytree(demo, tmp_path / "indexes/demo")
    (tmp_path / "examples").symlink_to(TOP / "examples")
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin/newsgraph"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m newsgraph_cli "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return tmp_path


def of(page: str, language: str) -> list[Fence]:
    return [one for one in SHOWN[page] if one.language == language and not one.why_not]


@pytest.mark.parametrize("page", sorted(page for page, blocks in SHOWN.items() if blocks))
def test_what_a_page_shows_runs_and_writes_what_the_page_says(page: str, folder: Path) -> None:
    for language in SAYS_SO:
        blocks = of(page, language)
        code, written, errors = run(blocks, language, folder)
        assert code == 0, f"after {written[-1]}\n{errors}"
        assert len(written) == len(blocks) + 1
        for block, told in zip(blocks, written, strict=False):
            assert is_told_by(block.told, told), f"{block.code}\nwrites\n{told}"


def test_what_is_not_run_is_counted() -> None:
    assert Counter(page for page, blocks in SHOWN.items() for one in blocks if one.why_not) == NOT_RUN


def test_every_address_that_the_pages_ask_answers(demo: Path) -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    paths = sorted(set(re.findall(r"http://127\.0\.0\.1:8000(/api/\w+\?[^\s'\"`)<]+)", text)))
    assert len(paths) > 3
    assert asyncio.run(answers(demo, paths)) == dict.fromkeys(paths, 200)


async def answers(archive: Path, paths: list[str]) -> dict[str, int]:
    transport = httpx.ASGITransport(app=application(Settings(archive)))
    async with httpx.AsyncClient(transport=transport, base_url="http://a.example") as client:
        return {path: (await client.get(path)).status_code for path in paths}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (DOCS / target).exists(), target
