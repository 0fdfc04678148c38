"""Write the list of English words that finding/ takes for no names: those that news nearly always prints small.

    python -m evals.make_common_words [DATA]

Counted over DATA/articles (allsides-12k): a word counts where it does not begin a sentence, so that its first letter
tells something. Kept are words of three letters and more that are printed small at least LEAST times and in at least
SHARE of all cases: bare words and nothing else of the articles.
"""

import gzip
import json
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from evals.pages import DEFAULT_DATA

TARGET = Path(__file__).parents[1] / "src" / "newsgraph" / "data" / "signs" / "common_words.txt"
INSIDE = re.compile(r"(?<=[a-z,] )[A-Za-z]{3,}\b")
LEAST, SHARE, MOST = 6, 0.85, 24_000
HEAD = """\
# English words that news nearly always prints small, from counts over 12,000 articles.
# Written by evals/make_common_words.py.
"""


def main(arguments: Sequence[str]) -> int:
    path = (Path(arguments[0]) if arguments else DEFAULT_DATA) / "articles" / "allsides-12k.jsonl.gz"
    if not path.exists():
        print(f"no {path}", file=sys.stderr)
        return 2
    counts: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(INSIDE.findall(json.loads(line)["text"]))
    small = {word: n for word, n in counts.items() if word.islower() and n >= LEAST}
    every = Counter()
    for word, n in counts.items():
        every[word.lower()] += n
    kept = sorted(sorted((w for w, n in small.items() if n >= SHARE * every[w]), key=lambda w: -small[w])[:MOST])
    listed = textwrap.fill(", ".join(kept) + ",", 110, break_long_words=False, break_on_hyphens=False)
    TARGET.write_text(HEAD + listed + "\n", encoding="utf-8")
    print(f"{len(kept)} words in {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
