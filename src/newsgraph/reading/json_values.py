"""JSON of any layout: one value a line, an array of them, or one after the other; records, JSON Feeds,
ninjs items."""

import json
import re
from codecs import getincrementaldecoder
from collections.abc import Iterator

from pydantic_core import from_json

from newsgraph.errors import ArticleRejected
from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading.decoding import ERRORS, as_utf8
from newsgraph.reading.json_feed import feed_items, is_json_feed
from newsgraph.reading.listing import Listed
from newsgraph.reading.ninjs import is_ninjs, ninjs_article
from newsgraph.reading.options import ReadOptions
from newsgraph.reading.records import Columns, article_of
from newsgraph.reading.sniffing import HEAD, is_object
from newsgraph.reading.stream import Member, Stream, sized

Arrival = RawArticle | Rejection | Listed
# So many lines one after the other without an object are no JSONL: without an end to it a large file of something
# else would fill the report. Objects without a text are records all the same: articles may come behind them.
GARBAGE = 1_000


def read_json(member: Member, options: ReadOptions) -> Iterator[Arrival]:
    """The articles of every object, under "dump.jsonl:17" by line, "dump.json#3" by place in an array."""
    reader = _Objects(member, options)
    stream = as_utf8(member.stream, member.charset)
    if _by_lines(stream.peek(HEAD)):
        yield from reader.lines(stream)
    else:
        yield from reader.values(stream)
    unused = reader.columns.unused()
    if unused:
        options.notice(member.location, f"not used: {', '.join(unused[:20])}{', …' if len(unused) > 20 else ''}")


def _by_lines(head: bytes) -> bool:
    """Whether each line is a value of its own. A first line too long to be seen whole is taken for one."""
    lines = head.decode("utf-8", "replace").lstrip().splitlines()
    if any(map(is_object, lines[:4])):
        return True
    return len(lines) == 1 and not lines[0].startswith("[")


class _Objects:
    """Turns the values of one file into articles."""

    def __init__(self, member: Member, options: ReadOptions) -> None:
        self._member, self._options = member, options
        self.columns = Columns(options.mapping)

    def lines(self, stream: Stream) -> Iterator[Arrival]:
        garbage = 0
        for number, line in enumerate(stream.lines(self._options.largest), 1):
            if line is not None and (not line or line.isspace()):
                continue
            location = f"{self._member.location}:{number}"
            try:
                value = self._value(line)
            except ArticleRejected as reason:
                garbage += 1
                yield Rejection(location, str(reason))
            else:
                garbage = 0 if isinstance(value, dict) else garbage + 1
                yield from self._articles(value, location)
            if garbage == GARBAGE:
                raise ArticleRejected(f"{GARBAGE:,} lines in a row are no JSON objects; gave up at line {number}")

    def values(self, stream: Stream) -> Iterator[Arrival]:
        array = stream.peek(64).lstrip().startswith(b"[")
        for number, value in enumerate(values(stream, self._options.largest), 1):
            place = f"{self._member.location}#{number}" if array or number > 1 else self._member.location
            yield from self._articles(value, place)

    def _value(self, line: bytes | None) -> object:
        if line is None:
            raise ArticleRejected(f"line longer than {sized(self._options.largest)}")
        return parsed(line)

    def _articles(self, value: object, location: str) -> Iterator[Arrival]:
        try:
            if not isinstance(value, dict):
                raise ArticleRejected(f"not an object but {_kind(value)}")
            if self._told(value, "jsonfeed"):
                yield from feed_items(value, location, self._options)
            elif self._told(value, "ninjs"):
                yield ninjs_article(value, location, self._options, self._member.url)
            else:
                yield article_of(self.columns.fields(value), location=location, format="jsonl")
        except ArticleRejected as reason:
            yield Rejection(location, str(reason))
        except RecursionError:
            yield Rejection(location, "nested too deeply")

    def _told(self, value: dict[str, object], format: str) -> bool:
        forced = self._options.format
        if forced in ("jsonl", "ninjs", "jsonfeed"):
            return forced == format
        return is_ninjs(value) if format == "ninjs" else is_json_feed(value)


def parsed(data: bytes) -> object:
    """The value that is this JSON text. Raises ArticleRejected where it is none."""
    try:
        return from_json(data)
    except ValueError:
        return _parsed_gently(data)


def _parsed_gently(data: bytes) -> object:
    """Slower, and forgiving: bad bytes, line feeds inside strings, lone surrogates."""
    text = data.decode("utf-8", ERRORS)
    try:
        return _mended(json.loads(text, strict=False), text)
    except RecursionError:
        raise ArticleRejected("nested too deeply") from None
    except json.JSONDecodeError as fault:
        raise ArticleRejected(f"no JSON: {fault.msg} at character {fault.pos + 1}") from None
    except ValueError as fault:  # a number of thousands of digits
        raise ArticleRejected(f"no JSON that can be read: {fault}") from None


def _mended(value: object, text: str) -> object:
    """The value with each lone surrogate (half a character, written as \\ud83d in `text`) replaced."""
    return _whole(value) if "\\ud" in text or "\\uD" in text else value


def _whole(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(part) for part in value]
    return {_whole(k): _whole(v) for k, v in value.items()} if isinstance(value, dict) else value


BETWEEN = re.compile(r"[\s,\x1e]*")
START = 1 << 20


def values(stream: Stream, limit: int) -> Iterator[object]:
    """The items of a top-level array, or top-level values one after the other, as each is complete.

    Raises ArticleRejected at the first fault, all items before it having been given: JSON cannot be read on
    after it.
    """
    window = _Window(stream, limit)
    inside = window.skip() == "["
    window.at += inside
    while window.skip() not in (("]", "") if inside else ("",)):
        yield window.value()
    if inside and not window.skip():
        raise ArticleRejected("cut off: the array has no end")


class _Window:
    """The part of the text that is being looked at, from `at` on."""

    def __init__(self, stream: Stream, limit: int) -> None:
        self._stream, self._limit = stream, limit
        self._decoder = getincrementaldecoder("utf-8")(ERRORS)
        self._scan = json.JSONDecoder(strict=False).raw_decode
        self._text, self.at, self._ended = "", 0, False

    def skip(self) -> str:
        """The next sign that is neither blank nor comma, "" at the end."""
        while True:
            found = BETWEEN.match(self._text, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self._text) or not self._more():
                return self._text[self.at : self.at + 1]

    def value(self) -> object:
        while True:
            try:
                value, end = self._scan(self._text, self.at)
            except RecursionError:
                raise ArticleRejected("nested too deeply") from None
            except ValueError as fault:
                if self._broken(fault) or not self._more():
                    raise ArticleRejected(self._reason(fault)) from None
                continue
            if end < len(self._text) or not self._more():  # a number may go on behind the window
                start, self.at = self.at, end
                return _mended(value, self._text[start:end])

    def _broken(self, fault: ValueError) -> bool:
        """Whether the fault is not just that the rest of the value is still to come."""
        if not isinstance(fault, json.JSONDecodeError):
            return True
        return not fault.msg.startswith("Unterminated") and fault.pos < len(self._text) - 64

    def _reason(self, fault: ValueError) -> str:
        kind = (
            "broken JSON" if self._broken(fault) or self.at >= len(self._text) else "cut off in the middle of a value"
        )
        return f"{kind}: {getattr(fault, 'msg', fault)}"

    def _more(self) -> bool:
        """Read on, as much again as is held; False at the end."""
        held = self._text[self.at :]
        if len(held) > self._limit:
            raise ArticleRejected(f"one value is larger than {sized(self._limit)}")
        data = b"".join(self._stream.exactly(max(START, len(held)))) if not self._ended else b""
        fresh = self._decoder.decode(data, final=not data) if not self._ended else ""
        self._ended = not data
        self._text, self.at = held + fresh, 0
        return bool(fresh)


def _kind(value: object) -> str:
    names = {list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "null")
