"""Which organisations are known by several names? From data/aliases.txt, written for the project."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from newsgraph.entity import EntityKind
from newsgraph.resolving.names import is_acronym, organisation_tokens

Key = TypeVar("Key")
_FILE = Path(__file__).parents[1] / "data" / "aliases.txt"


class Known(NamedTuple):
    """An organisation or group of the list: the name that we show, and its tokens."""

    name: str
    kind: EntityKind
    tokens: tuple[str, ...]


class _Aliases(NamedTuple):
    by_tokens: dict[tuple[str, ...], Known]
    by_capitals: dict[str, Known]


def known_organisation(printed: str) -> Known | None:
    """The organisation of the list that goes by this name; None where none does, or more than one."""
    found = _aliases().by_tokens.get(organisation_tokens(printed))
    return found or (_aliases().by_capitals.get(_capitals(printed)) if is_acronym(printed) else None)


@lru_cache(maxsize=1)
def _aliases() -> _Aliases:
    """The list by tokens, and its acronyms by their capitals: WHO is an organisation, "who" is not."""
    by_tokens: dict[tuple[str, ...], Known | None] = {}
    by_capitals: dict[str, Known | None] = {}
    for known, names in _lines():
        for name in names:
            if is_acronym(name) and name == name.upper():
                _put(by_capitals, _capitals(name), known)
            else:
                _put(by_tokens, organisation_tokens(name), known)
    return _Aliases(_claimed_once(by_tokens), _claimed_once(by_capitals))


def _lines() -> list[tuple[Known, list[str]]]:
    text = _FILE.read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line[:2] in ("o ", "g ")]
    kinds = {"o": EntityKind.ORGANISATION, "g": EntityKind.GROUP}
    return [(Known(names[0], kinds[kind], organisation_tokens(names[0])), names) for kind, *names in rows]


def _put(table: dict[Key, Known | None], key: Key, known: Known) -> None:
    table[key] = known if table.get(key, known) == known else None


def _claimed_once(table: dict[Key, Known | None]) -> dict[Key, Known]:
    return {key: known for key, known in table.items() if known is not None}


def _capitals(printed: str) -> str:
    return printed.replace(".", "").replace("-", "")
