"""May two printed names be one organisation's? And which word of a name tells it from others?"""

from functools import lru_cache
from operator import ne

from newsgraph.resolving.names import words
from newsgraph.resolving.persons import FULLER, LONG_ENOUGH, NEAR, NOT, SAME, TYPO, is_one_letter_off

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


_IN_ORDER = words("university college")
_PLURAL = 5  # letters from which an "s" more is the plural: "Houthi", "Houthis"
# What follows a place's name in a name that the place alone is no short form of: "Washington Post", "Boston Police".
_OF_A_PLACE = words("""
    post times journal news herald tribune chronicle gazette courier globe star sun press police department council
    court government senate house assembly state street airport county city school hospital ministry parliament army
    legislature governor defence defense""")
_NO_SHORT_FORM = words("""
    us uk eu un american british french german russian chinese israeli iranian iraqi syrian turkish japanese indian
    canadian australian african european asian arab north south east west new great first national federal royal
    international general central united social democratic republican""")


@lru_cache(maxsize=1 << 14)
def telling_token(tokens: tuple[str, ...]) -> str:
    """The last token that few names share; all of them in one where there is none ("supreme-court")."""
    tokens = _without_country(tokens)
    return next((token for token in reversed(tokens) if token not in _GENERIC), "-".join(tokens))


def _without_country(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """ "U.S. Congress" is Congress in its own country's papers."""
    return tokens[1:] if len(tokens) > 1 and tokens[0] == "us" else tokens


def is_generic(token: str) -> bool:
    """Whether it tells no organisation by itself ("council", "united")."""
    return token in _GENERIC


@lru_cache(maxsize=1 << 14)
def significant(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens that count, sorted: "Ministry of Defence" and "Defence Ministry" are one. A university's in their
    order: Washington University is not the University of Washington."""
    kept = (tokens[0], *(token for token in tokens[1:] if token not in _SKIPPED))
    return kept if _IN_ORDER.intersection(kept) else tuple(sorted(kept))


def may_match(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether `organisation_match` can be more than NOT: a quick look, for going through all pairs of a block."""
    if len(one) == len(other):
        if sum(map(ne, one, other)) == 1:
            return True
    elif one[0] == other[0] or one[0] == "us" or other[0] == "us":
        return True
    return significant(one) == significant(other)


@lru_cache(maxsize=1 << 14)
def organisation_match(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """SAME for the same words in any order; FULLER where one only describes itself further, but TYPO where the other is
    a single word, which may be another's name, or leaves out "U.S."; NEAR for singular and plural; TYPO; else NOT."""
    if significant(one) == significant(other):
        return SAME
    longer, shorter = sorted((one, other), key=len, reverse=True)
    if _without_country(longer) == shorter:
        return TYPO
    rest = longer[len(shorter) :]
    if longer[: len(shorter)] == shorter and set(rest) <= _DESCRIPTIONS and not is_generic(shorter[-1]):
        return FULLER if len(shorter) > 1 else TYPO
    if len(one) != len(other):
        return NOT
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    a, b = differing[0]
    if len(differing) == 1 and (a + "s" == b or b + "s" == a) and min(len(a), len(b)) >= _PLURAL:
        return NEAR
    close = len(differing) == 1 and min(len(a), len(b)) >= LONG_ENOUGH and is_one_letter_off(a, b)
    return TYPO if close else NOT


def is_short_for(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether an article that has named the long one may go on with the short one.

    Its beginning ("Alphamin"; not "Washington" for the Washington Post or "Senate" for its committees), its end
    ("Rockets" for the Houston Rockets; not "Europe" for the Council of Europe), or its first and last words with fewer
    between them.
    """
    size = len(short)
    if size >= len(long):
        return False
    if long[:size] == short:
        if all(token in _GENERIC for token in short):
            return False
        return size > 1 or not (short[0] in _NO_SHORT_FORM or long[1] in _SKIPPED or long[1] in _OF_A_PLACE)
    if long[-size:] == short:
        return long[-size - 1] not in _SKIPPED
    rest = iter(long)
    return size > 1 and short[0] == long[0] and short[-1] == long[-1] and all(token in rest for token in short)
