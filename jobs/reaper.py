"""Takes over the calls of workers that died, and tidies up after finished jobs.

Open-source DBOS brings back only its own executor's jobs; every worker runs this beside its own.
"""

import logging
from datetime import UTC, datetime, timedelta

from dbos import DBOS, WorkflowStatus

from jobs.watch import Watch
from services import processing
from storage.queue import QUEUE_NAME, WORKFLOW_NAME, call_of
from storage.store import Store

MOST_TAKEOVERS = 5
ENDED_WORKERS_KEPT = timedelta(days=1)
FINISHED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
BROKEN = {"ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"}

log = logging.getLogger(__name__)


def look(store: Store, watch: Watch, executor_id: str, at: float) -> None:
    """What a worker does for the others every few seconds; `at` is its own steady clock's."""
    reap(store, watch, executor_id, at)
    take_over(store, executor_id)
    tidy(store, datetime.now(UTC))


def reap(store: Store, watch: Watch, executor_id: str, at: float) -> None:
    """End the workers that have fallen silent, but never oneself."""
    with store.reading() as work:
        living = work.heartbeats.living()
    for silent, beats in watch.silent(living, at).items():
        if silent == executor_id:
            continue
        with store.transaction() as work:
            reaped = work.heartbeats.reap(silent, beats)
        if reaped:
            log.warning("worker %s fell silent: its calls are taken over", silent)


def take_over(store: Store, executor_id: str) -> None:
    """Resume the jobs of ended workers, each claimed first: resuming has no guard of its own."""
    # Jobs first: whoever took one of these had its heartbeat before.
    running = DBOS.list_workflows(
        status="PENDING", name=WORKFLOW_NAME, load_input=False, load_output=False
    )
    with store.reading() as work:
        living = work.heartbeats.living()
    for job in running:
        if job.executor_id not in living:
            _take_over(store, executor_id, job)


def tidy(store: Store, now: datetime) -> None:
    """Drop finished jobs with what their steps stored; a job that broke fails its call."""
    jobs = DBOS.list_workflows(
        status=FINISHED, name=WORKFLOW_NAME, limit=100, load_input=False, load_output=False
    )
    for job in jobs:
        if job.status in BROKEN:
            processing.mark_failed(store, call_of(job.workflow_id), "internal_error", {}, now)
    finished = [job.workflow_id for job in jobs]
    if finished:
        DBOS.delete_workflows(finished)
        with store.transaction() as work:
            work.heartbeats.forget_jobs(finished)


def _take_over(store: Store, executor_id: str, job: WorkflowStatus) -> None:
    with store.transaction() as work:
        won = work.heartbeats.claim(job.workflow_id, of=job.executor_id or "", by=executor_id)
        times = work.heartbeats.times_taken_over(job.workflow_id)
    if not won:
        return
    if times > MOST_TAKEOVERS:
        _give_up(store, job)
        return
    log.warning("job %s is taken over from %s", job.workflow_id, job.executor_id)
    DBOS.resume_workflow(job.workflow_id, queue_name=QUEUE_NAME)


def _give_up(store: Store, job: WorkflowStatus) -> None:
    """A job that ended every worker that took it would circle for ever."""
    log.error("job %s ended %d workers: given up", job.workflow_id, MOST_TAKEOVERS + 1)
    now = datetime.now(UTC)
    processing.mark_failed(store, call_of(job.workflow_id), "job_poison", {}, now)
    DBOS.cancel_workflow(job.workflow_id)
