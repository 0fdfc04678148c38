"""What is related in real news with gold labels keeps to the floors. Ten minutes: names of 13,000 articles are
found."""

import os
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "shared/data"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason="real articles are laboratory data outside of the project"),
    pytest.mark.skipif(not os.environ.get("NEWSGRAPH_SLOW"), reason="takes ten minutes: set NEWSGRAPH_SLOW=1"),
]


def test_the_floors_hold(capsys: pytest.CaptureFixture[str]) -> None:
    from evals.related import main

    assert main([str(DATA)]) == 0, capsys.readouterr().out
