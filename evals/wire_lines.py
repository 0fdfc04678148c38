"""Lines as wire services set them (datelines, results, tables, headlines), written from templates for training.

The licensed sets hold running text only. They do not show that a city's name in a table of results is a club, that a
line that opens with a city and a date is a dateline, or what a headline in capitals looks like. The templates are
written here, the names are drawn from the word lists and from the people of the training sets.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence

from evals.name_sets import Sentence, Span

TEMPLATES = """
4 {city:LOC} {day}
4 {city:LOC} , {country:LOC} {day}
2 {city:LOC} , {month} {n} ( {agency:ORG} ) -
2 {city:LOC} ( {agency:ORG} ) -
1 {city:LOC} , {state:LOC} -
5 {club:ORG} {n} {club:ORG} {n}
2 {club:ORG} {n} , {club:ORG} {n}
2 {country:LOC} {n} {country:LOC} {n}
6 {club:ORG} {n} {n} {n} {n} {n} {n} {n}
2 {club:ORG} {n} {n} .{nnn} {n}
2 {club:ORG} {n} {n} .{nnn} -
1 {club:ORG} {n} {n} {n} .{nnn}
2 {club:ORG} at {club:ORG}
2 {club:ORG} v {club:ORG}
1 {club:ORG} vs . {club:ORG}
1 {country:LOC} v {country:LOC}
2 {country:LOC} {n} {n} {n} {n} {n} {n} {n}
2 {n} . {person:PER} ( {country:LOC} ) {n}.{nn}
1 {person:PER} ( {country:LOC} ) {n}.{nn}
2 {person:PER} ( {country:LOC} ) beat {person:PER} ( {country:LOC} ) {set} {set}
1 {n} - {person:PER} ( {country:LOC} ) beat {n} - {person:PER} ( {country:LOC} ) {set} {set} {set}
1 {person:PER} ( {club:ORG} ) {n}
1 {club:ORG} - {person:PER} {n} , {person:PER} {n}
1 {country:LOC} - {person:PER} ( {n}th ) , {person:PER} ( {n}th minute )
1 Scorers : {person:PER} ( {n} ) , {last:PER} ( {n} )
1 {n} {person:PER} {nnn}
2 {initial:PER} c {last:PER} b {last:PER} {n}
1 {person:PER} lbw b {last:PER} {n}
1 {last:PER} run out {n}
1 {initial:PER} not out {n}
1 {country:LOC} : {person:PER} , {person:PER} , {person:PER} , {person:PER}
1 {club:ORG} : {n} - {person:PER} ; {n} - {person:PER} ; {n} - {person:PER}
1 {n} . {person:PER} ( {country:LOC} ) {company:ORG} {n}
1 {club:ORG} ( {city:LOC} ) {n} {club:ORG} ( {city:LOC} ) {n}
2 {club:ORG} beat {club:ORG} {n}-{n} on {weekday} .
1 {club:ORG} drew {n}-{n} with {club:ORG} .
1 {club:ORG} , who play {club:ORG} on {weekday} , lost {n}-{n} at {club:ORG} .
1 {club:ORG} striker {person:PER} scored twice against {club:ORG} .
1 {club:ORG} coach {person:PER} said his side deserved to win .
1 {club:ORG} midfielder {person:PER} is out for {n} weeks .
1 {person:PER} scored {n} points as {club:ORG} beat {club:ORG} {n}-{n} .
1 {person:PER} pitched a {n}-hitter as the {team:ORG} defeated the {team:ORG} {n}-{n} .
1 In {city:LOC} , {person:PER} hit a two-run homer as the {team:ORG} beat {club:ORG} {n}-{n} .
1 {country:LOC} beat {country:LOC} by {n} wickets .
1 Leading scores in the final of the {country:LOC} open : {n} {person:PER} ( {country:LOC} )
3 ^ {sport} - {club:ORG} BEAT {club:ORG} {n}-{n} .
2 ^ {sport} - {club:ORG} SIGN {person:PER} .
2 ^ {sport} - {person:PER} BEATS {person:PER} .
1 ^ {sport} - {country:LOC} BEAT {country:LOC} IN QUALIFIER .
2 ^ {sport} - {person:PER} WINS IN {city:LOC} .
1 ^ {sport} - {club:ORG} HOLD {club:ORG} TO DRAW .
1 ^ {sport} - {last:PER} OUT OF {country:LOC} TEAM .
1 ^ {company:ORG} SHARES FALL
2 ^ {company:ORG} TO BUY {company:ORG}
1 ^ {company:ORG} SEES HIGHER PROFIT
1 ^ {country:LOC} SAYS {country:LOC} TALKS FAIL
1 ^ {last:PER} TELLS {agency:ORG} TO ACT
2 {company:ORG} shares rose {n} percent in {city:LOC} .
2 {company:ORG} said it would buy {company:ORG} for $ {n} million .
1 {company:ORG} and {company:ORG} declined to comment .
1 {company:ORG} chief executive {person:PER} said profit rose .
1 {company:ORG} {n} {n} {n}
1 {company:ORG} , {company:ORG} and {company:ORG} were among the most active .
1 {city:LOC}-based {company:ORG} said it had no comment .
1 The {party:ORG} won {n} seats , ahead of the {party:ORG} .
1 {party:ORG} leader {person:PER} said on {weekday} .
1 {party:ORG} said it was behind the attack .
2 {party:ORG} rebels seized the town of {city:LOC} on {weekday} .
1 {person:PER} met {party:ORG} rebels in {city:LOC} .
1 {party:ORG} fighters withdrew from {city:LOC} , the {agency:ORG} said .
1 Talks between {country:LOC} and {party:ORG} rebels stalled in {city:LOC} .
1 {media:ORG} quoted {person:PER} as saying so .
1 {media:ORG}
1 {media:ORG} reported on {weekday} .
1 -- {city:LOC} newsroom +{n} {n} {nnn}
1 By {person:PER}
1 {person:PER}
1 {city:LOC} at {n} {city:LOC} {n}
"""


def _words(text: str) -> list[str]:
    return text.split()


SPORTS = _words(
    """SOCCER CRICKET TENNIS BASEBALL BASKETBALL
    GOLF CYCLING ATHLETICS BOXING HOCKEY RUGBY FOOTBALL SWIMMING SKIING"""
)
WEEKDAYS = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS = _words("Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.")
_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")


class Lines:
    """Draws lines; `names` holds the fillers by slot (city, country, state, club, team, company, party, media, agency,
    person, last)."""

    def __init__(self, names: Mapping[str, Sequence[str]], seed: int = 11):
        self._names, self._rng = names, random.Random(seed)
        rows = [line.split(" ", 1) for line in TEMPLATES.strip().split("\n")]
        self._templates = [row[1] for row in rows]
        self._weights = [int(row[0]) for row in rows]

    def draw(self, count: int) -> Iterator[Sentence]:
        """So many sentences."""
        for template in self._rng.choices(self._templates, self._weights, k=count):
            yield self._filled(template)

    def _filled(self, template: str) -> Sentence:
        tokens: list[str] = []
        spans: list[Span] = []
        for part in template.removeprefix("^ ").split(" "):
            slot = _SLOT.match(part)
            words = (self._name(slot[1]) if slot and slot[2] else _SLOT.sub(self._number, part)).split(" ")
            if slot and slot[2]:
                spans.append((len(tokens), len(tokens) + len(words), slot[2]))
            words[-1] += part[slot.end() :] if slot and slot[2] else ""
            tokens += words
        capitals = template.startswith("^") or self._rng.random() < 0.1
        return Sentence(tuple(t.upper() if capitals else t for t in tokens), tuple(spans))

    def _name(self, slot: str) -> str:
        pick = self._rng.choice
        if slot == "initial":
            return f"{pick('ABCDEGHIJKLMNPRSTVW')}. {pick(self._names['last'])}"
        name = pick(self._names[slot])
        if slot in ("city", "club") and self._rng.random() < 0.15:
            name = name.upper()
        return name

    def _number(self, slot: re.Match[str]) -> str:
        rng, kind = self._rng, slot[1]
        if kind.startswith("n"):
            return (
                str(rng.randrange(10 ** (len(kind) - 1), 10 ** len(kind))) if len(kind) > 1 else str(rng.choice(_SMALL))
            )
        if kind == "day":
            return rng.choice((f"{rng.randrange(1985, 2024)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",))
        if kind == "set":
            return rng.choice(("6-4", "6-2", "7-5", "7-6", "3-6", "6-3", "6-0", "6-1", "4-6"))
        return rng.choice({"weekday": WEEKDAYS, "month": MONTHS, "sport": SPORTS}[kind])


_SMALL = [*range(12)] * 3 + [*range(12, 120)]
