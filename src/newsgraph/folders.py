"""How does a folder of derived arrays change in one step? A header names what counts, and replaces the last one.

A new state is written beside the old one; whoever has the old one open goes on reading it.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from newsgraph.errors import ArchiveDamaged, ArchiveNotFound, ArchiveOutdated

H = TypeVar("H", bound=NamedTuple)
MEND = "newsgraph rebuild"


def read_header(folder: Path, made: Callable[..., H], *, newest: int, what: str) -> H:
    """The folder's header as `made` of its fields; `newest` is the format that is read, `what` the folder holds.

    Raises ArchiveNotFound, ArchiveDamaged and, for a later format, ArchiveOutdated.
    """
    file = folder / "header.json"
    try:
        fields: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        found = made(**fields)
    except FileNotFoundError:
        raise ArchiveNotFound(f"no {what} in {folder}", hint=MEND) from None
    except (ValueError, TypeError) as error:
        raise ArchiveDamaged(f"{file} is no header of a {what}: {error}", hint=MEND) from error
    if fields["format"] > newest:
        raise ArchiveOutdated(f"the {what} in {folder} has format {fields['format']}; this newsgraph reads {newest}")
    return found


def put_header(folder: Path, header: NamedTuple) -> None:
    """In one step. Raises OSError where the disk refuses: then the old one stays."""
    new = folder / "header.new"
    new.write_text(json.dumps(header._asdict()), encoding="utf-8")
    new.replace(folder / "header.json")


def free_name(folder: Path, revision: int) -> str:
    """A name for what covers this revision that nothing in the folder has."""
    name, tries = str(revision), 0
    while (folder / name).exists():
        tries += 1
        name = f"{revision}-{tries}"
    return name
