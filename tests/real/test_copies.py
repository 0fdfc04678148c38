"""Copies made from real articles are found, and the floors hold."""

from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "shared/data"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason="real articles are laboratory data outside of the project"),
]


def test_the_floors_hold(capsys: pytest.CaptureFixture[str]) -> None:
    from evals.copies import main

    assert main([str(DATA)]) == 0, capsys.readouterr().out
