"""The queue of calls to be processed: a call's job is enqueued in the transaction that adds it.

DBOS keeps its tables in the same database under an engine of its own; the worker runs the jobs.
"""

from functools import cache

from dbos import DBOSClient
from sqlalchemy.orm import Session

APPLICATION_NAME = "itqan"
# Pinned: DBOS would take a hash of the code, and leave interrupted jobs of the old code for ever.
# Changes only with an order of steps that a half-done job cannot go on with.
APPLICATION_VERSION = "1"
QUEUE_NAME = "calls"
WORKFLOW_NAME = "process_call"


class CallQueue:
    """The queue as one transaction sees it: rolled back, no job is left."""

    def __init__(self, session: Session, database_url: str) -> None:
        self._session = session
        self._database_url = database_url

    def enqueue_call(self, call_id: int, attempt: int = 1) -> None:
        """Asking again for the same attempt changes nothing."""
        _client(self._database_url).enqueue_in_transaction(
            self._session,
            {
                "workflow_name": WORKFLOW_NAME,
                "queue_name": QUEUE_NAME,
                "workflow_id": workflow_id(call_id, attempt),
                "app_version": APPLICATION_VERSION,
            },
            call_id,
            attempt,
        )


def workflow_id(call_id: int, attempt: int) -> str:
    return f"call-{call_id}-{attempt}"


def call_of(workflow_id: str) -> int:
    return int(workflow_id.split("-")[1])


@cache
def _client(database_url: str) -> DBOSClient:
    """Lazy: a client that connected inside our own write transaction would wait for our lock."""
    return DBOSClient(
        system_database_url=database_url, application_name=APPLICATION_NAME, lazy=True
    )
