"""Warming up: once, in the background, without a word when the process ends before it is done."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from services.warming import warm_up_soon

ENDS_MEANWHILE = """
import atexit, threading
from services.warming import warm_up_soon

def load():
    threading.main_thread().join()
    raise ValueError("the child's pipe was closed")

warm_up_soon(load)
(thread,) = (one for one in threading.enumerate() if one.name == "warming")
atexit.register(thread.join)
"""
BREAKS = ENDS_MEANWHILE.replace("threading.main_thread().join()", "") + "thread.join()"


def test_what_is_asked_for_by_many_at_once_is_loaded_once() -> None:
    loaded, done = [], threading.Event()

    def load() -> None:
        loaded.append(threading.current_thread())

    with ThreadPoolExecutor(8) as clicks:
        list(clicks.map(lambda _: warm_up_soon(load), range(16)))
    warm_up_soon(load, done.set)
    assert done.wait(30)
    assert len(loaded) == 1


def test_nobody_waits_for_it() -> None:
    asked, done = threading.Event(), threading.Event()
    warm_up_soon(lambda: asked.wait(30), done.set)
    assert not done.is_set()
    asked.set()
    assert done.wait(30)


def test_a_process_that_ends_meanwhile_says_nothing() -> None:
    ended = _run(ENDS_MEANWHILE)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_real_fault_is_told() -> None:
    assert "the child's pipe was closed" in _run(BREAKS).stderr


def _run(program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)
