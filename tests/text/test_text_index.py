"""What every engine must do; each test runs on each of them, and the last ones hold them against each other."""

import itertools
import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsgraph.article import Article
from newsgraph.errors import ArchiveDamaged, ArchiveLocked, EngineMissing, UsageError
from newsgraph.text import TextIndex, document, open_text_index, parse_query

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FACETS = ("source", "author", "place", "actor", "tag", "year", "month")


def found(index: TextIndex, words: str, **how: object) -> list[str]:
    """The names of the articles that match, in order."""
    answer = index.search(parse_query(words, now=NOW), **how)  # type: ignore[arg-type]
    return [hit.article.removeprefix("article/") for hit in answer.hits]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("strike", "01 05 07"),
        ("strikes", "01 05 07"),
        ("dockers strike", "01 07"),
        ("miners", "02"),
        ("grève", "04"),
        ("greve", "04"),
        ("général", "04"),
        ("generaux", "04"),
        ("élection", "04"),
        ("walk-out", "01"),
        ("walkout", "01"),
        ("far-right", "03"),
        ("far right", "03"),
        ("farright", "03"),
        ("M23", "03"),
        ("UN", "03"),
        ("U.N.", "03"),
        ("obrien", "01"),
        ("O'Brien", "01"),
        ("1000", "02"),
        ("email", "03"),
        ("北京", "06"),
        ("京北", ""),
        ("trawler", ""),
        ("bio:trawler", "01"),
        ("zone:bio trawler", "01"),
        ("zone:bio mine", "05"),
        ("zone:bio,caption mine", "02 05"),
        ("zone:bio", "01 05"),
        ("any:mine", "02 05"),
        ("title:strike", "01 07"),
        ("body:strikes title:dockers", "01"),
        ("standfirst:1987", "01"),
        ('"walked out on monday"', "01 07"),
        ('"out walked"', ""),
        ('"strike"', "01 05 07"),
        ('"strikes"', "01"),
        ('"dockers monday"~6', "01 07"),
        ('"monday dockers"~6', "01 07"),
        ('"dockers monday"~5', ""),
        ('"port port"~2', "05"),
        ('"port port"~1', ""),
        ("mine OR river", "02 03"),
        ("strike NOT port", "07"),
        ("strike -port", "07"),
        ("NOT strike", "02 03 04 06 08"),
        ("+strike port", "01 05 07"),
        ("(mine OR river) tuesday", "02"),
        ("dock*", "01 04 07"),
        ("dokcers~", "01 04 07"),
        ("strke~", "01 05 07"),
        ("stricke~2", "01 05 07"),
        ('author:"Ida Wren"', "01 02"),
        ("author:wren", "01 02"),
        ("author:brule", "04"),
        ("author:wr*", "01 02"),
        ("author:wrem~", "01 02"),
        ('author:"Hale Ida"', ""),
        ("source:tarnpost.example", "02 08"),
        ("source:tarnpost", "02 08"),
        ("source:tarn*", "02 08"),
        ("source:example", "01 02 03 04 05 06 07 08"),
        ("place:gn-77", "01 02 03"),
        ("place:place/gn-77", "01 02 03"),
        ('place:"harrow quay"', "01 02 03"),
        ("tag:port", "01 05 07"),
        ("lang:fr", "04"),
        ("section:local", "01"),
        ("published:2014", "01 02 04 07"),
        ("published:2014-05", "01 04 07"),
        ("published:2014-05-05", "01 07"),
        ("published:[2012 TO 2014-05-05]", "01 03 07"),
        ("after:2014-06", "02 06"),
        ("before:2014", "03"),
        ("published:[* TO *]", "01 02 03 04 06 07"),
        ("", "01 02 03 04 05 06 07 08"),
        ("?!", ""),
        ("dockers published:2014-05-07", "04"),
    ],
)
def test_a_query_finds(index: TextIndex, words: str, expected: str) -> None:
    assert sorted(found(index, words)) == expected.split()


def test_the_form_as_typed_comes_before_other_forms(empty: TextIndex, article: Callable[..., Article]) -> None:
    empty.add(
        [
            document(article("1", "Notes", "They mined here.", language="en")),
            document(article("2", "Notes", "They mining here.", language="en")),
        ]
    )
    empty.commit(1)
    assert found(empty, "mining") == ["2", "1"]
    assert found(empty, "mined") == ["1", "2"]


def test_other_forms_are_found_in_an_article_of_unknown_language_where_none_is_english(
    empty: TextIndex, article: Callable[..., Article]
) -> None:
    empty.add([document(article("1", "Dockers strike")), document(article("2", "Les grèves", language="fr"))])
    empty.commit(1)
    assert found(empty, "strikes") == ["1"]
    assert found(empty, "greve") == ["2"]


def test_title_then_standfirst_then_body_weigh(empty: TextIndex, article: Callable[..., Article]) -> None:
    empty.add(
        [
            document(article("1", "Notes today", "A flood came.", standfirst="It rained much.", language="en")),
            document(article("2", "Notes today", "It rained much.", standfirst="A flood came.", language="en")),
            document(article("3", "A flood came", "It rained much.", standfirst="Notes today it was.", language="en")),
        ]
    )
    empty.commit(1)
    assert found(empty, "flood") == ["3", "2", "1"]


def test_a_boosted_word_decides(index: TextIndex) -> None:
    assert found(index, "mine^20 OR river")[0] == "02"
    assert found(index, "mine OR river^20")[0] == "03"


def test_words_that_no_article_has_together_are_widened_and_it_is_said(index: TextIndex) -> None:
    answer = index.search(parse_query("mine river lang:en"))
    assert {hit.article for hit in answer.hits} == {"article/02", "article/03"}
    assert answer.read_as == "(mine OR river) AND lang:en"
    assert "any" in answer.notes[-1]
    strict = index.search(parse_query("mine AND river"))
    assert (strict.total, strict.read_as, strict.notes) == (0, "mine AND river", ())


def test_equal_scores_are_ordered_by_id_across_pages(empty: TextIndex, article: Callable[..., Article]) -> None:
    names = [f"{i * 7919 % 1000:04d}" for i in range(90)]
    for start in range(0, 90, 30):
        empty.add(
            document(article(name, "Reprint", "The same words.", tags=("wire",))) for name in names[start : start + 30]
        )
        empty.commit(start + 1)
    for words in ("words", "tag:wire", ""):
        paged = [name for offset in range(0, 90, 7) for name in found(empty, words, limit=7, offset=offset)]
        assert paged == sorted(names)


def test_pages_fit_together_and_the_total_is_of_all(index: TextIndex) -> None:
    whole = found(index, "port OR strike OR mine", limit=10)
    parts = [found(index, "port OR strike OR mine", limit=2, offset=at) for at in range(0, 8, 2)]
    assert [name for part in parts for name in part] == whole
    answer = index.search(parse_query("port OR strike OR mine"), limit=0)
    assert (answer.hits, answer.total) == ([], len(whole))
    assert index.search(parse_query("strike"), offset=50).total == 3


def test_sorted_by_date_undated_last_and_ties_by_id(index: TextIndex) -> None:
    assert found(index, "", sort="newest") == ["06", "02", "04", "01", "07", "03", "05", "08"]
    assert found(index, "", sort="oldest") == ["03", "01", "07", "04", "02", "06", "05", "08"]
    assert found(index, "", sort="newest", limit=2, offset=3) == ["01", "07"]
    assert found(index, "strike", sort="newest") == ["01", "07", "05"]


def test_facets_count_every_match(index: TextIndex) -> None:
    answer = index.search(parse_query("strike"), limit=1, facets=FACETS)
    told = {facet: [tuple(count) for count in counts] for facet, counts in answer.facets.items()}
    assert told == {
        "source": [("harrowherald.example", 2), ("quayline.example", 1)],
        "author": [("Ida Wren", 1)],
        "place": [("place/gn-77", 1)],
        "actor": [],
        "tag": [("port", 3), ("labour", 2), ("letters", 1)],
        "year": [("2014", 2)],
        "month": [("2014-05", 2)],
    }
    assert index.search(parse_query("strike")).facets == {}


@pytest.mark.parametrize("most", [0, 1, 2, 3, 50])
def test_a_facet_cut_short_begins_like_the_whole_of_it(index: TextIndex, most: int) -> None:
    for words in ("", "strike", "port OR mine", "zebra"):
        parsed = parse_query(words)
        whole = index.search(parsed, facets=FACETS).facets
        cut = index.search(parsed, facets=FACETS, facet_values=most).facets
        assert cut == {facet: counts[:most] for facet, counts in whole.items()}


def test_of_values_as_frequent_the_first_by_alphabet_are_told(
    empty: TextIndex, article: Callable[..., Article]
) -> None:
    tags = [f"tag{number:02d}" for number in range(40)]
    empty.add(
        document(article(str(number), "T", "words", tags=tuple(tags[::-1][number:]))) for number in range(0, 40, 5)
    )
    empty.commit(1)
    empty.add([document(article("99", "T", "words", tags=("tag39",)))])
    empty.commit(2)
    counts = empty.search(parse_query("words"), facets=("tag",), facet_values=7).facets["tag"]
    assert counts == empty.search(parse_query("words"), facets=("tag",)).facets["tag"][:7]
    assert [tuple(count) for count in counts[:3]] == [("tag00", 8), ("tag01", 8), ("tag02", 8)]


def test_an_order_or_facet_that_there_is_not_is_refused(index: TextIndex) -> None:
    with pytest.raises(UsageError, match="newest"):
        index.search(parse_query("strike"), sort="best")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="facet"):
        index.search(parse_query("strike"), facets=("colour",))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dokcers", "dockers"),
        ("rivr dispute", "river dispute"),
        ("xort", "port"),
        ("prot", "port"),
        ('"harow quay" strike', '"harrow quay" strike'),
        ("harrowquai", ""),
        ("strike", ""),
        ("zzzzzzz", ""),
        ("NOT dokcers", ""),
        ("source:nowhere.example dokcers", "source:nowhere.example dockers"),
    ],
)
def test_did_you_mean(index: TextIndex, typed: str, meant: str) -> None:
    assert index.did_you_mean(parse_query(typed)) == meant


def test_a_known_id_is_replaced_also_before_the_commit(empty: TextIndex, article: Callable[..., Article]) -> None:
    empty.add([document(article("1", "Old words")), document(article("2", "Old words"))])
    empty.add([document(article("1", "Newer words"))])
    empty.commit(1)
    empty.add([document(article("2", "Newest words"))])
    empty.commit(2)
    assert len(empty) == 2
    assert found(empty, "old") == []
    assert found(empty, "newer") == ["1"]
    assert found(empty, "newest") == ["2"]
    assert empty.search(parse_query("words"), facets=("year",)).total == 2


def test_what_is_removed_is_in_no_answer(empty: TextIndex, article: Callable[..., Article]) -> None:
    empty.add(document(article(name, "Words here", source="a.example", published="2014-01-01")) for name in "123")
    empty.commit(1)
    empty.remove(["article/2", "article/nobody"])
    assert found(empty, "words") == ["1", "2", "3"]
    empty.commit(2)
    assert found(empty, "words") == ["1", "3"]
    assert found(empty, "") == ["1", "3"]
    assert found(empty, "NOT other") == ["1", "3"]
    assert len(empty) == 2
    assert [tuple(count) for count in empty.search(parse_query(""), facets=("source",)).facets["source"]] == [
        ("a.example", 2)
    ]


def test_a_forgotten_word_is_never_suggested(empty: TextIndex, article: Callable[..., Article]) -> None:
    empty.add([document(article("1", "Harbourmaster")), document(article("2", "Quiet"))])
    empty.commit(1)
    empty.remove(["article/1"])
    empty.commit(2)
    assert empty.did_you_mean(parse_query("harbormaster")) == ""


def test_what_was_not_committed_is_lost_and_what_was_is_kept(
    engine: str, tmp_path: Path, article: Callable[..., Article]
) -> None:
    index = open_text_index(engine, tmp_path, write=True)
    assert (index.revision, len(index)) == (0, 0)
    index.add([document(article("1", "Kept words"))])
    index.commit(7)
    index.add([document(article("2", "Lost words"))])
    index.close()
    again = open_text_index(engine, tmp_path)
    assert (again.revision, len(again), found(again, "words")) == (7, 1, ["1"])
    again.close()


def test_a_reader_sees_each_commit_with_its_next_search(
    engine: str, tmp_path: Path, article: Callable[..., Article]
) -> None:
    with ExitStack() as stack:
        reader = open_text_index(engine, tmp_path / "new")
        stack.callback(reader.close)
        assert (found(reader, "words"), reader.revision, len(reader)) == ([], 0, 0)
        writer = open_text_index(engine, tmp_path / "new", write=True)
        stack.callback(writer.close)
        for revision in (1, 2):
            writer.add([document(article(str(revision), "Words", language="en"))])
            assert len(found(reader, "word")) == revision - 1
            writer.commit(revision)
            assert len(found(reader, "word")) == revision
            assert reader.revision == revision


def test_cleared_is_as_new(empty: TextIndex, article: Callable[..., Article]) -> None:
    empty.add([document(article("1", "Words"))])
    empty.commit(3)
    empty.clear()
    assert (len(empty), empty.revision, found(empty, "words")) == (0, 0, [])
    empty.add([document(article("2", "Words"))])
    empty.commit(4)
    assert (found(empty, "words"), empty.revision) == (["2"], 4)


def test_an_index_made_by_other_rules_is_made_again(
    engine: str, tmp_path: Path, article: Callable[..., Article]
) -> None:
    index = open_text_index(engine, tmp_path, write=True)
    index.add([document(article("1", "Words"))])
    index.commit(3)
    index.close()
    (tmp_path / "covers.json").write_text(json.dumps({"revision": 3, "rules": "of old"}))
    reader = open_text_index(engine, tmp_path)
    assert (reader.revision, len(reader)) == (0, 0)
    reader.close()
    writer = open_text_index(engine, tmp_path, write=True)
    assert (writer.revision, len(writer)) == (0, 0)
    writer.close()


def test_two_writers_are_one_too_many(engine: str, tmp_path: Path, article: Callable[..., Article]) -> None:
    with ExitStack() as stack:
        first = open_text_index(engine, tmp_path, write=True)
        stack.callback(first.close)
        second = open_text_index(engine, tmp_path, write=True)
        stack.callback(second.close)
        first.add([document(article("1", "Words"))])
        with pytest.raises(ArchiveLocked):
            second.add([document(article("2", "Words"))])


def test_an_index_opened_to_read_is_not_written(index: TextIndex, article: Callable[..., Article]) -> None:
    with pytest.raises(UsageError):
        index.add([document(article("9", "Words"))])


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # whoosh leaves a broken table open
@pytest.mark.parametrize("harm", ["emptied", "cut", "garbage", "covers"])
def test_a_damaged_index_says_how_to_mend_it(
    engine: str, tmp_path: Path, article: Callable[..., Article], harm: str
) -> None:
    index = open_text_index(engine, tmp_path, write=True)
    index.add(document(article(str(number), "Words " * 50, "More words, and more.")) for number in range(50))
    index.commit(1)
    index.close()
    for path in sorted(tmp_path.iterdir()):
        whole = path.read_bytes()
        if path.name == "covers.json":
            path.write_text("{" if harm == "covers" else whole.decode())
        elif harm == "emptied":
            path.unlink()
        elif harm == "cut":
            path.write_bytes(whole[: len(whole) // 2])
        elif harm == "garbage":
            path.write_bytes(b"\x00garbage" * (len(whole) // 8 + 1))
    with pytest.raises(ArchiveDamaged) as caught:
        found(open_text_index(engine, tmp_path), "words", facets=FACETS)
    assert caught.value.hint == f"newsgraph rebuild --index {tmp_path.parent.parent}"


def test_an_engine_that_there_is_not() -> None:
    with pytest.raises(EngineMissing, match="tantivy and whoosh"):
        open_text_index("grep", "anywhere")


WORDS = st.sampled_from(
    [
        "strike",
        "port",
        "mine",
        "dockers",
        "harrow",
        "quay",
        "union",
        "the",
        "river",
        "sall",
        "walk-out",
        "grève",
        "北京",
        "zebra",
    ]
)
NAMED = st.sampled_from(
    [
        "source:tarnpost",
        "author:wren",
        "tag:port",
        "lang:fr",
        "published:2014",
        "zone:bio",
        "after:2014-05-06",
    ]
)
SOME = st.one_of(
    WORDS,
    WORDS,
    WORDS.map("-{}".format),
    WORDS.map("{}^3".format),
    WORDS.map(lambda word: f"{word[:3]}*"),
    st.tuples(WORDS, st.sampled_from("12")).map("~".join),
    st.lists(WORDS, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    st.tuples(WORDS, WORDS, st.integers(1, 6)).map(lambda t: f'"{t[0]} {t[1]}"~{t[2]}'),
    WORDS.map("title:{}".format),
    WORDS.map("any:{}".format),
    NAMED,
    NAMED.map("-{}".format),
)
QUERIES = st.recursive(
    SOME,
    lambda inner: st.tuples(inner, st.sampled_from([" ", " ", " OR ", " AND ", " NOT "]), inner).map(
        lambda t: f"({t[0]}{t[1]}{t[2]})"
    ),
    max_leaves=6,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUERIES)
def test_both_engines_give_the_same_answer(folders: dict[str, Path], typed: str) -> None:
    parsed = parse_query(typed, now=NOW)
    told = []
    for name, folder in folders.items():
        index = open_text_index(name, folder)
        answer = index.search(parsed, limit=50, facets=FACETS)
        dated = index.search(parsed, limit=50, sort="newest")
        told.append((answer.total, {hit.article for hit in answer.hits}, answer.facets, answer.read_as, dated.hits))
        index.close()
    assert told[0] == told[1]


LETTERS = st.text(alphabet="ab", min_size=1, max_size=5)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(LETTERS, max_size=9), min_size=1, max_size=6), LETTERS, LETTERS, st.integers(1, 4))
def test_phrases_neighbours_and_slips_are_what_they_are_said_to_be(
    tmp_path_factory: pytest.TempPathFactory, texts: list[list[str]], one: str, other: str, apart: int
) -> None:
    """Against the plainest reading of the definitions, on both engines."""
    from newsgraph.article import ArticleId, Part, ZoneKind, compose

    def near(words: Sequence[str]) -> bool:
        return any(
            a == one and b == other and i != j and abs(i - j) <= apart + 1
            for i, a in enumerate(words)
            for j, b in enumerate(words)
        )

    def slip(words: Sequence[str]) -> bool:
        return any(_one_edit(one, word) for word in words)

    expected = {
        f'"{one} {other}"': [i for i, words in enumerate(texts) if (one, other) in itertools.pairwise(words)],
        f'"{one} {other}"~{apart}': [i for i, words in enumerate(texts) if near(words)],
        f"{one}~1": [i for i, words in enumerate(texts) if slip(words)],
    }
    if len(one) > 1:
        expected[f"{one}*"] = [i for i, words in enumerate(texts) if any(word.startswith(one) for word in words)]
    for engine in ("tantivy", "whoosh"):
        index = open_text_index(engine, tmp_path_factory.mktemp("brute"), write=True)
        made = [compose([Part(ZoneKind.BODY, " ".join(words))]) for words in texts]
        index.add(document(Article(id=ArticleId(f"article/{i}"), text=t, zones=z)) for i, (t, z) in enumerate(made))
        index.commit(1)
        assert {query: sorted(map(int, found(index, query))) for query in expected} == expected
        index.close()


def _one_edit(a: str, b: str) -> bool:
    """At most one letter inserted, dropped, changed, or swapped with the next, tried one by one."""
    every = {a}
    for i in range(len(a) + 1):
        every |= {a[:i] + letter + a[i:] for letter in "ab"} | {a[:i] + a[i + 1 :]}
        every |= {a[:i] + letter + a[i + 1 :] for letter in "ab" if i < len(a)}
        every |= {a[:i] + a[i + 1 : i + 2] + a[i : i + 1] + a[i + 2 :]}
    return b in every
