"""A process that dies between any two calls, of the store, the queue or Google."""

from __future__ import annotations


class Crash(BaseException):
    """The process is gone: nothing may catch it, nothing after it happens."""


class Crashes:
    """Counts calls to the world, and dies at the chosen one."""

    def __init__(self):
        self._left = None
        self.count = 0

    def after(self, calls):
        """Die at the call after so many more."""
        self._left = calls

    def never(self):
        """Live on."""
        self._left = None

    def call(self):
        """One call to the world is about to be made."""
        self.count += 1
        if self._left is None:
            return
        if self._left <= 0:
            self._left = None
            raise Crash
        self._left -= 1


class _Before:
    """Everything of `inner`, with a chance to die before each of the named methods."""

    def __init__(self, inner, crashes, names, wrap=()):
        self._inner, self._crashes, self._names, self._wrap = inner, crashes, names, wrap

    def __getattr__(self, name):
        found = getattr(self._inner, name)
        if name in self._names:

            def method(*args, **kwargs):
                self._crashes.call()
                return found(*args, **kwargs)

            return method
        if name in self._wrap:

            def scope(*args):
                return _Before(found(*args), self._crashes, _SCOPE)

            return scope
        return found


_SCOPE = {"transact", "put", "delete"}


def crashing(town, crashes):
    """Put the chance to die into a town."""
    from dataclasses import replace

    town.deps = replace(
        town.deps,
        store=_Before(town.store, crashes, (), ("tenant",)),
        queue=_Before(town.queue, crashes, {"enqueue"}),
    )
    town.before_call = crashes.call
