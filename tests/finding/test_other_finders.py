"""Other engines behind the same face: an article in, its mentions out."""

import random
from typing import Any

import pytest

from newsgraph.article import Article, ArticleId, Part, ZoneKind, compose
from newsgraph.entity import EntityKind, Mention
from newsgraph.errors import UsageError
from newsgraph.finding.gliner_finder import Found, GlinerFinder
from newsgraph.finding.spacy_finder import SpacyFinder

PARTS = (
    Part(ZoneKind.TITLE, "Quillan goes to Dunmarrow"),
    Part(ZoneKind.BODY, "Marta Quillan of the DSU was in Dunmarrow."),
    Part(ZoneKind.BODY, "She met Henrik Vasse."),
    Part(ZoneKind.BIO, "Nadia Fenn lives in Sandmouth."),
)


def article() -> Article:
    text, zones = compose(PARTS)
    return Article(id=ArticleId("article/1"), text=text, zones=zones, language="en")


def shown(mentions: list[Mention]) -> list[tuple[str, str]]:
    return [(article().text[m.start : m.end], m.kind.value) for m in mentions]


def test_a_ruler_of_spacy_finds_what_it_was_told_and_nothing_in_the_biography() -> None:
    spacy = pytest.importorskip("spacy", reason="the extra `spacy` is not installed")
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PERSON", "pattern": "Marta Quillan"},
            {"label": "GPE", "pattern": "Dunmarrow"},
            {"label": "GPE", "pattern": "Sandmouth"},
            {"label": "DATE", "pattern": "She"},
        ]
    )
    assert shown(SpacyFinder(pipeline)(article())) == [
        ("Dunmarrow", "place"),
        ("Marta Quillan", "person"),
        ("Dunmarrow", "place"),
    ]


def test_a_spacy_pipeline_that_was_trained_on_the_spot_finds_names() -> None:
    spacy = pytest.importorskip("spacy", reason="the extra `spacy` is not installed")
    finder = SpacyFinder(trained(spacy))
    found = shown(finder(article()))
    assert ("Henrik Vasse", "person") in found
    assert ("Dunmarrow", "place") in found
    assert all(name != "Sandmouth" for name, _ in found)


def trained(spacy: Any) -> Any:
    """A tiny pipeline: a dozen sentences, thirty rounds, a few seconds."""
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(1)
    pipeline = spacy.blank("en")
    recogniser = pipeline.add_pipe("ner")
    people, places = ("Henrik Vasse", "Marta Quillan", "Gil Orchard"), ("Dunmarrow", "Eskham", "Port Averin")
    examples = []
    for person in people:
        recogniser.add_label("PERSON")
        for place in places:
            recogniser.add_label("GPE")
            text = f"She met {person}. They went to {place}."
            spans = [(text.index(n), text.index(n) + len(n), k) for n, k in ((person, "PERSON"), (place, "GPE"))]
            examples.append(Example.from_dict(pipeline.make_doc(text), {"entities": spans}))
    examples.append(
        Example.from_dict(
            pipeline.make_doc("Marta Quillan of the DSU was in Dunmarrow."),
            {"entities": [(0, 13, "PERSON"), (32, 41, "GPE")]},
        )
    )
    optimizer = pipeline.initialize(lambda: examples)
    order = random.Random(1)
    for _ in range(30):
        order.shuffle(examples)
        pipeline.update(examples, sgd=optimizer, drop=0.1)
    return pipeline


def test_without_spacy_the_hint_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "spacy", None)
    with pytest.raises(UsageError) as raised:
        SpacyFinder.named("en_core_web_sm")
    assert "newsgraph[spacy]" in raised.value.hint


class StandIn:
    """Answers as a GLiNER model does: dictionaries with offsets into the text that it was given."""

    def __init__(self, *answers: tuple[str, str, float]) -> None:
        self.answers, self.asked = answers, list[tuple[str, list[str], float]]()

    def predict_entities(self, text: str, labels: list[str], *, threshold: float) -> list[Found]:
        self.asked.append((text, labels, threshold))
        return [
            Found(start=text.index(name), end=text.index(name) + len(name), text=name, label=label, score=score)
            for name, label, score in self.answers
            if name in text and score >= threshold
        ]


def test_gliner_is_asked_paragraph_by_paragraph_and_never_about_the_biography() -> None:
    model = StandIn()
    GlinerFinder(model)(article())
    assert [text for text, _, _ in model.asked] == [part.text for part in PARTS[:3]]


def test_gliners_spans_become_mentions_with_its_scores() -> None:
    model = StandIn(("Marta Quillan", "person", 0.98), ("Dunmarrow", "location", 0.8), ("Sandmouth", "location", 0.9))
    found = GlinerFinder(model)(article())
    assert shown(found) == [("Dunmarrow", "place"), ("Marta Quillan", "person"), ("Dunmarrow", "place")]
    assert [m.confidence for m in found] == [0.8, 0.98, 0.8]


def test_of_gliners_spans_that_overlap_the_likelier_one_is_kept() -> None:
    model = StandIn(("Marta Quillan of the DSU", "organization", 0.6), ("Marta Quillan", "person", 0.9))
    assert shown(GlinerFinder(model)(article())) == [("Marta Quillan", EntityKind.PERSON.value)]


def test_without_gliner_the_hint_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "gliner", None)
    with pytest.raises(UsageError) as raised:
        GlinerFinder.named("any")
    assert "newsgraph[gliner]" in raised.value.hint
