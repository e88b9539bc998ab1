"""When which card comes back to a person, and every answer given to one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.database import lock_name
from storage.learning_tables import ReviewCardRow, ReviewRow
from storage.tables import Json


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """A question in a person's daily review; `state` is the scheduler's own."""

    agent_id: int
    question_id: str
    module_id: str
    module_version: str
    due_at: datetime
    added_at: datetime
    state: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One answer; `token` makes a repeat count once."""

    agent_id: int
    question_id: str
    question_version: str
    right: bool
    milliseconds: int
    reviewed_at: datetime
    token: str
    answer: Json


class Reviews:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, agent_id: int) -> None:
        """Until this transaction ends nobody else changes this person's cards."""
        lock_name(self._session, f"reviews {agent_id}")

    def card(self, agent_id: int, question_id: str) -> ReviewCard | None:
        row = self._session.get(ReviewCardRow, (agent_id, question_id), populate_existing=True)
        return _card(row) if row else None

    def cards(self, agent_id: int, question_ids: Collection[str]) -> dict[str, ReviewCard]:
        """Those of these questions that this person has."""
        query = select(ReviewCardRow).where(
            ReviewCardRow.agent_id == agent_id, ReviewCardRow.question_id.in_(question_ids)
        )
        return {row.question_id: _card(row) for row in self._session.scalars(query)}

    def add_all(self, cards: Collection[ReviewCard]) -> None:
        self._session.add_all([ReviewCardRow(**_columns(card)) for card in cards])
        self._session.flush()

    def save(self, card: ReviewCard) -> None:
        """The card's new place in time, and the version it is asked from."""
        changed = {"due_at", "state", "module_id", "module_version"}
        values = {name: value for name, value in _columns(card).items() if name in changed}
        where = (
            ReviewCardRow.agent_id == card.agent_id,
            ReviewCardRow.question_id == card.question_id,
        )
        self._session.execute(update(ReviewCardRow).where(*where).values(**values))

    def due(self, agent_id: int, until: datetime, limit: int) -> tuple[ReviewCard, ...]:
        """The most overdue first."""
        query = (
            select(ReviewCardRow)
            .where(ReviewCardRow.agent_id == agent_id, ReviewCardRow.due_at <= until)
            .order_by(ReviewCardRow.due_at, ReviewCardRow.added_at, ReviewCardRow.question_id)
            .limit(limit)
        )
        return tuple(_card(row) for row in self._session.scalars(query))

    def next_due(self, agent_id: int, after: datetime) -> datetime | None:
        """When the next card comes back."""
        query = (
            select(ReviewCardRow.due_at)
            .where(ReviewCardRow.agent_id == agent_id, ReviewCardRow.due_at > after)
            .order_by(ReviewCardRow.due_at)
            .limit(1)
        )
        return self._session.scalar(query)

    def find(self, token: str) -> Reviewed | None:
        row = self._session.scalar(select(ReviewRow).where(ReviewRow.token == token))
        return _reviewed(row) if row else None

    def add(self, reviewed: Reviewed) -> None:
        self._session.add(
            ReviewRow(
                agent_id=reviewed.agent_id,
                question_id=reviewed.question_id,
                question_version=reviewed.question_version,
                right=reviewed.right,
                milliseconds=reviewed.milliseconds,
                reviewed_at=reviewed.reviewed_at,
                token=reviewed.token,
                answer=reviewed.answer,
            )
        )
        self._session.flush()

    def since(self, agent_id: int, moment: datetime) -> tuple[Reviewed, ...]:
        """What was answered from this moment on, the oldest first."""
        query = (
            select(ReviewRow)
            .where(ReviewRow.agent_id == agent_id, ReviewRow.reviewed_at >= moment)
            .order_by(ReviewRow.review_id)
        )
        return tuple(_reviewed(row) for row in self._session.scalars(query))


def _columns(card: ReviewCard) -> dict[str, Any]:
    return {
        "agent_id": card.agent_id,
        "question_id": card.question_id,
        "module_id": card.module_id,
        "module_version": card.module_version,
        "due_at": card.due_at,
        "added_at": card.added_at,
        "state": card.state,
    }


def _card(row: ReviewCardRow) -> ReviewCard:
    return ReviewCard(
        agent_id=row.agent_id,
        question_id=row.question_id,
        module_id=row.module_id,
        module_version=row.module_version,
        due_at=row.due_at,
        added_at=row.added_at,
        state=row.state,
    )


def _reviewed(row: ReviewRow) -> Reviewed:
    return Reviewed(
        agent_id=row.agent_id,
        question_id=row.question_id,
        question_version=row.question_version,
        right=row.right,
        milliseconds=row.milliseconds,
        reviewed_at=row.reviewed_at,
        token=row.token,
        answer=row.answer,
    )
