"""What is one text to the other: a copy, a part of it, or only a neighbour that says some of the same?"""

from enum import StrEnum

from newsgraph.tracing.overlap import Met, Overlap, at_most, lead_of


class CopyKind(StrEnum):
    """How two texts that share words belong together. The first three make copies; the others never do."""

    COPY = "copy"  # the whole text, hardly changed
    EDITED = "edited copy"  # most of it, changed or rearranged
    EXCERPT = "excerpt"  # one is a cut of the other
    FOLLOW_UP = "follow-up"  # another report, with the same background or the same form
    PASSAGES = "shares passages"
    QUOTES = "quotes"  # what they share stands between quotation marks


COPIES = frozenset((CopyKind.COPY, CopyKind.EDITED, CopyKind.EXCERPT))

# How these numbers came about: all pairs of 18,000 real articles that share four rare fingerprints were listed with
# their counts, those with much in common were read, and the numbers put between what is a copy and what is none; then
# LEAST_COVERED alone was swept on made copies (`python -m evals.copies --sweep`): .50 finds .984 of the copies and
# leaves .987 of the others alone, .65 .982 and .989, .70 .978 and .989, .80 .888 and .989.
LEAST_COVERED = 0.65
"""The share of the words of one text that the other must have in runs of three and more. Words in such runs are
counted, not 3-grams: where every tenth word is changed 3-grams fall to .73, words in runs to .87."""
COPY_COVERED, COPY_JACCARD = 0.85, 0.6
"""Above both it is a copy and not an edited one."""
EXCERPT_RATIO = 0.6
"""Of two copies the shorter is an excerpt where it has fewer words than this share of the longer."""
LEAST_LEAD, KIN_LEAD = 0.4, 0.5
"""The share of its beginning that kin must have from the other to be copies: one of them, both below `COPY_COVERED`,
the shorter of an excerpt."""
LEAST_SHARE, LEAST_PASSAGE = 0.2, 25
"""A share, or a run of words, from which on two texts share passages."""
LEAST_QUOTE, QUOTED = 8, 0.6
"""A run of words, and the share of what both say that must be quoted, for a quotation."""
SHORT = 150
"""Words below which two texts may be one form, filled in twice."""
TINY = 40
"""Words below which one other figure makes another report: a price, a rate."""
SURE = 0.97
"""So much in common is never a form."""


def kind_of(found: Overlap, *, kin: bool = False) -> CopyKind | None:
    """What the texts are to each other, None where they share nothing to speak of. The same from both sides.

    `kin` are texts of one outlet or one author, who repeat their own background in the next report.
    """
    share = max(found.covered)
    if share >= LEAST_COVERED and not _apart(found):
        other = _is_form(found, share) or (kin and _is_news(found, share))
        return CopyKind.FOLLOW_UP if other else _copy_kind(found, share)
    if _is_quotation(found):
        return CopyKind.QUOTES
    if share >= LEAST_SHARE or found.longest >= LEAST_PASSAGE:
        return CopyKind.PASSAGES
    return None


def is_nothing(found: Met) -> bool:
    """Whether two texts share so little that `kind_of` is None whatever else they share: of 2,900 candidates among
    6,000 articles 1,700 do."""
    share, longest = at_most(found)
    return share < LEAST_SHARE and longest < LEAST_QUOTE


def _copy_kind(found: Overlap, share: float) -> CopyKind:
    if _is_cut(found):
        return CopyKind.EXCERPT
    return CopyKind.COPY if share >= COPY_COVERED and found.jaccard >= COPY_JACCARD else CopyKind.EDITED


def _is_cut(found: Overlap) -> bool:
    return min(found.words) < EXCERPT_RATIO * max(found.words)


def _quoted_shares(found: Overlap) -> tuple[float, float]:
    """Of the text that quotes more of what both say: how much of that stands between its quotation marks, and how much
    of its other words both say."""
    sides = zip(found.shared, found.shared_quoted, found.words, found.quoted, strict=True)
    return max(
        (inside / (shared or 1), (shared - inside) / max(words - quoted, 1)) for shared, inside, words, quoted in sides
    )


def _is_quotation(found: Overlap) -> bool:
    return found.longest >= LEAST_QUOTE and _quoted_shares(found)[0] >= QUOTED


def _apart(found: Overlap) -> bool:
    """Whether what both say is a quotation, and the words around it are each one's own."""
    return _is_quotation(found) and _quoted_shares(found)[1] < LEAST_COVERED


def _is_news(found: Overlap, share: float) -> bool:
    """Whether the beginnings differ, where a report tells what is new, and what both say comes later: background, or a
    block that a site puts under all of its articles."""
    leads = [lead / (lead_of(words) or 1) for lead, words in zip(found.leads, found.words, strict=True)]
    if _is_cut(found):  # even at its head: what is left begins inside of the whole
        return leads[found.words.index(min(found.words))] < LEAST_LEAD
    return max(leads) < LEAST_LEAD or (share < COPY_COVERED and min(leads) < KIN_LEAD)


def _is_form(found: Overlap, share: float) -> bool:
    """Whether it is one form of words with other names and figures filled in, as bond issues, prices and results are
    announced: figures differ, and between what was filled in the runs are short."""
    fewest, shorter = min(found.figures), min(found.words)
    if share >= SURE:
        return False
    if shorter >= SHORT:
        return fewest >= 4 and found.common_figures < 0.5 * fewest
    others = fewest - found.common_figures
    if others > 0.25 * fewest and others >= (1 if shorter < TINY else 2):  # one other figure may be a correction
        return True
    return share < COPY_COVERED and found.longest < 0.3 * shorter
