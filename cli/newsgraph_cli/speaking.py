"""What is said beside the answer? Errors with their hints, notes and rejections: a line each, on stderr."""

import re
import shlex
import sys
from collections.abc import Sequence
from contextlib import suppress
from contextvars import ContextVar

from newsgraph_cli.words import plain, styled

Reason = tuple[str, str]  # a place, and why what is there was not used
STYLES = {"error:": "1;31", "hint: ": "1", "note:": "1", "rejected:": "33"}  # ANSI: bold red, bold, yellow


# The verbs that take the archive's --index; a test holds them against the verbs themselves.
ASKING = (
    "add|watch|search|suggest|show|copies|related|why|listed|site|rules|story|stories|chain|entity|entities|near|connect"
    "|timeline|trending|communities|export|replay"
    "|judge queue|judge same|judge different|judge rename|judge hide|judge place|judge home|judge undo|judge log"
    "|judge replay|gazetteer|serve|mcp|stats|verify|rebuild|reindex"
)
_COMMAND = re.compile(rf"\bnewsgraph (?:{ASKING})\b(?! --help)")
_archive: ContextVar[str] = ContextVar("archive", default="")


def speak_of(archive: str) -> None:
    """Have commands that are named to be typed next ask this archive; "" where they do so by themselves."""
    _archive.set(archive)


def to_type(words: str) -> str:
    """The words with `--index` in every command among them that would else ask another archive."""
    archive = _archive.get()
    if not archive or "--index" in words:
        return words
    return _COMMAND.sub(lambda command: f"{command[0]} --index {shlex.quote(archive)}", words)


def speak(words: str, *, label: str = "") -> None:
    """One line to stderr; a stderr that is full or gone changes no exit code."""
    told = f"{styled(label, STYLES[label], sys.stderr)} " if label else ""
    with suppress(OSError):
        print(f"{told}{words}", file=sys.stderr, flush=True)


def say_error(message: str, hint: str) -> None:
    """An error in one line, its hint in the next."""
    speak(plain(message), label="error:")
    if hint:
        speak(plain(to_type(hint)), label="hint: ")


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
        speak(f"{plain(location)}: {plain(to_type(reason))}", label="rejected:")
    if count > most:
        speak(f"and {count - most:,} more rejected{listed}")


def say_left_out(notices: Sequence[Reason], *, most: int) -> None:
    """The first `most` things that were left out on purpose, and how many more there are."""
    for location, reason in notices[:most]:
        say_note(f"{location}: {to_type(reason)}")
    if len(notices) > most:
        say_note(f"and {len(notices) - most:,} more left out on purpose: --json lists them")
