"""Which blocks hang together? Those that share a profile or a decision, and so on."""

from collections.abc import Collection, Iterable


class Ties:
    """Sets of block keys that grow together."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def top(self, key: str) -> str:
        """What stands for all that the key is tied to."""
        above = self._above
        while (up := above.setdefault(key, key)) != key:
            above[key] = above[up]
            key = up
        return key

    def join(self, keys: Iterable[str]) -> None:
        first, *rest = keys
        for key in rest:
            self._above[self.top(key)] = self.top(first)

    def with_top_in(self, tops: Collection[str]) -> frozenset[str]:
        return frozenset(key for key in list(self._above) if self.top(key) in tops)


def tied(touched: Iterable[str], keys: Iterable[frozenset[str]]) -> frozenset[str]:
    """All blocks that must be identified anew where these are touched: those that share a profile or a decision with
    them, and so on. `keys` are the sets of every profile (`block_keys`) and decision (`decision_keys`)."""
    ties = Ties()
    for each in set(keys):
        ties.join(each)
    return ties.with_top_in({ties.top(key) for key in touched})
