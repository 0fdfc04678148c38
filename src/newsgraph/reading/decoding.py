"""Which characters do these bytes stand for? Never an error: bad bytes are read as Windows-1252, mostly
right."""

import codecs
import re

from newsgraph.reading.stream import Stream

# What browsers make of the names that pages use (WHATWG Encoding Standard, section 4.2), where Python
# differs.
LABELS = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "iso8859-1": "cp1252", "iso_8859-1": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932", "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949", "unicode-1-1-utf-8": "utf-8", "x-cp1251": "cp1251", "x-cp1252": "cp1252",
    "macintosh": "mac_roman",
}  # fmt: skip
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What the detector may answer. Left to itself it names DOS and Mac code pages for short Western texts.
DETECTABLE = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "koi8_u",
    "gb18030", "big5", "cp932", "euc_jp", "cp949", "iso8859_2", "iso8859_5", "iso8859_7",
]  # fmt: skip
WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÓÔÕÖØÙÚÜŒ“”„‘’‚–—…«»‹›€£°·•§©®™½¿¡ª\xa0")
NO_CHARSETS = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf_7"}
TOLD_IN_PAGE = re.compile(
    rb"""<\?xml[^>]{0,99}?\bencoding\s*=\s*["']([\w.:-]{2,40})|<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
LOOK = 1 << 16  # bytes looked at; a charset has to be told within the first 1024 by the HTML standard
ERRORS = "newsgraph.windows-1252"


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(ERRORS, _as_windows_1252)


def decoded(data: bytes, said: str = "") -> str:
    """The text of a whole document. `said` is the charset that its transport named, "" where it named none.

    A byte order mark decides; then what was said; then what the document says of itself, each if it holds
    for every byte; then UTF-8; then a detector; then Windows-1252.
    """
    encoding = told_encoding(data, said)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode(_best_without_word(data, final=True), ERRORS)


def told_encoding(head: bytes, said: str = "") -> str:
    """The codec for a document that begins with `head`, so far as the head tells."""
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    inside = TOLD_IN_PAGE.search(head[:LOOK])
    names = (said, "" if inside is None else (inside[1] or inside[2]).decode("ascii", "replace"))
    for name in filter(None, map(codec_named, names)):
        if _holds(head[:LOOK], name):
            return name
    return _best_without_word(head[:LOOK], final=False)


def codec_named(label: str) -> str:
    """Python's name for a charset label, "" for one that it does not know or that is no charset."""
    label = label.strip().strip("\"'").lower()
    name = LABELS.get(label, label)
    if name.startswith(("utf-16", "utf-32")):
        return ""  # had it been so, there would be a mark, or the label could not have been read
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    textual = getattr(codec, "_is_text_encoding", True) and codec.name.replace("-", "_") not in NO_CHARSETS
    return codec.name if textual else ""


def _holds(data: bytes, encoding: str, *, final: bool = False) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, final)
    except (UnicodeError, LookupError, ValueError):
        return False
    return True


def _best_without_word(data: bytes, *, final: bool) -> str:
    """UTF-8, also with a few bad bytes in it; UTF-16 without its mark; else what the detector says."""
    if _holds(data, "utf-8", final=final) and b"\0" not in data[:LOOK]:
        return "utf-8"
    wide = _wide(data[:1024])
    if wide:
        return wide
    high = sum(byte > 127 for byte in data[:LOOK])
    bad = data[:LOOK].decode("utf-8", "replace").count("\ufffd")
    return "utf-8" if bad * 10 <= high else _detected(data[:LOOK])


def _wide(head: bytes) -> str:
    """UTF-16 that came without its mark: every second byte of Western text is zero."""
    if len(head) < 4 or b"\0" not in head:
        return ""
    even, odd = head[0::2].count(0) / len(head[0::2]), head[1::2].count(0) / len(head[1::2])
    return "utf-16-le" if odd > 0.7 and even < 0.1 else "utf-16-be" if even > 0.7 and odd < 0.1 else ""


def _detected(data: bytes) -> str:
    """What the detector says. It takes Western text for Central European or Turkish, so that comes first."""
    high = [letter for letter in data.decode("cp1252", "replace") if letter > "\x7f"]
    if sum(letter in WESTERN for letter in high) >= 0.98 * len(high):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=DETECTABLE, enable_fallback=False).best()
    return best.encoding if best else "cp1252"


def as_utf8(stream: Stream, said: str = "") -> Stream:
    """The stream in UTF-8 without its mark. Bytes that are UTF-8 but for a few stay as they are."""
    encoding = told_encoding(stream.peek(LOOK), said)
    if encoding == "utf-8":
        return stream
    if encoding == "utf-8-sig":
        stream.read(len(codecs.BOM_UTF8))
        return stream
    return Stream(_Transcoder(stream, encoding).read)


class _Transcoder:
    def __init__(self, stream: Stream, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(ERRORS)
        self._open = True

    def read(self, size: int) -> bytes:
        while self._open:
            data = self._stream.read(max(size, 4))
            self._open = bool(data)
            text = self._decoder.decode(data, final=not data)
            if text:
                return text.encode("utf-8", "replace")
        return b""
