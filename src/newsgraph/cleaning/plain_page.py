"""What stands where on a page that was saved as plain text? Told by order, length and wording: there is
nothing else.

The page is read from both ends: above the first paragraph stand site header, tagline, headline, standfirst,
byline and date; below the last one credit lines, the author's block, comments and the comment form.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsgraph.address import host_of
from newsgraph.article import Part, ZoneKind
from newsgraph.cleaning.bylines import split_byline
from newsgraph.cleaning.dates import Witness
from newsgraph.cleaning.person_names import folded_name, is_person
from newsgraph.cleaning.plain_lines import (
    begins_comments,
    is_credit_line,
    is_form,
    is_furniture,
    is_host,
    is_rail,
    newspaper_name,
    printed_day,
    read_headers,
    split_blocks,
    stray_url,
)

_PARAGRAPH = 160  # characters from which a block is a paragraph; shorter ones need two sentences
_LONGEST_HEADLINE = 220


@dataclass(slots=True)
class PlainPage:
    """A plain-text page taken apart. `parts` hold every word of it in page order; the other fields are the
    facts that were read from them, as printed, "" or empty where the page is silent."""

    parts: list[Part] = field(default_factory=list)
    title: str = ""
    standfirst: str = ""
    source: str = ""
    url: str = ""
    language: str = ""
    section: str = ""
    bylines: list[str] = field(default_factory=list)
    published: list[Witness] = field(default_factory=list)
    updated: list[Witness] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def read_plain_page(text: str, *, title: str = "", source: str = "") -> PlainPage:
    """The page's parts and facts. `title` and `source` are what the container knows of it, "" if nothing."""
    page = PlainPage(title=title, source=source)
    headers, rest = read_headers(text)
    _take_headers(page, headers)
    blocks = split_blocks(rest)
    first = _body_start(blocks)
    end = _tail_start(blocks, first)
    start = _take_top(page, blocks[:first], blocks[first:end])
    _take_body(page, blocks[first + start : end])
    _take_bottom(page, blocks[end:])
    return page


def _take_headers(page: PlainPage, headers: Sequence[tuple[str, str]]) -> None:
    for key, value in headers:
        if key in ("title", "source", "url", "language", "section", "standfirst"):
            setattr(page, key, value)
            if key in ("title", "standfirst"):
                page.parts.append(Part(ZoneKind(key), value))
                continue
        elif key in ("published", "updated"):
            getattr(page, key).append(Witness(value, f"header line '{key}'"))
        elif key == "tags":
            page.tags += [tag for part in re.split(r"[,;]", value) if (tag := part.strip())]
        elif key == "byline":
            page.bylines.append(value)
            page.parts.append(Part(ZoneKind.BYLINE, value))
            continue
        page.parts.append(Part(ZoneKind.FURNITURE, value))


def _body_start(blocks: Sequence[str]) -> int:
    """The first paragraph; on a page of one-sentence paragraphs the first sentence below another line."""
    for i, block in enumerate(blocks):
        if _is_paragraph(block):
            return i
    free = [i for i, block in enumerate(blocks) if _is_free(block)]
    return next((i for i in free[1:] if blocks[i].rstrip('"”’)')[-1:] in ".!?" and " " in blocks[i]), len(blocks))


def _is_paragraph(block: str) -> bool:
    if is_furniture(block) or is_form(block) or stray_url(block):
        return False
    return len(block) >= _PARAGRAPH or (len(block) > 80 and len(re.findall(r"[.!?][\"”’)]?(?:\s|$)", block)) > 1)


def _take_top(page: PlainPage, blocks: Sequence[str], paragraphs: Sequence[str]) -> int:
    """Reads what stands above the first paragraph; gives how many of the paragraphs belong to it (a
    standfirst)."""
    shorts = [i for i, block in enumerate(blocks) if _is_free(block)]
    headline = _headline(page, blocks, shorts)
    for i, block in enumerate(blocks):
        if i == headline:
            page.title = page.title or block
            page.parts.append(Part(ZoneKind.TITLE, block))
        elif headline is not None and i > headline and i in shorts and not page.standfirst and not _is_name(block):
            page.standfirst = block
            page.parts.append(Part(ZoneKind.STANDFIRST, block))
        else:
            _take_line(page, block)
    least = 0.4 if any(map(is_host, blocks)) else 0.5
    if page.standfirst or not page.title or not _is_standfirst(paragraphs, least=least):
        return 0
    page.standfirst = paragraphs[0]
    page.parts.append(Part(ZoneKind.STANDFIRST, paragraphs[0]))
    return 1


def _is_free(block: str) -> bool:
    """Whether a short block is neither address, date, credit nor furniture, so that it may be the
    headline."""
    if len(block) > _LONGEST_HEADLINE or is_host(block) or stray_url(block) or printed_day(block):
        return False
    apart = is_furniture(block) or is_credit_line(block) or is_form(block) or begins_comments(block)
    return not apart and not _BY.match(block)


_BY = re.compile(r"(?:by|von|par|por|author|written by|words by|story by)\b[:\s]", re.IGNORECASE)


def _headline(page: PlainPage, blocks: Sequence[str], shorts: Sequence[int]) -> int | None:
    """Which block is the headline: the container's title; else the first short one that is no site header or
    tagline."""
    for i in shorts:
        if page.title and folded_name(blocks[i]) == folded_name(page.title):
            return i
    if page.title:
        return None
    left = list(shorts)
    host = next((i for i, block in enumerate(blocks) if is_host(block)), None)
    if len(left) > 1 and newspaper_name(blocks[left[0]], page.source):
        page.source = page.source or blocks[left[0]]
        left = left[1:]
    elif host is not None and len(left) > 1 and host < left[0]:
        name = host_of(blocks[host]).split(".")[0]
        below = blocks[left[1]]
        if name in folded_name(blocks[left[0]]).replace(" ", "") or (
            left[1] == left[0] + 1 and not below.endswith(".")
        ):
            left = left[1:]
    return left[0] if left else None


def _is_standfirst(paragraphs: Sequence[str], *, least: float) -> bool:
    """Whether the first paragraph sums up what the next one tells again: at least that share of its longer
    words.

    A lead is carried on by the paragraph after it, a standfirst is repeated. The sign is weak: of 73 printed
    standfirsts 25 % reach 0.4 and 18 % reach 0.5; of leads without standfirst 6-14 % and 3-8 % (three sets,
    5,600 articles). So it counts from 0.4 on only under a site's header, where excerpts are common, and else
    from 0.5. A false standfirst costs little, as search and names read it like the body.
    """
    if len(paragraphs) < 3 or len(paragraphs[0]) > 600 or len(paragraphs[0]) > 0.9 * len(paragraphs[1]):
        return False
    first, second = (set(re.findall(r"\w{4,}", block.casefold())) for block in paragraphs[:2])
    return len(first & second) >= least * len(first)


def _take_line(page: PlainPage, block: str) -> None:
    """A block above the body that is neither headline nor standfirst."""
    kind = ZoneKind.FURNITURE
    if is_host(block) and not page.source:
        page.source = block
    elif stray_url(block):
        page.url = page.url or stray_url(block)
    elif _is_byline(block):
        page.bylines.append(block)
        kind = ZoneKind.BYLINE
        if day := printed_day(block):
            page.published.append(Witness(day, "byline"))
    elif day := printed_day(block):
        updated = re.match(r"\W*(?:last\s+)?(?:updated?|modified)", block, re.IGNORECASE)
        (page.updated if updated else page.published).append(Witness(day, "date line"))
    page.parts.append(Part(kind, block))


def _is_byline(block: str) -> bool:
    if len(block) > 200:
        return False
    credits = split_byline(block)
    return bool(credits.authors or credits.agencies) and (
        bool(_BY.match(block)) or _is_name(block) or not credits.dropped
    )


def _is_name(block: str) -> bool:
    return is_person(block) and len(block.split()) <= 4


def _tail_start(blocks: Sequence[str], first: int) -> int:
    """Where the body ends: before the first credit line, author's block, comments or form after it."""
    for i in range(first + 1, len(blocks)):
        block = blocks[i]
        if is_credit_line(block) or is_form(block) or begins_comments(block) or is_rail(block) or _ABOUT.match(block):
            return i
        if (
            _is_name(block)
            and i + 1 < len(blocks)
            and i >= first + (len(blocks) - first) // 2
            and _tells_of(blocks[i + 1], block)
        ):
            return i
    last = len(blocks)
    while last - 1 > first and (is_furniture(blocks[last - 1]) or bio_of(blocks[last - 1])):
        last -= 1
    return last


_ABOUT = re.compile(
    r"\W*(?:about\s+(?:the\s+)?(?:author|writer)s?|the author|über (?:den autor|die autorin)|author bio)\W*$",
    re.IGNORECASE,
)
_BIO = re.compile(
    r"\W*(?P<name>[^\W\d_][\w.'’\-]*(?:\s[\w.'’\-]+){1,3}?),?\s+(?:is|was|has been|covers|writes|reports|"
    r"joined|works|studied|can be reached)\b"
)
_TRADE = re.compile(
    r"\b(?:journalist|reporter|correspondent|writer|editor|columnist|author|freelance|contributor|covers|"
    r"writes|reports (?:on|for|from)|"
    r"newsroom|bureau|photographer|professor|fellow|blogger|critic)",
    re.IGNORECASE,
)


def bio_of(block: str) -> str:
    """The person whose biography the block is ("Ann Lee is a reporter …"), "" where it is none."""
    m = _BIO.match(block)
    if m and is_person(m["name"]) and _TRADE.search(block[:300]):
        return m["name"]
    return ""


def _tells_of(block: str, name: str) -> bool:
    """Whether the block speaks of that person: the surname among its first words."""
    return folded_name(name).split()[-1] in folded_name(block[:120]).split()


def _take_body(page: PlainPage, blocks: Sequence[str]) -> None:
    for i, block in enumerate(blocks):
        if is_furniture(block) or stray_url(block) == block:
            page.parts.append(Part(ZoneKind.FURNITURE, block))
        elif i == 0 and not page.bylines and _is_byline(block) and not _is_paragraph(block):
            _take_line(page, block)
        elif _CAPTION.match(block):
            page.parts.append(Part(ZoneKind.CAPTION, block))
        else:
            page.parts.append(Part(ZoneKind.BODY, block))


_CAPTION = re.compile(
    r"\W*(?:photo|image|picture|caption|foto|bild|file photo|pictured)\s*(?:caption|credit)?\s*:",
    re.IGNORECASE,
)


def _take_bottom(page: PlainPage, blocks: Sequence[str]) -> None:
    for part in _bottom_parts(page, blocks):
        page.parts.append(part)


def _bottom_parts(page: PlainPage, blocks: Sequence[str]) -> Iterator[Part]:
    """Credit lines, author's block, comments and form, in page order."""
    about, comments, told = "", False, False
    for block in blocks:
        name = "" if comments else bio_of(block)
        if begins_comments(block):
            comments = True
            yield Part(ZoneKind.FURNITURE, block)
        elif is_form(block) or is_credit_line(block) or is_rail(block) or is_furniture(block) or _ABOUT.match(block):
            yield Part(ZoneKind.FURNITURE, block)
        elif comments:
            yield Part(ZoneKind.COMMENTS, block)
        elif _is_name(block) or (_BY.match(block) and _is_byline(block)):
            about = next(iter(split_byline(block).authors), block)
            page.bylines.append(block)
            yield Part(ZoneKind.BYLINE, block)
        elif name or (about and _tells_of(block, about)) or (about and told):
            about, told = name or about, True
            if not page.bylines:
                page.bylines.append(about)
            yield Part(ZoneKind.BIO, block, about)
        else:
            yield Part(ZoneKind.FURNITURE, block)
