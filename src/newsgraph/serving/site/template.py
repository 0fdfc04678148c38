"""How is a list written as HTML? A file with a part that is repeated for each article, and names in braces.

    <aside><h2>{{heading}}</h2><ul><!-- item --><li><a href="{{url}}">{{title}}</a></li><!-- /item --></ul></aside>

All that is filled in is escaped. `{{quote}}` is a <blockquote> or nothing, `{{lang}}` a lang attribute or nothing.
`{{why}}` is the reason, which opens to the quote; a paragraph where there is none, since nothing would open.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from newsgraph.boxes import Box, Boxed
from newsgraph.errors import UsageError

SHIPPED = Path(__file__).with_name("related.html")
OPENS, CLOSES = "<!-- item -->", "<!-- /item -->"
AROUND = ("heading", "key", "article", "title")
OF_ITEM = (*AROUND, "id", "position", "url", "source", "datetime", "date", "reason", "relation", "quote", "why", "lang")
NAME = re.compile(r"\{\{\s*(\w*)\s*\}\}")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Template:
    """What stands before the items, what each is, and what stands behind them."""

    before: str
    item: str
    behind: str

    def filled(self, box: Box, heading: str) -> str:
        """The fragment of a box, "" for an empty one."""
        if not box.entries:
            return ""
        around = {"heading": heading, "key": key_of(box.article), "article": box.article, "title": box.title}
        escaped = {name: escape(value) for name, value in around.items()}
        items = [_fill(self.item, escaped | _of(one, at, box)) for at, one in enumerate(box.entries, 1)]
        return _fill(self.before, escaped) + "".join(items) + _fill(self.behind, escaped)


def read_template(file: Path | None) -> Template:
    """The template in that file, the shipped one for None. Raises UsageError with the line of what is wrong."""
    place = file or SHIPPED
    text = place.read_text(encoding="utf-8")
    before, opens, rest = text.partition(OPENS)
    item, closes, behind = rest.partition(CLOSES)
    if not (opens and closes):
        lines = text.count("\n") + 1
        raise UsageError(f"{place}, line {lines}: found no {CLOSES if opens else OPENS}", hint=f"{OPENS} … {CLOSES}")
    for part, names, start in (
        (before, AROUND, 0),
        (item, OF_ITEM, len(before + opens)),
        (behind, AROUND, -len(behind)),
    ):
        for found in NAME.finditer(part):
            if found[1] not in names:
                line = text.count("\n", 0, (start if start >= 0 else len(text) + start) + found.start()) + 1
                raise UsageError(f"{place}, line {line}: found {found[0]}", hint=f"expected one of {', '.join(names)}")
    return Template(before, item.removeprefix("\n"), behind.removeprefix("\n"))


def _fill(part: str, values: Mapping[str, str]) -> str:
    return NAME.sub(lambda found: values[found[1]], part)


def _of(one: Boxed, position: int, box: Box) -> dict[str, str]:
    values = {
        "id": one.id,
        "position": str(position),
        "url": one.url,
        "title": one.title or one.url,
        "source": one.source,
        "datetime": stamp(one.published),
        "date": day_in_words(one.published),
        "reason": one.line,
        "relation": one.relation,
    }
    told = {name: escape(value) for name, value in values.items()}
    told["quote"] = f'<blockquote cite="{escape(one.url)}">{escape(one.quote)}</blockquote>' if one.quote else ""
    why = f"<details><summary>{told['reason']}</summary>{told['quote']}</details>"
    told["why"] = why if one.quote else f"<p>{told['reason']}</p>"
    told["lang"] = f' lang="{escape(one.language)}"' if one.language and one.language != box.language else ""
    return told


def key_of(article: str) -> str:
    """What an article's files are called: "3f9a0c5e7d21b846"."""
    return article.removeprefix("article/")


def stamp(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def day_in_words(moment: datetime | None) -> str:
    """ "3 June 2014", in UTC."""
    if moment is None:
        return ""
    day = moment.astimezone(UTC)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
