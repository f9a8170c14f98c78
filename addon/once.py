"""Parts that are made when they are first asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")


class Making(Protocol):
    """What has such parts; one lock for all of them, because one is made of others."""

    @property
    def making(self) -> threading.RLock: ...


class Once(Generic[T]):
    """A part of its owner that is made when first asked for, by one thread, and kept.

    (`functools.cached_property` has no lock since Python 3.12: two first requests would make two
    stores in memory.)
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, owner: Making, _kind: type | None = None) -> T:
        kept = vars(owner)
        if self._name not in kept:
            with owner.making:
                if self._name not in kept:
                    kept[self._name] = self._make(owner)
        part: T = kept[self._name]
        return part
