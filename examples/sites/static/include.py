"""Put the box into every page of a folder, where it says so; typed again, the box is brought up to date.

    python include.py PAGES [NEWSGRAPH]          # NEWSGRAPH is the folder that `newsgraph site` wrote: PAGES/newsgraph

A page says `<!-- newsgraph -->` or `<newsgraph-related …></newsgraph-related>`, and has a `<link rel="canonical">`.
"""

import json
import re
import sys
from pathlib import Path

CANONICAL = re.compile(r"""<link rel=["']canonical["'] href=["']([^"']+)""")
PLACE = re.compile(r"<!-- newsgraph -->|<newsgraph-related.*?</newsgraph-related>", re.DOTALL)


def with_box(page: str, keys: dict[str, str], folder: Path) -> str:
    """The page with its box; as it was where it has no address that newsgraph knows."""
    found = CANONICAL.search(page)
    key = keys.get(found[1]) if found else None
    if key is None:
        return page
    fragment = (folder / "related" / key[:2] / f"{key}.html").read_text(encoding="utf-8")
    box = f'<newsgraph-related article="article/{key}">{fragment}</newsgraph-related>'
    return PLACE.sub(lambda _: box, page, count=1)


def main(pages: Path, folder: Path) -> int:
    """Gives how many pages changed."""
    keys, changed = json.loads((folder / "pages.json").read_text(encoding="utf-8")), 0
    for file in sorted(pages.rglob("*.html")):
        if folder in file.parents:
            continue
        before = file.read_text(encoding="utf-8")
        after = with_box(before, keys, folder)
        if after != before:
            file.write_text(after, encoding="utf-8")
            changed += 1
    return changed


if __name__ == "__main__":
    top = Path(sys.argv[1])
    print(main(top, Path(sys.argv[2]) if len(sys.argv) > 2 else top / "newsgraph"), "pages changed")
