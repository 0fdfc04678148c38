"""Words into tokens: one analysis, done here for every engine, so that they cannot differ.

A zone becomes two bags of tokens. *Forms* are the words as written, lower case, accents folded, in order:
phrases, prefixes and fuzzy words look there. *Stems* are what a plain word is looked up under, each
carrying its language ("en:strike"), so that a French stem never answers for an English one.

Folding makes the spellings of a name meet: "U.N." and "UN"; "O’Brien", "O'Brien" and "OBrien"; "1,000" and
"1000"; "Congo's" and "Congo"; "l'Afrique" and "Afrique". A compound ("far-right", "M-23", "AT&T") is its
parts in the forms, and its parts and the whole run together in the stems: "far right", "far-right", "M-23"
and "M23" all find it. Scripts written without spaces (Han, Kana, Thai, Lao, Khmer, Burmese) are one token
a letter, searched as phrases.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import Stemmer

FORMAT = "2"  # raise it when any token changes: indexes built by other rules are then built again

LONGEST = 48  # letters of a token; what is longer is noise (base64, a URL) and is cut alike here and in queries
CACHED = 150_000  # chunks remembered of each language, at some 200 bytes

# Marks that Python's \w leaves out although they are letters' parts: without them Hindi, Thai and
# decomposed Latin fall to pieces.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983"
    "\u09bc-\u09cd\u0a01-\u0a4d\u0a81-\u0acd\u0b01-\u0b4d\u0b82-\u0bcd\u0c00-\u0c4d\u0c81-\u0ccd\u0d00-\u0d4d"
    "\u0d81-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b6-\u17d3"
)
_W = rf"[\w{_MARKS}]"
WORD = re.compile(rf"{_W}+(?:(?:\.?[-'’ʼ‐‑]|[.&/·]|(?<=\d),(?=\d)){_W}+)*")
"""One word with its compound parts, possessives, dots and digits: `WORD.findall(text)` gives the raw words
of a text."""

_EDGES = ".,;:!?()[]{}<>\"'’‘“”„«»…*-–—/&·‐‑#%$€£"  # never part of a word when first or last
_JOINTS = re.compile(r"[-‐‑&/·_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])+")
_ELISION = re.compile(r"(?:[ldjmtsnc]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|all|nell|sull|dall|quest)'(?=\w\w)")
_POSSESSIVE = re.compile(r"'(?:s|ll|re|ve|d|m)$", re.IGNORECASE)
_STRIPPED = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_FOREIGN = re.compile(rf"[^\w{_MARKS}]|_")
_SPACELESS = re.compile(
    "[\u0e01-\u0e4e\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ħ": "h"})

# ISO 639-1 to the Snowball algorithm that stems it. A language that is not here is matched by its forms
# alone.
SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es":
    "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi":
    "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pt":
    "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr":
    "turkish", "yi": "yiddish",
}  # fmt: skip
UNKNOWN = "en"  # what an article of unknown language is stemmed as


class Lexeme(NamedTuple):
    """What one raw word is: its tokens in order, and the whole run together where that is another word,
    else ""."""

    forms: tuple[str, ...]
    joined: str


def rules() -> str:
    """Names the rules that tokens are made by; an index made by others must be built again."""
    return f"{FORMAT}/{Stemmer.version()}"


def fold(word: str) -> str:
    """Lower case without accents, ligatures and other dress; only letters, digits and marks are left.

    й and ї stay what they are: they are letters of their own, and the Russian stemmer needs й.
    """
    if word.isascii():
        return word.lower().replace("_", "")
    bare = unicodedata.normalize("NFKD", word.casefold().replace("ё", "е"))
    kept = bare if re.search("[\u0400-\u04ff]", bare) else _STRIPPED.sub("", bare)
    return _FOREIGN.sub("", unicodedata.normalize("NFC", kept).translate(_LETTERS))


@lru_cache(maxsize=CACHED)
def lexeme(raw: str) -> Lexeme:
    """The tokens of one raw word, as `WORD` finds it."""
    if raw.isascii() and raw.isalpha():
        return Lexeme((raw.lower()[:LONGEST],), "")
    parts = [token for piece in _JOINTS.split(raw.replace("’", "'").replace("ʼ", "'")) for token in _pieces(piece)]
    forms = tuple(form for part in parts for form in _letters(part))
    whole = "".join(parts)
    if len(parts) > 1:
        return Lexeme(forms, whole if len(parts) <= 3 and len(whole) <= LONGEST and whole.isalnum() else "")
    elided = "'" in raw.replace("’", "'") and _ELISION.match(raw.lower().replace("’", "'"))
    return Lexeme(forms, fold(_POSSESSIVE.sub("", raw.replace("’", "'")).replace("'", "")) if elided else "")


def _pieces(piece: str) -> list[str]:
    """The folded tokens of what stands between two joints."""
    piece = piece.strip(".'")
    if _NUMBER.fullmatch(piece):
        return [_number(piece)]
    owner = _POSSESSIVE.sub("", piece).rstrip(".")
    if _INITIALS.fullmatch(owner):
        return [fold(owner.replace(".", ""))]
    found = [fold(_bare(part)) for part in re.split(r"[.,]+", piece)]
    return [part[:LONGEST] for part in found if part]


def _number(digits: str) -> str:
    """ "1,000" is 1000; the comma of "1,5" is a decimal one."""
    grouped = re.fullmatch(r"\d{1,3}(?:,\d\d\d)+(\.\d+)?", digits)
    return unicodedata.normalize("NFKC", digits.replace(",", "" if grouped else "."))[:LONGEST]


def _bare(word: str) -> str:
    lower = word.lower()
    if "'" not in lower:
        return word
    return _POSSESSIVE.sub("", _ELISION.sub("", lower, count=1)).replace("'", "")


def _letters(token: str) -> tuple[str, ...]:
    """The token, or its letters one by one where the script has no spaces: "北京 2024" has three."""
    if token.isascii() or not _SPACELESS.search(token):
        return (token,)
    return tuple(re.findall(rf"{_SPACELESS.pattern}[{_MARKS}]*|(?:(?!{_SPACELESS.pattern}).)+", token))


def spaceless(token: str) -> bool:
    """Whether the token is of a script that is written without spaces."""
    return not token.isascii() and _SPACELESS.match(token) is not None


def stems(raw: str, language: str) -> tuple[str, ...]:
    """What the raw word is looked up under in an article of that language: tokens such as "en:strike",
    sorted.

    Stemmed both as written and with its accents folded, so that a query typed without accents meets an
    article printed with them under every ending.
    """
    word = lexeme(raw)
    code = stemmed_as(language)
    if not code:
        return tuple(sorted({f":{form}" for form in (*word.forms, word.joined) if form}))
    stemmer = _stemmer(code)
    if raw.isascii() and raw.isalpha():
        return (f"{code}:{stemmer.stemWord(word.forms[0])}",)
    written = [raw.lower()] if len(word.forms) == 1 and not raw.isascii() and raw.isalpha() else []
    found = {fold(stemmer.stemWord(form)) for form in (*word.forms, word.joined, *written) if form}
    return tuple(sorted(f"{code}:{stem}" for stem in found if stem))


def lookups(raw: str, language: str) -> tuple[str, ...]:
    """The stems that a queried word is looked up under: of a compound only the whole, its parts are a
    phrase of forms."""
    word = lexeme(raw)
    if len(word.forms) == 1:
        return stems(raw, language)
    return stems(word.joined, language) if word.joined else ()


def stemmed_as(language: str) -> str:
    """The language whose stemmer takes articles of this one; "" where none does and forms must do."""
    return language if language in SNOWBALL else ("" if language else UNKNOWN)


@lru_cache(maxsize=64)
def _stemmer(code: str) -> "Stemmer.Stemmer":
    return Stemmer.Stemmer(SNOWBALL[code], 0)  # 0: no cache of its own, ours is above it


# Signs of print that part words wherever they stand, and the apostrophe as it is printed: with them as ASCII has them
# nine texts of ten are ASCII, which Python cuts and looks up fastest.
_PRINTED = (("’", "'"), *dict.fromkeys("“”‘—–…\u00a0", " ").items())
# The same for ASCII's own, and the capitals: "The", "(the" and "the:" are one chunk to remember.
_PARTING = '!?:;()[]{}"*#%$<>=+|~^@\\`'
_PLAIN = bytes(range(256)).lower().translate(bytes.maketrans(_PARTING.encode(), b" " * len(_PARTING)))


def _plain(text: str) -> str:
    """The text without what no token depends on: small letters, spaces for signs that only part words."""
    if not text.isascii():
        for sign, plain in _PRINTED:
            text = text.replace(sign, plain)
    return text.encode("utf-8", "surrogatepass").translate(_PLAIN).decode("utf-8", "surrogatepass")


class _Tokens(dict[str, tuple[str, str]]):
    """What stands between two spaces, punctuation and all, to its forms and its stems in one language.

    News repeats itself: after a few hundred articles 96 of 100 chunks are here, so a text is a pass of dictionary
    look-ups. One for forms and stems together, because most of a look-up is waiting for memory: 9,000 articles took
    178 to 190 µs each, with one for each 206 to 216. Forgets everything when full, which costs less than keeping order.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language, code = language, stemmed_as(language)
        self._mark = f"{code}:"
        self._stem = _stemmer(code).stemWord if code else str

    def __missing__(self, chunk: str) -> tuple[str, str]:
        if len(self) >= CACHED:
            self.clear()
        core = chunk.strip(_EDGES)
        found = self[core] if core != chunk else self._common(chunk) or self._taken_apart(chunk)
        self[chunk] = found
        return found

    def _common(self, word: str) -> tuple[str, str] | None:
        """What `_taken_apart` gives, for the shapes that 97 of 100 new words have: "strike", "m23", "congo's",
        "far-right", "1,000". One with a sign in it takes 3 µs instead of 7, and an article brings four."""
        if not word.isascii():
            return None
        if word.isalpha():
            return word[:LONGEST], self._mark + self._stem(word[:LONGEST])
        if word.isalnum():
            return self._parts([word])
        if word.endswith("'s") and word[:-2].isalnum():
            return self._parts([word[:-2]])
        parts = word.split("-")
        if all(map(str.isalnum, parts)):
            return self._parts(parts)
        return self._parts([_number(word)]) if _NUMBER.fullmatch(word) else None

    def _parts(self, parts: list[str]) -> tuple[str, str]:
        forms = [part[:LONGEST] for part in parts]
        whole = "".join(forms)
        words = [*forms, whole] if len(forms) in (2, 3) and len(whole) <= LONGEST else forms
        return " ".join(forms), " ".join([self._mark + stem for stem in sorted({fold(self._stem(w)) for w in words})])

    def _taken_apart(self, chunk: str) -> tuple[str, str]:
        raw = WORD.findall(chunk)
        found = [form for word in raw for form in lexeme(word).forms]
        return " ".join(found), " ".join([stem for word in raw for stem in stems(word, self._language)])


_TOKENS: dict[str, _Tokens] = {}


def tokens(text: str, language: str) -> tuple[str, str]:
    """The forms and the stems of a text, each as one string of tokens with spaces between, in order of the
    text."""
    known = _TOKENS.get(language)
    if known is None:
        known = _TOKENS[language] = _Tokens(language)
    found = list(map(known.__getitem__, _plain(text).split()))
    return " ".join([form for form, _ in found]), " ".join([stem for _, stem in found])


def forms(text: str) -> tuple[str, ...]:
    """The forms of a text in order."""
    return tuple(form for raw in WORD.findall(text) for form in lexeme(raw).forms)
