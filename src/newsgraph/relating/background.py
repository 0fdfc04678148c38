"""How common is a word in news at large? What a small archive cannot tell by itself.

Of eight articles two may say "was" and two "crane"; only news at large knows that the one tells nothing. It counts as
ARTICLES more articles in which the words stood as often as they do in English news: much for an archive of fifty,
nothing for one of a hundred thousand.
"""

from functools import lru_cache
from pathlib import Path

ARTICLES = 100
SHARES = Path(__file__).parents[1] / "data" / "lists" / "word_shares.txt"


@lru_cache(maxsize=1)
def shares() -> dict[str, float]:
    """Of the stems that stand in at least 4 of 100 articles ("en:strike") the share that they stand in, 0 to 1."""
    lines = SHARES.read_text(encoding="utf-8").splitlines()
    listed = " ".join(line for line in lines if not line.startswith("#")).split(", ")
    pairs = (one.rsplit(" ", 1) for one in listed)
    return {f"en:{stem}": int(share) / 100 for stem, share in pairs}
