"""How is a name written, once case, accents, dots and apostrophes do not count?

A name is read twice, as a person's and as an organisation's, because the two are written by different rules: the dots
of "J.K. Rowling" part two initials, those of "U.N. Council" do not; "Corp." is no part of a firm's name and may be part
of a person's. Both readings give tuples of tokens: small letters without accents, hyphens part tokens.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_QUOTES = ' \t"“”„«»‹›[](){}<>•*_—–-,;:!?|'
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?$")


class PersonName(NamedTuple):
    """A person's name as read. `tokens` hold neither honorifics nor the generation.

    `suffix` is "jr", "sr", "ii" … or "". `titles` are the honorifics that stood in the name itself ("dr").
    `surname_only` says that it begins with a particle ("van den Oever"), a surname however many tokens it has.
    """

    tokens: tuple[str, ...]
    suffix: str = ""
    titles: tuple[str, ...] = ()
    surname_only: bool = False


def words(text: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(text.split())


# Letters that do not come apart into a letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
)
_APOSTROPHES = re.compile(r"\s?['’‘ʼ`´′](?:(?<=\s.)s\b)?")  # also the " 's" of texts that come in tokens
_WORDS = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")  # U.N., J.K., C.I.A
_QUOTED = re.compile(r"[\"“”(][^\"“”()]*[\"“”)]")  # Hector "Macho" Camacho

_GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}
_ARTICLES = frozenset(["al", "el", "ul", "ad", "as", "ar"])
PARTICLES = words("""
    van von vom zu zur der den dem de del della di da das dos do du la le les lo ter ten te bin bint ibn ben abu y e
    af av st san santa mac""")
# What stands before a name and is none of it, by what it says of the bearer's sex.
MALE = words("mr sir lord baron duke earl count king prince monsieur m herr signor senor don brother father")
FEMALE = words("""
    mrs ms miss lady dame baroness duchess countess queen princess madame mme mlle frau fraulein signora senora
    sister""")
_ADDRESSES = words("mr mrs ms miss mme mlle sir dame lord lady herr frau monsieur madame signor signora")
_RANKS = words("""
    dr prof professor rev reverend fr gen general col colonel lt maj major capt captain sgt sergeant cpl pvt adm
    admiral cmdr commander brig brigadier sen senator rep gov governor pres president sheikh sheik imam rabbi cardinal
    archbishop bishop pope judge justice hon det""")
TITLES = _ADDRESSES | _RANKS


def folded(text: str) -> str:
    """Small letters without accents, dots of abbreviations and apostrophes gone; spaces and hyphens stay."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
        text = text.translate(_LETTERS)
    return _APOSTROPHES.sub(lambda m: m[0].lstrip(" '’‘ʼ`´′"), text.lower())


# Words of office that some texts print as one name with the person's ("Education Secretary Arne Duncan").
_OFFICES = words("""
    former ex army navy marine force police secretary minister premier chancellor chairman chairwoman president chief
    coach foreign prime vice deputy assistant mayor attorney interior defence defense education finance justice treasury
    state senior staff director commissioner ambassador representative congressman congresswoman councilman spokesman
    spokeswoman sheriff sergeant officer""")


@lru_cache(maxsize=1 << 14)
def person_name(printed: str) -> PersonName:
    """The name as a person's: "Dr. Martin Luther King Jr." is (martin, luther, king), "jr", (dr,)."""
    plain = folded(_POSSESSIVE.sub("", printed.rstrip(_QUOTES)))
    if '"' in printed or "“" in printed or "(" in printed:
        plain = _QUOTED.sub(" ", plain)
    tokens = _WORDS.findall(plain)
    titles: list[str] = []
    while len(tokens) > 1 and (tokens[0] in TITLES or (len(tokens) > 2 and tokens[0] in _OFFICES)):
        titles.append(tokens.pop(0))
    suffix = _GENERATIONS[tokens.pop()] if len(tokens) > 1 and tokens[-1] in _GENERATIONS else ""
    kept = [token for at, token in enumerate(tokens) if token not in _ARTICLES or at == len(tokens) - 1]
    starts = len(kept) > 1 and kept[0] in PARTICLES and printed[:1].islower()
    return PersonName(tuple(kept), suffix, tuple(titles), starts)


# Spellings and abbreviations of one word, in names of organisations.
_ONE_WORD = {
    "organization": "organisation", "organizations": "organisations", "defense": "defence", "labor": "labour",
    "center": "centre", "program": "programme", "dept": "department", "intl": "international", "assn": "association",
    "assoc": "association", "natl": "national", "govt": "government", "univ": "university", "inst": "institute",
    "cttee": "committee", "bros": "brothers", "mfg": "manufacturing", "theater": "theatre", "harbor": "harbour",
    "co": "company",
}  # fmt: skip
_IN_FULL = {"un": ("united", "nations"), "eu": ("european", "union"), "uk": ("united", "kingdom")}
_LEGAL = words("""
    inc incorporated corp corporation ltd limited plc llc llp lp gmbh ag sa se nv bv spa srl ab asa oyj kk
    pte pty pvt bhd sas kgaa as""")


@lru_cache(maxsize=1 << 14)
def organisation_tokens(printed: str) -> tuple[str, ...]:
    """The name as an organisation's: "The U.N. Human Rights Council" is (united, nations, human, rights, council).

    Legal forms at the end are dropped where something stays; words of two spellings have one.
    """
    plain = _DOTTED.sub(lambda m: m[0].replace(".", ""), folded(printed)).replace("&", " and ")
    tokens = [_ONE_WORD.get(token, token) for token in _WORDS.findall(plain)]
    if len(tokens) > 1 and tokens[0] == "the":
        del tokens[0]
    while len(tokens) > 1 and (tokens[-1] in _LEGAL or (tokens[-1] == "and" and len(tokens) > 2)):
        tokens.pop()
    if len(tokens) > 2 and tokens[:2] == ["united", "states"]:
        tokens[:2] = ["us"]
    if len(tokens) > 1 and tokens[0] in _IN_FULL:
        tokens[:1] = _IN_FULL[tokens[0]]
    return tuple(tokens)


def without_generation(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The tokens but for a "jr" or "iii" at their end."""
    return tokens[:-1] if len(tokens) > 1 and tokens[-1] in _GENERATIONS else tokens


def slug(tokens: tuple[str, ...]) -> str:
    """The tokens as one word of an id: "felix-tshisekedi"."""
    return "-".join(tokens)


def is_acronym(printed: str) -> bool:
    """Whether it is written like one: two to eight letters or digits, mostly capitals, dots or not; no other word."""
    letters = printed.replace(".", "").replace("&", "")
    return 2 <= len(letters) <= 8 and letters.isalnum() and sum(c.isupper() for c in letters) * 2 > len(letters)


def sex_of(titles: tuple[str, ...]) -> str:
    """What the honorifics say: "f", "m", "" for nothing or for both."""
    female, male = not FEMALE.isdisjoint(titles), not MALE.isdisjoint(titles)
    return "" if female == male else "f" if female else "m"


@lru_cache(maxsize=1 << 14)
def plain(printed: str, person: bool) -> str:
    """The name alone as it is shown: one line, no quotation marks or brackets around it, no honorific before a
    person's name and no possessive behind it."""
    parts = printed.strip(_QUOTES).split() or printed.split()
    if person:
        while len(parts) > 1 and folded(parts[0]).rstrip(".") in TITLES:
            del parts[0]
        parts[-1] = _POSSESSIVE.sub("", parts[-1]) or parts[-1]
    return " ".join(parts)


@lru_cache(maxsize=1 << 14)
def title_in(printed: str) -> str:
    """The honorific that a printed name begins with, "" for none."""
    first, _, rest = printed.partition(" ")
    return first if rest and folded(first).rstrip(".") in TITLES else ""
