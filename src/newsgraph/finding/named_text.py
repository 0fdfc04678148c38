"""The part of an article in which names count: title, standfirst and body, one below the other."""

from bisect import bisect_right
from dataclasses import dataclass

from newsgraph.article import Article, ZoneKind
from newsgraph.entity import NAMED_IN


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedText:
    """`text` holds the zones with an empty line between two; zone z is `text[begins[z]:ends[z]]`.

    What stands at `at` here stands at `at + shifts[z]` in the article's own text.
    """

    text: str
    kinds: tuple[ZoneKind, ...]
    begins: tuple[int, ...]
    ends: tuple[int, ...]
    shifts: tuple[int, ...]

    def zone_at(self, at: int) -> int:
        """The number of the zone that holds this offset."""
        return bisect_right(self.begins, at) - 1


def named_text(article: Article) -> NamedText:
    pieces, kinds, begins, ends, shifts = [], [], [], [], []
    at = 0
    for zone in article.zones:
        if zone.kind in NAMED_IN:
            pieces.append(article.text[zone.start : zone.end])
            kinds.append(zone.kind)
            begins.append(at)
            shifts.append(zone.start - at)
            at += zone.end - zone.start
            ends.append(at)
            at += 2
    return NamedText(
        text="\n\n".join(pieces), kinds=tuple(kinds), begins=tuple(begins), ends=tuple(ends), shifts=tuple(shifts)
    )
