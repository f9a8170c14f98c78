"""`ports.Room`, held by `MemoryRoom`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from services.backends.local.room import MemoryRoom


def test_room_is_given_until_it_is_used_up_and_again_when_it_is_given_back():
    room = MemoryRoom(1000)
    assert room.take(600)
    assert not room.take(401)
    assert room.take(400)
    room.give_back(600)
    assert room.take(600)


def test_what_takes_nothing_always_gets_in():
    room = MemoryRoom(1000)
    assert room.take(1000)
    assert room.take(0)


def test_what_is_larger_than_all_of_it_gets_in_alone():
    room = MemoryRoom(1000)
    assert room.take(5000)
    assert not room.take(1)
    room.give_back(5000)
    assert room.take(1)
    assert not room.take(5000)


def test_threads_share_it():
    room = MemoryRoom(1000)
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: room.take(10), range(400))) == 100
