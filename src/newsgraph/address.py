"""Which page does this URL name? One form for every way of writing it."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote_plus, urlencode, urlsplit

# Parameters that say how the reader came, never what the page is: campaign and click ids of the common trackers.
TRACKING = re.compile(
    r"^(utm_.*|fbclid|gclid|dclid|msclkid|yclid|mc_cid|mc_eid|igshid|ocid|cmpid|_ga|ref_src|ncid|smid|spm|icid|"
    r"ns_(mchannel|source|campaign|linkname|fee)|wt\.mc_id|at_(medium|campaign|custom\d))$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)  # an article's address is asked for several times, an outlet's host thousands of times
def canonical_url(url: str) -> str:
    """The URL without what does not choose the page: `https://host/path?sorted=query`.

    Scheme folded to https, host lower-cased without `www.` and default port, fragment and tracking parameters
    dropped, a trailing slash cut. Gives "" where `url` has no host (a file path, an opaque guid).
    """
    parts = _split(url)
    host = host_of(url)
    if parts is None or not host:
        return ""
    said = parse_qsl(parts.query, keep_blank_values=True) if parts.query else []
    query = sorted((k, v) for k, v in said if not TRACKING.match(k))
    tail = f"?{urlencode(query)}" if query else ""
    path = parts.path if parts.netloc else ""  # of a bare host the path is the host once more
    return f"https://{host}{_port(parts)}{path.rstrip('/') or '/'}{tail}"


def without_tracking(url: str) -> str:
    """The URL as it was written, but for the parameters that say how the reader came. The same `canonical_url`."""
    start, mark, rest = url.partition("?")
    if not mark:
        return url
    query, hash_mark, fragment = rest.partition("#")
    kept = "&".join(part for part in query.split("&") if not TRACKING.match(unquote_plus(part.partition("=")[0])))
    return f"{start}{'?' * bool(kept)}{kept}{hash_mark}{fragment}"


@lru_cache(maxsize=4096)
def host_of(url: str) -> str:
    """The host, lower case, without `www.`; "" where there is none. A bare host such as `www.politico.com` counts."""
    parts = _split(url)
    if parts is None:
        return ""
    if not parts.scheme and not parts.netloc:
        bare = url.strip().lower()
        return bare.removeprefix("www.") if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", bare) else ""
    if parts.scheme not in ("http", "https", ""):
        return ""
    return (parts.hostname or "").lower().rstrip(".").removeprefix("www.")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:  # "http://[": what a page prints is no promise
        return None
    return parts


def _port(parts: SplitResult) -> str:
    return f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
