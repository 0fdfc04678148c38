"""What does a list of pages say about a page that it does not hold?"""

from typing import NamedTuple
from urllib.parse import urljoin

from newsgraph.raw import RawArticle


class Listed(NamedTuple):
    """A page to be fetched, because the person asked for links to be followed.

    `instead` is what the list itself holds of it, used where the page cannot be had.
    """

    url: str
    instead: RawArticle | None = None


def absolute(base: str, link: str) -> str:
    """The link as an http(s) URL, seen from `base`; "" where it is none."""
    try:
        whole = link if "://" in link else urljoin(base, link) if link else ""
    except ValueError:  # "http://[": what a feed says is no promise
        return ""
    return whole if whole.startswith(("http://", "https://")) else ""
