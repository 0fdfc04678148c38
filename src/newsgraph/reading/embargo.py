"""May it be shown yet?"""

from datetime import UTC, datetime

from newsgraph.errors import ArticleRejected


def embargoed_until(moment: str, now: datetime) -> None:
    """Raises ArticleRejected while `now` is before `moment` (ISO 8601; without a zone UTC), and for a
    moment that cannot be read: who wrote one wanted it kept back. An empty one is no embargo: in NewsML-G2
    (guidelines, "Embargo") it means "until further notice", which the reader of NewsML rejects itself.
    """
    if not moment.strip():
        return
    try:
        until = datetime.fromisoformat(moment.strip())
    except ValueError:
        raise ArticleRejected(f"embargoed until {moment.strip()[:40]!r}, which is no date") from None
    if not until.tzinfo:
        until = until.replace(tzinfo=UTC)
    if until > now:
        raise ArticleRejected(f"embargoed until {until.astimezone(UTC):%Y-%m-%d %H:%M} UTC; add it again then")
