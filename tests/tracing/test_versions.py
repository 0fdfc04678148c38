"""Who ran it, how much of it, and what each changed."""

from newsgraph.tracing import Change, CopyKind, versions, woven
from tests.tracing.writing import MINE, STRIKE, article

ORIGIN = article("origin", *STRIKE, source="averincourier.example", day=2)


def test_versions_come_in_order_of_date_and_undated_ones_last() -> None:
    others = [article("c", *STRIKE), article("b", *STRIKE, day=9), article("a", *STRIKE, day=3)]
    assert [one.article for one in versions(ORIGIN, others)] == ["article/a", "article/b", "article/c"]


def test_a_whole_copy_has_all_of_it() -> None:
    (found,) = versions(ORIGIN, [article("copy", *STRIKE, day=3)])
    assert (found.kind, found.kept, found.taken, found.left_out) == (CopyKind.COPY, 1.0, 1.0, ())
    assert all(passage.share == 1 and not passage.changes for passage in found.passages)


def test_each_paragraph_tells_where_it_is_from() -> None:
    copy = article("copy", MINE[0], STRIKE[3], STRIKE[1], day=3)
    (found,) = versions(ORIGIN, [copy])
    new, third, first = found.passages
    assert (new.source, new.share) == (None, 0.0)
    for passage, paragraph in ((third, STRIKE[3]), (first, STRIKE[1])):
        assert passage.source is not None
        start, end = passage.source
        assert paragraph.startswith(ORIGIN.text[start:end])
        assert paragraph.startswith(copy.text[passage.start : passage.end])


def test_paragraphs_that_were_cut_are_given() -> None:
    (found,) = versions(ORIGIN, [article("copy", *STRIKE[:3], day=3)])
    assert [STRIKE.index(f"{one}.") for one in found.left_out] == [3, 4]


def test_changed_words_are_given_as_they_were_and_as_they_are() -> None:
    changed = STRIKE[1].replace("four hundred", "400").replace("eleven ships", "eleven rusty ships")
    (found,) = versions(ORIGIN, [article("copy", STRIKE[0], changed, *STRIKE[2:], day=3)])
    assert found.passages[1].changes == (Change("four hundred", "400"), Change("", "rusty"))


def test_a_copy_from_before_the_correction_is_told() -> None:
    wrong = article("origin", STRIKE[0], STRIKE[1].replace("eleven", "seventeen"), *STRIKE[2:], day=2)
    early = article("early", wrong.parts("body")[0], wrong.parts("body")[1], *STRIKE[2:], day=2)
    late = article("late", *STRIKE, day=4)
    first, second = versions(ORIGIN, [early, late], earlier=[wrong])
    assert "seventeen ships" in first.uncorrected
    assert second.uncorrected == ""


def test_a_cut_copy_without_the_corrected_place_has_nothing_uncorrected() -> None:
    wrong = article("origin", STRIKE[0], STRIKE[1].replace("eleven", "seventeen"), *STRIKE[2:], day=2)
    (found,) = versions(ORIGIN, [article("cut", *STRIKE[3:], day=4)], earlier=[wrong])
    assert found.uncorrected == ""


def test_a_report_woven_of_two_tells_which_paragraph_is_from_which() -> None:
    mine = article("mine", *MINE, source="halyard.example", day=1)
    both = article("both", MINE[0], STRIKE[1], "The sea was calm.", STRIKE[3], day=4)
    assert [one.article for one in woven(both, [ORIGIN, mine])] == [mine.id, ORIGIN.id, None, ORIGIN.id]


def test_a_paragraph_that_two_have_is_from_the_earlier_one() -> None:
    late = article("late", *STRIKE, day=3)
    assert {one.article for one in woven(article("copy", *STRIKE, day=4), [late, ORIGIN])} == {ORIGIN.id}


def test_an_article_that_shares_nothing_is_told_as_such() -> None:
    (found,) = versions(ORIGIN, [article("mine", *MINE, day=4)])
    assert (found.kind, found.kept, found.taken) == (None, 0.0, 0.0)
    assert all(passage.source is None for passage in found.passages)
