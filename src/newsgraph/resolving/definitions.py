"""What do an article's own words say that an acronym stands for?"""

import re
from collections.abc import Sequence

from newsgraph.entity import Mention
from newsgraph.resolving.acronyms import acronym_letters, initials, may_define
from newsgraph.resolving.follow_ups import Actor

_IN_BRACKETS = re.compile(r"\s?\(\s?(?:the\s)?[\"'“‘]?([A-Z][\w.&-]{1,9}?)[\"'”’]?\s?\)")
_OPENS = ("(", " (", "\n(")


class Acronyms:
    """The acronyms that the text defines, "Long Name (LN)" and "LN (Long Name)", and the initials of its names."""

    def __init__(self, organisations: Sequence[Actor], text: str) -> None:
        self._defined: dict[str, Actor] = {}
        self._initials: dict[str, list[Actor]] = {}
        for actor in organisations:
            for form in actor.forms:
                if len(form.tokens) > 1:
                    for letters in {letters for printed in form.printed for letters in initials(printed)}:
                        self._initials.setdefault(letters, []).append(actor)
            for mention, form in actor.mentions:
                if len(form.tokens) > 1 and (short := _defines(text, mention)):
                    self._defined.setdefault(acronym_letters(short), actor)

    def meant_by(self, letters: str) -> Actor | None:
        """Whom the article defines it for, else the only one whose initials it is."""
        fitting = dict.fromkeys(self._initials.get(letters, ()))
        return self._defined.get(letters) or (next(iter(fitting)) if len(fitting) == 1 else None)


def _defines(text: str, mention: Mention) -> str:
    """The acronym that a long name's mention defines, "" where it defines none."""
    start, end, *_ = mention
    short = ""
    if text.startswith(_OPENS, end):
        after = _IN_BRACKETS.match(text, end)
        short = after[1] if after else ""
    elif text[start - 1 : start] == "(":
        before = text[max(0, start - 14) : start - 1].split()
        short = before[-1] if before else ""
    return short if short and may_define(short, text[start:end]) else ""
