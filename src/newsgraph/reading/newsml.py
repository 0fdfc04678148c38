"""NewsML-G2 (news items, alone or in messages) and NITF stories."""

import base64
import binascii
import re
from collections.abc import Iterator

from lxml import etree

from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading.decoding import ERRORS, decoded, told_encoding
from newsgraph.reading.embargo import embargoed_until
from newsgraph.reading.nitf import nitf_fields
from newsgraph.reading.options import ReadOptions
from newsgraph.reading.sniffing import HEAD, root_of
from newsgraph.reading.stream import Member
from newsgraph.reading.xml_stream import Element, all_text, child_text, local, records

# What other items are, for who wonders where his articles are.
WITHOUT_TEXT = {
    "packageItem": "a package: it only points to items",
    "conceptItem": "a concept item: it describes one thing, not news",
    "knowledgeItem": "a knowledge item: a list of concepts",
    "catalogItem": "a catalog item: a list of code lists",
    "planningItem": "a planning item: what will be covered, not what happened",
}
FRAGMENTS = {
    "contentMeta": "a fragment of a news item: metadata without text",
    "groupSet": "a fragment of a package: it only points to items",
}
GONE = {"canceled", "cancelled", "withheld"}
XHTML = {
    "html",
    "body",
    "div",
    "article",
    "section",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "blockquote",
    "table",
}
DECLARED = re.compile(r"""(<[A-Za-z][^<>]*?)(?: xmlns(?::[\w.-]+)?="[^"]*")+""")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_newsml(member: Member, options: ReadOptions) -> Iterator[RawArticle | Rejection]:
    """The items with text, under "message.xml#3" where there are several; what is withdrawn; a reason for
    each other."""
    number = 0
    for element in records(member, _tags(member), options):
        number += 1
        location = f"{member.location}#{number}"
        try:
            yield _item(element, location, options)
        except ArticleRejected as reason:
            yield Rejection(location, str(reason))
    if not number:
        raise ArticleRejected("no news item in it")


def _tags(member: Member) -> tuple[str, ...]:
    """A NITF story is a record where nothing is around it; inside a news item it is that item's content."""
    head = member.stream.peek(HEAD)
    root, _ = root_of(head.decode(told_encoding(head, member.charset), ERRORS).lstrip("\ufeff"))
    alone = root in ("nitf", "contentSet") or root in FRAGMENTS
    return tuple(f"{{*}}{name}" for name in ((root,) if alone else ("newsItem", *WITHOUT_TEXT)))


def _item(element: Element, location: str, options: ReadOptions) -> RawArticle:
    name = local(element)
    if name in WITHOUT_TEXT or name in FRAGMENTS:
        raise ArticleRejected((WITHOUT_TEXT | FRAGMENTS)[name])
    if name == "nitf":
        return _nitf_story(element, location, options)
    guid = element.get("guid", "")
    known = {
        "location": location,
        "format": "newsml",
        "external_id": guid,
        "url": guid if guid.startswith(("http://", "https://")) else "",
        "source": _source(element),
    }
    if _status(element) in GONE:
        return RawArticle(withdrawn=True, **known)  # type: ignore[arg-type]
    _check_embargo(element, options)
    return RawArticle(**_content(element) | _told(element) | known)  # type: ignore[arg-type]


def _nitf_story(story: Element, location: str, options: ReadOptions) -> RawArticle:
    """A story on its own. `management-status` and `date.release` are NITF's words for pubStatus and
    embargo."""
    said = nitf_fields(story)
    docdata = story.find(".//{*}docdata")
    if docdata is not None and docdata.get("management-status", "").lower() in GONE:
        kept = {name: said[name] for name in ("external_id", "source") if name in said}
        return RawArticle(location=location, format="nitf", withdrawn=True, **kept)  # type: ignore[arg-type]
    if docdata is not None and docdata.get("management-status", "").lower() == "embargoed":
        embargoed_until(str(said.get("updated", "")) or "further notice", options.clock)
    if "body_html" not in said:
        raise ArticleRejected("a NITF story without a body")
    return RawArticle(location=location, format="nitf", **said)  # type: ignore[arg-type]


def _status(item: Element) -> str:
    """`stat:canceled`, or the same as a URI; usable where nothing is said (NewsML-G2 specification,
    pubStatus)."""
    status = item.find("{*}itemMeta/{*}pubStatus")
    code = "" if status is None else status.get("qcode") or status.get("uri") or ""
    return re.split(r"[:/]", code)[-1].lower() or "usable"


def _check_embargo(item: Element, options: ReadOptions) -> None:
    embargo = item.find("{*}itemMeta/{*}embargoed")
    if embargo is not None:
        embargoed_until(all_text(embargo) or "further notice", options.clock)


def _told(item: Element) -> dict[str, object]:
    """What the item says about itself, as arguments of RawArticle; only what is there."""
    meta = item.find("{*}contentMeta")
    if meta is None:
        return {}
    issued = child_text(item, "{*}itemMeta/{*}firstCreated") or child_text(item, "{*}itemMeta/{*}versionCreated")
    language = meta.find("{*}language")
    said: dict[str, object] = {
        "title": child_text(meta, "{*}headline"),
        "standfirst": _summary(meta),
        "byline": child_text(meta, "{*}by"),
        "authors": _names(meta, "{*}creator"),
        "dateline": child_text(meta, "{*}dateline"),
        "published": child_text(meta, "{*}contentCreated") or issued,
        "updated": child_text(meta, "{*}contentModified") or child_text(item, "{*}itemMeta/{*}versionCreated"),
        "language": "" if language is None else language.get("tag", ""),
        "tags": _names(meta, "{*}subject") + _names(meta, "{*}keyword"),
    }
    said["language"] = said["language"] or item.get(LANGUAGE, "")
    return {name: value for name, value in said.items() if value}


def _summary(meta: Element) -> str:
    for description in meta.iterfind("{*}description"):
        if "summary" in description.get("role", "summary"):
            return all_text(description)
    return ""


def _names(meta: Element, path: str) -> tuple[str, ...]:
    """The things' names, each in its first language; a thing that has only a code has none."""
    found = (
        child_text(e, "{*}name") or " ".join((e.text or "").split()) or e.get("literal", "")
        for e in meta.iterfind(path)
    )
    return tuple(dict.fromkeys(filter(None, found)))


def _source(item: Element) -> str:
    """The provider: its address, else its name, else its code without the code list's alias."""
    provider = item.find("{*}itemMeta/{*}provider")
    if provider is None:
        return ""
    code = provider.get("qcode", "").rpartition(":")[2] or provider.get("literal", "")
    return provider.get("uri", "") or child_text(provider, "{*}name") or code


def _content(item: Element) -> dict[str, object]:
    """The first content that is text, as arguments of RawArticle. Raises ArticleRejected where there is
    none."""
    holder = item if local(item) == "contentSet" else item.find("{*}contentSet")
    parts = [] if holder is None else [e for e in holder if local(e) in ("inlineXML", "inlineData")]
    for part in parts:
        said = _inline_xml(part) if local(part) == "inlineXML" else _inline_data(part)
        if said:
            return said
    raise ArticleRejected(_why_not(item, holder, parts))


def _inline_xml(part: Element) -> dict[str, object]:
    """NITF, XHTML, or paragraphs and headings of it without anything around them."""
    pieces: list[str] = []
    for child in part:
        name = local(child)
        if name == "nitf":
            said = nitf_fields(child)
            return said if "body_html" in said else {}
        if name in XHTML and all_text(child):
            body = child.find(".//{*}body")
            pieces.append(_serialised(child if body is None else body))
    return {"body_html": "\n".join(pieces)} if pieces else {}


def _serialised(element: Element) -> str:
    """The element as HTML, whatever namespace and prefix it was written in."""
    for part in element.iter():
        if isinstance(part.tag, str):
            part.tag = local(part)
    markup = etree.tostring(element, method="html", encoding="unicode", with_tail=False)
    return DECLARED.sub(r"\1", markup)


def _inline_data(part: Element) -> dict[str, object]:
    kind = part.get("contenttype", "text/plain").lower()
    if not kind.startswith("text/") and "html" not in kind:
        return {}
    text = "".join(part.itertext())
    if part.get("encoding"):  # base64 is the only one that the specification's code list needs for text
        try:
            text = decoded(base64.b64decode(text))
        except (binascii.Error, ValueError):
            return {}
    return {"body_html" if "html" in kind else "body_text": text} if text.strip() else {}


def _why_not(item: Element, holder: Element | None, parts: list[Element]) -> str:
    what = item.find("{*}itemMeta/{*}itemClass")
    kind = "" if what is None else (what.get("qcode") or what.get("uri") or "").replace("/", ":").rpartition(":")[2]
    of_kind = f" of class {kind}" if kind else ""
    inside = next((local(e) for part in parts for e in part if local(e)), "")
    if inside:
        return f"a news item{of_kind} without text: it holds <{inside}>"
    if holder is not None and holder.find("{*}remoteContent") is not None:
        return f"a news item{of_kind} without text: its content is elsewhere (remoteContent)"
    return f"a news item{of_kind} without text"
