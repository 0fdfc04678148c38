"""The passages of an article that show why it matches.

`marking` finds the words; here the sentences around them are compared, and the bounds of a sentence are sought only
where they matter.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from newsgraph.answers import Highlight
from newsgraph.sentences import abbreviates
from newsgraph.text.analysis import UNKNOWN
from newsgraph.text.marking import Held, Page, Readable, Seeker, Seekers, seekers
from newsgraph.text.tree import ParsedQuery

WIDTH = 240  # letters of a passage: three lines of a terminal, two of a page
LEAD = 60  # letters before the first mark where a long sentence must be cut
REACH = 320  # letters around a mark in which the bounds of its sentence are sought; what is longer than WIDTH is cut
SEEN = 4
"""Zones that each queried word is sought in, first to last; later ones only where another queried word is.

Swept on the hits of 300 queries of one or two title words among 18,000 articles: of 2,746 best passages 56, 24, 12, 3,
1 and 0 have fewer of the words than the article could show with 2, 3, 4, 6, 8 and 16; 16 takes a tenth
longer than 4.
"""
MOST = 16  # marks of one word that a zone is cut into sentences by
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[^\W_a-z])|\n+|[。！？]")
_STOP = re.compile(r"[.!?…\n。！？]")  # what SENTENCE_END begins with, found much faster

# Plain tuples, of which every hit makes a dozen: named ones cost five times as much.
_Mark = tuple[int, int, int]  # start, end, number of its finder
_Sentence = tuple[float, int, int, int, list[_Mark], Sequence[Any]]
"""Sorts best first: those with most of the queried words, then as they stand. Cost, where its first mark starts, where
the sentence starts at the earliest, where it ends (0: not sought yet), its marks, its zone."""


def highlight(query: ParsedQuery, article: Readable, *, limit: int = 2) -> tuple[Highlight, ...]:
    """The sentences with most of the queried words, best first, ties by where they stand; () where only
    names, dates or zones were asked for. The title is shown only where nothing else matches. At most WIDTH
    letters each."""
    return highlight_all(query, [article], limit=limit)[0]


def highlight_all(query: ParsedQuery, articles: Sequence[Readable], *, limit: int = 2) -> list[tuple[Highlight, ...]]:
    """`highlight` of each."""
    known = {code: seekers(query.root, code or UNKNOWN) for code in {article.language for article in articles}}
    return [_passages(article, known[article.language], limit) for article in articles]


def _passages(article: Readable, sought: Seekers, limit: int) -> tuple[Highlight, ...]:
    if not sought.finders or not article.zones or limit < 1:
        return ()
    page = Page(article, sought)
    return tuple([_passage(page.text, sentence) for sentence in _best(page, limit)])


def _best(page: Page, limit: int) -> list[_Sentence]:
    """The sentences to show, best first."""
    held = _held(page)
    zones, alone = page.zones, page.costs
    order = [
        (alone[next(iter(firsts))] if len(firsts) == 1 else _together(page, firsts), place)
        for place, firsts in held.items()
    ]
    order = [one for one in order if zones[one[1]][0] != "title"] or order
    order.sort()
    found: list[_Sentence] = []
    for cost, place in order:
        if len(found) >= limit and found[limit - 1][:2] <= (cost, zones[place][1]):
            break  # no sentence of this zone or a later one is better
        found += _sentences(page, place, held[place])
        found.sort()
    return found[:limit]


def _together(page: Page, firsts: Iterable[int]) -> float:
    """What a sentence costs that has what all these seekers find."""
    return _cost(page, {page.seekers[which].number for which in firsts})


def _cost(page: Page, numbers: set[int]) -> float:
    """Less where more of the queried words stand."""
    return -sum([page.finders[number].worth for number in numbers])


def _held(page: Page) -> Held:
    """The zones that have queried words where the query looks, and where each of those stands first."""
    held: Held = {}
    frequent: list[tuple[int, Seeker, int]] = []
    for which, seeker in enumerate(page.seekers):
        reached = page.hold(held, which, SEEN)
        if reached:
            frequent.append((which, seeker, reached))
    for which, seeker, reached in frequent:  # what was not looked at: whether they stand beside the others
        for place, firsts in held.items():
            kind, low, high, _ = page.zones[place]
            if low >= reached and which not in firsts and kind in seeker.finder.zones:
                first = page.first(seeker, low, high)
                if first[0] >= 0:
                    firsts[which] = first
    return held


def _sentences(page: Page, place: int, firsts: dict[int, tuple[int, int]]) -> list[_Sentence]:
    """The sentences of the zone that have marks. A mark that reaches across the end of one, as that of "Mr. Smith"
    does, makes one of two."""
    zone = page.zones[place]
    kind, low, high, _ = zone
    marks = _marks(page, firsts, high, MOST)
    if len(marks) == 1:  # nobody asks for its end before it is shown
        return [(-page.finders[marks[0][2]].worth, marks[0][0], low, 0, marks, zone)]
    found: list[_Sentence] = []
    many = len(marks) >= MOST
    for group, end in _groups(page.text, marks, high):
        if many:  # more of them than were asked for may stand here
            low = _begin(page.text, low, group[0][0])
            end = end or _end(page.text, group[0][1], high)
            group = _marks(page, _firsts(page, kind, low, end), end, REACH)
        found.append((_cost(page, {mark[2] for mark in group}), group[0][0], low, end, group, zone))
        low = end
    return found


def _marks(page: Page, firsts: dict[int, tuple[int, int]], high: int, most: int) -> list[_Mark]:
    """The matches from the first ones up to `high` in order, for each beginning of a queried word as many as asked
    for."""
    found: list[_Mark] = []
    for which, (at, end) in firsts.items():
        seeker, left = page.seekers[which], most
        find, start, number = (page.lowered if seeker.rich else page.view).find, seeker.start, seeker.number
        while at >= 0 and left:
            found.append((at, end if end < high else high, number))
            at = find(start, at + 1, high)
            if at >= 0:
                at, end = page.first(seeker, at, high)
            left -= 1
    found.sort()
    return found


def _firsts(page: Page, kind: str, low: int, high: int) -> dict[int, tuple[int, int]]:
    """The first match of each beginning of a queried word there, in a zone of that kind."""
    asked = [(which, seeker) for which, seeker in enumerate(page.seekers) if kind in seeker.finder.zones]
    found = {which: page.first(seeker, low, high) for which, seeker in asked}
    return {which: match for which, match in found.items() if match[0] >= 0}


def _groups(text: str, marks: Sequence[_Mark], high: int) -> Iterator[tuple[list[_Mark], int]]:
    """The marks of each sentence and where it ends, 0 where no later mark asks."""
    group, end = [marks[0]], 0
    for mark in marks[1:]:
        end = end or _end(text, group[0][1], high)
        if mark[0] >= end:
            yield group, end
            group, end = [mark], 0
        else:
            group.append(mark)
            if mark[1] > end:
                end = _end(text, mark[1], high)
    yield group, end


def _begin(text: str, low: int, at: int) -> int:
    """Where the sentence around `at` begins, at `low` or REACH before at the earliest."""
    low = max(low, at - REACH)
    if low == at:
        return at
    for stop in _STOP.finditer(text, low, at):
        end = SENTENCE_END.match(text, stop.start())
        if end and end.end() <= at and not abbreviates(text, stop.start()):
            low = end.end()
    return low


def _end(text: str, at: int, high: int) -> int:
    """Where the sentence that goes on at `at` ends, at `high` at the latest."""
    for stop in _STOP.finditer(text, at, min(high, at + REACH)):
        end = SENTENCE_END.match(text, stop.start())
        if end and not abbreviates(text, stop.start()):
            return min(end.end(), high)
    return min(high, at + REACH)


def _passage(text: str, sentence: _Sentence) -> Highlight:
    """The sentence as a passage; cut at words where it is too long, so that the first mark is well inside."""
    _, at, low, end, marks, zone = sentence
    start = _begin(text, low, at)
    end = end or _end(text, marks[0][1], zone[2])
    if end - start > WIDTH:
        if at - start > LEAD:
            start = _word_edge(text, at - LEAD, at)
        end = max(marks[0][1], text.rfind(" ", start, start + WIDTH) if end - start > WIDTH else end)
    shown = text[start:end].rstrip()
    last = start + len(shown)
    kept = [(begin - start, stop - start) for begin, stop, _ in marks if begin >= start and stop <= last]
    return Highlight(str(zone[0]), start, shown, tuple(_apart(kept)) if len(kept) > 1 else tuple(kept))


def _word_edge(text: str, at: int, latest: int) -> int:
    """The first beginning of a word from there on."""
    space = text.find(" ", at, latest)
    return space + 1 if space >= 0 else latest


def _apart(marks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Marks that overlap become one."""
    reached: tuple[int, int] | None = None
    for mark in sorted(marks):
        if reached is None or mark[0] >= reached[1]:
            if reached:
                yield reached
            reached = mark
        else:
            reached = (reached[0], max(reached[1], mark[1]))
    if reached:
        yield reached
