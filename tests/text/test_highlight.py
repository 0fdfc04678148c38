import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.answers import Highlight
from newsgraph.article import Article, ArticleId, Part, ZoneKind, compose
from newsgraph.sentences import abbreviates
from newsgraph.text import highlight, parse_query
from newsgraph.text.analysis import WORD, lexeme, lookups, stems
from newsgraph.text.highlight import WIDTH
from newsgraph.text.spelling import edits
from newsgraph.text.tree import Fuzzy, Leaf, Phrase, Prefix, Word, leaves


def marked(passage: Highlight) -> list[str]:
    return [passage.text[start:end] for start, end in passage.marks]


@pytest.mark.parametrize(
    ("words", "name", "text", "marks"),
    [
        ("strikes", "01", "The strikes will last a week, said Mara O’Brien of the union.", ["strikes"]),
        (
            "O'Brien strike",
            "01",
            "The strikes will last a week, said Mara O’Brien of the union.",
            ["strikes", "O’Brien"],
        ),
        ('"walked out"', "01", "Dockers at Harrow Quay walked out on Monday.", ["walked out"]),
        ('"harrow monday"~4', "01", "Dockers at Harrow Quay walked out on Monday.", ["Harrow", "Monday"]),
        ("dock*", "01", "Dockers at Harrow Quay walked out on Monday.", ["Dockers"]),
        ("dokcers~", "01", "Dockers at Harrow Quay walked out on Monday.", ["Dockers"]),
        ("bio:trawler", "01", "Ida Wren covers the harbour and once worked on a trawler.", ["trawler"]),
        ("un", "03", "The far-right mayor asked the U.N. to rule on the River Sall.", ["U.N"]),
        ("far-right", "03", "The far-right mayor asked the U.N. to rule on the River Sall.", ["far-right"]),
        ("M-23", "03", "E-mail from M-23 Street shows why.", ["M-23"]),
        ("1000", "02", "Miners said the mine's new owner had promised 1,000 jobs.", ["1,000"]),
        ("miner", "02", "Miners said the mine's new owner had promised 1,000 jobs.", ["Miners"]),
        ("generale", "04", "L'Union générale réclame des élections.", ["générale"]),
        ("dispute", "03", "River dispute goes to the U.N.", ["dispute"]),
        ("北京", "06", "北京代表团访问港口", ["北京"]),
        ("北", "06", "北京代表团访问港口", ["北"]),
        ('"far"', "03", "The far-right mayor asked the U.N. to rule on the River Sall.", ["far-right"]),
        ("obrien", "01", "The strikes will last a week, said Mara O’Brien of the union.", ["O’Brien"]),
    ],
)
def test_the_sentence_that_matches_is_shown_with_its_words_marked(
    corpus: Sequence[Article], words: str, name: str, text: str, marks: list[str]
) -> None:
    article = next(article for article in corpus if article.id == f"article/{name}")
    passages = highlight(parse_query(words), article)
    assert passages[0].text == text
    assert article.text[passages[0].start :].startswith(text)
    assert marked(passages[0]) == marks


def test_the_sentence_with_most_of_the_words_comes_first(corpus: Sequence[Article]) -> None:
    best, second = highlight(parse_query("harrow port union quay"), corpus[0], limit=2)
    assert best.text == "Dockers at Harrow Quay walked out on Monday."
    assert second.zone in ("body", "standfirst")
    assert len(highlight(parse_query("harrow port union quay"), corpus[0], limit=1)) == 1


def test_the_title_is_shown_only_where_nothing_else_matches(corpus: Sequence[Article]) -> None:
    assert [p.zone for p in highlight(parse_query("dockers"), corpus[0])] == ["body"]
    assert [p.zone for p in highlight(parse_query("title:dockers"), corpus[0])] == ["title"]


@pytest.mark.parametrize("words", ["", "source:tarnpost", "published:2014", "zone:bio", "-strike", "zebra"])
def test_where_no_word_was_asked_for_or_none_is_there_nothing_is_shown(corpus: Sequence[Article], words: str) -> None:
    assert highlight(parse_query(words), corpus[0]) == ()


def test_a_long_sentence_is_cut_around_its_first_mark(article: Callable[..., Article]) -> None:
    long = article("1", "T", f"{'word ' * 200}zebra {'word ' * 200}end.", language="en")
    (passage,) = highlight(parse_query("zebra"), long)
    assert len(passage.text) <= WIDTH
    assert marked(passage) == ["zebra"]
    assert (passage.text[:4], passage.text[-4:]) == ("word", "word")


PIECES = st.lists(
    st.sampled_from(
        [
            "strike",
            "Strikes",
            "İ",
            "é",
            "ß",
            "U.N.",
            ". ",
            "! ",
            "\n\n",
            " ",
            "北京",
            "x" * 300,
            "O’Brien",
            "-",
            "far-right",
        ]
    ),
    max_size=25,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(
    PIECES, st.sampled_from(["strike", '"strike strike"', "str*", "strkie~", "un", "obrien", "北", "far-right", "e"])
)
def test_every_passage_is_cut_from_the_article_and_every_mark_is_in_it(body: str, words: str) -> None:
    text, zones = compose([Part(ZoneKind.TITLE, "T"), *(Part(ZoneKind.BODY, part) for part in body.split("\n\n"))])
    article = Article(id=ArticleId("article/1"), text=text, zones=zones)
    for passage in highlight(parse_query(words), article):
        assert article.text[passage.start : passage.start + len(passage.text)] == passage.text
        reached = 0
        for start, end in passage.marks:
            assert reached <= start < end <= len(passage.text)
            reached = end


VOCABULARY = ["strike", "Strikes", "stringent", "port", "Ports", "the", "U.N.", "O’Brien", "far-right", "grève", "mine"]
PARAGRAPH = st.lists(
    st.tuples(
        st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=4), st.sampled_from([". ", "! ", ", ", " – "])
    ),
    min_size=1,
    max_size=4,
)
QUERIES = [
    "strike",
    "strike port",
    "the mine un",
    '"the port"',
    "str* mine",
    "prot~ greve",
    "obrien far-right",
    "x the",
]


def plainly(words: str, article: Article) -> list[tuple[int, int, int, int]]:
    """(paragraph, start, end, number of the queried word) of every match, word by word: slow and plain."""
    found = []
    for number, leaf in enumerate(leaves(parse_query(words).root)):
        for place, zone in enumerate(article.zones):
            raws = list(WORD.finditer(article.text, zone.start, zone.end)) if zone.kind != "title" else []
            if isinstance(leaf, Phrase):  # paragraphs follow one another: a phrase may reach into the next
                raws += [
                    next(WORD.finditer(article.text, following.start)) for following in article.zones[place + 1 :][:1]
                ]
            marked = spans(leaf, raws, article.language)
            found += [(place, start, min(end, zone.end), number) for start, end in marked]
    return found


def spans(leaf: Leaf, raws: list[re.Match[str]], language: str) -> list[tuple[int, int]]:
    if isinstance(leaf, Phrase):
        pairs = pairwise(raws)
        return [(a.start(), b.end()) for a, b in pairs if lexeme(a[0]).forms + lexeme(b[0]).forms == leaf.forms]
    return [m.span() for m in raws if takes(leaf, m[0], language)]


def takes(leaf: Leaf, raw: str, language: str) -> bool:
    forms = lexeme(raw).forms
    match leaf:
        case Word():
            return bool({*lookups(leaf.raw, language)} & {*stems(raw, language)}) or forms == lexeme(leaf.raw).forms
        case Prefix():
            return any(form.startswith(leaf.start) for form in forms)
        case Fuzzy():
            return any(edits(form, leaf.form, leaf.distance) <= leaf.distance for form in forms)
        case _:
            return False


@settings(max_examples=200, deadline=None)
@given(st.lists(PARAGRAPH, min_size=1, max_size=6), st.sampled_from(QUERIES))
def test_the_fast_way_marks_and_chooses_as_the_plain_way_does(
    paragraphs: list[list[tuple[list[str], str]]], words: str
) -> None:
    parts = ["".join(" ".join(said) + stop for said, stop in paragraph) for paragraph in paragraphs]
    text, zones = compose([Part(ZoneKind.TITLE, "T"), *(Part(ZoneKind.BODY, part) for part in parts)])
    article = Article(id=ArticleId("article/1"), text=text, zones=zones, language="en")
    marks = plainly(words, article)
    passages = highlight(parse_query(words), article)
    assert bool(passages) == bool(marks)
    for passage in passages:
        begin, end = passage.start, passage.start + len(passage.text)
        letters = {at for _, start, stop, _ in marks if begin <= start and stop <= end for at in range(start, stop)}
        assert {begin + at for start, stop in passage.marks for at in range(start, stop)} == letters
    if passages:
        begin, end = passages[0].start, passages[0].start + len(passages[0].text)
        shown = {number for _, start, stop, number in marks if begin <= start and stop <= end}
        assert len(shown) == most_in_a_sentence(article, marks)


def most_in_a_sentence(article: Article, marks: list[tuple[int, int, int, int]]) -> int:
    """How many of the queried words the best sentence has: cut at every stop before a capital but an abbreviation's, put
    together again where a mark reaches across."""
    best = 0
    for place, zone in enumerate(article.zones):
        stops = re.finditer(r"[.!] (?=[A-Z])", article.text[zone.start : zone.end])
        cuts = [zone.start + m.end() for m in stops if not abbreviates(article.text, zone.start + m.start())]
        here = [mark for mark in marks if mark[0] == place]
        cuts = [cut for cut in cuts if not any(start < cut < end for _, start, end, _ in here)]
        bounds = pairwise([zone.start, *cuts, zone.end])
        best = max([best, *(len({m[3] for m in here if low <= m[1] < high}) for low, high in bounds)])
    return best
