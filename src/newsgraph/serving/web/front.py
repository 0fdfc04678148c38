"""What does a caller get, before anybody is asked? The outer layer, in plain ASGI: answers that are kept, told apart by
ETag, packed, and the headers that browsers and caches want.

RFC 9110 (conditional requests, Vary), RFC 9111 (Cache-Control), RFC 5861 (stale-while-revalidate), Fetch (CORS).
"""

import asyncio
import gzip
import hashlib
import json
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from dataclasses import dataclass
from functools import partial
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

KEPT_BYTES = 64 << 20  # of answers, in each process
PACKED_FROM = 600  # bytes: a smaller answer fits into one packet as it is
LEVEL = 6
STALE = 600  # seconds that a cache may show an old answer while it asks for the new one
LONGEST = 4_000  # bytes of a query string
SAFE: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        b"base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
]
PROBLEM: Headers = [(b"content-type", b"application/problem+json"), (b"cache-control", b"no-store")]
MAY_READ: Headers = [(b"access-control-allow-methods", b"GET, HEAD")]
MAY_ASK: Headers = [
    (b"access-control-allow-methods", b"GET, HEAD, POST"),
    (b"access-control-allow-headers", b"content-type"),
]
OPEN: Headers = [(b"access-control-allow-origin", b"*"), (b"cross-origin-resource-policy", b"cross-origin")]


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. `packed` is its body as gzip, b"" where that is not worth it."""

    status: int
    type: bytes
    body: bytes
    packed: bytes
    etag: bytes

    @classmethod
    def of(cls, status: int, type: bytes, body: bytes) -> "Answer":
        packed = gzip.compress(body, LEVEL, mtime=0) if len(body) >= PACKED_FROM else b""
        return cls(status, type, body, packed, b'"' + hashlib.sha256(body).hexdigest()[:20].encode() + b'"')

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed)


class Kept:
    """The answers to the questions that were asked last, for as long as the stamp is the same."""

    def __init__(self, most: int = KEPT_BYTES) -> None:
        self._answers: OrderedDict[bytes, Answer] = OrderedDict()
        self._most, self._held, self._stamp = most, 0, object()

    def find(self, key: bytes, stamp: object) -> Answer | None:
        if stamp != self._stamp:
            self._answers.clear()
            self._held, self._stamp = 0, stamp
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def put(self, key: bytes, stamp: object, answer: Answer) -> None:
        """Not where the archive has changed since it was asked."""
        if stamp != self._stamp or key in self._answers:
            return
        self._answers[key] = answer
        self._held += answer.size
        while self._held > self._most:
            self._held -= self._answers.popitem(last=False)[1].size


class Front:
    """Stands before an application. What is below `kept_below` is kept while `stamp` gives the same, and open to all
    pages of the web; `max_age` is how many seconds a cache may show it unasked. At the paths `posted` a question may
    come as a body too: that is as open, and never kept."""

    def __init__(
        self,
        app: App,
        *,
        stamp: Callable[[], object],
        kept_below: str = "/api/",
        max_age: int = 0,
        posted: Collection[str] = (),
    ) -> None:
        self._app, self._stamp, self._below, self._kept = app, stamp, kept_below, Kept()
        self._posted = frozenset(posted)
        self._making: dict[tuple[bytes, object], asyncio.Task[Answer]] = {}
        self._cache = f"public, max-age={max_age}, stale-while-revalidate={STALE}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif not str(scope["path"]).startswith(self._below):
            await self._app(scope, receive, _with(send, SAFE))
        elif len(scope["query_string"]) > LONGEST:
            await _answer(send, 414, [*SAFE, *OPEN, *PROBLEM], _too_long(scope))
        elif scope["method"] == "OPTIONS":
            await _answer(send, 204, [*OPEN, *(MAY_ASK if scope["path"] in self._posted else MAY_READ)], b"")
        elif scope["method"] in ("GET", "HEAD"):
            await self._read(scope, receive, send)
        elif scope["path"] in self._posted:
            await self._app(scope, receive, _with(send, [*SAFE, *OPEN]))
        else:
            await self._app(scope, receive, _with(send, SAFE))

    async def _read(self, scope: Scope, receive: Receive, send: Send) -> None:
        key, stamp = scope["path"].encode("utf-8", "surrogateescape") + b"?" + scope["query_string"], self._stamp()
        found = self._kept.find(key, stamp)
        if found is None:
            found = await self._made((key, stamp), scope, receive)
        await self._tell(found, scope, send)

    async def _made(self, asked: tuple[bytes, object], scope: Scope, receive: Receive) -> Answer:
        """The answer that the inner layer makes, once for all who ask the same while it does: what many read is asked
        by many just when the archive has changed. It is made, and kept, for the others where one of them goes away."""
        making = self._making.get(asked)
        if making is None:
            making = self._making[asked] = asyncio.create_task(self._asked(scope, receive))
            making.add_done_callback(partial(self._is_made, asked))
        return await asyncio.shield(making)

    def _is_made(self, asked: tuple[bytes, object], making: asyncio.Task[Answer]) -> None:
        del self._making[asked]
        if not making.cancelled() and making.exception() is None and making.result().status == 200:
            self._kept.put(*asked, making.result())

    async def _asked(self, scope: Scope, receive: Receive) -> Answer:
        """What the inner layer says, whole."""
        told: dict[str, Any] = {"status": 500, "headers": []}
        parts: list[bytes] = []

        async def hear(message: Message) -> None:
            if message["type"] == "http.response.start":
                told.update(message)
            else:
                parts.append(message.get("body", b""))

        await self._app({**scope, "method": "GET"}, receive, hear)
        type = dict(told["headers"]).get(b"content-type", b"application/json")
        return Answer.of(told["status"], type, b"".join(parts))

    async def _tell(self, answer: Answer, scope: Scope, send: Send) -> None:
        cache = self._cache if answer.status == 200 else b"no-store"
        await tell(answer, scope, send, [*SAFE, *OPEN, (b"cache-control", cache)])


async def tell(answer: Answer, scope: Scope, send: Send, more: Headers) -> None:
    """In the form that the caller takes: nothing where it has this already, packed where it can unpack."""
    asked = dict(scope["headers"])
    headers = [*more, (b"content-type", answer.type), (b"vary", b"accept-encoding")]
    if answer.status == 200:
        headers.append((b"etag", answer.etag))
        if answer.etag in _tags(asked.get(b"if-none-match", b"")):
            await _answer(send, 304, headers, None)
            return
    body = answer.body
    if answer.packed and b"gzip" in asked.get(b"accept-encoding", b""):
        body = answer.packed
        headers.append((b"content-encoding", b"gzip"))
    await _answer(send, answer.status, headers, body, head=scope["method"] == "HEAD")


def _too_long(scope: Scope) -> bytes:
    """A problem document (RFC 9457)."""
    detail = f"{len(scope['query_string'])} bytes of question, expected {LONGEST} at most"
    told = {"type": "about:blank", "title": "too long", "status": 414, "detail": detail, "hint": "ask for less"}
    return json.dumps(told).encode()


def _tags(stated: bytes) -> set[bytes]:
    """The tags of If-None-Match, compared weakly (RFC 9110, 13.1.2)."""
    return {tag.strip().removeprefix(b"W/") for tag in stated.split(b",")}


async def _answer(send: Send, status: int, headers: Headers, body: bytes | None, *, head: bool = False) -> None:
    length = [] if body is None else [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *length]})
    await send({"type": "http.response.body", "body": b"" if head or body is None else body})


def _with(send: Send, more: Headers) -> Send:
    """Adds headers to an answer on its way."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *more]}
        await send(message)

    return sending
