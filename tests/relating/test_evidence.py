"""What a reason is backed by."""

import pytest

from newsgraph.relating import Told, ranked, why, with_evidence
from newsgraph.relating.evidence import days_in_words
from tests.relating.port import INQUIRY, MINE, STRIKE, TALKS, TOWN, corpus_of, told


def test_shared_people_are_named_and_quoted_from_the_related_article() -> None:
    corpus = corpus_of(*TOWN)
    related = with_evidence(why(corpus, STRIKE.article.id, TALKS.article.id), corpus, STRIKE, TALKS)
    (people,) = [reason for reason in related.reasons if reason.signal == "people"]
    assert people.evidence.names == ("Marta Quillan",)
    quotation = people.evidence.quotation
    assert quotation
    assert quotation.article == TALKS.article.id
    assert "Marta Quillan" in TALKS.article.text[quotation.start : quotation.end]


def test_the_line_names_what_they_share_and_when() -> None:
    corpus = corpus_of(*TOWN)
    related = with_evidence(why(corpus, STRIKE.article.id, TALKS.article.id), corpus, STRIKE, TALKS)
    assert related.line.startswith("Also about ")
    assert "Marta Quillan" in related.line
    assert related.line.endswith("two weeks later")


def test_evidence_changes_no_score() -> None:
    corpus = corpus_of(*TOWN)
    plain = why(corpus, MINE.article.id, INQUIRY.article.id)
    backed = with_evidence(plain, corpus, MINE, INQUIRY)
    assert backed.score == plain.score
    assert [(one.signal, one.value) for one in backed.reasons] == [(one.signal, one.value) for one in plain.reasons]


def test_every_quotation_is_a_part_of_its_article() -> None:
    corpus = corpus_of(*TOWN)
    by_id: dict[str, Told] = {one.article.id: one for one in TOWN}
    for one in TOWN:
        for related in ranked(corpus, one.article.id):
            for reason in with_evidence(related, corpus, one, by_id[related.article]).reasons:
                if quotation := reason.evidence.quotation:
                    text = by_id[quotation.article].article.text
                    assert text[quotation.start : quotation.end].strip()


def test_words_are_as_printed_and_telling() -> None:
    corpus = corpus_of(*TOWN)
    related = with_evidence(why(corpus, STRIKE.article.id, TALKS.article.id), corpus, STRIKE, TALKS)
    words = {word for reason in related.reasons for word in reason.evidence.words}
    assert words
    assert all(word in TALKS.article.text for word in words)
    assert not words & {"the", "of", "and", "The"}


def test_what_is_new_is_in_words_that_the_article_itself_has_not() -> None:
    corpus = corpus_of(*TOWN)
    related = with_evidence(why(corpus, STRIKE.article.id, TALKS.article.id), corpus, STRIKE, TALKS)
    (novelty,) = [reason for reason in related.reasons if reason.signal == "novelty"]
    assert novelty.evidence.words
    assert not any(word.casefold() in STRIKE.article.text.casefold() for word in novelty.evidence.words)
    quotation = novelty.evidence.quotation
    assert quotation
    quoted = TALKS.article.text[quotation.start : quotation.end]
    assert any(word in quoted for word in novelty.evidence.words)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "the same day"),
        (1, "one day later"),
        (-2, "two days earlier"),
        (14, "two weeks later"),
        (-61, "two months earlier"),
        (800, "two years later"),
    ],
)
def test_days_are_told_in_words(days: int, words: str) -> None:
    assert days_in_words(days) == words


def test_the_town_that_every_article_names_is_not_what_they_are_about() -> None:
    walkout = why(corpus_of(*TOWN), STRIKE.article.id, TALKS.article.id)
    everywhere = [told(f"quay{at}", f"Quay {at}", "The quay of <Port Averin> was swept.", day=None) for at in range(40)]
    corpus = corpus_of(*TOWN, *everywhere)
    line = with_evidence(walkout, corpus, STRIKE, TALKS).line
    assert "Marta Quillan" in line
    assert "Port Averin" not in line
