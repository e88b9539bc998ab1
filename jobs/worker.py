"""The worker process, `python -m jobs.worker`: runs the queue's calls, beats, reaps."""

import logging
import os
import signal
import socket
import sys
import threading
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from dbos import DBOS, DBOSConfig
from dbos import error as dbos_error
from sqlalchemy.exc import DBAPIError

from jobs import reaper, workflows
from jobs.tools import Tools, make_tools
from jobs.watch import Watch
from settings import read_settings
from storage.queue import APPLICATION_NAME, APPLICATION_VERSION, QUEUE_NAME

CALLS_AT_ONCE = 2  # a ready transcript need not wait for an hour's recording
QUEUE_POLL_S = 0.2
BROKEN = 1
REAPED = 3  # exit code of a worker that was taken for dead and woke up again
BUSY_OR_AWAY = (DBAPIError, dbos_error.DBOSException)  # the database; the next beat tries again

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a worker beats and looks at the others, and when silence means death."""

    beat_s: float = 1.0
    look_s: float = 2.0
    dead_after_s: float = 6.0


def main() -> int:
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level="INFO")
    code = run(make_tools(read_settings()), Pace())
    # Steps still running would hold the exit up; another worker goes on with them.
    os._exit(code)


def run(tools: Tools, pace: Pace) -> int:
    """Work until SIGTERM or Ctrl-C; the exit code says why it stopped."""
    stop, asked = threading.Event(), threading.Event()

    def ask_to_stop(*_: object) -> None:
        asked.set()
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    executor_id = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
    now = datetime.now(UTC)
    with tools.store.transaction() as work:
        work.heartbeats.forget_ended(started_before=now - reaper.ENDED_WORKERS_KEPT)
        work.heartbeats.start(executor_id, now)
    _launch(tools, executor_id)
    looking = threading.Thread(target=_look, args=(tools, executor_id, pace, stop), daemon=True)
    looking.start()
    code = _beat(tools, executor_id, pace, stop)
    return code if asked.is_set() else code or BROKEN


def _launch(tools: Tools, executor_id: str) -> None:
    workflows.register(tools)
    config: DBOSConfig = {
        "name": APPLICATION_NAME,
        "system_database_url": tools.database_url,
        "application_version": APPLICATION_VERSION,
        "executor_id": executor_id,
        "run_migrations": False,
        "log_level": "WARNING",
    }
    DBOS(config=config)
    DBOS.listen_queues([QUEUE_NAME])
    DBOS.launch()
    DBOS.register_queue(
        QUEUE_NAME, worker_concurrency=CALLS_AT_ONCE, polling_interval_sec=QUEUE_POLL_S
    )
    log.info("worker %s is ready", executor_id)


def _beat(tools: Tools, executor_id: str, pace: Pace, stop: threading.Event) -> int:
    while not stop.wait(pace.beat_s):
        try:
            with tools.store.transaction() as work:
                alive = work.heartbeats.beat(executor_id)
        except BUSY_OR_AWAY as error:
            log.warning("no heartbeat: %s", error)
            continue
        if not alive:
            log.error("this worker was taken for dead: its calls are others' now")
            return REAPED
    with tools.store.transaction() as work:
        work.heartbeats.leave(executor_id)
    return 0


def _look(tools: Tools, executor_id: str, pace: Pace, stop: threading.Event) -> None:
    """Whatever ends this ends the worker, which would else leave dead workers' calls lying."""
    watch = Watch(pace.dead_after_s)
    try:
        while not stop.wait(pace.look_s):
            try:
                reaper.look(tools.store, watch, executor_id, time.monotonic())
            except BUSY_OR_AWAY as error:
                log.warning("cannot look after the other workers: %s", error)
    finally:
        stop.set()


if __name__ == "__main__":
    sys.exit(main())
