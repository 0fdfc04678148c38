"""The outer layer by itself, before an application that takes its time."""

import asyncio

import httpx
import pytest

from newsgraph.serving.web.front import Front, Message, Receive, Scope, Send


class Slow:
    """Counts who asks, and answers with the number after a moment; `fails` are the numbers of those it fails."""

    def __init__(self, *fails: int) -> None:
        self.asked, self.fails = 0, fails

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        number = self.asked
        await asyncio.sleep(0.02)
        if number in self.fails:
            raise OSError("the disk is gone")
        start: Message = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]}
        await send(start)
        await send({"type": "http.response.body", "body": str(number).encode()})


class Stamp:
    def __init__(self) -> None:
        self.now = 1

    def __call__(self) -> object:
        return self.now


def test_who_asks_for_what_is_being_made_waits_for_it() -> None:
    slow, stamp = Slow(), Stamp()

    async def asked() -> list[str]:
        transport = httpx.ASGITransport(app=Front(slow, stamp=stamp))
        async with httpx.AsyncClient(transport=transport, base_url="http://a.example") as client:
            first = [asyncio.create_task(client.get("/api/related?article=a")) for _ in range(3)]
            await asyncio.sleep(0.005)
            stamp.now = 2  # who asks now must not hear what was true before
            later = [asyncio.create_task(client.get("/api/related?article=a")) for _ in range(2)]
            answers = await asyncio.gather(*first, *later, client.get("/api/related?article=b"))
            return [answer.text for answer in (*answers, await client.get("/api/related?article=a"))]

    told = asyncio.run(asked())
    assert told == ["1", "1", "1", "2", "2", "3", "2"]
    assert slow.asked == 3


def test_it_is_made_for_the_others_where_the_first_goes_away() -> None:
    slow = Slow()

    async def asked() -> str:
        transport = httpx.ASGITransport(app=Front(slow, stamp=Stamp()))
        async with httpx.AsyncClient(transport=transport, base_url="http://a.example") as client:
            first, second = (asyncio.create_task(client.get("/api/near?name=a")) for _ in range(2))
            await asyncio.sleep(0.005)
            first.cancel()
            return (await second).text

    assert asyncio.run(asked()) == "1"
    assert slow.asked == 1


def test_what_fails_is_not_kept_and_fails_for_all_who_waited() -> None:
    slow = Slow(1)

    async def asked() -> str:
        transport = httpx.ASGITransport(app=Front(slow, stamp=Stamp()))
        async with httpx.AsyncClient(transport=transport, base_url="http://a.example") as client:
            two = [asyncio.create_task(client.get("/api/near?name=a")) for _ in range(2)]
            for one in two:
                with pytest.raises(OSError, match="disk"):
                    await one
            return (await client.get("/api/near?name=a")).text

    assert asyncio.run(asked()) == "2"
