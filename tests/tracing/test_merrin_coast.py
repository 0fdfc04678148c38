"""The papers of the Merrin Coast: what copies what there is known."""

import json
from functools import lru_cache
from pathlib import Path

import pytest

from newsgraph.article import Article
from newsgraph.cleaning import clean
from newsgraph.raw import RawArticle
from newsgraph.reading import read
from newsgraph.tracing import Tracer, claim_of, groups, origins, rewritten_from, versions

TOP = Path(__file__).parents[2]
EXAMPLES = TOP / "examples"
GOLD = {
    line["location"]: line
    for line in map(json.loads, (TOP / "tests/examples/expected.jsonl").read_text(encoding="utf-8").splitlines())
}
IN_OTHER_WORDS = {  # these copies share no sentence with what they were made from
    location for location, gold in GOLD.items() if gold["copy_of"] and "rewritten-copy" in gold["traps"]
}


def articles_in(folder: str) -> dict[str, Article]:
    found = {}
    for raw in read([str(EXAMPLES / folder)]):
        if isinstance(raw, RawArticle) and not raw.location.endswith("kill-notice.json"):
            article = clean(raw)
            found[article.location.split("examples/")[-1]] = article
    return found


@lru_cache(maxsize=1)
def coast() -> dict[str, Article]:
    return {
        place: one for folder in ("news", "feeds", "records", "exports") for place, one in articles_in(folder).items()
    }


@lru_cache(maxsize=1)
def traced() -> Tracer:
    tracer = Tracer()
    for article in coast().values():
        if not article.partial:
            tracer.add(article)
    return tracer


def test_every_copy_is_found_and_nothing_else() -> None:
    place = {article.id: location for location, article in reversed(coast().items())}  # the page before its feed
    gold = {frozenset((location, line["copy_of"])) for location, line in GOLD.items() if line["copy_of"]}
    wanted = {pair for pair in gold if not pair & IN_OTHER_WORDS}
    assert len(wanted) == 5
    assert {frozenset((place[pair.one], place[pair.other])) for pair in traced().pairs() if pair.copies} == wanted


def test_every_copy_leads_to_what_it_was_copied_from() -> None:
    articles = traced().articles
    for group in groups(traced().pairs(), {one.id: one.published for one in articles.values()}):
        for origin in origins([articles[one] for one in group]):
            copied = next(
                line["copy_of"] for place, line in GOLD.items() if coast().get(place) == articles[origin.article]
            )
            assert origin.origin == (coast()[copied].id if copied else origin.article)


@pytest.mark.parametrize("location", sorted(IN_OTHER_WORDS))
def test_a_report_in_other_words_is_traced_to_the_right_article_or_to_the_outlet_alone(location: str) -> None:
    article = coast()[location]
    claim = claim_of(article)
    assert claim is not None
    theirs = [one for one in coast().values() if one.source == claim.host]
    found = rewritten_from(article, theirs)
    assert found in (coast()[GOLD[location]["copy_of"]], None)
    if "walkout" not in location:  # two reports of the strike's beginning are about as like it
        assert found is not None


def test_an_outlet_that_only_lent_some_facts_is_given_no_article() -> None:
    for location, article in coast().items():
        claim = claim_of(article)
        if claim and not GOLD[location]["copy_of"]:
            assert rewritten_from(article, [one for one in coast().values() if one.source == claim.host]) is None


def test_the_copy_that_was_never_corrected_is_told() -> None:
    (corrected,) = articles_in("corrections").values()
    before = next(one for one in coast().values() if one.id == corrected.id)
    copy = coast()["news/dailycurrents.example/port-averin-deal-cranes-inspected-double-shifts.html"]
    (found,) = versions(corrected, [copy], earlier=[before])
    assert "4.6" in found.uncorrected
