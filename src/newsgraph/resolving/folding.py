"""When are two written names the same name? One folded form for lists, texts and look-ups."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a letter and a mark.
LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "e"}
)
# Written out in full, so that "St. Louis" and "Saint Louis", "Ft. Worth" and "Fort Worth" are one.
WRITTEN_OUT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
SILENT = re.compile(r"[.'’‘ʻ`´ʼʹ\"“”]+")
BREAKS = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Case, accents and punctuation folded; a leading "the" dropped; "" for what holds no letter or digit.

    Dots and apostrophes vanish ("U.S." is "us"), other punctuation and space become one space.
    """
    text = name.casefold()
    if text.isascii():
        if text.isalnum():  # most names are one plain word
            return WRITTEN_OUT.get(text, text)
    else:
        text = text.translate(LETTERS)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = text.replace(" ", "")
    words = (text if plain.isascii() and plain.isalnum() else BREAKS.sub(" ", SILENT.sub("", text))).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(WRITTEN_OUT.get(word, word) for word in words)


def slug(name: str) -> str:
    """The folded name as it stands in an id: "nord-kivu"."""
    return fold(name).replace(" ", "-")
