"""The sentence that names both is the one that is quoted, and who is in the headline weighs most."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.article import Article, ArticleId, Part, ZoneKind, compose
from newsgraph.entity import EntityId, EntityKind, Mention, Named
from newsgraph.graph.sentences import LONGEST, Passage, named_sentences, sentence
from newsgraph.graph.weighing import BODY, LAST, LEAD, TITLE, _last_quarter, _Places, salience

QUILLAN, NORTHFELL, SKARROW = (EntityId(f"actor/{name}") for name in ("quillan", "northfell", "skarrow"))


def article(*parts: tuple[ZoneKind, str]) -> Article:
    text, zones = compose(Part(kind, words) for kind, words in parts)
    return Article(id=ArticleId("article/1"), text=text, zones=zones)


def named(found: Article, id: EntityId, name: str, kind: EntityKind = EntityKind.PERSON) -> Named:
    starts = [at for at in range(len(found.text)) if found.text.startswith(name, at)]
    mentions = tuple(Mention(at, at + len(name), kind, 1.0) for at in starts)
    return Named(id=id, kind=kind, name=name, confidence=1.0, mentions=mentions)


INQUIRY = article(
    (ZoneKind.TITLE, "Quillan and Northfell meet at Skarrow"),
    (ZoneKind.STANDFIRST, "An inquiry opens with a length of rope."),
    (ZoneKind.BODY, "Judge M. Quillan arrived at nine. She spoke to nobody. The rope lay on a table."),
    (ZoneKind.BODY, "At noon Quillan asked Northfell for its books. Northfell said that it had none."),
    (ZoneKind.BIO, "Quillan and Northfell are known to the author."),
)
NAMES = [named(INQUIRY, QUILLAN, "Quillan"), named(INQUIRY, NORTHFELL, "Northfell"), named(INQUIRY, SKARROW, "Skarrow")]


def shown(found: Article, passage: Passage | None) -> str:
    return "" if passage is None else found.text[passage.start : passage.end]


def test_a_sentence_of_the_body_that_names_both_goes_before_the_headline() -> None:
    found = sentence(INQUIRY, NAMES, [QUILLAN, NORTHFELL])
    assert found is not None
    assert shown(INQUIRY, found) == "At noon Quillan asked Northfell for its books."
    assert found.both
    assert [shown(INQUIRY, found)[start:end] for start, end in found.marks] == ["Quillan", "Northfell"]


def test_where_only_the_headline_has_both_it_is_quoted() -> None:
    assert shown(INQUIRY, sentence(INQUIRY, NAMES, [QUILLAN, SKARROW])) == "Quillan and Northfell meet at Skarrow"


def test_two_sentences_side_by_side_stand_in_for_one() -> None:
    two = article((ZoneKind.BODY, "Foss left the board. Hale took her chair. Rain fell."))
    names = [named(two, QUILLAN, "Foss"), named(two, NORTHFELL, "Hale")]
    assert shown(two, sentence(two, names, [QUILLAN, NORTHFELL])) == "Foss left the board. Hale took her chair."


def test_whom_the_article_does_not_name_it_does_not_quote() -> None:
    assert sentence(INQUIRY, NAMES, [EntityId("actor/nobody")]) is None


def test_initials_titles_and_quotes_end_no_sentence() -> None:
    found = article((ZoneKind.BODY, 'Mr. J. Hale of St. Brannoc said: "No. Never!" Then he left. U.S. ships stayed.'))
    assert [found.text[one.start : one.end] for one in named_sentences(found)] == [
        'Mr. J. Hale of St. Brannoc said: "No. Never!"',
        "Then he left.",
        "U.S. ships stayed.",
    ]


def test_a_long_sentence_is_cut_around_the_names() -> None:
    long = article((ZoneKind.BODY, "so it went on and on " * 60 + "until Foss met Hale and they " + "walked on " * 60))
    names = [named(long, QUILLAN, "Foss"), named(long, NORTHFELL, "Hale")]
    found = sentence(long, names, [QUILLAN, NORTHFELL])
    assert found is not None
    assert found.end - found.start <= LONGEST
    assert found.both


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ZoneKind), st.text("aB. !?\n\"'", min_size=1, max_size=40)), max_size=6))
def test_sentences_lie_in_their_zones_and_leave_no_word_out(parts: list[tuple[ZoneKind, str]]) -> None:
    found = article(*parts)
    inside = "".join("".join(found.text[zone.start : zone.end].split()) for zone in found.zones if zone.kind in SHOWN)
    assert "".join("".join(found.text[one.start : one.end].split()) for one in named_sentences(found)) == inside


SHOWN = (ZoneKind.TITLE, ZoneKind.STANDFIRST, ZoneKind.BODY)


def test_who_is_in_the_headline_and_the_lead_weighs_most() -> None:
    weights = salience(INQUIRY, NAMES)
    assert weights[QUILLAN] == 1.0
    assert weights[QUILLAN] >= weights[NORTHFELL] > weights[SKARROW] > 0.1
    assert all(weight * 1024 == int(weight * 1024) for weight in weights.values())


def test_a_biography_makes_nobody_salient() -> None:
    found = article((ZoneKind.BODY, "Foss left."), (ZoneKind.BIO, "Hale writes about boats."))
    assert list(salience(found, [named(found, QUILLAN, "Foss"), named(found, NORTHFELL, "Hale")])) == [QUILLAN]


def test_authors_and_sources_weigh_one() -> None:
    source = Named(id=EntityId("source/a.example"), kind=EntityKind.SOURCE, name="a.example", confidence=1.0)
    assert salience(INQUIRY, [source]) == {source.id: 1.0}


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ZoneKind), st.text("aB. !?\n\"'", min_size=1, max_size=40)), max_size=6))
def test_a_mention_counts_by_its_place_as_the_plain_count_has_it(parts: list[tuple[ZoneKind, str]]) -> None:
    found = article(*parts)
    places = _Places(found)
    assert [places.weight(at) for at in range(len(found.text))] == [plainly(found, at) for at in range(len(found.text))]


def plainly(found: Article, at: int) -> float:
    """The weight of a mention that begins there, with all sentences of the article known."""
    body = [one for one in named_sentences(found) if one.kind is ZoneKind.BODY]
    lead = 0
    if body:
        lead = body[0].start
        for word in found.text[lead : body[-1].end].split()[:25]:
            lead = found.text.index(word, lead) + len(word)
        lead = max(lead, body[:2][-1].end)
    kind = next((zone.kind for zone in found.zones if zone.start <= at < zone.end), ZoneKind.FURNITURE)
    if kind not in SHOWN:
        return 0.0
    if kind is ZoneKind.TITLE:
        return TITLE
    if kind is ZoneKind.STANDFIRST or at < lead:
        return LEAD
    return LAST if at >= _last_quarter(found) else BODY


@pytest.mark.parametrize("words", ["", "Foss."])
def test_an_article_without_a_body_is_weighed_too(words: str) -> None:
    found = article((ZoneKind.TITLE, words or "Foss"))
    assert salience(found, [named(found, QUILLAN, "Foss")]) == {QUILLAN: 1.0}
