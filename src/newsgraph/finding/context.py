"""What do the words beside a name say about its kind?"""

import re
from collections.abc import Container, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from newsgraph.finding.candidates import ANY, GROUP, PERSON, PLACE, Candidate, Vote, vote
from newsgraph.finding.form import Forms
from newsgraph.finding.signs import Signs, signs_of, words_of
from newsgraph.finding.spellings import called_so

_SPEECH, _AGE = vote("speech verb", PERSON), vote("age", PERSON)
_PLACE_BEFORE, _PLACE_BEHIND = vote("place word before", PLACE), vote("place word behind", PLACE)
_PREPOSITION, _IN, _PLACE_OF = vote("preposition", PLACE), vote("in", PLACE), vote("place of", PLACE)
_DATELINE, _LOCAL, _AT_FACILITY = vote("dateline", PLACE), vote("local word", PLACE), vote("at a facility", PLACE)
_GROUP_WORD, _ARTICLE = vote("group word", GROUP), vote("article", PERSON)
_OPENS, _SMALL = vote("one word opens", ANY), vote("written small", ANY)
_CONTAINED, _CONTAINER = vote("contained", PLACE), vote("container", PLACE)

_GOVERNED = words_of(
    """governor mayor people streets capital north south east west northwest northeast southeast southwest outskirts
    residents citizens king queen emir sultan coast shores banks bishop archbishop kilometres kilometers miles
    gouverneure maire habitants"""
)
"""What is of a place: "the governor of X", "north of X"."""
_OF_STATES = words_of(
    """government minister president premier governor mayor capital parliament army military navy police economy
    ambassador king queen border borders parliamentary opposition ruling constitution embassy troops currency
    citizens residents voters streets suburbs airport port outskirts population legislature"""
)
"""What belongs to places, within three words behind their genitive: "Haldmark's water minister"."""
_GOVERNMENT = vote("its government", PLACE)
_TWO_ON = words_of("""mine mines dam border airport region province territory district village valley crossing""")
"""Place words that one other word may part from the name: "the Bisie tin mine"."""
_INSIDE = frozenset(("in", "near", "outside"))
_AT = words_of("at in inside outside near into to from behind around")
_AGED = re.compile(r",? (?:aged )?\d{1,2}(?=[,;.)])|,? \(\d{1,2}\)|, (?:a|an) \d\d-year-old")
_DATELINE_SIGN = re.compile(
    r"(?:, [\w. ]{2,25})? ?(?:\([A-Z][\w/ .-]{1,30}\) ?)?(?:—|–|--|- )"
    r"|(?:, [\w. ]{2,25})? \((?:AP|AFP|Reuters|UPI|CNN)\)"
)
_MARKS = ".,;:’'”\""
_ENDS = '.?!:”"“‘«»„'
_REACH = 48
_LOOKED_AT = 3
"""Words before a name, at most."""


class Before(NamedTuple):
    """What a single word right before a name says. `looks_back`: the words before it tell more."""

    votes: tuple[Vote, ...]
    looks_back: bool
    may_be_role: bool
    is_at: bool


class Behind(NamedTuple):
    """What a single word right behind a name says, and the role that it gives. `looks_on`: without a vote of its own,
    the word behind it may have one, or it opens a bracket."""

    votes: tuple[Vote, ...]
    role: str
    looks_on: bool


class Beside:
    """The words of one language that stand beside names, kept as they are met."""

    def __init__(self, language: str) -> None:
        self.signs = signs_of(language)
        titles = self.signs.roles | self.signs.honorifics
        self._last_words = frozenset(title.split()[-1].casefold() for title in titles)
        self.before = lru_cache(maxsize=1 << 15)(self._before)
        self.behind = lru_cache(maxsize=1 << 15)(self._behind)

    def _before(self, word: str) -> Before | None:
        """What the word right before a name says, None for nothing at all."""
        signs, found = self.signs, []
        if word in _INSIDE:
            found.append(_IN)
        elif word in signs.place_prepositions:
            found.append(_PREPOSITION)
        elif word in ("the", "The"):
            found.append(_ARTICLE)
        if word in signs.group_neighbours:
            found.append(_GROUP_WORD)
        if word.casefold() in signs.speech_verbs and word != "who":
            found.append(_SPEECH)
        bare = word.replace(".", "").lstrip("(\"'“‘«„")
        may_be_role = bare.casefold() in self._last_words and word[-1] not in ",;:)"
        looks_back, is_at = may_be_role or word in _MAY_BE_OF, word in _AT
        return Before(tuple(found), looks_back, may_be_role, is_at) if found or looks_back or is_at else None

    def _behind(self, printed: str) -> Behind | None:
        """What the first word behind a name says, None for nothing at all."""
        signs, word = self.signs, printed.strip(_MARKS)
        if word in signs.speech_verbs:
            return Behind((_SPEECH,), "", False)
        if word in signs.group_neighbours:
            return Behind((_GROUP_WORD,), "", False)
        if word in signs.local_words:
            return Behind((_LOCAL,), "", False)
        if word in signs.place_words:
            return Behind((_PLACE_BEHIND,), word, False)
        looks_on = printed[0] == "(" or (printed.islower() and len(printed) > 2)
        return Behind((), "", True) if looks_on else None


@lru_cache(maxsize=8)
def beside_of(language: str) -> Beside:
    """The memory that belongs to a language."""
    return Beside(language)


def add_context(candidate: Candidate, text: str, begin: int, beside: Beside) -> bool:
    """Counts what stands left and right of a name in its zone, which begins at `begin`. Sets the candidate's role.

    Tells whether a sentence or line that begins here explains the name's capital.
    """
    start, end = candidate.start, candidate.end
    left = text[start - _REACH if start - _REACH > begin else begin : start]
    right = text[end : end + _REACH]
    parts = left.rsplit(None, 1)
    last = parts[-1] if parts else ""
    opens = not last or left[-1] == "\n"
    if last and left[-1] in " (\u00a0":
        before = beside.before(last)
        if before is not None:
            _add_left(candidate, left, before, beside.signs)
    sign = right[:1]
    if sign == " ":
        _add_right(candidate, right, beside)
    elif sign in (",", "'", "’"):
        _add_marked(candidate, right)
    if opens or last[-1] in _ENDS or candidate.spelling.is_loud:
        return _add_opening(candidate, right, (opens, last))
    return False


def _add_left(candidate: Candidate, left: str, before: Before, signs: Signs) -> None:
    is_at = before.is_at
    if before.looks_back:
        words = left.rsplit(None, _LOOKED_AT)
        if before.may_be_role and not candidate.role:
            candidate.role = role = _role_before(words, signs)
            if role:
                candidate.add_context(called_so(role, signs))
        if words[-1] in _MAY_BE_OF:
            _add_of(candidate, _of_what(words), signs)
            is_at = words[-1] == "the" and words[-2:-1] != [] and words[-2] in _AT
    for one in before.votes:
        candidate.add_context(one)
    if is_at and candidate.spelling.is_facility:
        candidate.add_context(_AT_FACILITY)


def _add_of(candidate: Candidate, what: str, signs: Signs) -> None:
    """ "The town of X", "the governor of X"."""
    if what in signs.place_words:
        candidate.role = what
        candidate.add_context(_PLACE_BEFORE)
    elif what in _GOVERNED:
        candidate.add_context(_PLACE_OF)


_MAY_BE_OF = frozenset(("of", "the", "de", "von"))


def _of_what(words: Sequence[str]) -> str:
    """The word before "of" or "of the" where one of them stands right before the name, "" elsewhere."""
    at = len(words) - (2 if words[-1] == "the" and len(words) > 1 else 1)
    return words[at - 1].casefold() if at > 0 and words[at] in ("of", "de", "von") else ""


def _role_before(words: Sequence[str], signs: Signs) -> str:
    """The role or honorific that ends right before a name, as printed, "" for none."""
    for length in (3, 2, 1):
        if len(words) >= length:
            printed = " ".join(words[-length:]).lstrip("(\"'“‘«„")
            bare = printed.replace(".", "")
            if bare in signs.honorifics or bare.casefold() in signs.roles:
                return printed
    return ""


def _add_marked(candidate: Candidate, right: str) -> None:
    """What stands behind a comma or a genitive's "'s"."""
    if right[0] == ",":
        if _AGED.match(right):
            candidate.add_context(_AGE)
        elif right.startswith((", who ", ", whose ")):
            candidate.add_context(_SPEECH)
    elif right.startswith(("'s ", "’s ")) and not _OF_STATES.isdisjoint(right[3:].replace(",", " ").split(None, 3)[:3]):
        candidate.add_context(_GOVERNMENT)


def _add_right(candidate: Candidate, right: str, beside: Beside) -> None:
    words = right.split(None, 2)
    behind = beside.behind(words[0]) if words else None
    if behind is None:
        return
    votes, role, looks_on = behind
    for one in votes:
        candidate.add_context(one)
    if role and not candidate.role:
        candidate.role = role
    if looks_on and len(words) > 1:
        _add_two_on(candidate, words, right)


def _add_two_on(candidate: Candidate, words: Sequence[str], right: str) -> None:
    if right[1] == "(":
        if _AGED.match(right):
            candidate.add_context(_AGE)
    elif words[1].strip(_MARKS) in _TWO_ON and words[0].islower() and len(words[0]) > 2:
        candidate.role = candidate.role or words[1].strip(_MARKS)
        candidate.add_context(_PLACE_BEHIND)


def _add_opening(candidate: Candidate, right: str, before: tuple[bool, str]) -> bool:
    """Signs at the beginning of a paragraph or sentence. `before`: does a line begin here, and the word before it.
    Tells whether the name is only a word that opens it."""
    opens, word = before
    if (opens or candidate.spelling.is_loud) and _DATELINE_SIGN.match(right):
        candidate.add_context(_DATELINE)
        return False
    opening = candidate.spelling.is_single and (opens or word[-1] in _ENDS)
    if opening:
        candidate.add(_OPENS)
    return opening


def add_neighbours(candidates: Sequence[Candidate], text: str, forms: Forms) -> None:
    """ "X, Y" with a place Y: X lies in Y. The candidates are in order of the text."""
    for here, there in pairwise(candidates):
        if there.start - here.end > 4:
            continue
        between = text[here.end : there.start]
        if between in (", ", " in ", " (") and forms.container_like(there.key):
            like = forms.place_like(here.key)
            if between == ", " or like:
                here.add_context(_CONTAINED)
            if between == ", " and like:
                there.add_context(_CONTAINER)


def add_small(candidates: Sequence[Candidate], small: Container[str]) -> None:
    """A single word that the article writes small as well is hardly a name; no `small` word is ""."""
    for candidate in candidates:
        if candidate.spelling.small in small:
            candidate.add(_SMALL)
