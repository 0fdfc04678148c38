"""The lists in `data/lists/`: names and words by section, as people write and read them."""

import re
from collections import defaultdict
from pathlib import Path

LISTS = Path(__file__).parents[1] / "data" / "lists"


def sections(name: str) -> dict[str, list[str]]:
    """The "[section]" parts of a list file, "" before the first: words in word_kinds.txt, names between commas in the
    others. Lines that begin with "#" are comments."""
    text: dict[str, list[str]] = defaultdict(list)
    section = ""
    for line in (LISTS / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            text[section].append(line)
    parts = {key: " ".join(lines) for key, lines in text.items()}
    if name == "word_kinds.txt":
        return {key: value.split() for key, value in parts.items()}
    return {key: [n.strip() for n in re.split(r",(?: |$)", value) if n.strip()] for key, value in parts.items()}


def organisations() -> dict[str, list[str]]:
    """Names of organisations by kind: club, league, agency, party, aid, news, company, university."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for section, found in sections("organisations.txt").items():
        kinds[section.split()[0]] += found
    return kinds


def places() -> list[str]:
    """Names of places of several words, and well-known regions."""
    return [name for names in sections("places.txt").values() for name in names]
