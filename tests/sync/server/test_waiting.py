"""A device waits at the server for what happens elsewhere, and hears of it at once."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest
from fastapi.testclient import TestClient

from sync.protocol import DEVICE
from sync.server.bell import Listening
from tests.sync.server.feeding import EVENTS, Signed, ids, made, pull, push


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> threading.Semaphore:
    """Released by each who has looked, found nothing, and waits now."""
    begun, rung = threading.Semaphore(0), Listening.rung

    async def waiting(self: Listening, seconds: float) -> bool:
        begun.release()
        return await rung(self, seconds)

    monkeypatch.setattr(Listening, "rung", waiting)
    return begun


def test_a_waiting_device_hears_of_a_change_at_once(
    team: TestClient, signed: Signed, waits: threading.Semaphore
) -> None:
    ada, bob = signed("ada"), signed("bob")
    cursor = pull(team, ada)["cursor"]
    with ThreadPoolExecutor(1) as pool:
        began = time.monotonic()
        waiting = pool.submit(pull, team, ada, cursor, wait=30)
        assert waits.acquire(timeout=30)
        push(team, bob, made(uuid4()))
        time.sleep(0.3)
        assert not waiting.done()
        sent = made(uuid4())
        push(team, ada, sent)
        assert ids(waiting.result()["events"]) == ids([sent])
    assert time.monotonic() - began < 15


def test_a_device_is_not_woken_by_what_it_sent_itself(
    team: TestClient, signed: Signed, waits: threading.Semaphore
) -> None:
    ada, laptop = signed("ada"), {DEVICE: str(uuid4())}

    def waits_in_vain() -> tuple[int, float]:
        began = time.monotonic()
        events = pull(team, {**ada, **laptop}, wait=3)["events"]
        return len(events), time.monotonic() - began

    with ThreadPoolExecutor(2) as pool:
        own = pool.submit(waits_in_vain)
        other = pool.submit(pull, team, {**ada, DEVICE: str(uuid4())}, wait=30)
        assert waits.acquire(timeout=30) and waits.acquire(timeout=30)
        push(team, {**ada, **laptop}, made(uuid4()))
        assert len(other.result()["events"]) == 1
        events, seconds = own.result()
    assert events == 1 and seconds >= 3  # at its end it looks all the same


def test_a_device_that_waits_in_vain_gets_an_empty_page(team: TestClient, signed: Signed) -> None:
    ada = signed("ada")
    began = time.monotonic()
    page = pull(team, ada, wait=0.5)
    assert page["events"] == []
    assert time.monotonic() - began >= 0.5


def test_those_who_wait_hold_no_connection(
    team: TestClient, signed: Signed, waits: threading.Semaphore
) -> None:
    ada = signed("ada")
    with ThreadPoolExecutor(30) as pool:
        waiting = [pool.submit(pull, team, ada, wait=30) for _ in range(30)]
        assert all(waits.acquire(timeout=30) for _ in waiting)
        push(team, ada, made(uuid4()))
        assert all(len(each.result()["events"]) == 1 for each in waiting)


def test_a_change_that_nobody_rang_for_is_found_after_a_while(
    team: TestClient, signed: Signed, waits: threading.Semaphore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.server.pulling._LOOK_AGAIN", 0.2)
    ada = signed("ada")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(pull, team, ada, wait=20)
        assert waits.acquire(timeout=30)
        monkeypatch.setattr("sync.server.bell.Bell.ring", _silent)
        push(team, ada, made(uuid4()))
        assert len(waiting.result()["events"]) == 1


async def _silent(*_: object) -> None:
    pass


def test_a_caller_who_hangs_up_is_not_waited_for(
    team_url: str, signed: Signed, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = threading.Semaphore(0)
    leave = Listening.__exit__

    def leaving(self: Listening, *error: object) -> None:
        leave(self, *error)
        looks.release()

    monkeypatch.setattr(Listening, "__exit__", leaving)
    with httpx.Client() as client, pytest.raises(httpx.ReadTimeout):
        client.get(f"{team_url}{EVENTS}", params={"wait": 100}, headers=signed("ada"), timeout=0.5)
    assert looks.acquire(timeout=60)
    assert not looks.acquire(timeout=0.3), "it still looks for news"
