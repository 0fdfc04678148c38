"""Is there anything new at that URL? Asked again and again, and fetched once: what was polled is read without being
fetched another time."""

from typing import NamedTuple

from newsgraph.errors import ArticleRejected
from newsgraph.reading.web import Fetched, Fetcher


class Marks(NamedTuple):
    """What a site gave to be asked with the next time (RFC 9110, 8.8)."""

    etag: str = ""
    last_modified: str = ""


class Poller(Fetcher):
    """A Fetcher that asks whether there is anything new, and hands what it found to whoever fetches that URL next."""

    _polled: Fetched | None = None
    _address: str = ""

    def poll(self, url: str, known: Marks) -> tuple[bool, Marks]:
        """Whether it is another than the `known` marks told of, and its marks now. Raises ArticleRejected."""
        found = super().fetch(url, etag=known.etag, last_modified=known.last_modified)
        if found.unchanged:
            return False, known
        self._polled, self._address = found, url
        return True, Marks(found.etag, found.last_modified)

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        found = self._polled
        if found is not None and url == self._address:
            self._polled = None
            return found
        return super().fetch(url, etag=etag, last_modified=last_modified)


def is_gone(reason: ArticleRejected) -> bool:
    """Whether the site said that there is no such page (404, 410)."""
    return "(HTTP status 404)" in str(reason) or "(HTTP status 410)" in str(reason)
