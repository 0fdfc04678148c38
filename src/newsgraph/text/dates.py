"""The dates that people type: "2014", "2014-05", "5 May 2014", "yesterday", "last week", "3 days ago"."""

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[tT ](\d{1,2}):(\d{2})(?::(\d{2}))?[zZ]?)?)?)?")
_AGO = re.compile(r"(\d{1,4}|an?|one) (day|week|month|year)s? ago")
_SPAN = re.compile(r"(this|last|previous|past) (day|week|month|year)")
_WEEKDAY = re.compile(r"(?:last )?(\w+)")
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9})\.?(?: (\d{1,2})(?:st|nd|rd|th)?,?)? (\d{4})")


class Span(NamedTuple):
    """[start, end) in UTC."""

    start: datetime
    end: datetime


def span(words: str, now: datetime) -> Span | None:
    """The stretch of time that the words name; None where they name none. Weeks begin on Monday.

    "last month" is the calendar month before this one, "past month" the same; "3 weeks ago" is that day
    three weeks back as a day, not a week.
    """
    text = " ".join(words.lower().replace("_", " ").split())
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        return _iso(text) or _relative(text, today) or _named(text) or _weekday(text, today)
    except (ValueError, OverflowError):  # 2014-13-40, 9999 years ago
        return None


def _iso(text: str) -> Span | None:
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part) if part else None for part in found.groups())
    if year is None or month is None:
        return _year(int(found[1]))
    if day is None:
        return _month(year, month)
    start = datetime(year, month, day, hour or 0, minute or 0, second or 0, tzinfo=UTC)
    length = timedelta(days=1) if hour is None else timedelta(minutes=1) if second is None else timedelta(seconds=1)
    return Span(start, start + length)


def _year(year: int) -> Span:
    return Span(datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))


def _month(year: int, month: int) -> Span:
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    return Span(datetime(year, month, 1, tzinfo=UTC), datetime(*after, 1, tzinfo=UTC))


def _day(start: datetime) -> Span:
    return Span(start, start + timedelta(days=1))


def _relative(text: str, today: datetime) -> Span | None:
    if text in ("today", "yesterday", "tomorrow"):
        return _day(today + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[text]))
    if found := _AGO.fullmatch(text):
        return _day(_back(today, int(found[1]) if found[1].isdigit() else 1, found[2]))
    if found := _SPAN.fullmatch(text):
        return _around(_back(today, 0 if found[1] == "this" else 1, found[2]), found[2])
    return None


def _back(day: datetime, count: int, unit: str) -> datetime:
    """So many units earlier; a day that the month does not have becomes its last (31 March, a month back:
    28 February)."""
    if unit in ("day", "week"):
        return day - timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    first = _month(months // 12, months % 12 + 1)
    return min(first.start + timedelta(days=day.day - 1), first.end - timedelta(days=1))


def _around(day: datetime, unit: str) -> Span:
    if unit == "year":
        return _year(day.year)
    if unit == "month":
        return _month(day.year, day.month)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Span(monday, monday + timedelta(days=7))
    return _day(day)


def _named(text: str) -> Span | None:
    """ "5 may 2014", "may 5, 2014", "may 2014"."""
    found = _NAMED.fullmatch(text)
    month = _place(found[2], _MONTHS) if found else None
    if not found or month is None or (found[1] and found[3]):
        return None
    day = found[1] or found[3]
    return _day(datetime(int(found[4]), month + 1, int(day), tzinfo=UTC)) if day else _month(int(found[4]), month + 1)


def _weekday(text: str, today: datetime) -> Span | None:
    """The latest such day before today."""
    found = _WEEKDAY.fullmatch(text)
    day = _place(found[1], _DAYS) if found else None
    if day is None:
        return None
    return _day(today - timedelta(days=(today.weekday() - day - 1) % 7 + 1))


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Where the name stands that begins so; three letters are enough ("sept" and "tues" too)."""
    found = [i for i, name in enumerate(names) if len(word) >= 3 and name.startswith(word)]
    return found[0] if found else None
