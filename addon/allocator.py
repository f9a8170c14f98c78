"""glibc's allocator, told that memory is scarce.

By default it keeps a heap for each thread, up to eight for each core, and in each what was once needed
there: with a dozen threads that read contacts by the thousand, a service grows to several times what it
holds. Python's own small objects do not come from those heaps, and its threads take turns anyway.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

# From malloc.h: no module of Python names them.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
HEAPS = 2
LARGE = 128 * 1024
"""Bytes from which a block is the system's own business: given back to it at once. That is where glibc
begins as well, but left alone it moves the bound up with each such block, to 32 MB."""


def be_frugal() -> None:
    """Before threads start; where there is no glibc, nothing happens."""
    with suppress(OSError, AttributeError):
        tell = ctypes.CDLL(None).mallopt
        for parameter, value in ((_ARENA_MAX, HEAPS), (_MMAP_THRESHOLD, LARGE), (_TRIM_THRESHOLD, LARGE)):
            tell(parameter, value)
