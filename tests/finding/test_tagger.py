"""The fast tagger against the plain sum of features, on small weights made here, and the shipped one on plain cases."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.finding import word_scores
from newsgraph.finding.chain import LABELS, SIZE
from newsgraph.finding.tagger import SHIPPED, Tagger, possible
from newsgraph.finding.tagger_file import Rows, Weights, read, write
from newsgraph.finding.tokens import tokens_of
from newsgraph.finding.word_features import START, STOP, Entry, features_of, readings
from newsgraph.finding.word_scores import UNIT, WordScores

WORDS = [
    "Anna",
    "Reed",
    "of",
    "Merrin",
    "the",
    "STRIKE",
    "ENDS",
    "IN",
    "MERRIN",
    "M23",
    "said",
    ".",
    "al-Said",
    "’s",
    "U.S.",
]
LISTS = {
    "anna": Entry(("first",), 3, 0, "Anna"),
    "merrin": Entry(("city", "last"), 4, 0, "Merrin"),
    "in": Entry((), 5, 3, "in"),
    "strike": Entry((), 6, 3, "strike"),
    "m23": Entry((), 7),
}
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), max_size=9), max_size=6)


def small_weights(seed: int = 1) -> Weights:
    rng = np.random.default_rng(seed)
    features = sorted({f for w in (*WORDS, START, STOP) for group in features_of(w, LISTS) for f in group})
    rows = rng.integers(-60, 60, (len(features) + 1, 5, SIZE)).astype(np.int8)
    rows[0] = 0
    own = [n for n, feature in enumerate(features, 1) if feature[:2] in ("p=", "x=")]
    rows[np.ix_(own, [0, 1, 3, 4])] = 0
    scales = np.full(len(rows), 0.01, np.float32)
    steps = rng.normal(0, 1, (SIZE, SIZE)).astype(np.float32)
    line = np.array([[0, 1], [0, 1]], np.float32)
    numbers = {feature: n for n, feature in enumerate(features, 1)}
    return Weights(features=numbers, rows=Rows.of(rows), scales=scales, steps=steps, words=LISTS, confidences=line)


WEIGHTS = small_weights()


def plain_scores(weights: Weights, sentence: list[str]) -> np.ndarray:
    """The sum of the weights of all features of the words around each word, relative to O."""
    rows, words = weights.rows.whole(), [STOP, START, *readings(sentence), STOP, START]
    total = np.zeros((len(sentence), SIZE))
    for at in range(len(sentence)):
        for offset in range(5):
            for group in features_of(words[at + offset], weights.words):
                for feature in group:
                    n = weights.features.get(feature, 0)
                    total[at] += rows[n, offset] * weights.scales[n]
    return total[:, 1:] - total[:, :1]


@settings(max_examples=60, deadline=None)
@given(SENTENCES)
def test_gathered_scores_are_the_sums_of_features(sentences: list[list[str]]) -> None:
    found = WordScores(WEIGHTS, np.zeros(SIZE - 1, np.float32))
    for _ in range(2):  # the second time every word is known
        words = [word for sentence in sentences for word in sentence]
        scores, firsts = found.scores(words, np.array([len(s) for s in sentences], np.int64))
        for first, sentence in zip(firsts.tolist(), sentences, strict=True):
            mine = scores[first : first + len(sentence)] / UNIT
            np.testing.assert_allclose(mine, plain_scores(WEIGHTS, sentence), atol=0.02)


@settings(max_examples=40, deadline=None)
@given(SENTENCES)
def test_a_sentence_is_tagged_the_same_in_any_company(sentences: list[list[str]]) -> None:
    together = Tagger(WEIGHTS).tag(sentences)
    alone = [Tagger(WEIGHTS).tag([sentence])[0] for sentence in sentences]
    assert [[span[:3] for span in spans] for spans in together] == [[span[:3] for span in spans] for spans in alone]


@settings(max_examples=40, deadline=None)
@given(SENTENCES)
def test_words_that_are_passed_over_would_not_have_been_named(sentences: list[list[str]]) -> None:
    tagger = Tagger(WEIGHTS)
    scored = tagger.score(sentences)
    found = tagger.decode(scored)
    mask = possible(scored.scores)
    for first, spans in zip(scored.firsts.tolist(), found, strict=True):
        assert all(mask[first + span.start : first + span.end].all() for span in spans)
        assert all(0 <= span.confidence <= 1 for span in spans)
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_evidence_from_elsewhere_changes_the_kind() -> None:
    tagger = Tagger.shipped()
    sentences = [["He", "met", "Merrin", "on", "Monday", "."]]
    scored = tagger.score(sentences)
    extra = np.zeros((6, 5), np.float32)
    for kind, label in ((1, "PER"), (2, "ORG"), (3, "LOC")):
        extra[2] = 0
        extra[2, kind] = 12
        spans = tagger.decode(scored, extra=extra)[0]
        assert [span[:3] for span in spans] == [(2, 3, label)]
    extra[2] = [12, 0, 0, 0, 0]
    assert tagger.decode(scored, extra=extra) == [[]]
    assert tagger.decode(scored) == tagger.tag(sentences)


def test_nothing_has_no_names() -> None:
    assert Tagger(WEIGHTS).tag([]) == []
    assert Tagger(WEIGHTS).tag([[], ["."], []])[0] == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(max_size=6), max_size=6), max_size=4))
def test_any_words_can_be_tagged(sentences: list[list[str]]) -> None:
    tagger = Tagger(WEIGHTS)
    assert len(tagger.tag(sentences)) == len(sentences)


@pytest.mark.parametrize("most", [10, 16])
def test_words_are_forgotten_when_there_are_too_many_but_for_those_met_again(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(word_scores, "_MOST_WORDS", most)
    tagger = Tagger(WEIGHTS)
    few = WORDS[:4]
    for sentence in (few, few, WORDS, [*few, "Boston"], WORDS[::-1], few, [*WORDS, "Anna", "Boston"]):
        assert tagger.tag([sentence]) == Tagger(WEIGHTS).tag([sentence])


def test_weights_come_back_from_the_file(tmp_path: Path) -> None:
    write(tmp_path / "small.npz", WEIGHTS)
    back = read(tmp_path / "small.npz")
    assert sorted(back.features) == sorted(WEIGHTS.features)
    rows, were = back.rows.whole(), WEIGHTS.rows.whole()
    assert not rows[0].any()
    for feature, number in back.features.items():
        was = WEIGHTS.features[feature]
        np.testing.assert_array_equal(rows[number], were[was])
        assert back.scales[number] == WEIGHTS.scales[was]
    assert dict(back.words) == LISTS
    assert Tagger(back).tag([WORDS]) == Tagger(WEIGHTS).tag([WORDS])


def test_the_shipped_file_is_small() -> None:
    assert SHIPPED.stat().st_size < 5_000_000


PLAIN = {
    "Anna Reed, a lawyer from Boston, works for Acme Corp. in Chicago.": {
        ("Anna Reed", "PER"),
        ("Boston", "LOC"),
        ("Acme Corp.", "ORG"),
        ("Chicago", "LOC"),
    },
    "President Felix Tshisekedi met M23 rebels in Kinshasa.": {
        ("Felix Tshisekedi", "PER"),
        ("M23", "ORG"),
        ("Kinshasa", "LOC"),
    },
    "LONDON (Reuters) - Prime Minister Tony Blair said on Monday he would resign.": {
        ("LONDON", "LOC"),
        ("Reuters", "ORG"),
        ("Tony Blair", "PER"),
    },
    "TRUMP MEETS MERKEL IN BERLIN": {("TRUMP", "PER"), ("MERKEL", "PER"), ("BERLIN", "LOC")},
    "The cat sat on the mat and nothing happened.": set(),
}


@pytest.mark.parametrize("text", PLAIN)
def test_plain_names_are_found(text: str) -> None:
    sentences = list(tokens_of(text).sentences())
    found = {
        (" ".join(words[span.start : span.end]), span.label)
        for words, spans in zip(sentences, Tagger.shipped().tag(sentences), strict=True)
        for span in spans
        if span.label != "MISC"
    }
    assert found == PLAIN[text]


def test_labels_name_every_kind() -> None:
    assert {label[2:] for label in LABELS if label != "O"} == {"PER", "ORG", "LOC", "MISC"}


def test_a_sentence_is_tagged_alike_whatever_is_tagged_with_it() -> None:
    """To the last bit: confidences are rounded and kept, and no order of arrival may show."""
    names = ["Marta Quillan", "Calder Marine Surveys", "Port Averin", "the Dockers ' Union", "St. Arno", "Eskham Bank"]
    verbs = ["met", "left", "sued", "thanked", "answered", "bought", "wrote to"]
    sentences = [
        [*one.split(), *verb.split(), *other.split(), "on", day, "."]
        for one in names
        for verb in verbs
        for other in names
        for day in ("Monday", "May", "March")
    ]
    tagger = Tagger.shipped()
    together = tagger.tag(sentences)
    assert together == [tagger.tag([sentence])[0] for sentence in sentences]
    assert len({span.confidence for spans in together for span in spans}) > 100
