"""Which given names are one name, and whose are they? From data/given_names.txt, written for the project."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parents[1] / "data" / "given_names.txt"


class GivenNames(NamedTuple):
    """`same` has for each nickname and full name the full names that it may stand for; `sex` "m" or "f" for each."""

    same: dict[str, frozenset[str]]
    sex: dict[str, str]


@lru_cache(maxsize=1)
def given_names() -> GivenNames:
    """The list, read once. A name that both sexes bear has no sex."""
    same: dict[str, set[str]] = {}
    sexes: dict[str, set[str]] = {}
    text = _FILE.read_text(encoding="utf-8")
    for line in text.splitlines():
        sex, _, names = line.partition(" ")
        if sex not in ("m", "f"):
            continue
        group = names.split()
        for name in group:
            same.setdefault(name, set()).add(group[0])
            sexes.setdefault(name, set()).add(sex)
    return GivenNames(
        {name: frozenset(fulls) for name, fulls in same.items()},
        {name: next(iter(found)) for name, found in sexes.items() if len(found) == 1},
    )


def are_one_given_name(one: str, other: str) -> bool:
    """Whether one is the other, or both may stand for the same full name: bill and william."""
    if one == other:
        return True
    same = given_names().same
    return not same.get(one, frozenset()).isdisjoint(same.get(other, frozenset()))
