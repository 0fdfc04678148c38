"""Places in real articles with gold labels keep to the floors."""

from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "shared/data"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason="real articles are laboratory data outside of the project"),
]


def test_the_floors_hold(capsys: pytest.CaptureFixture[str]) -> None:
    from evals.places import main

    assert main([str(DATA)]) == 0, capsys.readouterr().out


def test_the_floors_end_to_end_hold(capsys: pytest.CaptureFixture[str]) -> None:
    from evals.end_to_end import main

    assert main([str(DATA)]) == 0, capsys.readouterr().out
