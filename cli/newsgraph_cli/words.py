"""How is it said? Dates written out, numbers with what they count, no control character of an article's."""

import os
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TextIO

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# C0 without tab and newline, DEL, C1; and the marks that turn the direction of what follows (Trojan Source):
# an article's text is data and moves neither the cursor nor the letters around it.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff]")
SPACE = re.compile(r"\s+")


def plain(text: str) -> str:
    """One line, safe on a terminal: control characters as pictures, runs of white space as one space."""
    return UNSAFE.sub(_pictured, SPACE.sub(" ", text)).strip()


def with_id(id: str, called: Mapping[str, str]) -> str:
    """A name and its id: "Marta Quillan (actor/marta-quillan)"; the id alone where there is no name for it."""
    name = plain(called.get(id, id))
    return name if name == plain(id) else f"{name} ({plain(id)})"


def kept_lines(text: str) -> str:
    """Safe on a terminal, its line breaks kept."""
    return UNSAFE.sub(_pictured, text.replace("\r\n", "\n").replace("\t", " "))


def in_place(text: str) -> str:
    """Safe on a terminal and one line, character for character, so that offsets into it hold."""
    return UNSAFE.sub(_pictured, re.sub(r"\s", " ", text))


def _pictured(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)  # ESC becomes ␛
    return "␡" if code == 0x7F else "\ufffd"


def day(moment: date | None) -> str:
    """3 June 2014; "no date" for None."""
    if moment is None:
        return "no date"
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def days(first: date | None, last: date | None) -> str:
    """3 June 2014; 3 to 9 June 2014; 3 June to 9 July 2014; "no date" where either is None."""
    if first is None or last is None or first == last:
        return day(None if last is None else first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} to {day(last)}"
    return f"{first.day} to {day(last)}"


def reports(number: int) -> str:
    """An article and its copies are one."""
    return counted(number, "independent report")


def month(value: str) -> str:
    """2014-06 as June 2014; what has another form as it is."""
    year, _, number = value.partition("-")
    known = year.isdecimal() and number.isdecimal() and 1 <= int(number) <= 12
    return f"{MONTHS[int(number) - 1]} {year}" if known else plain(value)


def minute(moment: datetime | None) -> str:
    """3 June 2014, 14:05 UTC; at midnight, which is how a date without a time is kept, the day alone."""
    if moment is None or (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return day(moment)
    return f"{day(moment)}, {moment:%H:%M} UTC"


def iso(moment: datetime | None) -> str:
    """2014-06-03T14:05:00Z; "" for None."""
    if moment is None:
        return ""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def counted(number: int, thing: str, things: str = "") -> str:
    """A number and what it counts: "1 article", "12,345 articles"."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def listed(names: Sequence[str], *, most: int = 0, of: int = 0) -> str:
    """A, B and C; beyond `most` (0: no bound) "A and 3 more". `of` is how many there are where these are the first."""
    many = max(len(names), of)
    if most and many > most:
        return f"{', '.join(names[:most])} and {many - len(names[:most]):,} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def size(count: int) -> str:
    """A number of bytes in the largest decimal unit that keeps it above 1: "512 bytes", "1.4 MB"."""
    if count < 1000:
        return counted(count, "byte")
    units = ["kB", "MB", "GB", "TB"]
    amount, unit = count / 1000, units.pop(0)
    while amount >= 999.95 and units:
        amount, unit = amount / 1000, units.pop(0)
    return f"{amount:.1f}".removesuffix(".0") + f" {unit}"


def duration(seconds: float) -> str:
    """40 ms, 1.4 seconds, 12 seconds, 3 min 20 s, 2 h 5 min."""
    if seconds < 0.95:
        return f"{max(1, round(seconds * 1000))} ms"
    if seconds < 9.95:
        return f"{seconds:.1f} seconds"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} seconds"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def clock(seconds: float) -> str:
    """0:05, 12:40, 1:02:05: short, for what changes while one looks."""
    whole = round(seconds)
    hours = f"{whole // 3600}:" if whole >= 3600 else ""
    minutes = f"{whole % 3600 // 60:02}" if hours else f"{whole // 60}"
    return f"{hours}{minutes}:{whole % 60:02}"


def rate(count: int, seconds: float) -> str:
    """How many a second, as a person would say it."""
    pace = count / max(seconds, 0.001)
    return f"{pace:,.0f} a second" if pace >= 10 else f"{pace:.1f} a second"


def colourful(stream: TextIO) -> bool:
    """Whether escape sequences may be written there: by NO_COLOR, FORCE_COLOR, TERM=dumb, or a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and stream.isatty()


def styled(text: str, code: str, stream: TextIO) -> str:
    """`text` between ANSI codes where the stream takes them."""
    return f"\x1b[{code}m{text}\x1b[0m" if colourful(stream) else text
