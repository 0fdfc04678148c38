"""What is nobody, whatever else speaks for it: a numeral, a storm, a case in court, who took a picture?

Who took a picture is no actor of the article beside it: that two articles name one photographer relates them by chance.
"""

import re
from collections.abc import Iterator

from newsgraph.finding.form import Forms
from newsgraph.finding.signs import Signs, first_names

_AGENCY = (
    r"(?:AP|AFP|EPA|UPI|PA|dpa|DPA|ANI|IANS|PTI|AAP|NYT|WSJ|TNS|MCT|CNP|SIPA|Sipa|REUTERS|Reuters|Associated Press"
    r"|Agence France-Presse|Getty|Bloomberg|Pool|POOL|Landov|Corbis|Redux|Zuma|ZUMA|NurPhoto|NURPHOTO|Anadolu|Xinhua"
    r"|Shutterstock|Alamy|iStock|Rex|REX|European Pressphoto Agency|POLITICO|NPR|CNN)"
)
_BEFORE = re.compile(
    r"(?:(?i:photos?|photographs?|images?|pictures?|illustration|credit|caption|video)"
    r"(?:(?: credit)?:| (?:credit|by|copyright))"
    r"|[Cc]ourtesy(?: of)?:?|toggle caption|[Ii]mage copyright|[Mm]edia copyright"
    r"|(?:REUTERS|AFP|EPA|Getty(?: Images)?|(?:AP|Reuters)? ?(?i:photos?|images?))/) ?\(?$"
)
"""What stands right before who took a picture. "Reuters/Ipsos" and "CNN/ORC" are who asked people for a poll."""
_BEHIND = re.compile(
    rf"/ ?(?:[Ff]or |[Tt]he |via )*{_AGENCY}\b| (?:[Ii]mages?/|[Ii]mage caption|[Mm]edia caption)|,? via {_AGENCY}\b"
    rf"|, {_AGENCY}(?: [Ii]mages)?\)"
)

_ALONE, _SHORT = re.compile(r"[A-Z]\.?|(?:Jr|Sr)\.?|I{1,3}|IV"), 4
_CASE, _AGAINST = re.compile(r"(\w+) v\. \w+"), " v. "
_CALLED = r"(\b[A-Z][\w.]+) {}\b"
_STORMS = ("urricane ", "yphoon ", "yclone ", "uperstorm ", "opical Storm ")
_STORM = re.compile(r"(?:[Hh]urricane|[Tt]yphoon|[Cc]yclone|[Ss]uperstorm|Tropical Storm) ([A-Z]\w+)")
_LEFT = 40
"""Characters before a name that may say that it is a credit; not swept."""


class Nobodies:
    """Of one text."""

    def __init__(self, text: str, signs: Signs, forms: Forms) -> None:
        """`forms` knows which names are states and large towns: where those are a side they are themselves."""
        self._text, self._signs, self._forms = text, signs, forms
        self._storms = frozenset(_STORM.findall(text)) if any(map(text.__contains__, _STORMS)) else frozenset()
        self._has_cases = _AGAINST in text
        self._parties = frozenset(self._only_parties()) if self._has_cases else frozenset()

    def _only_parties(self) -> Iterator[str]:
        """Who is first in the name of a case and nobody else in the text: Quillan, where it says "Quillan v. Oster" and
        nowhere "Ann Quillan"."""
        for party in {match[1] for match in _CASE.finditer(self._text)}:
            before = re.findall(_CALLED.format(re.escape(party)), self._text)
            if not any(word in first_names() or word.rstrip(".") in self._signs.honorifics for word in before):
                yield party

    def among(self, surface: str, start: int, end: int) -> bool:
        """Is text[start:end] one of them?"""
        return (
            surface in self._storms
            or (len(surface) < _SHORT and _ALONE.fullmatch(surface) is not None)
            or (self._has_cases and self._is_case(surface, start, end))
            or (surface in self._signs.honorifics and self._opens_a_name(end))
            or is_credit(self._text, start, end)
        )

    def _opens_a_name(self, end: int) -> bool:
        return self._text[end : end + 1] == " " and self._text[end + 1 : end + 2].isupper()

    def _is_case(self, surface: str, start: int, end: int) -> bool:
        text = self._text
        beside = text.startswith(_AGAINST, end) or text.endswith(_AGAINST, 0, start)
        return (beside or surface in self._parties) and not self._forms.container_like(surface)


def is_credit(text: str, start: int, end: int) -> bool:
    """Does the name text[start:end] credit a picture or a report: "REUTERS/Ann Oster", "(Photo: Ann Oster, AP)"?

    Looks at what touches it, first at a sign or two: most names stand between words.
    """
    before = text[start - 2 : start]
    if before[1:] in "/:(" or before in (": ", "y ", "n ", "t ", "f ", "it", "/ ") or text[end : end + 1] in "/),":
        return _is_credit(text, start, end)
    return text.startswith((" via ", " Image", " Media", " image"), end) and _is_credit(text, start, end)


def _is_credit(text: str, start: int, end: int) -> bool:
    if _BEHIND.match(text, end) or _BEFORE.search(text, max(0, start - _LEFT), start):
        return True
    # A dateline: "BRACKWATER (AP) — The strike …"
    return (
        text[start - 1 : start] == "("
        and text[end : end + 1] == ")"
        and text[end + 2 : end + 3] in "-–—"
        and (re.fullmatch(_AGENCY, text[start:end]) is not None)
    )
