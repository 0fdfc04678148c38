"""What do an article's names say about one another? One sense each, surnames after full names, acronyms after long forms."""

from collections.abc import Iterable, Mapping, Sequence

from newsgraph.entity import EntityKind
from newsgraph.finding.acronyms import Definition
from newsgraph.finding.candidates import KINDS, Candidate, Vote, fold
from newsgraph.finding.evidence import GROUP, ORGANISATION, PERSON, PLACE, Places, organisation_like
from newsgraph.finding.weights import WEIGHTS

Sums = list[float]
CLIP = 5.0
"""No name persuades its namesakes with more than this, however sure it is of itself."""

_PRIORS = tuple(WEIGHTS[f"prior {kind.value}"] for kind in KINDS)
_INDEX = {kind: at for at, kind in enumerate(KINDS)}
_SURNAME, _FIRST_WORD = WEIGHTS["surname"], WEIGHTS["first word of organisation"]
_JOINTS = frozenset("de del della di da dos van von der den bin ibn al el ter ten le la".split())


def sums_of(candidate: Candidate) -> Sums:
    """The log-odds of each kind against "no name": the priors, the tagger's and all votes."""
    sums = list(_PRIORS)
    for _, kind, weight in candidate.votes:
        if kind is None:
            sums = [value + weight for value in sums]
        else:
            sums[_INDEX[kind]] += weight
    return sums


_BETWEEN = frozenset((", ", " and ", ", and ", " or ", " & ", " und ", " et ", " y "))
_SURE = 2.0


def listed_votes(candidates: Sequence[Candidate], text: str) -> None:
    """Names in one enumeration are of one kind: who is sure votes for the neighbours."""
    pairs = [
        (here, there)
        for here, there in zip(candidates, candidates[1:], strict=False)
        if text[here.end : there.start] in _BETWEEN
    ]
    said = [(one, _sure_kind(other)) for here, there in pairs for one, other in ((here, there), (there, here))]
    for candidate, kind in said:
        if kind:
            candidate.votes.append(Vote("listed with", kind, WEIGHTS["listed with"]))


def _sure_kind(candidate: Candidate) -> EntityKind | None:
    row = sums_of(candidate)
    best = max(range(len(row)), key=row.__getitem__)
    rest = max(value for at, value in enumerate(row) if at != best)
    return KINDS[best] if row[best] > _SURE and row[best] - rest > _SURE else None


def agree(candidates: Sequence[Candidate], definitions: Iterable[Definition], places: Places) -> None:
    """Adds the votes that an article's names have for one another."""
    named: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        named.setdefault(candidate.key, []).append(candidate)
    sums = {key: _mean([sums_of(c) for c in members]) for key, members in named.items()}
    for key, votes in _kin_votes(sums, places).items():
        for candidate in named[key]:
            candidate.votes += votes
    _acronym_votes(named, sums, definitions)
    for members in named.values():
        if len(members) > 1:
            _one_sense(members)


def _mean(rows: Sequence[Sums]) -> Sums:
    return rows[0] if len(rows) == 1 else [sum(column) / len(rows) for column in zip(*rows, strict=True)]


def _one_sense(members: Sequence[Candidate]) -> None:
    """Each mention of a name hears how the others are used, and is a name where one of them surely is.

    What stands beside the others adds up, because each says it anew; what the tagger holds of them is averaged, because
    it says the same of the same word.
    """
    contexts, taggers = zip(*map(_use_of, members), strict=True)
    context, tagger = _total(contexts), _total(taggers)
    bests = [max(sums_of(candidate)) for candidate in members]
    best = min(CLIP, max(bests))
    share, mean = WEIGHTS["same name"], WEIGHTS["same name for the tagger"] / (len(members) - 1)
    for at, candidate in enumerate(members):
        for kind, k in _INDEX.items():
            said = (context[k] - contexts[at][k]) * share + (tagger[k] - taggers[at][k]) * mean
            weight = round(max(-CLIP, min(CLIP, said)), 3)
            if weight:
                candidate.votes.append(Vote("same name", kind, weight))
        if best > bests[at]:
            weight = round(WEIGHTS["sure elsewhere"] * (best - bests[at]), 3)
            candidate.votes.append(Vote("sure elsewhere", None, weight))


def _total(rows: Sequence[Sums]) -> Sums:
    return [sum(column) for column in zip(*rows, strict=True)]


def _use_of(candidate: Candidate) -> tuple[Sums, Sums]:
    """What the words around a mention say of its kind, and what the tagger says."""
    context, tagger = [0.0] * len(KINDS), [0.0] * len(KINDS)
    for sign, kind, weight in candidate.votes[candidate.forms :]:
        if kind is not None and sign != "archive":
            (tagger if sign == "tagger" else context)[_INDEX[kind]] += weight
    return context, tagger


def _kin_votes(sums: Mapping[str, Sums], places: Places) -> dict[str, list[Vote]]:
    """Votes by key: a single word that is the surname, the given name or the first word of a longer name."""
    found: dict[str, list[Vote]] = {}
    for key, row in sums.items():
        words = key.split()
        best = max(row)
        if len(words) < 2 or best <= 0:
            continue
        if row[_INDEX[PERSON]] == best and best > 1 and len(words) < 6 and "of" not in words:
            for part in _person_parts(words):
                if part in sums and sums[part][_INDEX[PLACE]] < CLIP:
                    found.setdefault(part, []).append(Vote(f"part of {key}", PERSON, _SURNAME))
        elif row[_INDEX[ORGANISATION]] == best and words[0] in sums and not places(words[0]):
            found.setdefault(words[0], []).append(Vote(f"part of {key}", ORGANISATION, _FIRST_WORD))
    for key, votes in _company_votes(sums, places).items():
        found.setdefault(key, []).extend(votes)
    return {key: votes[:1] for key, votes in found.items()}


def _company_votes(sums: Mapping[str, Sums], places: Places) -> dict[str, list[Vote]]:
    """ "Brackwater Holdings" makes an organisation of "Brackwater Civil"."""
    organisations = {
        key.split()[0]: key
        for key, row in sums.items()
        if " " in key
        and row[_INDEX[ORGANISATION]] == max(row) > 0
        and organisation_like(key, "en")
        and not places(key.split()[0])
    }
    kin = {key: organisations.get(key.split()[0], key) for key in sums if " " in key}
    weight = WEIGHTS["kin of an organisation"]
    return {key: [Vote(f"kin of {other}", ORGANISATION, weight)] for key, other in kin.items() if key != other}


def _person_parts(words: Sequence[str]) -> set[str]:
    """ "Pieter van den Oever": Oever, van den Oever, Pieter."""
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in _JOINTS:
        first -= 1
    behind = [at for at in range(1, len(words)) if words[at - 1].casefold() not in _JOINTS or at == first]
    return {words[0], *(" ".join(words[at:]) for at in behind)}


def _acronym_votes(
    named: Mapping[str, list[Candidate]], sums: Mapping[str, Sums], definitions: Iterable[Definition]
) -> None:
    """A short form is of its long form's kind, and the reverse; a definition is more an organisation's than a person's."""
    for definition in definitions:
        short, long = fold(definition.short), fold(definition.long)
        row = sums.get(long, list(_PRIORS))
        kind = next((k for k in (PLACE, GROUP) if row[_INDEX[k]] == max(row) > _SURE), ORGANISATION)
        for candidate in (*named.get(short, ()), *named.get(long, ())):
            candidate.votes.append(Vote(f"{definition.short} is {definition.long}", kind, WEIGHTS["acronym"]))
