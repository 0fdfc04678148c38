"""Which page does this URL name?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.address import canonical_url, host_of, without_tracking


@pytest.mark.parametrize(
    "written",
    [
        "https://marrow-courier.example/port/strike",
        "http://www.marrow-courier.example/port/strike/",
        "HTTPS://WWW.Marrow-Courier.EXAMPLE:443/port/strike?utm_source=feed&fbclid=1",
        " http://marrow-courier.example:80/port/strike#comments ",
    ],
)
def test_every_way_of_writing_an_address_is_one_address(written: str) -> None:
    assert canonical_url(written) == "https://marrow-courier.example/port/strike"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/story?id=1", "https://a.example/story?id=2"),
        ("https://a.example/Story", "https://a.example/story"),
        ("https://a.example/", "https://b.example/"),
        ("https://a.example:8080/", "https://a.example/"),
    ],
)
def test_what_chooses_the_page_stays(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("http://www.A.example/story/?utm_source=feed", "http://www.A.example/story/"),
        ("https://a.example/s?b=2&utm_source=x&a=1&fbclid=9#top", "https://a.example/s?b=2&a=1#top"),
        ("https://a.example/s?gclid=1#top", "https://a.example/s#top"),
        ("https://a.example/s?id=utm_source", "https://a.example/s?id=utm_source"),
        ("https://a.example/s", "https://a.example/s"),
        ("", ""),
    ],
)
def test_how_the_reader_came_is_no_part_of_an_address(printed: str, kept: str) -> None:
    assert without_tracking(printed) == kept


@given(st.text(alphabet="ab?&=#%2/+;utm_source fbclid", max_size=40))
def test_without_tracking_an_address_names_the_same_page(tail: str) -> None:
    url = f"https://a.example/{tail}"
    assert canonical_url(without_tracking(url)) == canonical_url(url)


def test_the_order_of_a_query_does_not_matter() -> None:
    assert canonical_url("https://a.example/?b=2&a=1") == canonical_url("https://a.example/?a=1&b=2")


@pytest.mark.parametrize(
    "written", ["", "news/page.html", "urn:uuid:12", "tag:a.example,2020:1", "http://[", "mailto:a@b.example"]
)
def test_what_is_no_web_address_has_no_canonical_form(written: str) -> None:
    assert canonical_url(written) == ""
    assert host_of(written) == ""


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("www.politics.example", "politics.example"),
        ("https://News.Example./x", "news.example"),
        ("Radio", ""),
    ],
)
def test_a_bare_host_counts_and_a_name_does_not(written: str, host: str) -> None:
    assert host_of(written) == host


@given(st.text())
def test_nothing_that_a_page_prints_raises(written: str) -> None:
    once = canonical_url(written)
    assert canonical_url(once) == once
