"""Places found and placed in raw text are counted as the measure says, on an article written for it."""

import json
from pathlib import Path

import pytest

from evals.end_to_end import Placed, errors, main, placed, score

TEXT = "The dockers of Goma met in Kinshasa on Monday. Their crane came from Paris, over the old quay of Nairobi."
GOMA, PARIS_IN_TEXAS, NAIROBI = (-1.68, 29.22), (33.66, -95.56), (-1.28, 36.82)


def toponym(surface: str, position: tuple[float, float] | None, **more: str) -> dict[str, object]:
    start = TEXT.index(surface)
    lat, lon = position or (None, None)
    return {"start": start, "end": start + len(surface), "surface": surface, "lat": lat, "lon": lon, **more}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Goma is right, Paris is put elsewhere, a quay is missed; gold does not say where Kinshasa lies."""
    toponyms = [
        toponym("Goma", GOMA, type="Literal"),
        toponym("Kinshasa", None, type="Literal"),
        toponym("Paris", PARIS_IN_TEXAS, type="Literal"),
        toponym("old quay", NAIROBI, type="Literal"),
        toponym("Nairobi", NAIROBI, type="Metonymic"),
    ]
    record = {"id": "strike:1", "title": "A strike in Bukavu", "text": TEXT, "toponyms": toponyms}
    file = tmp_path / "strike.jsonl"
    file.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return file


def test_a_place_is_right_where_its_span_is_gold_and_it_lies_near(gold: Path) -> None:
    assert score(placed(gold)) == (2, 3, 4)  # Goma and Nairobi of Goma, Paris and Nairobi


def test_a_place_of_which_gold_does_not_say_where_it_lies_counts_only_where_strict(gold: Path) -> None:
    assert score(placed(gold, strict=True)) == (2, 4, 4)


def test_toponyms_of_other_types_are_left_out_of_the_literal_ones(gold: Path) -> None:
    assert score(placed(gold, literal=True)) == (1, 2, 3)


def test_what_is_wrong_is_shown_in_its_words(gold: Path) -> None:
    told = [(line.split()[0], line[line.index("[") + 1 : line.index("]")]) for line in errors(placed(gold))]
    assert told == [("afar", "Paris"), ("missed", "old quay")]


def test_a_span_with_several_positions_is_right_at_any_of_them() -> None:
    one = Placed(TEXT, {(0, 3): [PARIS_IN_TEXAS, GOMA]}, {(0, 3): GOMA})
    assert score([one]).f1 == 1


def test_an_absent_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert "no places in" in capsys.readouterr().err
