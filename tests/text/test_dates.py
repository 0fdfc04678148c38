from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.text.dates import span

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)  # a Monday


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2014", "2014-01-01", "2015-01-01"),
        ("2014-06", "2014-06-01", "2014-07-01"),
        ("2014-12", "2014-12-01", "2015-01-01"),
        ("2014/6/3", "2014-06-03", "2014-06-04"),
        ("2014-06-03T04:05", "2014-06-03T04:05", "2014-06-03T04:06"),
        ("today", "2026-11-23", "2026-11-24"),
        ("Yesterday", "2026-11-22", "2026-11-23"),
        ("last week", "2026-11-16", "2026-11-23"),
        ("this week", "2026-11-23", "2026-11-30"),
        ("last month", "2026-10-01", "2026-11-01"),
        ("last year", "2025-01-01", "2026-01-01"),
        ("3 days ago", "2026-11-20", "2026-11-21"),
        ("two", None, None),
        ("a month ago", "2026-10-23", "2026-10-24"),
        ("9 months ago", "2026-02-23", "2026-02-24"),
        ("5 May 2014", "2014-05-05", "2014-05-06"),
        ("May 5th, 2014", "2014-05-05", "2014-05-06"),
        ("sept 2014", "2014-09-01", "2014-10-01"),
        ("friday", "2026-11-20", "2026-11-21"),
        ("last monday", "2026-11-16", "2026-11-17"),
        ("2014-13", None, None),
        ("2014-02-30", None, None),
        ("soon", None, None),
        ("9999", None, None),
        ("9999 years ago", None, None),
        ("", None, None),
    ],
)
def test_a_date_as_people_type_it(words: str, start: str | None, end: str | None) -> None:
    found = span(words, NOW)
    if start is None or end is None:
        assert found is None
    else:
        assert found is not None
        assert [at.replace(tzinfo=None) for at in found] == [
            datetime.fromisoformat(start),
            datetime.fromisoformat(end),
        ]


def test_a_month_back_from_its_31st_is_the_last_day_of_a_shorter_month() -> None:
    found = span("1 month ago", datetime(2026, 3, 31, tzinfo=UTC))
    assert found is not None
    assert found.start.date().isoformat() == "2026-02-28"


def test_today_is_counted_in_utc_wherever_the_clock_is() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    found = span("today", late)
    assert found is not None
    assert found.start.date().isoformat() == "2026-11-24"


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_date_or_none(words: str) -> None:
    found = span(words, NOW)
    assert found is None or found.start < found.end
