"""Are names found exactly? Spans of people, organisations and places, scored on gold sentences.

    python -m evals.names [DATA]        # DATA defaults to ../shared/data

Micro F1 over exact spans with their kind, for PER, ORG and LOC; other kinds are left out on both sides.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from evals.name_sets import load_set, score_spans
from evals.pages import DEFAULT_DATA
from newsgraph.finding.tagger import Tagger


def main(arguments: Sequence[str]) -> int:
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not (data / "names").is_dir():
        print(f"no names in {data}: name the folder that holds names/", file=sys.stderr)
        return 2
    tagger = Tagger.shipped()
    sentences = load_set("conllpp-dev", data)
    found = [[span[:3] for span in spans] for spans in tagger.tag([s.tokens for s in sentences])]
    for kind, score in score_spans([s.spans for s in sentences], found).items():
        print(f"conllpp-dev {kind:4} {score.f1:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
