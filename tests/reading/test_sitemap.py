import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from newsgraph.raw import RawArticle, Rejection
from newsgraph.reading import ReadOptions, read
from newsgraph.reading.web import FetchRules

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>{site}/quay</loc><news:news><news:title>Quay</news:title></news:news></url>
<url><loc> {site}/gone </loc><lastmod>2024-05-01</lastmod></url><url><loc>ftp://old.example/</loc></url></urlset>"""
FEED = """<rss version="2.0"><channel><item><title>Quay</title><link>{site}/quay</link><description>Shut.</description></item>
<item><title>Mine</title><link>{site}/gone</link><description>Open.</description></item></channel></rss>"""  # noqa: E501
PAGE = "<!DOCTYPE html><title>Quay</title><p>The quay is shut."


@pytest.fixture
def site() -> Iterator[str]:
    """A paper's server on the loopback."""

    class Paper(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
            pages = {
                "/index.xml": f"<sitemapindex><sitemap><loc>{here}/map.xml</loc></sitemap></sitemapindex>",
                "/map.xml": SITEMAP.format(site=here),
                "/loop.xml": f"<sitemapindex><sitemap><loc>{here}/loop.xml</loc></sitemap></sitemapindex>",
                "/feed": FEED.format(site=here),
                "/quay": PAGE,
            }
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8" if self.path == "/quay" else "text/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def fetching(location: str, *, follow: bool) -> list[Any]:
    rules = FetchRules(allow_private=True, delay_seconds=0.0)
    return list(read([location], ReadOptions(follow=follow, rules=rules)))


def test_a_sitemap_is_a_list_and_nothing_of_it_is_fetched(refusal: Callable[..., str]) -> None:
    reason = refusal(SITEMAP.format(site="https://bell.example"))
    assert reason == "a sitemap: lists 2 pages, none fetched; to fetch them: newsgraph add --follow -"


def test_a_sitemap_that_lists_nothing_is_said(refusal: Callable[..., str]) -> None:
    assert refusal("<urlset></urlset>") == "a sitemap that lists nothing"


def test_a_page_that_was_named_is_fetched(site: str) -> None:
    (article,) = fetching(f"{site}/quay", follow=False)
    assert (article.location, article.url, article.page) == (f"{site}/quay", f"{site}/quay", PAGE)


def test_a_page_that_is_not_there_is_said(site: str) -> None:
    (rejection,) = fetching(f"{site}/gone", follow=False)
    assert isinstance(rejection, Rejection)
    assert rejection.location == f"{site}/gone"


def test_a_sitemap_index_is_followed_when_that_was_asked_for(site: str) -> None:
    quay, gone = fetching(f"{site}/index.xml", follow=True)
    assert isinstance(quay, RawArticle)
    assert quay.url == f"{site}/quay"
    assert isinstance(gone, Rejection)


def test_a_sitemap_that_lists_itself_ends(site: str) -> None:
    (rejection,) = fetching(f"{site}/loop.xml", follow=True)
    assert "not followed" in rejection.reason


def test_the_pages_behind_summaries_are_fetched_and_the_summary_kept_where_they_are_gone(site: str) -> None:
    page, summary, gone = fetching(f"{site}/feed", follow=True)
    assert (page.format, page.page) == ("html", PAGE)
    assert (summary.partial, summary.title) == (True, "Mine")
    assert isinstance(gone, Rejection)


def test_no_link_is_followed_unasked(site: str) -> None:
    assert [article.partial for article in fetching(f"{site}/feed", follow=False)] == [True, True]
