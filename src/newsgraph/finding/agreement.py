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
    sums = {key: _mean([c.sums for c in members]) for key, members in named.items()}
    for key, one in {**_company_votes(sums, forms), **_part_votes(sums, forms)}.items():
        for candidate in named[key]:
            candidate.add(one)
    _add_acronyms(named, sums, definitions)
    for members in named.values():
        if len(members) > 1:
            _one_sense(members)


def _mean(rows: Sequence[Sums]) -> Sums:
    return rows[0] if len(rows) == 1 else [sum(column) / len(rows) for column in zip(*rows, strict=True)]


def _total(rows: Iterable[Iterable[float]]) -> Sums:
    return [sum(column) for column in zip(*rows, strict=True)]


_UNHEARD = 0.1
_NO_ODDS = (0.0, 0.0, 0.0)


def _one_sense(members: Sequence[Candidate]) -> None:
    """Each mention of a name hears how the others are used, and is a name where one of them surely is.

    What stands beside the others adds up, because each says it anew; what the tagger holds of them is averaged, because
    it says the same of the same word.
    """
    rows = _said_together(members)
    bests = [max(candidate.sums) for candidate in members]
    best = min(CLIP, max(bests))
    mean = _SAME_TAGGER * WEIGHTS["tagger"] / (len(members) - 1)
    for candidate, own in zip(members, bests, strict=True):
        guess, mine = candidate.guess or _NO_ODDS, candidate.context
        for row, context, odds in rows:
            said = (context - mine[row]) * _SAME
            if row < 3:
                said += (odds - guess[row]) * mean
            if said > _UNHEARD or said < -_UNHEARD:
                candidate.add(Vote("same name", row, max(-CLIP, min(CLIP, said))))
        if best > own:
            candidate.add(Vote("sure elsewhere", ANY, _ELSEWHERE * (best - own)))


def _said_together(members: Sequence[Candidate]) -> list[tuple[int, float, float]]:
    """For each kind of which anything is said: its row, the sum of all contexts and that of all guesses."""
    contexts = [c.context for c in members if c.context is not NO_CONTEXT]
    guesses = [c.guess for c in members if c.guess is not None]
    context = _total(contexts) if contexts else NO_CONTEXT
    odds = [*_total(guesses), 0.0] if guesses else NO_CONTEXT
    return [(row, context[row], odds[row]) for row in _ROWS if guesses or any(one[row] for one in contexts)]


def _part_votes(sums: Mapping[str, Sums], forms: Forms) -> dict[str, Vote]:
    """Votes by key: a single word that is the surname, the given name or the first word of a longer name."""
    found: dict[str, Vote] = {}
    for key, row in sums.items():
        if " " not in key:
            continue
        words, best = key.split(), max(row)
        if row[PERSON] == best > 1 and len(words) < 6 and "of" not in words:
            for part in _person_parts(words):
                if part in sums and sums[part][PLACE] < CLIP:
                    found.setdefault(part, Vote(f"part of {key}", PERSON, WEIGHTS["surname"]))
        elif row[PLACE] == best > 0 and not _PLACE_PARTS.isdisjoint(words):
            for part in set(words) & sums.keys() - _PLACE_PARTS:
                found.setdefault(part, Vote(f"part of {key}", PLACE, WEIGHTS["part of a place"]))
        elif row[ORGANISATION] == best > 0 and words[0] in sums and not forms.places(words[0]):
            weight = WEIGHTS["first word of organisation"]
            found.setdefault(words[0], Vote(f"part of {key}", ORGANISATION, weight))
    return found


def _person_parts(words: Sequence[str]) -> list[str]:
    """ "Pieter van den Oever": Pieter, van den Oever, Oever."""
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in _JOINTS:
        first -= 1
    behind = [at for at in range(1, len(words)) if words[at - 1].casefold() not in _JOINTS or at == len(words) - 1]
    return [words[0], *(" ".join(words[at:]) for at in sorted({first, *behind}))]


def _company_votes(sums: Mapping[str, Sums], forms: Forms) -> dict[str, Vote]:
    """ "Brackwater Holdings" makes an organisation of "Brackwater Civil"; "Cavan Energy Group" none of "Cavan Hall"."""
    organisations: dict[str, str] = {}
    for key, row in sums.items():
        if " " in key and row[ORGANISATION] == max(row) > 0 and organisation_like(key, "en"):
            first = key.split()[0]
            if not forms.places(first):
                organisations.setdefault(first, key)
    if not organisations:
        return {}
    kin = {key: organisations.get(key.split()[0], key) for key in sums if " " in key}
    weight = WEIGHTS["kin of an organisation"]
    return {key: Vote(f"kin of {other}", ORGANISATION, weight) for key, other in kin.items() if key != other}


def _add_acronyms(
    named: Mapping[str, list[Candidate]], sums: Mapping[str, Sums], definitions: Iterable[Definition]
) -> None:
    """A short form is of its long form's kind, and the reverse: an organisation, unless that is surely another."""
    for definition in definitions:
        short, long = fold(definition.short), fold(definition.long)
        row = sums.get(long, [0.0] * len(KINDS))
        kind = next((k for k in (PLACE, GROUP) if row[k] == max(row) > SURE), ORGANISATION)
        for candidate in (*named.get(short, ()), *named.get(long, ())):
            candidate.add(Vote(f"{definition.short} is {definition.long}", kind, WEIGHTS["acronym"]))
