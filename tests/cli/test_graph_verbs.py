"""The verbs about who is tied to whom and when, typed at a real archive of the examples."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsgraph_cli import communities, connect, near, timeline, trending
from newsgraph_cli.app import app
from newsgraph_cli.timeline_page import MOST, _bars, _folded
from newsgraph_cli.words import UNSAFE, days
from typer.testing import CliRunner, Result

import newsgraph
from newsgraph.article import ArticleId
from newsgraph.entity import EntityId, EntityKind
from newsgraph.serving import CommunitiesWire, ComparisonWire, ConnectWire, NearWire, TimelineWire, TrendingWire

EXAMPLES = Path(__file__).parents[2] / "examples"
FORMS = ["text", "lines", "tsv", "csv", "json", "jsonl"]
QUILLAN = "Marta Quillan"
COMPARED = ("near", QUILLAN, "--since", "2024-03-01", "--compare", "2024-02-01")
TREND = ("trending", "--until", "2024-04-04", "--days", "14")
VERBS: list[tuple[str, ...]] = [
    ("near", QUILLAN),
    COMPARED,
    ("connect", QUILLAN, "Lucía Ferrant"),
    ("connect", QUILLAN, "Skarrow", "Rope Street"),
    ("timeline", "Port Averin"),
    TREND,
    ("communities",),
]
# Two who are named together, in no place and with nobody else.
CHESS = {
    "title": "Chess in the reading room",
    "text": "Tobias Wrenfield beat Ottoline Crake in thirty moves, said Tobias Wrenfield.",
    "source": "harbourpost.example",
    "date": "2024-05-01",
}
Typed = Callable[..., Result]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph") / "archive"
    chess = folder.with_name("chess.jsonl")
    chess.write_text(json.dumps(CHESS) + "\n", encoding="utf-8")
    with newsgraph.open_archive(folder, create=True) as made:
        made.add([*(EXAMPLES / name for name in ("news", "feeds", "exports", "records")), chess])
    return folder


@pytest.fixture
def typed(archive: Path) -> Typed:
    def run(*words: str, **env: str) -> Result:
        runner = CliRunner(env={"NEWSGRAPH_INDEX": str(archive), "COLUMNS": "80", **env})
        return runner.invoke(app, list(words), prog_name="newsgraph", catch_exceptions=False)

    return run


# -- forms ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        (VERBS[0], near.COLUMNS),
        (VERBS[1], near.CHANGE_COLUMNS),
        (VERBS[2], connect.COLUMNS),
        (VERBS[3], connect.COLUMNS),
        (VERBS[4], timeline.COLUMNS),
        (VERBS[5], trending.COLUMNS),
        (VERBS[6], communities.COLUMNS),
    ],
)
def test_lines_tsv_and_csv_have_the_documented_columns(typed: Typed, words: tuple[str, ...], columns: Any) -> None:
    names = [column.name for column in columns]
    lines = [line.split("\t") for line in typed(*words).stdout.splitlines()]
    tsv = [line.split("\t") for line in typed(*words, "--format", "tsv").stdout.splitlines()]
    table = list(csv.reader(io.StringIO(typed(*words, "--format", "csv").stdout)))
    assert tsv == [names, *lines]
    assert table[0] == names
    assert len(table) == len(tsv) > 1
    assert {len(row) for row in (*tsv, *table)} == {len(names)}


@pytest.mark.parametrize(
    ("words", "model", "records"),
    [
        (VERBS[0], NearWire, ("neighbours",)),
        (VERBS[1], ComparisonWire, ("new", "vanished")),
        (VERBS[2], ConnectWire, ("chains",)),
        (VERBS[4], TimelineWire, ("steps", "peaks")),
        (VERBS[5], TrendingWire, ("trends",)),
        (VERBS[6], CommunitiesWire, ("communities",)),
    ],
)
def test_json_is_one_document_and_jsonl_its_records(
    typed: Typed, words: tuple[str, ...], model: Any, records: tuple[str, ...]
) -> None:
    document = json.loads(typed(*words, "--json").stdout)
    assert document["format_version"] == 1
    assert model.model_validate_json(json.dumps(document)).model_dump(mode="json") == document
    told = [json.loads(line) for line in typed(*words, "--jsonl").stdout.splitlines()]
    assert told == [record for name in records for record in document[name]] != []


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_what_is_found_is_exit_code_0_and_says_nothing_beside(typed: Typed, words: tuple[str, ...]) -> None:
    for form in FORMS:
        result = typed(*words, "--format", form)
        assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("columns", ["40", "60", "80", "120", "200"])
@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_no_line_is_wider_than_the_window_or_ends_in_blanks(typed: Typed, words: tuple[str, ...], columns: str) -> None:
    lines = typed(*words, "--format", "text", COLUMNS=columns).stdout.splitlines()
    assert [line for line in lines if len(line) > int(columns) or line != line.rstrip()] == []


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_colour_is_written_only_where_it_is_taken(typed: Typed, words: tuple[str, ...]) -> None:
    page = typed(*words, "--format", "text", FORCE_COLOR="1").stdout
    assert "\x1b[" in page
    assert re.sub(r"\x1b\[[\d;]*m", "", page) == typed(*words, "--format", "text").stdout


@pytest.mark.parametrize("form", ["text", "lines"])
def test_a_reader_that_goes_away_is_no_error(archive: Path, form: str) -> None:
    verb = [sys.executable, "-m", "newsgraph_cli", "near", "Port Averin", "--limit", "100", "--index", str(archive)]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*verb, "--format", form], stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, "")


# -- near ----------------------------------------------------------------------------------------------------


def test_neighbours_come_with_their_counts_and_a_sentence_of_an_article(typed: Typed) -> None:
    found = json.loads(typed("near", "Quillan", "--json").stdout)
    assert found["entity"] == {"id": "actor/marta-quillan", "kind": "person", "name": QUILLAN}
    strong = [one["significance"] for one in found["neighbours"]]
    assert strong == sorted(strong, reverse=True)
    for one in found["neighbours"]:
        assert 0 < one["origins"] <= one["of"]
        text = json.loads(typed("show", one["quote"]["article"], "--json").stdout)["text"]
        start = one["quote"]["start"]
        assert text[start : start + len(one["quote"]["text"])] == one["quote"]["text"]


def test_the_page_of_neighbours_says_what_it_counts_and_what_it_left_out(typed: Typed) -> None:
    page = typed("near", QUILLAN, "--limit", "2", "--format", "text").stdout
    assert page.startswith("■ Marta Quillan  person\n")
    assert re.search(r"^   \d+ of its \d+ independent reports · \d+ \w+ to \d+ \w+ 2024$", page, re.MULTILINE)
    assert re.search(r"^   ▤ \S+ · \d+ \w+ 2024 +article/[0-9a-f]{8}$", page, re.MULTILINE)
    assert page.endswith("2 shown, the most significant first · more: --limit 4\n")


def test_a_sentence_that_names_one_says_that_its_article_names_both(typed: Typed) -> None:
    found = json.loads(typed("near", "Port Averin", "--json").stdout)["neighbours"]
    page = typed("near", "Port Averin", "--format", "text", COLUMNS="200").stdout
    assert page.count("(the article names both)") == len([one for one in found if not one["quote"]["both"]]) > 0


def test_neighbours_are_of_the_kinds_and_the_days_asked_for(typed: Typed) -> None:
    asked = ("near", "Port Averin", "--kind", "person", "--since", "2024-02-01", "--until", "2024-03-01")
    rows = [line.split("\t") for line in typed(*asked).stdout.splitlines()]
    assert {row[1] for row in rows} == {"person"}
    assert all("2024-02-01" <= row[6] <= row[7] < "2024-03-01" for row in rows)


def test_a_comparison_tells_who_is_new_and_who_has_vanished(typed: Typed) -> None:
    rows = [line.split("\t") for line in typed(*COMPARED).stdout.splitlines()]
    assert {row[3] for row in rows} == {"new", "vanished"}
    for row in rows:
        now, before = int(row[4]), int(row[5])
        assert (before == 0 < now) if row[3] == "new" else (now == 0 < before)
    page = typed(*COMPARED, "--format", "text").stdout
    assert "from 1 March 2024 on, against 1 to 29 February 2024\n" in page
    assert "named in 9 independent reports now, in 6 before\n" in page
    assert page.index("New beside it") < page.index("No longer beside it")


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        (("--compare", "2024-02"), ("2024-03-01", None, "2024-02-01", "2024-03-01")),
        (("--compare", "2023"), ("2024-01-01", None, "2023-01-01", "2024-01-01")),
        (("--compare", "2024-12", "--since", "2025-01-02"), ("2025-01-02", None, "2024-12-01", "2025-01-01")),
        (
            ("--compare", "2024-02-01..2024-02-20", "--since", "2024-03-01", "--until", "2024-04-01"),
            ("2024-03-01", "2024-04-01", "2024-02-01", "2024-02-20"),
        ),
        ((*COMPARED[2:], "--until", "2024-04-01"), ("2024-03-01", "2024-04-01", "2024-02-01", "2024-03-01")),
    ],
)
def test_a_period_to_compare_with_is_a_year_a_month_or_days(
    typed: Typed, asked: tuple[str, ...], days: tuple[str | None, ...]
) -> None:
    found = json.loads(typed("near", QUILLAN, *asked, "--kind", "person", "--json").stdout)
    assert tuple(found[name] for name in ("since", "until", "before", "before_until")) == days
    for one in found["new"]:
        assert one["node"]["kind"] == "person"
        assert days[0] <= one["quote"]["published"][:10] < (days[1] or "2999")  # type: ignore[operator]


def test_who_is_beside_nobody_in_these_days_is_exit_code_1(typed: Typed) -> None:
    result = typed("near", QUILLAN, "--since", "2031-01-01")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("nothing appears with Marta Quillan")
    result = typed("near", QUILLAN, "--since", "2031-01-01", "--compare", "2030-01-01", "--json")
    assert (result.exit_code, json.loads(result.stdout)["new"]) == (1, [])


# -- connect -------------------------------------------------------------------------------------------------


def test_a_connection_is_quoted_step_by_step(typed: Typed) -> None:
    found = json.loads(typed("connect", QUILLAN, "Skarrow", "--json").stdout)
    assert [one["name"] for one in found["names"]] == [QUILLAN, "Skarrow"]
    for chain in found["chains"]:
        ends = [(hop["tail"]["name"], hop["head"]["name"]) for hop in chain["hops"]]
        assert (ends[0][0], ends[-1][1]) == (QUILLAN, "Skarrow")
        assert all(hop["quote"]["article"] in hop["articles"] for hop in chain["hops"])
    page = typed("connect", QUILLAN, "Skarrow", "--format", "text").stdout
    assert "■ Marta Quillan → " in page
    assert re.search(r"together in \d+ independent reports", page)


def test_steps_in_order_are_no_earlier_than_those_before(typed: Typed) -> None:
    found = json.loads(typed("connect", QUILLAN, "River Merrin Commission", "--in-order", "--json").stdout)
    assert found["chains"]
    for chain in found["chains"]:
        when = [hop["day"] for hop in chain["hops"]]
        assert when == sorted(when)


def test_what_is_to_be_avoided_is_on_no_way(typed: Typed) -> None:
    asked = ("connect", QUILLAN, "River Merrin Commission", "--limit", "5")
    rows = [line.split("\t") for line in typed(*asked).stdout.splitlines()]
    between = {row[0] for row in rows if row[3] != "1"}
    assert between
    avoided = min(between)
    again = [line.split("\t") for line in typed(*asked, "--avoid", avoided).stdout.splitlines()]
    assert avoided not in {id for row in again for id in row[:2]}


def test_more_than_two_names_are_tied_by_one_tree(typed: Typed) -> None:
    rows = [line.split("\t") for line in typed("connect", QUILLAN, "Skarrow", "Rope Street").stdout.splitlines()]
    assert {row[2] for row in rows} == {"1"}
    assert {QUILLAN, "Skarrow", "Rope Street"} <= {name for row in rows for name in row[4:6]}
    assert typed("connect", QUILLAN, "Skarrow", "Rope Street", "--in-order").exit_code == 2


def test_no_connection_is_an_answer_and_no_error(typed: Typed) -> None:
    assert typed("connect", "Tobias Wrenfield", "Ottoline Crake").exit_code == 0
    for form in FORMS:
        result = typed("connect", "Tobias Wrenfield", QUILLAN, "--format", form)
        assert result.exit_code == 1
        assert result.stderr == "there is no connection between Tobias Wrenfield and Marta Quillan\n"
    result = typed("connect", "Tobias Wrenfield", QUILLAN, "Skarrow", "--format", "text")
    assert result.exit_code == 1
    assert "all but Tobias Wrenfield tied, in 1 step\n" in result.stdout
    assert result.stderr == "nothing ties Tobias Wrenfield to Marta Quillan and Skarrow\n"
    found = json.loads(typed("connect", "Tobias Wrenfield", QUILLAN, "Skarrow", "--json").stdout)
    assert [one["name"] for one in found["apart"]] == ["Tobias Wrenfield"]
    result = typed("connect", "Tobias Wrenfield", QUILLAN, "Skarrow", "Nobody Whoever")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: nothing is called 'Nobody Whoever'")
    found = json.loads(typed("connect", "Tobias Wrenfield", QUILLAN, "--json").stdout)
    assert (found["complete"], found["looked"], found["chains"]) == (True, None, [])


def test_a_search_that_was_cut_short_says_so_and_how_far_it_came(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    real, reach = newsgraph.Archive.connect, newsgraph.Reach(80, 17083, 5.125)
    cut = {"complete": False, "looked": reach}
    monkeypatch.setattr(newsgraph.Archive, "connect", lambda *a, **k: real(*a, **k)._replace(**cut))
    came = "it went on from 80 names over 17,083 ties, and saw all that costs less than 5.12\n"
    result = typed("connect", QUILLAN, "Skarrow")
    told = "note: the search was cut short: there may be better connections; "
    assert (result.exit_code, result.stderr) == (0, told + came)
    result = typed("connect", QUILLAN, "Tobias Wrenfield")
    assert result.exit_code == 1
    assert result.stderr.endswith("before the search was cut short: there may be one; " + came)
    found = json.loads(typed("connect", QUILLAN, "Skarrow", "--json").stdout)
    assert found["looked"] == {"names": 80, "ties": 17083, "cost": 5.125, "day": None, "words": came.rstrip()}


def test_how_far_a_search_came_is_said_in_words() -> None:
    told = newsgraph.Reach(1, 2, day=date(2024, 3, 1)).words
    assert told == "it went on from 1 name over 2 ties, and saw all that arrives before 2024-03-01"
    assert newsgraph.Reach(0, 1).words == "it went on from 0 names over 1 tie"


@pytest.mark.parametrize(
    "words", [("near", "Nobody Whoever"), ("connect", QUILLAN, "Nobody Whoever"), ("connect", "Nobody Whoever", "X")]
)
def test_no_such_name_is_an_error_with_what_to_type_next(typed: Typed, words: tuple[str, ...]) -> None:
    result = typed(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    told = result.stderr.splitlines()
    assert told[0].startswith("error: nothing is called 'Nobody Whoever'")
    assert told[1] == "hint:  newsgraph entities Whoever"


@pytest.mark.parametrize(
    "words",
    [
        ("near", QUILLAN, "--since", "yesterday"),
        ("near", QUILLAN, "--since", "2024-02-30"),
        ("near", QUILLAN, "--since", "2024-03-01", "--until", "2024-03-01"),
        ("near", QUILLAN, "--compare", "2024-02-01"),
        ("near", QUILLAN, "--compare", "2024-03-01", "--since", "2024-03-01"),
        (*COMPARED, "--until", "2024-03-01"),
        (*COMPARED[:-1], "2024-13"),
        (*COMPARED[:-1], "2024-02-01..2024-02-01"),
        (*COMPARED[:-1], "9999"),
        ("near", QUILLAN, "--compare", "2024-02", "--until", "2024-03-01"),
        ("near", QUILLAN, "--limit", "0"),
        ("connect", QUILLAN),
        ("connect", QUILLAN, "actor/marta-quillan"),
        ("timeline", QUILLAN, "--by", "year"),
        ("timeline", QUILLAN, "--until", "tomorrow"),
        ("trending", "--until", "soon"),
        ("trending", "--days", "0"),
        ("trending", "--days", "99999999"),
    ],
    ids=" ".join,
)
def test_what_is_typed_amiss_is_exit_code_2_with_a_hint(typed: Typed, words: tuple[str, ...]) -> None:
    result = typed(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert [line[:6] for line in result.stderr.splitlines()] == ["error:", "hint: "]


# -- timeline ------------------------------------------------------------------------------------------------


def test_a_timeline_is_of_a_name_or_of_what_a_query_finds(typed: Typed) -> None:
    named = json.loads(typed("timeline", "Port", "Averin", "--json").stdout)
    assert named["entity"]["name"] == "Port Averin"
    asked = json.loads(typed("timeline", "strike AND dockers", "--by", "week", "--json").stdout)
    assert (asked["entity"], asked["days"]) == (None, 7)
    assert all(date.fromisoformat(step["day"]).weekday() == 0 for step in asked["steps"])
    assert all(0 <= step["origins"] <= step["articles"] for step in asked["steps"])


def test_a_burst_is_marked_on_its_bars_and_names_its_article(typed: Typed) -> None:
    found = json.loads(typed("timeline", "Port Averin", "--json").stdout)
    page = typed("timeline", "Port Averin", "--format", "text").stdout
    assert page.startswith("● Port Averin  place\n")
    for number, peak in enumerate(found["peaks"], 1):
        marked = [step for step in found["steps"] if peak["first"] <= step["day"] < peak["last"]]
        assert len(re.findall(rf"burst {number}$", page, re.MULTILINE)) == len([s for s in marked if s["origins"]])
        assert peak["article"][:16] in page
        assert typed("show", peak["article"]).exit_code == 0
    assert found["peaks"]


def test_a_timeline_of_nothing_is_exit_code_1(typed: Typed) -> None:
    result = typed("timeline", "zyzzyva")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("nothing is called zyzzyva, and no dated article")
    result = typed("timeline", QUILLAN, "--since", "2031-01-01", "--format", "text")
    assert (result.exit_code, result.stderr) == (1, "no report of these days names Marta Quillan\n")


@settings(deadline=None)  # a busy machine is not a failure
@given(st.lists(st.integers(0, 9), min_size=1, max_size=900), st.sampled_from([1, 7]), st.booleans())
def test_bars_count_every_report_and_fit_on_a_page(counts: list[int], wide: int, every: bool) -> None:
    first = date(2012, 1, 2)
    steps = tuple(newsgraph.Step(first + timedelta(days=wide * at), one, one, one) for at, one in enumerate(counts))
    scale, bars = _bars(newsgraph.Timeline(wide, steps, (), 0), every=every)
    assert sum(bar.origins for bar in bars) == sum(counts)
    assert len({bar.label for bar in bars}) == len(bars)
    folded = list(_folded(bars))
    assert [bar for some in folded for bar in some] == bars
    assert all(not bar.origins for some in folded if len(some) > 1 for bar in some)
    if every:
        assert len(bars) == len(steps)
    else:
        assert len(folded) <= MOST
    assert scale.unit in ("days", "weeks", "months", "quarters", "years")


# -- trending ------------------------------------------------------------------------------------------------


def test_a_trend_is_of_the_days_before_the_last_report_or_before_a_day(typed: Typed) -> None:
    found = json.loads(typed("trending", "--json").stdout)
    with_day = json.loads(typed("trending", "--until", found["until"], "--json").stdout)
    assert found == with_day
    before, since, until = (date.fromisoformat(found[name]) for name in ("before", "since", "until"))
    assert (until - since, since - before) == (timedelta(days=7), timedelta(days=28))
    found = json.loads(typed(*TREND, "--json").stdout)
    for one in found["trends"]:
        assert one["now"] > 1
        assert one["significance"] > 0
        assert found["since"] <= one["quote"]["published"][:10] < found["until"]
    page = typed(*TREND, "--format", "text").stdout
    assert "21 March to 3 April 2024, against 25 January to 20 March 2024\n" in page


@pytest.mark.parametrize(
    ("until", "days"), [("2001-01-08", "1 to 7 January 2001"), ("2024-07-06", "29 June to 5 July 2024")]
)
def test_no_trend_is_exit_code_1(typed: Typed, until: str, days: str) -> None:
    """In the second week two reports name what one named in the four before it."""
    result = typed("trending", "--until", until)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"nothing trends, {days}: no rise is larger than chance makes among so many names\n"


def test_an_archive_without_a_date_has_no_trend(tmp_path: Path) -> None:
    with newsgraph.open_archive(tmp_path / "empty", create=True):
        pass
    result = CliRunner().invoke(app, ["trending", "--index", str(tmp_path / "empty")], prog_name="newsgraph")
    assert (result.exit_code, result.stderr) == (1, "no article states when it was published\n")


# -- communities ---------------------------------------------------------------------------------------------


def test_communities_share_no_member_and_the_largest_is_first(typed: Typed) -> None:
    found = json.loads(typed("communities", "--json").stdout)["communities"]
    members = [one["id"] for community in found for one in community["members"]]
    assert len(set(members)) == len(members)
    assert [one["origins"] for one in found] == sorted((one["origins"] for one in found), reverse=True)
    assert all(one["name"].startswith(one["members"][0]["name"]) for one in found)
    page = typed("communities", "--limit", "1", "--format", "text").stdout
    assert re.search(r"^1  [■●] .*$", page, re.MULTILINE)
    assert f"{found[0]['origins']} independent reports name two of them or more" in page


def test_who_belongs_together_in_no_report_is_exit_code_1(typed: Typed) -> None:
    result = typed("communities", "--since", "2031-01-01")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "nobody belongs together in these days\n"


# -- hostile text --------------------------------------------------------------------------------------------

STRANGE = "=Fe\x1b[31mrry \x9b2J\u202ekcab\x07"


def hostile() -> dict[str, Any]:
    """Answers of an archive whose names, headlines and sentences try to move the cursor and to run in a spreadsheet."""
    node = newsgraph.Node(EntityId("actor/x"), EntityKind.PERSON, STRANGE)
    article, when = ArticleId("article/0123456789abcdef"), datetime(2024, 3, 1, tzinfo=UTC)
    quote = newsgraph.Quote(article, STRANGE, STRANGE, when, 0, f"{STRANGE}\n{STRANGE}", ((0, 9),))
    told = {"node": node, "significance": 3.0, "articles": (article,), "quote": quote}
    change = newsgraph.Change(now=2, before=1, **told)
    hop = newsgraph.Hop(tail=node, head=node, origins=1, day=when.date(), articles=(article,), quote=quote)
    step = newsgraph.Step(when.date(), 3, 4, 5)
    peak = newsgraph.Peak(when.date(), date(2024, 3, 2), 3, 2.0, article, STRANGE, STRANGE, when)
    return {
        "who": node,
        "near": [newsgraph.Neighbour(origins=1, of=2, first=when.date(), last=when.date(), **told)],
        "compare": newsgraph.Comparison((change,), (change,), 1, 1),
        "connect": newsgraph.Connections((newsgraph.Chain((hop, hop), 2.0),), False),
        "timeline": newsgraph.Timeline(1, (step,), (peak,), 1),
        "trending": [change],
        "communities": [newsgraph.Community(STRANGE, (node, node), 3)],
    }


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, answer in hostile().items():
        monkeypatch.setattr(newsgraph.Archive, name, lambda *_, answer=answer, **__: answer)


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_no_control_character_reaches_the_terminal(typed: Typed, words: tuple[str, ...], form: str) -> None:
    result = typed(*words, "--format", form)
    assert result.exit_code == 0
    for stream in (result.stdout, result.stderr):
        assert not UNSAFE.search(stream.replace("\t", "").replace("\n", ""))


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_a_spreadsheet_is_given_no_formula(typed: Typed, words: tuple[str, ...]) -> None:
    cells = [cell for row in csv.reader(io.StringIO(typed(*words, "--format", "csv").stdout)) for cell in row]
    assert any(cell.startswith("'=Fe␛") for cell in cells)
    assert not any(cell.startswith("=") for cell in cells)


# -- words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2024, 3, 1), date(2024, 3, 1), "1 March 2024"),
        (date(2024, 3, 1), date(2024, 3, 9), "1 to 9 March 2024"),
        (date(2024, 2, 27), date(2024, 3, 9), "27 February to 9 March 2024"),
        (date(2023, 12, 30), date(2024, 1, 2), "30 December 2023 to 2 January 2024"),
        (None, None, "no date"),
        (date(2024, 3, 1), None, "no date"),
    ],
)
def test_days_are_written_out(first: date | None, last: date | None, told: str) -> None:
    assert days(first, last) == told
