"""May two printed names be one person's? A score from the names alone, before anything else is known."""

from functools import lru_cache

from newsgraph.resolving.given_names import are_one_given_name, given_names
from newsgraph.resolving.names import PARTICLES, PersonName, sex_of

SAME, FULLER, JUNIOR, NEAR, TYPO, NOT, NEVER = 3.0, 2.5, 2.25, 1.5, 1.0, 0.0, -3.0
LONG_ENOUGH = 7  # letters from which one letter more, less or other is a misprint sooner than another name


@lru_cache(maxsize=1 << 14)
def person_match(one: PersonName, other: PersonName) -> float:
    """How well two full names fit, whichever comes first.

    SAME; FULLER where one has a middle name that the other leaves out, JUNIOR where it has a "Jr."; NEAR for an
    initial or a nickname ("P. Simmons", "Bill Clinton"); TYPO for one letter in a long token; NOT where they are two
    names; NEVER where they contradict each other ("George H. Bush", "George W. Bush"; Jr. and Sr.).
    """
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return NEVER
    by_tokens = _match(one, other)
    return by_tokens if one.suffix == other.suffix else min(by_tokens, JUNIOR)


def _match(one: PersonName, other: PersonName) -> float:
    if one.tokens == other.tokens:
        return SAME
    if len(one.tokens) < 2 or len(other.tokens) < 2:
        return NOT
    surname, given = _token_match(one.tokens[-1], other.tokens[-1]), _given_match(one.tokens[0], other.tokens[0])
    if surname not in (SAME, TYPO) or given == NOT:
        return _behind_more(one.tokens, other.tokens)
    if surname == TYPO and given != SAME:
        return NOT
    middle = _middle_match(_middle(one), _middle(other))
    return min(surname, given, middle) if middle != NEVER else NEVER if given == SAME == surname else NOT


def _middle(name: PersonName) -> tuple[str, ...]:
    return tuple(token for token in name.tokens[1:-1] if token not in PARTICLES)


def _given_match(one: str, other: str) -> float:
    if len(one) == 1 or len(other) == 1:
        return (SAME if one == other else NEAR) if one[0] == other[0] else NOT
    return NEAR if one != other and are_one_given_name(one, other) else _token_match(one, other)


def _token_match(one: str, other: str) -> float:
    if one == other:
        return SAME
    return TYPO if min(len(one), len(other)) >= LONG_ENOUGH and is_one_letter_off(one, other) else NOT


def _middle_match(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """SAME, FULLER where one side has more of them, NEVER where two that stand side by side differ."""
    for a, b in zip(one, other, strict=False):
        if a[0] != b[0] or (len(a) > 1 and len(b) > 1 and a != b and _token_match(a, b) == NOT):
            return NEVER
    return SAME if one == other else FULLER


def _behind_more(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """ "Suu Kyi" is Aung San Suu Kyi, "Mitt Romney" W. Mitt Romney: FULLER where names before the rest are all the
    difference."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return FULLER if len(shorter) > 1 and longer[-len(shorter) :] == shorter else NOT


def is_one_letter_off(one: str, other: str) -> bool:
    """Whether one letter more, less or other, or two neighbours changed over, is all the difference."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


@lru_cache(maxsize=1 << 14)
def sex_of_person(name: PersonName) -> str:
    """ "m", "f", or "" where neither the honorifics nor the given name tells."""
    told = sex_of(name.titles)
    return told or (given_names().sex.get(name.tokens[0], "") if len(name.tokens) > 1 else "")
