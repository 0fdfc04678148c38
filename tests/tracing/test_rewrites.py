"""Which report is told in other words?"""

from newsgraph.tracing import rewritten_from
from tests.tracing.writing import MINE, STRIKE, article

STRIKE_FIRST = article("strike", *STRIKE, source="averincourier.example", day=2)
MINE_FIRST = article("mine", *MINE, source="averincourier.example", day=2)
RETOLD = (
    "Nobody works on the quays of Port Averin: four hundred dockers want their night allowance restored by the harbour "
    "company. Eleven ships wait outside the breakwater. Marta Quillan of the stevedores spoke before the customs house."
)


def test_names_and_figures_tell_which() -> None:
    retold = article("retold", RETOLD, source="dailycurrents.example", day=3)
    assert rewritten_from(retold, [MINE_FIRST, STRIKE_FIRST]) == STRIKE_FIRST


def test_two_that_are_as_like_it_are_none() -> None:
    retold = article("retold", RETOLD, source="dailycurrents.example", day=3)
    again = article("again", *STRIKE, source="averincourier.example", day=3)
    assert rewritten_from(retold, [again, STRIKE_FIRST]) is None


def test_what_came_later_or_long_before_is_not_meant() -> None:
    early, late = (article("retold", RETOLD, source="dailycurrents.example", day=day) for day in (1, 20))
    later = article("strike", *STRIKE, source="averincourier.example", day=4)
    assert rewritten_from(early, [MINE_FIRST, later]) is None
    assert rewritten_from(late, [MINE_FIRST, STRIKE_FIRST]) is None


def test_an_outlet_without_articles_gives_none() -> None:
    assert rewritten_from(article("retold", RETOLD), []) is None
