"""The archive over HTTP: the same answers as the command line's, kept, packed and told apart."""

import asyncio
import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from newsgraph_cli.app import app as typed_app
from typer.testing import CliRunner

import newsgraph
from newsgraph.errors import ArchiveDamaged, ArchiveLocked, ArchiveNotFound, NewsgraphError, UsageError
from newsgraph.serving.web.application import Settings, application
from newsgraph.serving.web.front import Answer, Front, Kept
from newsgraph.serving.web.readers import Readers

Ask = Callable[..., httpx.Response]
WARNING = """<!doctype html><html lang="en"><head><title>Storm warning for the port</title>
<meta property="article:published_time" content="2024-05-01T08:00:00Z"></head><body><article>
<h1>Storm warning for the port</h1><p>The harbour master warns of a storm over Port Averin on Thursday. Ferries stay
in the port, and Marta Quillan of the dockers' union asked the companies to secure the cranes before the evening.</p>
<p>The last such storm, in the winter of 2019, tore two cranes from their rails.</p></article></body></html>"""


@pytest.fixture(scope="module")
def served(corpus: Path) -> Front:
    return application(Settings(corpus, max_age=30))


@pytest.fixture(scope="module")
def ask(served: Front) -> Iterator[Ask]:
    """One request after the other, in the process itself."""
    loop = asyncio.new_event_loop()

    async def asked(method: str, path: str, **more: Any) -> httpx.Response:
        transport = httpx.ASGITransport(app=served)
        async with httpx.AsyncClient(transport=transport, base_url="http://archive.example") as client:
            return await client.request(method, path, **more)

    def run(path: str, *, method: str = "GET", **more: Any) -> httpx.Response:
        return loop.run_until_complete(asked(method, path, **more))

    yield run
    loop.close()


@pytest.fixture(scope="module")
def strike(ask: Ask) -> str:
    return str(ask("/api/search", params={"query": "dockers strike"}).json()["hits"][0]["id"])


def by_hand(corpus: Path, *words: str) -> Any:
    result = CliRunner(env={"NEWSGRAPH_INDEX": str(corpus)}).invoke(typed_app, [*words, "--json"])
    return json.loads(result.stdout)


QUESTIONS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "search": ({"query": "strike -deal", "limit": 3, "facets": True}, ["strike", "-deal", "--limit", "3", "--facets"]),
    "suggest": ({"typed": "mart"}, ["mart"]),
    "related": ({"article": "@", "limit": 4}, ["@", "--limit", "4"]),
    "why": ({"article": "@", "other": "@"}, ["@", "@"]),
    "listed": ({"article": "@"}, ["@"]),
    "story": ({"article": "@"}, ["@"]),
    "stories": ({"days": 60}, ["--days", "60"]),
    "copies": ({"article": "@"}, ["@"]),
    "entity": ({"name": "Marta Quillan"}, ["Marta Quillan"]),
    "entities": ({"kind": "person", "limit": 5}, ["--kind", "person", "--limit", "5"]),
    "near": ({"name": "Marta Quillan", "limit": 5}, ["Marta Quillan", "--limit", "5"]),
    "connect": ({"name": ["Marta Quillan", "Rhona Pell"]}, ["Marta Quillan", "Rhona Pell"]),
    "timeline": ({"about": "Port Averin", "by": "week"}, ["Port Averin", "--by", "week"]),
    "trending": ({"days": 30}, ["--days", "30"]),
    "communities": ({"limit": 5}, ["--limit", "5"]),
    "stats": ({}, []),
}


@pytest.mark.parametrize("verb", QUESTIONS)
def test_each_question_has_the_answer_of_the_command_line(ask: Ask, corpus: Path, strike: str, verb: str) -> None:
    params, words = QUESTIONS[verb]
    params = {name: strike if value == "@" else value for name, value in params.items()}
    told = ask(f"/api/{verb}", params=params)
    assert told.status_code == 200, told.text
    assert told.headers["content-type"] == "application/json"
    assert told.json() == by_hand(corpus, verb, *(strike if word == "@" else word for word in words))


def test_an_article_is_what_show_gives(ask: Ask, corpus: Path, strike: str) -> None:
    assert ask("/api/article", params={"article": strike}).json() == by_hand(corpus, "show", strike)


def test_a_chain_leads_from_one_article_to_the_other(ask: Ask, strike: str) -> None:
    other = ask("/api/related", params={"article": strike}).json()["related"][0]["id"]
    told = ask("/api/chain", params={"article": strike, "other": other}).json()
    assert {told["reports"][0]["article"], told["reports"][-1]["article"]} == {strike, other}


def test_what_may_be_decided_is_what_judge_lists(ask: Ask, corpus: Path) -> None:
    queue = ask("/api/queue", params={"limit": 5}).json()
    assert queue == by_hand(corpus, "judge", "queue", "--limit", "5")
    assert queue["pairs"][0]["join"]["id"] == "actor/dunmarrow"
    assert ask("/api/log").json() == by_hand(corpus, "judge", "log")
    assert ask("/api/health").json()["writes"] is False


def test_health_tells_what_is_served(ask: Ask) -> None:
    told = ask("/api/health").json()
    assert told["status"] == "ok"
    assert told["articles"] == ask("/api/stats").json()["articles"]


def test_what_was_asked_before_is_told_by_its_tag(ask: Ask, strike: str) -> None:
    first = ask("/api/related", params={"article": strike})
    assert first.headers["cache-control"] == "public, max-age=30, stale-while-revalidate=600"
    assert "accept-encoding" in first.headers["vary"]
    again = ask("/api/related", params={"article": strike}, headers={"if-none-match": f"W/{first.headers['etag']}"})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = ask("/api/related", params={"article": strike}, headers={"if-none-match": '"another"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_answers_are_packed_for_those_who_take_them_so(served: Front, ask: Ask, strike: str) -> None:
    plain = ask("/api/related", params={"article": strike}, headers={"accept-encoding": "identity"})
    packed = ask("/api/related", params={"article": strike}, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    assert packed.content == plain.content


def test_head_has_the_headers_and_no_body(ask: Ask, strike: str) -> None:
    whole = ask("/api/related", params={"article": strike})
    head = ask("/api/related", method="HEAD", params={"article": strike})
    assert head.content == b""
    assert head.headers["etag"] == whole.headers["etag"]
    assert head.headers["content-length"] == whole.headers["content-length"]


def test_any_page_may_read_and_none_may_write(ask: Ask) -> None:
    assert ask("/api/stats").headers["access-control-allow-origin"] == "*"
    before = ask("/api/stats", method="OPTIONS", headers={"access-control-request-method": "GET"})
    assert (before.status_code, before.headers["access-control-allow-methods"]) == (204, "GET, HEAD")
    refused = ask("/api/stats", method="POST")
    assert refused.status_code == 405
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/article?article=article/none", 404, "no article is named 'article/none'"),
        ("/api/entity?name=Nobody+Atall", 404, "nothing is called 'Nobody Atall'"),
        ("/api/related", 400, "article: Field required"),
        ("/api/related?article=x&limit=5000", 400, "limit: Input should be less than or equal to 100"),
        ("/api/search?query=x&sort=best", 400, "sort: Input should be 'score', 'newest' or 'oldest'"),
        ("/api/near?name=x&since=2024-03-02&until=2024-03-01", 400, "there is no day from 2024-03-02"),
        ("/api/connect?name=Marta+Quillan", 400, "name: List should have at least 2 items"),
        (f"/api/search?query={'x' * 1001}", 400, "query: String should have at most 1000 characters"),
        (f"/api/search?query={'x' * 9001}", 414, "9007 bytes of question"),
        ("/api/nothing", 404, "Not Found"),
    ],
)
def test_what_goes_wrong_is_a_problem_with_a_hint(ask: Ask, path: str, status: int, said: str) -> None:
    told = ask(path)
    assert told.status_code == status
    assert told.headers["content-type"] == "application/problem+json"
    assert told.headers["cache-control"] == "no-store"
    assert said in told.json()["detail"]
    assert told.json()["status"] == status


def test_an_answer_that_takes_too_long_is_given_up(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsgraph.serving.web import api

    monkeypatch.setattr(api, "SECONDS", 0.05)
    monkeypatch.setattr(newsgraph.Archive, "stats", lambda archive: time.sleep(0.4))

    async def asked() -> list[int]:
        made = application(Settings(corpus))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=made), base_url="http://a.example") as client:
            slow = await client.get("/api/stats")
            other = await client.get("/api/search?query=strike")  # the other reader is free
            return [slow.status_code, other.status_code]

    assert asyncio.run(asked()) == [504, 200]


@pytest.mark.parametrize("kind", [ArchiveLocked, ArchiveDamaged, UsageError])
def test_where_the_archive_lies_is_told_to_nobody_outside(
    kind: type[NewsgraphError], corpus: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(archive: newsgraph.Archive) -> None:
        raise kind(f"{corpus} is no use", hint="newsgraph rebuild")

    monkeypatch.setattr(newsgraph.Archive, "stats", refuse)

    async def asked() -> httpx.Response:
        made = application(Settings(corpus))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=made), base_url="http://a.example") as client:
            return await client.get("/api/stats")

    told = asyncio.run(asked())
    assert told.status_code == (400 if kind is UsageError else 503)
    assert str(corpus) not in told.text
    assert kind is UsageError or str(corpus) in caplog.text


def test_every_route_is_told_with_its_document(ask: Ask) -> None:
    told = ask("/api/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    others = ["article", "chain", "graph", "health", "log", "places", "prominent", "queue", "tie"]
    assert {f"/api/{verb}" for verb in [*QUESTIONS, *others]} == set(told["paths"])
    for path, methods in told["paths"].items():
        assert set(methods) == ({"get", "post"} if path == "/api/related" else {"get"}), path
        for one in methods.values():
            answer = one["responses"]["200"]["content"]["application/json"]["schema"]
            assert answer["$ref"].removeprefix("#/components/schemas/") in told["components"]["schemas"]
    assert told["components"]["schemas"]["RelatedOneWire"]["properties"]["score"]["examples"]


# -- a draft ----------------------------------------------------------------------------------------------------------

DRAFT = {
    "title": "Dockers strike again",
    "text": "Marta Quillan of the union led the dockers of Port Averin out. Zephyrine Okonkwo said no.",
}


def test_a_draft_has_the_answer_of_the_command_line(ask: Ask, corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text("\n".join(DRAFT.values()), encoding="utf-8")
    expected = by_hand(corpus, "related", "--text", str(file), "--limit", "4")
    assert expected["article"] == ""
    assert len(expected["related"]) > 1
    kept_to = by_hand(corpus, "related", "--text", str(file), "--since", "2024-04-01", "--query", "crane")
    posted = partial(ask, "/api/related", method="POST")
    words = file.read_bytes()
    assert posted(json=DRAFT, params={"limit": 4}).json() == expected
    assert posted(content=words, params={"limit": 4}, headers={"content-type": "text/plain"}).json() == expected
    narrowed = posted(json=DRAFT, params={"since": "2024-04-01", "query": "crane"}).json()
    assert narrowed == kept_to != by_hand(corpus, "related", "--text", str(file))


def test_a_draft_is_kept_nowhere(corpus: Path, capfd: pytest.CaptureFixture[str], caplog: Any) -> None:
    before = {path: path.stat().st_mtime_ns for path in corpus.rglob("*") if path.is_file()}
    made = application(Settings(corpus, max_age=30))

    async def asked() -> list[httpx.Response]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=made), base_url="http://a.example") as client:
            return [await client.post("/api/related", json=DRAFT) for _ in range(2)]

    with caplog.at_level("DEBUG", logger="newsgraph"):
        for told in asyncio.run(asked()):
            assert told.headers["cache-control"] == "no-store"
            assert "etag" not in told.headers
            assert "Zephyrine" not in told.text
    assert made._kept._answers == {}
    assert "Zephyrine" not in caplog.text
    assert "Zephyrine" not in "".join(capfd.readouterr())
    assert {path: path.stat().st_mtime_ns for path in corpus.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"json": {"title": "Zephyrine"}}, 400, "text: Field required"),
        ({"json": {"text": ""}}, 400, "text: String should have at least 1 character"),
        ({"json": {"text": "Zephyrine", "titel": "x"}}, 400, "titel: Extra inputs are not permitted"),
        ({"json": {"text": "Zephyrine " * 20_001}}, 400, "text: String should have at most 200000 characters"),
        ({"content": b"{Zephyrine", "headers": {"content-type": "application/json"}}, 400, "Invalid JSON"),
        ({"content": b" \n ", "headers": {"content-type": "text/plain"}}, 422, ""),
        ({"content": "Zephyrine " * 20_001, "headers": {"content-type": "text/plain"}}, 413, "expected 200,000"),
        ({"content": b"Z" * 900_000, "headers": {"content-type": "text/plain"}}, 413, "more than 800,000 bytes"),
        ({"data": {"text": "Zephyrine"}}, 415, "application/json or text/plain"),
        ({"content": b"Zephyrine"}, 415, "no content-type"),
        ({"json": {"text": "Zephyrine"}, "params": {"limit": 101}}, 400, "limit: Input should be less than"),
        ({"json": {"text": "Zephyrine"}, "params": {"relation": "cousin"}}, 400, "no relation is called 'cousin'"),
    ],
)
def test_what_is_wrong_with_a_draft_is_told_without_its_words(
    ask: Ask, sent: dict[str, Any], status: int, said: str
) -> None:
    told = ask("/api/related", method="POST", **sent)
    assert told.status_code == status, told.text
    assert told.headers["content-type"] == "application/problem+json"
    assert said in told.json()["detail"]
    assert "Zephyrine" not in told.text


def test_pages_of_other_sites_may_ask_about_a_draft_and_still_not_write(ask: Ask) -> None:
    wanted = {
        "origin": "https://desk.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    before = ask("/api/related", method="OPTIONS", headers=wanted).headers
    assert before["access-control-allow-methods"] == "GET, HEAD, POST"
    assert before["access-control-allow-headers"] == "content-type"
    told = ask("/api/related", method="POST", json=DRAFT, headers={"origin": "https://desk.example"})
    assert told.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in told.headers
    for path in ("/api/judge", "/api/add", "/api/stats"):
        refused = ask(path, method="OPTIONS", headers=wanted).headers
        assert refused["access-control-allow-methods"] == "GET, HEAD"
        assert "access-control-allow-headers" not in refused


def test_a_draft_that_takes_too_long_is_given_up(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsgraph.serving.web import api

    monkeypatch.setattr(api, "SECONDS", 0.05)
    monkeypatch.setattr(newsgraph.Archive, "related_to_text", lambda *asked, **more: time.sleep(0.4))
    (told,) = written(corpus, ("/api/related", {"json": DRAFT}), token="")
    assert told.status_code == 504


def test_a_draft_is_described_with_an_example_that_works(ask: Ask) -> None:
    body = ask("/api/openapi.json").json()["paths"]["/api/related"]["post"]["requestBody"]["content"]
    for kind, one in body.items():
        example = one["example"] if isinstance(one["example"], str) else json.dumps(one["example"])
        told = ask("/api/related", method="POST", content=example, headers={"content-type": kind})
        assert len(told.json()["related"]) > 2


def test_kept_answers_are_bounded_and_go_with_the_stamp() -> None:
    kept, answer = Kept(most=25), Answer.of(200, b"text/plain", b"0123456789")
    assert kept.find(b"a", 1) is None
    for key in (b"a", b"b", b"c"):
        kept.put(key, 1, answer)
    assert [kept.find(key, 1) is not None for key in (b"a", b"b", b"c")] == [False, True, True]
    kept.put(b"late", 0, answer)  # asked before the archive changed
    assert kept.find(b"late", 1) is None
    assert kept.find(b"b", 2) is None


def test_a_packed_answer_is_the_same_answer() -> None:
    answer = Answer.of(200, b"text/plain", b"port " * 400)
    assert gzip.decompress(answer.packed) == answer.body
    assert Answer.of(200, b"text/plain", b"port").packed == b""


def test_what_is_not_derived_yet_is_derived_once_and_nobody_is_in_the_way(archive: newsgraph.Archive) -> None:
    archive.close()
    shutil.rmtree(archive.folder / "graph")
    shutil.rmtree(archive.folder / "related")

    async def asked() -> list[int]:
        readers = Readers(archive.folder)
        try:
            both = (readers.ask(lambda one: len(one.prominent(limit=3))) for _ in range(2))
            return await asyncio.gather(*both)
        finally:
            readers.close()

    assert asyncio.run(asked()) == [3, 3]


def test_an_archive_that_is_not_there_is_said_before_anybody_is_let_in(tmp_path: Path) -> None:
    with pytest.raises(ArchiveNotFound):
        Readers(tmp_path / "none")


def written(folder: Path, *requests: tuple[str, dict[str, Any]], token: str = "pier-nine") -> list[httpx.Response]:
    """What an archive that is served with a token says to these, one after the other."""

    async def asked() -> list[httpx.Response]:
        made = application(Settings(folder, token=token))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=made), base_url="http://a.example") as client:
            return [await client.post(path, **more) for path, more in requests]

    return asyncio.run(asked())


KNOWN = {"authorization": "Bearer pier-nine"}


def test_who_knows_the_token_may_add(archive: newsgraph.Archive) -> None:
    before = archive.stats().articles
    record = {
        "title": "Storm warning for the port",
        "body": "The harbour master warns of a storm.",
        "url": "https://a.example/1",
    }
    one, again, page = written(
        archive.folder,
        ("/api/add", {"json": record, "headers": KNOWN}),
        ("/api/add", {"json": record, "headers": KNOWN}),
        ("/api/add", {"content": WARNING, "headers": KNOWN, "params": {"format": "html"}}),
    )
    assert [told.json()["added"] for told in (one, again, page)] == [1, 0, 1]
    assert one.headers["cache-control"] == "no-store"
    assert archive.stats().articles == before + 2


def test_who_knows_the_token_may_decide_and_look_first(archive: newsgraph.Archive) -> None:
    verdict = {"kind": "rename", "names": ["actor/marta-quillan", "Marta Ines Quillan"], "because": "her full name"}
    seen, done = written(
        archive.folder,
        ("/api/judge", {"json": {**verdict, "dry_run": True}, "headers": KNOWN}),
        ("/api/judge", {"json": verdict, "headers": KNOWN}),
    )
    assert (seen.json()["number"], done.json()["number"]) == (0, 1)
    assert seen.json()["articles"] == done.json()["articles"]
    assert (seen.json()["gone"], seen.json()["called"]) == ([], {})
    assert archive.entity("actor/marta-quillan").entity.name == "Marta Ines Quillan"


def test_a_decision_wants_a_reason_and_a_look_at_it_does_not(archive: newsgraph.Archive) -> None:
    verdict = {"kind": "hide", "names": ["actor/marta-quillan"]}
    seen, refused, reasoned = written(
        archive.folder,
        ("/api/judge", {"json": {**verdict, "dry_run": True}, "headers": KNOWN}),
        ("/api/judge", {"json": {**verdict, "because": " "}, "headers": KNOWN}),
        ("/api/judge", {"json": {**verdict, "because": "a test", "who": "ana"}, "headers": KNOWN}),
    )
    assert (seen.json()["number"], len(seen.json()["articles"])) == (0, 18)
    assert (refused.status_code, reasoned.status_code) == (400, 200)
    assert "because is empty" in refused.json()["detail"]
    assert [(one.number, one.who) for one in archive.decisions()] == [(1, "ana")]


def test_two_that_were_decided_to_be_different_are_told_with_the_way_out(archive: newsgraph.Archive) -> None:
    ids = ["actor/marta-quillan", "actor/rhona-pell", "actor/ivo-halloway"]

    def told(kind: str, *names: str) -> tuple[str, dict[str, Any]]:
        return "/api/judge", {"json": {"kind": kind, "names": names, "because": "a test"}, "headers": KNOWN}

    marta, rhona, ivo = ids
    *_, conflict = written(
        archive.folder, told("different", marta, rhona), told("same", ivo, rhona), told("same", marta, ivo)
    )
    assert conflict.status_code == 400
    assert "were decided to be different (decision 1)" in conflict.json()["detail"]
    assert conflict.json()["hint"] == "newsgraph judge undo 1"


@pytest.mark.parametrize("sent", [{}, {"authorization": "Bearer another"}, {"authorization": "pier-nine"}])
def test_nobody_else_writes(archive: newsgraph.Archive, sent: dict[str, str]) -> None:
    before = archive.stats()
    (told,) = written(archive.folder, ("/api/add", {"json": {"title": "x", "body": "y"}, "headers": sent}))
    assert told.status_code == 401
    assert told.headers["www-authenticate"] == "Bearer"
    assert told.json()["title"] == "not allowed"
    assert archive.stats() == before


def test_without_a_token_there_is_no_way_to_write(archive: newsgraph.Archive) -> None:
    told, other = written(archive.folder, ("/api/add", {"headers": KNOWN}), ("/api/judge", {"json": {}}), token="")
    assert (told.status_code, other.status_code) == (404, 404)


def test_a_decision_that_is_none_changes_nothing(archive: newsgraph.Archive) -> None:
    mistyped, unknown = written(
        archive.folder,
        ("/api/judge", {"json": {"kind": "same", "names": ["x"]}, "headers": KNOWN}),
        ("/api/judge", {"json": {"kind": "hide", "names": ["Nobody Atall"], "because": "x"}, "headers": KNOWN}),
    )
    assert (mistyped.status_code, unknown.status_code) == (400, 404)
    assert archive.decisions() == []


# -- as a server of its own -------------------------------------------------------------------------------------------


@pytest.fixture(params=[1, 2])
def address(request: pytest.FixtureRequest, archive: newsgraph.Archive) -> Iterator[str]:
    """Of a server with so many processes on the test's own archive."""
    words = ["serve", "--port", "0", "--workers", str(request.param), "--index", str(archive.folder)]
    with subprocess.Popen(
        [sys.executable, "-m", "newsgraph_cli", *words], stderr=subprocess.PIPE, text=True, env={**os.environ}
    ) as server:
        assert server.stderr is not None
        said = server.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found, said + server.stderr.read()
        yield found.group()
        server.send_signal(signal.SIGINT)
        assert server.wait(20) in (0, 130)
        assert "Traceback" not in server.stderr.read()


def until(asked: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if asked():
            return True
        time.sleep(0.02)
    return False


def test_readers_see_what_was_added_within_a_second(address: str, archive: newsgraph.Archive, tmp_path: Path) -> None:
    def total() -> int:
        return int(httpx.get(f"{address}api/search", params={"query": '"storm warning"'}).json()["total"])

    assert until(lambda: httpx.get(f"{address}api/health").status_code == 200, 20)
    assert total() == 0
    page = tmp_path / "storm.html"
    page.write_text(WARNING, encoding="utf-8")
    archive.add([page])
    assert until(lambda: total() == 1, 1.0)
    found = httpx.get(f"{address}api/search", params={"query": '"storm warning"'}).json()["hits"][0]["id"]
    assert httpx.get(f"{address}api/related", params={"article": found}).json()["related"]
