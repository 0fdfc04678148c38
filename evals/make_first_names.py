"""Write the list of given names that finding/ reads, from two packages that may be built upon.

    python -m evals.make_first_names          # needs the dependency group "lists"

`names` holds the given names of the 1990 census of the United States (public domain); `faker` (MIT) those of some
forty countries. Kept are single words in Latin letters of three and more, without those that English prints with a
capital for another reason (`no_names.txt`) and without demonyms.
"""

import ast
import re
import sys
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from newsgraph.finding.signs import signs_of

TARGET = Path(__file__).parents[1] / "src" / "newsgraph" / "data" / "signs" / "first_names.txt"
HEAD = """\
# Given names: the 1990 census of the United States (package `names`, public domain) and the package `faker` (MIT).
# Written by evals/make_first_names.py.
"""
A_NAME = re.compile(r"[^\W\d_][\w'’-]{2,}")


def package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"the package {name} is missing: pip install --group lists")
    return Path(spec.origin).parent


def census() -> Iterator[str]:
    for sex in ("male", "female"):
        for line in (package_folder("names") / f"dist.{sex}.first").read_text(encoding="utf-8").splitlines():
            yield line.split()[0].title()


def faker_names() -> Iterator[str]:
    for path in sorted((package_folder("faker") / "providers" / "person").glob("*/__init__.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign | ast.AnnAssign):
                yield from _given(node)


def _given(node: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    if isinstance(target, ast.Name) and target.id.startswith("first_name") and node.value:
        for part in ast.walk(node.value):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield unicodedata.normalize("NFC", part.value)


def is_latin(name: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in name if letter.isalpha())


def main(arguments: Sequence[str]) -> int:
    english = signs_of("en")
    every = {*census(), *faker_names()} - english.no_names - english.demonyms
    kept = sorted(name for name in every if A_NAME.fullmatch(name) and name[0].isupper() and is_latin(name))
    listed = textwrap.fill(", ".join(kept) + ",", 110, break_long_words=False, break_on_hyphens=False)
    TARGET.write_text(HEAD + listed + "\n", encoding="utf-8")
    print(f"{len(kept)} names in {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
