from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgraph.text import ParsedQuery, parse_query
from newsgraph.text.query import LONGEST_QUERY, by_the_parser, plain_words
from newsgraph.text.tree import Everything, Fuzzy, Nothing, Phrase, Prefix, Word, leaves

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("mine strike", "mine strike"),
        ('"North Quay" strike', '"north quay" strike'),
        ("“North Quay” strike", '"north quay" strike'),
        ("a AND b OR c", "(a AND b) OR c"),
        ("a b OR c", "a (b OR c)"),
        ("(a OR b) c", "(a OR b) c"),
        ("-flood port", "(NOT flood) port"),
        ("port NOT flood", "port (NOT flood)"),
        ("NOT NOT port", "port"),
        ("far-right -left", "far-right (NOT left)"),
        ("+port strike ship source:a.example", "+port +source:a.example strike ship"),
        ("title:flood", "title:flood"),
        ("Title:flood", "title:flood"),
        ("title,bio:flood", "title,bio:flood"),
        ("title:(a OR b) c", "(title:a OR title:b) c"),
        ("any:flood", "any:flood"),
        ("zone:bio hale wren", "bio:hale bio:wren"),
        ("zone:bio zone:caption hale", "caption,bio:hale"),
        ("zone:bio,caption hale title:port", "caption,bio:hale title:port"),
        ("(zone:bio hale) port", "bio:hale port"),
        ("zone:bio", "zone:bio"),
        ("-zone:bio", "NOT zone:bio"),
        ("zone:bio OR port", "zone:bio OR port"),
        ("port* dokcer~ dokcer~2", "port* dokcer~1 dokcer~2"),
        ('"near words"~5', '"near words"~5'),
        ('title:"near words"~5^2', 'title:"near words"~5^2'),
        ("x^2 (a b)^3", "x^2 a^3 b^3"),
        ('author:"Omar Hale"', 'author:"Omar Hale"'),
        ("source:www.tarnpost.example", "source:tarnpost.example"),
        ("source:tarn*", "source:tarn*"),
        ("lang:EN-us port", "lang:en port"),
        ('tag:"river sall" place:gn-77', 'tag:"river sall" place:gn-77'),
        ("published:2014-05", "published:[2014-05-01 TO 2014-05-31]"),
        ("published:[2012 TO 2014-06]", "published:[2012-01-01 TO 2014-06-30]"),
        ("published:{2012 TO 2014-06}", "published:[2013-01-01 TO 2014-05-31]"),
        ("published:[2012 TO *]", "published:[2012-01-01 TO]"),
        ("published:[TO 2012]", "published:[TO 2012-12-31]"),
        ('after:2019-05 before:"last week"', "published:[2019-05-01 TO] published:[TO 2026-11-15]"),
        ("U.N. O'Brien 北京", "U.N O'Brien 北京"),
        ("", "*"),
        ("*", "*"),
    ],
)
def test_what_is_typed_is_read_as(typed: str, read: str) -> None:
    parsed = parse_query(typed, now=NOW)
    assert parsed.read_as == read
    assert parsed.notes == ()


@pytest.mark.parametrize(
    ("typed", "read", "note"),
    [
        ('port "strike', "port strike", "never closed"),
        ("((port", "port", "brackets"),
        ("port) strike(", "port strike", "brackets"),
        ("(" * 90 + "port" + ")" * 90, "port", "too many brackets"),
        ("shoe:size", "shoe AND size", "no field 'shoe'"),
        ("zone:attic port", "attic port", "no zone 'attic'"),
        ("published:soon", "soon", "not a date"),
        ("published:[soon TO 2014]", "soon AND 2014", "range is of dates"),
        ("title:[a TO b]", "a AND b", "range is of dates"),
        ("published:[2014 TO 2012]", "published:[2014-01-01 TO 2012-12-31]", "ends before it begins"),
        ("a*", "a", "too short"),
        ("p*rt", "p AND rt", "end of a word"),
        ("war~9", "war~1", "war~9 was read as war~1"),
        ('"a b"~4000', '"a b"~50', "widest"),
        ("!!!", "NOT *", "no word"),
        ("()", "NOT *", "no word"),
        ('""', "NOT *", "no word"),
    ],
)
def test_what_cannot_be_taken_as_typed_is_searched_as_words_and_said(typed: str, read: str, note: str) -> None:
    parsed = parse_query(typed, now=NOW)
    assert parsed.read_as == read
    assert any(note in said for said in parsed.notes), parsed.notes


@pytest.mark.parametrize(
    "typed",
    ["AND", "OR", "NOT", "a AND", "OR b", "a AND OR b", "TO", "-", "+", "^", "~", "a^", ":", "title:"],
)
def test_operators_with_nothing_to_work_on_are_words(typed: str) -> None:
    parsed = parse_query(typed, now=NOW)
    assert not isinstance(parsed.root, Everything)
    assert parse_query(parsed.read_as, now=NOW).root == parsed.root


def test_a_url_is_searched_as_words_without_a_note() -> None:
    assert parse_query("https://harrow.example/port").notes == ()


@pytest.mark.parametrize("typed", ["*", "***", "title:*", "title:***"])
def test_stars_alone_ask_for_every_article(typed: str) -> None:
    parsed = parse_query(typed, now=NOW)
    assert (parsed.root, parsed.read_as, parsed.notes) == (Everything(), "*", ())


def test_nothing_typed_asks_for_every_article_and_signs_alone_for_none() -> None:
    assert isinstance(parse_query("  ").root, Everything)
    assert isinstance(parse_query("?!").root, Nothing)


def test_a_query_of_100_kb_is_cut_and_said() -> None:
    parsed = parse_query("strike " * 15_000)
    assert len(list(leaves(parsed.root))) <= 64
    assert len(parsed.read_as) <= LONGEST_QUERY
    assert "long" in parsed.notes[0]


def test_fuzzy_words_and_prefixes_are_bounded() -> None:
    parsed = parse_query("port~9 harbourmaster~7 a* ab* *", now=NOW)
    for leaf in leaves(parsed.root):
        assert not isinstance(leaf, Fuzzy) or leaf.distance <= 2
        assert not isinstance(leaf, Prefix) or len(leaf.start) >= 2


def test_an_empty_answer_may_be_widened_for_plain_words_only() -> None:
    wider = parse_query('flood mine "river sall" source:a.example').relaxed()
    assert wider is not None
    assert wider.read_as == '(flood OR mine) AND "river sall" AND source:a.example'
    assert parse_query("flood AND mine").relaxed() is None
    assert parse_query("flood source:a.example").relaxed() is None


def test_the_tree_says_what_is_looked_for_and_where() -> None:
    assert parse_query('far-right "on strike"~3 title:port^2 -source:a.example after:2014', now=NOW).tree() == (
        "all of\n"
        '  word "far right" or "farright" and its other forms in title, standfirst, body\n'
        '  exactly "on strike", within 3 words of each other in title, standfirst, body\n'
        '  word "port" and its other forms in title, weight 2\n'
        "  not\n"
        '    source is "a.example"\n'
        "  published from 2014-01-01 to now on"
    )


def test_words_and_phrases_keep_to_the_article_unless_asked() -> None:
    assert {
        leaf.fields for leaf in leaves(parse_query('port "on strike"').root) if isinstance(leaf, Word | Phrase)
    } == {("title", "standfirst", "body")}


SNIPPETS = st.sampled_from(
    [
        "strike", "port", '"', "(", ")", "AND", "OR", "NOT", "-", "+", "*", "~", "~2", "^", "^2", ":",
        "title:", "zone:bio", "zone:", "published:", "[", "]", "{", "2012", "TO", "after:", "last week",
        "source:", "author:", " ", "  ", "'", "’", "é", "北京", "\x00", "\ud800", "U.N.", "1,000",
        "far-right", "any:", "title,bio:", "port*", "&", "|", "\\", "/", "<", ">", "=", "_", "\n", "#1",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(
        st.lists(SNIPPETS, max_size=14).map("".join),
        st.lists(SNIPPETS, max_size=14).map(" ".join),
        st.text(max_size=60),
    )
)
def test_whatever_is_typed_is_understood_and_what_it_was_read_as_means_the_same(typed: str) -> None:
    parsed = parse_query(typed, now=NOW)
    assert parsed.tree()
    again = parse_query(parsed.read_as, now=NOW)
    assert again.read_as == parsed.read_as


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["strike", "Port", "AND", "OR", "NOT", "TO", "title", "1987", "2014", "a", "x1", "é", "U.N.", "-"]
            ),
            st.from_regex(r"[A-Za-z0-9]{1,9}", fullmatch=True),
        ),
        max_size=70,
    ),
    st.sampled_from([" ", "  ", "\t", "\n ", "\u00a0"]),
)
def test_plain_words_are_read_as_the_parser_reads_them(words: list[str], between: str) -> None:
    typed = between.join(words)
    plain = plain_words(typed)
    if plain is not None:
        assert by_the_parser(typed, NOW) == ParsedQuery(typed, plain)
    assert plain is None or not {"AND", "OR", "NOT"} & set(words)


@pytest.mark.parametrize("typed", ["strike", "dockers strike", "Harrow Quay 1987"])
def test_plain_words_do_without_the_parser(typed: str) -> None:
    assert plain_words(typed) == by_the_parser(typed, NOW).root


@pytest.mark.parametrize(
    "typed", ["", " ", "a OR b", "port*", "title:x", "far-right", "U.N.", "+a b", '"a b"', "(a)", "grève", "a^2", "a~"]
)
def test_only_plain_words_do_without_the_parser(typed: str) -> None:
    assert plain_words(typed) is None
