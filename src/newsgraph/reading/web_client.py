"""How is one request made so that it reaches only whom it may, and ends in time?

The only file that knows httpx. Every connection is made here: the host is resolved, each of its addresses is
checked, and the socket is opened to the address that was checked, so that a name which resolves differently a
moment later (DNS rebinding) gains nothing. Host header, SNI and certificate check keep the name.
"""

import socket
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from ssl import SSLContext
from threading import Thread
from typing import Any, NamedTuple

import httpcore
import httpx

from newsgraph.errors import ArticleRejected
from newsgraph.reading.public_addresses import kept_private

Resolve = Callable[[str, int], list[str]]

_TROUBLE = (
    httpx.HTTPError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
)


class Limits(NamedTuple):
    """Seconds for connecting, for each wait on the line, and for all of it; whether private addresses may be
    reached."""

    connect: float
    silence: float
    total: float
    allow_private: bool


class Target(NamedTuple):
    """A URL that can be asked for: `url` is ASCII without fragment, `origin` its scheme, host and port."""

    url: str
    scheme: str
    host: str
    origin: str


class Reply(NamedTuple):
    """The head of an answer, and its body packed as it came; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    packed: Iterator[bytes]


def system_resolver(host: str, port: int) -> list[str]:
    """Every address of that host, as the system would try them. Raises OSError or UnicodeError where it has
    none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


def within(seconds: float, look_up: Callable[[], list[str]]) -> list[str]:
    """What it gives, or TimeoutError: the system's resolver takes no limit, and may well need a minute. A look-up that
    nobody waits for any more ends by itself, and does not keep the process."""
    found: Future[list[str]] = Future()

    def look() -> None:
        try:
            found.set_result(look_up())
        except BaseException as error:  # is raised in the thread that waits
            found.set_exception(error)

    Thread(target=look, name="newsgraph-look-up", daemon=True).start()
    return found.result(seconds)


class Deadline:
    """The moment by which everything has to be done."""

    def __init__(self, seconds: float) -> None:
        self.restart(seconds)

    def restart(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def extend(self, seconds: float) -> None:
        self._end += seconds

    def left(self, most: float | None) -> float:
        """Seconds that an operation may take that would otherwise have `most`. Raises ReadTimeout when there
        are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if most is None else min(left, most)

    @property
    def over(self) -> bool:
        return time.monotonic() >= self._end


class Client:
    """Makes GET requests, one at a time. Environment proxies and .netrc are not used: a proxy would resolve
    names itself and reach what must not be reached. SSL_CERT_FILE and SSL_CERT_DIR are honoured."""

    def __init__(self, limits: Limits, resolve: Resolve, network: httpcore.NetworkBackend | None = None) -> None:
        self._limits = limits
        self.deadline = Deadline(limits.total)
        self._backend = _CheckedBackend(limits, resolve, self.deadline, network or httpcore.SyncBackend())
        transport = _Transport(self._backend, httpx.create_ssl_context())
        timeout = httpx.Timeout(limits.silence, connect=limits.connect)
        self._client = httpx.Client(transport=transport, timeout=timeout, trust_env=False)

    def close(self) -> None:
        self._client.close()

    def begin(self) -> None:
        """Start the clock for another named URL, with no cookies from the one before."""
        self.deadline.restart(self._limits.total)
        self._client.cookies.clear()

    @staticmethod
    def target(url: str, *, base: str = "") -> Target:
        """`url` (relative to `base`) as it will be asked for. Raises ArticleRejected where it must not be."""
        try:
            parsed = httpx.URL(base).join(url.strip()) if base else httpx.URL(url.strip())
            plain = parsed.copy_with(fragment=None)
            host = plain.raw_host.decode("ascii")
        except (httpx.InvalidURL, ValueError) as error:
            raise ArticleRejected(f"not a URL: {error}") from error
        if plain.scheme not in ("http", "https") or not host:
            found = f"{plain.scheme}://{host}" if plain.scheme else "no scheme"
            raise ArticleRejected(f"not a web address: found {found}, expected http:// or https:// and a host")
        if plain.userinfo:
            raise ArticleRejected(
                "has a user name or password in it, which would end up in the archive",
                hint="save the page in a browser and add the file",
            )
        return Target(str(plain), plain.scheme, host, f"{plain.scheme}://{plain.netloc.decode('ascii')}")

    def check(self, where: Target) -> None:
        """Raises ArticleRejected where its host may not be reached; makes no connection."""
        try:
            self._backend.addresses(where.host, 443 if where.scheme == "https" else 80)
        except _TROUBLE as error:
            raise ArticleRejected(self._told(error)) from error

    @contextmanager
    def get(self, where: Target, headers: Mapping[str, str]) -> Iterator[Reply]:
        """Ask for it; redirects are given back, not followed. Raises ArticleRejected when the line fails."""
        request = self._client.build_request("GET", where.url, headers=dict(headers))
        response: httpx.Response | None = None
        try:
            response = self._client.send(request, stream=True, follow_redirects=False)
            yield Reply(response.status_code, response.headers, response.iter_raw())
        except _TROUBLE as error:
            raise ArticleRejected(self._told(error)) from error
        finally:
            if response is not None:
                with suppress(*_TROUBLE):
                    response.close()

    def _told(self, error: Exception) -> str:
        if self.deadline.over:
            return f"took longer than {self._limits.total:g} s in all"
        if isinstance(error, httpcore.ConnectTimeout | httpx.ConnectTimeout):
            return f"did not take the connection within {self._limits.connect:g} s"
        if isinstance(error, httpcore.TimeoutException | httpx.TimeoutException):
            return f"sent nothing for {self._limits.silence:g} s"
        if isinstance(error, httpcore.ConnectError):
            return f"cannot be reached: {error}"
        return f"the connection broke off: {error}"


class _CheckedBackend(httpcore.NetworkBackend):
    """Opens sockets, to checked addresses only."""

    def __init__(self, limits: Limits, resolve: Resolve, deadline: Deadline, network: httpcore.NetworkBackend) -> None:
        self._limits = limits
        self._resolve = resolve
        self._deadline = deadline
        self._network = network

    def addresses(self, host: str, port: int) -> list[str]:
        """Every address of the host. One that may not be reached refuses the host: which of them an
        attacker's name server would have us use is not left to chance."""
        found = self._resolved(host, port)
        for address in found:
            kind = "" if self._limits.allow_private else kept_private(address)
            if kind:
                raise ArticleRejected(
                    f"{host} is at {address}, a {kind} address, which is not read unless you say so",
                    hint="--allow-private",
                )
        return found

    def _resolved(self, host: str, port: int) -> list[str]:
        most = self._deadline.left(self._limits.connect)
        try:
            return within(most, lambda: self._resolve(host, port))
        except TimeoutError as error:  # an OSError, too, and what a resolver itself may raise
            self._deadline.left(None)
            raise ArticleRejected(f"where {host!r} is was not told within {self._limits.connect:g} s") from error
        except (OSError, UnicodeError) as error:
            raise ArticleRejected(f"there is no host {host!r}: {error}") from error

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *rest: Any, **options: Any
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self.addresses(host, port):
            try:
                within = self._deadline.left(timeout)
                stream = self._network.connect_tcp(address, port, within, *rest, **options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure


class _TimedStream(httpcore.NetworkStream):
    """A connection on which no wait lasts longer than the deadline, so that a server which sends one byte now
    and then is not waited for until it is done."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        within = self._deadline.left(timeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, within), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Transport(httpx.BaseTransport):
    """httpx's own transport has no place for a network backend (its documentation: "Custom transports")."""

    def __init__(self, backend: httpcore.NetworkBackend, certificates: SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=certificates, network_backend=backend, keepalive_expiry=5.0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        self._pool.close()
