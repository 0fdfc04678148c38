"""Where could names stand? Runs of words with a capital, and the pieces of them that can be names."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from newsgraph.finding.offices import ends_in_office, is_office
from newsgraph.finding.signs import Signs, first_names, organisations, regions, signs_of, words_of

_UPPER = "".join(letter for letter in map(chr, range(0x41, 0x500)) if letter.isupper())
_NUMBERED = "|".join(
    sorted(
        words_of(
            "Flotilla Unit Squadron Brigade Battalion Regiment Highway Route Interstate Shaft Berth Crane Group Camp"
        )
    )
)
_SHORT = (
    "St|Ste|Mt|Ft|Dr|Mr|Mrs|Ms|Gov|Sen|Sens|Rep|Reps|Gen|Col|Lt|Maj|Capt|Cpl|Sgt|Adm|Cmdr|Det|Insp|Supt|Prof|Rev|Hon|Jr"
    "|Sr|Bros|No|Sra|Srta|Mme|Mgr"
)
_WORD = (
    rf"(?:(?:[{_UPPER}]\.-?)+(?:[{_UPPER}](?![\w’'-]))?"
    rf"|(?:{_SHORT})\."
    rf"|(?:[Aa]l-|[Ee]l-|[Aa]sh-|[Aa]n-|sub-|[DdLlO][’'])?[{_UPPER}][\w&]*"
    r"(?:(?:[-‑](?=[\w])|[’'](?!s\b)(?=[^\W\d]))[\w&]+)*)"
)
_JOINT = (
    r"(?:of the|of|de la|de los|de las|del|della|de|du|des|da|dos|do|di|van der|van den|van de|van|von der|von|zu|den"
    r"|der|bin|ibn|al|el|ould|abu|&|-)"
)
_OWNED = "|".join(
    sorted(
        words_of(
            """Office Department Union Hall Hospital Federation Alliance Association Party Court Club College School
            Society Church Cathedral Bench League Guild Army Republic Institute Council Committee Commission Congress
            Movement Front Fund Trust Bank Company Clinic Hollow Point Bay Island Green Inn Rest Head Landing Ferry
            Corner Cross Creek Mill Gate Yard Quay Wharf Square Place Park"""
        )
    )
)
"""What may follow a genitive inside a name: "Dockers' and Stevedores' Union", "Dey's Hollow"."""
_ANY = rf"(?:(?:{_NUMBERED}|{_NUMBERED.upper()}) \d{{1,4}}\b|{_WORD})"
_OWNED_BEHIND = rf"(?:[’'] and {_WORD})?[’']s?(?: {_WORD})? (?:{_OWNED})\b"
# The look-ahead only saves time: it says with what a run can begin.
_RUN = re.compile(
    rf"(?<![\w@#/.])(?=[{_UPPER}]|[adels](?:l|n|sh|ub)?[-’'])(?:{_ANY}(?:(?: {_JOINT})? {_ANY}|{_OWNED_BEHIND})*)"
)


def _behind_first(words: str) -> str:
    """Alternatives whose first letter was read before."""
    return "|".join(f"(?<={word[0]}){word[1:]}" for word in words.split("|"))


# The same for runs that begin with a capital, in half the time: the search goes from capital to capital and looks
# behind it only there, and most words are seen at a glance to be no more than small letters behind a capital.
_GLANCE = r"[a-z]++(?![\w&.'’‑-]| \d)"
_FROM_CAPITAL = re.compile(
    rf"[{_UPPER}](?<![\w@#/.].)(?:{_GLANCE}|(?:{_behind_first(f'{_NUMBERED}|{_NUMBERED.upper()}')}) \d{{1,4}}\b"
    rf"|\.-?(?:[{_UPPER}]\.-?)*(?:[{_UPPER}](?![\w’'-]))?|(?:{_behind_first(_SHORT)})\."
    r"|[\w&]*(?:(?:[-‑](?=[\w])|[’'](?!s\b)(?=[^\W\d]))[\w&]+)*)"
    rf"(?:(?: {_JOINT})? (?:[{_UPPER}]{_GLANCE}|{_ANY})|{_OWNED_BEHIND})*"
)
_SMALL_ENDS = frozenset(last + dash for last in "lnhbd" for dash in "-’'")
"""How what may stand small at the beginning of a run ends: "al-", "d'"."""
_NAME_WORDS = re.compile(r"\S+")
_COMPOUND = re.compile(
    r"(.{2,})[-‑](?:[Bb]acked|[Ll]ed|[Bb]ased|[Bb]orn|[Rr]un|[Oo]wned|[Ff]unded|[Cc]ontrolled|[Hh]eld|[Ss]tyle|era|[Mm]ade"
    r"|[Ss]peaking|[Ww]ide|[Bb]ound|area|[Oo]ccupied|[Aa]dministered"
    r"|[Aa]llied|[Aa]ligned|[Ll]inked|[Ll]isted|[Ll]eaning|[Dd]ominated|[Ff]riendly|[Mm]ajority"
    r"|to|and)$"
)
_TWO_STATES = re.compile(r"(U\.S\.|U\.K\.|US|UK|EU|China|Russia|Iran|Israel|India)[-‑–]([A-Z]\w{3,})$")
"""Two neighbours or partners in one word: "US-Mexico"."""
_SMALL_BEGINNINGS = words_of("al el de van von bin ibn den der di da du la le abu ould")
_OPENING_ADJECTIVES = words_of(
    """National International General Federal Central World Human Public State Local Royal Global First Second Third
    Fourth Fifth Great New Old Free Democratic Republican Conservative Liberal Labour Green People's Workers'
    Young Young's Internet County City Town River Special Private High Women's Children's Earth Constitution
    Supreme"""
)
_SURNAMES_TOO = words_of(
    """May Young Long Little Best Key Bill Page Street Good Great Old New Short Low High Small Big Free Early Read Call
    Watch North South East West Live Right Well Man Church World Will Mark Gore Christian English French German Roman
    Norman Pole Scot Scott Dane Finn Brit Welsh Irish Holland Israel Jordan Major Main Best March April June Jan Day"""
)
"""Words that are no names alone, and surnames behind a given name: "Theresa May", "Carter Page"."""
_GIVEN_TOO = words_of(
    "Bill Will Jan Christian Norman German Sun April May June Scot Art Rich Young Per Mark Jesus Faith"
)
"""Words that are no names alone, and given names before a surname: of 1,000 articles 152 mentions begin with "Bill"."""
_PARTY = words_of("Republican Democratic Democrat GOP Tory Conservative Labour")
_OPENERS = words_of("A An And As At But By For From If In Of On Or Since So The Then When While With Yet Former Ex the")
"""What may stand before a name at a sentence's beginning and is none of it. "All" is: "All Blacks"."""
_PUNCTUATION = ".,;:'\"’‘“”()-–—"
Word = tuple[str, int, int]


def runs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The longest stretches of words with a capital, joined by what joins parts of names ("of", "van den", "bin")."""
    found = [match.span() for match in _FROM_CAPITAL.finditer(text, start, end)]
    if _SMALL_ENDS.isdisjoint([text[first - 2 : first] for first, _ in found]):
        return found
    return plain_runs(text, start, end)


def plain_runs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """`runs` by the one pattern that says what a run is."""
    return [match.span() for match in _RUN.finditer(text, start, end)]


def fold(surface: str) -> str:
    """The form in which an article's mentions of one name meet: no accents, not all in capitals, straight quotes."""
    return surface if surface.isascii() and not surface.isupper() else _folded(surface)


@lru_cache(maxsize=1 << 14)
def _folded(surface: str) -> str:
    plain = surface.replace("’", "'").replace("‑", "-")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if plain.isupper() and len(plain) > 4 and plain.replace(" ", "").replace("-", "").isalpha():
        plain = plain.title()
    return plain


class Piece(NamedTuple):
    """A part of a run that could be a name, offsets within the run, and the role that was printed before it."""

    start: int
    end: int
    role: str


def pieces(run: str, language: str) -> tuple[Piece, ...]:
    """What could be names in a run: roles, demonyms and words that are no names are cut off, or cut it in two.

    "Congolese President Felix Tshisekedi" gives Felix Tshisekedi with the role President; "Indianapolis Mayor Greg
    Ballard" gives Indianapolis and Greg Ballard; "Britain-based Syrian Observatory" gives Britain and the rest.
    """
    signs = signs_of(language)
    if run.isalpha() and run[0].isupper() and run.casefold() not in signs.title_openings:
        # What all below comes to for one plain word.
        return () if _no_name(run, signs) or _is_noun(run, signs) else (Piece(0, len(run), ""),)
    words: list[Word] = [(match.group(), match.start(), match.end()) for match in _NAME_WORDS.finditer(run)]
    for at, (word, start, end) in enumerate(words):
        compound = _COMPOUND.match(word) or _TWO_STATES.match(word)
        if compound:
            head = [*words[:at], (compound[1], start, start + len(compound[1]))]
            other = [(compound[2], start + compound.start(2), end)] if compound.lastindex == 2 else []
            return (*_pieces(run, head, signs), *_behind(run, [*other, *words[at + 1 :]], language))
    return tuple(_pieces(run, words, signs))


def _behind(run: str, words: Sequence[Word], language: str) -> Iterator[Piece]:
    if words:
        begin = words[0][1]
        for start, end, role in pieces(run[begin:], language):
            yield Piece(start + begin, end + begin, role)


def _pieces(run: str, words: Sequence[Word], signs: Signs) -> list[Piece]:
    found: list[Piece] = []
    at, role = 0, ""
    while at < len(words):
        length = _title_length(words, at, signs)
        if (
            length
            and at + length < len(words)
            and not (_is_partys(words, signs) if at == 0 else _held(words, at, signs))
        ):
            role = run[words[at][1] : words[at + length - 1][2]]
            at += length
            continue
        if length and at + length == len(words) and _names_nobody(words[at:], signs):
            break
        stop = _piece_end(words, at, signs)
        found += _trimmed(words[at:stop], role, signs)
        at, role = stop, ""
    return found


def _names_nobody(words: Sequence[Word], signs: Signs) -> bool:
    """Is a title without a name behind it no name itself: "Rep.", "Majority Leader"? King and Justice are surnames."""
    word = words[0][0]
    return len(words) > 1 or word[-1] == "." or word not in signs.honorifics or word in signs.offices - _SURNAMES_TOO


def _piece_end(words: Sequence[Word], at: int, signs: Signs) -> int:
    """Where the piece that begins at a word ends: before the next title that has a name behind it or is an office's
    last words, before what a person is of, before a numbered group."""
    for stop in range(at + 1, len(words)):
        if words[stop][0] == "of" and stop - at > 1 and words[at][0] in first_names():
            return stop
        if words[stop][0] == "and" and words[stop - 1][0] in signs.sure_place_parts and not _ends_in_body(words, signs):
            return stop
        if words[stop][0].isdigit() and stop - at > 1 and words[stop - 1][0] in signs.group_parts:
            return stop - 1
        if words[stop - 1][0][-1] == ",":
            return stop
        length = _title_length(words, stop, signs)
        if length and stop + length < len(words) and not _held(words, stop, signs):
            return stop
        if length and stop + length == len(words) and is_office([word for word, _, _ in words], signs):
            return stop
    return len(words)


def _ends_in_body(words: Sequence[Word], signs: Signs) -> bool:
    return words[-1][0] in signs.organisation_endings


@lru_cache(maxsize=1 << 14)
def is_persons(name: str, language: str) -> bool:
    """Are the words that would be cut off a person's, where the tagger is sure of one: "Bill Oster", "de Vasse", "Ann
    Lord"?"""
    found = pieces(name, language)
    if len(found) != 1 or found[0].role:
        return False
    before, behind = name[: found[0].start].strip(), name[found[0].end :].strip()
    opens = not before or before in _GIVEN_TOO or before.split(" ")[-1] in _SMALL_BEGINNINGS
    return opens and (not behind or (behind.isalpha() and behind.istitle()))


@lru_cache(maxsize=1 << 14)
def stands_whole(name: str, language: str) -> bool:
    """Is an organisation's name one as the tagger has it: does no word open it, no office end it?"""
    if name in organisations():
        return True
    signs, words = signs_of(language), name.split()
    opened = words[0] in _OPENERS or _COMPOUND.match(words[0]) or _party_before(words)
    return not (opened or name in signs.no_names or ends_in_office(name, language) or words[-1] == "Democratic")


def _party_before(words: Sequence[str]) -> bool:
    """ "GOP Senate", "Trump White House": said of a house and no part of its name."""
    rest = words[1:]
    return rest == ["White", "House"] or (words[0] in _PARTY and rest in (["Senate"], ["House"], ["Congress"]))


def _is_partys(words: Sequence[Word], signs: Signs) -> bool:
    """ "Republican Study Committee", but not "Republican Senator"."""
    return words[0][0] in ("Republican", "Democrat") and (_ends_in_body(words, signs) or words[-1][0] == "Convention")


def _held(words: Sequence[Word], at: int, signs: Signs) -> bool:
    """Is a title's word part of a longer name: "General Motors", "Council of State", "Police Chief Association"?"""
    before = words[at - 1][0]
    after = words[at + 1][0] if at + 1 < len(words) else ""
    return (
        before in ("of", "de", "the", "&", "der", "des", "du")
        or after in ("of", "de", "&")
        or any(word in signs.organisation_endings for word, _, _ in words[at + 1 :])
    )


def _title_length(words: Sequence[Word], at: int, signs: Signs) -> int:
    """How many words from here on are one honorific or role, 0 for none; a "King" before "Jr." is a surname."""
    if words[at][0].rstrip(".").casefold() not in signs.title_openings:
        return 0
    for length in (3, 2, 1):
        if len(words) - at >= length:
            phrase = " ".join(word.rstrip(".") for word, _, _ in words[at : at + length])
            if phrase in signs.honorifics or phrase.casefold() in signs.roles:
                return 0 if words[at + length :] and words[at + length][0] in ("Jr.", "Jr", "Sr.", "Sr") else length
    return 0


def _trimmed(words: Sequence[Word], role: str, signs: Signs) -> Iterator[Piece]:
    """A piece without the words at its ends that belong to no name; nothing where nothing is left."""
    name = " ".join([word for word, _, _ in words]) if len(words) > 1 else ""
    if name and (name in regions() or name in organisations()):
        yield Piece(words[0][1], words[-1][2], role)
    elif not name or name not in signs.no_names:
        words = _without_party(words)
        left, right = 0, len(words)
        while left < right and _cut_off(words[left:right], signs):
            left += 1
        while right > left and _cut_off_behind(words[left:right], signs):
            right -= 1
        if right - left > 1 or (right > left and not _is_noun(words[left][0], signs)):
            last, start, end = words[right - 1]
            cut = right == len(words) or last[-1] in ",;:-"
            yield Piece(words[left][1], start + len(last.rstrip(",;:-")) if cut else end, role)


def _without_party(words: Sequence[Word]) -> Sequence[Word]:
    """ "R-London" is London."""
    word, start, end = words[0]
    if word[:2] in ("R-", "D-") and len(word) > 4:
        return [(word[2:], start + 2, end), *words[1:]]
    return words


def _is_noun(word: str, signs: Signs) -> bool:
    """ "Bank", "Hall", "County": alone, hardly more than a noun with a capital."""
    bare = word.strip(".,;:")
    endings = bare in signs.organisation_endings or bare in signs.place_endings
    return endings and bare not in organisations() and bare not in signs.place_beginnings - signs.place_endings


def _cut_off(words: Sequence[Word], signs: Signs) -> bool:
    """Does a name begin only behind the first of these words?"""
    word = words[0][0]
    if word.isdigit() or _party_before([word for word, _, _ in words]):
        return True
    if word[:1].islower():
        if (
            (word in ("von", "de", "of") or (word in ("der", "den") and signs.place_first))
            and words[1:2]
            and words[1][0][:1].isupper()
        ):
            return True  # "Bürgermeister von Hamburg": the run began with a title
        return word.partition("-")[0] not in _SMALL_BEGINNINGS and not any(c.isupper() for c in word)
    if word.casefold() in signs.place_words and signs.place_first and len(words) > 1:
        return True  # "Stadt Leipzig"
    return _no_name(word, signs) and not _needed(words, signs)


def _cut_off_behind(words: Sequence[Word], signs: Signs) -> bool:
    last = words[-1][0]
    if (last[:1].islower() and last.isalpha()) or (last == "Democratic" and len(words) > 1):
        return True  # "Senate Democratic | leader"
    held = len(words) > 1 and (
        last in signs.organisation_endings
        or last in signs.place_endings
        or (last in _SURNAMES_TOO and words[0][0] in first_names())
    )
    return _no_name(last, signs) and not held


def _needed(words: Sequence[Word], signs: Signs) -> bool:
    """Does a word that is no name alone belong to this one: "New York", "American Airlines", "North Kivu"?"""
    if len(words) < 2:
        return False
    first, last = words[0][0], words[-1][0]
    return (first in signs.place_beginnings and words[1][0] not in signs.no_names) or (
        (last in signs.organisation_endings or last in signs.place_endings or last in signs.facilities)
        and (first in signs.demonyms or first in _OPENING_ADJECTIVES or first in signs.organisation_beginnings)
    )


def _no_name(word: str, signs: Signs) -> bool:
    if len(word) == 2 and word[1] == "." and word[0].isupper():
        return False  # an initial, be it "A." or "I."
    bare = word.strip(_PUNCTUATION)
    if not bare or word in signs.no_names or bare in signs.no_names or word in signs.demonyms:
        return True
    if "’" in bare and bare.replace("’", "'") in signs.no_names:
        return True
    if bare.isupper() and len(bare) > 3 and bare.title() in signs.no_names:
        return True  # "FILE"
    first, dash, last = word.rpartition("-")
    return bool(dash) and (last in signs.demonyms or (first == "mid" and last in signs.no_names))  # "Franco-German"
