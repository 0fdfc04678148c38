import pytest

from newsgraph.article import Evidence
from newsgraph.cleaning.markup import Markup
from newsgraph.cleaning.sources import outlet, page_outlet


@pytest.mark.parametrize(
    ("named", "url", "source"),
    [
        ("", "https://www.brackwater.example/a", "brackwater.example"),
        ("Brackwater Herald", "https://www.brackwater.example/a", "brackwater.example"),
        ("www.brackwater.example", "", "brackwater.example"),
        ("https://www.brackwater.example/", "urn:guid:7", "brackwater.example"),
        ("Brackwater Herald", "", "Brackwater Herald"),
        ("Brackwater &amp; Sandholm Post", "", "Brackwater & Sandholm Post"),
        ("unknown", "", ""),
        ("", "", ""),
        ("", "https://web.archive.org/web/2012/http://www.brackwater.example/a", "brackwater.example"),
    ],
)
def test_the_source_is_the_host_else_the_name(named: str, url: str, source: str) -> None:
    assert outlet(named, url)[0] == source


def test_a_container_that_names_another_host_is_kept_as_evidence() -> None:
    _, evidence = outlet("sandholm.example", "https://brackwater.example/a")
    assert evidence == [
        Evidence("source", "brackwater.example", "url", True),
        Evidence("source", "sandholm.example", "container source", False),
    ]


def test_a_page_without_any_address_is_told_by_the_name_that_it_prints() -> None:
    markup = Markup('<meta property="og:site_name" content="The Brackwater Herald">')
    assert page_outlet(markup, "")[0] == "The Brackwater Herald"
