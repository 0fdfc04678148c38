"""What can go wrong, as one tree.

NewsgraphError
├── ArticleRejected      one article could not be used; ingest reports it and goes on
├── UnknownName          no article (or too many) answers to that id, prefix or URL
├── UsageError           what was asked cannot be done as it was asked
└── ArchiveError         something about the archive folder
    ├── ArchiveNotFound  no archive at that folder
    ├── ArchiveLocked    somebody else is writing; says who
    ├── ArchiveDamaged   its files contradict each other or cannot be read
    ├── ArchiveOutdated  written by a newer newsgraph than this one
    └── EngineMissing    the text engine asked for is unknown or not installed
"""


class NewsgraphError(Exception):
    """Base of every error raised on purpose. `hint` is what to type or do next, "" when there is nothing."""

    hint: str = ""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint or self.hint


class ArticleRejected(NewsgraphError):
    """One article could not be used. The others can."""


class UnknownName(NewsgraphError):
    """No article, or more than one, answers to that name."""


class UsageError(NewsgraphError):
    """What was asked cannot be done as it was asked."""


class ArchiveError(NewsgraphError):
    """Something about the archive folder."""


class ArchiveNotFound(ArchiveError):
    """No archive at that folder."""


class ArchiveLocked(ArchiveError):
    """Somebody else is writing to it."""


class ArchiveDamaged(ArchiveError):
    """Its files contradict each other or cannot be read."""


class ArchiveOutdated(ArchiveError):
    """Written by a newer newsgraph than this one."""

    hint = "pip install --upgrade newsgraph"


class EngineMissing(ArchiveError):
    """The text engine asked for is unknown or not installed."""
