"""What each sign says, seen in the votes: `explain` lists them, and their sums are what was decided on."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.article import Article, ArticleId, Part, ZoneKind, compose
from newsgraph.entity import EntityKind
from newsgraph.finding import Weighed, explain, find, find_all
from newsgraph.finding.article_names import THRESHOLD
from newsgraph.finding.candidates import totals
from newsgraph.finding.spans import pieces, runs

TOWNS = {"Goma": 400_000, "Ontario": 14_000_000, "Hamilton": 600_000, "Dundas": 25_000, "Richmond": 220_000}


def places(name: str) -> int:
    return TOWNS.get(name, 0)


def article(*paragraphs: str, title: str = "", language: str = "en") -> Article:
    text, zones = compose([Part(ZoneKind.TITLE, title), *(Part(ZoneKind.BODY, p) for p in paragraphs)])
    return Article(id=ArticleId("article/1"), text=text, zones=zones, language=language)


def weighed(name: str, *paragraphs: str, title: str = "", language: str = "en") -> Weighed:
    found = list(explain(article(*paragraphs, title=title, language=language), places=places))
    return next(w for w in reversed(found) if w.surface == name)


SIGNS = [
    ("honorific", "Vasse", "In the evening Mr Vasse went home."),
    ("role", "Ivo Halloway", "On Monday the surveyor Ivo Halloway was heard."),
    ("title", "Felix Tshisekedi", "It was Congolese President Felix Tshisekedi who asked."),
    ("speech verb", "Sarre", "It was enough, Sarre said on the quay."),
    ("age", "Emil Rask", "The injured man, Emil Rask, 34, was in hospital."),
    ("given name", "Henrik Vasse", "They were speaking of Henrik Vasse again."),
    ("place word before", "Walikale", "They seized the mineral-rich town of Walikale."),
    ("place word behind", "Walikale", "In all the Walikale region is rich in tin."),
    ("place word behind", "Bisie", "That includes the Bisie tin mine in the north."),
    ("in", "Skarrow", "It has not snowed in Skarrow for a week."),
    ("preposition", "Skarrow", "They walked from Skarrow to the sea."),
    ("place of", "Haldmark", "She wrote to the governor of Haldmark again."),
    ("contained", "Dundas", "He grew up in Dundas, Ontario, and left."),
    ("in gazetteer", "Goma", "The fall of Goma was expected."),
    ("abbreviated place", "U.S.", "It was the U.S. that asked."),
    ("known region", "Middle East", "Peace in the Middle East is far away."),
    ("dateline", "OSTRAND", "OSTRAND, April 2 (Halyard) - Nothing was sold."),
    ("local word", "Torrington", "It was a Torrington man who called."),
    ("organisation word", "Alphamin Resources", "The operator, Alphamin Resources, halted its work."),
    ("organisation word", "Ministry of Health", "A letter from the Ministry of Health came."),
    ("known organisation", "Doctors Without Borders", "They told Doctors Without Borders of it."),
    ("capitals", "FDLR", "The men of the FDLR came back."),
    ("known group", "M23", "They feared the M23 more than hunger."),
    ("group word", "Wolves of Dey", "They feared the Wolves of Dey rebels more than hunger."),
    ("group part", "Flotilla 22", "It was the work of Flotilla 22 alone."),
    ("facility", "Corn Exchange Theatre", "It was read in the Corn Exchange Theatre."),
    ("written small", "Zonker", "The boat Zonker lay there as every zonker lies."),
]


@pytest.mark.parametrize(("sign", "name", "sentence"), SIGNS, ids=[f"{s}: {n}" for s, n, _ in SIGNS])
def test_a_sign_stands_on_the_name_that_it_speaks_for(sign: str, name: str, sentence: str) -> None:
    assert sign in {vote.sign for vote in weighed(name, sentence).votes}


ROLES = [
    ("Felix Tshisekedi", "President", "It was Congolese President Felix Tshisekedi who asked Mr Smith."),
    ("Øyvind Stranne", "Captain", "He was read to by Captain Øyvind Stranne in the launch."),
    ("Quillan", "Ms", "“He sent me the card,” said Ms Quillan."),
    ("Goma", "town", "They had seized the town of Goma in January."),
]


@pytest.mark.parametrize(("name", "role", "sentence"), ROLES)
def test_the_role_is_kept_as_printed_and_is_no_part_of_the_name(name: str, role: str, sentence: str) -> None:
    mention = weighed(name, sentence).mention
    assert mention is not None
    assert mention.role == role


PIECES = [
    ("Congolese President Felix Tshisekedi", ["Felix Tshisekedi"]),
    ("Indianapolis Mayor Greg Ballard", ["Indianapolis", "Greg Ballard"]),
    ("Britain-based Syrian Observatory", ["Britain", "Syrian Observatory"]),
    ("Rwanda-Backed Rebels", ["Rwanda"]),
    ("Congolese", []),
    ("The Bank", []),
    ("Zoë Malherbe of the River Merrin Commission", ["Zoë Malherbe", "River Merrin Commission"]),
    ("Pieter van den Oever", ["Pieter van den Oever"]),
    ("Saudi Arabia", ["Saudi Arabia"]),
    ("R-London", ["London"]),
    ("Theresa May", ["Theresa May"]),
    ("Rep.", []),
    ("Federal Reserve", ["Federal Reserve"]),
    ("On Monday", []),
]


@pytest.mark.parametrize(("run", "names"), PIECES)
def test_a_run_of_capitals_falls_into_the_names_in_it(run: str, names: list[str]) -> None:
    assert [run[piece.start : piece.end] for piece in pieces(run, "en")] == names


RUNS = [
    ("said Pieter van den Oever of the firm", ["Pieter van den Oever"]),
    ("a member of the Dockers’ and Stevedores’ Union there", ["Dockers’ and Stevedores’ Union"]),
    ("members of al-Shabaab and of M23 fled", ["al-Shabaab", "M23"]),
    ("a C-47 over St. Louis and the U.S. coast", ["C-47", "St. Louis", "U.S."]),
    ("Haldmark’s water", ["Haldmark"]),
    ("so Flotilla 22 gave", ["Flotilla 22"]),
]


@pytest.mark.parametrize(("text", "names"), RUNS)
def test_runs_keep_what_joins_the_parts_of_names(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in runs(text, 0, len(text))] == names


def test_a_surname_is_of_the_kind_of_its_full_name() -> None:
    body = "Professor Idris Lamprecht put on his coat. It was noticed that Lamprecht could not peel an egg."
    signs = {vote.sign: vote.kind for vote in weighed("Lamprecht", body).votes}
    assert signs["part of Idris Lamprecht"] is EntityKind.PERSON


def test_a_short_form_is_of_the_kind_of_what_it_stands_for() -> None:
    for body in (
        "A letter from the Valley Miners’ Federation (VMF) came. The VMF asked for a judge.",
        "A letter from MSF (Médecins Sans Frontières) came. The doctors of MSF asked for a truce.",
    ):
        name = "VMF" if "VMF" in body else "MSF"
        mention = weighed(name, body).mention
        assert mention is not None
        assert mention.kind is EntityKind.ORGANISATION


def test_a_headline_in_title_case_repeats_the_names_of_the_body_and_invents_none() -> None:
    body = ("They seized the town of Goma on Wednesday.", "In Goma the rebels of the M23 were seen.")
    found = article(*body, title="Rebel Forces Capture Goma, Defying Ceasefire Calls")
    title = found.zones[0].end
    names = [found.text[m.start : m.end] for m in find(found, places=places) if m.start < title]
    assert names == ["Goma"]


def test_a_headline_in_capitals_repeats_the_names_of_the_body() -> None:
    found = article("They seized the town of Goma on Wednesday.", title="REBEL FORCES CAPTURE GOMA AT DAWN")
    assert "GOMA" in [found.text[m.start : m.end] for m in find(found, places=places)]


def test_what_is_shown_is_what_was_summed() -> None:
    one = article("Mr Vasse of Dundas, Ontario, met Captain Stranne. Vasse said no.", "The M23 rebels took Goma.")
    for shown in explain(one, places=places):
        assert list(shown.sums) == pytest.approx(totals(shown.votes), abs=0.001)


def test_the_place_in_a_civic_bodys_name_is_told_on_request_only() -> None:
    one = article("A spokesman of the Richmond Police Department said so. The Richmond Police Department was there.")
    plain = {(one.text[m.start : m.end], m.kind.value) for m in find(one, places=places)}
    both = {(one.text[m.start : m.end], m.kind.value) for m in find(one, places=places, embedded=True)}
    assert ("Richmond Police Department", "organisation") in plain
    assert both - plain == {("Richmond", "place")}


def test_demonyms_are_no_mentions() -> None:
    one = article("The Congolese and Rwandan leaders met. Congolese troops and a Rwandan general left.")
    assert find(one, places=places) == []


def test_offsets_are_those_of_the_article_and_only_named_zones_count() -> None:
    text, zones = compose(
        [
            Part(ZoneKind.BYLINE, "By Nadia Fenn"),
            Part(ZoneKind.TITLE, "A day out"),
            Part(ZoneKind.CAPTION, "Mr Beck in Goma"),
            Part(ZoneKind.BODY, "Then Mr Vasse went to Goma."),
            Part(ZoneKind.BIO, "Mr Kestle lives in Hamilton, Ontario."),
        ]
    )
    one = Article(id=ArticleId("article/1"), text=text, zones=zones, language="en")
    assert [text[m.start : m.end] for m in find(one, places=places)] == ["Vasse", "Goma"]


LANGUAGES = [
    (
        "de",
        "Bundeskanzler Olaf Scholz war am Montag in Goma. Frau Merkel blieb zu Hause.",
        ["Olaf Scholz", "Goma", "Merkel"],
    ),
    ("fr", "Le président Emmanuel Macron est arrivé lundi à Goma.", ["Emmanuel Macron", "Goma"]),
    ("es", "El presidente Gustavo Petro llegó el lunes a la ciudad de Goma.", ["Gustavo Petro", "Goma"]),
]


@pytest.mark.parametrize(("language", "body", "names"), LANGUAGES)
def test_other_languages_are_read_by_lists_and_rules(language: str, body: str, names: list[str]) -> None:
    one = article(body, language=language)
    assert [one.text[m.start : m.end] for m in find(one, places=places)] == names


@given(st.lists(st.text(alphabet="aB .,-’'M2 \n(éÖ$", max_size=60), max_size=4))
def test_mentions_of_any_text_are_sorted_apart_and_sure(paragraphs: list[str]) -> None:
    one = article(*paragraphs)
    found = find(one, places=places)
    assert all(THRESHOLD <= m.confidence <= 1 and m.start < m.end for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(one.text[m.start : m.end].strip() == one.text[m.start : m.end] for m in found)


def test_a_batch_gives_what_its_articles_give_one_by_one() -> None:
    articles = [article(sentence) for _, _, sentence in SIGNS]
    assert list(find_all(articles, places=places)) == [find(one, places=places) for one in articles]
