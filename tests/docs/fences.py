"""What do the pages of docs/ show? Their fenced blocks, and the running of those that can be run.

A block of `sh` or `python` is run, unless a line `<!-- not run: why -->` stands above it. All that a page shows in one
language is one program. A `text` block below it is what it writes, on a terminal of 80 columns; "…" stands for lines
that are left out.
"""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(DOCS.glob("*.md"))
FENCE = re.compile(r"^(?:<!-- not run: ([^\n]+) -->\n)?```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
MARK = "-- a block ends --"
SAYS_SO = {"sh": f"echo '{MARK}'", "python": f"print('{MARK}', flush=True)"}


class Fence(NamedTuple):
    """`why_not` is why it is not run, "" where it is; `told` are the lines that it is said to write."""

    language: str
    code: str
    why_not: str
    told: tuple[str, ...] = ()


def fences(page: Path) -> Iterator[Fence]:
    """The blocks that are programs, in order."""
    found = [Fence(language, code, why) for why, language, code in FENCE.findall(page.read_text(encoding="utf-8"))]
    for one, after in zip(found, [*found, Fence("", "", "")][1:], strict=True):
        if one.language in SAYS_SO:
            yield one._replace(told=tuple(after.code.splitlines()) if after.language == "text" else ())


def program(blocks: Sequence[Fence], language: str) -> list[str]:
    """How to run the blocks of one language, one after the other; a mark is written after each."""
    code = "\n".join(f"{one.code}\n{SAYS_SO[language]}" for one in blocks)
    return ["sh", "-euc", code] if language == "sh" else [sys.executable, "-W", "error", "-c", code]


def run(blocks: Sequence[Fence], language: str, folder: Path) -> tuple[int, list[str], str]:
    """The exit code, what each block wrote to a terminal, and what went to stderr."""
    ours, theirs = pty.openpty()
    errors = folder / "stderr"
    with errors.open("w", encoding="utf-8") as stderr:
        running = subprocess.Popen(
            program(blocks, language),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=stderr,
            env={**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "COLUMNS": "80", "NO_COLOR": "1"},
        )
        os.close(theirs)
        written = b"".join(_chunks(ours))
    code = running.wait(timeout=60)
    parts = written.decode().replace("\r\n", "\n").split(f"{MARK}\n")
    return code, parts, errors.read_text(encoding="utf-8")


def _chunks(terminal: int) -> Iterator[bytes]:
    """What is written to a terminal until nobody holds its other end."""
    with os.fdopen(terminal, "rb", buffering=0) as readable:
        while True:
            try:
                chunk = readable.read(1 << 16)
            except OSError:  # Linux: how a terminal says that it was closed
                return
            if not chunk:
                return
            yield chunk


def is_told_by(told: Sequence[str], written: str) -> bool:
    """Whether the lines stand in what was written, in that order, with others between them only where a … is."""
    gap = r"(?:.*\n)*?"
    lines = [gap if line.strip() == "…" else re.escape(line.rstrip()) + r"\s*\n" for line in told]
    return re.search("^" + "".join(lines), written + "\n", re.MULTILINE) is not None
