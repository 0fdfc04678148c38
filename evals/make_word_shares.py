"""Write how common the common stems of English news are: what `newsgraph.relating` falls back on in a small archive.

    python -m evals.make_word_shares [DATA]

Counted over DATA/articles: the share of articles in which a stem stands, in percent, for those of at least LEAST. Stems
and numbers, nothing else of the articles.
"""

import sys
import textwrap
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from evals.pages import DEFAULT_DATA
from evals.unlabelled import news
from newsgraph.relating.features import stems

TARGET = Path(__file__).parents[1] / "src" / "newsgraph" / "data" / "lists" / "word_shares.txt"
LEAST = 4  # percent
HEAD = """\
# In how many of 100 English news articles a stem stands, from counts over 18,000 articles.
# Written by evals/make_word_shares.py.
"""


def main(arguments: Sequence[str]) -> int:
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not (data / "articles").is_dir():
        print(f"no articles in {data}: name the folder that holds articles/", file=sys.stderr)
        return 2
    counts: Counter[str] = Counter()
    many = 0
    for title, text in news(data):
        counts.update(set(stems(f"{title}\n{text}", "en")))
        many += 1
    shares = {stem.removeprefix("en:"): round(100 * seen / many) for stem, seen in counts.items()}
    kept = sorted((-share, stem) for stem, share in shares.items() if share >= LEAST and stem.isalpha())
    listed = textwrap.fill(", ".join(f"{stem} {-share}" for share, stem in kept), 110, break_long_words=False)
    TARGET.write_text(HEAD + listed + "\n", encoding="utf-8")
    print(f"{len(kept)} stems in {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
