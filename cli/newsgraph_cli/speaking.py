"""What is said beside the answer? Errors with their hints, notes and rejections: a line each, on stderr."""

import sys
from collections.abc import Sequence
from contextlib import suppress

from newsgraph_cli.words import plain, styled

Reason = tuple[str, str]  # a place, and why what is there was not used
STYLES = {"error:": "1;31", "hint: ": "1", "note:": "1", "rejected:": "33"}  # ANSI: bold red, bold, yellow


def speak(words: str, *, label: str = "") -> None:
    """One line to stderr; a stderr that is full or gone changes no exit code."""
    told = f"{styled(label, STYLES[label], sys.stderr)} " if label else ""
    with suppress(OSError):
        print(f"{told}{words}", file=sys.stderr, flush=True)


def say_error(message: str, hint: str) -> None:
    """An error in one line, its hint in the next."""
    speak(plain(message), label="error:")
    if hint:
        speak(plain(hint), label="hint: ")


def say_note(message: str) -> None:
    """Something worth knowing that is no answer."""
    speak(plain(message), label="note:")


def say_nothing(message: str) -> None:
    """That the answer is empty."""
    speak(plain(message))


def say_meant(query: str) -> None:
    """A query that finds more."""
    speak(f"did you mean {plain(query)}", label="hint: ")


def say_rejected(rejected: Sequence[Reason], *, count: int, most: int, listed: str = ": --json lists them") -> None:
    """The first `most` of `count` rejections, a line each, and how many more there are, and where they are `listed`."""
    for location, reason in rejected[:most]:
        speak(f"{plain(location)}: {plain(reason)}", label="rejected:")
    if count > most:
        speak(f"and {count - most:,} more rejected{listed}")


def say_left_out(notices: Sequence[Reason], *, most: int) -> None:
    """The first `most` things that were left out on purpose, and how many more there are."""
    for location, reason in notices[:most]:
        say_note(f"{location}: {reason}")
    if len(notices) > most:
        say_note(f"and {len(notices) - most:,} more left out on purpose: --json lists them")
