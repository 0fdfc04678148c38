"""Who finds the names, when somebody wants another than the shipped tagger?"""

from newsgraph.errors import UsageError
from newsgraph.finding.article_names import Finder


def finder_named(spec: str) -> Finder:
    """The finder "spacy:PIPELINE" or "gliner:MODEL", loaded; PIPELINE and MODEL are names or folders.

    Raises UsageError for any other, and where the package or the model is not there.
    """
    engine, _, name = spec.partition(":")
    if name and engine == "spacy":
        from newsgraph.finding.spacy_finder import SpacyFinder

        return SpacyFinder.named(name)
    if name and engine == "gliner":
        from newsgraph.finding.gliner_finder import GlinerFinder

        return GlinerFinder.named(name)
    raise UsageError(f"no finder {spec!r}", hint="--finder spacy:PIPELINE or gliner:MODEL, a name or a folder")
