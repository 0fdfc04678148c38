"""Feeds on a server of this machine, polled: what is new, corrected or gone, and who is asked how often."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from newsgraph_cli.app import app as typed_app
from typer.testing import CliRunner

import newsgraph
from newsgraph import Watch, read_feeds
from newsgraph.errors import UsageError
from newsgraph.reading.polling import Poller
from newsgraph.reading.web import FetchRules
from newsgraph.watching import Feed

ITEM = """<item><title>{title}</title><link>{base}/{name}</link><guid>{base}/{name}</guid>
<pubDate>Mon, 06 May 2024 0{hour}:00:00 GMT</pubDate><description>{text}</description></item>"""
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<meta property="article:published_time" content="2024-05-06T0{hour}:00:00Z"></head><body><article><h1>{title}</h1>
<p>{text}</p></article></body></html>"""
FERRY = "The ferry between Port Averin and Skarrow did not sail on Monday, because its crew has joined the strike."
CRANE = "A crane of the harbour company was taken down on Monday, two weeks after its frame had crushed a docker."
MENDED = FERRY.replace("Monday", "Tuesday")


class Paper(ThreadingHTTPServer):
    """An outlet: what lies at each path; answers conditional requests; notes what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.bodies: dict[str, str] = {}
        self.trouble = 0
        self.asked: list[tuple[str, int]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def publish(self, *items: tuple[str, str, str]) -> None:
        """A feed of (name, title, text), and the page of each."""
        told = [ITEM.format(title=t, name=n, text=x, base=self.url, hour=h) for h, (n, t, x) in enumerate(items, 1)]
        self.bodies["/rss"] = f"<rss version='2.0'><channel><title>Courier</title>{''.join(told)}</channel></rss>"
        for hour, (name, title, text) in enumerate(items, 1):
            self.bodies[f"/{name}"] = PAGE.format(title=title, text=text, hour=hour)


class Answering(BaseHTTPRequestHandler):
    server: Paper

    def do_GET(self) -> None:
        body, status = self.server.bodies.get(self.path, ""), 200
        tag = f'"{hash(body)}"'
        if not body:
            status = 404
        elif self.server.trouble:
            status = self.server.trouble
        elif self.headers.get("If-None-Match") == tag:
            status = 304
        self.server.asked.append((self.path, status))
        told = body.encode() if status == 200 else b""
        self.send_response(status)
        self.send_header("Content-Type", "application/xml" if self.path == "/rss" else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(told)))
        self.send_header("ETag", tag)
        if status == 503:
            self.send_header("Retry-After", "7200")
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def paper() -> Iterator[Paper]:
    with Paper() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[newsgraph.Archive]:
    with newsgraph.open_archive(tmp_path / "archive", create=True) as archive:
        yield archive


class Clock:
    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


Watching = Callable[..., Watch]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watching(paper: Paper, own: newsgraph.Archive, clock: Clock) -> Iterator[Watching]:
    """Watches the paper's feed; asked again it begins from what was written down."""
    made: list[Watch] = []

    def begin(*, follow: bool = True) -> Watch:
        rules = FetchRules(allow_private=True, obey_robots=False, delay_seconds=0)
        feeds = [Feed(f"{paper.url}/rss", every=600, follow=follow)]
        made.append(Watch(own, feeds, poller=Poller(rules), allow_private=True, clock=clock))
        return made[-1]

    yield begin
    for one in made:
        one.__exit__(None, None, None)


def test_what_is_new_is_added_and_nothing_is_asked_for_twice(
    paper: Paper, own: newsgraph.Archive, clock: Clock, watching: Watching
) -> None:
    paper.publish(("ferry", "Ferry stays in port", FERRY))
    watch = watching()
    (first,) = watch.look()
    assert (len(first.added), first.said) == (1, "1 new")
    assert own.article(first.added[0]).title == "Ferry stays in port"
    assert watch.wait() == 600
    assert list(watch.look()) == []
    clock.now += 600
    paper.asked.clear()
    (second,) = watch.look()
    assert (second.said, second.added) == ("nothing new", ())
    assert ("/rss", 304) in paper.asked


def test_the_next_process_goes_on_where_the_last_one_stopped(
    paper: Paper, own: newsgraph.Archive, clock: Clock, watching: Watching
) -> None:
    paper.publish(("ferry", "Ferry stays in port", FERRY))
    list(watching().look())
    assert list(watching().look()) == []
    clock.now += 600
    paper.publish(("ferry", "Ferry stays in port", FERRY), ("crane", "Crane taken down", CRANE))
    (look,) = watching().look()
    assert [own.article(id).title for id in look.added] == ["Crane taken down"]
    assert watching().states()[0].added == 2


def test_a_page_that_was_corrected_is_told(
    paper: Paper, own: newsgraph.Archive, clock: Clock, watching: Watching
) -> None:
    paper.publish(("ferry", "Ferry stays in port", FERRY))
    (first,) = watching().look()
    clock.now += 600
    list(watching().look())
    paper.bodies["/ferry"] = PAGE.format(title="Ferry stays in port", text=MENDED, hour=1)
    clock.now += 600
    (look,) = watching().look()
    assert look.corrected == first.added
    assert len(own.versions(first.added[0])) == 2
    assert "Tuesday" in own.article(first.added[0]).text


def test_a_page_that_is_gone_twice_is_told_once_and_kept(
    paper: Paper, own: newsgraph.Archive, clock: Clock, watching: Watching
) -> None:
    paper.publish(("ferry", "Ferry stays in port", FERRY))
    (first,) = watching().look()
    del paper.bodies["/ferry"]
    told = []
    for _ in range(4):
        clock.now += 600
        (look,) = watching().look()
        told.append(look.removed)
    assert told == [(), (f"{paper.url}/ferry",), (), ()]
    assert own.article(first.added[0]).text
    assert watching().states()[0].removed == 1


def test_a_feed_that_fails_is_asked_less_and_less_often(paper: Paper, clock: Clock, watching: Watching) -> None:
    paper.publish(("ferry", "Ferry stays in port", FERRY))
    paper.trouble = 500
    watch, waits = watching(), []
    for _ in range(3):
        (look,) = watch.look()
        assert "HTTP status 500" in look.said
        waits.append(watch.wait())
        clock.now += watch.wait()
    assert waits == [600, 1200, 2400]
    paper.trouble = 503
    list(watch.look())
    assert watch.wait() == 7200  # as the site asked
    paper.trouble, clock.now = 0, clock.now + 7200
    (look,) = watch.look()
    assert look.added
    assert (watch.states()[0].failures, watch.wait()) == (0, 600)


def test_what_is_written_down_may_be_lost(paper: Paper, own: newsgraph.Archive, watching: Watching) -> None:
    paper.publish(("ferry", "Ferry stays in port", FERRY))
    list(watching().look())
    (own.folder / "watch.json").write_text("{", encoding="utf-8")
    (look,) = watching().look()
    assert (look.added, look.said) == ((), "nothing new in it")


def test_feeds_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(
        'every = "10m"\n[[feeds]]\nurl = "https://a.example/rss"\n[[feeds]]\nurl = "https://b.example/map.xml"\n'
        'every = "1h"\nfollow = true\n',
        encoding="utf-8",
    )
    assert read_feeds(path) == [Feed("https://a.example/rss", 600), Feed("https://b.example/map.xml", 3600, True)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names no feed"),
        ("feeds = 3", "names no feed"),
        ("[[feeds]]", "feed 1 has no url"),
        ('[[feeds]]\nurl = "x"\nevry = "5m"', "feed 1: found 'evry', expected url, every and follow"),
        ('[[feeds]]\nurl = "x"\nevery = "5 sec"', "feed 1: every: found '5 sec', expected a span"),
        ('[[feeds]]\nurl = "x"\nevery = "5s"', "expected a span of a minute or more"),
        ('[[feeds]]\nurl = "x"\nfollow = "yes"', "found follow = 'yes', expected true or false"),
        ('evry = 3\n[[feeds]]\nurl = "x"', "found 'evry', expected every and feeds"),
        ("[[feeds", "cannot be read"),
    ],
)
def test_what_is_wrong_in_the_file_is_said(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as found:
        read_feeds(path)
    assert said in str(found.value)


def test_it_is_typed(paper: Paper, tmp_path: Path) -> None:
    paper.publish(("ferry", "Ferry stays in port", FERRY))
    feeds = tmp_path / "feeds.toml"
    feeds.write_text(f'[[feeds]]\nurl = "{paper.url}/rss"\n', encoding="utf-8")
    run = CliRunner(env={"NEWSGRAPH_INDEX": str(tmp_path / "typed"), "COLUMNS": "100"})
    first = run.invoke(typed_app, ["watch", str(feeds), "--once", "--json", "--allow-private"])
    assert first.exit_code == 0, first.output
    told = json.loads(first.stdout)
    assert told["looks"][0]["added"]
    assert told["feeds"][0]["said"] == "1 new"
    shown = run.invoke(typed_app, ["watch", str(feeds), "--status", "--json"])
    assert json.loads(shown.stdout)["looks"] == []
    assert json.loads(shown.stdout)["feeds"] == told["feeds"]
