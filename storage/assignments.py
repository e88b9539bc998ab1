"""Modules given to agents by hand, dismissed proposals, and when agents last learned."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, union_all, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import SelectBase

from storage.database import lock_name
from storage.learning_tables import (
    AssignmentRow,
    AttemptRow,
    DismissalRow,
    LessonReadRow,
    PieceRow,
    ReviewCardRow,
    ReviewRow,
    ScenarioRunRow,
)
from storage.tables import AccountRow


@dataclass(frozen=True, slots=True)
class NewAssignment:
    """`criterion_id` and `call_ids` are those of the proposal it came from."""

    agent_id: int
    module_id: str
    by_id: int
    reason: str
    due_at: datetime
    criterion_id: str | None = None
    call_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    assignment_id: int
    agent_id: int
    module_id: str
    by_name: str
    reason: str
    assigned_at: datetime
    due_at: datetime
    done_at: datetime | None
    cancelled_at: datetime | None
    criterion_id: str | None
    call_ids: tuple[int, ...]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def closed_at(self) -> datetime | None:
        return self.done_at or self.cancelled_at


@dataclass(frozen=True, slots=True)
class NewDismissal:
    """Only calls that happened after `up_to_call_at` count for a new proposal."""

    agent_id: int
    criterion_id: str
    up_to_call_at: datetime
    by_id: int
    reason: str


class Assignments:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_agent(self, agent_id: int) -> None:
        """Until this transaction ends nobody else assigns this agent anything."""
        lock_name(self._session, f"assignments:{agent_id}")

    def add(self, new: NewAssignment, now: datetime) -> int:
        row = AssignmentRow(
            agent_id=new.agent_id,
            module_id=new.module_id,
            by_id=new.by_id,
            reason=new.reason,
            assigned_at=now,
            due_at=new.due_at,
            criterion_id=new.criterion_id,
            call_ids=list(new.call_ids),
        )
        self._session.add(row)
        self._session.flush()
        return row.assignment_id

    def lock(self, assignment_id: int) -> Assignment | None:
        """The assignment, which nobody else changes until this transaction ends."""
        row = self._session.get(AssignmentRow, assignment_id, with_for_update=True)
        if row is None:
            return None
        return _record(row, self._session.get_one(AccountRow, row.by_id).name)

    def of_agents(self, agent_ids: Sequence[int]) -> tuple[Assignment, ...]:
        """Open, done and cancelled; the one due first comes first."""
        query = (
            select(AssignmentRow, AccountRow.name)
            .join(AccountRow, AccountRow.account_id == AssignmentRow.by_id)
            .where(AssignmentRow.agent_id.in_(agent_ids))
            .order_by(AssignmentRow.due_at, AssignmentRow.assignment_id)
        )
        return tuple(_record(row, name) for row, name in self._session.execute(query))

    def set_done(self, agent_id: int, module_id: str, now: datetime) -> None:
        """Closes the open assignment, where there is one."""
        is_open = (
            AssignmentRow.agent_id == agent_id,
            AssignmentRow.module_id == module_id,
            AssignmentRow.done_at.is_(None),
            AssignmentRow.cancelled_at.is_(None),
        )
        self._session.execute(update(AssignmentRow).where(*is_open).values(done_at=now))

    def set_cancelled(self, assignment_id: int, now: datetime) -> None:
        where = AssignmentRow.assignment_id == assignment_id
        self._session.execute(update(AssignmentRow).where(where).values(cancelled_at=now))

    def add_dismissal(self, new: NewDismissal, now: datetime) -> None:
        row = DismissalRow(
            agent_id=new.agent_id,
            criterion_id=new.criterion_id,
            up_to_call_at=new.up_to_call_at,
            by_id=new.by_id,
            reason=new.reason,
            dismissed_at=now,
        )
        self._session.add(row)
        self._session.flush()

    def dismissed(self, agent_ids: Sequence[int]) -> Mapping[tuple[int, str], datetime]:
        """By agent and criterion: up to which call proposals were dismissed."""
        row = DismissalRow
        query = (
            select(row.agent_id, row.criterion_id, row.up_to_call_at)
            .where(row.agent_id.in_(agent_ids))
            .order_by(row.up_to_call_at)
        )
        return {(agent, criterion): at for agent, criterion, at in self._session.execute(query)}

    def last_learned(self, agent_ids: Sequence[int]) -> Mapping[tuple[int, str], datetime]:
        """By agent and module: the latest act of learning; that it was, not what or how well."""
        acts = union_all(*_acts_of_learning(agent_ids)).subquery()
        query = select(acts.c.agent_id, acts.c.module_id, acts.c.at).order_by(acts.c.at)
        return {(agent, module): at for agent, module, at in self._session.execute(query)}


def _acts_of_learning(agent_ids: Sequence[int]) -> Iterator[SelectBase]:
    for row, at in (
        (AttemptRow, AttemptRow.started_at),
        (AttemptRow, AttemptRow.submitted_at),
        (LessonReadRow, LessonReadRow.read_at),
        (ScenarioRunRow, ScenarioRunRow.started_at),
        (PieceRow, PieceRow.started_at),
        (PieceRow, PieceRow.submitted_at),
    ):
        yield (
            select(row.agent_id, row.module_id, func.max(at).label("at"))
            .where(row.agent_id.in_(agent_ids), at.is_not(None), row.module_id.is_not(None))
            .group_by(row.agent_id, row.module_id)
        )
    yield (
        select(ReviewRow.agent_id, ReviewCardRow.module_id, func.max(ReviewRow.reviewed_at))
        .join(
            ReviewCardRow,
            (ReviewCardRow.agent_id == ReviewRow.agent_id)
            & (ReviewCardRow.question_id == ReviewRow.question_id),
        )
        .where(ReviewRow.agent_id.in_(agent_ids))
        .group_by(ReviewRow.agent_id, ReviewCardRow.module_id)
    )


def _record(row: AssignmentRow, by_name: str) -> Assignment:
    return Assignment(
        assignment_id=row.assignment_id,
        agent_id=row.agent_id,
        module_id=row.module_id,
        by_name=by_name,
        reason=row.reason,
        assigned_at=row.assigned_at,
        due_at=row.due_at,
        done_at=row.done_at,
        cancelled_at=row.cancelled_at,
        criterion_id=row.criterion_id,
        call_ids=tuple(row.call_ids),
    )
