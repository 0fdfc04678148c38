"""The names of the page that the project began with, as its sentences alone tell them."""

from pathlib import Path

import pytest

from newsgraph.finding.tagger import Tagger
from newsgraph.finding.tokens import tokens_of

SEED = Path(__file__).parents[3] / "shared/data/seed"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not SEED.is_dir(), reason="the seed page is laboratory data outside of the project"),
]
MUST = {
    "LOC": {"Walikale", "Goma", "Bukavu", "North Kivu", "South Kivu", "Kinshasa", "Congo", "Qatar", "United States"},
    "ORG": {"M23", "Alphamin Resources", "U.N.", "U.N. Human Rights Council", "Doctors Without Borders"},
    "PER": {"Felix Tshisekedi", "Omar Hassan"},
}


@pytest.fixture(scope="module")
def found() -> set[tuple[str, str]]:
    sentences = list(tokens_of(next(SEED.glob("*.txt")).read_text(encoding="utf-8")).sentences())
    tagged = zip(sentences, Tagger.shipped().tag(sentences), strict=True)
    return {(span.label, " ".join(words[span.start : span.end])) for words, spans in tagged for span in spans}


@pytest.mark.parametrize("label", MUST)
def test_the_seed_page_names_what_a_reader_finds(label: str, found: set[tuple[str, str]]) -> None:
    assert {name for kind, name in found if kind == label} >= MUST[label]
