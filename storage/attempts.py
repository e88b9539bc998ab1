"""Quizzes as they were taken: attempts, and answers that are only ever added to."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast, get_args

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.database import lock_name
from storage.learning_tables import AnswerRow, AttemptRow
from storage.tables import Json

Mode = Literal["learn", "practise", "certify"]
MODES: tuple[Mode, ...] = get_args(Mode)
AttemptId = int


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """`drawn` lists the question ids of that module version, in the order they are asked."""

    agent_id: int
    module_id: str
    module_version: str
    mode: Mode
    language: str
    seed: int
    drawn: tuple[str, ...]
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    attempt_id: AttemptId
    agent_id: int
    module_id: str
    module_version: str
    mode: Mode
    language: str
    seed: int
    drawn: tuple[str, ...]
    started_at: datetime
    submitted_at: datetime | None = None
    score: float | None = None  # 0 to 100
    passed: bool | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The first answer to a position; `share` is 0 to 1 of its point."""

    attempt_id: AttemptId
    position: int
    question_id: str
    question_version: str
    share: float
    milliseconds: int
    answered_at: datetime
    language: str
    answer: Json


class Attempts:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, agent_id: int) -> None:
        """Until this transaction ends nobody else changes this person's attempts."""
        lock_name(self._session, f"attempts {agent_id}")

    def add(self, new: NewAttempt) -> Attempt:
        row = AttemptRow(
            agent_id=new.agent_id,
            module_id=new.module_id,
            module_version=new.module_version,
            mode=new.mode,
            language=new.language,
            seed=new.seed,
            started_at=new.started_at,
            drawn=list(new.drawn),
        )
        self._session.add(row)
        self._session.flush()
        return _attempt(row)

    def find(self, attempt_id: AttemptId) -> Attempt | None:
        row = self._session.get(AttemptRow, attempt_id, populate_existing=True)
        return _attempt(row) if row else None

    def get(self, attempt_id: AttemptId) -> Attempt:
        """KeyError where there is none."""
        attempt = self.find(attempt_id)
        if attempt is None:
            raise KeyError(attempt_id)
        return attempt

    def running(self, agent_id: int, module_id: str, mode: Mode) -> Attempt | None:
        row = AttemptRow
        query = select(row).where(
            row.agent_id == agent_id,
            row.module_id == module_id,
            row.mode == mode,
            row.submitted_at.is_(None),
        )
        found = self._session.scalar(query)
        return _attempt(found) if found else None

    def last_drawn(self, agent_id: int, module_id: str, mode: Mode) -> tuple[str, ...]:
        """The questions of the last attempt that was brought to its end."""
        row = AttemptRow
        query = (
            select(row.drawn)
            .where(
                row.agent_id == agent_id,
                row.module_id == module_id,
                row.mode == mode,
                row.submitted_at.is_not(None),
            )
            .order_by(row.submitted_at.desc(), row.attempt_id.desc())
            .limit(1)
        )
        return tuple(self._session.scalar(query) or ())

    def has_practised(self, agent_id: int, module_id: str, version: str) -> bool:
        """Whether a practice of this version of the module was brought to its end before."""
        row = AttemptRow
        query = select(row.attempt_id).where(
            row.agent_id == agent_id,
            row.module_id == module_id,
            row.mode == "practise",
            row.submitted_at.is_not(None),
            row.module_version == version,
        )
        return self._session.scalar(query.limit(1)) is not None

    def set_submitted(
        self, attempt_id: AttemptId, score: float, passed: bool | None, now: datetime
    ) -> None:
        where = AttemptRow.attempt_id == attempt_id
        values = {"score": score, "passed": passed, "submitted_at": now}
        self._session.execute(update(AttemptRow).where(where).values(**values))

    def add_answer(self, answer: Answer) -> None:
        row = AnswerRow(
            attempt_id=answer.attempt_id,
            position=answer.position,
            question_id=answer.question_id,
            question_version=answer.question_version,
            share=answer.share,
            milliseconds=answer.milliseconds,
            answered_at=answer.answered_at,
            language=answer.language,
            answer=answer.answer,
        )
        self._session.add(row)
        self._session.flush()

    def answers(self, attempt_id: AttemptId) -> tuple[Answer, ...]:
        """In the order of their positions."""
        query = (
            select(AnswerRow).where(AnswerRow.attempt_id == attempt_id).order_by(AnswerRow.position)
        )
        return tuple(_answer(row) for row in self._session.scalars(query))


def _attempt(row: AttemptRow) -> Attempt:
    return Attempt(
        attempt_id=row.attempt_id,
        agent_id=row.agent_id,
        module_id=row.module_id,
        module_version=row.module_version,
        mode=cast(Mode, row.mode),
        language=row.language,
        seed=row.seed,
        drawn=tuple(row.drawn),
        started_at=row.started_at,
        submitted_at=row.submitted_at,
        score=row.score,
        passed=row.passed,
    )


def _answer(row: AnswerRow) -> Answer:
    return Answer(
        attempt_id=row.attempt_id,
        position=row.position,
        question_id=row.question_id,
        question_version=row.question_version,
        share=row.share,
        milliseconds=row.milliseconds,
        answered_at=row.answered_at,
        language=row.language,
        answer=row.answer,
    )
