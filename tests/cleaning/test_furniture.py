import pytest

from newsgraph.cleaning.blocks import page_blocks
from newsgraph.cleaning.body import chances
from newsgraph.cleaning.fragment import fragment_parts
from newsgraph.cleaning.furniture import is_furniture_line
from newsgraph.cleaning.hints import Hint
from newsgraph.cleaning.markup import Markup, parse_html
from newsgraph.cleaning.page_view import MOST_WEIGHED, WORD, View
from newsgraph.cleaning.page_zones import page_parts

PROSE = [
    "The ferry did not sail on Tuesday, because the man who starts its engine had gone to his sister's wedding.",
    "He came back on Wednesday with a slice of cake for each of the passengers, and nobody had the heart to complain.",
    "The council has asked the operator for a second man, or failing that for fewer sisters, it said in a letter.",
    "A reply is expected before the end of the month, which is when the next of the family is to be married.",
]
FIRST, SECOND, *REST = (f"<p>{text}</p>" for text in PROSE)


def paragraphs(between: str) -> list[str]:
    page = f"<html><body><div><h1>No ferry</h1>{FIRST}{SECOND}{between}{''.join(REST)}</div></body></html>"
    return list(page_parts(Markup(page), title="No ferry", authors=()).paragraphs)


@pytest.mark.parametrize(
    "between",
    [
        "<div>Advertisement</div>",
        "<div class=ad aria-hidden=true><span>Publicité</span></div>",
        "<p>Anzeige</p>",
        "<p>Story continues below advertisement</p>",
        "<p>Read more: <a href=/b>Bridge to open on Sunday after all</a></p>",
        "<p>Lire aussi : <a href=/b>Le pont ouvrira dimanche</a></p>",
        "<p>Lesen Sie auch: <a href=/b>Die Brücke wird am Sonntag doch eröffnet</a></p>",
        "<p>Original Source: <a href=https://www.herald.example/>www.herald.example</a></p>",
        "<p>Source: www.herald.example</p>",
        "<p class=byline>By Ann Lee</p>",
        "<div class=nlbox><b>The Herald by post</b><br>Every Friday, free.<form><input type=email></form></div>",
        "<aside class=pullquote><blockquote>“Nobody has asked me to so many weddings.”</blockquote></aside>",
        "<form><p>Tell us what you think of the ferry, and we shall print the best of it on Friday.</p></form>",
    ],
)
def test_what_says_that_it_is_furniture_is_not_body(between: str) -> None:
    assert paragraphs(between) == PROSE


@pytest.mark.parametrize(
    "between",
    [
        "<p>Read more books, she told the children of the second form, and fewer notices about the ferry.</p>",
        "<p>Advertisement is the soul of trade, said the operator, and painted the ferry a bright and costly red.</p>",
        "<p>Source: a passenger who did not want to be named because he had eaten two of the slices himself.</p>",
        "<p>By Wednesday the cake was gone, and so was the operator's good name with the people on the island.</p>",
    ],
)
def test_prose_that_begins_like_furniture_is_body(between: str) -> None:
    assert len(paragraphs(between)) == len(PROSE) + 1


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("The post No ferry appeared first on The Herald.", True),
        ("Der Beitrag Keine Fähre erschien zuerst auf Der Bote.", True),
        ("The post office appeared to be shut.", False),
        ("Werbung", True),
        ("Read more:", False),
    ],
)
def test_a_line_may_be_furniture_by_its_words_alone(line: str, furniture: bool) -> None:
    assert is_furniture_line(WORD.findall(line.lower()), line.lower()) is furniture


def test_a_fragment_keeps_such_lines_apart() -> None:
    parts = fragment_parts(
        f"{FIRST}<p>The post <a href=/a>No ferry</a> appeared first on <a href=/>The Herald</a>.</p>"
    )
    assert parts.paragraphs == (PROSE[0],)
    assert parts.furniture == ("The post No ferry appeared first on The Herald.",)
    assert parts.links == ()


def test_a_form_around_the_whole_page_makes_nothing_of_it_a_request() -> None:
    page = f"<form><div><input type=text>{FIRST}{SECOND}{''.join(REST)}</div></form>"
    seen = View(page_blocks(parse_html(page)), title="", witness="")
    assert not any(block.box.marks & Hint.ASKING for block in seen.blocks)


def test_on_an_endless_page_blocks_are_as_likely_as_those_of_their_kind() -> None:
    page = "".join(f"<p>{number}: {PROSE[0]}</p>" for number in range(MOST_WEIGHED + 50)) + f"<div>{PROSE[1]}</div>"
    seen = View(page_blocks(parse_html(f"<article>{page}</article>")), title="", witness="")
    likely = chances(seen)
    assert len(seen.beyond) == 51
    assert min(likely[:-1]) > 0.5
    assert likely[MOST_WEIGHED] == likely[-2] == pytest.approx(sum(likely[:MOST_WEIGHED]) / MOST_WEIGHED)
    assert likely[-1] == 0.0
