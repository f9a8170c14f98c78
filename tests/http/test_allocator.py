"""The service keeps few heaps, however many threads it has."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.demo.house import plan

ROOT = Path(__file__).parents[2]
THREADS = """
import ctypes, sys, threading
from addon import allocator
if sys.argv[1] == "frugal":
    allocator.be_frugal()
barrier = threading.Barrier(8)
def work():
    kept = [bytearray(10_000) for _ in range(200)]
    barrier.wait()
    return kept
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
told = ctypes.c_void_p(libc.fopen(sys.argv[2].encode(), b"w"))
libc.malloc_info(0, told)
libc.fclose(told)
"""


def heaps(how, file):
    subprocess.run([sys.executable, "-c", THREADS, how, str(file)], cwd=ROOT, check=True, timeout=60)
    return len(re.findall(r"<heap nr=", file.read_text()))


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library, another allocator")
def test_threads_share_two_heaps(tmp_path):
    assert heaps("as it is", tmp_path / "before.xml") > 2
    assert heaps("frugal", tmp_path / "after.xml") == 2


def test_the_service_is_started_so(tmp_path):
    conf = "import addon.allocator as a; a.be_frugal = lambda: print('frugal'); import addon.gunicorn_conf"
    env = plan(folder=tmp_path).settings()
    done = subprocess.run([sys.executable, "-c", conf], cwd=ROOT, env=env, capture_output=True, check=True)
    assert done.stdout == b"frugal\n"
