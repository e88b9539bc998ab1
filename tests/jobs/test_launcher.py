"""`make run`'s heart: two processes up, and none left."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
import pytest

from settings import PROJECT

PATIENCE_S = 90


@dataclass
class Launched:
    process: subprocess.Popen[str]
    address: str

    def read_until(self, words: str) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if words in line:
                return
        raise AssertionError(f"it ended before it said {words!r}")

    def descendants(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def worker(self) -> psutil.Process:
        return next(p for p in self.descendants() if "jobs.worker" in p.cmdline())


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def launched(tmp_path: Path, port: int) -> Iterator[Launched]:
    process = launch(tmp_path, port)
    started = Launched(process, f"http://127.0.0.1:{port}")
    started.read_until(f"{started.address} (Ctrl-C")
    yield started
    if process.poll() is None:
        process.terminate()
        process.wait(PATIENCE_S)
    assert process.stdout is not None
    process.stdout.close()


def launch(folder: Path, port: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "jobs.launcher"],
        cwd=PROJECT,
        env=os.environ | {"ITQAN_DATA": str(folder), "PORT": str(port), "ITQAN_DEMONSTRATION": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def assert_gone(processes: list[psutil.Process]) -> None:
    assert [process for process in processes if process.is_running()] == []


def test_it_answers_and_ctrl_c_leaves_nothing_behind(launched: Launched) -> None:
    assert httpx.get(f"{launched.address}/api/health", timeout=30).status_code == 200
    parts = launched.descendants()
    assert len(parts) >= 2

    launched.process.send_signal(signal.SIGINT)

    assert launched.process.wait(PATIENCE_S) == 0
    assert_gone(parts)


def test_a_part_that_dies_ends_everything_and_is_told(launched: Launched) -> None:
    parts = launched.descendants()

    launched.worker().kill()

    assert launched.process.wait(PATIENCE_S) == 1
    launched.read_until("“worker” stopped by itself")
    assert_gone(parts)


def test_a_port_in_use_is_said_plainly(tmp_path: Path) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        process = launch(tmp_path, holder.getsockname()[1])
        said, _ = process.communicate(timeout=PATIENCE_S)

    assert process.returncode == 1
    assert "is already in use" in said
    assert "مستخدم على هذا الجهاز" in said
