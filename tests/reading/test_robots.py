"""What may be read under RFC 9309? The cases that chose the parser."""

import pytest

from newsgraph.reading.robots import LARGEST, Robots, read_robots

US = "newsgraph"
# robots.txt, path, may newsgraph read it?
CASES = [
    ("", "/a", True),
    ("User-agent: *\nDisallow:\n", "/a", True),
    ("User-agent: *\nDisallow: /\n", "/a", False),
    ("User-agent: *\nDisallow: /\n", "/robots.txt", True),
    ("<html><body>There is no such page</body></html>", "/a", True),
    ("Disallow: /\nUser-agent: somebody\nDisallow: /q\n", "/a", True),
    # the longest match decides, whatever the order; allow wins a tie
    ("User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/a/b/c", True),
    ("User-agent: *\nAllow: /a/b\nDisallow: /a/b/c\n", "/a/b/c", False),
    ("User-agent: *\nAllow: /x/\nDisallow: /x/page.html\n", "/x/page.html", False),
    ("User-agent: *\nDisallow: /p\nAllow: /p\n", "/p", True),
    # * and $
    ("User-agent: *\nDisallow: /*.gif\n", "/pictures/x.gif", False),
    ("User-agent: *\nDisallow: /*.gif$\n", "/x.gif?size=1", True),
    ("User-agent: *\nDisallow: /this/*/exactly\n", "/this/or/that/exactly", False),
    ("User-agent: *\nDisallow: /path$\n", "/path", False),
    ("User-agent: *\nDisallow: /path$\n", "/path/", True),
    # groups
    ("User-agent: *\nDisallow: /\n\nUser-agent: newsgraph\nAllow: /\n", "/a", True),
    ("User-agent: NewsGraph\nDisallow: /a\n", "/a", False),
    ("User-agent: newsgraph\nDisallow: /a\n\nUser-agent: newsgraph\nDisallow: /b\n", "/b", False),
    ("User-agent: somebody\nUser-agent: newsgraph\nDisallow: /b\n", "/b", False),
    ("User-agent: somebody\n\nUser-agent: newsgraph\nDisallow: /b\n", "/b", False),
    ("User-agent: newsgraph-images\nDisallow: /b\n", "/b", True),
    ("User-agent: *\nDisallow: /a\n\nDisallow: /b\n", "/b", False),
    ("User-agent: *\nSitemap: https://paper.example/map.xml\nDisallow: /b\n", "/b", False),
    # percent-encoding
    ("User-agent: *\nDisallow: /foo/ツ\n", "/foo/%E3%83%84", False),
    ("User-agent: *\nDisallow: /foo/%62%61%7A\n", "/foo/baz", False),
    ("User-agent: *\nDisallow: /a%2Fb\n", "/a/b", True),
    ("User-agent: *\nDisallow: /a?q=1\n", "/a?q=2", True),
    # how it is written
    ("user-agent : *\n disallow : /a # why\n", "/a", False),
    ("User-agent: *\nDisallow: /A\n", "/a", True),
    ("User-agent: *\rDisallow: /a\r", "/a", False),
    ("\ufeffUser-agent: *\nDisallow: /a\n", "/a", False),
]


@pytest.mark.parametrize(("text", "path", "allowed"), CASES)
def test_robots_txt_is_read_as_the_standard_says(text: str, path: str, allowed: bool) -> None:
    refusal = read_robots(text.encode()).refusal(f"https://paper.example{path}", US)
    assert (refusal == "") == allowed
    assert allowed or US in refusal


def test_bytes_that_are_no_utf8_do_not_hide_the_rules_around_them() -> None:
    robots = read_robots(b"# caf\xe9\nUser-agent: *\nDisallow: /a\n")
    assert robots.refusal("https://paper.example/a", US)


def test_what_stands_after_500_kib_is_not_read_and_a_line_cut_there_neither() -> None:
    head = b"User-agent: *\nDisallow: /early\n"
    filler = b"#" * (LARGEST - len(head) - 11) + b"\n"
    robots = read_robots(head + filler + b"Disallow: /cut-here\nDisallow: /late\n")
    assert robots.refusal("https://paper.example/early", US)
    assert not robots.refusal("https://paper.example/cut-somewhere-else", US)
    assert not robots.refusal("https://paper.example/late", US)


@pytest.mark.parametrize(("line", "seconds"), [("Crawl-delay: 2.5", 2.5), ("Crawl-delay: soon", 0.0), ("", 0.0)])
def test_the_delay_a_site_asks_for(line: str, seconds: float) -> None:
    assert read_robots(f"User-agent: *\nDisallow: /a\n{line}\n".encode()).delay(US) == seconds


def test_a_closed_site_permits_nothing_and_says_why() -> None:
    assert Robots(closed="no answer").refusal("https://paper.example/a", US) == "no answer"
    assert Robots().refusal("https://paper.example/a", US) == ""
