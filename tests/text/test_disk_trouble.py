"""An engine's words about the disk become ours: what happened, and what to do."""

import errno
import os
from pathlib import Path

import pytest

from newsgraph.errors import ArchiveDamaged, ArchiveError
from newsgraph.text import coverage

FULL = (
    ValueError("Internal error: 'No space left on device (os error 28)'"),
    OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    OSError(errno.EFBIG, os.strerror(errno.EFBIG)),
)


@pytest.mark.parametrize("raised", FULL, ids=repr)
def test_a_full_disk_is_told_as_such(tmp_path: Path, raised: Exception) -> None:
    with pytest.raises(ArchiveError, match="the disk is full") as told, coverage.writing(tmp_path):
        raise raised
    assert "free some space" in told.value.hint


def test_another_fault_while_writing_is_told_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be written: a cable"), coverage.writing(tmp_path):
        raise OSError("a cable is loose")


def test_our_own_errors_pass_as_they_are(tmp_path: Path) -> None:
    with pytest.raises(ArchiveDamaged), coverage.writing(tmp_path):
        raise coverage.damaged(tmp_path, "in pieces")
