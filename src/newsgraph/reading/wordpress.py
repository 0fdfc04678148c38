"""WordPress exports (WXR): published posts. Drafts, private and password-protected posts, pages and media
stay out."""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading.options import ReadOptions
from newsgraph.reading.shortcodes import post_html
from newsgraph.reading.stream import Member
from newsgraph.reading.xml_stream import Element, child_text, local, records

TAGS = ("{*}item", "{*}author", "{*}term", "{*}tag")  # terms and tags only to be forgotten: there may be many
TOP_LEVEL = "channel"
NO_DATE = "0000-00-00 00:00:00"  # how WordPress writes the date of a post that never appeared
NO_SECTION = {"uncategorized", "uncategorised"}
MARKUP = re.compile(r"<[^<>]*>")


def read_wordpress(member: Member, options: ReadOptions) -> Iterator[RawArticle | Rejection]:
    """The published posts, under "export.xml#3": the third item of the export."""
    export = _Export(member)
    number = 0
    for element in records(member, TAGS, options):
        export.notice_channel(element)
        if local(element) == "item":
            number += 1
            kept_out = _kept_out(element)
            if kept_out:
                export.kept_out[kept_out] += 1
            else:
                yield export.article(element, number)
        elif local(element) == "author":
            export.notice_author(element)
    yield from _summed_up(export, number, options)


def _summed_up(export: "_Export", number: int, options: ReadOptions) -> Iterator[Rejection]:
    left = ", ".join(f"{count} {kind}" for kind, count in export.kept_out.most_common())
    if sum(export.kept_out.values()) == number:
        yield Rejection(export.location, f"a WordPress export without published posts{f' ({left})' if left else ''}")
    elif left:
        options.notice(export.location, f"left out: {left}")


def _kept_out(item: Element) -> str:
    """Why the item is no published post, as its kind in the plural; "" for one that is."""
    kind, status = child_text(item, "{*}post_type") or "post", child_text(item, "{*}status") or "publish"
    if kind != "post":
        return {"page": "pages", "attachment": "media files", "nav_menu_item": "menu entries"}.get(
            kind, f"of type {kind}"
        )
    if status != "publish":
        return f"{status} posts"
    return "password-protected posts" if child_text(item, "{*}post_password") else ""


class _Export:
    """What the export says of its site."""

    def __init__(self, member: Member) -> None:
        self.location = member.location
        self.kept_out: Counter[str] = Counter()
        self._source = self._language = ""
        self._names: dict[str, str] = {}  # login: the name that readers see

    def notice_channel(self, element: Element) -> None:
        """Site and language; they stand before the first record, and go with it."""
        channel = element.getparent()
        if channel is not None and local(channel) == TOP_LEVEL and not self._source:
            self._source = child_text(channel, "{*}base_blog_url") or child_text(channel, "link")
            self._language = child_text(channel, "language")

    def notice_author(self, author: Element) -> None:
        names = (child_text(author, f"{{*}}author_{part}_name") for part in ("first", "last"))
        full = " ".join(filter(None, names))
        login = child_text(author, "{*}author_login")
        self._names[login] = child_text(author, "{*}author_display_name") or full or login

    def article(self, item: Element, number: int) -> RawArticle | Rejection:
        location = f"{self.location}#{number}"
        creator = child_text(item, "{*}creator")
        tags, section = _filed_under(item)
        try:
            body = post_html(_encoded(item, "content"))
        except ArticleRejected as reason:
            return Rejection(location, str(reason))
        return RawArticle(
            location=location,
            format="wordpress",
            body_html=body,
            url=child_text(item, "link"),
            external_id=child_text(item, "guid"),
            title=_plain(child_text(item, "title")),
            standfirst=_plain(_encoded(item, "excerpt")),
            authors=(self._names.get(creator, creator),) if creator else (),
            published=_moment(item, "post_date") or child_text(item, "pubDate"),
            updated=_moment(item, "post_modified"),
            source=self._source,
            language=self._language,
            section=section,
            tags=tags,
        )


def _filed_under(item: Element) -> tuple[tuple[str, ...], str]:
    """Categories and tags in order, none twice; and the first category. Post formats are neither."""
    filed = [(e.get("domain", "category"), _plain(e.text or "")) for e in item.iterfind("category")]
    words = [(d, w) for d, w in filed if w and d in ("category", "post_tag", "tag") and w.lower() not in NO_SECTION]
    section = next((word for domain, word in words if domain == "category"), "")
    return tuple(dict.fromkeys(word for _, word in words)), section


def _moment(item: Element, name: str) -> str:
    """The GMT time as ISO 8601; else the local one as written, whose zone nobody knows."""
    gmt, here = child_text(item, f"{{*}}{name}_gmt"), child_text(item, f"{{*}}{name}")
    if gmt and gmt != NO_DATE:
        return f"{gmt.replace(' ', 'T')}Z"
    return "" if here == NO_DATE else here


def _encoded(item: Element, kind: str) -> str:
    """The text of content:encoded or excerpt:encoded, whose namespaces alone tell them apart."""
    found = (e.text or "" for e in item.iterfind("{*}encoded") if kind in str(e.tag).partition("}")[0])
    return next(found, "")


def _plain(markup: str) -> str:
    return " ".join(unescape(MARKUP.sub(" ", markup)).split())
