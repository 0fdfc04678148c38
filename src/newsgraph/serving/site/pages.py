"""Which files has a page? Its fragment, its JSON under a name that tells the content, and a pointer to that.

related/3f/3f9a0c5e7d21b846.html                what a server or a generator puts into the page
related/3f/3f9a0c5e7d21b846.json                {"json": "3f9a0c5e7d21b846.81f2a67c.json"}: asked for anew each minute
related/3f/3f9a0c5e7d21b846.81f2a67c.json       kept by browsers and caches for as long as they like
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, NamedTuple

from newsgraph.article import ArticleId
from newsgraph.boxes import Box, Boxed, is_a_link
from newsgraph.serving.site.folder import Folder
from newsgraph.serving.site.template import Template, key_of, stamp

RELATED = "related"


class Written(NamedTuple):
    """What became of a page: the hash of its JSON, whom it lists, its URL, the bar of its list, and the files that are
    not as they were."""

    page: ArticleId
    hash: str
    shown: tuple[ArticleId, ...]
    url: str
    bar: float
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Press:
    """Where and how pages are written."""

    folder: Folder
    template: Template
    heading: str

    def __call__(self, box: Box) -> Written:
        """Write what is not there yet. The JSON comes before the pointer that names it."""
        shown = replace(box, entries=tuple(one for one in box.entries if is_a_link(one.url)))
        content = dumped(document(shown))
        hash = sha256(content).hexdigest()[:8]
        texts = {
            place_of(box.article, f".{hash}.json"): content,
            place_of(box.article, ".json"): pointer(box.article, hash),
            place_of(box.article, ".html"): self.template.filled(shown, self.heading).encode("utf-8"),
        }
        changed = tuple(place for place, text in texts.items() if self.folder.put(place, text))
        return Written(box.article, hash, tuple(one.id for one in shown.entries), box.url, box.bar, changed)


def place_of(article: ArticleId, ending: str) -> str:
    """Below the site's folder; two letters more so that no folder has more than some hundred pages of 37,000."""
    key = key_of(article)
    return f"{RELATED}/{key[:2]}/{key}{ending}"


def pointer(article: ArticleId, hash: str) -> bytes:
    return dumped({"json": f"{key_of(article)}.{hash}.json"})


def document(box: Box) -> dict[str, Any]:
    """The fields have the names that `newsgraph related --json` gives them."""
    return {"format_version": 1, "article": box.article, "related": [_entry(one) for one in box.entries]}


def _entry(one: Boxed) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "url": one.url,
        "source": one.source,
        "published": stamp(one.published) or None,
        "language": one.language,
        "relation": one.relation,
        "line": one.line,
        "quote": one.quote,
    }


def dumped(value: Mapping[str, Any] | Sequence[Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
