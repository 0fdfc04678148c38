from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgraph.article import Evidence
from newsgraph.cleaning.dates import AMBIGUOUS, LOCAL_DAY, Witness, read_date, settle_dates

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
READINGS = [  # as printed, ISO 8601 in UTC, as precise as it was printed
    ("2014-05-13", "2014-05-13T00:00", "2014-05-13"),
    ("2014-05-13T10:00:00Z", "2014-05-13T10:00", "2014-05-13T10:00:00+00:00"),
    ("2014-05-13T10:00:00.000+0200", "2014-05-13T08:00", "2014-05-13T10:00:00+02:00"),
    ("2014-05-13T10:00", "2014-05-13T10:00", "2014-05-13T10:00:00"),
    ("2014 05 13 10:00:00", "2014-05-13T10:00", "2014-05-13T10:00:00"),
    ("2014/05/13 10:00", "2014-05-13T10:00", "2014-05-13T10:00:00"),
    ("5-MAR-1987 08:20:45.68", "1987-03-05T08:20:45", "1987-03-05T08:20:45"),
    ("Sat, 02 Jun 2012 16:05:00 -0400", "2012-06-02T20:05", "2012-06-02T16:05:00-04:00"),
    ("Sat, 02 Jun 2012 16:05:00 EST", "2012-06-02T21:05", "2012-06-02T16:05:00-05:00"),
    ("Sun Dec 24 06:30:00 GMT 2023", "2023-12-24T06:30", "2023-12-24T06:30:00+00:00"),
    ("Fri Dec 22 2023 06:52:12 GMT-0500 (Eastern Standard Time)", "2023-12-22T11:52:12", "2023-12-22T06:52:12-05:00"),
    ("June 3, 2012 at 4:05 p.m. ET", "2012-06-03T20:05", "2012-06-03T16:05:00-04:00"),
    ("January 3, 2012 at 4:05 p.m. ET", "2012-01-03T21:05", "2012-01-03T16:05:00-05:00"),
    ("4:05 PM PDT, Sun June 3, 2012", "2012-06-03T23:05", "2012-06-03T16:05:00-07:00"),
    ("22 December 2023 • 10:15am", "2023-12-22T10:15", "2023-12-22T10:15:00"),
    ("22nd of December, 2023", "2023-12-22T00:00", "2023-12-22"),
    ("Dec. 22, 2023", "2023-12-22T00:00", "2023-12-22"),
    ("Published 22 Dec 2023 10:15 BST", "2023-12-22T09:15", "2023-12-22T10:15:00+01:00"),
    ("22 Dec 2023 10:15 CET", "2023-12-22T09:15", "2023-12-22T10:15:00+01:00"),
    ("3. Juni 2012, 16.05 Uhr", "2012-06-03T16:05", "2012-06-03T16:05:00"),
    ("3. März 2012", "2012-03-03T00:00", "2012-03-03"),
    ("1er août 2020 à 16h05", "2020-08-01T16:05", "2020-08-01T16:05:00"),
    ("3 de junio de 2012", "2012-06-03T00:00", "2012-06-03"),
    ("3 giugno 2012", "2012-06-03T00:00", "2012-06-03"),
    ("13/04/2012", "2012-04-13T00:00", "2012-04-13"),
    ("04/13/2012", "2012-04-13T00:00", "2012-04-13"),
    ("3.4.2012", "2012-04-03T00:00", "2012-04-03"),
    ("12 Mar 08", "2008-03-12T00:00", "2008-03-12"),
    ("2024年5月3日 12:30", "2024-05-03T12:30", "2024-05-03T12:30:00"),
    ("20120603", "2012-06-03T00:00", "2012-06-03"),
    ("20120603160500", "2012-06-03T16:05", "2012-06-03T16:05:00"),
    ("1338753900", "2012-06-03T20:05", "2012-06-03T20:05:00+00:00"),
    ("1338753900000", "2012-06-03T20:05", "2012-06-03T20:05:00+00:00"),
    ("1787-02-03", "1787-02-03T00:00", "1787-02-03"),
]
UNUSABLE = [
    ("2030-01-01", "in the future"),
    ("1970-01-01T00:00:00Z", "not a date of publication"),
    ("0001-01-01", "not a date of publication"),
    ("30 Feb 2012", "no such day"),
    ("29 February 2023", "no such day"),
    ("03/04/2012", AMBIGUOUS),
    ("May 5", "no date"),
    ("March 2012", "no date"),
    ("yesterday", "no date"),
    ("16 hours ago", "no date"),
    ("", "no date"),
]


@pytest.mark.parametrize(("printed", "utc", "iso"), READINGS)
def test_a_date_is_read_as_it_is_printed(printed: str, utc: str, iso: str) -> None:
    found = read_date(printed, now=NOW)
    assert found.moment == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert (found.printed, found.note) == (iso, "")


@pytest.mark.parametrize(("printed", "note"), UNUSABLE)
def test_what_cannot_be_used_is_no_date_and_says_why(printed: str, note: str) -> None:
    found = read_date(printed, now=NOW)
    assert (found.moment, found.note) == (None, note)


def test_a_clock_may_be_two_days_ahead() -> None:
    assert read_date("2026-11-25", now=NOW).moment
    assert not read_date("2026-11-26", now=NOW).moment


@pytest.mark.parametrize(
    ("region", "day"),
    [
        ("en-US", "2012-03-04"),
        ("us", "2012-03-04"),
        ("en-GB", "2012-04-03"),
        ("de", "2012-04-03"),
        ("uk", "2012-04-03"),
    ],
)
def test_language_and_country_decide_between_day_and_month(region: str, day: str) -> None:
    assert read_date("03/04/2012", region=region).printed == day


@pytest.mark.parametrize("region", ["", "en", "en-CA", "com"])
def test_where_they_do_not_decide_nobody_guesses(region: str) -> None:
    assert read_date("03/04/2012", region=region).moment is None


def settle(*said: str, printed: str = "") -> tuple[str, list[Evidence]]:
    witnesses = [Witness(text, f"witness {n}") for n, text in enumerate(said)]
    moment, evidence = settle_dates(
        "published", witnesses, printed=Witness(printed, "page") if printed else None, now=NOW
    )
    return moment.isoformat(timespec="minutes") if moment else "", evidence


def test_the_first_usable_witness_is_used_and_the_ones_that_disagree_are_kept() -> None:
    moment, evidence = settle("soon", "2012-06-03", "2012-06-05", "June 3, 2012")
    assert moment == "2012-06-03T00:00+00:00"
    assert evidence == [
        Evidence("published", "2012-06-03", "witness 1", True),
        Evidence("published", "soon", "witness 0: no date", False),
        Evidence("published", "2012-06-05", "witness 2", False),
    ]


def test_without_a_usable_witness_there_is_no_date_but_evidence() -> None:
    assert settle("2031-01-01") == ("", [Evidence("published", "2031-01-01", "witness 0: in the future", False)])
    assert settle() == ("", [])


def test_another_witness_settles_day_and_month() -> None:
    assert settle("03/04/2012", "2012-04-03")[0] == "2012-04-03T00:00+00:00"
    assert settle("03/04/2012", "2012-06-01")[0] == "2012-06-01T00:00+00:00"


def test_of_two_that_name_one_moment_the_one_with_the_local_offset_is_shown() -> None:
    _, evidence = settle("2023-12-23T03:22:07Z", "2023-12-22T22:22:07-05:00")
    assert evidence[0] == Evidence("published", "2023-12-22T22:22:07-05:00", "witness 1", True)


def test_the_local_day_of_a_moment_told_in_utc_is_no_contradiction() -> None:
    moment, evidence = settle("2023-12-23T03:22:07Z", printed="December 22, 2023")
    assert moment == "2023-12-23T03:22+00:00"
    assert evidence[1] == Evidence("published", "2023-12-22", f"page: {LOCAL_DAY}", False)


def test_a_later_date_under_the_headline_wins_over_markup_that_kept_the_first_draft() -> None:
    moment, evidence = settle("2021-01-02T10:00:00Z", printed="June 3, 2023")
    assert moment == "2023-06-03T00:00+00:00"
    assert Evidence("published", "2021-01-02T10:00:00+00:00", "witness 0", False) in evidence


def test_an_earlier_date_under_the_headline_belongs_to_something_else() -> None:
    assert settle("2023-06-03T10:00:00Z", printed="January 2, 2021")[0] == "2023-06-03T10:00+00:00"


@given(st.datetimes(min_value=datetime(1700, 1, 1), max_value=datetime(2026, 1, 1)), st.integers(-11 * 60, 13 * 60))
def test_iso_dates_come_back_to_the_second(naive: datetime, minutes: int) -> None:
    naive = naive.replace(microsecond=0)
    if naive.date().isoformat() == "1970-01-01":
        return
    sign = "-" if minutes < 0 else "+"
    zone = f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    found = read_date(f"{naive.isoformat()}{zone}", now=NOW)
    if found.note != "not a date of publication":
        assert found.moment == (naive - timedelta(minutes=minutes)).replace(tzinfo=UTC)


@given(st.dates(min_value=datetime(1971, 1, 1).date(), max_value=datetime(2026, 1, 1).date()))
def test_every_notation_of_a_day_is_the_same_day(day: object) -> None:
    notations = ["%d %B %Y", "%B %d, %Y", "%d-%b-%Y", "%Y-%m-%d", "%a, %d %b %Y", "%d.%m.%Y", "%Y%m%d"]
    assert {read_date(format(day, notation), now=NOW).printed for notation in notations} == {str(day)}


@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_date(text, now=NOW)


@given(st.text(alphabet="0123456789-/.: TZ+ApmJune", max_size=40))
def test_anything_like_a_date_is_read_without_an_error(text: str) -> None:
    read_date(text, now=NOW)
