"""May two printed names be one organisation's? And which word of a name tells it from others?"""

from functools import lru_cache

from newsgraph.resolving.names import words
from newsgraph.resolving.persons import FULLER, LONG_ENOUGH, NOT, SAME, TYPO, is_one_letter_off

_SKIPPED = words("of the and for on in to at by a an de la le les du des del der die und et y e fur pour")
# What a name may end in without being another one's: "Ford Motor Company" is Ford, "Fox News" is not Fox.
_DESCRIPTIONS = words("""
    company group holdings holding industries motor motors bancorp bancshares resources minerals pharmaceuticals
    pharmaceutical technologies technology systems enterprises partners electronics airlines airways energy steel
    oil petroleum chemical chemicals laboratories labs software stores foods brands communications
    entertainment insurance investments brothers rebels rebel militia militants fighters movement newspaper
    magazine""")
# Words that many names share: no name is told by them alone.
_GENERIC = (
    _DESCRIPTIONS
    | _SKIPPED
    | words("""
    academy administration agency alliance army assembly association authority bank board bureau cabinet campaign
    center centre chamber church clinic club college commission committee community conference congress corps council
    court courts department division federation fire force forces foundation front fund government guard high
    hospital house institute institution international journal league legislature library media ministry museum
    national navy network news office organisation parliament party police post press programme project public
    regional republic research school schools senate service services society star state states station studies
    supreme team times tribunal trust union united university workers world""")
)


@lru_cache(maxsize=131072)
def telling_token(tokens: tuple[str, ...]) -> str:
    """The last token that few names share; all of them in one where there is none ("supreme-court")."""
    return next((token for token in reversed(tokens) if token not in _GENERIC), "-".join(tokens))


def is_generic(token: str) -> bool:
    """Whether it tells no organisation by itself ("council", "united")."""
    return token in _GENERIC


@lru_cache(maxsize=131072)
def significant(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens that count, sorted: "Ministry of Defence" and "Defence Ministry" are one."""
    return tuple(sorted(token for token in tokens if token not in _SKIPPED)) or tokens


@lru_cache(maxsize=262144)
def organisation_match(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """SAME for the same words in any order, FULLER where one only describes itself further, TYPO, else NOT."""
    if significant(one) == significant(other):
        return SAME
    longer, shorter = sorted((one, other), key=len, reverse=True)
    rest = longer[len(shorter) :]
    if longer[: len(shorter)] == shorter and set(rest) <= _DESCRIPTIONS and not is_generic(shorter[-1]):
        return FULLER
    if len(one) != len(other):
        return NOT
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    a, b = differing[0]
    close = len(differing) == 1 and min(len(a), len(b)) >= LONG_ENOUGH and is_one_letter_off(a, b)
    return TYPO if close else NOT


@lru_cache(maxsize=131072)
def is_short_for(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether an article that has named the long one may go on with the short one.

    Its beginning ("Alphamin"), its end ("Rockets" of the Houston Rockets, but not "Europe" of the Council of Europe),
    or its first and last words with fewer between them.
    """
    size = len(short)
    if size >= len(long):
        return False
    if long[:size] == short:
        return long[size] not in _SKIPPED or size > 1
    if long[-size:] == short:
        return long[-size - 1] not in _SKIPPED
    rest = iter(long)
    return size > 1 and short[0] == long[0] and short[-1] == long[-1] and all(token in rest for token in short)
