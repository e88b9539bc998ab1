"""Coaching cards of released evaluations, and what their agents answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from qa.model import CoachingCard
from qa.serialise import card_from_dict, card_to_dict
from storage.records import StoredCard
from storage.tables import CardRow


@dataclass(frozen=True, slots=True)
class NewCard:
    evaluation_id: int
    call_id: int
    agent_id: int
    card: CoachingCard
    created_at: datetime


class Cards:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, new: NewCard) -> StoredCard:
        row = CardRow(
            evaluation_id=new.evaluation_id,
            call_id=new.call_id,
            agent_id=new.agent_id,
            body=card_to_dict(new.card),
            created_at=new.created_at,
        )
        self._session.add(row)
        self._session.flush()
        return _record(row)

    def find(self, card_id: int) -> StoredCard | None:
        row = self._session.get(CardRow, card_id, populate_existing=True)
        return _record(row) if row else None

    def get(self, card_id: int) -> StoredCard:
        """KeyError where there is none."""
        card = self.find(card_id)
        if card is None:
            raise KeyError(card_id)
        return card

    def lock(self, card_id: int) -> StoredCard | None:
        """The card, which nobody else changes until this transaction ends."""
        row = self._session.get(CardRow, card_id, with_for_update=True)
        return _record(row) if row else None

    def of_agent(self, agent_id: int) -> tuple[StoredCard, ...]:
        """The latest first."""
        query = (
            select(CardRow)
            .where(CardRow.agent_id == agent_id)
            .order_by(CardRow.created_at.desc(), CardRow.card_id.desc())
        )
        return tuple(_record(row) for row in self._session.scalars(query))

    def latest_of_agent(self, agent_id: int, besides: int) -> StoredCard | None:
        """The newest card of another call than `besides`."""
        query = (
            select(CardRow)
            .where(CardRow.agent_id == agent_id, CardRow.call_id != besides)
            .order_by(CardRow.created_at.desc(), CardRow.card_id.desc())
            .limit(1)
        )
        row = self._session.scalar(query)
        return _record(row) if row else None

    def find_by_evaluation(self, evaluation_id: int) -> StoredCard | None:
        row = self._session.scalar(select(CardRow).where(CardRow.evaluation_id == evaluation_id))
        return _record(row) if row else None

    def of_evaluations(self, evaluation_ids: Iterable[int]) -> dict[int, StoredCard]:
        """By evaluation."""
        wanted = CardRow.evaluation_id.in_(tuple(evaluation_ids))
        rows = self._session.scalars(select(CardRow).where(wanted))
        return {row.evaluation_id: _record(row) for row in rows}

    def remove(self, evaluation_id: int) -> None:
        self._session.execute(delete(CardRow).where(CardRow.evaluation_id == evaluation_id))

    def set_seen(self, card_id: int, now: datetime) -> None:
        self._change(card_id, seen_at=now)

    def set_acknowledged(self, card_id: int, comment: str, now: datetime) -> None:
        self._change(card_id, acknowledged_at=now, comment=comment)

    def _change(self, card_id: int, **values: object) -> None:
        self._session.execute(update(CardRow).where(CardRow.card_id == card_id).values(**values))


def _record(row: CardRow) -> StoredCard:
    return StoredCard(
        card_id=row.card_id,
        evaluation_id=row.evaluation_id,
        call_id=row.call_id,
        agent_id=row.agent_id,
        card=card_from_dict(row.body),
        created_at=row.created_at,
        seen_at=row.seen_at,
        acknowledged_at=row.acknowledged_at,
        comment=row.comment,
    )
