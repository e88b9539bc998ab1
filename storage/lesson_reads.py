"""Which lessons a person has gone through; a lesson is read once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.database import lock_name
from storage.learning_tables import LessonReadRow


@dataclass(frozen=True, slots=True)
class LessonRead:
    agent_id: int
    lesson_id: str
    module_id: str
    module_version: str
    read_at: datetime


class LessonReads:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, read: LessonRead) -> bool:
        """Whether it is the first time; a repeat changes nothing."""
        lock_name(self._session, f"lesson {read.agent_id} {read.lesson_id}")
        if self._session.get(LessonReadRow, (read.agent_id, read.lesson_id)) is not None:
            return False
        row = LessonReadRow(
            agent_id=read.agent_id,
            lesson_id=read.lesson_id,
            module_id=read.module_id,
            module_version=read.module_version,
            read_at=read.read_at,
        )
        self._session.add(row)
        self._session.flush()
        return True

    def of_agent(self, agent_id: int) -> tuple[LessonRead, ...]:
        """The oldest first."""
        query = (
            select(LessonReadRow)
            .where(LessonReadRow.agent_id == agent_id)
            .order_by(LessonReadRow.read_at, LessonReadRow.lesson_id)
        )
        return tuple(_record(row) for row in self._session.scalars(query))


def _record(row: LessonReadRow) -> LessonRead:
    return LessonRead(
        agent_id=row.agent_id,
        lesson_id=row.lesson_id,
        module_id=row.module_id,
        module_version=row.module_version,
        read_at=row.read_at,
    )
