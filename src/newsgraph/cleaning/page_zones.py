"""What is what on a page: body, standfirst, captions, biographies, comments, furniture?"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from newsgraph.article import ZoneKind
from newsgraph.cleaning.biographies import biographies, named_author
from newsgraph.cleaning.blocks import Block, page_blocks, squeezed
from newsgraph.cleaning.body import body_blocks, is_comment_form
from newsgraph.cleaning.hints import Hint
from newsgraph.cleaning.links import BodyLink, body_links
from newsgraph.cleaning.markup import Markup, parse_html
from newsgraph.cleaning.page_view import View
from newsgraph.cleaning.phrases import BY

_MOST_FURNITURE = 20_000  # characters: menus of a large outlet have 5,000 to 15,000
_LONGEST_BYLINE = 25  # words
_LONGEST_STANDFIRST = 120  # words, all its blocks together
_BYLINE_REACH = 15  # blocks from the headline or the first paragraph
_LEAST_WITNESS = 80  # words: shorter ones are summaries
_MARKED_UP = re.compile(r"</?(?:p|br|div|a|strong|em|b|i|ul|li|h\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageParts:
    """A page taken apart, every text in order of the page, NFC, single spaces.

    `paragraphs` are the body's: paragraphs, subheadings, list items and table rows one each. `standfirst` is what is
    printed between headline and body. `bios` are (author, text), the author "" where it is not clear who is meant.
    `links` are those of the paragraphs. `furniture` is the rest, one text for what stands together, a line for each
    block, without repeats and bounded.
    """

    paragraphs: tuple[str, ...]
    standfirst: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    bios: tuple[tuple[str, str], ...] = ()
    comments: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    links: tuple[BodyLink, ...] = ()


def page_parts(markup: Markup, *, title: str, authors: Sequence[str]) -> PageParts:
    """Take the page apart. `title` and `authors` are what is known of it, "" and () where nothing is.

    A body that the page does not show but its JSON-LD gives, as behind some paywalls, is taken from there. Never
    raises; the tree is walked once and left as it was.
    """
    view, witness = page_view_of(markup, title)
    chosen = body_blocks(view)
    bios = biographies(view, chosen, authors)
    kinds: dict[int, ZoneKind] = dict.fromkeys(chosen, ZoneKind.BODY) | dict.fromkeys(bios, ZoneKind.BIO)
    if hidden := _tells_more(witness, view, chosen):
        kinds |= {at: ZoneKind.FURNITURE for at in chosen if at not in bios}
    kinds |= dict.fromkeys(_standfirst(view, chosen, bios), ZoneKind.STANDFIRST)
    places = _places(view, chosen)
    of_kind: defaultdict[ZoneKind, list[int]] = defaultdict(list)
    for at in range(len(view.blocks)):
        of_kind[kinds.get(at) or _other_kind(view, at, places, authors)].append(at)
    body = [view.blocks[at] for at in of_kind[ZoneKind.BODY]]
    return PageParts(
        paragraphs=tuple(witness) if hidden else tuple([block.text for block in body]),
        standfirst=_texts(view, of_kind[ZoneKind.STANDFIRST]),
        captions=_texts(view, of_kind[ZoneKind.CAPTION]),
        bylines=_texts(view, of_kind[ZoneKind.BYLINE]),
        bios=_merged(view, bios),
        comments=_texts(view, of_kind[ZoneKind.COMMENTS]),
        furniture=_furniture(view, of_kind[ZoneKind.FURNITURE]),
        links=body_links(body, markup.base),
    )


def page_view_of(markup: Markup, title: str) -> tuple[View, list[str]]:
    """The page to be judged, and the paragraphs of the body that its metadata gives, if any."""
    witness = _json_body(markup)
    return View(markup.walk.blocks, title=title, witness=" ".join(witness)), witness


def _texts(view: View, ats: Iterable[int]) -> tuple[str, ...]:
    """Their texts, each once."""
    return tuple(dict.fromkeys([view.blocks[at].text for at in ats]))


def _json_body(markup: Markup) -> list[str]:
    """The paragraphs of the longest articleBody in the page's JSON-LD; none where it is no more than a summary."""
    bodies = [node["articleBody"] for node in markup.json_ld if isinstance(node.get("articleBody"), str)]
    body = max(bodies, key=len, default="")
    if len(body.split()) < _LEAST_WITNESS:
        return []
    if _MARKED_UP.search(body):
        return [block.text for block in page_blocks(parse_html(body))]
    return [text for line in body.splitlines() if (text := squeezed(line))]


def _tells_more(witness: Sequence[str], view: View, chosen: Sequence[int]) -> bool:
    """Whether the JSON-LD has the article of which the page shows less than half: most of that half must be in it."""
    if not witness:
        return False
    runs = [run for at in chosen for run in zip(view.words[at], view.words[at][1:], view.words[at][2:], strict=False)]
    shown = sum(len(view.words[at]) for at in chosen)
    agree = sum(map(view.witness.__contains__, runs)) >= 0.6 * len(runs)
    return agree and 2 * shown < sum(len(text.split()) for text in witness)


def _standfirst(view: View, chosen: Sequence[int], bios: Mapping[int, str]) -> list[int]:
    """The blocks between the headline and the first paragraph that are marked as standfirst, as far as they read so."""
    lead: list[int] = []
    room = _LONGEST_STANDFIRST
    paragraph = next((at for at in chosen if not _is_standfirst(view, at) and len(view.words[at]) > 3), None)
    if paragraph is None:
        return []
    taken = set(chosen)
    for at in range(max(view.title_at + 1, 0), paragraph):
        prose = at in taken or (view.title_at >= 0 and _may_stand_first(view, at))
        known = view.keys[at] in {view.keys[before] for before in lead}
        if at not in bios and prose and not known and _is_standfirst(view, at) and len(view.words[at]) <= room:
            lead.append(at)
            room -= len(view.words[at])
    return lead


def _is_standfirst(view: View, at: int) -> bool:
    block = view.blocks[at]
    outer = block.box.parent
    near = block.box.hint | block.inline | (outer.hint if outer else 0)
    return bool(near & Hint.STANDFIRST)


def _may_stand_first(view: View, at: int) -> bool:
    """What the model did not take must be a sentence by itself."""
    block = view.blocks[at]
    elsewhere = Hint.AUTHOR | Hint.CAPTION | Hint.FIGURE | Hint.NAVIGATION | Hint.RELATED | Hint.META | Hint.ASIDE
    return len(view.words[at]) >= 6 and block.linked < 0.3 and not block.box.marks & (elsewhere | Hint.HIDDEN)


class _Places(NamedTuple):
    """Where bylines may stand, near the headline or the first paragraph, and where captions may."""

    bylines: Container[int]
    captions: Container[int]


def _places(view: View, chosen: Sequence[int]) -> _Places:
    first, last = (chosen[0], chosen[-1]) if chosen else (0, len(view.blocks))
    start, title, reach = chosen[0] if chosen else view.title_at, view.title_at, _BYLINE_REACH
    bylines = {*range(start - reach, start + reach + 1), *range(title - reach, min(title, start) + reach + 1)}
    return _Places(bylines, range(max(title, first - reach), last + 3))


def _other_kind(view: View, at: int, places: _Places, authors: Sequence[str]) -> ZoneKind:
    block = view.blocks[at]
    if block.box.marks & Hint.COMMENTS:
        label = len(view.words[at]) < 4 or block.linked > 0.5 or is_comment_form(view, at)
        return ZoneKind.FURNITURE if label else ZoneKind.COMMENTS
    found = ZoneKind.FURNITURE
    if at in places.bylines and _is_byline(view, at, authors):
        found = ZoneKind.BYLINE
    elif at in places.captions and _is_caption(block):
        found = ZoneKind.CAPTION
    return ZoneKind.FURNITURE if found is not ZoneKind.FURNITURE and is_comment_form(view, at) else found


def _is_caption(block: Block) -> bool:
    """What stands in a figure, or names itself a caption; buttons and the like in it do not count."""
    marks = block.box.marks | block.box.hint
    controls = (
        Hint.BUTTON | Hint.NAVIGATION | Hint.RELATED | Hint.TEASER | Hint.SHARE | Hint.ADVERT | Hint.SIGNUP | Hint.FORM
    )
    shown = marks & Hint.FIGURE or (marks | block.inline) & Hint.CAPTION
    return bool(shown) and not marks & controls and block.linked < 0.8 and len(block.text) > 3


def _is_byline(view: View, at: int, authors: Sequence[str]) -> bool:
    """A short line that names an author, or says so itself."""
    if not 0 < len(view.words[at]) <= _LONGEST_BYLINE:
        return False
    block = view.blocks[at]
    if named_author(block.text, authors):
        return len(view.words[at]) <= 2 + 4 * len(authors) or bool(BY.match(view.lower[at]))
    near = block.box.hint | block.inline | (block.box.parent.hint if block.box.parent else 0)
    return bool(near & Hint.AUTHOR and BY.match(view.lower[at]))


def _merged(view: View, bios: Mapping[int, str]) -> tuple[tuple[str, str], ...]:
    """Sentences about one author that stand together are one biography; repeats are left out."""
    found: dict[tuple[str, str], None] = {}
    keyed = [(at, (name, id(view.blocks[at].box.parent))) for at, name in sorted(bios.items())]
    for (name, _), run in groupby(keyed, key=lambda entry: entry[1]):
        found[name, " ".join(dict.fromkeys(view.blocks[at].text for at, _ in run))] = None
    return tuple(found)


def _furniture(view: View, ats: Iterable[int]) -> tuple[str, ...]:
    """The rest, a text for each run of blocks, each line once, up to the bound."""
    runs: list[list[str]] = []
    seen: set[str] = set()
    before, room = -2, _MOST_FURNITURE
    for at in ats:
        text = view.blocks[at].text[:room]
        if text and text not in seen:
            seen.add(text)
            room -= len(text) + 2
            if at == before + 1:
                runs[-1].append(text)
            else:
                runs.append([text])
            before = at
        elif at == before + 1:
            before = at
        room = max(room, 0)
    return tuple("\n".join(run) for run in runs)
