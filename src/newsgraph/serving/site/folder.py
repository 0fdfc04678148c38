"""How are a site's files written? One by one, each whole or not at all, and only where they are not there already."""

import os
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

LOG = ".newsgraph-changed"  # what was written since changed.txt was; a run that is killed leaves it to the next


@dataclass(frozen=True, slots=True)
class Folder:
    """Where a site's files stand. With `dry` all is told and nothing is written."""

    place: Path
    dry: bool = False

    def put(self, name: str, content: bytes) -> bool:
        """Whether the file was not so before; now it is. Raises OSError where the disk refuses."""
        path = self.place / name
        try:
            with path.open("rb") as file:
                if file.read() == content:
                    return False
        except FileNotFoundError:
            pass
        if not self.dry:
            self._log(name)
            self._replace(path, content)
        return True

    def drop(self, name: str) -> bool:
        """Whether there was such a file; now there is none."""
        path = self.place / name
        if not path.is_file():
            return False
        if not self.dry:
            self._log(name)
            path.unlink(missing_ok=True)
        return True

    def sweep(self, below: str, kept: AbstractSet[str]) -> list[str]:
        """Drop the files below a folder that are not `kept`; gives their names."""
        found = (str(path.relative_to(self.place).as_posix()) for path in (self.place / below).glob("**/*.*"))
        return [name for name in sorted(found) if name not in kept and self.drop(name)]

    def read(self, name: str) -> bytes | None:
        """What is in the file, None where there is none."""
        try:
            return (self.place / name).read_bytes()
        except FileNotFoundError:
            return None

    def left_over(self) -> Iterator[str]:
        """What a run that did not come to its end has written."""
        yield from (self.read(LOG) or b"").decode("utf-8", "replace").splitlines()

    def forget(self) -> None:
        """All that was written is told."""
        if not self.dry:
            (self.place / LOG).unlink(missing_ok=True)

    def _log(self, name: str) -> None:
        """Before it happens. Several processes write lines behind each other's: a short one is written in one go."""
        self.place.mkdir(parents=True, exist_ok=True)
        log = os.open(self.place / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            os.write(log, f"{name}\n".encode())
        finally:
            os.close(log)

    def _replace(self, path: Path, content: bytes) -> None:
        new = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            new.write_bytes(content)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(content)
        new.replace(path)
