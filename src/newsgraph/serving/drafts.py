"""What is a draft, as it arrives? An article that is in no archive: a headline where it has one, and its words.

Whoever reads one asks with it, and keeps it nowhere.
"""

from typing import NamedTuple

LONGEST = (
    200_000  # characters: of 18,000 saved articles the longest has 98,000, and a tenth of a second is enough for it
)


class Draft(NamedTuple):
    """Its headline, "" where it has none, and its words."""

    title: str
    text: str


def read_draft(words: str) -> Draft:
    """Of plain text: the first line is the headline, the rest the text; a single line is text alone."""
    title, _, text = words.strip().partition("\n")
    return Draft(title, text.strip()) if text.strip() else Draft("", title)
