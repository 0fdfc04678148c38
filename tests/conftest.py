"""What holds for all tests."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsgraph

EXAMPLES = [Path(__file__).parents[1] / "examples" / name for name in ("news", "feeds", "exports", "records")]


def pytest_configure() -> None:
    """A shell that starts tests in the background has them, and all that they start, deaf to Ctrl-C; some send it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the examples, to be copied and not changed."""
    folder = tmp_path_factory.mktemp("made") / "corpus"
    with newsgraph.open_archive(folder, create=True) as archive:
        archive.add(EXAMPLES)
    return folder


@pytest.fixture
def archive(corpus: Path, tmp_path: Path) -> Iterator[newsgraph.Archive]:
    """One's own archive of the examples."""
    with newsgraph.open_archive(Path(shutil.copytree(corpus, tmp_path / "archive"))) as opened:
        yield opened
