"""What is at that URL? Asked of a real server on this machine.

Names such as `paper.example` are given public addresses by the resolver here, and the network here leads
every public address to the server; what is refused before a socket opens is refused as it would be out there.
"""

import codecs
import gzip
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpcore
import pytest

from newsgraph.errors import ArticleRejected, UsageError
from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading import ReadOptions, read
from newsgraph.reading.web import Fetcher, FetchRules, fetch

QUICK = FetchRules(delay_seconds=0, connect_seconds=5, read_seconds=10, total_seconds=30)
HERE = replace(QUICK, allow_private=True, obey_robots=False)
PAGE = b"<html><body><p>The harbour reopened on Monday.</p></body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}
NAMES = {
    "paper.example": ["93.184.215.14"],
    "other.example": ["93.184.215.15"],
    "inside.example": ["10.0.0.7"],
    "half.example": ["93.184.215.14", "127.0.0.1"],
    "six.example": ["::ffff:169.254.169.254"],
    "dead.example": ["93.184.215.99"],
    "limping.example": ["93.184.215.99", "93.184.215.14"],
}


class Site(ThreadingHTTPServer):
    """Serves what the test puts in `pages`: path → a function that answers; notes what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.pages: dict[str, Callable[[Answering], None]] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.stop = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def page(self, path: str, body: bytes = PAGE, *, status: int = 200, **headers: str) -> None:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = lambda answering: answering.give(status, body, HTML | given)

    def redirect(self, path: str, location: str, status: int = 302) -> None:
        self.page(path, b"", status=status, Location=location)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what several tests are about."""


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        self.server.asked.append(f"{host}{self.path}")
        self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        page = self.server.pages.get(f"{host}{self.path}") or self.server.pages.get(self.path)
        if page:
            page(self)
        else:
            self.give(404, b"nothing here", HTML)

    def give(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.stop.set()
        server.shutdown()
        thread.join()


class Network(httpcore.SyncBackend):
    """The internet of these tests: 93.184.215.14 and .15 are the site, .99 is nobody."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.dialled: list[str] = []

    def connect_tcp(self, host: str, port: int, *rest: object, **more: object) -> httpcore.NetworkStream:
        self.dialled.append(host)
        if host.endswith(".99"):
            raise httpcore.ConnectError("connection refused")
        return super().connect_tcp("127.0.0.1", self.site.server_port)


def outside(site: Site, rules: FetchRules = QUICK) -> Fetcher:
    """A fetcher that has the internet of these tests and may not read what is private."""

    def resolve(host: str, port: int) -> list[str]:
        if host not in NAMES:
            raise socket.gaierror("Name or service not known")
        return NAMES[host]

    return Fetcher(rules, resolve=resolve, network=Network(site))


def refused(url: str, rules: FetchRules = HERE) -> ArticleRejected:
    """The refusal to read it, which is one line."""
    with pytest.raises(ArticleRejected) as error:
        fetch(url, rules)
    assert "\n" not in str(error.value)
    return error.value


# -- what comes back -----------------------------------------------------------------------------------------


def test_a_page_comes_back_with_what_its_transport_said(site: Site) -> None:
    site.page("/a?b=1", Last_Modified="Mon, 03 Jun 2019 10:00:00 GMT", ETag='"7"')
    got = fetch(f"{site.url}/a?b=1#top", HERE)
    assert got.body == PAGE
    assert (got.url, got.content_type, got.charset) == (f"{site.url}/a?b=1", "text/html", "utf-8")
    assert (got.last_modified, got.etag, got.unchanged) == ("Mon, 03 Jun 2019 10:00:00 GMT", '"7"', False)


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=ISO-8859-15", "iso-8859-15"),
        ('text/html;charset="windows-1252"', "windows-1252"),
        ("text/html; charset=klingon", ""),
        ("text/html; charset=hex", ""),
        ("Text/HTML", ""),
    ],
)
def test_the_charset_is_one_that_python_knows_or_none(site: Site, header: str, charset: str) -> None:
    site.page("/a", Content_Type=header)
    got = fetch(f"{site.url}/a", HERE)
    assert (got.content_type, got.charset) == ("text/html", charset)
    assert not charset or codecs.lookup(charset)


def test_it_says_who_asks_and_invents_no_address(site: Site) -> None:
    site.page("/a")
    fetch(f"{site.url}/a", HERE)
    agent = site.headers[0]["user-agent"]
    assert agent.startswith("newsgraph")
    assert "http" not in agent
    fetch(f"{site.url}/a", replace(HERE, user_agent="paper-archive/2"))
    assert site.headers[1]["user-agent"] == "paper-archive/2"


def test_a_packed_page_is_unpacked(site: Site) -> None:
    site.page("/a", gzip.compress(PAGE), Content_Encoding="gzip")
    assert fetch(f"{site.url}/a", HERE).body == PAGE


def test_a_gzip_file_stays_one(site: Site) -> None:
    packed = gzip.compress(PAGE)
    site.page("/sitemap.xml.gz", packed, Content_Type="application/x-gzip")
    assert fetch(f"{site.url}/sitemap.xml.gz", HERE).body == packed


def test_a_body_in_chunks_without_a_length_is_read(site: Site) -> None:
    def chunked(answering: Answering) -> None:
        answering.send_response(200)
        answering.send_header("Transfer-Encoding", "chunked")
        answering.end_headers()
        answering.wfile.write(b"4\r\nnews\r\n5\r\n here\r\n0\r\n\r\n")

    site.pages["/a"] = chunked
    got = fetch(f"{site.url}/a", HERE)
    assert (got.body, got.content_type) == (b"news here", "")


def test_a_page_that_did_not_change_is_not_sent_again(site: Site) -> None:
    site.page("/a", b"", status=304, ETag='"7"')
    with Fetcher(HERE) as fetcher:
        got = fetcher.fetch(f"{site.url}/a", etag='"7"', last_modified="Mon, 03 Jun 2019 10:00:00 GMT")
    assert got.unchanged
    assert got.body == b""
    assert site.headers[0]["if-none-match"] == '"7"'
    assert site.headers[0]["if-modified-since"] == "Mon, 03 Jun 2019 10:00:00 GMT"
    assert "304" in str(refused(f"{site.url}/a"))


@pytest.mark.parametrize(
    ("status", "told", "hint"),
    [
        (401, "the site refuses it (HTTP status 401)", "save the page in a browser"),
        (403, "the site refuses it (HTTP status 403)", "save the page in a browser"),
        (404, "there is no such page (HTTP status 404)", "web archive"),
        (410, "there is no such page (HTTP status 410)", "web archive"),
        (418, "answered with HTTP status 418, expected 200", ""),
        (429, "the site is too busy (HTTP status 429)", "try again in 60 s"),
        (500, "the site has a fault (HTTP status 500)", "try again later"),
        (204, "answered with HTTP status 204", ""),
    ],
)
def test_a_page_that_is_not_given_is_refused_with_the_reason(site: Site, status: int, told: str, hint: str) -> None:
    site.page("/a", b"", status=status)
    error = refused(f"{site.url}/a")
    assert told in str(error)
    assert hint in error.hint


def test_a_busy_site_says_when_to_come_back(site: Site) -> None:
    site.page("/a", status=503, Retry_After="900")
    assert refused(f"{site.url}/a").hint == "try again in 900 s"


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "video/mp4", "application/javascript"])
def test_what_cannot_be_text_is_refused_before_it_is_read(site: Site, kind: str) -> None:
    site.page("/a", Content_Type=kind)
    assert kind in str(refused(f"{site.url}/a"))


@pytest.mark.parametrize("kind", ["application/rss+xml", "application/feed+json", "binary/octet-stream", "text/csv"])
def test_feeds_exports_and_what_says_nothing_of_itself_are_read(site: Site, kind: str) -> None:
    site.page("/a", Content_Type=kind)
    assert fetch(f"{site.url}/a", HERE).content_type == kind


def test_a_named_url_is_an_article_and_one_that_fails_a_line_with_its_hint(site: Site) -> None:
    site.redirect("/short", "/long")
    site.page("/long", "<html><body><p>The café reopened.</p></body></html>".encode("cp1252"),
              Content_Type="text/html; charset=windows-1252")  # fmt: skip
    urls = [f"{site.url}/short", f"{site.url}/gone"]
    article, refusal = read(urls, ReadOptions(rules=HERE))
    assert isinstance(article, RawArticle)
    assert (article.location, article.url) == (urls[0], f"{site.url}/long")
    assert "café" in (article.page or "")
    assert isinstance(refusal, Rejection)
    assert refusal.location == urls[1]
    assert refusal.reason.startswith("there is no such page (HTTP status 404)")


# -- redirects -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_five_redirects_are_followed_and_the_end_is_named(site: Site, status: int) -> None:
    for number in range(5):
        site.redirect(f"/{number}", f"{number + 1}", status)
    site.page("/5")
    assert fetch(f"{site.url}/0", HERE).url == f"{site.url}/5"


def test_a_sixth_redirect_is_not(site: Site) -> None:
    for number in range(6):
        site.redirect(f"/{number}", f"/{number + 1}")
    site.page("/6")
    assert f"leads to {site.url}/5: redirects more than 5 times" in str(refused(f"{site.url}/0"))
    assert len(site.asked) == 6


def test_a_circle_is_called_one(site: Site) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    assert "redirects in a circle" in str(refused(f"{site.url}/a"))


def test_a_site_that_sets_a_cookie_and_sends_back_is_read_and_the_cookie_forgotten(site: Site) -> None:
    def gate(answering: Answering) -> None:
        if "seen=1" in answering.headers.get("Cookie", ""):
            answering.give(200, PAGE, HTML)
        else:
            answering.give(302, b"", {"Location": "/a", "Set-Cookie": "seen=1; Path=/"})

    site.pages["/a"] = gate
    with outside(site, replace(QUICK, obey_robots=False)) as fetcher:
        assert fetcher.fetch("http://paper.example/a").body == PAGE
        assert fetcher.fetch("http://paper.example/a").body == PAGE
    assert ["cookie" in headers for headers in site.headers] == [False, True, False, True]


def test_a_redirect_to_nowhere_or_to_no_web_address_is_refused(site: Site) -> None:
    site.page("/a", b"", status=302)
    assert "without saying where" in str(refused(f"{site.url}/a"))
    for location in (
        "file:///etc/passwd",
        "ftp://paper.example/",
        "http://a:b@paper.example/",
        "http://[",
        "//",
    ):
        site.redirect("/a", location)
        assert refused(f"{site.url}/a")
    assert set(site.asked) == {"127.0.0.1/a"}


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://paper.example/", "http://", "http:///a", "paper.example/a", "http://[::1",
     "", "http://user:secret@paper.example/", "http://paper.example:port/", "gopher://paper.example", "http://a\nb/"],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    error = refused(url)
    assert "secret" not in str(error)


# -- limits --------------------------------------------------------------------------------------------------


def endless(answering: Answering) -> None:
    answering.send_response(200)
    answering.end_headers()
    while not answering.server.stop.is_set():
        answering.wfile.write(b"news " * 10_000)


def test_a_body_without_end_is_given_up_at_the_limit(site: Site) -> None:
    site.pages["/a"] = endless
    assert "larger than 3,000,000 bytes" in str(refused(f"{site.url}/a", replace(HERE, max_bytes=3_000_000)))


def test_a_body_that_declares_too_much_is_not_begun(site: Site) -> None:
    site.page("/a", b"", Content_Length="99999999999")
    assert "larger than" in str(refused(f"{site.url}/a"))


def test_a_bomb_is_given_up_at_the_limit(site: Site) -> None:
    site.page("/a", gzip.compress(bytes(30_000_000), 1), Content_Encoding="gzip")
    assert "larger than 1,000,000 bytes" in str(refused(f"{site.url}/a", replace(HERE, max_bytes=1_000_000)))


def test_a_body_that_breaks_off_is_refused(site: Site) -> None:
    def short(answering: Answering) -> None:
        answering.give(200, PAGE, HTML | {"Content-Length": str(len(PAGE) + 100)})
        answering.close_connection = True

    site.pages["/a"] = short
    assert "broke off" in str(refused(f"{site.url}/a"))


def silent(answering: Answering) -> None:
    answering.server.stop.wait(10)


def dripping(*, head: bool) -> Callable[[Answering], None]:
    def drip(answering: Answering) -> None:
        answering.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"X-Slow: " if head else b"\r\n"))
        while not answering.server.stop.wait(0.05):
            answering.wfile.write(b"a")

    return drip


def test_a_site_that_says_nothing_is_given_up(site: Site) -> None:
    site.pages["/a"] = silent
    assert "sent nothing for 0.3 s" in str(refused(f"{site.url}/a", replace(HERE, read_seconds=0.3)))


@pytest.mark.parametrize("head", [True, False], ids=["in its head", "in its body"])
def test_a_site_that_says_one_letter_at_a_time_is_given_up_in_the_end(site: Site, head: bool) -> None:
    site.pages["/a"] = dripping(head=head)
    started = time.monotonic()
    assert "took longer than 0.5 s in all" in str(refused(f"{site.url}/a", replace(HERE, total_seconds=0.5)))
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ({"connect_seconds": 0.2}, "where 'paper.example' is was not told within 0.2 s"),
        ({"total_seconds": 0.2}, "took longer than 0.2 s in all"),
    ],
)
def test_a_name_server_that_does_not_answer_is_given_up(limits: dict[str, float], told: str) -> None:
    asleep = threading.Event()
    begun = time.monotonic()
    fetcher = Fetcher(replace(QUICK, **limits), resolve=lambda host, port: [str(asleep.wait(20))])
    with fetcher, pytest.raises(ArticleRejected) as error:
        fetcher.fetch("http://paper.example/a")
    assert told in str(error.value)
    assert time.monotonic() - begun < 5
    asleep.set()


def test_a_handshake_that_comes_one_letter_at_a_time_is_given_up_in_the_end() -> None:
    stop = threading.Event()

    def drip(listening: socket.socket) -> None:
        line, _ = listening.accept()
        with line:
            line.sendall(b"\x16\x03\x03\x40\x00\x02")  # a server's hello of 16 KiB
            while not stop.wait(0.02):
                line.sendall(b"\0")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        dripping = threading.Thread(target=drip, args=(listening,))
        dripping.start()
        begun = time.monotonic()
        url = f"https://127.0.0.1:{listening.getsockname()[1]}/"
        assert "took longer than 0.5 s in all" in str(refused(url, replace(HERE, total_seconds=0.5)))
        assert time.monotonic() - begun < 5
        stop.set()
        dripping.join()


def test_what_speaks_no_http_is_refused(site: Site) -> None:
    def other(answering: Answering) -> None:
        answering.wfile.write(b"220 mail.example ESMTP\r\n\r\n")
        answering.close_connection = True

    site.pages["/a"] = other
    assert "broke off" in str(refused(f"{site.url}/a"))


def test_nobody_at_home_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert "cannot be reached" in str(refused(f"http://127.0.0.1:{taken.getsockname()[1]}/"))


# -- whom it may reach ---------------------------------------------------------------------------------------


LOOPBACK_SPELT = ["127.0.0.1", "127.1", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "localhost", "[::1]",
                  "[::ffff:127.0.0.1]", "0.0.0.0", "0", "[::]", "127.0.0.1.", "①②⑦.0.0.1"]  # fmt: skip


@pytest.mark.parametrize("host", LOOPBACK_SPELT)
def test_this_machine_is_refused_however_it_is_spelt(site: Site, host: str) -> None:
    site.page("/a")
    refused(f"http://{host}:{site.server_port}/a", QUICK)
    assert site.asked == []


@pytest.mark.parametrize("name", ["inside.example", "half.example", "six.example"])
def test_a_name_with_any_private_address_is_refused_and_told_how_to_permit_it(site: Site, name: str) -> None:
    with outside(site) as fetcher, pytest.raises(ArticleRejected, match=f"^{name} is at ") as error:
        fetcher.fetch(f"http://{name}/a")
    assert error.value.hint == "--allow-private"
    assert site.asked == []


@pytest.mark.parametrize("where", ["http://inside.example/", "http://127.0.0.1/", "http://[::1]/", "http://0x7f.1/"])
def test_a_redirect_to_a_private_address_is_refused(site: Site, where: str) -> None:
    site.redirect("/a", where)
    with outside(site) as fetcher, pytest.raises(ArticleRejected, match=r"^leads to "):
        fetcher.fetch("http://paper.example/a")
    assert [asked for asked in site.asked if "robots" not in asked] == ["paper.example/a"]


def test_a_name_that_turns_private_between_check_and_connection_reaches_nothing(site: Site) -> None:
    """DNS rebinding: the address that was checked is the one that is dialled, whatever the name says
    meanwhile."""
    answers: list[list[str]] = []

    def turning(host: str, port: int) -> list[str]:
        answers.append(["93.184.215.14"] if len(answers) % 2 == 0 else ["127.0.0.1"])
        return answers[-1]

    network = Network(site)
    site.page("/a")
    fetcher = Fetcher(replace(QUICK, obey_robots=False), resolve=turning, network=network)
    with fetcher, pytest.raises(ArticleRejected, match="loopback"):
        fetcher.fetch("http://paper.example/a")
    assert network.dialled == []
    assert len(answers) == 2


def test_the_checked_address_is_dialled_and_the_name_stays_in_the_request(site: Site) -> None:
    site.page("/a")
    network = Network(site)
    with Fetcher(QUICK, resolve=lambda host, port: ["93.184.215.14"], network=network) as fetcher:
        assert fetcher.fetch("http://Paper.example/a").url == "http://paper.example/a"
    assert set(network.dialled) == {"93.184.215.14"}
    assert {headers["host"] for headers in site.headers} == {"paper.example"}


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    site.page("/a")
    with outside(site) as fetcher:
        assert fetcher.fetch("http://limping.example/a").body == PAGE
        with pytest.raises(ArticleRejected, match=r"cannot be read \(cannot be reached"):
            fetcher.fetch("http://dead.example/a")
        with pytest.raises(ArticleRejected, match=r"there is no host 'nowhere\.example'"):
            fetcher.fetch("http://nowhere.example/a")


def test_proxies_of_the_environment_are_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.page("/a")
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert fetch(f"{site.url}/a", HERE).body == PAGE


# -- robots.txt and patience ---------------------------------------------------------------------------------


def test_robots_txt_is_asked_once_a_site_and_obeyed(site: Site) -> None:
    site.page("paper.example/robots.txt", b"User-agent: *\nDisallow: /private/\n")
    site.page("/a")
    with outside(site) as fetcher:
        assert fetcher.fetch("http://paper.example/a").body == PAGE
        assert fetcher.fetch("http://other.example/a").body == PAGE
        with pytest.raises(ArticleRejected, match=r"robots\.txt there does not let newsgraph read it"):
            fetcher.fetch("http://paper.example/private/a")
    assert site.asked == [
        "paper.example/robots.txt",
        "paper.example/a",
        "other.example/robots.txt",
        "other.example/a",
    ]


def test_a_redirect_asks_the_robots_txt_of_where_it_leads(site: Site) -> None:
    site.redirect("/a", "http://other.example/b")
    site.page("other.example/robots.txt", b"User-agent: newsgraph\nDisallow: /\n")
    with (
        outside(site) as fetcher,
        pytest.raises(ArticleRejected, match=r"leads to http://other\.example/b: rob"),
    ):
        fetcher.fetch("http://paper.example/a")


def test_robots_txt_may_be_elsewhere_and_its_rules_hold_here(site: Site) -> None:
    site.redirect("paper.example/robots.txt", "http://other.example/rules")
    site.page("other.example/rules", b"User-agent: *\nDisallow: /a\n")
    with outside(site) as fetcher, pytest.raises(ArticleRejected, match="does not let"):
        fetcher.fetch("http://paper.example/a")


@pytest.mark.parametrize(("status", "open_to_us"), [(404, True), (403, True), (500, False), (503, False)])
def test_no_robots_txt_permits_and_a_broken_one_does_not(site: Site, status: int, open_to_us: bool) -> None:
    site.page("/robots.txt", b"", status=status)
    site.page("/a")
    with outside(site) as fetcher:
        if open_to_us:
            assert fetcher.fetch("http://paper.example/a").body == PAGE
        else:
            for _ in range(2):
                with pytest.raises(ArticleRejected, match=rf"cannot be read \(HTTP status {status}\)"):
                    fetcher.fetch("http://paper.example/a")
            assert site.asked == ["paper.example/robots.txt"]


def test_a_robots_txt_that_hangs_or_leads_inside_permits_nothing(site: Site) -> None:
    site.pages["paper.example/robots.txt"] = silent
    site.redirect("other.example/robots.txt", "http://inside.example/robots.txt")
    with outside(site, replace(QUICK, read_seconds=0.2)) as fetcher:
        for host in ("paper", "other"):
            with pytest.raises(ArticleRejected, match="cannot be read"):
                fetcher.fetch(f"http://{host}.example/a")


def test_robots_txt_that_redirects_for_ever_permits_all(site: Site) -> None:
    site.redirect("/robots.txt", "/robots.txt")
    site.page("/a")
    with outside(site) as fetcher:
        assert fetcher.fetch("http://paper.example/a").body == PAGE
    assert site.asked.count("paper.example/robots.txt") == 6


def test_a_robots_txt_without_end_is_read_as_far_as_the_standard_asks(site: Site) -> None:
    def long(answering: Answering) -> None:
        answering.send_response(200)
        answering.end_headers()
        answering.wfile.write(b"User-agent: *\nDisallow: /a\n")
        while not answering.server.stop.is_set():
            answering.wfile.write(b"# and so on\n" * 1000)

    site.pages["/robots.txt"] = long
    with outside(site) as fetcher, pytest.raises(ArticleRejected, match="does not let"):
        fetcher.fetch("http://paper.example/a")


@pytest.mark.parametrize(
    ("robots", "at_least", "at_most"),
    [(b"", 0, 5), (b"User-agent: *\nCrawl-delay: 7\n", 5, 7), (b"User-agent: *\nCrawl-delay: 600\n", 10, 20)],
    ids=["ours", "theirs", "theirs, capped"],
)
def test_a_host_is_left_in_peace_between_two_pages(site: Site, robots: bytes, at_least: float, at_most: float) -> None:
    site.page("/robots.txt", robots)
    site.redirect("/a", "/b")
    site.page("/b")
    waits: list[float] = []
    rules = replace(QUICK, delay_seconds=5, longest_delay_seconds=20)
    names = {"resolve": lambda host, port: NAMES[host], "network": Network(site)}
    with Fetcher(rules, sleep=waits.append, **names) as fetcher:
        fetcher.fetch("http://paper.example/a")
        fetcher.fetch("http://other.example/a")
        assert waits == []
        fetcher.fetch("http://paper.example/a")
    assert len(waits) == 1
    assert at_least < waits[0] <= at_most


# -- https ---------------------------------------------------------------------------------------------------


@pytest.fixture
def secure(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The site with a certificate for paper.example, made now and trusted through SSL_CERT_FILE."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl here to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
               "-nodes", "-days", "2", "-subj", "/CN=paper.example", "-addext",
               "subjectAltName=DNS:paper.example",
               "-keyout", str(key), "-out", str(certificate)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.sni_callback = lambda connection, name, context: site.asked.append(f"sni {name}")
    site.socket = context.wrap_socket(site.socket, server_side=True, do_handshake_on_connect=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return site


def test_a_certificate_is_checked_for_the_name_though_the_address_is_dialled(secure: Site) -> None:
    secure.page("/a")
    with outside(secure) as fetcher:
        assert fetcher.fetch("https://paper.example/a").body == PAGE
        assert secure.asked[0] == "sni paper.example"
        with pytest.raises(ArticleRejected, match="certificate"):
            fetcher.fetch("https://other.example/a")


def test_a_redirect_from_https_to_http_is_not_followed_and_says_what_to_type(secure: Site) -> None:
    secure.redirect("/a", "http://other.example/a")
    with outside(secure) as fetcher, pytest.raises(ArticleRejected, match="from https to http") as error:
        fetcher.fetch("https://paper.example/a")
    assert error.value.hint == "newsgraph add http://other.example/a"


# -- the extra -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["httpx", "protego"])
def test_without_the_extra_it_says_what_to_install(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.delitem(sys.modules, "newsgraph.reading.web_client", raising=False)
    with pytest.raises(UsageError, match=f"needs {missing}, which is not installed") as error:
        fetch("http://127.0.0.1/", HERE)
    assert error.value.hint == "pip install 'newsgraph[web]'"
