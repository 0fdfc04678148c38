"""Which characters reach the XML parser? Those of the input, mended where libxml2 would stop, wait or choke."""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from html.entities import html5

from newsgraph.reading.decoding import ERRORS, LOOK, told_encoding
from newsgraph.reading.stream import Member

DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, production 2
NUMBERED = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,31})|([0-9]{1,31}));?")
REFERENCE = re.compile(r"&(?:#[xX][0-9A-Fa-f]{1,31};|#[0-9]{1,31};|([A-Za-z_][\w.-]{0,31});)?")
KEPT = {"amp", "lt", "gt", "quot", "apos"}  # XML's own; the rest of HTML's names are often used without a DTD
CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
# What a piece may end in the middle of, and which then waits for the next one.
HALF = re.compile(r"(?:&#?[\w.-]{0,32}|<(?:!(?:\[(?:C(?:D(?:A(?:T(?:A)?)?)?)?)?)?)?|\]{1,2})\Z")


def characters(member: Member) -> Iterator[str]:
    """The text in pieces: without what no XML may contain, without its declaration (which may name an encoding that
    is not true), and outside of CDATA sections with every `&` the begin of a reference that means something.

    libxml2 reads a bare `&` in a text of known length but waits for its `;` where the text comes in pieces.
    """
    decoder = getincrementaldecoder(told_encoding(member.stream.peek(LOOK), member.charset))(ERRORS)
    mender, begun, data = _Mender(), False, b"-"
    while data:
        data = member.stream.read()
        text = FORBIDDEN.sub("", decoder.decode(data, final=not data))
        if not begun:
            text = DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"))
            begun = bool(text)
        mended = mender.mend(text, last=not data)
        if mended:
            yield mended


class _Mender:
    """Knows whether the piece at hand lies in a CDATA section, whose characters stand for themselves."""

    def __init__(self) -> None:
        self._held, self._inside = "", False

    def mend(self, text: str, *, last: bool) -> str:
        text = self._held + text
        half = None if last else HALF.search(text, max(len(text) - 48, 0))
        self._held = text[half.start() :] if half else ""
        pieces, at = [], 0
        for found in CDATA.finditer(text[: half.start()] if half else text):
            pieces += [self._mended(text[at : found.start()]), found[0]]
            self._inside = found[0] != "]]>"
            at = found.end()
        return "".join((*pieces, self._mended(text[at : half.start() if half else len(text)])))

    def _mended(self, text: str) -> str:
        return text if self._inside or "&" not in text else with_references(text)


def with_references(text: str) -> str:
    """The text with HTML's named characters put in, a bare `&` escaped, and references to characters that there are
    not (&#xD800; &#0;) replaced by U+FFFD. Names that only a DTD could explain stay as they are."""
    return REFERENCE.sub(_meant, text)


def without_bad_numbers(text: str) -> str:
    """The text with references to characters that there are not replaced, wherever they stand."""
    return NUMBERED.sub(_numbered, text)


def _meant(reference: re.Match[str]) -> str:
    name = reference[1]
    if reference[0] == "&":
        return "&amp;"
    if name:
        return reference[0] if name in KEPT else html5.get(f"{name};", reference[0])
    return NUMBERED.sub(_numbered, reference[0])


def _numbered(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    known = code in (9, 10, 13) or (32 <= code < 0x110000 and not FORBIDDEN.match(chr(code)))
    return reference[0] if known else "\ufffd"
