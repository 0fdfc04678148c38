"""NITF 3.x: the head and the body of one story."""

from collections.abc import Callable
from datetime import datetime
from html import escape

from newsgraph.reading.xml_stream import Element, all_text, child_text, local

# NITF's marks for what words are (people, money, times …) mean nothing to a reader of HTML; these do.
AS_HTML = {
    "p": "p", "hl2": "h2", "hl1": "h2", "bq": "blockquote", "block": "div", "table": "table", "tr": "tr",
    "td": "td", "th": "th", "ul": "ul", "ol": "ol", "li": "li", "dl": "dl", "dt": "dt", "dd": "dd",
    "br": "br", "hr": "hr", "em": "em", "pre": "pre", "q": "q", "sub": "sub", "sup": "sup", "media": "figure",
    "media-caption": "figcaption", "caption": "caption", "note": "aside", "a": "a", "fn": "aside",
    "body.content": "div", "credit": "cite",
}  # fmt: skip
# Not words of the story: pictures' data and addresses, and what the head of the story says already.
UNSHOWN = {
    "media-reference",
    "media-object",
    "media-metadata",
    "media-producer",
    "body.head",
    "body.end",
    "head",
}
EMPTY = {"br", "hr"}


def nitf_fields(story: Element) -> dict[str, object]:
    """The story as arguments of RawArticle; only what it has. Without `body_html` it has no text."""
    found: dict[str, object] = {name: said(story) for name, said in PLAIN.items() if said(story)}
    tags = tuple(
        dict.fromkeys(key for e in story.iterfind(".//{*}key-list/{*}keyword") if (key := e.get("key", "").strip()))
    )
    content = story.find(".//{*}body.content")
    if content is not None and all_text(content):
        found["body_html"] = as_html(content)
    return found | ({"tags": tags} if tags else {})


def _attribute(path: str, *names: str) -> Callable[[Element], str]:
    def said(story: Element) -> str:
        element = story.find(path)
        return (
            "" if element is None else next((element.get(name, "").strip() for name in names if element.get(name)), "")
        )

    return said


def _words(*paths: str) -> Callable[[Element], str]:
    return lambda story: next(filter(None, (child_text(story, path) for path in paths)), "")


def _byline(story: Element) -> str:
    """The byline without what the author is ("Staff Reporter"), unless that is all there is."""
    line = story.find(".//{*}body.head/{*}byline")
    if line is None:
        return ""
    titles = [all_text(title) for title in line.iterfind("{*}byttl")]
    words = all_text(line)
    for title in titles:
        words = words.replace(title, "").strip(" ,;")
    return words if words.lower() not in ("", "by") else all_text(line)


def _moment(path: str) -> Callable[[Element], str]:
    """`norm` is a day and perhaps a time in ISO 8601 basic form (20180521T163000Z); given in the extended one."""
    read = _attribute(path, "norm")

    def said(story: Element) -> str:
        try:
            moment = datetime.fromisoformat(read(story))
        except ValueError:
            return read(story)
        return moment.date().isoformat() if "T" not in read(story) else moment.isoformat()

    return said


def _dateline(story: Element) -> str:
    return child_text(story, ".//{*}body.head/{*}dateline")


PLAIN: dict[str, Callable[[Element], str]] = {
    "external_id": _attribute(".//{*}docdata/{*}doc-id", "id-string"),
    "title": _words(".//{*}body.head/{*}hedline/{*}hl1", ".//{*}body.head/{*}hedline", "{*}head/{*}title"),
    "standfirst": _words(".//{*}body.head/{*}abstract", ".//{*}body.head/{*}hedline/{*}hl2"),
    "byline": _byline,
    "dateline": _dateline,
    "published": _moment(".//{*}docdata/{*}date.issue"),
    "updated": _moment(".//{*}docdata/{*}date.release"),
    "source": _words(".//{*}body.head/{*}distributor", ".//{*}body.head/{*}rights/{*}rights.owner"),
    "section": _attribute(".//{*}pubdata", "position.section"),
    "language": lambda story: story.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
}


def as_html(element: Element) -> str:
    """NITF's body as HTML. Bounded depth: the parser gives up long before Python would."""
    name = local(element)
    if not name or name in UNSHOWN:
        return ""
    inside = escape(element.text or "", quote=False)
    inside += "".join(as_html(child) + escape(child.tail or "", quote=False) for child in element)
    tag = AS_HTML.get(name, "")
    if tag in EMPTY:
        return f"<{tag}>"
    return f"<{tag}{_address(element)}>{inside}</{tag}>" if tag else inside


def _address(element: Element) -> str:
    href = element.get("href") if local(element) == "a" else None
    return f' href="{escape(href)}"' if href else ""
