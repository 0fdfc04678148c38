"""Authors, dates and titles of real pages keep to the floors, and the dirtiest author lists come out clean."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from newsgraph.cleaning.bylines import read_credits

DATA = Path(__file__).parents[3] / "shared/data"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not DATA.is_dir(), reason="real pages are laboratory data outside of the project"),
]


def test_the_floors_hold(capsys: pytest.CaptureFixture[str]) -> None:
    from evals.page_facts import main

    assert main([str(DATA)]) == 0, capsys.readouterr().out


@pytest.fixture(scope="module")
def credited() -> Counter[str]:
    names: Counter[str] = Counter()
    with gzip.open(DATA / "articles/allsides-12k.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            names.update(json.loads(line)["authors"])
    return names


def test_of_the_300_most_frequent_credits_only_what_is_no_name_is_dropped(credited: Counter[str]) -> None:
    frequent = [name for name, _ in credited.most_common(300)]
    nobody = {name for name in frequent if not read_credits([name]).authors}
    assert nobody == {
        "Condé Nast", "Backgroundurl Avatar_Large", "Story Count", "Comment Count", "Popular Tags", "In July Of",
        "Nro Contributor",
        "Special To Cnn", "Associated Press", "Cnn Contributor", "Sun-Times Wire", "Npr Staff", "Cnn Editor-At-Large",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ('"Cortney OBrien"', "Cortney O'Brien"),
        ("Andrew C. Mccarthy", "Andrew C. McCarthy"),
        ("Analysis Stephen Collinson", "Stephen Collinson"),
        ("Mj Lee", "MJ Lee"),
        ("Tom Howell Jr.", "Tom Howell Jr."),
        ("Story Hinckley", "Story Hinckley"),
        ("David Post", "David Post"),
    ],
)
def test_frequent_names_are_mended(credited: Counter[str], printed: str, name: str) -> None:
    assert printed in credited
    assert read_credits([printed]).authors == (name,)
