"""Who wrote it? Takes credits apart into people and agencies, and throws out what only stands next to
them."""

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from newsgraph.cleaning.agencies import agency_named
from newsgraph.cleaning.person_names import folded_name, is_person, is_single_name, spelled
from newsgraph.patterns import late


class Credits(NamedTuple):
    """People and organisations in the order printed, each once. `dropped` is what was in the credit and is
    neither."""

    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


_TAGS = late(r"<[^<>]{1,200}>")
_SPACE = late(r"[\s\u200b\u200e\u200f\ufeff]+")
# Addresses and handles: nobody is called that, and what they are torn from is often a name.
_ADDRESS = late(
    r"\(?(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+\)?|\(?(?<![\w])@\w{2,}\)?|\b[\w-]+\.(?:com|"
    r"org|net|co\.uk)/\S+",
    re.IGNORECASE,
)
_LEAD = late(
    r"^\W*(?:(?:analysis|opinion|exclusive|review|reviewed|story|words|text|texte|texto|report|reported|"
    r"reporting|written|"
    r"posted|published|authored|compiled|created|contributed|column|commentary|perspective|interview|"
    r"article|guest post|"
    r"essay)\s+(?:and\s+\w+\s+)?by|"
    r"by|from|von|par|por|di|av|af|door|przez|od|author|authors|autor|autora|autorin|autoren|auteur|autore|"
    r"writer|"
    r"reporter|text|texte|texto|"
    r"analysis|perspective|opinion|video|written|contributing|editor|redacción|(?:publié|rédigé|écrit|"
    r"propos recueillis) par|escrito por|geschrieben von|ein artikel von|eine analyse von|"
    r"ein kommentar von|ein gastbeitrag von|eine kolumne von|aus \w+ berichtet|interview|gastbeitrag|"
    r"kommentar|"
    r"dr\.?|prof\.?|sir|rev\.?|fr\.?)(?:\s*:\s*|\s+|\s*\|\s*)(?=\S)",
    re.IGNORECASE,
)
# Where the names end: a date, a time, an updating, a picture credit, a place to follow or comment.
_END = late(
    r"\s(?:edited by|produced by|presented by|(?:medically|expert) reviewed by|fact[- ]checked by|"
    r"published|updated|posted|last\s+(?:updated|modified)|modified|on\s+(?=\w+ \d)|follow(?:ing)?\b|"
    r"photograph(?:s|y|ed)?\s+by|"
    r"photos?\s+by|illustrations?\s+by|contributed to this|wrote this|is (?:an?|the)\s|was (?:an?|the)\s|"
    r"are\s|has\s+been|"
    r"covers\s|writes\s|reports\s+(?:for|on)|reporting (?:by|from)|editing by|view\s|read\s+more|"
    r"see\s+more|email\b|e-mail\b|share\b|"
    r"\d+\s+(?:min|hour|day|week|month|year)s?\b|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d|\d{1,2}[./:-]\d{1,2}|\d{4}\b)",
    re.IGNORECASE,
)
_SPLIT = late(
    r"\s*(?:[;|/•·\n\t]|\s[–—-]+\s|(?<!\w)&(?!\w)|\band\b(?!\s*$)|(?<=\s)(?-i:und|et|y|og|och|with|mit|"
    r"avec|e|en|i)(?=\s+(?-i:[A-ZÄÖÜÀ-Ý]))|"
    r",\s*(?:and|und|et|y)\s+|,|\(|\)|\[|\])\s*",
    re.IGNORECASE,
)
# What stands before or after a name in the same breath.
_ROLE = late(
    r"(?:^|\s)(?:(?:for|of|at|from|in)\s+(?:the\s+)?\S.*|(?:special\s+(?:to|for|from)|"
    r"(?:(?:senior|chief|staff|guest|contributing|managing|deputy|assistant|associate|executive|national|"
    r"foreign|political|politics|"
    r"white house|congressional|health|science|business|sports?|tech|technology|news|world|entertainment|"
    r"education|"
    r"investigative|freelance|lead|digital|legal|justice|crime|diplomatic|economics?|royal|features?|"
    r"consumer|money|travel|"
    r"environment|climate|energy|media|us|u\.s\.|uk|europe|asia|washington|data|social affairs|"
    r"home affairs|opinion)\s+)*"
    r"(?:columnist|correspondent|contributor|editor(?:-at-large|-in-chief)?|reporter|writer|producer|"
    r"analyst|journalist|"
    r"redakteur(?:in)?|korrespondent(?:in)?|reporterin|director|photographer|critic|blogger|intern|"
    r"fellow))\b.*)$",
    re.IGNORECASE,
)
_OUTLET_TAIL = late(
    r"\s+(?:CNN|NPR|BBC|CBS|NBC|ABC|AP|USA TODAY|Reuters|AFP|dpa|The [A-Z]\w+(?: [A-Z]\w+)?|[\w-]+\.(?:com|"
    r"org|net|co\.uk|de))$"
)
_LEAD_OUTLET = late(r"^(?:CNN|NPR|Cnn|Npr)(?:['’]s)?\s+(?=\S+\s\S)")
_DEGREES = late(
    r"^(?:Ph\.?\s?D|M\.?D|M\.?P\.?H|J\.?D|M\.?A|B\.?A|B\.?Sc|M\.?Sc|R\.?N|R\.?D|MBA|DO|DDS|CFP|CPA|OBE|MBE|"
    r"Esq|LLM|PT|RDN|CNN|"
    r"CSCS|Dr|Prof)\.?$",
    re.IGNORECASE,
)
_SUFFIX = late(r"^(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_INSTITUTION = late(
    r"\b(?:university|universität|université|universidad|school|institute?|college|foundation|laborator(?:y|ies)|"
    r"observatory|academy|ministry|hospital|museum|society|association)\b",
    re.IGNORECASE,
)


def split_byline(text: str, *, source: str = "") -> Credits:
    """A credit as printed: "By A and B, Reuters" → two authors and an agency. `source` is the outlet, which
    is neither."""
    return read_credits([text], source=source)


def read_credits(texts: Iterable[str], *, source: str = "", named_persons: bool = False) -> Credits:
    """Several credits, as containers list them, each perhaps of several people.

    With `named_persons` the container says that each is a person, so that one word may be a name.
    """
    every = [_read_credit(text, source, named_persons) for text in texts]
    if len(every) == 1:
        return every[0]
    authors: dict[str, str] = {}
    for name in (name for one in every for name in one.authors):
        authors.setdefault(folded_name(name), name)
    return Credits(
        _without_stumps(authors),
        tuple(dict.fromkeys(name for one in every for name in one.agencies)),
        tuple(dict.fromkeys(words for one in every for words in one.dropped)),
    )


@lru_cache(maxsize=16384)  # a few hundred reporters write most of an archive
def _read_credit(text: str, source: str, named: bool) -> Credits:
    authors: dict[str, str] = {}
    agencies: dict[str, None] = {}
    dropped: dict[str, None] = {}
    pieces = _pieces(text)
    shouts = [piece.isupper() and " " in piece for piece in pieces]
    calm = any(shouts) and any(is_person(piece) for piece, shout in zip(pieces, shouts, strict=True) if not shout)
    for piece, shout in zip(pieces, shouts, strict=True):
        if shout and calm and not agency_named(piece):
            dropped[piece] = None  # "Ann Lee, HARBOUR NEWS": among people in mixed case, capitals are an outlet
        elif agency := agency_named(piece) or "":
            agencies[agency] = None
        elif name := _person(piece, named=named, source=source):
            authors.setdefault(folded_name(name), name)
        elif agency := _agency_in(piece):
            agencies[agency] = None
        elif piece:
            dropped[piece] = None
    return Credits(_without_stumps(authors), tuple(agencies), tuple(dropped))


def joined_credits(one: Credits, other: Credits) -> Credits:
    """Both, `one` first, nothing twice."""
    return Credits(*(tuple(dict.fromkeys(a + b)) for a, b in zip(one, other, strict=True)))


def is_by_line(words: str) -> bool:
    """Whether a line begins as bylines do: "By Ann Lee"."""
    return bool(_BY.match(words))


_BY = late(r"(?:by|von|par|por|written by|words by|story by)[:\s]\s*\S", re.IGNORECASE)


def _pieces(text: str) -> list[str]:
    """The credit cut at its separators, without address, label and what follows the names."""
    words = text
    if "&" in words or "<" in words:
        words = _TAGS.sub(" ", html.unescape(words))
    words = words.replace("\n", " | ")
    if "@" in words or "/" in words:
        words = _ADDRESS.sub(" | ", words)
    words = _SPACE.sub(" ", words).strip(" \"'“”„»«")
    return _joined([piece for part in _SPLIT.split(words) if (piece := _bare(part))])


def _bare(part: str) -> str:
    """One separator-free part of a credit without lead ("By"), date and role."""
    words = part.strip(' .,:;"“”„»«*_|-–—')
    for _ in range(3):
        shorter = _LEAD.sub("", words, count=1)
        if shorter == words:
            break
        words = shorter
    end = _END.search(" " + words)
    if end:
        words = words[: max(end.start() - 1, 0)]
    return words.strip(' .,:;"“”„»«*_|-–—') + ("." if words.endswith(("Jr.", "Sr.")) else "")


def _joined(pieces: list[str]) -> list[str]:
    """Puts "Jr." back to the name that a comma cut it from, and lets degrees fall."""
    whole: list[str] = []
    for piece in pieces:
        if whole and _SUFFIX.match(piece):
            whole[-1] = f"{whole[-1]} {piece}"
        elif not _DEGREES.match(piece):
            whole.append(piece)
    return whole


_BEATS = frozenset(
    ("north america", "south america", "latin america", "middle east", "white house", "capitol hill", "east asia")
)
"""What "North America reporter" leaves, when it stands in a record as if it were somebody."""


def _person(piece: str, *, named: bool, source: str) -> str:
    """The person in it, well spelled; "" where there is none or it is the outlet itself."""
    if is_outlet(piece, source):
        return ""
    for words in _trims(piece):
        name = spelled(words)
        if is_outlet(words, source) or folded_name(words) in _BEATS:
            continue
        if is_person(name) or (named and is_single_name(words)):
            return name
    return ""


def _trims(piece: str) -> Iterable[str]:
    """The piece, then with ever more of what is not its name taken away."""
    yield piece
    words = _LEAD_OUTLET.sub("", piece)
    words = _ROLE.sub("", words).strip(" ,:-")
    if words and words != piece:
        yield words
    shorter = _OUTLET_TAIL.sub("", words)
    if shorter != words:
        yield shorter


def _agency_in(piece: str) -> str:
    """The agency in "for the Associated Press" or "AP Writer"."""
    words = re.sub(
        r"^(?:for|of|from|via|source|credit)\s+(?:the\s+)?|\s+(?:writer|reporter|staff|contributor)s?$",
        "",
        piece,
        flags=re.I,
    )
    return agency_named(words) if words != piece else ""


def is_outlet(name: str, source: str) -> bool:
    """Whether a credit is only the outlet's own name: "The Brackwater Herald" on brackwaterherald.example."""
    if not source:
        return False
    own = folded_name(source.rsplit(".", 1)[0] if "." in source and " " not in source else source).replace(" ", "")
    credit = folded_name(name).replace(" ", "")
    return bool(credit) and (credit.removeprefix("the") in own.removeprefix("the") or own == credit) and len(credit) > 2


def is_institution(name: str) -> bool:
    """Whether a credit that names no person is that of a university or the like, whose release it is."""
    return bool(_INSTITUTION.search(name)) and name[:1].isupper() and len(name.split()) <= 8


def _without_stumps(names: dict[str, str]) -> tuple[str, ...]:
    """ "Tina Nguye" next to "Tina Nguyen" is the same name cut short."""
    if len(names) < 2:
        return tuple(names.values())
    return tuple(
        name for key, name in names.items() if not any(other != key and other.startswith(key) for other in names)
    )
