"""The inside of a child process: limits first, then requests, gone with its parent."""

import json
import os
import resource
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any

Message = dict[str, Any]
Tell = Callable[[Message], None]
Handler = Callable[[Message, Tell], Message]


def serve(handler: Handler) -> None:
    """Answer requests one by one until the parent closes our stdin; never returns."""
    _limit_ourselves(json.loads(sys.argv[1]))
    tell = _reserve_stdout()
    requests: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_read_requests, args=(requests,), daemon=True).start()
    while True:
        answer = handler(json.loads(requests.get()), lambda news: tell({"news": news}))
        tell({"answer": answer})


def _limit_ourselves(limits: dict[str, int]) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for name, value in limits.items():
        # macOS knows RLIMIT_AS but refuses to set it.
        with suppress(ValueError):
            resource.setrlimit(getattr(resource, name), (value, value))


def _reserve_stdout() -> Tell:
    """Keep the answers' pipe for ourselves: whatever a library prints goes to stderr."""
    pipe = os.dup(1)
    os.dup2(2, 1)

    def tell(message: Message) -> None:
        line = memoryview(json.dumps(message).encode() + b"\n")
        while line:
            line = line[os.write(pipe, line) :]

    return tell


def _read_requests(requests: SimpleQueue[str]) -> None:
    # os.read, not sys.stdin: a thread blocked in a buffered reader aborts the process at its exit.
    waiting = b""
    while piece := os.read(0, 65536):
        *lines, waiting = (waiting + piece).split(b"\n")
        for line in lines:
            requests.put(line.decode())
    os._exit(0)
