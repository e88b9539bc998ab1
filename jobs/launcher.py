"""Starts the web process and one worker, as `make run` does, and ends both when it is ended.

It restarts nothing: where one of them stops by itself, the other is ended too, and the exit code
says so.
"""

import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event

from settings import PROJECT, Settings, read_settings
from words import LANGUAGES, t

GRACE_S = 5.0
LOOK_S = 0.2


@dataclass(frozen=True, slots=True)
class Part:
    """One of our processes, in a process group of its own."""

    name: str
    process: subprocess.Popen[bytes]


def main() -> int:
    asked_to_stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: asked_to_stop.set())
    return launch(read_settings(), asked_to_stop)


def launch(settings: Settings, asked_to_stop: Event) -> int:
    """Prepare, start, and stay until something ends; 0 only where a person ended it."""
    if not _is_free(settings.host, settings.port):
        _say("launcher.port_in_use", port=settings.port)
        return 1
    env = _environment(settings)
    _say("launcher.preparing")
    with _running([_start("prepare", ["-m", "jobs.prepare"], env)]) as parts:
        prepared = _wait_for_an_end(parts, asked_to_stop)
    if prepared and prepared.process.returncode:
        _say("launcher.not_prepared")
        return 1
    with _running(_start_all(settings, env) if prepared else ()) as parts:
        if _wait_until_healthy(settings, parts, asked_to_stop):
            _say("launcher.ready", address=_address(settings))
        ended = _wait_for_an_end(parts, asked_to_stop)
    if ended:
        _say("launcher.ended", part=ended.name, code=ended.process.returncode)
    return 1 if ended else 0


def _start_all(settings: Settings, env: dict[str, str]) -> Iterator[Part]:
    serve = ["-m", "uvicorn", "app:app", "--host", settings.host, "--port", str(settings.port)]
    quiet = ["--no-access-log", "--no-server-header", "--log-level", "warning"]
    yield _start("web", [*serve, *quiet, "--timeout-graceful-shutdown", "2"], env)
    yield _start("worker", ["-m", "jobs.worker"], env)


def _environment(settings: Settings) -> dict[str, str]:
    """The demonstration's open doors are for the loopback address only."""
    wanted = settings.demonstration and _is_loopback(settings.host)
    return {**os.environ, "ITQAN_DEMONSTRATION": "1" if wanted else "0"}


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _start(name: str, arguments: list[str], env: dict[str, str]) -> Part:
    process = subprocess.Popen(  # noqa: S603 - our own modules
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=env,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    return Part(name, process)


@contextmanager
def _running(starting: Iterable[Part]) -> Iterator[list[Part]]:
    """Whatever happens inside, nothing that was started is left."""
    parts: list[Part] = []
    try:
        parts.extend(starting)
        yield parts
    finally:
        _end(parts)


def _end(parts: list[Part]) -> None:
    for part in parts:
        _signal_group(part, signal.SIGTERM)
    patience = time.monotonic() + GRACE_S
    for part in parts:
        try:
            part.process.wait(max(0.0, patience - time.monotonic()))
        except subprocess.TimeoutExpired:
            continue
    for part in parts:
        _signal_group(part, signal.SIGKILL)
        part.process.wait()


def _signal_group(part: Part, number: signal.Signals) -> None:
    """The group outlives its leader while a child of it lives."""
    try:
        os.killpg(part.process.pid, number)
    except ProcessLookupError:
        return


def _wait_until_healthy(settings: Settings, parts: list[Part], asked_to_stop: Event) -> bool:
    """False where a part ended or a person did not wait for it."""
    while not _first_ended(parts) and not asked_to_stop.wait(LOOK_S):
        if _is_healthy(settings):
            return True
    return False


def _is_healthy(settings: Settings) -> bool:
    try:
        with urllib.request.urlopen(f"{_address(settings)}/api/health", timeout=2):  # noqa: S310
            return True
    except (urllib.error.URLError, OSError):
        return False


def _wait_for_an_end(parts: list[Part], asked_to_stop: Event) -> Part | None:
    """The first part that stopped by itself; None where a person asked for the end."""
    while not asked_to_stop.wait(LOOK_S):
        ended = _first_ended(parts)
        if ended:
            return ended
    return None


def _first_ended(parts: list[Part]) -> Part | None:
    return next((part for part in parts if part.process.poll() is not None), None)


def _address(settings: Settings) -> str:
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - where to look, not to bind
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{everywhere.get(settings.host, host)}:{settings.port}"


def _say(key: str, **params: object) -> None:
    for language in LANGUAGES:
        sys.stdout.write(t(key, language, **params) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
