"""News without labels: the articles of ../shared/data, as title and text."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path


def news(data: Path) -> Iterator[tuple[str, str]]:
    """Title and text of all unlabelled articles."""
    for name in ("allsides-12k", "reuters-6k"):
        with gzip.open(data / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row["title"] or "", row["text"] or ""
