"""Opening a text index by the name of its engine."""

from pathlib import Path

from newsgraph.errors import EngineMissing
from newsgraph.text.index import TextIndex

ENGINES = ("tantivy", "whoosh")


def text_folder(archive: Path, engine: str) -> Path:
    """Where an engine keeps its files: each in its own folder, so that one can be built beside the other."""
    return archive / "text" / engine


def open_text_index(engine: str, folder: str | Path, *, write: bool = False) -> TextIndex:
    """The index in the folder. To write, the folder is made where it is missing, and what was indexed by
    other rules of analysis is forgotten; to read, both are an empty index of revision 0.

    Raises EngineMissing for an engine that is unknown or not installed, ArchiveDamaged where the files
    cannot be read.
    """
    place = Path(folder)
    try:
        if engine == "tantivy":
            from newsgraph.text.tantivy_index import TantivyIndex

            return TantivyIndex(place, write=write)
        if engine == "whoosh":
            from newsgraph.text.whoosh_index import WhooshIndex

            return WhooshIndex(place, write=write)
    except ImportError as error:
        raise EngineMissing(
            f"the text engine {engine!r} is not installed ({error})", hint=f"pip install {engine}"
        ) from error
    raise EngineMissing(
        f"no text engine is called {engine!r}: there are {' and '.join(ENGINES)}", hint="--engine tantivy"
    )
