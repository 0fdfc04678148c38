"""How is a feed of any length cut into short ones? Between its items, each piece under the feed's own head.

feedparser is no stream: it builds the whole tree, 6 bytes of memory for each byte (measured on feeds of 4 and 15 MB).
So it is handed pieces of about PIECE characters. Cut is the text as it stands and not a tree of it, because feedparser
has its own ways with what is no XML: a feed of one piece, as almost all are, reaches it as it was written.
"""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator, Sequence

from newsgraph.errors import ArticleRejected
from newsgraph.reading.decoding import ERRORS, decoded, told_encoding
from newsgraph.reading.stream import CHUNK, Stream, sized

# A piece has at least so many characters, and so many times the head, which goes with each. Over 25 MB of Atom, 64 KiB
# to 16 MiB took the same time (4.1-5.8 s on a busy machine) and 35, 38, 49, 90, 202 MiB of memory at 64 KiB, 256 KiB,
# 1, 4 and 16 MiB; a feed that is one piece is read just as it stands, so it is not the smallest. To sweep again, set
# PIECE and read one long feed.
PIECE, HEADS = 1 << 20, 2
# feedparser takes 20 µs an element, deep or wide: one item of the 16 MiB that it may have could keep it for minutes.
DEEPEST, MOST_ELEMENTS = 256, 200_000
ITEMS = {"item", "entry"}
OPEN_IN_HTML = {"br", "hr", "img", "input", "wbr"}  # in a feed unclosed where somebody forgot to escape them
DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
ROOT_END = re.compile(r"</(?:[\w.-]+:)?(?:rss|rdf|feed|channel)\s*>?\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
# A tag, or the beginning of what may hold something that looks like one. A ">" in an attribute ends a tag too soon:
# at worst the tag counts as one that is not closed.
TOKEN = re.compile(r"<(?:(!\[CDATA\[|!--|\?)|(/?)([A-Za-z_][\w.:-]*)[^<>]*?(/?)>)")
ENDS = {"![CDATA[": "]]>", "!--": "-->", "?": "?>"}


class Piece:
    """Items of a feed in their order, with what stands between them, as a feed."""

    def __init__(self, head: str, text: str, items: Sequence[slice], tail: str) -> None:
        self.text = head + text + tail
        self.empty = head + tail
        self._parts = head, [text[item] for item in items], tail

    def alone(self) -> Iterator[str]:
        """Each item as a feed of its own."""
        head, items, tail = self._parts
        return (head + item + tail for item in items)


class Pieces:
    """The pieces of one feed. When they are all taken, `cut` says whether it has no end; what stood behind its last
    whole item is left out then.

    Iterating raises ArticleRejected, the items before having been given, where one is larger than `limit` characters,
    is nested deeper than DEEPEST or has more than MOST_ELEMENTS.
    """

    def __init__(self, stream: Stream, charset: str, limit: int) -> None:
        self._texts, self._limit = texts(stream, charset), limit
        self._text = ""  # what was not given yet, without the head
        self._at = 0  # up to where it was looked at
        self._head: str | None = None
        self._items: list[slice] = []  # the whole ones in it
        self._item = -1  # where the open one begins, -1 between them
        self._around: tuple[str, ...] = ()  # the elements that the last item stands in, the outermost first
        self._open: list[str] = []  # all that are open now
        self._elements = 0  # how many began since the last item did
        self.cut = False

    def __iter__(self) -> Iterator[Piece]:
        try:
            for text in self._texts:
                self._text += text
                yield from self._whole_pieces()
                self._check_size(len(self._text) - self._end)
        except ArticleRejected:
            if self._items:
                yield self._piece(self._end)
            raise
        self.cut = not ROOT_END.search(self._text[-4096:].rstrip())
        if self._items or self._head is None or not self.cut:
            yield self._piece(self._end if self.cut and self._head is not None else None)

    @property
    def _end(self) -> int:
        """Where the last whole item ends."""
        return int(self._items[-1].stop) if self._items else 0

    def _whole_pieces(self) -> Iterator[Piece]:
        for token in self._tokens():
            begin = self._at - len(token[0])
            _, closing, name, empty = token.groups()
            if not closing:
                begin = self._opened(name, begin, stays=not empty)
            if (
                (closing or empty)
                and self._closed(name, begin)
                and self._end >= max(PIECE, HEADS * len(self._head or ""))
            ):
                yield self._piece(self._end)

    def _tokens(self) -> Iterator[re.Match[str]]:
        """The tags, `_at` standing behind each; ends before what the next text may complete."""
        while token := TOKEN.search(self._text, self._at):
            if token[1]:
                end = self._text.find(ENDS[token[1]], token.end())
                if end < 0:
                    self._at = token.start()
                    return
                self._at = end + len(ENDS[token[1]])
            else:
                self._at = token.end()
                yield token
        begun = self._text.rfind("<", self._at)
        self._at = len(self._text) if begun < 0 else begun

    def _opened(self, name: str, begin: int, *, stays: bool) -> int:
        """Gives where the tag now begins: all before the first item is taken away as the head."""
        local = name.rpartition(":")[2].lower()
        if self._item < 0 and local in ITEMS:
            if self._head is None:
                self._head, begin = self._taken(begin), 0
            self._item, self._around, self._elements = begin, tuple(self._open), 0
        self._elements += 1
        if stays and local not in OPEN_IN_HTML:
            self._open.append(name)
        if len(self._open) > DEEPEST:
            raise ArticleRejected("nested too deeply")
        if self._elements > MOST_ELEMENTS:
            raise ArticleRejected(f"one item of more than {MOST_ELEMENTS:,} elements")
        return begin

    def _closed(self, name: str, begin: int) -> bool:
        """Whether the end of that element is the end of an item, be it that of one around it."""
        folded = name.lower()
        level = next((at for at in range(len(self._open) - 1, -1, -1) if self._open[at].lower() == folded), None)
        del self._open[len(self._open) if level is None else level :]
        if self._item < 0 or len(self._open) > len(self._around):
            return False
        self._check_size(self._at - self._item)
        outer = level is not None and level < len(self._around)
        self._items.append(slice(self._item, begin if outer else self._at))
        self._item = -1
        return True

    def _taken(self, end: int) -> str:
        """The text before `end`, which is held no longer."""
        taken, self._text = self._text[:end], self._text[end:]
        self._at -= end
        return taken

    def _piece(self, end: int | None) -> Piece:
        """What is held up to `end`; None is the end of the feed, where all elements have been closed by itself."""
        tail = "" if end is None else "".join(f"</{name}>" for name in reversed(self._around))
        items, self._items = self._items, []
        return Piece(self._head or "", self._taken(len(self._text) if end is None else end), items, tail)

    def _check_size(self, held: int) -> None:
        most = self._limit if self._head is not None else self._limit // 4
        if held > most:
            what = "one item" if self._head is not None else "what stands before its first item"
            raise ArticleRejected(f"{what} is larger than {sized(most)}")


def texts(stream: Stream, charset: str) -> Iterator[str]:
    """The text of the feed as it comes, without its XML declaration, which may name an encoding that is not true.

    What is short is decoded as any document; the encoding of what is long is told by its first part alone.
    """
    head = stream.peek(PIECE)
    if len(head) < PIECE:
        yield _begun(decoded(head, charset))
        return
    decoder = getincrementaldecoder(told_encoding(head, charset))(ERRORS)
    first, data = True, b"-"
    while data:
        data = stream.read(PIECE if first else CHUNK)
        text = decoder.decode(data, final=not data)
        yield _begun(text) if first else text
        first = False


def _begun(text: str) -> str:
    return DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"))
