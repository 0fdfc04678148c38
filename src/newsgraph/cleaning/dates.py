"""When was it published? Reads the dates that outlets write, and keeps those that it cannot use as evidence.

A table-driven parser of our own, because the maintained ones guess where an archive may not: dateutil reads
"03/04/2012" as 4 March without a word and makes today of "14:20"; dateparser and htmldate fill in what is missing
too, and the latter searches the whole page for it. Of 1,897 different date strings (all that 315 pages say of
themselves, and a wire archive's) both this one and dateutil read 1,817, five of them differently: dateutil does not
know the zone. Alone this one reads 49, dateutil 6, of which five are a time of today. 33 µs a date against 67 µs.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsgraph.article import Evidence
from newsgraph.cleaning.date_words import FIXED_ZONES, MONTHS, NAMED_ZONES
from newsgraph.patterns import late

# The first newspaper appeared in 1605. The Unix epoch's first day is what a program writes that has no date.
FIRST_YEAR = 1605
_EPOCH_DAY = date(1970, 1, 1)
_AHEAD = timedelta(days=2)  # a clock in another zone, an embargo about to end; later than that is a mistake

_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
# Asked before the 130 names of months are, as most places in a date are digits: half the time or less.
_LETTER = r"(?=[^\W\d_])"
_ISO = late(r"(?<!\d)(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})(?!\d)")
_DAY_MONTH = late(
    rf"(?<![\d:])(\d{{1,2}})(?:st|nd|rd|th|er|ste|de|º|ª|°|\.)?[\s\-/,]*(?:de\s+|of\s+)?\b({_MONTH})\b\.?"
    r"[\s\-/,]*(?:de\s+|del\s+)?(\d{4}|['’]?\d{2}(?![\d:h]))",
    re.IGNORECASE,
)
_MONTH_DAY = late(
    rf"\b{_LETTER}({_MONTH})\b\.?[\s\-/]*(\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(\d{{4}})(?!\d)", re.IGNORECASE
)
_UNIX = late(
    rf"\b{_LETTER}({_MONTH})\s+(\d{{1,2}})\s+(\d\d:\d\d(?::\d\d)?)\s+([A-Z]{{2,5}})?\s*(\d{{4}})\b", re.IGNORECASE
)
_NUMERIC = late(r"(?<![\d:])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d:])")
_EAST_ASIAN = late(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_COMPACT = late(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?Z?$")
_EPOCH = late(r"^\d{9,10}(?:\.\d+)?$|^\d{12,13}$")
_TIME = late(
    r"(?<![\d:.+\-])(\d{1,2})(?:[:h](\d{2})(?::?(\d{2})(?:[.,]\d+)?)?|"
    r"(?=\s*[ap]\.?\s?m\b))(?!\d)\s*([ap])?(?(4)\.?\s?m\b\.?)",
    re.IGNORECASE,
)
_DOTTED_TIME = late(r"(?<![\d.])(\d{1,2})\.(\d{2})()(?![\d.])\s*(?:([ap])\.?\s?m\b\.?|uhr\b|h\b)", re.IGNORECASE)
_OFFSET = late(r"\s*(?:GMT|UTC)?\s*([+\-−])(\d{1,2}):?(\d{2})?\b|\s*\(?\b([A-Za-z]{1,5})\b\)?")


class When(NamedTuple):
    """A date as read. `moment` is UTC, None where it may not be used; `printed` is ISO 8601 as precise as
    the page was and with its own offset (the raw text where it could not be read); `note` says what is
    wrong, "" when nothing is.

    A date without time counts as midnight UTC and a time without zone as UTC: `printed` shows that it was so.
    """

    moment: datetime | None
    printed: str
    note: str = ""


class Witness(NamedTuple):
    """A date in the page's words, and where it stood."""

    text: str
    how: str


def read_date(text: str, *, region: str = "", now: datetime | None = None) -> When:
    """Reads one date with or without a time, in about any notation that news uses; never guesses, never
    raises.

    `region` tells 03/04 from 04/03: a locale ("en-US", "de"), a country ("us", "uk"), "" when unknown. Dates
    more than two days after `now` (the clock unless given), before 1605 and 29 February of the wrong years
    are unusable.
    """
    words = " ".join(text[:200].split())
    found = _parsed(words, region)
    if found.moment is None:
        return found
    latest = (now or datetime.now(UTC)) + _AHEAD
    if found.moment > latest:
        return When(None, found.printed, "in the future")
    if found.moment.year < FIRST_YEAR or found.moment.date() == _EPOCH_DAY:
        return When(None, found.printed, "not a date of publication")
    return found


@lru_cache(maxsize=4096)  # an archive has many articles of one day
def _parsed(words: str, region: str) -> When:
    return _fast(words) or _read(words, _day_first(region))


AMBIGUOUS = "day or month first?"
LOCAL_DAY = "the day there"  # how an evidence ends whose day is the local one of the moment that was used


def settle_dates(
    field: str,
    witnesses: Iterable[Witness],
    *,
    printed: Witness | None = None,
    region: str = "",
    now: datetime | None = None,
) -> tuple[datetime | None, list[Evidence]]:
    """The date, and the evidence: the one used first, then each that names another day or was unusable.

    `witnesses` come with the most reliable first. `printed` is the date that readers see under the headline:
    the first witness that agrees with it gives the moment. Where none does, it stands on its own if it is
    later than what they say (markup often keeps the day of the first draft); an earlier one belongs to a
    teaser or a picture. Where two name the same moment, the one that shows the local offset is used; a day
    and month in doubt is settled by a witness that names one of the two days.
    """
    readings = [(read_date(w.text, region=region, now=now), w.how) for w in witnesses if w.text.strip()]
    if not printed and len(readings) < 2:
        return _alone(field, *readings[0]) if readings else (None, [])
    anchor = (read_date(printed.text, region=region, now=now), printed.how) if printed else None
    if anchor:
        readings.append(anchor)
    readings = _without_doubt(readings, now)
    usable = [entry for entry in readings if entry[0].moment]
    if not usable:
        return None, _unused(field, None, readings)
    if anchor and (shown := readings[-1][0]).moment:
        others = usable[:-1]
        agreeing = [entry for entry in others if _same_day(entry[0], shown)]
        later = not others or shown.moment >= (others[0][0].moment or shown.moment)
        usable = [*agreeing, readings[-1]] if agreeing else [readings[-1]] if later else others
    first = usable[0][0].moment
    chosen = next((entry for entry in usable if entry[0].moment == first and _offset_shown(entry[0])), usable[0])
    return chosen[0].moment, [
        Evidence(field, chosen[0].printed, chosen[1], True),
        *_unused(field, chosen[0], readings),
    ]


def _alone(field: str, when: When, how: str) -> tuple[datetime | None, list[Evidence]]:
    """The one date that there is; most articles have no more."""
    how = how if when.moment or not when.note else f"{how}: {when.note}"
    return when.moment, [Evidence(field, when.printed, how, when.moment is not None)]


def _without_doubt(readings: list[tuple[When, str]], now: datetime | None) -> list[tuple[When, str]]:
    days = {when.printed[:10] for when, _ in readings if when.moment}
    return [
        ((_agreeing(when.printed, days, now) or when) if when.note == AMBIGUOUS and days else when, how)
        for when, how in readings
    ]


def _unused(field: str, chosen: When | None, readings: list[tuple[When, str]]) -> list[Evidence]:
    """What disagrees with the date used: another day, or nothing readable."""
    evidence: dict[Evidence, None] = {}
    for when, how in readings:
        if chosen and when.moment and when.printed[:10] == chosen.printed[:10]:
            continue
        note = when.note or (LOCAL_DAY if chosen and _same_day(chosen, when) else "")
        evidence[Evidence(field, when.printed, f"{how}: {note}" if note else how, False)] = None
    return list(evidence)


def _offset_shown(when: When) -> bool:
    return len(when.printed) > 19 and not when.printed.endswith("+00:00")


def _same_day(when: When, day: When) -> bool:
    """Whether a moment falls on that printed day, there or, told in UTC, in some other part of the world."""
    if when.printed[:10] == day.printed[:10]:
        return True
    if (
        when.moment is None
        or day.moment is None
        or not when.printed.endswith("+00:00")
        or day.printed.endswith("+00:00")
    ):
        return False
    if _offset_shown(day):
        return abs(when.moment - day.moment) < timedelta(minutes=1)
    start = day.moment.replace(hour=0, minute=0, second=0)
    return start - timedelta(hours=14) <= when.moment < start + timedelta(hours=24 + 10)


def _agreeing(text: str, days: set[str], now: datetime | None) -> When | None:
    for region in ("us", "uk"):
        when = read_date(text, region=region, now=now)
        if when.printed[:10] in days:
            return when
    return None


def _fast(words: str) -> When | None:
    """ISO 8601 as machines write it; most dates are."""
    if not (words[:4].isdigit() and words[4:5] == "-" and 8 <= len(words) <= 35):
        return None
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return _as_utc(moment, with_time=len(words) > 10)


def _as_utc(moment: datetime, *, with_time: bool) -> When:
    printed = moment.isoformat(timespec="seconds") if with_time else moment.date().isoformat()
    try:
        return When(moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC), printed)
    except OverflowError:  # the year 1 east of Greenwich
        return When(None, printed, "impossible")


def _read(words: str, day_first: bool | None) -> When:
    if _EPOCH.match(words):
        seconds = float(words) / (1000 if len(words) > 11 and "." not in words else 1)
        return _as_utc(datetime.fromtimestamp(seconds, UTC), with_time=True)
    if compact := _COMPACT.match(words):
        year, month, day, hour, minute, second = (int(part or 0) for part in compact.groups())
        return _built((year, month, day), (hour, minute, second) if compact[4] else None, words, words[:0])
    words = _UNIX.sub(r"\1 \2 \5 \3 \4", words)
    found = _day(words, day_first)
    if found is None:
        return When(None, words, "no date")
    if found.note:
        return When(None, words, found.note)
    rest = f"{words[: found.start]} {words[found.end :]}"
    time = _TIME.search(words[found.end :].lstrip("T")) or _TIME.search(rest) or _DOTTED_TIME.search(rest)
    if time is None:
        return _built(found.day, None, words, "")
    return _built(found.day, _clock(time), words, time.string[time.end() :])


class _Day(NamedTuple):
    day: tuple[int, int, int]
    start: int
    end: int
    note: str = ""


def _day(words: str, day_first: bool | None) -> _Day | None:
    if m := _ISO.search(words):
        return _Day((int(m[1]), int(m[3]), int(m[4])), m.start(), m.end())
    if m := _MONTH_DAY.search(words):
        return _Day((int(m[3]), MONTHS[m[1].lower()], int(m[2])), m.start(), m.end())
    if m := _DAY_MONTH.search(words):
        return _Day((_full_year(m[3]), MONTHS[m[2].lower()], int(m[1])), m.start(), m.end())
    if m := _EAST_ASIAN.search(words):
        return _Day((int(m[1]), int(m[2]), int(m[3])), m.start(), m.end())
    if m := _NUMERIC.search(words):
        return _numeric(m, day_first)
    return None


def _numeric(m: re.Match[str], day_first: bool | None) -> _Day:
    first, second, year = int(m[1]), int(m[3]), _full_year(m[4])
    if first > 12 or m[2] == ".":  # only day-first countries part them with dots
        day_first = True
    elif second > 12:
        day_first = False
    if day_first is None and first != second:
        return _Day((year, first, second), m.start(), m.end(), AMBIGUOUS)
    month, day = (second, first) if day_first else (first, second)
    return _Day((year, month, day), m.start(), m.end())


def _full_year(text: str) -> int:
    """Two digits mean 1969 to 2068, as in POSIX; what that puts into the future is unusable, not moved
    back."""
    year = int(text.lstrip("'’"))
    return year if len(text) == 4 else year + (1900 if year > 68 else 2000)


def _clock(m: re.Match[str]) -> tuple[int, int, int]:
    hour, minute, second = int(m[1]), int(m[2] or 0), int(m[3] or 0)
    if m[4]:
        hour = hour % 12 + (12 if m[4].lower() == "p" else 0)
    return hour, minute, second


def _built(day: tuple[int, int, int], clock: tuple[int, int, int] | None, words: str, after: str) -> When:
    try:
        moment = datetime(*day, *(clock or ()))
    except ValueError:
        try:
            moment, clock = datetime(*day), None
        except ValueError:
            return When(None, words, "no such day")
    if clock is None:
        return _as_utc(moment, with_time=False)
    return _as_utc(moment.replace(tzinfo=_zone(after, moment)), with_time=True)


def _zone(after: str, moment: datetime) -> timezone | None:
    """The zone that stands right after the time; None where none does."""
    m = _OFFSET.match(after)
    if m is None:
        return None
    if m[1]:
        minutes = int(m[2]) * 60 + int(m[3] or 0) if len(m[2]) < 3 else 0
        return timezone(timedelta(minutes=minutes if m[1] == "+" else -minutes)) if minutes < 1440 else None
    name = m[4].upper()
    if name in FIXED_ZONES:
        return timezone(timedelta(minutes=FIXED_ZONES[name]))
    place = _place(NAMED_ZONES.get(name, ""))
    offset = place.utcoffset(moment) if place else None
    return timezone(offset) if offset is not None else None


@lru_cache(maxsize=16)
def _place(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return None


# Countries that write the month first; the rest of the world writes the day or the year first.
_MONTH_FIRST = {"us", "ph", "fm", "mh", "pw", "gu", "pr", "gov", "mil", "edu"}
# English is written in both camps and Canada lives in both, so neither name alone decides.
_UNDECIDED = {"", "en", "ca", "com", "org", "net", "info", "int", "tv", "io", "co"}


@lru_cache(maxsize=512)
def _day_first(region: str) -> bool | None:
    part = re.split(r"[-_]", region.strip().lower())[-1]
    if part in _UNDECIDED:
        return None
    return part not in _MONTH_FIRST
