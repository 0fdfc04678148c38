"""What does a record say that brings its text along? JSONL, CSV and news archives: the body's words and some
fields."""

import html
import re

from newsgraph.article import Article, Evidence, Part, ZoneKind
from newsgraph.cleaning.assembling import Facts, assemble, container_dates
from newsgraph.cleaning.bylines import Credits, is_by_line, split_byline
from newsgraph.cleaning.origins import dateline_marks, text_marks
from newsgraph.cleaning.plain_lines import is_furniture, is_gallery, is_picture_line, is_player, names_helpers
from newsgraph.cleaning.sources import outlet
from newsgraph.cleaning.titles import tidy
from newsgraph.raw import RawArticle

_ENTITY = re.compile(r"&(?:#x?[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});")
_INDENTED = re.compile(r"\n(?=[ \t]{2,}\S)")
_SIGN_OFFS = {"REUTER", "Reuters", "(AP)", "(Reuters)", "(AFP)", "(dpa)", "(UPI)"}
_EMPTY_LINE = re.compile(r"\n\s*\n")
_UNEVEN = ("  ", "\t", "\u00a0", "\u200b")
_SHORT = 60  # only shorter paragraphs can be buttons and notices
_LONGEST_LINE = 260  # only shorter ones can thank or credit somebody
_LINE_SIGNS = re.compile(
    r"contributed |ing by |^(?:Enlarge this|toggle caption|[Ii]mage c|Media [cp]|JUST W|Just W)|/(?:A|E|R|Getty)"
)
_BODY, _FURNITURE = ZoneKind.BODY, ZoneKind.FURNITURE


def clean_record(raw: RawArticle) -> Article:
    """An article whose body arrived as text."""
    source, evidence = outlet(raw.source, raw.url)
    text = raw.body_text or ""
    facts = Facts(url=raw.url, source=source, evidence=evidence)
    facts.marks = [*dateline_marks(raw.dateline), *text_marks(text)]
    _take_fields(raw, facts)
    _take_body(facts, text)
    return assemble(raw, facts)


def _take_fields(raw: RawArticle, facts: Facts) -> None:
    facts.parts += [Part(ZoneKind.TITLE, tidy(raw.title)), Part(ZoneKind.STANDFIRST, tidy(raw.standfirst))]
    if raw.byline:
        facts.parts.append(Part(ZoneKind.BYLINE, " ".join(raw.byline.split())))
    facts.published, facts.updated = container_dates(raw)


def _take_body(facts: Facts, text: str) -> None:
    said = paragraphs(text)
    kinds = [_kind(words) for words in said]
    if said and kinds[0] is _BODY and len(said[0]) < 120 and is_by_line(said[0]):
        credits = split_byline(said[0], source=facts.source)
        if credits.authors or credits.agencies:
            kinds[0], facts.credits = ZoneKind.BYLINE, Credits(credits.authors, credits.agencies)
            facts.evidence.append(Evidence("authors", ", ".join(credits.authors + credits.agencies), "byline", True))
    facts.parts += map(Part, kinds, said)


def _kind(words: str) -> ZoneKind:
    """Those who are only thanked, or took the picture, are not whom an article is about."""
    if len(words) < _SHORT and is_furniture(words):
        return _FURNITURE
    if "ide " in words and is_gallery(words):
        return ZoneKind.CAPTION
    if len(words) >= _LONGEST_LINE or not _LINE_SIGNS.search(words):
        return _BODY
    if names_helpers(words) or is_player(words):
        return _FURNITURE
    return ZoneKind.CAPTION if is_picture_line(words) else _BODY


def paragraphs(text: str) -> list[str]:
    """The paragraphs of plain text: parted by empty lines; without any by indented lines, as wires print
    them; else one a line, hard-wrapped lines joined."""
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n\n" in text or "\n \n" in text:
        blocks = _apart(text)
    elif _INDENTED.search(text):
        blocks = _with_sign_off(text)
    else:
        blocks = text.split("\n") if not _is_wrapped(text) else [text]
    if any(map(text.__contains__, _UNEVEN)) or "\n" in "".join(blocks):
        return [words for block in blocks if (words := _one_line(block))]
    return list(filter(None, map(str.strip, blocks)))


def _apart(text: str) -> list[str]:
    """The blocks between empty lines; most texts have one line a block, and need no pattern."""
    lines = text.strip("\n").split("\n")
    blocks = lines[::2]
    return blocks if all(blocks) and not any(lines[1::2]) else _EMPTY_LINE.split(text)


def _one_line(block: str) -> str:
    block = block.strip()
    if "\n" in block or any(map(block.__contains__, _UNEVEN)):
        return " ".join(block.replace("\u200b", "").split())
    return block


def _with_sign_off(text: str) -> list[str]:
    """Indented paragraphs; the wire's name alone in the last line stays apart."""
    before, line_end, last = text.rstrip().rpartition("\n")
    if line_end and last.strip() in _SIGN_OFFS:
        return [*_INDENTED.split(before.rstrip()), last]
    return _INDENTED.split(text)


def _is_wrapped(text: str) -> bool:
    """Whether the lines were broken by width: many, none long, and most ending in the middle of a
    sentence."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 4 or max(map(len, lines)) > 100:
        return False
    return sum(line.rstrip()[-1:] not in '.!?"”' for line in lines) > 0.6 * len(lines)
