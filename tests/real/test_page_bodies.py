from pathlib import Path

import pytest

from evals.pages import body_score, load_pages, page_score, parts_of

DATA = Path(__file__).parents[3] / "shared/data"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(
        not (DATA / "pages").is_dir(), reason="needs ../shared/data/pages, which is not part of the project"
    ),
]


def test_a_tenth_of_the_gold_pages_is_taken_apart_well() -> None:
    pages = load_pages(DATA, "publishers")[::5] + load_pages(DATA, "zyte")[::5]
    found = [(page.body, "\n".join((*parts_of(page).standfirst, *parts_of(page).paragraphs))) for page in pages]
    assert body_score(found).f1 > 0.93


def test_the_score_is_that_of_the_published_benchmark() -> None:
    assert page_score("a b c d e", "a b c d e") == (1.0, 1.0)
    assert page_score("a b c d e", "a b c d") == (1.0, 0.5)
    assert page_score("a b c d", "e f g h") == (0.0, 0.0)
    assert page_score("a b", "a b") == (1.0, 1.0)
