import json
from importlib.resources import files

from newsgraph.cleaning.blocks import page_blocks
from newsgraph.cleaning.body import TAKEN, body_blocks, chances, weights
from newsgraph.cleaning.markup import parse_html
from newsgraph.cleaning.page_view import View
from newsgraph.cleaning.signs import first_signs, spelled_out
from newsgraph.cleaning.surroundings import MEASURES, context

PROSE = (
    "The river wall at Saltholm held through the night, although the water stood higher than in any year since 1962.",
    "Engineers had closed the lower gate at four in the morning, and the ferries were kept in the harbour until noon.",
    "“We were lucky with the wind,” said the harbour master, who had spent the night on the wall with her crew.",
)


def view(html: str, *, title: str = "", witness: str = "") -> View:
    return View(page_blocks(parse_html(html)), title=title, witness=witness)


def paragraphs(html: str, *, title: str = "") -> list[str]:
    seen = view(html, title=title)
    return [seen.blocks[at].text for at in body_blocks(seen)]


def test_bare_paragraphs_are_the_body() -> None:
    assert paragraphs("".join(f"<p>{text}</p>" for text in PROSE)) == list(PROSE)


def test_the_headline_is_not_repeated_in_the_body() -> None:
    html = "<h1>Wall holds</h1><p><b>Wall holds</b></p>" + "".join(f"<p>{text}</p>" for text in PROSE)
    assert paragraphs(html, title="Wall holds") == list(PROSE)


def test_a_date_that_stands_alone_is_not_the_body() -> None:
    html = "<article><h1>Wall holds</h1><div>Tuesday, 4 June 2024, 10:15 am</div>"
    html += "".join(f"<p>{text}</p>" for text in PROSE) + "</article>"
    assert paragraphs(html) == list(PROSE)


def test_a_page_layout_that_hints_at_a_sidebar_does_not_hide_its_article() -> None:
    html = f"<body class='has-sidebar newsletter'><div>{''.join(f'<p>{text}</p>' for text in PROSE)}</div></body>"
    assert paragraphs(html) == list(PROSE)


def test_what_only_subscribers_see_is_the_article_too() -> None:
    body = "".join(f"<div class='subscriber-only'><p>{text}</p></div>" for text in PROSE)
    assert paragraphs(f"<div class='article-body'>{body}</div>") == list(PROSE)


def test_chances_are_chances_and_hopeless_blocks_have_none() -> None:
    seen = view("<nav><a href=/>Home</a></nav>" + "".join(f"<p>{text}</p>" for text in PROSE))
    found = chances(seen)
    assert all(0 <= chance <= 1 for chance in found)
    assert found[0] == 0
    assert min(found[1:]) > TAKEN


def test_the_body_that_the_metadata_gives_makes_its_words_likelier() -> None:
    html = f"<div><p>{PROSE[0]}</p></div>"
    with_witness = chances(view(html, witness=" ".join(PROSE)))[0]
    assert with_witness > chances(view(html, witness="Another story. " * 40))[0]


def test_every_weight_belongs_to_a_sign_that_can_be_seen() -> None:
    card = json.loads((files("newsgraph.cleaning") / "body_weights.json").read_text(encoding="utf-8"))
    assert set(MEASURES) <= set(card["second"])
    assert set(card["first"]) <= set(card["second"]) | {"bias"} or len(set(card["first"]) - set(card["second"])) < 40
    seen = view("<h1>Wall</h1><p class='lead'>" + PROSE[0] + "</p><li>x</li>", title="Wall")
    signs = {name for signs in first_signs(seen) for sign in signs for name in spelled_out(sign)}
    assert len(signs & set(card["first"])) > 0.6 * len(signs)


def test_a_combined_sign_weighs_what_its_parts_do() -> None:
    known = weights()
    parts = [known.get(name, (0.0, 0.0)) for name in spelled_out("in #6")]
    assert spelled_out("in #6") == ["in NAVIGATION", "in RELATED"]
    assert known["in #6"] == (sum(a for a, _ in parts), sum(b for _, b in parts))


def test_there_is_a_measure_for_every_name() -> None:
    seen = view("".join(f"<p>{text}</p>" for text in PROSE))
    assert {len(measures) for measures in context(seen, [0.5] * len(seen.blocks))} == {len(MEASURES)}


def test_a_page_without_words_has_no_body() -> None:
    assert paragraphs("") == []
