"""What did a record say, letter for letter? For answers whose offsets must hold in the text that was given."""

import re
from dataclasses import replace
from typing import NamedTuple

from newsgraph.article import Article, Zone, ZoneKind
from newsgraph.cleaning.records import paragraphs
from newsgraph.raw import RawArticle

_BLOCK = re.compile(r"\S(?:.|\n(?![ \t]*\n))*")
_LINE = re.compile(r"\S.*")


class Given(NamedTuple):
    """An article whose `text[text_start:]` is the record's own text, and `text[:title_end]` its title, unchanged."""

    article: Article
    title_end: int
    text_start: int


def as_given(raw: RawArticle, article: Article) -> Given:
    """`article`, which is `clean(raw)`, with the record's title and text as they came; one without `body_text` as it
    is. Paragraphs keep the kind that cleaning gave them; zones count in the new text; links are left out."""
    if raw.body_text is None or raw.partial:
        return Given(article, 0, 0)
    title, text = raw.title, raw.body_text
    start = len(title) + 2 if title else 0
    rest = [zone for zone in article.zones if zone.kind is not ZoneKind.TITLE]
    kinds = {" ".join(article.text[zone.start : zone.end].split()): zone.kind for zone in rest}
    found = [(match.start(), match.end()) for match in _blocks(text)]
    zones = [Zone(ZoneKind.TITLE, 0, len(title))] if title else []
    for begin, end in found:
        kind = kinds.get(" ".join(text[begin:end].split()), ZoneKind.BODY)
        zones.append(Zone(kind, start + begin, start + end))
    whole = f"{title}\n\n{text}" if title else text
    return Given(replace(article, text=whole, zones=tuple(zones), links=()), len(title), start)


def _blocks(text: str) -> "list[re.Match[str]]":
    """The paragraphs as cleaning parts them: by empty lines, else one a line unless the lines were broken by width."""
    by_line = "\n" in text.strip() and "\n\n" not in text and len(paragraphs(text)) > 1
    return list((_LINE if by_line else _BLOCK).finditer(text))
