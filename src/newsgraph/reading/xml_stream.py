"""XML of any length, record by record. No entity is expanded, no DTD loaded, nothing fetched."""

from collections.abc import Iterator, Sequence

from lxml import etree

from newsgraph.errors import ArticleRejected
from newsgraph.reading.options import ReadOptions
from newsgraph.reading.stream import Member, sized
from newsgraph.reading.xml_text import characters

Element = etree._Element

# What libxml2 gives up at, in words. It knows no bound for entities that are never expanded but refuses
# them anyway.
LIMITS = (
    ("amplification", "an entity bomb; left alone"),
    ("depth", "nested too deeply"),
    ("", "larger than XML parsers allow"),
)


def records(member: Member, tags: Sequence[str], options: ReadOptions) -> Iterator[Element]:
    """Each element with one of the tags ("{*}item" in any namespace) when it is complete, in the order of
    their ends.

    It, and all before it, is emptied when the next one is asked for. What is wrongly written is mended as
    far as libxml2 can. Raises ArticleRejected, the complete records having been given, where the text ends
    inside an element, one record is larger than the limit, or nesting or entities are those of an attack.
    """
    parser = etree.XMLPullParser(
        events=("end",), tag=list(tags), recover=True, resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    since = 0
    for text in characters(member):
        parser.feed(text)
        since += len(text)
        for element in _finished(parser):
            since = 0
            yield element
        _check(parser)
        if since > options.largest:
            raise ArticleRejected(f"one record is larger than {sized(options.largest)}")
    _close(parser)


def _close(parser: "etree.XMLPullParser[Element]") -> None:
    """Raises ArticleRejected where the end of the text is not the end of the document: libxml2 then ends by
    itself what is still open, and such a record is not whole."""
    try:
        parser.close()
    except etree.XMLSyntaxError as fault:
        raise ArticleRejected(f"no XML that can be read: {fault.msg}") from None
    _check(parser)
    unfinished = any(entry.type_name.endswith("NOT_FINISHED") for entry in parser.feed_error_log)
    if unfinished or any(True for _ in parser.read_events()):
        raise ArticleRejected("cut off: the XML ends inside an element")


def _finished(parser: "etree.XMLPullParser[Element]") -> Iterator[Element]:
    for _, element in parser.read_events():
        yield element
        _forget(element)


def _forget(element: Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _check(parser: "etree.XMLPullParser[Element]") -> None:
    for entry in parser.feed_error_log.filter_from_fatals():
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            raise ArticleRejected(next(reason for sign, reason in LIMITS if sign in entry.message))


def local(element: Element) -> str:
    """The element's name without its namespace; "" for an entity that was not expanded."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def all_text(element: Element | None) -> str:
    """All words in the element, blanks folded."""
    if element is None:
        return ""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and isinstance(node.tag, str):
            yield node.text or ""
        elif event == "end" and node is not element:
            yield node.tail or ""


def child_text(element: Element, path: str) -> str:
    """All words in the first element at the path below (lxml's find; "{*}name" in any namespace), ""
    without one."""
    return all_text(element.find(path))
