"""What two articles are to each other."""

import pytest

from newsgraph.article import Article
from newsgraph.tracing import CopyKind, compare
from newsgraph.tracing.pairs import site
from tests.tracing.writing import MINE, STRIKE, article

NEWS = (
    "The night allowance at Port Averin is back, and with it the dockers, who returned to the quays on Monday singing "
    "after six days and one very long night at the table.",
    "Marta Quillan read the agreement aloud from the steps of the customs house and was carried home.",
)


def kind(one: Article, other: Article) -> CopyKind | None:
    pair = compare(one, other)
    assert compare(other, one) == pair
    return pair.kind if pair else None


def origin(source: str = "averincourier.example") -> Article:
    return article("origin", *STRIKE, source=source)


def test_a_reprint_under_another_headline_is_a_copy() -> None:
    assert kind(origin(), article("b", *STRIKE, title="Quays fall silent")) is CopyKind.COPY


def test_half_of_it_is_an_excerpt() -> None:
    assert kind(origin(), article("b", *STRIKE[:2])) is CopyKind.EXCERPT


def test_a_text_without_its_beginning_is_an_excerpt_too() -> None:
    assert kind(origin(), article("b", *STRIKE[3:])) is CopyKind.EXCERPT


def test_paragraphs_in_another_order_are_a_copy() -> None:
    assert kind(origin(), article("b", *STRIKE[::-1])) is CopyKind.COPY


def test_another_beginning_in_another_paper_is_an_edited_copy() -> None:
    assert kind(origin(), article("b", *NEWS, *STRIKE[2:], source="merringazette.example")) is CopyKind.EDITED


def test_another_beginning_in_the_same_paper_is_a_follow_up() -> None:
    follow_up = article("b", *NEWS, *STRIKE[1:], source="averincourier.example")
    assert kind(origin(), follow_up) is CopyKind.FOLLOW_UP


def test_a_follow_up_by_the_same_author_elsewhere_is_no_copy() -> None:
    first = article("a", *STRIKE, source="averincourier.example", authors=["Ana Ruiz"])
    second = article("b", *NEWS, *STRIKE[1:], source="merringazette.example", authors=["Ana Ruiz"])
    assert kind(first, second) is CopyKind.FOLLOW_UP


def test_one_paragraph_in_another_report_is_a_shared_passage() -> None:
    assert kind(origin(), article("b", *MINE, STRIKE[1])) is CopyKind.PASSAGES


def test_a_quotation_is_a_quotation() -> None:
    said = "“The allowance had become a habit rather than a need, and it would talk when work began again,” it said."
    assert kind(origin(), article("b", *MINE, said)) is CopyKind.QUOTES


def test_two_reports_share_nothing() -> None:
    assert kind(origin(), article("b", *MINE)) is None


def test_one_form_filled_in_twice_is_no_copy() -> None:
    form = "The harbour company said that {} ships paid {} crowns in dues in {}, against {} in the year before."
    one, other = form.format(11, 402, "May", 380), form.format(14, 511, "June", 395)
    assert kind(article("a", one), article("b", other)) is not CopyKind.COPY
    assert kind(article("a", one), article("b", other)) in (CopyKind.FOLLOW_UP, CopyKind.PASSAGES)


def test_one_corrected_figure_makes_no_other_report() -> None:
    brief = "The council of Eskham paid 412 crowns for 3 boats, said clerk Ana Ruiz. " + STRIKE[3] + STRIKE[4]
    other = brief.replace("412", "421").replace("said clerk Ana Ruiz", "its clerk told the Radio")
    assert kind(article("a", brief), article("b", other)) in (CopyKind.COPY, CopyKind.EDITED)


def test_articles_without_words_share_nothing() -> None:
    assert kind(article("a"), article("b")) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("politics.news.example", "news.example", True),
        ("a.co.uk", "b.co.uk", False),
        ("www1.a.co.uk", "a.co.uk", True),
        ("The Eskham Post", "The Eskham Post", True),
        ("one.de", "two.de", False),
    ],
)
def test_hosts_of_one_registered_name_are_one_site(one: str, other: str, same: bool) -> None:
    assert (site(one) == site(other)) is same
