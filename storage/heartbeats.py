"""Which workers live, and which jobs were taken over from those that do not."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Update

from storage.tables import HeartbeatRow, TakeoverRow

LEFT = "left"
REAPED = "reaped"


class Heartbeats:
    def __init__(self, session: Session) -> None:
        self._session = session

    def start(self, executor_id: str, now: datetime) -> None:
        self._session.add(HeartbeatRow(executor_id=executor_id, started_at=now))

    def beat(self, executor_id: str) -> bool:
        """False where this worker was reaped: its calls belong to others now."""
        living = _living(executor_id).values(beats=HeartbeatRow.beats + 1)
        return self._changed(living)

    def leave(self, executor_id: str) -> None:
        """Say goodbye, so that others take over at once."""
        self._session.execute(_living(executor_id).values(ended=LEFT))

    def living(self) -> dict[str, int]:
        """How often each worker that has not ended has beaten."""
        rows = self._session.execute(
            select(HeartbeatRow.executor_id, HeartbeatRow.beats).where(HeartbeatRow.ended.is_(None))
        )
        return {row.executor_id: row.beats for row in rows}

    def count_alive(self, since: datetime) -> int:
        """Workers that have not ended and have beaten since then."""
        alive = (HeartbeatRow.ended.is_(None), HeartbeatRow.seen_at >= since)
        return self._session.scalar(select(func.count()).where(*alive)) or 0

    def reap(self, executor_id: str, beats: int) -> bool:
        """End a silent worker; False where it has beaten since or another was faster."""
        silent = _living(executor_id).where(HeartbeatRow.beats == beats)
        return self._changed(silent.values(ended=REAPED))

    def claim(self, workflow_id: str, *, of: str, by: str) -> bool:
        """Take over the job of an ended worker; one claimant wins until it has ended itself."""
        values = {"workflow_id": workflow_id, "executor_id": of, "by": by}
        on_postgres = self._session.get_bind().dialect.name == "postgresql"
        insert = (postgresql if on_postgres else sqlite).insert(TakeoverRow).values(values)
        self._session.execute(insert.on_conflict_do_nothing())
        ended = select(HeartbeatRow.executor_id).where(HeartbeatRow.ended.is_not(None))
        return self._changed(
            update(TakeoverRow)
            .where(TakeoverRow.workflow_id == workflow_id, TakeoverRow.executor_id == of)
            .where(or_(TakeoverRow.by == by, TakeoverRow.by.in_(ended)))
            .values(by=by)
        )

    def times_taken_over(self, workflow_id: str) -> int:
        """From workers that fell silent; one that left in good order is not the job's fault."""
        statement = (
            select(func.count())
            .select_from(TakeoverRow)
            .join(HeartbeatRow, HeartbeatRow.executor_id == TakeoverRow.executor_id)
            .where(TakeoverRow.workflow_id == workflow_id, HeartbeatRow.ended == REAPED)
        )
        return self._session.scalar(statement) or 0

    def forget_jobs(self, workflow_ids: Sequence[str]) -> None:
        """Drop the takeovers of finished jobs."""
        self._session.execute(delete(TakeoverRow).where(TakeoverRow.workflow_id.in_(workflow_ids)))

    def forget_ended(self, *, started_before: datetime) -> None:
        """Drop old ended workers that no takeover speaks of."""
        spoken_of = select(TakeoverRow.executor_id).union(select(TakeoverRow.by))
        self._session.execute(
            delete(HeartbeatRow)
            .where(HeartbeatRow.ended.is_not(None), HeartbeatRow.started_at < started_before)
            .where(HeartbeatRow.executor_id.not_in(spoken_of))
        )

    def _changed(self, statement: Update) -> bool:
        result = cast(CursorResult[Any], self._session.execute(statement))
        return result.rowcount == 1


def _living(executor_id: str) -> Update:
    return update(HeartbeatRow).where(
        HeartbeatRow.executor_id == executor_id, HeartbeatRow.ended.is_(None)
    )
