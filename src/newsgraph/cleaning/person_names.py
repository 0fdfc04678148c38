"""Is this a person's name, and how is it spelled?"""

import unicodedata
from functools import lru_cache

from newsgraph.patterns import late


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that stand in credits and never in names. "Post", "Story", "Page", "Price", "Sun" are surnames or
# first names of journalists, so they are not here.
_NEVER = _words(
    """
    about at for of to admin administrator advertisement advertorial agencies agency agentur ago analyst
    anonymous archive archives article articles artikel associate associated associates assistant audio
    author authors authored autor autorin autoren avatar backgroundurl blog blogs board breaking broadcast
    bureau business by category channel chief click club columnist com comment comments commentary committee
    community company contact content contributed contributing contribution contributor contributors
    copyright copywriter correspondent correspondents council count coverage credit culture customer daily
    day debate department desk digital director economics economy ed. edited edition editor editor's
    editor-at-large editor-in-chief editorial editorials editors education email entertainment exclusive
    executive facebook fact-check features feed financial follow following foreign from full gallery gazette
    getty group guest guests has health headlines herald home hour hours https image images inc info
    information institute intern international interview investigative is issue its job join journal
    journalist journalists last latest leader lead letter letters lifestyle link live login magazine mail
    manager managing media member mins minute minutes more national network networks new news newscast
    newsdesk newsletter newspaper newspapers newsroom newsroom's newswire note novelist now of officer on
    online op-ed opinion opinions organization our page: photo photographer photos photography podcast
    political politics popular posted posts press print producer producers production professor profile
    programme published publisher question quiz radio rating read reader readers redaction redaktion
    redaktionsnetzwerk redakteur redakteurin redacción rédaction rédacteur redazione reply report reported
    reporter reporters reporting reports research researcher review reviewer reviews rss school science
    section senior service services share shares sign site social society source special specialist sponsored
    sport sports staff staffer story: studio subscribe subscriber subscribers syndicated syndication tags
    team technology television the this today topic topics travel tribune trending tv twitter university
    update updated us user users uses via video videographer videos view views web webdesk webmaster website
    week weekly welcome wire with world write writer writers writing written year yesterday your
    """
)
# Not a name on its own account either way: a month or weekday alone or with a number is a date taken for a
# name.
_CALENDAR = _words(
    """
    january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue
    wed thu fri sat sun
    """
)
# Last words of newspapers' names; "Post" and "Star" only behind a hyphen ("Courier-Post"): people are called
# that.
_PAPERS = _words(
    """
    times gazette herald tribune telegram telegraph inquirer enquirer examiner chronicle observer sentinel
    dispatch bulletin courier advertiser guardian independent mirror echo argus advocate statesman register
    picayune press zeitung allgemeine tageblatt anzeiger nachrichten
    """
)
# Publishers that are called like people, or by two capitalised words of which none tells.
_PUBLISHERS = frozenset(
    {"condé nast", "rolling stone", "mother jones", "al jazeera", "deutsche welle", "le monde", "le figaro"}
    | {"el país", "el mundo", "la vanguardia", "la repubblica", "die zeit", "die welt", "radio france"}
)
_OPENERS = _words("in an a and how why what when where who")
_PARTICLES = _words(
    """
    de del dela della dello degli dei di da das dos do du des d' la le les lo el al van von vom zu zur zum
    der den ten ter te bin bint ibn abu ben bar y e i und af av o' st. 't
    """
)
_SUFFIXES = {"jr": "Jr.", "jr.": "Jr.", "sr": "Sr.", "sr.": "Sr.", "ii": "II", "iii": "III", "iv": "IV"}
_IRISH = _words(
    """
    obrien oconnor oconnell odonnell oreilly oneill okeefe osullivan oleary orourke otoole omalley
    odowd
    """
)
_MACS = _words(
    """
    macdonald macdougall macarthur macleod macmillan macgregor macintyre macpherson macfarlane macfarquhar
    maclaren maclean macneil macneill macaulay maccallum macdonnell macquarie
    """
)
_HYPHENED_PAPER = late(
    r"-(?:post|star|sun|news|times|journal|record|leader|union|world)$|\.(?:com|net|org|de|uk|fr|tv)$"
)
_NO_WORD = late(r"[\W_]+")
_INITIALS = late(r"^(?:[^\W\d_]\.?-?){1,4}$")
_TOKEN = late(r"^[^\W\d_][^\W\d_'’.\-‐]*(?:['’.\-‐][^\W\d_]*)*$")
_MC = late(r"^(Mc|O['’]|D['’]|L['’])([^\W\d_])(.+)$")
_OSURNAME = late(r"^O([A-Z][a-z]{2,}.*)$")


def is_person(name: str) -> bool:
    """Whether it looks like one person's name: two to six capitalised words, particles between, no credit's
    words."""
    tokens = name.split()
    if not 2 <= len(tokens) <= 6 or len(name) > 60 or name.casefold() in _PUBLISHERS:
        return False
    folded = [token.casefold().strip(".,:;!?") for token in tokens]
    if any(token in _NEVER for token in folded) or tokens[0].casefold() in _OPENERS:
        return False
    if {"-", *_PAPERS} & {folded[-1].rsplit("-")[-1], folded[0]} or any(map(_HYPHENED_PAPER.search, folded)):
        return False
    if all(token in _CALENDAR for token in folded):
        return False
    if not all(_TOKEN.match(token) for token in tokens):
        return False
    return _capitalised(tokens) and (folded[-1] not in _PARTICLES or folded[-1] in ("do", "bar", "ben", "van"))


def is_single_name(name: str) -> bool:
    """Whether it may be a person who goes by one name ("Moana", "CarolRomig"): only where a page names a
    person there."""
    return (
        2 < len(name) <= 25
        and bool(_TOKEN.match(name))
        and name[0].isupper()
        and name.casefold() not in _NEVER
        and name.casefold() not in _CALENDAR
        and "." not in name
        and not _NEVER & set(name.casefold().split("-"))
    )


def _capitalised(tokens: list[str]) -> bool:
    """Each word starts with a capital, or is a particle, or belongs to a script without capitals."""
    capitals = 0
    for token in tokens:
        first = token[0]
        if first.isupper() or (first.isalpha() and first.lower() == first.upper()):
            capitals += 1
        elif token.casefold() not in _PARTICLES and not any(c.isupper() for c in token):
            return False
    return capitals >= 2 or (capitals == 1 and len(tokens) > 2)


@lru_cache(maxsize=65536)
def spelled(name: str) -> str:
    """The name as its bearer would print it: CAPITALS and "Mccarthy" mended, initials and accents kept.

    What only its bearer can know ("DeSantis", "LaFranchi" from a lower-cased list) stays as printed.
    """
    tokens = unicodedata.normalize("NFC", name).split()
    shouted = all(token.upper() == token for token in tokens) and any(len(token) > 2 for token in tokens)
    whispered = all(token.lower() == token for token in tokens)
    mended = [_token(token, first=i == 0, recase=shouted or whispered) for i, token in enumerate(tokens)]
    return " ".join(mended)


def _token(token: str, *, first: bool, recase: bool) -> str:
    low = token.casefold()
    if low.strip(",") in _SUFFIXES and not first:
        return _SUFFIXES[low.strip(",")]
    if recase:
        if not first and low in _PARTICLES:
            return token.lower()
        token = "-".join(_titled(part) for part in token.split("-"))
    if first and len(token) == 2 and token.isalpha() and not set(low) & set("aeiouyäöüéèáóíúå"):
        return token.upper()  # "Mj Lee": nobody is called that; the list's maker lower-cased the second initial
    return "-".join(_celtic(part) for part in token.split("-"))


def _titled(part: str) -> str:
    if "." in part and _INITIALS.match(part):
        return part.upper()
    return part[:1].upper() + part[1:].lower()


def _celtic(part: str) -> str:
    """McX, O'X and MacX; O'Brien also where the apostrophe was lost."""
    low = part.casefold()
    if low in _IRISH:
        return f"O'{low[1].upper()}{low[2:]}"
    if low in _MACS and part[3:4].islower():
        return f"Mac{low[3].upper()}{low[4:]}"
    if m := _OSURNAME.match(part):
        return f"O'{m[1]}"
    if (m := _MC.match(part)) and m[2].islower() and len(m[3]) >= 2:
        return f"{m[1]}{m[2].upper()}{m[3]}"
    return part


@lru_cache(maxsize=16384)
def folded_name(name: str) -> str:
    """The name for comparing: case, accents, dots and spacing do not count."""
    if name.isascii():
        return " ".join(_NO_WORD.sub(" ", name.lower()).split())
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(_NO_WORD.sub(" ", plain.casefold()).split())
