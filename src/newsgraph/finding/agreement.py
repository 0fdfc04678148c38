"""What do an article's names say about one another?

One sense each; surnames after full names, acronyms after long forms; names in one list are of one kind.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from newsgraph.finding.acronyms import Definition
from newsgraph.finding.candidates import (
    ANY,
    GROUP,
    KINDS,
    NO_CONTEXT,
    ORGANISATION,
    PERSON,
    PLACE,
    Candidate,
    Odds,
    Sums,
    Vote,
    vote,
)
from newsgraph.finding.form import Forms, organisation_like
from newsgraph.finding.signs import signs_of, words_of
from newsgraph.finding.spans import fold
from newsgraph.finding.weights import WEIGHTS

CLIP = 5.0
"""No name persuades its namesakes with more than this, however sure it is of itself."""
SURE = 2.0
"""From this lead on a name speaks for its neighbours in a list."""

_ROWS = range(len(KINDS))
_BETWEEN = frozenset((", ", " and ", ", and ", " or ", " & ", " und ", " et ", " y "))
_JOINTS = words_of("de del della di da dos van von der den bin ibn al el ter ten le la")
_PLACE_PARTS = signs_of("en").sure_place_parts
_SAME, _SAME_TAGGER = WEIGHTS["same name"], WEIGHTS["same name for the tagger"]
_ELSEWHERE = WEIGHTS["sure elsewhere"]
_LISTED = tuple(vote("listed with", row) for row in _ROWS)


def add_lists(candidates: Sequence[Candidate], text: str) -> None:
    """Names in one enumeration are of one kind: who is sure votes for the neighbours."""
    pairs = [
        (here, there)
        for here, there in pairwise(candidates)
        if there.start - here.end <= 6 and text[here.end : there.start] in _BETWEEN
    ]
    said = [(one, _sure_row(other.sums)) for here, there in pairs for one, other in ((here, there), (there, here))]
    for candidate, row in said:
        if row is not None:
            candidate.add(_LISTED[row])


def _sure_row(sums: Sums) -> int | None:
    second, first = sorted(sums)[-2:]
    return sums.index(first) if first > SURE and first - second > SURE else None


def agree(candidates: Sequence[Candidate], definitions: Iterable[Definition], forms: Forms) -> None:
    """Adds the votes that an article's names have for one another."""
    named: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        named.setdefault(candidate.key, []).append(candidate)
    defined = [(one, fold(one.short), fold(one.long)) for one in definitions]
    sums = _Means(named, [long for _, _, long in defined])
    for key, one in {**_company_votes(sums, forms), **_part_votes(sums, forms)}.items():
        for candidate in named[key]:
            candidate.add(one)
    _add_acronyms(sums, defined)
    for members in named.values():
        if len(members) > 1:
            _one_sense(members)


class _Means(dict[str, Sums]):
    """The mean sums of each name, before its namesakes have their say."""

    def __init__(self, named: Mapping[str, Sequence[Candidate]], others: Iterable[str]) -> None:
        """Those of several words and the `others` are made at once: they are asked for when votes have been added."""
        self.named = named
        self.longer = [key for key in named if " " in key]
        super().__init__((key, _mean(named[key])) for key in (*self.longer, *others) if key in named)

    def __missing__(self, key: str) -> Sums:
        row = self[key] = _mean(self.named[key])
        return row


def _mean(members: Sequence[Candidate]) -> Sums:
    if len(members) == 1:
        return members[0].sums
    count = len(members)
    a, b, c, d = members[0].sums
    for other in members[1:]:
        e, f, g, h = other.sums
        a, b, c, d = a + e, b + f, c + g, d + h
    return [a / count, b / count, c / count, d / count]


_UNHEARD = 0.1
_NO_ODDS = (0.0, 0.0, 0.0)
_Said = list[tuple[str, int, float]]


def _one_sense(members: Sequence[Candidate]) -> None:
    """Each mention of a name hears how the others are used, and is a name where one of them surely is.

    What stands beside the others adds up, because each says it anew; what the tagger holds of them is averaged, because
    it says the same of the same word.
    """
    rows = _said_together(members)
    bests = [max(candidate.sums) for candidate in members]
    best = min(CLIP, max(bests))
    mean = _SAME_TAGGER * WEIGHTS["tagger"] / (len(members) - 1)
    heard: dict[Odds | None, _Said] = {}  # by those that nothing stands beside: most say the same
    for candidate, own in zip(members, bests, strict=True):
        said = heard.get(candidate.guess) if candidate.context is NO_CONTEXT else None
        if said is None:
            said = _said_to(candidate, rows, mean)
            if candidate.context is NO_CONTEXT:
                heard[candidate.guess] = said
        candidate.add_rows(said)
        if best > own:
            candidate.add(("sure elsewhere", ANY, _ELSEWHERE * (best - own)))


def _said_to(candidate: Candidate, rows: Sequence[tuple[int, float, float]], mean: float) -> _Said:
    guess, mine = candidate.guess or _NO_ODDS, candidate.context
    found: _Said = []
    for row, context, odds in rows:
        said = (context - mine[row]) * _SAME
        if row < 3:
            said += (odds - guess[row]) * mean
        if said > _UNHEARD or said < -_UNHEARD:
            found.append(("same name", row, -CLIP if said < -CLIP else CLIP if said > CLIP else said))
    return found


def _said_together(members: Sequence[Candidate]) -> list[tuple[int, float, float]]:
    """For each kind of which anything is said: its row, the sum of all contexts and that of all guesses."""
    contexts = [c.context for c in members if c.context is not NO_CONTEXT]
    guesses = [c.guess for c in members if c.guess is not None]
    context = [sum(column) for column in zip(*contexts, strict=True)] if contexts else NO_CONTEXT
    if guesses:
        a, b, c = [sum(column) for column in zip(*guesses, strict=True)]
        return [*zip(_ROWS, context, (a, b, c, 0.0), strict=True)]
    return [(row, context[row], 0.0) for row in _ROWS if any(one[row] for one in contexts)]


def _part_votes(sums: _Means, forms: Forms) -> dict[str, Vote]:
    """Votes by key: a single word that is the surname, the given name or the first word of a longer name."""
    found: dict[str, Vote] = {}
    named = sums.named
    for key in sums.longer:
        row = sums[key]
        words, best = key.split(), max(row)
        if row[PERSON] == best > 1 and len(words) < 6 and "of" not in words:
            for part in _person_parts(words):
                if part in named and sums[part][PLACE] < CLIP:
                    found.setdefault(part, Vote(f"part of {key}", PERSON, WEIGHTS["surname"]))
        elif row[PLACE] == best > 0 and not _PLACE_PARTS.isdisjoint(words):
            for part in set(words) & named.keys() - _PLACE_PARTS:
                found.setdefault(part, Vote(f"part of {key}", PLACE, WEIGHTS["part of a place"]))
        elif row[ORGANISATION] == best > 0 and words[0] in named and not forms.places(words[0]):
            weight = WEIGHTS["first word of organisation"]
            found.setdefault(words[0], Vote(f"part of {key}", ORGANISATION, weight))
    return found


def _person_parts(words: Sequence[str]) -> list[str]:
    """ "Pieter van den Oever": Pieter, van den Oever, Oever."""
    if len(words) == 2:
        return [*words]
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in _JOINTS:
        first -= 1
    behind = [at for at in range(1, len(words)) if words[at - 1].casefold() not in _JOINTS or at == len(words) - 1]
    return [words[0], *(" ".join(words[at:]) for at in sorted({first, *behind}))]


def _company_votes(sums: _Means, forms: Forms) -> dict[str, Vote]:
    """ "Brackwater Holdings" makes an organisation of "Brackwater Civil"; "Cavan Energy Group" none of "Cavan Hall"."""
    organisations: dict[str, str] = {}
    for key in sums.longer:
        row = sums[key]
        if row[ORGANISATION] == max(row) > 0 and organisation_like(key, "en"):
            first = key.split()[0]
            if not forms.places(first):
                organisations.setdefault(first, key)
    if not organisations:
        return {}
    kin = {key: organisations.get(key.split()[0], key) for key in sums.longer}
    weight = WEIGHTS["kin of an organisation"]
    return {key: Vote(f"kin of {other}", ORGANISATION, weight) for key, other in kin.items() if key != other}


def _add_acronyms(sums: _Means, defined: Iterable[tuple[Definition, str, str]]) -> None:
    """A short form is of its long form's kind, and the reverse: an organisation, unless that is surely another.

    Each definition comes with the keys of its short and its long form.
    """
    for definition, short, long in defined:
        row = sums[long] if long in sums.named else [0.0] * len(KINDS)
        kind = next((k for k in (PLACE, GROUP) if row[k] == max(row) > SURE), ORGANISATION)
        for candidate in (*sums.named.get(short, ()), *sums.named.get(long, ())):
            candidate.add((f"{definition.short} is {definition.long}", kind, WEIGHTS["acronym"]))
