"""The whole corpus, read and cleaned, against what a person says it holds."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import newsgraph
from newsgraph.address import host_of
from newsgraph.article import Article, ZoneKind

EXAMPLES = Path(__file__).parents[2] / "examples"
EXPECTED = Path(__file__).parent / "expected.jsonl"
GOLD = [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]
NEWS = [EXAMPLES / name for name in ("news", "feeds", "exports", "records")]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[newsgraph.Archive]:
    with newsgraph.open_archive(tmp_path_factory.mktemp("corpus") / "archive", create=True) as made:
        made.add(NEWS)
        yield made


@pytest.fixture(scope="module")
def by_place(archive: newsgraph.Archive) -> dict[str, Article]:
    return {str(Path(article.location).relative_to(EXAMPLES)): article for article in archive.articles()}


def of(gold: dict[str, Any], by_place: dict[str, Article]) -> Article:
    places = [gold["location"], *(gold.get("also_at") or [])]
    found = [by_place[place] for place in places if place in by_place]
    assert found, f"nothing was read at {places}"
    return found[0]


def squeezed(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


FIRST = [gold for gold in GOLD if not gold["location"].startswith("corrections/")]
WHOLE = [gold for gold in FIRST if not gold.get("partial")]


def named(gold: dict[str, Any]) -> str:
    return str(gold["location"]).rpartition("/")[2]


def test_every_article_of_the_gold_is_read_and_no_other(by_place: dict[str, Article]) -> None:
    assert len(by_place) == len(FIRST)


@pytest.mark.parametrize("gold", FIRST, ids=named)
def test_who_where_and_when(gold: dict[str, Any], by_place: dict[str, Article]) -> None:
    article = of(gold, by_place)
    assert article.title == gold["title"]
    assert article.source == gold["source"]
    assert list(article.authors) == gold["authors"]
    assert list(article.agencies) == gold["agencies"]
    assert article.language == gold["language"]
    assert article.partial == bool(gold.get("partial"))
    assert host_of(article.origin or "") == host_of(gold["origin"] or "")


@pytest.mark.parametrize("gold", FIRST, ids=named)
@pytest.mark.parametrize("field", ["published", "updated"])
def test_dates_are_found_and_never_invented(gold: dict[str, Any], field: str, by_place: dict[str, Article]) -> None:
    expected = gold[field]
    found = getattr(of(gold, by_place), field)
    if expected is None:
        assert found is None
    elif len(expected) == 10:
        assert found is not None
        assert found.date().isoformat() == expected
    else:
        assert found == datetime.fromisoformat(expected)


@pytest.mark.parametrize("gold", WHOLE, ids=named)
def test_the_body_is_whole_and_only_the_body(gold: dict[str, Any], by_place: dict[str, Article]) -> None:
    article = of(gold, by_place)
    body = squeezed(article.body)
    assert squeezed(article.standfirst) == squeezed(gold["standfirst"])
    assert body.startswith(squeezed(gold["first_words"]))
    assert body.endswith(squeezed(gold["last_words"]))
    subheads = len(gold.get("subheads") or [])
    assert gold["paragraphs"] <= len(article.parts(ZoneKind.BODY)) <= gold["paragraphs"] + subheads
    leaked = [text for text in gold.get("not_in_body") or [] if squeezed(text) in body]
    assert leaked == []


@pytest.mark.parametrize("gold", WHOLE, ids=named)
def test_biographies_captions_and_comments_have_zones_of_their_own(
    gold: dict[str, Any], by_place: dict[str, Article]
) -> None:
    article = of(gold, by_place)
    assert sorted({zone.about for zone in article.zones if zone.kind is ZoneKind.BIO}) == sorted(gold.get("bios") or [])
    assert len(article.parts(ZoneKind.CAPTION)) >= (gold.get("captions") or 0)
    assert bool(article.parts(ZoneKind.COMMENTS)) >= bool(gold.get("comments"))


@pytest.mark.parametrize("gold", WHOLE, ids=named)
def test_links_of_the_body_are_kept_with_their_words(gold: dict[str, Any], by_place: dict[str, Article]) -> None:
    article = of(gold, by_place)
    linked = {link.url for link in article.links}
    assert set(gold.get("links") or []) <= linked
    assert all(article.text[link.start : link.end].strip() for link in article.links)


def test_corrections_make_a_new_version_and_a_tombstone(tmp_path: Path) -> None:
    with newsgraph.open_archive(tmp_path / "archive", create=True) as archive:
        archive.add(NEWS)
        before = archive.article(corrected())
        report = archive.add([EXAMPLES / "corrections"])
        after = archive.article(corrected())
        assert (report.updated, report.withdrawn, report.added) == (1, 1, 0)
        assert "4.6" in before.body
        assert "6.4" in after.body
        assert [version.current for version in archive.versions(corrected())] == [False, True]
        assert archive.article(corrected(), version=1).body == before.body
        with pytest.raises(newsgraph.NewsgraphError, match="withdrawn"):
            archive.article(withdrawn())
        assert withdrawn() not in [article.external_id for article in archive.articles()]


def corrected() -> str:
    return str(next(gold["url"] for gold in GOLD if "corrected-later" in gold["traps"]))


def withdrawn() -> str:
    return str(next(gold["external_id"] for gold in GOLD if "withdrawn-later" in gold["traps"]))
