"""The page that the project began with: the first one that a new user will try."""

from pathlib import Path

import pytest

from newsgraph.article import Article, ZoneKind
from newsgraph.cleaning import clean
from newsgraph.raw import RawArticle

SEED = Path(__file__).parents[3] / "shared/data/seed"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not SEED.is_dir(), reason="the seed page is laboratory data outside of the project"),
]


@pytest.fixture(scope="module")
def seed() -> Article:
    (file,) = SEED.glob("*.txt")
    return clean(RawArticle(location=file.name, format="text", plain_page=file.read_text(encoding="utf-8")))


def test_the_facts_are_exact(seed: Article) -> None:
    assert seed.source == "cambarysu.com"
    assert seed.origin == "www.thespec.com"
    assert seed.authors == ("Omar Hassan",)
    assert seed.agencies == ()
    assert (seed.published, seed.updated) == (None, None)
    assert (seed.language, seed.url, seed.partial) == ("en", "", False)


def test_headline_standfirst_and_seven_paragraphs(seed: Article) -> None:
    lines = [line for line in next(SEED.glob("*.txt")).read_text(encoding="utf-8").split("\n\n") if line.strip()]
    assert seed.title == lines[2].strip()
    assert seed.standfirst == lines[3].strip()
    assert list(seed.parts(ZoneKind.BODY)) == [line.strip() for line in lines[4:11]]


def test_the_biography_is_about_the_author_and_the_form_is_furniture(seed: Article) -> None:
    bios = [zone for zone in seed.zones if zone.kind is ZoneKind.BIO]
    assert [zone.about for zone in bios] == ["Omar Hassan"]
    assert seed.text[bios[0].start :].startswith("Omar Hassan is a distinguished")
    furniture = seed.parts(ZoneKind.FURNITURE)
    assert furniture[0] == "cambarysu.com"
    assert furniture[-2] == "Leave a Reply"
    assert furniture[-1].startswith("Your email address")
    assert seed.parts(ZoneKind.COMMENTS) == ()


def test_no_word_of_the_page_is_lost(seed: Article) -> None:
    (file,) = SEED.glob("*.txt")
    assert seed.text.split() == file.read_text(encoding="utf-8").split()
