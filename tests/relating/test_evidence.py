"""What a reason is backed by."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.relating import SignalName, Told, ranked, why, with_evidence
from newsgraph.relating.evidence import days_in_words
from newsgraph.relating.sharing import FIELDS
from tests.relating import plain_evidence as plain
from tests.relating.port import INQUIRY, MINE, STRIKE, TALKS, TOWN, corpus_of, told

PARTS = ["The dockers", "strike", "“No crane moves.”", "stopped", "far-right", "Mr. Rask", "?!", "…", ".)", "\n", "3.5"]


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


def test_evidence_is_what_a_look_at_every_word_finds() -> None:
    corpus = corpus_of(*TOWN)
    for one in TOWN:
        for other in TOWN:
            backed = with_evidence(why(corpus, one.article.id, other.article.id), corpus, one, other)
            for reason in backed.reasons:
                if reason.signal in (*FIELDS, SignalName.NOVELTY):
                    assert reason.evidence == plain.evidence(reason.signal, corpus, one, other)
            assert other.common(corpus, [one.name for one in other.called]) == plain.common(corpus, other)


@settings(max_examples=50)
@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=30), min_size=2, max_size=2))
def test_so_it_is_of_any_words(bodies: list[list[str]]) -> None:
    one, other = (told(name, "Dockers", " ".join(body)) for name, body in zip(("one", "other"), bodies, strict=True))
    corpus = corpus_of(STRIKE, MINE, one, other)
    for reason in with_evidence(why(corpus, one.article.id, other.article.id), corpus, one, other).reasons:
        if reason.signal in (*FIELDS, SignalName.NOVELTY):
            assert reason.evidence == plain.evidence(reason.signal, corpus, one, other)
