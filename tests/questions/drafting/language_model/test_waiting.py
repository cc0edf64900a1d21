"""Waiting for a call ends with the call, the deadline or the run, whichever comes first."""

import asyncio
import threading
import time

import pytest

from questions.drafting.language_model.waiting import CallFailed, TimeIsUp, pause, wait_for


def soon(seconds: float = 10.0) -> float:
    return time.monotonic() + seconds


def nothing() -> None:
    return None


async def endless() -> int:
    await asyncio.Event().wait()
    return 0


def test_the_result_of_the_call_comes_back() -> None:
    async def quick() -> int:
        return 7

    assert wait_for(quick, deadline=soon(), poll=0.01, watch=nothing) == 7


def test_what_the_call_raises_comes_back_by_itself() -> None:
    async def broken() -> int:
        raise KeyError("x")

    with pytest.raises(CallFailed) as caught:
        wait_for(broken, deadline=soon(), poll=0.01, watch=nothing)
    assert isinstance(caught.value.error, KeyError)


def test_the_deadline_ends_an_endless_call_and_its_thread() -> None:
    before = threading.active_count()
    with pytest.raises(TimeIsUp):
        wait_for(endless, deadline=soon(0.05), poll=0.01, watch=nothing)
    assert threading.active_count() == before


def test_what_the_watch_raises_ends_the_call() -> None:
    class Lost(Exception):
        pass

    def lost() -> None:
        raise Lost

    before = threading.active_count()
    with pytest.raises(Lost):
        wait_for(endless, deadline=soon(), poll=0.01, watch=lost)
    assert threading.active_count() == before


def test_a_call_that_blocks_its_loop_is_left_behind() -> None:
    free = threading.Event()

    async def stubborn() -> int:
        free.wait(20)
        return 0

    began = time.monotonic()
    with pytest.raises(TimeIsUp):
        wait_for(stubborn, deadline=soon(0.05), poll=0.01, watch=nothing)
    assert time.monotonic() - began < 8
    free.set()


def test_a_pause_beyond_the_deadline_is_not_begun() -> None:
    with pytest.raises(TimeIsUp):
        pause(5, deadline=soon(1), poll=0.01, watch=nothing)


def test_a_pause_looks_around_meanwhile() -> None:
    looks: list[int] = []
    pause(0.05, deadline=soon(), poll=0.01, watch=lambda: looks.append(1))
    assert looks
