"""What does an author's biography tell: what they cover, where they studied, worked and come from?

A few turns of phrase that biographies are made of, in English; each gives names or words as printed. What none of them
catches stays in the biography's text.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple


class Facts(NamedTuple):
    """Facts of an author, as printed, in order of the text."""

    beats: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    hometown: str = ""


# Compiled with the first biography (`re` keeps them): few articles have one.
_NAME = r"(?:[A-Z0-9À-Ý][\w’'&-]*)(?:\s+(?:(?:of|the|and|for|at|de|la|du|des)\s+){0,2}[A-Z0-9À-Ý][\w’'&-]*)*"
_BEAT = (
    r"(?:\bfocus(?:es|ing)?\s+on|\bspeciali[sz](?:es|ing)\s+in|\b(?:has\s+)?covers?(?:ed)?|\bcovering|"
    r"\bwrites\s+(?:about|on)|\breports?\s+on|\breporting\s+on|\bcommentator\s+on|\bexpert\s+(?:on|in))\s+"
    r"(?P<what>[^.;:()]{3,120})"
)
_ENDS = (
    r",?\s+(?:(?:for|at|from|with|since|in)\s+(?=the\s+[A-Z]|[A-Z0-9])|and\s+(?:has|is|was)\b|"
    r"where\b|who\b|while\b|after\b)"
)
_SCHOOL = (
    rf"(?:\b(?:studied|graduated|degree|graduate|alumn\w+|educated|doctorate|MA|BA|PhD)\b[^.;]{{0,60}}?"
    rf"\b(?:at|from|of)\s+(?:the\s+)?)(?P<what>{_NAME})"
)
_OUTLET = (
    rf"(?:\b[Bb]efore\s+(?:joining\s+[^,.;]+,?\s+(?:\w+\s+){{0,3}})?|\b(?:previously|formerly|earlier)\b[^.;]{{0,40}}?|"
    rf"\bworked\b[^.;]{{0,40}}?|\bwritten\b[^.;]{{0,20}}?|\bappeared\b[^.;]{{0,20}}?)"
    rf"\b(?:at|for|with|in|of)\s+(?:the\s+)?(?P<what>{_NAME}(?:,\s+(?:the\s+)?{_NAME})*(?:,?\s+and\s+(?:the\s+)?{_NAME})?)"
)
_HOME = (
    r"\b(?:[Hh]ailing\s+from|[Hh]ails\s+from|[Oo]riginally\s+from|[Bb]orn\s+(?:and\s+raised\s+)?in|[Nn]ative\s+of|"
    rf"[Rr]aised\s+in|[Gg]rew\s+up\s+in)\s+(?P<what>{_NAME}(?:,\s+{_NAME})?)"
)
_PARTS = re.compile(r",\s+(?:and\s+)?(?:the\s+)?|\s+and\s+(?:the\s+)?")


@lru_cache(maxsize=4096)
def facts_of(biography: str) -> Facts:
    """The facts that its phrases tell; empty ones where none does."""
    home = re.search(_HOME, biography)
    return Facts(
        beats=_all(_beat(m["what"]) for m in re.finditer(_BEAT, biography)),
        schools=_all([m["what"]] for m in re.finditer(_SCHOOL, biography)),
        outlets=_all(_PARTS.split(m["what"]) for m in re.finditer(_OUTLET, biography)),
        hometown=home["what"].rstrip(".,’'") if home else "",
    )


def _beat(words: str) -> list[str]:
    return _PARTS.split(re.split(_ENDS, words)[0])


def _all(found: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(what for each in found for part in each if (what := part.strip(" ,.’'"))))
