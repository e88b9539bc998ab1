"""A child process seen from its parent: asked in JSON lines, killed when it takes too long."""

import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

PROJECT = Path(__file__).resolve().parents[1]

Answer = dict[str, Any]
OnNews = Callable[[Answer], None]


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """Bytes of address space and of one written file, seconds of processor; None sets no limit."""

    memory_bytes: int | None = None
    file_bytes: int | None = None
    cpu_s: int | None = None

    def as_rlimits(self) -> dict[str, int]:
        limits = {
            "RLIMIT_AS": self.memory_bytes,
            "RLIMIT_FSIZE": self.file_bytes,
            "RLIMIT_CPU": self.cpu_s,
        }
        return {name: value for name, value in limits.items() if value is not None}


class ChildOverTime(Exception):
    """No answer within the time given; the child has been killed."""


class ChildDied(Exception):
    """The child ended by itself, by its limits or by a crash, before it answered."""


def _environment() -> dict[str, str]:
    """Ours without the centre's settings, of which the database's address is one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ITQAN_")}
    # One arena and one BLAS thread: each costs address space, which RLIMIT_AS counts.
    return kept | {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}


class Child:
    """One module of ours run as a process; use it in a `with` block."""

    def __init__(self, module: str, limits: ChildLimits) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no outside words
            [sys.executable, "-m", module, json.dumps(limits.as_rlimits())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=PROJECT,
            env=_environment(),
            bufsize=0,
        )
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe by construction
        os.set_blocking(self._process.stdin.fileno(), False)
        self._waiting = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: Answer, wall_s: float, on_news: OnNews | None = None) -> Answer:
        """The answer to `request`; each piece of news on the way starts `wall_s` anew."""
        self._send(request, time.monotonic() + wall_s)
        for message in self._messages(wall_s):
            if "answer" in message:
                return cast(Answer, message["answer"])
            if on_news:
                on_news(message["news"])
        raise ChildDied(f"exit status {self._process.wait()}")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def _send(self, request: Answer, deadline: float) -> None:
        """A child that hangs reads nothing, and a pipe holds less than a long request."""
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe by construction
        pipe = self._process.stdin.fileno()
        line = memoryview(json.dumps(request).encode() + b"\n")
        try:
            while line:
                self._wait_for(pipe, selectors.EVENT_WRITE, deadline)
                line = line[os.write(pipe, line) :]
        except BrokenPipeError as error:
            raise ChildDied(f"exit status {self._process.wait()}") from error

    def _messages(self, wall_s: float) -> Iterator[Answer]:
        while True:
            *lines, self._waiting = self._waiting.split(b"\n")
            yield from map(json.loads, lines)
            piece = self._read(time.monotonic() + wall_s)
            if not piece:
                return
            self._waiting += piece

    def _read(self, deadline: float) -> bytes:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe by construction
        pipe = self._process.stdout.fileno()
        self._wait_for(pipe, selectors.EVENT_READ, deadline)
        return os.read(pipe, 65536)

    def _wait_for(self, pipe: int, event: int, deadline: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, event)
            if not selector.select(max(0.0, deadline - time.monotonic())):
                self.kill()
                raise ChildOverTime
