"""Rewrites made from real articles, whose line names the outlet alone, are traced to the right one: the floors hold."""

from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "shared/data"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason="real articles are laboratory data outside of the project"),
]


def test_the_floors_hold(capsys: pytest.CaptureFixture[str]) -> None:
    from evals.rewrites import main

    assert main([str(DATA)]) == 0, capsys.readouterr().out
